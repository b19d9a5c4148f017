"""What a clerk types for a term review, as plain values that cross the counter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.choices import Conclusion


@dataclass(frozen=True)
class LineEntry:
    """What was given for one line of the framework.

    Attributes:
        key: of the line.
        points: hundredths of a point; None takes what is proposed.
        explanation: why the points differ from the proposal, or what was taken off for.
    """

    key: str
    points: int | None = None
    explanation: str = ""


@dataclass(frozen=True)
class TermReviewDraft:
    """A term review as typed. Facts and proposals are never typed: the ledger and the rules give them.

    Attributes:
        from_year, to_year: first and last year of the term.
        lines: one per line of the framework; one that is missing counts as not touched.
        adjustment: what is adjusted, or how the project is wound up.
        meeting_number, meeting_on: minutes and day of the steering group's meeting.
        version: version that was loaded; None for a new one.
    """

    project_id: int
    from_year: int
    to_year: int
    dated: dt.date
    lines: tuple[LineEntry, ...] = ()
    conclusion: Conclusion | None = None
    adjustment: str = ""
    summary: str = ""
    problems: str = ""
    advice: str = ""
    meeting_number: str = ""
    meeting_on: dt.date | None = None
    phone: str = ""
    version: int | None = None
