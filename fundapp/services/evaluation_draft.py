"""What a clerk types for a self-evaluation, as plain values that cross the counter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fundapp.values.score import ExecutionMode


@dataclass(frozen=True)
class ScoreEntry:
    """What was achieved on one indicator, as typed.

    Attributes:
        indicator_id: the stored indicator.
        actual: figure achieved; `actual_on` the day for a date indicator.
        actual_text: what is printed where there is no figure, such as 完成.
        rating_bp: share of the weight in basis points, for a qualitative indicator or where no quotient exists.
        applicable: False drops the indicator this year; its weight goes to the others.
        deduction: hundredths of a point taken off by hand, with `deduction_reason`.
        explanation: reason of the deviation and the measures.
    """

    indicator_id: int
    actual: Decimal | None = None
    actual_on: dt.date | None = None
    actual_text: str = ""
    rating_bp: int | None = None
    applicable: bool = True
    deduction: int = 0
    deduction_reason: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class EvaluationDraft:
    """A self-evaluation as typed. Money and scores are never typed: the ledger and the rules give them.

    Attributes:
        scores: one per indicator; one that is missing counts as not filled in.
        outcome: 年度总体目标实际完成情况.
        execution_explanation: why the execution rate is low, and where the rest of the money goes.
        conclusion: 评价结论, for layouts that have it; None where it was never asked for.
        version: version that was loaded; None for a new one.
    """

    project_id: int
    year: int
    dated: dt.date
    scores: tuple[ScoreEntry, ...] = ()
    execution_mode: ExecutionMode = ExecutionMode.PROPORTIONAL
    outcome: str = ""
    problems: str = ""
    measures: str = ""
    execution_explanation: str = ""
    phone: str = ""
    conclusion: str | None = None
    version: int | None = None
