"""What the target of an indicator has to say before anybody can be held against it (art. 9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fundapp.values.score import Operator

_MOST_DECIMALS = 6
_LARGEST = Decimal(10) ** 15
_ALL = Decimal(100)
_ALWAYS, _NEVER = frozenset({Operator.AT_LEAST}), frozenset({Operator.BELOW})


_CHANGES = ("增长", "增幅", "增减", "增速", "降", "减", "节约", "变化", "同比", "环比")
"""Words of names that speak of a change or a saving, which may fall below 0: 增长率, 成本节约率."""
_RATES = ("率", "满意")
_UNITS = ("%", "％")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """年度指标值: a figure with its unit, a day, or words, as the operator asks for; `name` is the indicator's."""

    name: str = ""
    operator: Operator
    figure: Decimal | None = None
    day: dt.date | None = None
    text: str = ""
    unit: str = ""


def below_zero(name: str, figure: Decimal | None) -> bool:
    """A figure that counts, measures or rates something and is negative; a change or a saving may be."""
    return figure is not None and figure < 0 and not any(word in name for word in _CHANGES)


def beyond_all(target: Target, actual: Decimal | None) -> bool:
    """A rate or a satisfaction above 100 % whose target is not: more than all of what there is."""
    return (
        actual is not None
        and actual > _ALL
        and target.unit.strip() in _UNITS
        and target.operator in (Operator.AT_LEAST, Operator.ABOVE, Operator.EQUAL)
        and (target.figure or 0) <= _ALL
        and any(word in target.name for word in _RATES)
        and not any(word in target.name for word in _CHANGES)
    )


def target_problem(target: Target, year: int, *, open_target: bool = False) -> str:
    """What is wrong with a target of this fiscal year, as the end of a sentence about the indicator; may be empty.

    `open_target` lets it be left out: a template leaves it to the project.
    """
    if target.operator is Operator.QUALITATIVE:
        if target.figure is not None or target.day is not None:
            return "是定性指标，不能同时填写数字或日期目标。"
        return "" if target.text.strip() or open_target else "是定性指标，请用文字写明要达到的程度。"
    if target.operator is Operator.DATE:
        return _day_problem(target, year, open_target)
    if target.day is not None:
        return f"是“{target.operator.label}”指标，不能同时填写日期目标。"
    if target.figure is None:
        return "" if open_target else "没有填写目标值。"
    return _figure_problem(target, target.figure)


def zero_hint(target: Target) -> str:
    """What a target of 0 means for scoring, as a sentence; empty for any other target."""
    if target.figure != 0 or target.operator in (Operator.QUALITATIVE, Operator.DATE):
        return ""
    if target.operator is Operator.ABOVE:
        return "目标值为 0：实际值大于 0 即得满分，等于 0 时由经办人评定得分比例。"
    return "目标值为 0：实际值为 0 得满分，否则没有比值可算，由经办人评定得分比例。"


def _day_problem(target: Target, year: int, open_target: bool) -> str:
    if target.figure is not None:
        return "是日期指标，不能同时填写数字目标。"
    if target.day is None:
        return "" if open_target else "是日期指标，请填写目标日期。"
    return "" if target.day.year in (year, year + 1) else f"的目标日期不在 {year} 年或次年，请核对。"


def _figure_problem(target: Target, figure: Decimal) -> str:
    if not figure.is_finite() or abs(figure) >= _LARGEST:
        return "的目标值过大或不是数字，请核对。"
    if below_zero(target.name, figure):
        return "的目标值不能为负数，请核对。"
    exponent = figure.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _MOST_DECIMALS:
        return f"的目标值最多写 {_MOST_DECIMALS} 位小数。"
    if not figure and target.operator in (_ALWAYS | _NEVER):
        what = "任何结果都算达标" if target.operator in _ALWAYS else "任何结果都不达标"
        return f"的目标值为 0 而性质是“{target.operator.label}”，{what}，无法计分；请改填目标值，或改用“≤”“＝”。"
    if not target.unit.strip():
        return "的目标值没有计量单位，请填写单位，如 %、个、小时。"
    return ""
