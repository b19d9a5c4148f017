"""Gathers what the ledger and the evaluations say of a term: what a term review is prefilled and judged by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select

from fundapp.models import (
    Appropriation,
    Disbursement,
    Evaluation,
    KeyEvaluation,
    Monitoring,
    Payment,
    Project,
    ProjectYear,
    Rectification,
    TermReview,
    TermReviewLine,
)
from fundapp.rules.figures import Figures
from fundapp.rules.term_review_case import (
    KeyResult,
    KindShare,
    LineCase,
    LineProposal,
    TermFacts,
    TermReviewCase,
    TermYear,
)
from fundapp.rules.term_scoring import proposals
from fundapp.services import terms
from fundapp.services.desk import Desk
from fundapp.services.evaluation_facts import draft_of as evaluation_draft
from fundapp.services.evaluation_sheet import said_facts, said_result
from fundapp.services.indicators import indicators_of
from fundapp.services.term_review_draft import LineEntry, TermReviewDraft
from fundapp.values.choices import (
    AppropriationKind,
    Conclusion,
    DocumentState,
    Evaluator,
    ProblemSource,
    RectificationState,
)
from fundapp.values.score import Operator
from fundapp.values.term_review import source_of

_FROM_OUTSIDE = (ProblemSource.INSPECTION, ProblemSource.AUDIT)


def term_facts(desk: Desk, project: Project, from_year: int, to_year: int) -> TermFacts:
    """What the ledger says now of the years of a term that have something to evaluate."""
    query = select(ProjectYear).where(
        ProjectYear.project_id == project.id, ProjectYear.year.between(from_year, to_year), terms.to_evaluate()
    )
    years = tuple(_year(desk, row) for row in desk.session.scalars(query.order_by(ProjectYear.year)))
    problems = _problems(desk, project, from_year, to_year)
    return TermFacts(
        project=project.name,
        project_number=project.number,
        from_year=from_year,
        to_year=to_year,
        years=years,
        approval=project.approval_document,
        approved_on=project.approved_on,
        problems=len(problems),
        inspected=sum(row.source in _FROM_OUTSIDE for row in problems),
        closed=sum(row.state == RectificationState.CLOSED for row in problems),
        open_problems=tuple(row.number for row in problems if row.state != RectificationState.CLOSED),
    )


def facts_of(desk: Desk, review: TermReview) -> TermFacts:
    """The facts of a stored review as the ledger has them now."""
    return term_facts(desk, desk.get(Project, review.project_id), review.from_year, review.to_year)


def _year(desk: Desk, row: ProjectYear) -> TermYear:
    entered = _entered(desk, row)
    budgeted = entered.get(AppropriationKind.INITIAL, 0) + entered.get(AppropriationKind.ADDITION, 0)
    entries = indicators_of(desk, row.id)
    evaluation = _approved(desk, row)
    return TermYear(
        year=row.year,
        budgeted=budgeted,
        arrived=budgeted + entered.get(AppropriationKind.CUT, 0),
        carried=entered.get(AppropriationKind.CARRY_OVER, 0),
        spent=_spent(desk, row),
        evaluation=(evaluation.number or "") if evaluation else "",
        points=evaluation.total_points if evaluation else None,
        grade=evaluation.grade if evaluation else "",
        kinds=_kinds(desk, evaluation) if evaluation else (),
        keys=_keys(desk, row),
        indicators=len(entries),
        measured=sum(one.operator != Operator.QUALITATIVE for one in entries),
        monitorings=_monitorings(desk, row),
    )


def _entered(desk: Desk, row: ProjectYear) -> Mapping[AppropriationKind, int]:
    query = select(Appropriation.kind, func.sum(Appropriation.amount)).where(Appropriation.project_year_id == row.id)
    return {
        AppropriationKind(kind): amount for kind, amount in desk.session.execute(query.group_by(Appropriation.kind))
    }


def _spent(desk: Desk, row: ProjectYear) -> int:
    query = select(func.sum(Disbursement.amount)).join(Payment, Payment.id == Disbursement.payment_id)
    return desk.session.scalar(query.where(Payment.project_id == row.project_id, Payment.year == row.year)) or 0


def _approved(desk: Desk, row: ProjectYear) -> Evaluation | None:
    query = select(Evaluation).where(Evaluation.project_year_id == row.id, Evaluation.state == DocumentState.APPROVED)
    return desk.session.scalar(query)


def _kinds(desk: Desk, evaluation: Evaluation) -> tuple[KindShare, ...]:
    """Points and weights as they were signed, by kind; indicators that did not apply have neither."""
    draft, facts = evaluation_draft(desk, evaluation), said_facts(desk, evaluation)
    scored = said_result(desk, evaluation, draft, facts)
    found: dict[str, tuple[int, int]] = {}
    for entry, one in zip(facts.entries, scored.indicators, strict=True):
        source = source_of(entry.level1, entry.level2)
        if source is not None and one.weight:
            points, weight = found.get(source, (0, 0))
            found[source] = points + (one.points or 0), weight + one.weight
    return tuple(KindShare(source=str(key), points=some, weight=of) for key, (some, of) in sorted(found.items()))


def _keys(desk: Desk, row: ProjectYear) -> tuple[KeyResult, ...]:
    query = select(KeyEvaluation).where(KeyEvaluation.project_year_id == row.id, KeyEvaluation.void_reason == "")
    return tuple(
        KeyResult(
            evaluator=Evaluator(one.evaluator).label, document=one.document_number, points=one.points, grade=one.grade
        )
        for one in desk.session.scalars(query.order_by(KeyEvaluation.evaluated_on, KeyEvaluation.id))
    )


def _monitorings(desk: Desk, row: ProjectYear) -> int:
    query = select(func.count(Monitoring.id)).where(
        Monitoring.project_year_id == row.id, Monitoring.state == DocumentState.APPROVED
    )
    return desk.session.scalar(query) or 0


def _problems(desk: Desk, project: Project, from_year: int, to_year: int) -> list[Rectification]:
    query = select(Rectification).where(
        Rectification.project_id == project.id,
        Rectification.year.between(from_year, to_year),
        Rectification.state != RectificationState.VOID,
    )
    return list(desk.session.scalars(query.order_by(Rectification.id)))


# -- what is typed against the facts -----------------------------------------------------------------------------------


def case_of(draft: TermReviewDraft, facts: TermFacts, figures: Figures) -> TermReviewCase:
    """The case for the rules: a line without points of its own has those that are proposed."""
    framework = figures.framework(draft.dated)
    given = {entry.key: entry for entry in draft.lines}
    said = proposals(framework, facts, figures.best_grade_from(draft.dated))
    return TermReviewCase(
        on=draft.dated,
        facts=facts,
        lines=tuple(
            _line(line.level1, line.name, line.weight, one, given.get(line.key, LineEntry(line.key)))
            for line, one in zip(framework.lines, said, strict=True)
        ),
        conclusion=draft.conclusion,
        adjustment=draft.adjustment,
        summary=draft.summary,
        meeting_number=draft.meeting_number,
        meeting_on=draft.meeting_on,
    )


def _line(level1: str, name: str, weight: int, said: LineProposal, entry: LineEntry) -> LineCase:
    return LineCase(
        key=said.key,
        level1=level1,
        name=name,
        weight=weight,
        proposed=said.points,
        points=said.points if entry.points is None else entry.points,
        explanation=entry.explanation,
    )


def draft_of(review: TermReview) -> TermReviewDraft:
    """The stored review as it would be typed again; points that follow the proposal are not typed."""
    return TermReviewDraft(
        project_id=review.project_id,
        from_year=review.from_year,
        to_year=review.to_year,
        dated=review.dated,
        lines=tuple(_entries(review.lines)),
        conclusion=Conclusion(review.conclusion) if review.conclusion is not None else None,
        adjustment=review.adjustment,
        summary=review.summary,
        problems=review.problems,
        advice=review.advice,
        meeting_number=review.meeting_number,
        meeting_on=review.meeting_on,
        phone=review.phone,
        version=review.version,
    )


def _entries(rows: list[TermReviewLine]) -> Iterator[LineEntry]:
    for row in rows:
        typed = None if row.points == row.proposed else row.points
        yield LineEntry(row.key, typed, row.explanation)
