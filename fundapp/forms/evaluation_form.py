"""项目支出绩效自评表 in the central layout (财预〔2020〕10号): money, yearly goal, indicators, score (art. 13).

Amounts are printed in 万元, scores in points with two places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from fundapp.forms.fonts import clean, width
from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.measure import PAD_X
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date
from fundapp.values.money import Fen, percent, wan

TITLE = "项目支出绩效自评表"
_EDGES = (0.0, 19.0, 67.0, 118.7, 157.0, 209.0, 261.0, 313.0, 339.0, 375.0, TABLE_WIDTH)
_SIZE = 9.0
_DASH = "—"


@dataclass(frozen=True, slots=True)
class FundBlank:
    """Money of one kind in 分: 年初预算数, 全年预算数 (with additions, cuts and carry-over), 全年执行数."""

    initial: Fen
    adjusted: Fen
    executed: Fen


@dataclass(frozen=True, slots=True)
class IndicatorBlank:
    """One third-level indicator.

    Args:
        level1, level2: names of the levels above, such as 产出指标 and 数量指标; equal neighbours share a cell.
        name: the indicator.
        target: 年度指标值 with its sign and unit, such as ``≥95%``.
        actual: 实际完成值 with its unit.
        weight: 分值 in hundredths of a point.
        points: 得分 in hundredths of a point; None as long as it is not scored.
        note: 偏差原因分析及改进措施, a manual deduction's reason included.
    """

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: int
    points: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationBlanks:
    """Everything the form says; empty texts print an empty cell. Points are hundredths, rates basis points.

    Args:
        imprint: number, code, QR text, and whether the last signature is on it.
        year: the year evaluated.
        project_name: 项目名称.
        department: 主管部门.
        unit: 实施单位.
        total: 年度资金总额.
        fiscal, carried, other: 当年财政拨款, 上年结转资金, 其他资金.
        fiscal_sources: parts of 当年财政拨款 by the office's own sources, as (name, money); may be empty.
        execution_weight: 分值 of the execution rate, usually 1000.
        execution_rate_bp: 全年执行数 ÷ 全年预算数; None when there was no budget.
        execution_points: 得分 of the execution rate; None as long as it is not scored.
        execution_note: why the rate is low; empty when nothing must be said.
        goal_expected, goal_actual: 年度总体目标, 预期目标 and 实际完成情况.
        indicators: in the order of the form.
        total_points: 总分; None as long as not everything is scored.
        grade: 优, 良, 中 or 差; empty as long as there is no total.
        problems, measures: 存在问题, 改进措施; no row when both are empty.
        reporter: 填报人.
        phone: 联系电话.
        dated: 填报日期.
        signs: the route, in order, such as 填报人, 科室负责人, 分管领导, 单位负责人（盖章）.
    """

    imprint: Imprint
    year: int
    project_name: str
    department: str
    unit: str
    total: FundBlank
    fiscal: FundBlank
    carried: FundBlank
    other: FundBlank
    execution_weight: int
    execution_rate_bp: int | None
    execution_points: int | None
    goal_expected: str
    goal_actual: str
    indicators: tuple[IndicatorBlank, ...]
    total_points: int | None
    grade: str
    reporter: str
    dated: date
    signs: tuple[SignOffBlank, ...]
    phone: str = ""
    fiscal_sources: tuple[tuple[str, FundBlank], ...] = ()
    execution_note: str = ""
    problems: str = ""
    measures: str = ""


def draw(blanks: EvaluationBlanks) -> bytes:
    """Draw the form as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: EvaluationBlanks) -> Layout:
    """Say what stands where on the form.

    Raises:
        Refused: a character that no face draws.
    """
    heading = Heading(TITLE, middle=f"（{blanks.year} 年度）", right="金额单位：万元")
    blocks = [
        Block(_EDGES, (*_subject_rows(blanks),)),
        Block(_EDGES, _fund_rows(blanks), heads=1),
        Block(_EDGES, _goal_rows(blanks), heads=1),
        Block(_EDGES, _indicator_rows(blanks), heads=1),
        Block(_EDGES, _close_rows(blanks)),
        Block(_EDGES, (_filled_row(blanks), *signoff_rows(_steps(blanks), Halves(0, 2, 5, 6, 10))), keep=True),
    ]
    return compose(heading, blocks, blanks.imprint)


def _subject_rows(blanks: EvaluationBlanks) -> tuple[Row, ...]:
    return (
        Row((label(0, "项目名称", span=2), value(2, blanks.project_name, span=8))),
        Row(
            (
                label(0, "主管部门", span=2),
                value(2, blanks.department, span=3),
                label(5, "实施单位"),
                value(6, blanks.unit, span=4),
            )
        ),
    )


def _fund_rows(blanks: EvaluationBlanks) -> tuple[Row, ...]:
    names = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    rate = _DASH if blanks.execution_rate_bp is None else percent(blanks.execution_rate_bp)
    scored = (_weight(blanks.execution_weight), rate, _points(blanks.execution_points))
    sources = [(f"　{name}", fund) for name, fund in blanks.fiscal_sources]
    parts = [("其中：当年财政拨款", blanks.fiscal), *sources]
    parts += [("上年结转资金", blanks.carried), ("其他资金", blanks.other)]
    lines = [_fund_row("年度资金总额", blanks.total, scored)]
    lines += [_fund_row(name, fund, (_DASH, _DASH, _DASH)) for name, fund in parts]
    block = label(0, "项目资金\n（万元）", span=2, rows=1 + len(lines), size=_SIZE)
    head = Row((block, value(2, "", span=2), *(label(4 + index, name, size=_SIZE) for index, name in enumerate(names))))
    if blanks.execution_note:
        note = f"预算执行说明：{blanks.execution_note}"
        return (head, *lines, Row((Cell(0, (Text(note, _SIZE),), span=10),)))
    return (head, *lines)


