"""How an office lays out its 项目支出绩效自评表: columns, fund rows and foot as data. Widths are points (1/72 inch).

What is drawn is fixed here as closed lists of fields; which of them a layout shows, under which titles and how wide,
comes from a file, so that a province's table needs no other program.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from fundapp.forms.page import TABLE_WIDTH

HEAD_FIELDS = frozenset({"project", "department", "unit"})
FUND_FIELDS = frozenset({"initial", "adjusted", "executed", "weight", "rate", "points"})
COLUMN_FIELDS = frozenset(
    {"level1", "level2", "name", "target", "nature", "bound", "unit", "actual", "weight", "points", "note"}
)
NEEDED_COLUMNS = frozenset({"name", "actual", "weight", "points", "note"})
LAST_COLUMNS = ("weight", "points", "note")
"""The total stands under these."""
FOOT_FIELDS = frozenset({"conclusion", "problems", "measures"})
FILLED_FIELDS = frozenset({"reporter", "phone", "dated"})
NARROWEST = 18
"""Points below which a column holds no text."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column: what stands in it, its title, its width; 0 takes the room that is left."""

    field: str
    title: str
    width: int


@dataclass(frozen=True, slots=True)
class FundPlan:
    """A row of the money block.

    Attributes:
        of: what it adds up: total, a source's key, carried, carried:own.
        rest: it also takes whatever no other row names.
        details: its sources are listed under it.
    """

    title: str
    of: tuple[str, ...]
    rest: bool = False
    details: bool = False


@dataclass(frozen=True, slots=True)
class EvaluationLayout:
    """A layout that was read and checked.

    Attributes:
        key: how the setting and the issued form name it; `title` is for people, `document` what lays it down.
        heading: the form's title; `money` stands at the right under it.
        label_width: end of the left column of names; `middle`: where a second name in a row begins and ends.
        head: rows of (name, field); `goal`: the three names of the goal block.
        filled: the three pairs of who filled it in, with the five edges between them.
        foot: (name, field) of the long texts; printed when empty too if `foot_always`.
        signatures: hands that sign on paper only, before the seal.
    """

    key: str
    title: str
    document: str
    heading: str
    money: str
    label_width: int
    middle: tuple[int, int]
    head: tuple[tuple[tuple[str, str], ...], ...]
    fund_title: str
    fund_name_width: int
    fund_columns: tuple[ColumnPlan, ...]
    funds: tuple[FundPlan, ...]
    goal: tuple[str, str, str]
    indicator_title: str
    indicator_title_width: int
    columns: tuple[ColumnPlan, ...]
    foot: tuple[tuple[str, str], ...]
    foot_always: bool
    filled: tuple[tuple[str, str], ...]
    filled_edges: tuple[int, ...]
    signatures: tuple[str, ...]


def spread(columns: tuple[ColumnPlan, ...], start: int) -> tuple[float, ...]:
    """The edges of columns from `start` to the table's right edge, first and last included."""
    room = TABLE_WIDTH - start - sum(column.width for column in columns)
    edges: list[float] = [float(start)]
    for column in columns:
        edges.append(edges[-1] + (column.width or room))
    return (*edges[:-1], TABLE_WIDTH)


def problem(layout: EvaluationLayout) -> str:
    """What keeps a layout from being drawn, as the end of a sentence about it; empty when nothing does."""
    checks = (
        _fields(layout),
        _widths("项目资金", layout.fund_columns, layout.label_width + layout.fund_name_width),
        _widths("绩效指标", layout.columns, layout.indicator_title_width),
        _edges(layout),
        _funds(layout.funds),
    )
    return next((found for found in checks if found), "")


def _fields(layout: EvaluationLayout) -> str:
    used = (
        ("head", [field for row in layout.head for _, field in row], HEAD_FIELDS, frozenset[str]()),
        ("fund", [column.field for column in layout.fund_columns], FUND_FIELDS, FUND_FIELDS),
        ("indicator", [column.field for column in layout.columns], COLUMN_FIELDS, NEEDED_COLUMNS),
        ("foot", [field for _, field in layout.foot], FOOT_FIELDS, frozenset[str]()),
        ("filled", [field for _, field in layout.filled], FILLED_FIELDS, frozenset[str]()),
    )
    for where, fields, known, needed in used:
        unknown = [field for field in fields if field not in known]
        if unknown:
            return f"的 {where} 中有不认识的栏目 {'、'.join(unknown)}"
        if len(set(fields)) != len(fields):
            return f"的 {where} 中有重复的栏目"
        missing = sorted(needed - set(fields))
        if missing:
            return f"的 {where} 缺少栏目 {'、'.join(missing)}"
    if tuple(column.field for column in layout.columns[-3:]) != LAST_COLUMNS:
        return f"的 indicator 最后三栏应为 {'、'.join(LAST_COLUMNS)}"
    return ""


def _widths(what: str, columns: tuple[ColumnPlan, ...], start: int) -> str:
    open_ = [column for column in columns if not column.width]
    if len(open_) != 1:
        return f"的“{what}”应有且只有一栏宽度为 0（占用剩余宽度）"
    if any(0 < column.width < NARROWEST for column in columns):
        return f"的“{what}”有一栏窄于 {NARROWEST}"
    left = TABLE_WIDTH - start - sum(column.width for column in columns)
    return "" if left >= NARROWEST else f"的“{what}”各栏合计超出表格宽度 {TABLE_WIDTH:.0f}"


def _edges(layout: EvaluationLayout) -> str:
    lines = (layout.label_width, *layout.middle), (layout.label_width, *layout.filled_edges[1:])
    if len(layout.filled) != 3 or len(layout.filled_edges) != 5 or layout.filled_edges[0] != layout.label_width:
        return "的 filled 应为三项，filled_edges 应为五个位置并从 label_width 开始"
    if any(len(row) not in (1, 2) for row in layout.head):
        return "的 head 每行应为一项或两项"
    for line in lines:
        whole = (0, *line, int(TABLE_WIDTH))
        if any(right - left < NARROWEST for left, right in pairwise(whole)):
            return "的竖线位置应从左到右排列并留出宽度"
    if layout.indicator_title_width < NARROWEST or layout.fund_name_width < NARROWEST:
        return f"的标题栏窄于 {NARROWEST}"
    return ""


def _funds(funds: tuple[FundPlan, ...]) -> str:
    if not funds or funds[0].of != ("total",) or any("total" in row.of for row in funds[1:]):
        return "的项目资金第一行应为 total，其余各行不能再含 total"
    named = [name for row in funds[1:] for name in row.of]
    if len(set(named)) != len(named) or {"carried", "carried:own"} <= set(named):
        return "的项目资金有一种资金计入两行"
    if sum(row.rest for row in funds[1:]) != 1 or funds[0].rest:
        return "的项目资金应有且只有一个分项为 rest，以便各分项相加等于总额"
    return ""
