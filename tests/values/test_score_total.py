"""Execution rate, indicators that do not apply, and the grade of the total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.score import ExecutionMode, execution_points, grade, rescale

STEPS = ((10_000, 1000), (8_000, 700), (6_000, 500), (0, 0))
GRADES = ((9_000, "优"), (8_000, "良"), (6_000, "中"), (0, "差"))
FEN = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("executed", "budget", "points"),
    [
        (25_189, 25_189, 1000),
        (9_000, 10_000, 900),
        (30_000, 10_000, 1000),
        (0, 10_000, 0),
        (-500, 10_000, 0),
        (1, 3, 333),
        (2, 3, 667),
        (8_885, 10_000, 889),
    ],
)
def test_the_execution_rate_scores_in_proportion_and_is_capped(executed: int, budget: int, points: int) -> None:
    assert execution_points(executed, budget, 1000, ExecutionMode.PROPORTIONAL) == points


@pytest.mark.parametrize(
    ("executed", "points"),
    [(10_000, 1000), (10_001, 1000), (9_999, 700), (8_000, 700), (7_999, 500), (6_000, 500), (5_999, 0), (-1, 0)],
)
def test_by_steps_the_lower_edge_belongs_to_the_step(executed: int, points: int) -> None:
    assert execution_points(executed, 10_000, 1000, ExecutionMode.STEPPED, STEPS) == points
    assert execution_points(executed, 10_000, 1000, ExecutionMode.STEPPED, STEPS[::-1]) == points


def test_an_edge_is_not_reached_by_rounding_the_rate_up() -> None:
    assert execution_points(79_999_999, 100_000_000, 1000, ExecutionMode.STEPPED, STEPS) == 500


def test_by_steps_a_project_finished_inside_its_budget_gets_the_full_weight() -> None:
    assert execution_points(7_000, 10_000, 1000, ExecutionMode.STEPPED, STEPS, finished=True) == 1000
    assert execution_points(10_000, 10_000, 1000, ExecutionMode.STEPPED, STEPS[1:], finished=True) == 1000
    assert execution_points(10_001, 10_000, 1000, ExecutionMode.STEPPED, STEPS[1:], finished=True) == 700


def test_in_proportion_a_finished_project_still_scores_its_rate() -> None:
    assert execution_points(7_000, 10_000, 1000, ExecutionMode.PROPORTIONAL, STEPS, finished=True) == 700


def test_without_a_step_that_is_reached_there_are_no_points() -> None:
    assert execution_points(7_000, 10_000, 1000, ExecutionMode.STEPPED) == 0
    assert execution_points(5_000, 10_000, 1000, ExecutionMode.STEPPED, ((6_000, 500),)) == 0


def test_steps_that_promise_more_than_the_weight_are_capped() -> None:
    assert execution_points(10_000, 10_000, 500, ExecutionMode.STEPPED, STEPS) == 500


@pytest.mark.parametrize("budget", [0, -1])
@pytest.mark.parametrize("mode", list(ExecutionMode))
def test_without_a_budget_there_is_no_rate(budget: int, mode: ExecutionMode) -> None:
    with pytest.raises(BadInput, match="全年预算数为 0 或负数，无法计算预算执行率，请先登记预算指标。"):
        execution_points(0, budget, 1000, mode, STEPS)


@given(FEN, FEN, st.integers(1, 10**12), st.integers(0, 10_000), st.sampled_from(ExecutionMode), st.booleans())
def test_spending_more_of_the_budget_never_scores_less_nor_beyond_the_weight(
    one: int, other: int, budget: int, weight: int, mode: ExecutionMode, finished: bool
) -> None:
    low, high = (
        execution_points(min(executed, budget), budget, weight, mode, STEPS, finished=finished)
        for executed in sorted((one, other))
    )
    assert 0 <= low <= high <= weight


@pytest.mark.parametrize(
    ("weights", "dropped", "expected"),
    [
        ((2000, 3000, 3000, 1000), (), (2000, 3000, 3000, 1000)),
        ((2000, 3000, 3000, 1000), (3,), (2250, 3375, 3375, 0)),
        ((1000, 1000, 1000, 6000), (3,), (3000, 3000, 3000, 0)),
        ((1000, 1000, 1000), (0, 1), (0, 0, 3000)),
        ((3333, 3333, 3334), (2,), (5000, 5000, 0)),
        ((3334, 3333, 3333), (2,), (5001, 4999, 0)),
    ],
)
def test_the_points_of_a_dropped_indicator_go_to_the_rest_in_proportion(
    weights: tuple[int, ...], dropped: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert rescale(weights, dropped) == expected


@given(st.lists(st.integers(1, 5_000), min_size=2, max_size=30), st.data())
def test_dropping_indicators_keeps_the_total_and_never_takes_from_the_rest(
    weights: list[int], data: st.DataObject
) -> None:
    dropped = data.draw(st.sets(st.integers(0, len(weights) - 1), max_size=len(weights) - 1))
    rescaled = rescale(weights, dropped)
    assert sum(rescaled) == sum(weights)
    for place, (before, after) in enumerate(zip(weights, rescaled, strict=True)):
        assert after == 0 if place in dropped else after >= before


@pytest.mark.parametrize(("weights", "dropped"), [((1000, 2000), (0, 1)), ((0, 2000), (1,)), ((), ())])
def test_at_least_one_indicator_must_carry_the_points(weights: tuple[int, ...], dropped: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match="全部指标都不适用，无法计分，请至少保留一项。"):
        rescale(weights, dropped)


@pytest.mark.parametrize(
    ("points", "label"),
    [
        (10_000, "优"),
        (9_000, "优"),
        (8_999, "良"),
        (8_000, "良"),
        (7_999, "中"),
        (6_000, "中"),
        (5_999, "差"),
        (0, "差"),
    ],
)
def test_grades_are_half_open_so_that_89_99_is_good_and_not_excellent(points: int, label: str) -> None:
    assert grade(points, GRADES) == label
    assert grade(points, GRADES[::-1]) == label


def test_a_total_below_every_band_has_no_grade() -> None:
    with pytest.raises(BadInput, match=r"^得分 59\.99 没有对应的等级，请核对等级分档设置。$"):
        grade(5_999, GRADES[:3])
