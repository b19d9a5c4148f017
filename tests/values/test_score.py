"""Scoring by 财预〔2020〕10号. Figures such as band edges are examples handed in, never the program's own."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.score import Actual, IndicatorScore, IndicatorTarget, Operator, points_text, score_indicator
from tests.values.scoring import BANDS, DUE

ORDINARY = st.sampled_from((Operator.AT_LEAST, Operator.ABOVE, Operator.EQUAL))
REVERSE = st.sampled_from((Operator.AT_MOST, Operator.BELOW))
WEIGHT = st.integers(0, 10_000)
AMOUNT = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)
ANY_AMOUNT = st.decimals(Decimal(-1000), Decimal(10**6), places=2)


def score(operator: Operator, target: str, actual: str, weight: int = 1000, **more: str) -> IndicatorScore:
    """Score an indicator of 10.00 points with 130 % as the deviation trigger."""
    promised = IndicatorTarget(operator, weight, Decimal(target), unit=more.get("unit", ""))
    return score_indicator(promised, Actual(Decimal(actual)), BANDS, deviation_bp=13_000)


@pytest.mark.parametrize(
    ("operator", "target", "actual", "points", "reached"),
    [
        (Operator.AT_LEAST, "95", "95", 1000, True),
        (Operator.AT_LEAST, "95", "96", 1000, True),
        (Operator.AT_LEAST, "95", "90", 947, False),
        (Operator.AT_LEAST, "95", "0", 0, False),
        (Operator.AT_LEAST, "95", "-3", 0, False),
        (Operator.AT_LEAST, "8", "4", 500, False),
        (Operator.AT_LEAST, "0.3", "0.1", 333, False),
        (Operator.AT_LEAST, "0", "0", 1000, True),
        (Operator.AT_LEAST, "0", "5", 1000, True),
        (Operator.AT_LEAST, "-5", "-3", 1000, True),
        (Operator.ABOVE, "95", "95.01", 1000, True),
        (Operator.ABOVE, "95", "95", 1000, False),
        (Operator.ABOVE, "95", "47.5", 500, False),
        (Operator.EQUAL, "100", "100", 1000, True),
        (Operator.EQUAL, "100", "90", 900, False),
        (Operator.EQUAL, "8", "9", 1000, True),
        (Operator.EQUAL, "0", "0", 1000, True),
        (Operator.EQUAL, "100.0", "100.00", 1000, True),
    ],
)
def test_a_missed_target_scores_actual_over_target_and_a_reached_one_the_full_weight(
    operator: Operator, target: str, actual: str, points: int, reached: bool
) -> None:
    result = score(operator, target, actual)
    assert (result.points, result.reached) == (points, reached)


@pytest.mark.parametrize(
    ("operator", "target", "actual", "points", "reached"),
    [
        (Operator.AT_MOST, "5", "5", 1000, True),
        (Operator.AT_MOST, "5", "0", 1000, True),
        (Operator.AT_MOST, "5", "10", 500, False),
        (Operator.AT_MOST, "100", "103", 971, False),
        (Operator.AT_MOST, "0", "0", 1000, True),
        (Operator.AT_MOST, "0", "-1", 1000, True),
        (Operator.BELOW, "2", "1.99", 1000, True),
        (Operator.BELOW, "2", "2", 1000, False),
        (Operator.BELOW, "2", "4", 500, False),
    ],
)
def test_where_less_is_better_a_missed_target_scores_target_over_actual(
    operator: Operator, target: str, actual: str, points: int, reached: bool
) -> None:
    result = score(operator, target, actual)
    assert (result.points, result.reached) == (points, reached)


@pytest.mark.parametrize(
    ("operator", "target", "actual"),
    [
        (Operator.AT_MOST, "0", "3"),
        (Operator.AT_MOST, "-5", "-3"),
        (Operator.AT_MOST, "-5", "3"),
        (Operator.BELOW, "0", "0"),
        (Operator.ABOVE, "0", "0"),
        (Operator.AT_LEAST, "0", "-1"),
        (Operator.AT_LEAST, "-5", "-10"),
        (Operator.EQUAL, "0", "2"),
        (Operator.EQUAL, "0", "-2"),
        (Operator.EQUAL, "-5", "-4"),
    ],
)
def test_where_the_rule_would_divide_by_nothing_the_clerk_is_asked_and_the_answer_counts(
    operator: Operator, target: str, actual: str
) -> None:
    promised = IndicatorTarget(operator, 1000, Decimal(target))
    with pytest.raises(BadInput, match=r"为 0 或负数，不能按比例计算，请经办人评定得分比例（0 到 100%）并说明依据。"):
        score_indicator(promised, Actual(Decimal(actual)), BANDS)
    judged = score_indicator(promised, Actual(Decimal(actual), share_bp=4000), BANDS)
    assert (judged.points, judged.reached, judged.deviates, judged.judged) == (400, False, False, True)
    assert judged.formula.endswith("不能按比例计算，由经办人评定：10.00 × 40.00% ＝ 4.00 分。")


def test_a_result_that_was_not_written_as_a_figure_is_judged_by_the_clerk() -> None:
    promised = IndicatorTarget(Operator.AT_MOST, 9000, Decimal(30), unit="万元")
    with pytest.raises(BadInput, match="没有填写数字形式的实际完成值，请经办人评定得分比例"):
        score_indicator(promised, Actual(), BANDS)
    judged = score_indicator(promised, Actual(share_bp=10_000), BANDS)
    assert (judged.points, judged.reached, judged.judged) == (9000, True, True)
    assert judged.formula == "没有填写数字形式的实际完成值，由经办人评定：90.00 × 100.00% ＝ 90.00 分。"


def test_the_clerks_judgement_is_not_looked_at_where_the_rule_computes() -> None:
    promised = IndicatorTarget(Operator.AT_LEAST, 1000, Decimal(100))
    found = score_indicator(promised, Actual(Decimal(50), share_bp=10_000), BANDS)
    assert (found.points, found.judged) == (500, False)


@pytest.mark.parametrize(
    ("operator", "target", "actual", "deviates"),
    [
        (Operator.AT_LEAST, "100", "130", False),
        (Operator.AT_LEAST, "100", "130.01", True),
        (Operator.ABOVE, "100", "131", True),
        (Operator.AT_MOST, "130", "100", False),
        (Operator.AT_MOST, "131", "100", True),
        (Operator.BELOW, "2", "1", True),
        (Operator.AT_MOST, "5", "0", False),
        (Operator.AT_LEAST, "0", "5", False),
        (Operator.AT_LEAST, "100", "10", False),
        (Operator.EQUAL, "8", "9", True),
        (Operator.EQUAL, "8", "8", False),
        (Operator.EQUAL, "8", "8.5", False),
        (Operator.EQUAL, "99.9", "100", False),
        (Operator.EQUAL, "99.9", "130", True),
    ],
)
def test_far_beyond_the_target_is_flagged_and_never_deducted(
    operator: Operator, target: str, actual: str, deviates: bool
) -> None:
    result = score(operator, target, actual)
    assert result.deviates is deviates
    assert result.formula.endswith("，偏离较大，请说明原因。") is deviates
    assert result.points == 1000 or not result.reached


def test_without_a_trigger_only_an_exceeded_equality_is_flagged() -> None:
    beyond = Actual(Decimal(1000))
    assert not score_indicator(IndicatorTarget(Operator.AT_LEAST, 1000, Decimal(1)), beyond, BANDS).deviates
    assert score_indicator(IndicatorTarget(Operator.EQUAL, 1000, Decimal(1)), beyond, BANDS).deviates


def test_exactly_so_many_per_cent_cannot_be_exceeded_beyond_a_hundred() -> None:
    for unit in ("%", "％"):
        with pytest.raises(BadInput, match=r"^实际完成值 105% 超过 100%，百分比指标不会高于 100%，请核对。$"):
            score(Operator.EQUAL, "100", "105", unit=unit)
    assert score(Operator.EQUAL, "95", "97", unit="%").reached
    assert score(Operator.EQUAL, "120", "125", unit="%").reached
    assert score(Operator.EQUAL, "100.5", "101", unit="%").reached
    assert score(Operator.AT_LEAST, "100", "105", unit="%").reached


@pytest.mark.parametrize(
    ("operator", "target", "actual", "unit", "formula"),
    [
        (Operator.AT_LEAST, "95", "90.50", "%", "实际 90.5%，目标 ≥ 95%，未达到：10.00 × 90.5 ÷ 95 ＝ 9.53 分。"),
        (Operator.AT_LEAST, "100", "100", "台", "实际 100台，目标 ≥ 100台，达到，得满分 10.00 分。"),
        (Operator.AT_MOST, "5", "10", "次", "实际 10次，目标 ≤ 5次，未达到：10.00 × 5 ÷ 10 ＝ 5.00 分。"),
        (
            Operator.BELOW,
            "2",
            "2",
            "小时",
            "实际 2小时，目标 ＜ 2小时，未达到：10.00 × 2 ÷ 2 ＝ 10.00 分；恰好等于目标，不算达到。",
        ),
        (
            Operator.AT_LEAST,
            "1E+3",
            "2E+3",
            "",
            "实际 2000，目标 ≥ 1000，达到，得满分 10.00 分，偏离较大，请说明原因。",
        ),
    ],
)
def test_the_formula_shows_the_figures_it_used(
    operator: Operator, target: str, actual: str, unit: str, formula: str
) -> None:
    assert score(operator, target, actual, unit=unit).formula == formula


def test_an_indicator_that_does_not_apply_scores_nothing_and_misses_nothing_else() -> None:
    result = score_indicator(IndicatorTarget(Operator.AT_LEAST, 1000), Actual(not_applicable=True), BANDS)
    assert result == IndicatorScore(0, False, False, "本年度不适用，分值按比例分给其余指标。")


@pytest.mark.parametrize(
    ("target", "actual", "sentence"),
    [
        (IndicatorTarget(Operator.AT_LEAST, 1000), Actual(Decimal(1)), "定量指标没有填写目标值，请先补填年度指标值。"),
        (IndicatorTarget(Operator.DATE, 1000), Actual(on=DUE), "日期类指标没有填写目标日期，请先补填年度指标值。"),
        (IndicatorTarget(Operator.AT_LEAST, -1, Decimal(1)), Actual(Decimal(1)), "指标分值不能为负数。"),
        (
            IndicatorTarget(Operator.QUALITATIVE, 1000),
            Actual(share_bp=10_001),
            "评定的得分比例应在 0 到 100% 之间。",
        ),
        (IndicatorTarget(Operator.QUALITATIVE, 1000), Actual(share_bp=-1), "评定的得分比例应在 0 到 100% 之间。"),
        (
            IndicatorTarget(Operator.AT_LEAST, 1000, Decimal("NaN")),
            Actual(Decimal(1)),
            "目标值“NaN”不是可以计算的数字，请核对。",
        ),
        (
            IndicatorTarget(Operator.AT_LEAST, 1000, Decimal(1)),
            Actual(Decimal("Infinity")),
            "实际完成值“Infinity”不是可以计算的数字，请核对。",
        ),
        (
            IndicatorTarget(Operator.AT_LEAST, 1000, Decimal("1E+999999")),
            Actual(Decimal(1)),
            "目标值“1E+999999”不是可以计算的数字，请核对。",
        ),
        (
            IndicatorTarget(Operator.AT_LEAST, 1000, Decimal("1E-999999")),
            Actual(Decimal(0)),
            "目标值“1E-999999”不是可以计算的数字，请核对。",
        ),
    ],
)
def test_what_is_missing_or_cannot_be_computed_is_named(target: IndicatorTarget, actual: Actual, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        score_indicator(target, actual, BANDS)
    assert refusal.value.message == sentence


def test_a_figure_of_nineteen_digits_is_computed_and_one_of_twenty_is_not() -> None:
    target = IndicatorTarget(Operator.AT_LEAST, 1000, Decimal("2E18"))
    assert score_indicator(target, Actual(Decimal("1E18")), BANDS).points == 500
    with pytest.raises(BadInput, match="不是可以计算的数字"):
        score_indicator(target, Actual(Decimal("1E19")), BANDS)


@pytest.mark.parametrize(
    ("points", "text"), [(947, "9.47"), (0, "0.00"), (10_000, "100.00"), (5, "0.05"), (-1, "-0.01")]
)
def test_points_are_shown_with_two_places(points: int, text: str) -> None:
    assert points_text(points) == text


@given(st.one_of(ORDINARY, REVERSE), WEIGHT, ANY_AMOUNT, ANY_AMOUNT, st.integers(0, 10_000))
def test_a_score_is_never_above_the_weight_nor_below_nothing(
    operator: Operator, weight: int, target: Decimal, actual: Decimal, share: int
) -> None:
    result = score_indicator(IndicatorTarget(operator, weight, target), Actual(actual, share_bp=share), BANDS)
    assert 0 <= result.points <= weight
    assert result.points == weight or not result.reached


@given(ORDINARY, WEIGHT, AMOUNT, AMOUNT, AMOUNT)
def test_more_is_never_worse_where_more_is_better(
    operator: Operator, weight: int, target: Decimal, one: Decimal, other: Decimal
) -> None:
    promised = IndicatorTarget(operator, weight, target)
    low, high = (score_indicator(promised, Actual(actual), BANDS) for actual in sorted((one, other)))
    assert low.points <= high.points
    assert high.reached or not low.reached


@given(REVERSE, WEIGHT, AMOUNT, AMOUNT, AMOUNT)
def test_less_is_never_worse_where_less_is_better(
    operator: Operator, weight: int, target: Decimal, one: Decimal, other: Decimal
) -> None:
    promised = IndicatorTarget(operator, weight, target)
    low, high = (score_indicator(promised, Actual(actual), BANDS) for actual in sorted((one, other)))
    assert low.points >= high.points
    assert low.reached or not high.reached


@given(WEIGHT, AMOUNT, AMOUNT)
def test_a_reverse_indicator_scores_like_an_ordinary_one_with_target_and_actual_exchanged(
    weight: int, one: Decimal, other: Decimal
) -> None:
    for more, less in ((Operator.AT_LEAST, Operator.AT_MOST), (Operator.ABOVE, Operator.BELOW)):
        ordinary = score_indicator(IndicatorTarget(more, weight, one), Actual(other), BANDS, deviation_bp=13_000)
        reverse = score_indicator(IndicatorTarget(less, weight, other), Actual(one), BANDS, deviation_bp=13_000)
        assert (ordinary.points, ordinary.reached, ordinary.deviates) == (
            reverse.points,
            reverse.reached,
            reverse.deviates,
        )


def test_scores_are_values_that_compare_and_cannot_be_changed() -> None:
    for value in (BANDS, IndicatorTarget(Operator.DATE, 1000), Actual(), IndicatorScore(0, False, False, "")):
        assert replace(value) == value
        with pytest.raises(FrozenInstanceError):
            setattr(value, fields(value)[0].name, None)


@pytest.mark.parametrize(
    ("target", "actual", "unit", "deviates"),
    [
        ("99.9", "99.95", "%", False),
        ("99.9", "99.95", "％", False),
        ("60", "90", "%", True),
        ("8", "9", "台", True),
        ("8", "9", "%", False),
        ("1.5", "1.6", "小时", False),
    ],
)
def test_more_than_exactly_so_many_is_explained_for_counts_at_once_and_for_rates_and_measures_beyond_the_trigger(
    target: str, actual: str, unit: str, deviates: bool
) -> None:
    found = score(Operator.EQUAL, target, actual, unit=unit)
    assert (found.points, found.reached, found.deviates) == (1000, True, deviates)


@given(WEIGHT, AMOUNT, AMOUNT)
def test_points_are_the_exact_proportion_rounded_half_up(weight: int, target: Decimal, actual: Decimal) -> None:
    assume(actual < target)
    points = score_indicator(IndicatorTarget(Operator.AT_LEAST, weight, target), Actual(actual), BANDS).points
    doubled = 2 * weight * actual - 2 * points * target
    assert -target <= doubled < target
