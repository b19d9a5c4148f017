"""项目支出绩效运行监控表 (财预〔2019〕136号; arts. 5, 15): money, goal, progress of every indicator, what is expected.

A4 across. Amounts are printed in 万元, rates as percentages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fundapp.forms.evaluation_form import level_name
from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import LYING, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import OPEN, TICKED, UNIT_SEAL, Halves, SignOffBlank, signoff_rows
from fundapp.values.choices import Cause, Likelihood
from fundapp.values.dates import chinese_date
from fundapp.values.money import Fen, percent, wan

TITLE = "项目支出绩效运行监控表"
_WIDTHS = (22.0, 52.0, 52.0, 96.0, 58.0, 60.0, 60.0, 22.0, 22.0, 22.0, 22.0, 22.0, 84.0, 24.0, 24.0, 24.0)
_EDGES = (*(sum(_WIDTHS[:count]) for count in range(len(_WIDTHS) + 1)), LYING.table_width)
_COLUMNS = len(_EDGES) - 1
_SIZE, _SMALL = 9.0, 8.0
_DASH, _MARK = "—", "√"
_CAUSES = {
    Cause.FUNDING: "经费\n保障",
    Cause.RULES: "制度\n保障",
    Cause.STAFF: "人员\n保障",
    Cause.EQUIPMENT: "硬件\n条件\n保障",
    Cause.OTHER: "其他",
}
_LIKELIHOODS = {
    Likelihood.CERTAIN: "确定\n能",
    Likelihood.POSSIBLE: "有\n可能",
    Likelihood.IMPOSSIBLE: "完全\n不可\n能",
}


@dataclass(frozen=True, slots=True)
class SpentBlank:
    """Money of one kind in 分: 年初预算数, 全年预算数 and what was spent in the period."""

    initial: Fen
    adjusted: Fen
    executed: Fen


@dataclass(frozen=True, slots=True)
class WatchedBlank:
    """One third-level indicator; texts carry sign and unit, empty ones print an empty cell."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    expected: str
    causes: tuple[Cause, ...]
    reason: str
    likelihood: Likelihood | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonitoringBlanks:
    """Everything the form says; empty texts print an empty cell.

    Args:
        imprint: number, code, QR text, and whether the last signature is on it.
        year: fiscal year.
        kind: 集中监控 or 专项监控.
        period: what the money and progress columns are headed with, such as ``1—6月``.
        project_name, department, unit: 项目名称, 主管部门, 实施单位.
        attribute: 项目属性, 新增 or 延续.
        category: 项目类型, the family of art. 7.
        total, fiscal, carried, other: 年度资金总额 and its parts.
        rate_bp: spent ÷ 全年预算数 in basis points; None without a budget.
        forecast: 全年预计执行数 in 分; None as long as it is not filled in.
        indicators: in the order of the form.
        problems, measures: 偏差或不能完成原因, 相关建议或举措.
        demands: 是否需要整改.
        reporter, phone, dated: who filled it in and when.
        signs: the route, in order.
    """

    imprint: Imprint
    year: int
    kind: str
    period: str
    project_name: str
    department: str
    unit: str
    attribute: str
    category: str
    total: SpentBlank
    fiscal: SpentBlank
    carried: SpentBlank
    other: SpentBlank
    rate_bp: int | None
    forecast: Fen | None
    goal: str
    indicators: tuple[WatchedBlank, ...]
    problems: str
    measures: str
    demands: bool
    reporter: str
    phone: str
    dated: date
    signs: tuple[SignOffBlank, ...]


