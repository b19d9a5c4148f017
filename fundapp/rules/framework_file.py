"""What ``framework.toml`` means, and what it can never say: the framework of the term review (art. 16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from fundapp.rules.dated import Figure, Framework, FrameworkLine
from fundapp.rules.entries import Entry, damaged, read_series, read_tables
from fundapp.values.money import BASIS, percent
from fundapp.values.score import points_text
from fundapp.values.term_review import FactSource

FILE = "framework.toml"
PARTS = ("决策", "过程", "产出", "效益")
"""First levels of 财预〔2020〕10号, in their order."""
COUNTING = ("产出", "效益")
"""The parts that together have a least share."""
FULL = 10_000
"""100 points in hundredths of a point."""


def read_frameworks(folder: Path) -> tuple[Framework, ...]:
    """Read and check the file.

    Raises:
        Damaged: it is missing, or says something that cannot be.
    """
    return read_series(read_tables(folder, FILE, "framework")["framework"], _framework, lambda _: "framework")


def check_shares(frameworks: Sequence[Framework], figures: Sequence[Figure]) -> None:
    """Refuse a framework whose 产出 and 效益 weigh less than the share in force at any time it is in force.

    Raises:
        Damaged: they weigh less.
    """
    for framework in frameworks:
        points = counting_points((line.level1, line.weight) for line in framework.lines)
        for figure in figures:
            together = figure.key == "term_effect_share" and _meet(framework, figure)
            if together and points * BASIS < figure.value * FULL:
                raise damaged(
                    FILE,
                    f"“{framework.title}”的产出和效益合计 {points_text(points)} 分，低于下限 {percent(figure.value)}",
                    article="第十六条",
                )


def counting_points(weights: Iterable[tuple[str, int]]) -> int:
    """Hundredths of a point that 产出 and 效益 have together, from (first level, weight)."""
    return sum(weight for level1, weight in weights if level1 in COUNTING)


def _meet(framework: Framework, figure: Figure) -> bool:
    """They are in force on a common day."""
    begins_in_time = framework.valid_to is None or figure.valid_from <= framework.valid_to
    return begins_in_time and (figure.valid_to is None or framework.valid_from <= figure.valid_to)


def _framework(entry: Entry) -> Framework:
    lines = tuple(_line(each) for each in entry.entries("line"))
    if len({line.key for line in lines}) != len(lines):
        raise entry.wrong("有两行的 key 相同")
    if tuple(level1 for level1, _ in groupby(line.level1 for line in lines)) != PARTS:
        raise entry.wrong(f"的一级指标应依次为{'、'.join(PARTS)}，同一部分的行放在一起")
    total = sum(line.weight for line in lines)
    if total != FULL or any(line.weight <= 0 for line in lines):
        raise entry.wrong(f"的分值合计应为 100 分且每项大于 0，现在合计 {points_text(total)} 分")
    return Framework(key=entry.take("key", str), title=entry.take("title", str), lines=lines, **entry.dated())


def _line(entry: Entry) -> FrameworkLine:
    source = entry.take("source", str, "")
    line = FrameworkLine(
        key=entry.take("key", str),
        level1=entry.take("level1", str),
        level2=entry.take("level2", str),
        name=entry.take("name", str),
        weight=entry.whole("weight"),
        source=entry.member(source, FactSource) if source else None,
    )
    entry.close()
    return line
