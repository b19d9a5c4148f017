"""Scores of a self-evaluation (财预〔2020〕10号)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fundapp.rules.evaluation_case import EvaluationCase, EvaluationResult, IndicatorFact
from fundapp.rules.scoring import evaluate
from fundapp.values.proportion import apportion
from fundapp.values.score import ExecutionMode, Operator
from tests.rules.cases import EVALUATION, FIGURES, RELIABILITY, WAN

COUNT = replace(
    RELIABILITY, key="x", name="数量", operator=Operator.AT_LEAST, target=Decimal(100), unit="台", weight=9000
)


def scored(*facts: IndicatorFact, case: EvaluationCase = EVALUATION) -> EvaluationResult:
    """The result with other indicators."""
    return evaluate(replace(case, indicators=facts), FIGURES)


def test_the_year_of_the_example_earns_98_95_and_the_first_grade() -> None:
    result = evaluate(EVALUATION, FIGURES)
    assert [each.points for each in result.indicators] == [2500, 2500, 1500, 1499, 979]
    assert (result.execution_rate_bp, result.execution_points) == (9167, 917)
    assert (result.total_points, result.grade, result.finished) == (9895, "优", True)
    assert result.execution_formula == "412.50 万元 ÷ 450.00 万元 ＝ 91.67%；10.00 × 91.67% ＝ 9.17 分。"


def test_a_budget_of_one_fen_has_an_execution_rate_and_no_budget_has_none() -> None:
    assert evaluate(replace(EVALUATION, budget_adjusted=1, executed=1), FIGURES).execution_rate_bp == 10_000
    assert evaluate(replace(EVALUATION, budget_adjusted=0, executed=0), FIGURES).execution_rate_bp is None


def test_an_indicator_without_actual_has_no_points_and_leaves_the_form_without_a_grade() -> None:
    result = scored(*EVALUATION.indicators[:4], replace(EVALUATION.indicators[4], actual=None))
    last = result.indicators[-1]
    assert (last.points, last.reached, last.deviates) == (None, False, False)
    assert last.formula.startswith("没有填写数字形式的实际完成值")
    assert result.total_points == 9895 - 979
    assert (result.finished, result.grade) == (False, "")


def test_the_clerk_may_judge_where_there_is_no_figure() -> None:
    result = scored(replace(COUNT, actual=None, rating_bp=8000))
    assert result.indicators[0].points == 7200
    assert result.indicators[0].judged


def test_a_dropped_indicator_gives_its_weight_to_the_others_and_not_to_the_execution_rate() -> None:
    kept = replace(COUNT, key="a", weight=6000, actual=Decimal(50))
    dropped = replace(COUNT, key="b", weight=3000, applicable=False, actual=None)
    result = scored(kept, dropped)
    assert [(each.weight, each.points) for each in result.indicators] == [(9000, 4500), (0, 0)]
    assert result.execution_weight == 1000
    assert result.finished


def test_when_every_indicator_is_dropped_nothing_is_finished() -> None:
    result = scored(replace(COUNT, applicable=False))
    assert (result.finished, result.grade) == (False, "")
    assert result.indicators[0].weight == 0


def test_without_indicators_nothing_is_finished() -> None:
    result = scored()
    assert (result.finished, result.total_points) == (False, 917)


@pytest.mark.parametrize(
    ("rating", "points", "word", "reached"),
    [
        (10_000, 9000, "达成", True),
        (8000, 7200, "达成", True),
        (7999, 7199, "部分达成", False),
        (6000, 5400, "部分达成", False),
        (5999, 5399, "未达成", False),
        (0, 0, "未达成", False),
    ],
)
def test_a_quality_is_rated_within_its_band(rating: int, points: int, word: str, reached: bool) -> None:
    quality = replace(COUNT, operator=Operator.QUALITATIVE, target=None, actual=None, rating_bp=rating)
    result = scored(quality).indicators[0]
    assert (result.points, result.reached) == (points, reached)
    assert result.formula.startswith(f"{word}：")


def test_a_quality_without_rating_is_not_scored() -> None:
    quality = replace(COUNT, operator=Operator.QUALITATIVE, target=None, actual=None)
    assert scored(quality).indicators[0].points is None


@pytest.mark.parametrize(("day", "points"), [(30, 9000), (31, 0)])
def test_a_day_that_is_missed_earns_nothing_by_the_shipped_ladder(day: int, points: int) -> None:
    date = replace(
        COUNT, operator=Operator.DATE, target=None, target_on=dt.date(2026, 10, 30), actual_on=dt.date(2026, 10, day)
    )
    assert scored(date).indicators[0].points == points


def test_far_beyond_the_target_is_flagged_and_not_deducted() -> None:
    result = scored(replace(COUNT, actual=Decimal(200))).indicators[0]
    assert (result.points, result.reached, result.deviates) == (9000, True, True)
    assert not scored(replace(COUNT, actual=Decimal(130))).indicators[0].deviates


def test_a_deduction_by_hand_is_taken_off_and_shown() -> None:
    result = scored(replace(COUNT, actual=Decimal(100), deduction=150)).indicators[0]
    assert result.points == 8850
    assert result.formula.endswith("人工扣减 1.50 分，得 88.50 分。")


@pytest.mark.parametrize(("deduction", "points"), [(9001, 0), (-100, 9000)])
def test_a_deduction_takes_no_more_than_there_is_and_never_adds(deduction: int, points: int) -> None:
    assert scored(replace(COUNT, actual=Decimal(100), deduction=deduction)).indicators[0].points == points


def test_without_a_budget_there_is_no_rate() -> None:
    result = evaluate(replace(EVALUATION, budget_adjusted=0), FIGURES)
    assert (result.execution_rate_bp, result.execution_points, result.finished) == (None, None, False)
    assert result.execution_formula.startswith("全年预算数为 0")


def test_spending_more_than_the_budget_earns_no_more_than_the_weight() -> None:
    assert evaluate(replace(EVALUATION, executed=600 * WAN), FIGURES).execution_points == 1000


@pytest.mark.parametrize(
    ("executed", "completed", "points", "words"),
    [
        (10 * WAN, True, 1000, "项目已完成且未超预算，得满分：10.00 分。"),
        (450 * WAN, True, 1000, "项目已完成且未超预算，得满分：10.00 分。"),
        (450 * WAN + 1, True, 700, "按档次：7.00 分。"),
        (360 * WAN, False, 700, "按档次：7.00 分。"),
        (360 * WAN - 1, False, 500, "按档次：5.00 分。"),
        (270 * WAN, False, 500, "按档次：5.00 分。"),
        (270 * WAN - 1, False, 0, "按档次：0.00 分。"),
    ],
)
def test_by_steps_the_rate_earns_the_points_of_its_step(
    executed: int, completed: bool, points: int, words: str
) -> None:
    case = replace(EVALUATION, execution_mode=ExecutionMode.STEPPED, executed=executed, completed=completed)
    result = evaluate(case, FIGURES)
    assert result.execution_points == points
    assert result.execution_formula.endswith(words)


def test_weights_that_are_still_being_typed_do_not_stop_the_scoring() -> None:
    result = scored(replace(COUNT, weight=0, actual=Decimal(1)), replace(COUNT, applicable=False))
    assert [each.weight for each in result.indicators] == [0, 0]


@pytest.mark.parametrize(
    ("total", "grade"), [(9000, "优"), (8999, "良"), (8000, "良"), (7999, "中"), (6000, "中"), (5999, "差")]
)
def test_grades_begin_at_ninety_eighty_and_sixty(total: int, grade: str) -> None:
    case = replace(EVALUATION, execution_weight=0)
    result = scored(replace(COUNT, weight=10_000, target=Decimal(10_000), actual=Decimal(total)), case=case)
    assert (result.total_points, result.grade) == (total, grade)


@pytest.mark.parametrize(("scheme", "points"), [("2021-101", 7200), ("2020-10", 8053), ("", 8053)])
def test_the_split_of_the_year_decides_whether_satisfaction_goes_by_steps(scheme: str, points: int) -> None:
    satisfied = replace(
        COUNT, level1="满意度指标", unit="%", target=Decimal(95), actual=Decimal(85), weight=9000, explanation="x"
    )
    result = scored(satisfied, case=replace(EVALUATION, scheme=scheme)).indicators[0]
    assert (result.points, result.reached) == (points, False)


facts = st.builds(
    IndicatorFact,
    key=st.just("k"),
    level1=st.just("产出指标"),
    level2=st.just("数量指标"),
    name=st.just("数量"),
    operator=st.sampled_from(Operator),
    target=st.none() | st.decimals(-1000, 1000, places=2),
    target_on=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    unit=st.sampled_from(["%", "台"]),
    weight=st.integers(0, 5000),
    actual=st.none() | st.decimals(-1000, 1000, places=2),
    actual_on=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    rating_bp=st.none() | st.integers(-100, 10_100),
    applicable=st.booleans(),
    deduction=st.integers(-100, 6000),
)


@given(st.lists(facts, max_size=6), st.integers(0, 10**10), st.integers(0, 10**10))
def test_whatever_is_typed_no_score_leaves_its_weight(rows: list[IndicatorFact], executed: int, budget: int) -> None:
    result = scored(*rows, case=replace(EVALUATION, executed=executed, budget_adjusted=budget))
    for each in result.indicators:
        assert each.points is None or 0 <= each.points <= each.weight
        assert each.formula
    assert result.execution_points is None or 0 <= result.execution_points <= 1000
    if any(row.applicable and row.weight for row in rows):
        assert sum(each.weight for each in result.indicators) == sum(row.weight for row in rows)
    assert bool(result.grade) is result.finished


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=8), st.data())
def test_a_table_of_a_hundred_points_stays_one_whatever_does_not_apply_and_never_scores_beyond(
    shares: list[int], data: st.DataObject
) -> None:
    weights = apportion(9000, shares)
    dropped = data.draw(st.sets(st.integers(0, len(weights) - 1), max_size=len(weights) - 1))
    rows = tuple(
        replace(
            COUNT,
            key=str(place),
            weight=weight,
            actual=Decimal(data.draw(st.integers(0, 300))),
            applicable=place not in dropped,
        )
        for place, weight in enumerate(weights)
    )
    assume(any(row.applicable and row.weight for row in rows))
    result = scored(*rows)
    assert result.execution_weight + sum(each.weight for each in result.indicators) == 10_000
    assert 0 <= result.total_points <= 10_000
