"""The case that the rules score: filled from the year's facts and what was typed, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fundapp.rules.figures import figures
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import YearFacts, case_of, result_of
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.year_money import MoneyRow, YearMoney
from fundapp.values.score import ExecutionMode, Operator
from tests.services.evaluation_year import INDICATORS, WAN

NOTHING = MoneyRow("", 0, 0, 0)
MONEY = YearMoney(MoneyRow("年度资金总额", 420 * WAN, 450 * WAN, 405 * WAN), NOTHING, NOTHING, NOTHING, (), 2)
FACTS = YearFacts(
    project="政务云服务项目",
    project_number="XM-2026-0001",
    using_division_id=1,
    year=2026,
    goal="保障云资源。",
    entries=tuple(replace(entry, id=place) for place, entry in enumerate(INDICATORS, start=1)),
    money=MONEY,
)
REACHED = (
    ScoreEntry(1, Decimal("99.9")),
    ScoreEntry(2, Decimal("1.6")),
    ScoreEntry(3, rating_bp=10000),
    ScoreEntry(4, Decimal("99.99")),
    ScoreEntry(5, Decimal(96)),
)
DRAFT = EvaluationDraft(1, 2026, dt.date(2027, 1, 12), REACHED, outcome="完成。")


def test_the_money_of_the_case_is_the_ledgers_and_the_execution_weight_what_indicators_leave() -> None:
    case = case_of(DRAFT, FACTS, 1, figures())
    assert (case.budget_initial, case.budget_adjusted, case.executed) == (420 * WAN, 450 * WAN, 405 * WAN)
    assert case.execution_weight == 1000
    assert [fact.weight for fact in case.indicators] == [2500, 2500, 1500, 1500, 1000]
    assert case.on == dt.date(2027, 1, 12)


def test_an_indicator_without_a_line_counts_as_not_filled_in() -> None:
    result = result_of(replace(DRAFT, scores=REACHED[:4]), FACTS, 1, figures())
    assert result.indicators[4].points is None
    assert not result.finished


def test_the_proportional_scale_gives_nine_points_for_ninety_percent() -> None:
    result = result_of(DRAFT, FACTS, 1, figures())
    assert (result.execution_rate_bp, result.execution_points, result.total_points) == (9000, 900, 9900)


def test_by_steps_a_year_whose_indicators_were_all_reached_is_finished_and_scores_fully() -> None:
    result = result_of(replace(DRAFT, execution_mode=ExecutionMode.STEPPED), FACTS, 1, figures())
    assert result.execution_points == 1000


def test_by_steps_a_missed_indicator_leaves_the_year_unfinished_and_the_step_counts() -> None:
    missed = (*REACHED[:4], ScoreEntry(5, Decimal(94)))
    draft = replace(DRAFT, execution_mode=ExecutionMode.STEPPED, scores=missed)
    assert result_of(draft, FACTS, 1, figures()).execution_points == 700


def test_by_steps_an_indicator_that_does_not_apply_keeps_nobody_from_finishing() -> None:
    dropped = (*REACHED[:4], ScoreEntry(5, applicable=False))
    draft = replace(DRAFT, execution_mode=ExecutionMode.STEPPED, scores=dropped)
    assert result_of(draft, FACTS, 1, figures()).execution_points == 1000


def test_by_steps_a_year_without_any_indicator_that_applies_is_not_finished() -> None:
    dropped = tuple(ScoreEntry(key, applicable=False) for key in range(1, 6))
    draft = replace(DRAFT, execution_mode=ExecutionMode.STEPPED, scores=dropped)
    assert result_of(draft, FACTS, 1, figures()).execution_points == 700


@st.composite
def years(draw: st.DrawFn) -> tuple[EvaluationDraft, YearFacts]:
    """Indicators of any weights that add up to 90, with anything reached, dropped or deducted."""
    parts = draw(st.lists(st.integers(1, 500), min_size=1, max_size=20))
    weights = [part * 9000 // sum(parts) for part in parts]
    weights[0] += 9000 - sum(weights)
    entries = tuple(
        IndicatorEntry("产出指标", "数量指标", f"指标{place}", Operator.AT_LEAST, weight, Decimal(100), id=place)
        for place, weight in enumerate(weights, start=1)
        if weight
    )
    scores = tuple(
        ScoreEntry(
            entry.id,
            Decimal(draw(st.integers(1, 400))),
            applicable=draw(st.booleans()),
            deduction=draw(st.integers(0, entry.weight)),
        )
        for entry in entries
    )
    executed = draw(st.integers(0, 500 * WAN))
    money = replace(MONEY, total=MoneyRow("", 0, 450 * WAN, executed))
    return replace(DRAFT, scores=scores), replace(FACTS, entries=entries, money=money)


@given(years())
def test_whatever_is_dropped_or_deducted_a_hundred_points_are_at_stake_and_none_is_made_up(
    typed: tuple[EvaluationDraft, YearFacts],
) -> None:
    draft, facts = typed
    result = result_of(draft, facts, 1, figures())
    kept = [one for one, score in zip(result.indicators, draft.scores, strict=True) if score.applicable]
    if kept:
        assert result.execution_weight + sum(one.weight for one in result.indicators) == 10_000
    for one in result.indicators:
        assert one.points is not None
        assert 0 <= one.points <= one.weight
    assert result.total_points == (result.execution_points or 0) + sum(one.points or 0 for one in result.indicators)
    assert 0 <= result.total_points <= 10_000
    assert result.finished == bool(kept)