def draw(blanks: MonitoringBlanks) -> bytes:
    """Draw the form as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: MonitoringBlanks) -> Layout:
    """Say what stands where on the form.

    Raises:
        Refused: a character that no face draws.
    """
    middle = f"（{blanks.year} 年度　{blanks.kind}　{blanks.period}）"
    heading = Heading(TITLE, middle=middle, right="金额单位：万元")
    halves = Halves(0, 2, 7, 11, _COLUMNS)
    blocks = [
        Block(_EDGES, _subject_rows(blanks)),
        Block(_EDGES, _money_rows(blanks), heads=1),
        Block(_EDGES, (Row((label(0, "年度总体目标", span=2), value(2, blanks.goal, span=15, size=_SIZE))),)),
        Block(_EDGES, _indicator_rows(blanks), heads=2),
        Block(_EDGES, _close_rows(blanks)),
        Block(_EDGES, (_filled_row(blanks), *signoff_rows((*blanks.signs, UNIT_SEAL), halves)), keep=True),
    ]
    return compose(heading, blocks, blanks.imprint, LYING)


def _subject_rows(blanks: MonitoringBlanks) -> tuple[Row, ...]:
    pairs = (
        ("主管部门", blanks.department, "实施单位", blanks.unit),
        ("项目属性", blanks.attribute, "项目类型", blanks.category),
    )
    return (
        Row((label(0, "项目名称", span=2), value(2, blanks.project_name, span=15))),
        *(
            Row((label(0, one, span=2), value(2, text, span=5), label(7, other, span=4), value(11, more, span=6)))
            for one, text, other, more in pairs
        ),
    )


def _money_rows(blanks: MonitoringBlanks) -> tuple[Row, ...]:
    names = ("年初预算数", "全年预算数", f"{blanks.period}执行数", "执行率", "全年预计\n执行数")
    rate = _DASH if blanks.rate_bp is None else percent(blanks.rate_bp)
    forecast = "" if blanks.forecast is None else wan(blanks.forecast)
    lines = (
        _money_row("年度资金总额", blanks.total, rate, forecast),
        _money_row("其中：一般公共预算拨款", blanks.fiscal, _DASH, _DASH),
        _money_row("上年结转资金", blanks.carried, _DASH, _DASH),
        _money_row("其他资金", blanks.other, _DASH, _DASH),
    )
    head = Row(
        (
            label(0, "项目资金\n（万元）", span=2, rows=1 + len(lines), size=_SIZE),
            value(2, "", span=2),
            *(label(column, name, span=span, size=_SIZE) for (column, span), name in zip(_PLACES, names, strict=True)),
        )
    )
    return (head, *lines)


_PLACES = ((4, 2), (6, 3), (9, 4), (13, 3), (16, 1))
"""First column and width of the five money columns."""


def _money_row(name: str, money: SpentBlank, rate: str, forecast: str) -> Row:
    texts = (wan(money.initial), wan(money.adjusted), wan(money.executed), rate, forecast)
    cells = [figure(column, text, span=span, size=_SIZE) for (column, span), text in zip(_PLACES, texts, strict=True)]
    return Row((value(2, name, span=2, size=_SIZE), *cells))


def _indicator_rows(blanks: MonitoringBlanks) -> tuple[Row, ...]:
    tall = ("一级指标", "二级指标", "三级指标", "年度\n指标值", f"{blanks.period}\n执行情况", "全年预计\n完成情况")
    head = Row(
        (
            label(0, "绩\n效\n指\n标", rows=2 + len(blanks.indicators), size=_SIZE),
            *(label(column, name, rows=2, size=_SIZE) for column, name in enumerate(tall, start=1)),
            label(7, "偏差原因分析", span=6, size=_SIZE),
            label(13, "完成目标可能性", span=3, size=_SIZE),
            label(16, "备注", rows=2, size=_SIZE),
        )
    )
    under = Row(
        (
            *(label(column, name, size=7.5) for column, name in enumerate(_CAUSES.values(), start=7)),
            label(12, "原因说明", size=_SMALL),
            *(label(column, name, size=7.5) for column, name in enumerate(_LIKELIHOODS.values(), start=13)),
        )
    )
    rows = [
        Row((*_level(blanks.indicators, index, 1), *_level(blanks.indicators, index, 2), *_cells(item)))
        for index, item in enumerate(blanks.indicators)
    ]
    return (head, under, *rows)


def _level(items: Sequence[WatchedBlank], index: int, column: int) -> tuple[Cell, ...]:
    """The cell that this row and the equal rows below it share; none when the row above opened it."""

    def names(item: WatchedBlank) -> tuple[str, ...]:
        return (item.level1, item.level2)[:column]

    if index and names(items[index - 1]) == names(items[index]):
        return ()
    _, same = next(groupby(items[index:], key=names))
    name = level_name(names(items[index])[-1], _WIDTHS[column])
    return (label(column, name, rows=len(list(same)), size=_SIZE),)


def _cells(item: WatchedBlank) -> tuple[Cell, ...]:
    causes = (_MARK if cause in item.causes else "" for cause in _CAUSES)
    likelihoods = (_MARK if likelihood is item.likelihood else "" for likelihood in _LIKELIHOODS)
    return (
        value(3, item.name, size=_SIZE),
        value(4, item.target, size=_SIZE, align="center"),
        value(5, item.actual, size=_SMALL, align="center"),
        value(6, item.expected, size=_SMALL, align="center"),
        *(figure(column, mark, align="center") for column, mark in enumerate(causes, start=7)),
        value(12, item.reason, size=_SMALL),
        *(figure(column, mark, align="center") for column, mark in enumerate(likelihoods, start=13)),
        value(16, item.note, size=_SMALL),
    )


def _close_rows(blanks: MonitoringBlanks) -> tuple[Row, ...]:
    asked = f"{TICKED if blanks.demands else OPEN}是　{OPEN if blanks.demands else TICKED}否"
    texts = (("偏差或不能\n完成原因", blanks.problems), ("相关建议\n或举措", blanks.measures), ("是否需要整改", asked))
    return tuple(
        Row((label(0, name, span=2, size=_SIZE), Cell(2, (Text(text, _SIZE),), span=15)), min_height=24)
        for name, text in texts
    )


def _filled_row(blanks: MonitoringBlanks) -> Row:
    return Row(
        (
            label(0, "填报人", span=2),
            figure(2, blanks.reporter, span=2, align="center"),
            label(4, "联系电话"),
            figure(5, blanks.phone, span=2, align="center"),
            label(7, "填报日期", span=4),
            figure(11, chinese_date(blanks.dated), span=6, align="center"),
        )
    )
