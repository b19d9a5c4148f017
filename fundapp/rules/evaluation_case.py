"""The facts a self-evaluation is judged and scored by, as plain values that a service or an editor fills.

Money is integer 分, scores and weights are hundredths of a point, percentages are basis points, quantities are Decimal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fundapp.values.money import Fen
from fundapp.values.score import ExecutionMode, Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFact:
    """One third-level indicator with what was achieved.

    Attributes:
        key: whatever the caller needs to find it again (its id as text).
        target: quantity aimed at; None for qualitative and date indicators.
        target_on: day aimed at, for a date indicator.
        weight: hundredths of a point.
        actual: quantity achieved; `actual_on` for a date, `rating_bp` for a qualitative indicator.
        rating_bp: share of the weight given to a qualitative indicator, or by the clerk where no quotient exists.
        applicable: False drops it; the rest is rescaled.
        deduction: hundredths of a point taken off by hand, with `deduction_reason`.
        explanation: reason of the deviation and the measures.
    """

    key: str
    level1: str
    level2: str
    name: str
    operator: Operator
    target: Decimal | None = None
    target_on: dt.date | None = None
    unit: str = ""
    weight: int
    actual: Decimal | None = None
    actual_on: dt.date | None = None
    rating_bp: int | None = None
    applicable: bool = True
    deduction: int = 0
    deduction_reason: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationCase:
    """A self-evaluation of one project year.

    Attributes:
        on: day of judging.
        division_id: division that fills the form; `using_division_id` the one that used the money (art. 13).
        budget_adjusted: the year's budget after additions and cuts, carry-over included.
        executed: what the ledger paid in the year.
        execution_weight: hundredths of a point given to the execution rate.
        completed: the project's work of the year is finished (the step scale asks).
        scheme: key of the split of the 100 points the year uses; it may name other scales for some first-level names.
        taken_over: indicators whose value is still that of a monitoring of part of the year, with its last day.
        unapproved: number of the year's application that was sent and is not approved now; empty when none is.
    """

    on: dt.date
    year: int
    division_id: int
    using_division_id: int
    budget_initial: Fen
    budget_adjusted: Fen
    executed: Fen
    execution_mode: ExecutionMode
    execution_weight: int
    execution_explanation: str = ""
    completed: bool = False
    scheme: str = ""
    unapproved: str = ""
    taken_over: tuple[tuple[str, dt.date], ...] = ()
    goal: str = ""
    outcome: str = ""
    phone: str = ""
    indicators: tuple[IndicatorFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """The score of one indicator.

    Attributes:
        weight: hundredths of a point at stake, rescaled when other indicators were dropped; 0 when this one was.
        points: hundredths of a point earned, after the deduction by hand; None while it cannot be computed.
        reached: the target was reached.
        deviates: far beyond the target, so the reason is to be explained (财预〔2020〕10号); never deducts by itself.
        formula: how the points came about, or what is still missing; a Chinese sentence.
        judged: no rule could compute, so the clerk's own share of the weight counted.
    """

    key: str
    name: str
    weight: int
    points: int | None
    reached: bool
    deviates: bool
    formula: str
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationResult:
    """The scores of a self-evaluation, in hundredths of a point.

    Attributes:
        execution_rate_bp: executed ÷ adjusted budget, rounded half up; None without a budget.
        execution_points: None without a budget.
        total_points: sum of what could be computed so far.
        grade: empty until `finished`.
        finished: nothing is missing any more.
    """

    execution_rate_bp: int | None
    execution_weight: int
    execution_points: int | None
    execution_formula: str
    indicators: tuple[IndicatorResult, ...]
    total_points: int
    grade: str
    finished: bool
