"""Whether the weights of a year's indicators fill the chosen split of the 100 points (财预〔2020〕10号, 101号)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from fundapp.rules.dated import WeightScheme
from fundapp.values.score import Points, points_text

FULL: Points = 10_000
"""100 points in hundredths: the scale itself (财预〔2020〕10号), not a county's figure."""


def weight_problems(weights: Iterable[tuple[str, Points]], scheme: WeightScheme) -> tuple[str, ...]:
    """What is missing or over, in all and per first-level name; nothing when the weights fill the split.

    Args:
        weights: (first-level name, hundredths of a point) of every indicator.
        scheme: the split; one of a single part leaves the inner weights free.
    """
    by_level: defaultdict[str, Points] = defaultdict(int)
    for name, points in weights:
        by_level[name.strip()] += points
    problems = []
    total, wanted = sum(by_level.values()), FULL - scheme.execution
    if total != wanted:
        rate, whole = points_text(scheme.execution), points_text(total + scheme.execution)
        problems.append(f"指标分值{_gap(total, wanted)}（100 分减去预算执行率 {rate} 分；现在共 {whole} 分）")
    if len(scheme.parts) > 1:
        parts = dict(scheme.parts)
        problems += [f"“{name}”不在该方案中" for name in by_level if name not in parts]
        problems += [
            f"“{name}”{_gap(by_level[name], points)}" for name, points in parts.items() if by_level[name] != points
        ]
    return tuple(problems)


def _gap(total: Points, wanted: Points) -> str:
    word = "还差" if total < wanted else "超出"
    return f"合计 {points_text(total)} 分，应为 {points_text(wanted)} 分，{word} {points_text(abs(wanted - total))} 分"