def _fund_row(name: str, fund: FundBlank, scored: Sequence[str]) -> Row:
    amounts = (fund.initial, fund.adjusted, fund.executed)
    cells = [figure(4 + index, wan(amount), size=_SIZE) for index, amount in enumerate(amounts)]
    cells += [figure(7 + index, text, size=_SIZE, align="center") for index, text in enumerate(scored)]
    return Row((value(2, name, span=2, size=_SIZE), *cells))


def _goal_rows(blanks: EvaluationBlanks) -> tuple[Row, ...]:
    return (
        Row(
            (
                label(0, "年度总体目标", span=2, rows=2, size=_SIZE),
                label(2, "预期目标", span=4, size=_SIZE),
                label(6, "实际完成情况", span=4, size=_SIZE),
            )
        ),
        Row((value(2, blanks.goal_expected, span=4, size=_SIZE), value(6, blanks.goal_actual, span=4, size=_SIZE))),
    )


def _indicator_rows(blanks: EvaluationBlanks) -> tuple[Row, ...]:
    names = ("年度\n指标值", "实际\n完成值", "分值", "得分", "偏差原因分析\n及改进措施")
    columns = (5, 6, 7, 8, 9)
    head = Row(
        (
            label(0, "绩\n效\n指\n标", rows=1 + len(blanks.indicators), size=_SIZE),
            label(1, "一级指标", size=_SIZE),
            label(2, "二级指标", size=_SIZE),
            label(3, "三级指标", span=2, size=_SIZE),
            *(label(column, name, size=_SIZE) for column, name in zip(columns, names, strict=True)),
        )
    )
    rows: list[Row] = []
    for index, item in enumerate(blanks.indicators):
        level1 = _shared(blanks.indicators, index, 1, lambda other: other.level1)
        level2 = _shared(blanks.indicators, index, 2, lambda other: f"{other.level1}\n{other.level2}")
        rows.append(Row((*level1, *level2, *_indicator_cells(item))))
    return (head, *rows)


def _shared(
    items: Sequence[IndicatorBlank], index: int, column: int, name_of: Callable[[IndicatorBlank], str]
) -> tuple[Cell, ...]:
    """Give the cell that this row and the equal rows below it share; none when the row above opened it."""
    name = name_of(items[index])
    if index and name_of(items[index - 1]) == name:
        return ()
    _, same = next(groupby(items[index:], key=name_of))
    return (label(column, level_name(name.split("\n")[-1], _room(column)), rows=len(list(same)), size=_SIZE),)


def _room(column: int) -> float:
    return _EDGES[column + 1] - _EDGES[column]


def level_name(name: str, wide: float) -> str:
    """A level's name, broken where the words end if a cell of this width needs more than one line:
    服务对象 / 满意度 / 指标."""
    if width(clean(name), "text", _SIZE) <= wide - 2 * PAD_X:
        return name
    return "\n".join(re.split(r"(?<=.)(?=满意度|指标$)", name))


def _indicator_cells(item: IndicatorBlank) -> tuple[Cell, ...]:
    return (
        value(3, item.name, span=2, size=_SIZE),
        value(5, item.target, size=_SIZE, align="center"),
        value(6, item.actual, size=_SIZE, align="center"),
        figure(7, _weight(item.weight), size=_SIZE, align="center"),
        figure(8, _points(item.points), size=_SIZE),
        value(9, item.note, size=8.5),
    )


def _close_rows(blanks: EvaluationBlanks) -> tuple[Row, ...]:
    full = blanks.execution_weight + sum(item.weight for item in blanks.indicators)
    rows = [
        Row(
            (
                label(0, "总　　　分", span=7, font="bold"),
                figure(7, _weight(full), align="center", size=_SIZE, font="bold"),
                figure(8, _points(blanks.total_points), size=_SIZE, font="bold"),
                value(9, f"等级：{blanks.grade}", align="center", font="bold"),
            ),
            min_height=22,
        )
    ]
    for name, text in (("存在问题", blanks.problems), ("改进措施", blanks.measures)):
        if blanks.problems or blanks.measures:
            rows.append(Row((label(0, name, span=2), value(2, text, span=8, size=_SIZE))))
    return tuple(rows)


def _steps(blanks: EvaluationBlanks) -> tuple[SignOffBlank, ...]:
    """The route; the name of a step that does not fit its cell is broken between its words: 科室负责人 / 审核."""
    return tuple(
        replace(sign, step=re.sub(r"(?<=.{4})(?=(审核|核对|审批)$)", "\n", sign.step)) for sign in blanks.signs
    )


def _filled_row(blanks: EvaluationBlanks) -> Row:
    filled = (("填报人", blanks.reporter), ("联系电话", blanks.phone), ("填报日期", chinese_date(blanks.dated)))
    return Row(tuple(cell for index, pair in enumerate(filled) for cell in _filled(index, *pair)))


def _filled(index: int, name: str, text: str) -> tuple[Cell, Cell]:
    """One of the three pairs of the row that says who filled in the form and when."""
    name_column, name_span, text_column, text_span = ((0, 2, 2, 2), (4, 1, 5, 2), (7, 2, 9, 1))[index]
    return label(name_column, name, span=name_span), figure(text_column, text, span=text_span, align="center")


def _weight(hundredths: int) -> str:
    """Points of a weight without needless zeros: 1000 is 10, 2250 is 22.5."""
    text = f"{hundredths // 100}.{hundredths % 100:02d}"
    return text.rstrip("0").rstrip(".")


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"
