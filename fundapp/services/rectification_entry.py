"""A problem as it is typed, and the facts its rules are judged by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.models import Person
from fundapp.rules.rectification_case import ProblemCase
from fundapp.services.desk import Desk
from fundapp.values.choices import ProblemSource, ProblemType
from fundapp.values.money import Fen


@dataclass(frozen=True, kw_only=True)
class RectificationEntry:
    """A problem as typed. Days are None, ids 0 as long as nothing is chosen.

    Attributes:
        year: fiscal year of the project the problem belongs to.
        source_id: the self-evaluation, monitoring or key evaluation; None for an inspection or audit.
        source_document: number of the paper of an inspection or audit.
        division_id, person_id: 责任科室, 责任人.
        problem_type: None as long as none is chosen.
        amount: money the problem is about, 分; None when it is about none.
        basis: the provision that is not kept.
    """

    project_id: int
    year: int
    source: ProblemSource
    division_id: int
    person_id: int = 0
    found_on: dt.date | None = None
    due_on: dt.date | None = None
    problem_type: ProblemType | None = None
    problem: str = ""
    amount: Fen | None = None
    basis: str = ""
    demand: str = ""
    measure: str = ""
    source_id: int | None = None
    source_document: str = ""


def case_of(desk: Desk, entry: RectificationEntry) -> ProblemCase:
    """The case for the rules."""
    person = desk.session.get(Person, entry.person_id) if entry.person_id else None
    return ProblemCase(
        on=desk.today,
        found_on=entry.found_on,
        due_on=entry.due_on,
        source=entry.source,
        source_id=entry.source_id,
        source_document=entry.source_document,
        division_id=entry.division_id,
        person_division_id=person.division_id if person else None,
        person_active=person is not None and person.closed_on is None,
        problem_type=entry.problem_type,
        amount=entry.amount,
        problem=entry.problem,
        demand=entry.demand,
        measure=entry.measure,
    )
