"""Reading back what a test did to a self-evaluation."""

from __future__ import annotations

from sqlalchemy import select

from fundapp.models import AuditLine, Evaluation, SignRound
from fundapp.services.evaluation_draft import EvaluationDraft
from fundapp.services.evaluation_facts import draft_of
from fundapp.values.documents import RoundOutcome, SubjectKind
from tests.services.evaluation_year import CLERK, Year


def load(year: Year, evaluation_id: int) -> Evaluation:
    """The stored self-evaluation."""
    return year.office.ask(CLERK, lambda desk: desk.get(Evaluation, evaluation_id))


def typed(year: Year, evaluation_id: int) -> EvaluationDraft:
    """The stored self-evaluation as the editor loads it."""
    return year.office.ask(CLERK, lambda desk: draft_of(desk, desk.get(Evaluation, evaluation_id)))


def rounds(year: Year, evaluation_id: int) -> list[tuple[int, RoundOutcome, str]]:
    """Number, outcome and reason of every round."""
    query = select(SignRound).filter_by(subject_kind=SubjectKind.EVALUATION, subject_id=evaluation_id)
    found = year.office.ask(CLERK, lambda desk: desk.session.scalars(query.order_by(SignRound.number)).all())
    return [(row.number, RoundOutcome(row.outcome), row.outcome_reason) for row in found]


def last_line(year: Year) -> tuple[str, str]:
    """Verb and sentence of the newest audit line."""
    line = year.office.ask(
        CLERK, lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
    )
    assert line is not None
    return line.verb, line.summary
