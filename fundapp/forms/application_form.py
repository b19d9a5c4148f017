"""项目支出绩效目标申报表 in the style of the integrated budget system: project, money, goals, indicators, last result.

Amounts are printed in 万元, weights in points (arts. 6, 8, 9, 13).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fundapp.forms.evaluation_form import level_name
from fundapp.forms.grid import Block, Cell, Row, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import OPEN, TICKED, UNIT_SEAL, Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date
from fundapp.values.money import Fen, wan
from fundapp.values.score import Points

TITLE = "项目支出绩效目标申报表"
_EDGES = (0.0, 20.0, 80.0, 138.0, 200.0, 262.0, 318.0, 386.0, 430.0, TABLE_WIDTH)
_END = len(_EDGES) - 1
_HALVES = Halves(0, 2, 5, 6, _END)
_SIZE = 9.0
_LABEL, _HALF = 2, 5
"""The names stand in the first two columns; the second pair begins at this one."""
_NAME = 3
"""The indicator's name takes this column and the next."""


@dataclass(frozen=True, slots=True)
class PromiseBlank:
    """One third-level indicator.

    Args:
        level1, level2: names of the levels above; equal neighbours share a cell.
        name: the indicator.
        nature: 指标性质: ≥, ＝, 定性, 日期 and so on.
        target: 指标值 as figure, day or words.
        unit: 计量单位; empty for days and words.
        weight: 分值 in hundredths of a point.
    """

    level1: str
    level2: str
    name: str
    nature: str
    target: str
    unit: str
    weight: Points


@dataclass(frozen=True, slots=True)
class ApplicationBlanks:
    """Everything the form says; empty texts print an empty cell.

    Args:
        imprint: number, code, QR text, and whether the last signature is on it.
        year: the year applied for.
        project_name, project_number, national_code: 项目名称, 项目编号, 一体化项目代码.
        category: 项目类别.
        renewed: 延续 rather than 新增.
        department: 主管部门.
        unit: 实施单位.
        begins, ends: 计划开始日期, 计划完成日期 of the present term.
        approval: 立项批复文号.
        in_charge: 项目负责人, the head of the division who confirmed the project.
        content: 项目概况.
        project_goal: 项目总目标.
        total: 年度资金申请总额, 分.
        fiscal: 当年财政拨款, 分; `other` 其他资金 (单位资金).
        fiscal_sources: parts of 当年财政拨款 by source, as (name, 分).
        basis, plan: 测算依据, 年度实施计划.
        goal: 年度总体目标.
        scheme: title of the split of the 100 points; empty while none was chosen.
        execution: 分值 of the execution rate, in hundredths of a point.
        promises: the indicators in the order of the form.
        results: last year's results, rectifications and the term review, a sentence each; never empty.
        adjustment: 调整说明; no row when nothing is said and `adjusting` is False.
        adjusting: an adjustment statement is demanded (grade 中 or 差, or a review that says 调整).
        reporter, phone, dated: 申报人, 联系电话, 申报日期.
        signs: the route, in order.
    """

    imprint: Imprint
    year: int
    project_name: str
    project_number: str
    national_code: str
    category: str
    renewed: bool
    department: str
    unit: str
    begins: date
    ends: date
    approval: str
    in_charge: str
    content: str
    project_goal: str
    total: Fen
    fiscal: Fen
    other: Fen
    fiscal_sources: tuple[tuple[str, Fen], ...]
    basis: str
    plan: str
    goal: str
    scheme: str
    execution: Points
    promises: tuple[PromiseBlank, ...]
    results: tuple[str, ...]
    adjustment: str
    adjusting: bool
    reporter: str
    phone: str
    dated: date
    signs: tuple[SignOffBlank, ...]


