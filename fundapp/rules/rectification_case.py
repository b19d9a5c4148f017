"""A problem that has to be put right as the rules see it: when it is registered, and when its end is reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.choices import ProblemSource, ProblemType
from fundapp.values.money import Fen

ON_PAPER = frozenset({ProblemSource.INSPECTION, ProblemSource.AUDIT})
"""Sources that are known by the number of their document; the others are records of the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemCase:
    """A problem as it is registered.

    Attributes:
        on: the day of registering.
        found_on, due_on: 发现日期 and 整改期限; None as long as they are not typed.
        source_id: id of the record that found it; None for an inspection or audit.
        source_document: number of the paper of an inspection or audit.
        division_id: 责任科室.
        person_division_id: division of the person who answers for it; None when none is chosen.
        person_active: that person is still in the office.
        problem_type: what it is about; None as long as it is not chosen.
        amount: money it is about, 分; None when it is about none.
    """

    on: dt.date
    found_on: dt.date | None
    due_on: dt.date | None
    source: ProblemSource
    source_id: int | None
    source_document: str
    division_id: int
    person_division_id: int | None
    person_active: bool
    problem_type: ProblemType | None
    amount: Fen | None
    problem: str
    demand: str
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCase:
    """A problem whose rectification is reported as done.

    Attributes:
        evidence: how many files show it: added after it was registered, and after it was last rejected.
        before: how many older files there are.
        no_evidence_reason: why none shows it.
    """

    on: dt.date
    measure: str
    result: str
    evidence: int
    before: int
    no_evidence_reason: str
