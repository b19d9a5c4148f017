"""What a clerk types for a monitoring, as plain values that cross the counter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fundapp.values.choices import Cause, Likelihood, MonitoringKind
from fundapp.values.money import Fen


@dataclass(frozen=True)
class LineEntry:
    """How far one indicator has come, as typed.

    Attributes:
        indicator_id: the stored indicator.
        actual, actual_on, actual_text: 执行情况 up to the last day: a figure, a day, or words.
        progress_bp: the clerk's judgement in basis points where no quotient of figures gives the progress.
        expected, expected_on, expected_text: 全年预计完成情况.
        causes, reason: 偏差原因 and what lies behind it.
        note: 备注.
    """

    indicator_id: int
    actual: Decimal | None = None
    actual_on: dt.date | None = None
    actual_text: str = ""
    progress_bp: int | None = None
    expected: Decimal | None = None
    expected_on: dt.date | None = None
    expected_text: str = ""
    likelihood: Likelihood | None = None
    causes: frozenset[Cause] = frozenset()
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class MonitoringDraft:
    """A monitoring as typed. What was spent is never typed: the ledger gives it.

    Attributes:
        until: last day of the period; of a round the dated setting gives it, whatever is typed.
        lines: one per indicator; one that is missing counts as not filled in.
        forecast: 全年预计执行数, 分.
        problems: 偏差或不能完成原因.
        measures: 相关建议或举措.
        demands: what was found has to be rectified.
        version: version that was loaded; None for a new one.
    """

    project_id: int
    year: int
    dated: dt.date
    kind: MonitoringKind
    until: dt.date
    lines: tuple[LineEntry, ...] = ()
    forecast: Fen | None = None
    problems: str = ""
    measures: str = ""
    demands: bool = False
    phone: str = ""
    version: int | None = None
