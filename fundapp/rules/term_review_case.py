"""The facts a term review is judged and scored by, as plain values that a service or an editor fills.

Money is integer 分, points and weights are hundredths of a point.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.choices import Conclusion
from fundapp.values.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class KindShare:
    """What a year's self-evaluation reached of one kind of indicator.

    Attributes:
        source: code of the `FactSource` the kind counts for.
        points: hundredths of a point earned.
        weight: hundredths of a point at stake, after indicators that did not apply were dropped.
    """

    source: str
    points: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """A key evaluation (重点评价) of a year, by whom and with which result."""

    evaluator: str
    document: str
    points: int
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermYear:
    """One year of the term that the ledger knows.

    Attributes:
        budgeted: 年初预算 and additions.
        arrived: the same after cuts.
        carried: what was carried over into the year.
        spent: disbursements of the year.
        evaluation: number of the approved self-evaluation; empty when there is none.
        points, grade: of that self-evaluation.
        kinds: what it reached by kind of indicator.
        indicators: how many the year has; `measured` of them with a figure or a day as target.
        monitorings: approved monitorings of the year.
    """

    year: int
    budgeted: Fen
    arrived: Fen
    carried: Fen
    spent: Fen
    evaluation: str = ""
    points: int | None = None
    grade: str = ""
    kinds: tuple[KindShare, ...] = ()
    keys: tuple[KeyResult, ...] = ()
    indicators: int = 0
    measured: int = 0
    monitorings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """What the ledger says of a term.

    Attributes:
        approval: document by which the project was approved; `approved_on` its day.
        problems: rectifications of the term that are not void; `inspected` of them from inspection or audit.
        closed: how many of them are closed; `open_problems` names the others.
    """

    project: str
    project_number: str
    from_year: int
    to_year: int
    years: tuple[TermYear, ...]
    approval: str = ""
    approved_on: dt.date | None = None
    problems: int = 0
    inspected: int = 0
    closed: int = 0
    open_problems: tuple[str, ...] = ()

    @property
    def budgeted(self) -> Fen:
        """预算资金 of the term."""
        return sum(year.budgeted for year in self.years)

    @property
    def arrived(self) -> Fen:
        """实际到位资金 of the term without what was carried over; see `available`."""
        return sum(year.arrived for year in self.years)

    @property
    def brought(self) -> Fen:
        """Carried over into the first year; what later years carried over arrived in the term already."""
        return self.years[0].carried if self.years else 0

    @property
    def available(self) -> Fen:
        """What could be spent in the term: arrived, and brought into its first year."""
        return self.arrived + self.brought

    @property
    def spent(self) -> Fen:
        """实际支出资金 of the term."""
        return sum(year.spent for year in self.years)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCase:
    """One line of the framework with what is proposed and what was given; points in hundredths."""

    key: str
    level1: str
    name: str
    weight: int
    proposed: int | None
    points: int | None
    explanation: str = ""

    @property
    def needs_words(self) -> bool:
        """The points differ from the proposal, or people took something off where nothing was proposed."""
        if self.points is None:
            return False
        return self.points != (self.weight if self.proposed is None else self.proposed)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermReviewCase:
    """A term review. `on`: day of judging."""

    on: dt.date
    facts: TermFacts
    lines: tuple[LineCase, ...]
    conclusion: Conclusion | None = None
    adjustment: str = ""
    summary: str = ""
    meeting_number: str = ""
    meeting_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProposal:
    """What the facts of the term say about a line.

    Attributes:
        facts: a Chinese sentence, with the formula where points are proposed; empty when there is nothing to say.
        points: proposed hundredths of a point; None where people judge.
    """

    key: str
    facts: str
    points: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermResult:
    """Total and grade; `finished` when every line has points, and only then there is a grade."""

    total_points: int
    grade: str
    finished: bool
