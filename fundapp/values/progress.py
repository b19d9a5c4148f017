"""How far money, time and indicators have come, for monitoring during the year (arts. 5, 15; 财预〔2019〕136号).

All results are whole basis points (10000 = 100 %), rounded half up (四舍五入). Time itself is
`dates.time_progress_bp`: day of the year ÷ days of the year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fundapp.values.money import BASIS, Fen
from fundapp.values.proportion import half_up
from fundapp.values.score import Operator

_REVERSE = (Operator.AT_MOST, Operator.BELOW)
_STRICT = (Operator.ABOVE, Operator.BELOW)


@dataclass(frozen=True, slots=True)
class Aim:
    """What an indicator is to reach by the end of the year: a quantity in the indicator's unit, or a day."""

    operator: Operator
    target: Decimal | None = None
    target_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """What has come of it by the last day of the period.

    `judged_bp` is the clerk's own judgement in basis points: of a quality, of a date that is not due yet, and where no
    quotient of figures exists. Where figures give the progress, it is not looked at.
    """

    value: Decimal | None = None
    on: date | None = None
    judged_bp: int | None = None


def money_progress_bp(executed: Fen, adjusted: Fen) -> int | None:
    """Give executed ÷ adjusted budget (all in 分); None without a budget, more than 10000 only when it is overdrawn.

    Source: 财预〔2019〕136号 预算执行进度; the budget is the one after additions, cuts and carry-over.
    """
    return max(half_up(executed * BASIS, adjusted), 0) if adjusted > 0 else None


def indicator_progress_bp(aim: Aim, reached: Reached, until: date) -> int | None:
    """Give how far an indicator has come by the end of `until`: 0 to 10000, and 10000 only when the target is reached.

    * ≥ > =: actual ÷ target.
    * ≤ <: within the target 10000, because nothing has to grow; beyond it target ÷ actual.
    * A date: done in time 10000, done late or overdue 0; not due yet the clerk's judgement.
    * A quality, a missing figure, a target of 0 or less: the clerk's judgement.

    None as long as nothing is known. Source: 财预〔2019〕136号 (绩效目标实现程度); the quotients are those of
    财预〔2020〕10号.
    """
    if aim.operator is Operator.DATE:
        return _by_date(aim, reached, until)
    if aim.operator is Operator.QUALITATIVE or aim.target is None or reached.value is None:
        return reached.judged_bp
    if aim.operator in _REVERSE:
        return _reverse(aim.operator, aim.target, reached.value)
    if aim.target <= 0:
        return reached.judged_bp
    if reached.value > aim.target or (reached.value == aim.target and aim.operator not in _STRICT):
        return BASIS
    return _missed(reached.value, aim.target)


def is_behind(progress_bp: int, time_bp: int, by_bp: int) -> bool:
    """Say whether a progress lags the time by more than `by_bp`; all in basis points."""
    return time_bp - progress_bp > by_bp


def _by_date(aim: Aim, reached: Reached, until: date) -> int | None:
    if aim.target_on is None:
        return reached.judged_bp
    if reached.on is not None:
        return BASIS if reached.on <= aim.target_on else 0
    return 0 if until > aim.target_on else reached.judged_bp


def _reverse(operator: Operator, target: Decimal, value: Decimal) -> int:
    if value < target or (value == target and operator not in _STRICT):
        return BASIS
    return _missed(target, value)


def _missed(upper: Decimal, lower: Decimal) -> int:
    """The quotient of a target that is not reached: rounding never makes it whole, and nothing is below 0.

    `lower` is never the smaller one, so that only `upper` has to be looked at.
    """
    if upper <= 0:
        return 0
    top, bottom = upper.as_integer_ratio(), lower.as_integer_ratio()
    return min(half_up(BASIS * top[0] * bottom[1], top[1] * bottom[0]), BASIS - 1)
