"""The facts an annual application is judged by, as plain values that a service or an editor fills.

Money is integer 分, points and weights are hundredths of a point.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.rules.dated import WeightScheme
from fundapp.rules.target import Target
from fundapp.values.choices import Conclusion, RectificationState
from fundapp.values.money import Fen
from fundapp.values.score import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedIndicator:
    """One third-level indicator that is promised for the year."""

    level1: str
    level2: str
    name: str
    weight: Points
    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierResult:
    """A result of the year before: the self-evaluation, or a key evaluation.

    Attributes:
        name: what it is called in messages, such as 绩效自评 ZP-2026-0001.
        answered: a rectification that is not void stems from it.
    """

    name: str
    points: Points
    grade: str
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYear:
    """The last year before it that the ledger has. `evaluation`: the approved self-evaluation, if there is one."""

    year: int
    evaluation: EarlierResult | None
    key_evaluations: tuple[EarlierResult, ...] = ()

    @property
    def results(self) -> tuple[EarlierResult, ...]:
        """Every result there is."""
        own = () if self.evaluation is None else (self.evaluation,)
        return (*own, *self.key_evaluations)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierProblem:
    """A problem of an earlier year that has to be, or was, rectified."""

    number: str
    year: int
    problem: str
    state: RectificationState


@dataclass(frozen=True, slots=True, kw_only=True)
class TermReviewFact:
    """The approved term review by which the project goes on in its present term (art. 16)."""

    number: str
    to_year: int
    conclusion: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationCase:
    """An annual application.

    Attributes:
        on: day of judging.
        first_year: first year of the project; `last_year` the last one its terms and reviews allow.
        cancelled: number of the review that ended the project; empty when none did.
        review: see `TermReviewFact`; None within the first term.
        scheme: split of the 100 points the indicators were weighted by; None while none was chosen.
        shares: (funding source, 分) of what is asked.
        basis_before: basis of the application of the year before, as long as this one is written; empty when none.
        before: the last year before it, also when years between were left out; None when the ledger has none.
        problems: rectifications of all earlier years that are not void.
        demands: numbers of monitorings of earlier years that demand a rectification which is not registered.
    """

    on: dt.date
    year: int
    first_year: int
    last_year: int
    cancelled: str = ""
    review: TermReviewFact | None = None
    goal: str = ""
    scheme: WeightScheme | None = None
    indicators: tuple[PlannedIndicator, ...] = ()
    shares: tuple[tuple[str, Fen], ...] = ()
    basis: str = ""
    plan: str = ""
    adjustment: str = ""
    phone: str = ""
    basis_before: str = ""
    before: EarlierYear | None = None
    problems: tuple[EarlierProblem, ...] = ()
    demands: tuple[str, ...] = ()
