"""Rates and points of a term review: 财预〔2020〕10号 in whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.term_review import (
    FactSource,
    arrival_rate_bp,
    rate_points,
    reached,
    saving_points,
    saving_rate_bp,
    source_of,
    term_execution_bp,
    times,
)

WAN = 1_000_000
AMOUNTS = st.integers(min_value=0, max_value=10**13)
BUDGETS = st.integers(min_value=1, max_value=10**13)
WEIGHTS = st.integers(min_value=0, max_value=10_000)


def test_the_arrival_rate_is_what_arrived_of_the_budget() -> None:
    assert arrival_rate_bp(320 * WAN, 340 * WAN) == 9412
    assert arrival_rate_bp(340 * WAN, 340 * WAN) == 10_000


def test_the_execution_rate_of_a_term_divides_by_what_arrived_and_not_by_the_budget() -> None:
    assert term_execution_bp(305 * WAN, 320 * WAN) == 9531
    assert term_execution_bp(305 * WAN, 340 * WAN) == 8971


def test_the_saving_rate_is_the_planned_cost_not_spent_and_negative_above_the_plan() -> None:
    assert saving_rate_bp(340 * WAN, 305 * WAN) == 1029
    assert saving_rate_bp(100 * WAN, 100 * WAN) == 0
    assert saving_rate_bp(100 * WAN, 110 * WAN) == -1000


def test_a_fen_is_enough_to_divide_by() -> None:
    assert arrival_rate_bp(1, 1) == term_execution_bp(1, 1) == 10_000
    assert saving_rate_bp(1, 0) == 10_000
    assert rate_points(400, 1, 1) == 400


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (arrival_rate_bp, "没有预算资金，无法计算资金到位率。"),
        (term_execution_bp, "没有到位资金，无法计算预算执行率。"),
        (saving_rate_bp, "没有计划成本，无法计算成本节约率。"),
    ],
)
def test_a_rate_of_nothing_is_refused_with_its_name(rate: object, sentence: str) -> None:
    assert callable(rate)
    whole, part = (0, 5) if rate is saving_rate_bp else (5, 0)
    with pytest.raises(BadInput) as caught:
        rate(whole, part)
    assert caught.value.message == sentence


def test_points_are_the_weight_times_the_quotient_rounded_half_up() -> None:
    assert rate_points(400, 320 * WAN, 340 * WAN) == 376
    assert rate_points(500, 305 * WAN, 320 * WAN) == 477
    assert rate_points(1, 1, 2) == 1
    assert rate_points(600, 0, 7) == 0


def test_points_come_from_the_amounts_and_not_from_the_rounded_rate() -> None:
    assert rate_points(10_000, 2, 3) == 6667
    assert (arrival_rate_bp(1, 20_001), rate_points(10_000, 1, 20_000)) == (0, 1)


def test_more_than_the_whole_earns_no_more_than_the_weight() -> None:
    assert rate_points(400, 350, 340) == 400


def test_a_weight_below_nothing_and_a_whole_of_nothing_are_refused() -> None:
    with pytest.raises(BadInput, match=r"指标分值不能为负数。"):
        rate_points(-1, 1, 2)
    with pytest.raises(BadInput, match=r"分母为 0 或负数，无法计算得分。"):
        rate_points(1, 1, 0)


def test_whoever_stays_within_the_planned_cost_has_full_points_and_an_overrun_takes_its_share_off() -> None:
    assert saving_points(600, 340 * WAN, 305 * WAN) == 600
    assert saving_points(600, 100, 100) == 600
    assert saving_points(600, 100, 110) == 540
    assert saving_points(600, 100, 250) == 0


@given(WEIGHTS, AMOUNTS, BUDGETS)
def test_points_lie_between_nothing_and_the_weight(weight: int, part: int, whole: int) -> None:
    assert 0 <= rate_points(weight, part, whole) <= weight
    assert 0 <= saving_points(weight, whole, part) <= weight


@given(WEIGHTS, AMOUNTS, AMOUNTS, BUDGETS)
def test_more_achieved_never_earns_less_and_more_cost_never_earns_more(
    weight: int, one: int, other: int, whole: int
) -> None:
    less, more = sorted((one, other))
    assert rate_points(weight, less, whole) <= rate_points(weight, more, whole)
    assert saving_points(weight, whole, less) >= saving_points(weight, whole, more)


@given(WEIGHTS, BUDGETS)
def test_the_whole_earns_the_weight(weight: int, whole: int) -> None:
    assert rate_points(weight, whole, whole) == weight


@given(st.lists(st.integers(min_value=1, max_value=5000).flatmap(lambda w: st.tuples(st.integers(0, w), st.just(w)))))
def test_what_was_reached_adds_up_and_stays_within_what_was_at_stake(pairs: list[tuple[int, int]]) -> None:
    points, weight = reached(pairs)
    assert 0 <= points <= weight
    assert reached([*pairs, (3, 4)]) == (points + 3, weight + 4)


@pytest.mark.parametrize(
    ("level1", "level2", "source"),
    [
        ("产出指标", "数量指标", FactSource.QUANTITY),
        ("产出指标", "质量指标", FactSource.QUALITY),
        ("产出指标", "时效指标", FactSource.TIMELINESS),
        ("产出指标", "成本指标", FactSource.COST),
        ("成本指标", "经济成本指标", FactSource.COST),
        ("效益指标", "社会效益指标", FactSource.EFFECT),
        ("效益指标", "可持续影响指标", FactSource.EFFECT),
        ("满意度指标", "服务对象满意度指标", FactSource.SATISFACTION),
        ("效益指标", "服务对象满意度", FactSource.SATISFACTION),
        ("满意度指标", "其他", FactSource.SATISFACTION),
        ("绩效指标", "其他", None),
    ],
)
def test_an_indicator_counts_for_the_line_its_levels_name_the_second_one_first(
    level1: str, level2: str, source: FactSource | None
) -> None:
    assert source_of(level1, level2) is source


def test_the_formula_is_written_out() -> None:
    assert times(400, 9412, 376) == "4.00 × 94.12% ＝ 3.76 分"
