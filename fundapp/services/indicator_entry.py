"""An indicator as it is typed, and what has to hold before it is stored (art. 9)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fundapp.errors import Invalid, Refused
from fundapp.rules.dated import WeightScheme
from fundapp.values.score import Operator, points_text

FULL = 10_000
"""100 points in hundredths: the scale itself (财预〔2020〕10号)."""

_MOST_DECIMALS = 6
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class IndicatorEntry:
    """An indicator as typed.

    Attributes:
        weight: hundredths of a point.
        target: figure aimed at, for the operators ≥ > = ≤ <.
        target_on: day aimed at, for a date.
        target_text: what is promised, for a qualitative indicator.
        id: the stored indicator this line changes; 0 for a new one.
    """

    level1: str
    level2: str
    name: str
    operator: Operator
    weight: int
    target: Decimal | None = None
    target_on: dt.date | None = None
    target_text: str = ""
    unit: str = ""
    id: int = 0


def check_entries(entries: Sequence[IndicatorEntry], year: int) -> None:
    """Lets the lines pass when each is whole and none comes twice.

    Raises:
        Invalid: names the line and, as `field`, the box.
    """
    for place, entry in enumerate(entries, start=1):
        _check_entry(place, entry, year)
    _check_doubles(entries)


def _check_entry(place: int, entry: IndicatorEntry, year: int) -> None:
    who = f"第 {place} 个指标" + (f"“{entry.name.strip()}”" if entry.name.strip() else "")
    for text, field in ((entry.level1, "一级指标"), (entry.level2, "二级指标"), (entry.name, "三级指标")):
        if not text.strip():
            raise Invalid(f"{who}没有填写{field}名称。", article="第九条", field=field)
    if entry.weight <= 0:
        raise Invalid(f"{who}的分值应大于零。", field="分值")
    wrong = _target_problem(entry, year)
    if wrong:
        raise Invalid(f"{who}{wrong}", article="第九条", field="年度指标值")


def _target_problem(entry: IndicatorEntry, year: int) -> str:
    """What is wrong between operator and target; empty when they fit."""
    if entry.operator is Operator.QUALITATIVE:
        if entry.target is not None or entry.target_on is not None:
            return "是定性指标，不能同时填写数字或日期目标。"
        return "" if entry.target_text.strip() else "是定性指标，请用文字写明要达到的程度。"
    if entry.operator is Operator.DATE:
        return _date_problem(entry, year)
    if entry.target_on is not None:
        return f"是“{entry.operator.label}”指标，不能同时填写日期目标。"
    return "没有填写目标值。" if entry.target is None else _figure_problem(entry.target)


def _date_problem(entry: IndicatorEntry, year: int) -> str:
    if entry.target is not None:
        return "是日期指标，不能同时填写数字目标。"
    if entry.target_on is None:
        return "是日期指标，请填写目标日期。"
    return "" if entry.target_on.year in (year, year + 1) else f"的目标日期不在 {year} 年或次年，请核对。"


def _figure_problem(target: Decimal) -> str:
    if not target.is_finite() or abs(target) >= _LARGEST:
        return "的目标值过大或不是数字，请核对。"
    exponent = target.normalize().as_tuple().exponent
    too_fine = isinstance(exponent, int) and -exponent > _MOST_DECIMALS
    return f"的目标值最多写 {_MOST_DECIMALS} 位小数。" if too_fine else ""


def _check_doubles(entries: Sequence[IndicatorEntry]) -> None:
    seen = set()
    for entry in entries:
        key = (entry.level1.strip(), entry.level2.strip(), entry.name.strip())
        if key in seen:
            raise Invalid(f"指标“{key[2]}”在“{key[1]}”下出现两次。", field="三级指标", remedy="请合并或改名。")
        seen.add(key)


def check_weights(entries: Sequence[IndicatorEntry], scheme: WeightScheme) -> None:
    """Lets the weights pass when they fill what the scheme gives; one of a single part leaves the inner weights free.

    Raises:
        Refused: names what is missing or over, in all and per first-level name.
    """
    problems = []
    total, wanted = sum(entry.weight for entry in entries), FULL - scheme.execution
    if total != wanted:
        problems.append(f"指标分值{_gap(total, wanted)}（100 分减去预算执行率 {points_text(scheme.execution)} 分）")
    if len(scheme.parts) > 1:
        by_level: defaultdict[str, int] = defaultdict(int)
        for entry in entries:
            by_level[entry.level1.strip()] += entry.weight
        parts = dict(scheme.parts)
        problems += [f"“{name}”不在该方案中" for name in by_level if name not in parts]
        problems += [
            f"“{name}”{_gap(by_level[name], weight)}" for name, weight in parts.items() if by_level[name] != weight
        ]
    if problems:
        raise Refused(
            f"分值与方案“{scheme.title}”不符：{'；'.join(problems)}。",
            article="第九条",
            field="分值",
            remedy="请调整分值，或改选分值方案。",
        )


def _gap(total: int, wanted: int) -> str:
    word = "还差" if total < wanted else "超出"
    return f"合计 {points_text(total)} 分，应为 {points_text(wanted)} 分，{word} {points_text(abs(wanted - total))} 分"
