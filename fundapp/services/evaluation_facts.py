"""Gathers the facts that the rules judge and score a self-evaluation by, from what was typed and from the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select

from fundapp.models import Application, Evaluation, EvaluationScore, Project, ProjectYear
from fundapp.rules.evaluation_case import EvaluationCase, EvaluationResult, IndicatorFact
from fundapp.rules.figures import Figures
from fundapp.rules.scoring import evaluate
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.indicators import entry_of, execution_weight, indicators_of, opened_year
from fundapp.services.year_money import YearMoney, year_money
from fundapp.values.choices import DocumentState
from fundapp.values.score import ExecutionMode


@dataclass(frozen=True)
class YearFacts:
    """What monitoring and self-evaluation are held against: the year's goal, its indicators (with ids), its money."""

    project: str
    project_number: str
    using_division_id: int
    year: int
    goal: str
    entries: tuple[IndicatorEntry, ...]
    money: YearMoney
    scheme: str = ""
    """Key of the split of the 100 points; empty when the year was planned before it was kept."""
    unapproved: str = ""
    """Number of the year's application that was sent and is not approved now; empty when none is."""


def year_facts(desk: Desk, project_id: int, year: int, until: dt.date = dt.date.max) -> YearFacts:
    """The facts as the ledger has them now, money up to a day. Raises NotFound, Refused (the year is not open)."""
    project = desk.get(Project, project_id)
    row = opened_year(desk, project_id, year)
    return YearFacts(
        project=project.name,
        project_number=project.number,
        using_division_id=project.division_id,
        year=year,
        goal=row.goal,
        entries=tuple(entry_of(one) for one in indicators_of(desk, row.id)),
        money=year_money(desk, row, until),
        scheme=row.scheme or "",
        unapproved=_unapproved(desk, row),
    )


def _unapproved(desk: Desk, year: ProjectYear) -> str:
    query = select(Application.number).where(
        Application.project_year_id == year.id,
        Application.number.is_not(None),
        Application.state.not_in((DocumentState.APPROVED, DocumentState.VOID)),
    )
    return desk.session.scalar(query.limit(1)) or ""


def facts_of(desk: Desk, evaluation: Evaluation) -> YearFacts:
    """The facts of a stored self-evaluation as the ledger has them now."""
    year = desk.get(ProjectYear, evaluation.project_year_id)
    return year_facts(desk, year.project_id, year.year)


def case_of(draft: EvaluationDraft, facts: YearFacts, division_id: int, figures: Figures) -> EvaluationCase:
    """The case for the rules.

    `completed` is not asked of the clerk: the year's work is finished when every indicator that applies was reached.
    """
    given = {entry.indicator_id: entry for entry in draft.scores}
    case = EvaluationCase(
        on=draft.dated,
        year=facts.year,
        division_id=division_id,
        using_division_id=facts.using_division_id,
        budget_initial=facts.money.total.initial,
        budget_adjusted=facts.money.total.adjusted,
        executed=facts.money.total.executed,
        execution_mode=draft.execution_mode,
        execution_weight=execution_weight(facts.entries),
        execution_explanation=draft.execution_explanation,
        scheme=facts.scheme,
        goal=facts.goal,
        unapproved=facts.unapproved,
        outcome=draft.outcome,
        phone=draft.phone,
        indicators=tuple(_fact(entry, given.get(entry.id, ScoreEntry(entry.id))) for entry in facts.entries),
    )
    if draft.execution_mode is ExecutionMode.PROPORTIONAL:
        return case
    results = evaluate(case, figures).indicators
    applicable = [fact.applicable for fact in case.indicators]
    reached = [one.reached for one, counts in zip(results, applicable, strict=True) if counts]
    return replace(case, completed=bool(reached) and all(reached))


def result_of(draft: EvaluationDraft, facts: YearFacts, division_id: int, figures: Figures) -> EvaluationResult:
    """The scores of what is typed so far."""
    return evaluate(case_of(draft, facts, division_id, figures), figures)


def _fact(entry: IndicatorEntry, score: ScoreEntry) -> IndicatorFact:
    return IndicatorFact(
        key=str(entry.id),
        level1=entry.level1,
        level2=entry.level2,
        name=entry.name,
        operator=entry.operator,
        target=entry.target,
        target_on=entry.target_on,
        unit=entry.unit,
        weight=entry.weight,
        actual=score.actual,
        actual_on=score.actual_on,
        rating_bp=score.rating_bp,
        applicable=score.applicable,
        deduction=score.deduction,
        deduction_reason=score.deduction_reason,
        explanation=score.explanation,
    )


def draft_of(desk: Desk, evaluation: Evaluation) -> EvaluationDraft:
    """The stored self-evaluation as it would be typed again, with a line for every indicator of the year."""
    year = desk.get(ProjectYear, evaluation.project_year_id)
    stored = {row.indicator_id: _entry(row) for row in evaluation.scores}
    ids = [row.id for row in indicators_of(desk, year.id)]
    return EvaluationDraft(
        project_id=year.project_id,
        year=year.year,
        dated=evaluation.dated,
        scores=tuple(stored.get(key, ScoreEntry(key)) for key in ids),
        execution_mode=ExecutionMode(evaluation.execution_mode),
        outcome=evaluation.outcome,
        problems=evaluation.problems,
        measures=evaluation.measures,
        execution_explanation=evaluation.execution_explanation,
        phone=evaluation.phone,
        conclusion=evaluation.conclusion,
        version=evaluation.version,
    )


def _entry(row: EvaluationScore) -> ScoreEntry:
    return ScoreEntry(
        indicator_id=row.indicator_id,
        actual=row.actual,
        actual_on=row.actual_on,
        actual_text=row.actual_text,
        rating_bp=row.rating_bp,
        applicable=row.applicable,
        deduction=row.deduction,
        deduction_reason=row.deduction_reason,
        explanation=row.explanation,
    )


def blank_draft(desk: Desk, project_id: int, year: int, dated: dt.date, phone: str = "") -> EvaluationDraft:
    """A new self-evaluation with a line for every indicator of the year. Raises NotFound, Refused."""
    facts = year_facts(desk, project_id, year)
    scores = tuple(ScoreEntry(entry.id) for entry in facts.entries)
    return EvaluationDraft(project_id=project_id, year=year, dated=dated, scores=scores, phone=phone)


def live_of(desk: Desk, project_year_id: int) -> Evaluation | None:
    """The self-evaluation of a project year that is not void; a year has one at most."""
    query = select(Evaluation).where(Evaluation.project_year_id == project_year_id)
    return desk.session.scalar(query.where(Evaluation.state != DocumentState.VOID))
