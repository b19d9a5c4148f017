"""The layouts of 项目支出绩效自评表 that the program ships, read strictly, and the one the office prints."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from fundapp import places
from fundapp.errors import NotFound
from fundapp.forms.evaluation_layout import ColumnPlan, EvaluationLayout, FundPlan, problem
from fundapp.rules.entries import Entry, damaged, read_tables
from fundapp.rules.figures import Figures

FORM = "evaluation"
"""How the dated setting names this form."""


@cache
def layouts() -> tuple[EvaluationLayout, ...]:
    """Every shipped layout, read at first use and kept; by file name.

    Raises:
        Damaged: see `read_layouts`.
    """
    return read_layouts(places.resources() / "forms" / "evaluation")


def layout(key: str) -> EvaluationLayout:
    """One layout. Raises NotFound."""
    found = next((one for one in layouts() if one.key == key), None)
    if found is None:
        raise NotFound(f"没有名为“{key}”的自评表版式。", remedy="请改选其他版式，或请管理员补充版式文件。")
    return found


def office_layout(figures: Figures, on: dt.date) -> EvaluationLayout:
    """The layout the office prints on a day, by the dated setting. Raises NotFound."""
    return layout(figures.form_layout(FORM, on).layout)


def read_layouts(folder: Path) -> tuple[EvaluationLayout, ...]:
    """Read and check every layout of a folder.

    Raises:
        Damaged: a file is unreadable, says something unknown or cannot be drawn, or two have one key; the sentence
            names the file.
    """
    found: dict[str, EvaluationLayout] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry in read_tables(folder, path.name, "layout")["layout"]:
            made = _layout(entry)
            entry.close()
            if made.key in found:
                raise entry.wrong("有两个版式使用同一个 key")
            wrong = problem(made)
            if wrong:
                raise entry.wrong(wrong)
            found[made.key] = made
    if not found:
        raise damaged(folder.name, "没有任何版式文件")
    return tuple(found.values())


def _layout(entry: Entry) -> EvaluationLayout:
    fund, indicator = _only(entry, "fund"), _only(entry, "indicator")
    begin, end = _numbers(entry, "middle", 2)
    goal, expected, reached = _texts(entry, "goal", 3)
    made = EvaluationLayout(
        key=entry.take("key", str),
        title=entry.take("title", str),
        document=entry.take("document", str),
        heading=entry.take("heading", str),
        money=entry.take("money", str),
        label_width=entry.whole("label_width"),
        middle=(begin, end),
        head=tuple(_head(row) for row in entry.entries("head")),
        fund_title=fund.take("title", str),
        fund_name_width=fund.whole("name_width"),
        fund_columns=_columns(fund),
        funds=tuple(_fund(row) for row in fund.entries("row")),
        goal=(goal, expected, reached),
        indicator_title=indicator.take("title", str),
        indicator_title_width=indicator.whole("title_width"),
        columns=_columns(indicator),
        foot=entry.rows("foot", str, str),
        foot_always=entry.take("foot_always", bool),
        filled=entry.rows("filled", str, str),
        filled_edges=_numbers(entry, "filled_edges", 5),
        signatures=_texts(entry, "signatures", None),
    )
    fund.close()
    indicator.close()
    return made


def _only(entry: Entry, key: str) -> Entry:
    found = entry.entries(key)
    if len(found) != 1:
        raise entry.wrong(f"的 {key} 应只有一个")
    return found[0]


def _head(entry: Entry) -> tuple[tuple[str, str], ...]:
    cells: tuple[tuple[str, str], ...] = entry.rows("cells", str, str)
    entry.close()
    return cells


def _columns(entry: Entry) -> tuple[ColumnPlan, ...]:
    rows = entry.rows("columns", str, str, int)
    if any(width < 0 for _, _, width in rows):
        raise entry.wrong("的 columns 宽度不能为负数")
    return tuple(ColumnPlan(*row) for row in rows)


def _fund(entry: Entry) -> FundPlan:
    made = FundPlan(
        title=entry.take("title", str),
        of=_texts(entry, "of", None),
        rest=entry.take("rest", bool, False),
        details=entry.take("details", bool, False),
    )
    entry.close()
    return made


def _texts(entry: Entry, key: str, count: int | None) -> tuple[str, ...]:
    found = entry.take(key, list)
    if not all(type(one) is str and one for one in found) or (count is not None and len(found) != count):
        raise entry.wrong(f"的 {key} 填写有误（{found!r}）")
    return tuple(found)


def _numbers(entry: Entry, key: str, count: int) -> tuple[int, ...]:
    found = entry.take(key, list)
    if not all(type(one) is int and one > 0 for one in found) or len(found) != count:
        raise entry.wrong(f"的 {key} 填写有误（{found!r}）")
    return tuple(found)
