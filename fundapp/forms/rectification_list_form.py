"""整改台账 on lying A4 (arts. 13, 15): a line for each problem, the heading on every page, totals at the end."""

from __future__ import annotations

from dataclasses import dataclass

from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import LYING, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date, iso
from fundapp.values.money import percent
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger

TITLE = "整改台账"
_WIDTHS = (24.0, 63.0, 66.0, 68.0, 112.0, 112.0, 60.0, 54.0, 42.0, 70.0)
_EDGES = (0.0, *(sum(_WIDTHS[: place + 1]) for place in range(len(_WIDTHS))), LYING.table_width)
_NAMES = (
    "序号",
    "编号",
    "来源",
    "项目",
    "问题",
    "整改要求和措施",
    "责任科室\n责任人",
    "整改期限",
    "状态",
    "进展和佐证",
    "销号",
)
_FOOT_EDGES = (0.0, 60.0, LYING.table_width / 2, LYING.table_width / 2 + 60.0, LYING.table_width)
_SIZE = 8.5


@dataclass(frozen=True, slots=True)
class RectificationListBlanks:
    """Everything the list says."""

    imprint: Imprint
    ledger: RectificationLedger


def draw(blanks: RectificationListBlanks) -> bytes:
    """Draw the list as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: RectificationListBlanks) -> Layout:
    """Say what stands where on the list.

    Raises:
        Refused: a character that no face draws.
    """
    ledger = blanks.ledger
    heading = Heading(
        TITLE,
        left=f"单位：{ledger.office}",
        middle=f"范围：{ledger.scope}",
        right=f"编制日期：{chinese_date(ledger.on)}",
    )
    lines = [_line(place, line) for place, line in enumerate(ledger.lines, start=1)]
    none = Row((value(0, "没有符合条件的整改事项。", span=len(_NAMES), align="center"),))
    steps = (SignOffBlank("编制人"), SignOffBlank("分管领导"))
    blocks = [
        Block(_EDGES, (_head(), *(lines or [none])), heads=1),
        Block(_EDGES, (_totals(ledger),), keep=True),
        Block(_FOOT_EDGES, signoff_rows(steps, Halves(0, 1, 2, 3, 4)), keep=True),
    ]
    return compose(heading, blocks, blanks.imprint, LYING)


def _head() -> Row:
    return Row(tuple(label(column, name, size=_SIZE) for column, name in enumerate(_NAMES)), min_height=26)


def _line(place: int, line: LedgerLine) -> Row:
    demand = [f"要求：{line.demand}"] if line.demand else []
    measure = [f"措施：{line.measure}"] if line.measure else []
    done = [f"进度 {percent(line.progress_bp)}"] if line.progress_bp is not None else []
    done += [line.progress] if line.progress else []
    done += [f"佐证 {line.evidence} 件"] if line.evidence else []
    return Row(
        (
            figure(0, str(place), size=_SIZE, align="center"),
            figure(1, line.number, size=_SIZE, align="center"),
            value(2, line.source.replace(" ", "\n", 1), size=_SIZE),
            value(3, f"{line.project}\n（{line.year} 年度）", size=_SIZE),
            value(4, line.problem, size=_SIZE),
            value(5, "\n".join(demand + measure), size=_SIZE),
            value(6, f"{line.division}\n{line.person}", size=_SIZE, align="center"),
            value(7, iso(line.due_on), size=_SIZE, align="center"),
            _state(line),
            value(9, "\n".join(done), size=_SIZE),
            value(10, _closed(line), size=_SIZE, align="center"),
        ),
        min_height=26,
    )


def _state(line: LedgerLine) -> Cell:
    """An overdue problem is said in bold, so that it is seen on a grey print too."""
    pieces = [Text(line.state.label, _SIZE, align="center")]
    if line.overdue_days:
        pieces.append(Text(f"逾期\n{line.overdue_days} 天", _SIZE, "bold", "center"))
    return Cell(8, tuple(pieces))


def _closed(line: LedgerLine) -> str:
    return f"{iso(line.closed_on)}\n{line.closed_by}" if line.closed_on else ""


def _totals(ledger: RectificationLedger) -> Row:
    said = "　".join(f"{word} {number} 项" for word, number in ledger.totals)
    return Row((Cell(0, (Text(said, 9.5, "bold"),), span=len(_NAMES)),), min_height=24)
