"""An indicator as it is typed, and what has to hold before it is stored (art. 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fundapp.errors import Invalid, Refused
from fundapp.rules.dated import WeightScheme
from fundapp.rules.target import Target, target_problem
from fundapp.rules.weights import FULL, weight_problems
from fundapp.values.score import Operator

__all__ = ["FULL", "IndicatorEntry", "check_entries", "check_weights", "entry_from", "said_of", "target_of"]


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


def target_of(entry: IndicatorEntry) -> Target:
    """What is aimed at, as the rules see it."""
    return Target(
        name=entry.name,
        operator=entry.operator,
        figure=entry.target,
        day=entry.target_on,
        text=entry.target_text,
        unit=entry.unit,
    )


def check_entries(entries: Sequence[IndicatorEntry], year: int, *, open_targets: bool = False) -> None:
    """Lets the lines pass when each is whole and none comes twice; a template may leave targets open.

    Raises:
        Invalid: names the line and, as `field`, the box.
    """
    for place, entry in enumerate(entries, start=1):
        _check_entry(place, entry, year, open_targets)
    _check_doubles(entries)


def _check_entry(place: int, entry: IndicatorEntry, year: int, open_targets: bool) -> None:
    who = f"第 {place} 个指标" + (f"“{entry.name.strip()}”" if entry.name.strip() else "")
    for text, field in ((entry.level1, "一级指标"), (entry.level2, "二级指标"), (entry.name, "三级指标")):
        if not text.strip():
            raise Invalid(f"{who}没有填写{field}名称。", article="第九条", field=field)
    if entry.weight <= 0:
        raise Invalid(f"{who}的分值应大于零。", field="分值")
    wrong = target_problem(target_of(entry), year, open_target=open_targets)
    if wrong:
        raise Invalid(f"{who}{wrong}", article="第九条", field="年度指标值")


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
    problems = weight_problems([(entry.level1, entry.weight) for entry in entries], scheme)
    if problems:
        raise Refused(
            f"分值与方案“{scheme.title}”不符：{'；'.join(problems)}。",
            article="第九条",
            field="分值",
            remedy="请调整分值，或改选分值方案。",
        )


def said_of(entry: IndicatorEntry) -> dict[str, Any]:
    """An indicator as signed contents say it; `entry_from` reads it back."""
    return {
        "id": entry.id,
        "level1": entry.level1,
        "level2": entry.level2,
        "name": entry.name,
        "operator": entry.operator.value,
        "target": entry.target,
        "target_on": entry.target_on,
        "target_text": entry.target_text,
        "unit": entry.unit,
        "weight": entry.weight,
    }


def entry_from(said: Mapping[str, Any]) -> IndicatorEntry:
    """An indicator as it was said in a signed content."""
    return IndicatorEntry(
        level1=said["level1"],
        level2=said["level2"],
        name=said["name"],
        operator=Operator(said["operator"]),
        weight=said["weight"],
        target=Decimal(said["target"]) if said["target"] else None,
        target_on=dt.date.fromisoformat(said["target_on"]) if said["target_on"] else None,
        target_text=said["target_text"],
        unit=said["unit"],
        id=said["id"],
    )
