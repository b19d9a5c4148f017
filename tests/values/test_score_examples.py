"""Every example of scoring that the national rules give: 财预〔2020〕10号 and the 满意度赋分 of 财预〔2021〕101号."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.score import (
    Actual,
    Band,
    Bands,
    ExecutionMode,
    IndicatorScore,
    IndicatorTarget,
    Operator,
    execution_points,
    grade,
    rescale,
    score_indicator,
)
from tests.values.scoring import BANDS, DUE

HUBEI = Bands((10_000, 8_000, 5_000, 0))
SATISFACTION = ((0, 0), (6_000, 5_000), (8_000, 8_000), (9_000, 10_000))
GRADES = ((9_000, "优"), (8_000, "良"), (6_000, "中"), (0, "差"))
STEPS = ((8_000, 700), (6_000, 500), (0, 0))
RATE = st.decimals(Decimal(0), Decimal(100), places=2)


def satisfied(
    actual: str, target: str = "95", operator: Operator = Operator.AT_LEAST, unit: str = "%", steps: object = None
) -> IndicatorScore:
    """Ten points by the steps of the satisfaction scale."""
    given_steps = SATISFACTION if steps is None else ()
    promised = IndicatorTarget(operator, 1000, Decimal(target), unit=unit, steps=given_steps)
    return score_indicator(promised, Actual(Decimal(actual)), BANDS, deviation_bp=13_000)


@pytest.mark.parametrize(
    ("actual", "points"),
    [
        ("100", 1000), ("90", 1000), ("89.99", 800), ("85", 800), ("80", 800), ("79.99", 500), ("60", 500),
        ("59.99", 0), ("0", 0), ("-1", 0),
    ],
)  # fmt: skip
def test_satisfaction_of_ninety_is_full_eighty_earns_eight_sixty_five_and_less_nothing(
    actual: str, points: int
) -> None:
    assert satisfied(actual).points == points


def test_by_steps_the_target_still_says_what_was_reached_and_the_formula_names_the_step() -> None:
    missed, met = satisfied("92"), satisfied("86", target="85")
    assert (missed.points, missed.reached, missed.judged) == (1000, False, False)
    assert missed.formula == "实际 92%，目标 ≥ 95%，按档次（90.00% 及以上）：10.00 × 100.00% ＝ 10.00 分。"
    assert (met.points, met.reached) == (800, True)
    assert not missed.deviates
    assert not met.deviates
    below = score_indicator(
        IndicatorTarget(Operator.AT_LEAST, 1000, Decimal(95), unit="%", steps=((6_000, 5_000),)),
        Actual(Decimal(59)),
        BANDS,
    )
    assert below.formula == "实际 59%，目标 ≥ 95%，低于最低档：10.00 × 0.00% ＝ 0.00 分。"


@pytest.mark.parametrize(
    ("operator", "unit"), [(Operator.AT_MOST, "%"), (Operator.BELOW, "%"), (Operator.AT_LEAST, "分")]
)
def test_steps_are_for_rates_where_more_is_better(operator: Operator, unit: str) -> None:
    with_steps = satisfied("50", operator=operator, unit=unit)
    assert with_steps == satisfied("50", operator=operator, unit=unit, steps=())


def test_nobody_is_satisfied_beyond_a_hundred_per_cent() -> None:
    with pytest.raises(BadInput, match="超过 100%"):
        satisfied("101")


@given(RATE, RATE, st.integers(0, 10_000))
def test_more_satisfaction_never_earns_less_nor_more_than_the_weight(one: Decimal, other: Decimal, weight: int) -> None:
    promised = IndicatorTarget(Operator.AT_LEAST, weight, Decimal(95), unit="%", steps=SATISFACTION)
    low, high = (score_indicator(promised, Actual(each), BANDS).points for each in sorted((one, other)))
    assert 0 <= low <= high <= weight


def test_an_ordinary_target_is_full_when_reached_and_in_proportion_when_missed() -> None:
    promised = IndicatorTarget(Operator.AT_LEAST, 2000, Decimal(40), unit="台")
    assert score_indicator(promised, Actual(Decimal(46)), BANDS).points == 2000
    assert score_indicator(promised, Actual(Decimal(30)), BANDS).points == 1500


def test_a_reverse_target_is_target_over_actual_when_missed() -> None:
    promised = IndicatorTarget(Operator.BELOW, 1200, Decimal(2), unit="小时")
    assert score_indicator(promised, Actual(Decimal("1.5")), BANDS).points == 1200
    assert score_indicator(promised, Actual(Decimal(3)), BANDS).points == 800


def test_a_target_of_zero_asks_the_clerk_instead_of_dividing() -> None:
    promised = IndicatorTarget(Operator.AT_MOST, 1000, Decimal(0), unit="次")
    assert score_indicator(promised, Actual(Decimal(0)), BANDS).points == 1000
    with pytest.raises(BadInput, match="请经办人评定得分比例"):
        score_indicator(promised, Actual(Decimal(1)), BANDS)
    assert score_indicator(promised, Actual(Decimal(1), share_bp=5_000), BANDS).judged


def test_far_above_the_target_is_flagged_beyond_a_hundred_and_thirty_per_cent_and_never_deducted() -> None:
    promised = IndicatorTarget(Operator.AT_LEAST, 1000, Decimal(100), unit="人次")
    for actual, flagged in ((130, False), (131, True), (1000, True)):
        found = score_indicator(promised, Actual(Decimal(actual)), BANDS, deviation_bp=13_000)
        assert (found.points, found.deviates) == (1000, flagged)


@pytest.mark.parametrize(
    ("bands", "band", "top", "bottom"),
    [
        (BANDS, Band.REACHED, 1000, 800),
        (BANDS, Band.PARTLY, 799, 600),
        (BANDS, Band.MISSED, 599, 0),
        (HUBEI, Band.PARTLY, 799, 500),
        (HUBEI, Band.MISSED, 499, 0),
    ],
)
def test_a_quality_earns_its_place_in_bands_of_100_80_60_0_or_of_the_county(
    bands: Bands, band: Band, top: int, bottom: int
) -> None:
    promised = IndicatorTarget(Operator.QUALITATIVE, 1000)
    highest = 10_000 if band is Band.REACHED else top * 10 + 9
    for share, points in ((highest, round(highest / 10)), (bottom * 10, bottom)):
        found = score_indicator(promised, Actual(band=band, share_bp=share), bands)
        assert abs(found.points - points) <= 1
        assert (found.reached, found.judged) == (band is Band.REACHED, False)


def test_a_date_kept_is_full_and_a_late_one_goes_by_the_steps_of_lateness() -> None:
    promised = IndicatorTarget(Operator.DATE, 1000, target_date=DUE)
    steps = ((10, 8_000), (30, 5_000))
    for on, points in ((DUE, 1000), (date(2026, 12, 10), 800), (date(2026, 12, 30), 500), (date(2026, 12, 31), 0)):
        assert score_indicator(promised, Actual(on=on), BANDS, lateness=steps).points == points


def test_the_execution_rate_goes_by_the_adjusted_budget_or_by_the_steps_10_7_5_0() -> None:
    assert execution_points(412_50, 450_00, 1000, ExecutionMode.PROPORTIONAL) == 917
    for executed, points in ((99, 700), (80, 700), (79, 500), (60, 500), (59, 0)):
        assert execution_points(executed, 100, 1000, ExecutionMode.STEPPED, STEPS) == points
    assert execution_points(59, 100, 1000, ExecutionMode.STEPPED, STEPS, finished=True) == 1000


def test_what_does_not_apply_leaves_its_points_to_the_rest() -> None:
    assert rescale((5000, 3000, 1000), (2,)) == (5625, 3375, 0)


@pytest.mark.parametrize(
    ("points", "word"), [(9_000, "优"), (8_999, "良"), (8_000, "良"), (7_999, "中"), (6_000, "中"), (5_999, "差")]
)
def test_the_grades_are_half_open(points: int, word: str) -> None:
    assert grade(points, GRADES) == word
