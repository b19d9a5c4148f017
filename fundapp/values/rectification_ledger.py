"""整改台账 as paper and spreadsheet show it: one line for each problem, and how many stand where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.choices import RectificationState
from fundapp.values.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One problem.

    Attributes:
        source: where it was found, with the number of its document.
        problem_type: in words.
        amount: money the problem is about, 分; None when it is about none.
        basis: the provision that is not kept.
        leader: 分管领导 of the division, several joined.
        first_due_on: the day it was due when it was registered; `extended` how often it was moved, `extension` why it
            was moved last.
        overdue_days: days past the due day; 0 when it is not overdue.
        progress_bp: 进度 in basis points; None when nobody has reported any.
        progress: the latest progress or rejection, or the result while it is reported or closed.
        evidence: how many files show it.
    """

    number: str
    year: int
    source: str
    project: str
    problem: str
    demand: str
    measure: str
    division: str
    person: str
    leader: str
    found_on: dt.date
    first_due_on: dt.date
    due_on: dt.date
    state: RectificationState
    problem_type: str
    amount: Fen | None = None
    basis: str = ""
    extended: int = 0
    extension: str = ""
    overdue_days: int = 0
    progress_bp: int | None = None
    progress: str = ""
    evidence: int = 0
    closed_on: dt.date | None = None
    closed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationLedger:
    """The lines that were chosen. `scope` says in words which (2026 年度，整改中); `on` is the day of the list."""

    office: str
    scope: str
    on: dt.date
    lines: tuple[LedgerLine, ...]

    @property
    def totals(self) -> tuple[tuple[str, int], ...]:
        """How many there are, in each state, and overdue."""
        by_state = tuple(
            (state.label, sum(1 for line in self.lines if line.state == state)) for state in RectificationState
        )
        overdue = sum(1 for line in self.lines if line.overdue_days)
        return (("合计", len(self.lines)), *by_state, ("其中逾期", overdue))
