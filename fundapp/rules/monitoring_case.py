"""The facts a monitoring is judged by, as plain values that a service or an editor fills.

Money is integer 分, progress is basis points, quantities are Decimal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from fundapp.values.choices import Cause, Likelihood
from fundapp.values.dates import time_progress_bp
from fundapp.values.money import Fen
from fundapp.values.progress import Aim, Reached, indicator_progress_bp, money_progress_bp


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFact:
    """One indicator with how far it has come and what is expected of it.

    Attributes:
        said: what is printed where there is no figure, such as 按计划推进.
        unit: of its figures, such as %.
        expected: something is written about the end of the year; `expected_value` where it is a figure.
        causes, reason: why it lags; asked for unless the target is certain.
    """

    name: str
    aim: Aim
    reached: Reached = field(default_factory=Reached)
    said: str = ""
    unit: str = ""
    expected: bool = False
    expected_value: Decimal | None = None
    likelihood: Likelihood | None = None
    causes: frozenset[Cause] = frozenset()
    reason: str = ""

    @property
    def known(self) -> bool:
        """There is a figure, a day, a judgement or at least a sentence."""
        found = (self.reached.value, self.reached.on, self.reached.judged_bp)
        return any(one is not None for one in found) or bool(self.said.strip())

    @property
    def doubtful(self) -> bool:
        """Somebody has said that the target may be missed."""
        return self.likelihood not in (None, Likelihood.CERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringCase:
    """A monitoring of one project year from 1 January to `until`.

    Attributes:
        on: day it is filled in.
        budget_adjusted, executed: of the ledger up to `until`, 分.
        forecast: 全年预计执行数, 分; None when nothing is typed.
        demands: what was found has to be rectified.
    """

    on: dt.date
    year: int
    until: dt.date
    budget_adjusted: Fen
    executed: Fen
    forecast: Fen | None = None
    indicators: tuple[WatchedFact, ...] = ()
    problems: str = ""
    measures: str = ""
    demands: bool = False

    @property
    def time_bp(self) -> int:
        """How much of the year is over at the end of `until`."""
        return time_progress_bp(self.year, self.until)

    @property
    def money_bp(self) -> int | None:
        """Executed ÷ adjusted budget; None without a budget."""
        return money_progress_bp(self.executed, self.budget_adjusted)

    def progress_bp(self, fact: WatchedFact) -> int | None:
        """How far an indicator has come; None while nobody can say."""
        return indicator_progress_bp(fact.aim, fact.reached, self.until)