def draw(blanks: ApplicationBlanks) -> bytes:
    """Draw the form as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: ApplicationBlanks) -> Layout:
    """Say what stands where on the form.

    Raises:
        Refused: a character that no face draws.
    """
    heading = Heading(TITLE, middle=f"（{blanks.year} 年度）", right="金额单位：万元")
    blocks = [
        Block(_EDGES, _project_rows(blanks)),
        Block(_EDGES, _money_rows(blanks)),
        Block(_EDGES, _text_rows(blanks)),
        Block(_EDGES, _promise_rows(blanks), heads=1),
        Block(_EDGES, _result_rows(blanks)),
        Block(
            _EDGES,
            (_filled_row(blanks), *signoff_rows((*blanks.signs, UNIT_SEAL), Halves(0, 2, 5, 6, _END))),
            keep=True,
        ),
    ]
    return compose(heading, blocks, blanks.imprint)


def _project_rows(blanks: ApplicationBlanks) -> tuple[Row, ...]:
    kinds = (("新增", not blanks.renewed), ("延续", blanks.renewed))
    nature = "　".join(f"{TICKED if ticked else OPEN}{word}" for word, ticked in kinds)
    return (
        Row((label(0, "项目名称", span=_LABEL), value(_LABEL, blanks.project_name, span=_END - _LABEL))),
        _pair("项目编号", blanks.project_number, "一体化\n项目代码", blanks.national_code),
        _pair("项目类别", blanks.category, "项目属性", nature),
        _pair("主管部门", blanks.department, "实施单位", blanks.unit),
        _pair("计划\n开始日期", chinese_date(blanks.begins), "计划\n完成日期", chinese_date(blanks.ends)),
        _pair("立项批复", blanks.approval, "项目\n负责人", blanks.in_charge),
        Row((label(0, "项目概况", span=_LABEL), value(_LABEL, blanks.content, span=_END - _LABEL, size=_SIZE))),
    )


def _pair(name: str, text: str, other_name: str, other: str) -> Row:
    return Row(
        (
            label(0, name, span=_LABEL, size=_SIZE),
            value(_LABEL, text, span=_HALF - _LABEL),
            label(_HALF, other_name, size=_SIZE),
            value(_HALF + 1, other, span=_END - _HALF - 1),
        )
    )


def _money_rows(blanks: ApplicationBlanks) -> tuple[Row, ...]:
    parts = [("年度资金申请总额", wan(blanks.total)), ("其中：当年财政拨款", wan(blanks.fiscal))]
    parts += [(f"　{name}", wan(amount)) for name, amount in blanks.fiscal_sources]
    # What is carried over is not applied for again (art. 16): the layout's row stays, without a figure.
    parts += [("上年结转资金", "—"), ("其他资金（单位资金）", wan(blanks.other))]
    name = label(0, "项目资金\n（万元）", span=_LABEL, rows=len(parts), size=_SIZE)
    rows = []
    for place, (title, amount) in enumerate(parts):
        cells = (
            value(_LABEL, title, span=_HALF - _LABEL, size=_SIZE),
            figure(_HALF, amount, span=_END - _HALF, size=_SIZE, font="bold" if not place else "text"),
        )
        rows.append(Row((name, *cells) if not place else cells))
    return tuple(rows)


def _text_rows(blanks: ApplicationBlanks) -> tuple[Row, ...]:
    texts = (
        ("测算依据", blanks.basis),
        ("年度实施\n计划", blanks.plan),
        ("项目总目标", blanks.project_goal),
        ("年度总体\n目标", blanks.goal),
    )
    return tuple(
        Row((label(0, name, span=_LABEL, size=_SIZE), value(_LABEL, text, span=_END - _LABEL, size=_SIZE)))
        for name, text in texts
    )


def _promise_rows(blanks: ApplicationBlanks) -> tuple[Row, ...]:
    names = (("一级指标", 1), ("二级指标", 2), ("三级指标", 3), ("性质", 5), ("指标值", 6), ("单位", 7), ("分值", 8))
    name = label(0, "绩\n效\n指\n标", rows=len(blanks.promises) + 3, size=_SIZE)
    heads = (label(column, text, span=2 if column == _NAME else 1, size=_SIZE) for text, column in names)
    rows = [Row((name, *heads))]
    for place, item in enumerate(blanks.promises):
        level1 = _shared(blanks.promises, place, 1, lambda other: other.level1)
        level2 = _shared(blanks.promises, place, 2, lambda other: f"{other.level1}\n{other.level2}")
        rows.append(Row((*level1, *level2, *_promise_cells(item))))
    scheme = f"预算执行率（{blanks.scheme}）" if blanks.scheme else "预算执行率"
    total = blanks.execution + sum(item.weight for item in blanks.promises)
    rows.append(Row((value(1, scheme, span=7, size=_SIZE), _weight(blanks.execution))))
    rows.append(Row((label(1, "合　　计", span=7, size=_SIZE, font="bold"), _weight(total, bold=True))))
    return tuple(rows)


def _promise_cells(item: PromiseBlank) -> tuple[Cell, ...]:
    return (
        value(_NAME, item.name, span=2, size=_SIZE),
        figure(5, item.nature, size=_SIZE, align="center"),
        value(6, item.target, size=_SIZE, align="center"),
        figure(7, item.unit, size=_SIZE, align="center"),
        _weight(item.weight),
    )


def _weight(points: Points, *, bold: bool = False) -> Cell:
    """Points of a weight without needless zeros: 1000 is 10, 2250 is 22.5."""
    text = f"{points // 100}.{points % 100:02d}".rstrip("0").rstrip(".")
    return figure(8, text, size=_SIZE, align="center", font="bold" if bold else "text")


def _shared(
    items: Sequence[PromiseBlank], place: int, column: int, name_of: Callable[[PromiseBlank], str]
) -> tuple[Cell, ...]:
    """Give the cell that this row and the equal rows below it share; none when the row above opened it."""
    name = name_of(items[place])
    if place and name_of(items[place - 1]) == name:
        return ()
    _, same = next(groupby(items[place:], key=name_of))
    return (
        label(
            column,
            level_name(name.split("\n")[-1], _EDGES[column + 1] - _EDGES[column]),
            rows=len(list(same)),
            size=_SIZE,
        ),
    )


def _result_rows(blanks: ApplicationBlanks) -> tuple[Row, ...]:
    said = "\n".join(blanks.results)
    rows = [Row((label(0, "以前年度\n评价结果", span=_LABEL, size=_SIZE), _wide(said)))]
    if blanks.adjusting or blanks.adjustment:
        rows.append(Row((label(0, "调整说明", span=_LABEL, size=_SIZE), _wide(blanks.adjustment))))
    return tuple(rows)


def _wide(text: str) -> Cell:
    return value(_LABEL, text, span=_END - _LABEL, size=_SIZE)


def _filled_row(blanks: ApplicationBlanks) -> Row:
    filled = (("申报人", blanks.reporter), ("联系电话", blanks.phone), ("申报日期", chinese_date(blanks.dated)))
    places = ((0, 2, 2, 1), (3, 1, 4, 2), (6, 1, 7, 2))
    cells: list[Cell] = []
    for (name, text), (column, span, behind, width_) in zip(filled, places, strict=True):
        cells += [label(column, name, span=span, size=_SIZE), figure(behind, text, span=width_, align="center")]
    return Row(tuple(cells))
