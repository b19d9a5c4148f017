"""项目支出绩效自评表 in the layout an office uses: money, yearly goal, indicators, score (art. 13; 财预〔2020〕10号).

What is printed where comes from an `EvaluationLayout`. Amounts are printed in 万元, scores in points with two places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from fundapp.forms.evaluation_blanks import EvaluationBlanks, FundBlank, IndicatorBlank, fund_lines
from fundapp.forms.evaluation_layout import ColumnPlan, EvaluationLayout, spread
from fundapp.forms.fonts import clean, width
from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.measure import PAD_X
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date
from fundapp.values.money import percent, wan

_SIZE = 9.0
_DASH = "—"
_LEVELS: dict[str, Callable[[IndicatorBlank], str]] = {
    "level1": lambda item: item.level1,
    "level2": lambda item: f"{item.level1}\n{item.level2}",
}
"""What neighbours have to share to stand under one name."""


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
    plan = blanks.layout
    heading = Heading(plan.heading, middle=f"（{blanks.year} 年度）", right=plan.money)
    begin, end = plan.middle
    sides = _Lines(plan.label_width, begin, end)
    filled = _Lines(*plan.filled_edges, begin, end)
    money = _Lines(plan.label_width, *spread(plan.fund_columns, plan.label_width + plan.fund_name_width))
    table = _Lines(*spread(plan.columns, plan.indicator_title_width))
    places = (0, filled.at(plan.label_width), filled.at(begin), filled.at(end), filled.at(TABLE_WIDTH))
    signs = (*blanks.signs[:-1], *(SignOffBlank(step) for step in plan.signatures), *blanks.signs[-1:])
    blocks = [
        Block(sides.edges, _subject_rows(blanks, sides)),
        Block(money.edges, _fund_rows(blanks, money), heads=1),
        Block(sides.edges, _goal_rows(blanks, sides), heads=1),
        Block(table.edges, _indicator_rows(blanks, table), heads=1),
        Block(table.edges, (_total_row(blanks, table),)),
        Block(sides.edges, _foot_rows(blanks, sides)),
        Block(filled.edges, (_filled_row(blanks, filled), *signoff_rows(_steps(signs), Halves(*places))), keep=True),
    ]
    return compose(heading, [block for block in blocks if block.rows], blanks.imprint)


class _Lines:
    """The vertical lines of a block, and where a cell between two of them lies."""

    def __init__(self, *inner: float) -> None:
        self.edges = tuple(sorted({0.0, TABLE_WIDTH, *(float(one) for one in inner)}))

    def at(self, line: float) -> int:
        """The column that begins at a line."""
        return self.edges.index(float(line))

    def between(self, left: float, right: float) -> tuple[int, int]:
        """First column and span of a cell."""
        return self.at(left), self.at(right) - self.at(left)


def _subject_rows(blanks: EvaluationBlanks, lines: _Lines) -> tuple[Row, ...]:
    texts = {"project": blanks.project_name, "department": blanks.department, "unit": blanks.unit}
    plan = blanks.layout
    begin, end = plan.middle
    rows = []
    for pairs in plan.head:
        alone = len(pairs) == 1
        places = ((0, plan.label_width, TABLE_WIDTH if alone else begin), (begin, end, TABLE_WIDTH))
        cells = [
            cell
            for (name, field), (left, middle, right) in zip(pairs, places, strict=False)
            for cell in _pair(lines, name, texts[field], left, middle, right)
        ]
        rows.append(Row(tuple(cells)))
    return tuple(rows)


def _pair(lines: _Lines, name: str, text: str, left: float, middle: float, right: float) -> tuple[Cell, Cell]:
    (name_column, name_span), (column, span) = lines.between(left, middle), lines.between(middle, right)
    return label(name_column, name, span=name_span), value(column, text, span=span)


def _fund_rows(blanks: EvaluationBlanks, lines: _Lines) -> tuple[Row, ...]:
    plan = blanks.layout
    rate = _DASH if blanks.execution_rate_bp is None else percent(blanks.execution_rate_bp)
    scored = {"weight": _weight(blanks.execution_weight), "rate": rate, "points": _points(blanks.execution_points)}
    kinds = fund_lines(blanks)
    name_end = plan.label_width + plan.fund_name_width
    column, span = lines.between(plan.label_width, name_end)
    edges = spread(plan.fund_columns, name_end)
    rows = []
    for place, (name, fund) in enumerate(kinds):
        cells = [_fund_cell(lines.at(edge), one, fund, scored if place == 0 else {}) for edge, one in _of(edges, plan)]
        rows.append(Row((value(column, name, span=span, size=_SIZE), *cells)))
    title, title_span = lines.between(0, plan.label_width)
    heads = [label(lines.at(edge), one.title, size=_SIZE) for edge, one in _of(edges, plan)]
    block = label(title, plan.fund_title, span=title_span, rows=1 + len(rows), size=_SIZE)
    head = Row((block, value(column, "", span=span), *heads))
    said = f"{blanks.execution_scale}{blanks.execution_note}"
    if not said:
        return (head, *rows)
    note = Text(f"预算执行说明：{said}", _SIZE)
    return (head, *rows, Row((Cell(0, (note,), span=lines.at(TABLE_WIDTH)),)))


def _of(edges: Sequence[float], plan: EvaluationLayout) -> list[tuple[float, ColumnPlan]]:
    return list(zip(edges, plan.fund_columns, strict=False))


def _fund_cell(column: int, plan: ColumnPlan, fund: FundBlank, scored: Mapping[str, str]) -> Cell:
    amounts = {"initial": fund.initial, "adjusted": fund.adjusted, "executed": fund.executed}
    if plan.field in amounts:
        return figure(column, wan(amounts[plan.field]), size=_SIZE)
    return figure(column, scored.get(plan.field, _DASH), size=_SIZE, align="center")


def _goal_rows(blanks: EvaluationBlanks, lines: _Lines) -> tuple[Row, ...]:
    plan = blanks.layout
    middle = plan.middle[1]
    name, expected, reached = plan.goal
    title, span = lines.between(0, plan.label_width)
    left, left_span = lines.between(plan.label_width, middle)
    right, right_span = lines.between(middle, TABLE_WIDTH)
    return (
        Row(
            (
                label(title, name, span=span, rows=2, size=_SIZE),
                label(left, expected, span=left_span, size=_SIZE),
                label(right, reached, span=right_span, size=_SIZE),
            )
        ),
        Row(
            (
                value(left, blanks.goal_expected, span=left_span, size=_SIZE),
                value(right, blanks.goal_actual, span=right_span, size=_SIZE),
            )
        ),
    )


def _indicator_rows(blanks: EvaluationBlanks, lines: _Lines) -> tuple[Row, ...]:
    plan = blanks.layout
    edges = spread(plan.columns, plan.indicator_title_width)
    places = [(column, lines.at(edge)) for column, edge in zip(plan.columns, edges, strict=False)]
    title = label(0, plan.indicator_title, rows=1 + len(blanks.indicators), size=_SIZE)
    head = Row((title, *(label(at, column.title, size=_SIZE) for column, at in places)))
    rows = [
        Row(tuple(cell for column, at in places for cell in _indicator_cell(blanks, index, column, at)))
        for index in range(len(blanks.indicators))
    ]
    return (head, *rows)


def _indicator_cell(blanks: EvaluationBlanks, index: int, column: ColumnPlan, at: int) -> tuple[Cell, ...]:
    if column.field in _LEVELS:
        return _shared(blanks.indicators, index, column, at, _LEVELS[column.field])
    return (_own_cell(blanks, blanks.indicators[index], column.field, at),)


def _own_cell(blanks: EvaluationBlanks, item: IndicatorBlank, field: str, at: int) -> Cell:
    if field == "weight":
        said = _share(blanks, item.weight) if item.applicable else _DASH
        return figure(at, said, size=_SIZE, align="center")
    if field == "points":
        if not item.applicable:
            return figure(at, _DASH, size=_SIZE, align="center")
        return figure(at, _points(item.points), size=_SIZE)
    if field == "name":
        return value(at, item.name, size=_SIZE)
    if field == "note":
        return value(at, item.note, size=8.5)
    apart = any(one.field == "unit" for one in blanks.layout.columns)
    texts = {"target": item.target, "nature": item.nature, "bound": item.bound, "unit": item.unit}
    texts["actual"] = item.bare if apart else item.actual
    return value(at, texts[field], size=_SIZE, align="center")


def _shared(
    items: Sequence[IndicatorBlank],
    index: int,
    column: ColumnPlan,
    at: int,
    name_of: Callable[[IndicatorBlank], str],
) -> tuple[Cell, ...]:
    """Give the cell that this row and the equal rows below it share; none when the row above opened it."""
    name = name_of(items[index])
    if index and name_of(items[index - 1]) == name:
        return ()
    _, same = next(groupby(items[index:], key=name_of))
    return (label(at, level_name(name.split("\n")[-1], column.width), rows=len(list(same)), size=_SIZE),)


def level_name(name: str, wide: float) -> str:
    """A level's name, broken where the words end if a cell of this width needs more than one line:
    服务对象 / 满意度 / 指标."""
    if width(clean(name), "text", _SIZE) <= wide - 2 * PAD_X:
        return name
    return "\n".join(re.split(r"(?<=.)(?=满意度|指标$)", name))


def _total_row(blanks: EvaluationBlanks, lines: _Lines) -> Row:
    """总分 under the last three columns, which are weight, points and note."""
    weight, points, note = lines.edges[-4:-1]
    column, span = lines.between(0, weight)
    full = blanks.execution_weight + sum(item.weight for item in blanks.indicators)
    return Row(
        (
            label(column, "总　　　分", span=span, font="bold"),
            figure(lines.at(weight), _weight(full), align="center", size=_SIZE, font="bold"),
            figure(lines.at(points), _points(blanks.total_points), size=_SIZE, font="bold"),
            value(lines.at(note), f"等级：{blanks.grade}", align="center", font="bold"),
        ),
        min_height=22,
    )


def _foot_rows(blanks: EvaluationBlanks, lines: _Lines) -> tuple[Row, ...]:
    texts = {"conclusion": blanks.conclusion, "problems": blanks.problems, "measures": blanks.measures}
    plan = blanks.layout
    if not plan.foot_always and not any(texts[field] for _, field in plan.foot):
        return ()
    title, span = lines.between(0, plan.label_width)
    column, wide = lines.between(plan.label_width, TABLE_WIDTH)
    return tuple(
        Row((label(title, name, span=span), value(column, texts[field], span=wide, size=_SIZE)))
        for name, field in plan.foot
    )


def _filled_row(blanks: EvaluationBlanks, lines: _Lines) -> Row:
    texts = {"reporter": blanks.reporter, "phone": blanks.phone, "dated": chinese_date(blanks.dated)}
    first, second, third, fourth, fifth = blanks.layout.filled_edges
    places = ((0, first, second), (second, third, fourth), (fourth, fifth, TABLE_WIDTH))
    cells = [
        cell
        for (name, field), place in zip(blanks.layout.filled, places, strict=True)
        for cell in _filled(lines, name, texts[field], *place)
    ]
    return Row(tuple(cells))


def _steps(signs: Sequence[SignOffBlank]) -> tuple[SignOffBlank, ...]:
    """The route; the name of a step that does not fit its cell is broken between its words: 科室负责人 / 审核."""
    return tuple(replace(sign, step=re.sub(r"(?<=.{4})(?=(审核|核对|审批)$)", "\n", sign.step)) for sign in signs)


def _filled(lines: _Lines, name: str, text: str, left: float, middle: float, right: float) -> tuple[Cell, Cell]:
    """One of the three pairs of the row that says who filled in the form and when."""
    (name_column, name_span), (column, span) = lines.between(left, middle), lines.between(middle, right)
    return label(name_column, name, span=name_span), figure(column, text, span=span, align="center")


def _share(blanks: EvaluationBlanks, hundredths: int) -> str:
    """A weight of the indicators' column: all of them with two places once they are rescaled."""
    rescaled = any(not item.applicable for item in blanks.indicators)
    return _points(hundredths) if rescaled else _weight(hundredths)


def _weight(hundredths: int) -> str:
    """Points of a weight without needless zeros: 1000 is 10, 2250 is 22.5."""
    text = f"{hundredths // 100}.{hundredths % 100:02d}"
    return text.rstrip("0").rstrip(".")


def _points(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"
