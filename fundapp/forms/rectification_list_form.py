"""整改台账 on lying A4 (arts. 13, 15): a line for each problem, the heading on every page, totals at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import LYING, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date, iso
from fundapp.values.money import percent, wan
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger

TITLE = "整改台账"
_WIDTHS = (22.0, 58.0, 60.0, 58.0, 56.0, 108.0, 98.0, 58.0, 58.0, 38.0, 64.0)
_EDGES = (0.0, *(sum(_WIDTHS[: place + 1]) for place in range(len(_WIDTHS))), LYING.table_width)
_NAMES = (
    "序号",
    "编号",
    "来源\n发现日期",
    "项目",
    "问题类型\n涉及金额",
    "问题和依据",
    "整改要求和措施",
    "责任科室\n责任人\n分管领导",
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
    """A problem. Its number is said again where a page end cuts the row."""
    basis = [f"依据：{line.basis}"] if line.basis else []
    demand = [f"要求：{line.demand}"] if line.demand else []
    measure = [f"措施：{line.measure}"] if line.measure else []
    done = [f"进度 {percent(line.progress_bp)}"] if line.progress_bp is not None else []
    done += [line.progress] if line.progress else []
    done += [f"佐证 {line.evidence} 件"] if line.evidence else []
    money = [f"{wan(line.amount)}\n万元"] if line.amount else []
    people = [line.division, line.person, line.leader]
    return Row(
        (
            replace(figure(0, str(place), size=_SIZE, align="center"), repeat=True),
            replace(figure(1, line.number, size=_SIZE, align="center"), repeat=True),
            _source(line),
            Cell(3, (Text(line.project, _SIZE), Text(f"（{line.year} 年度）", _SIZE, fit=True))),
            value(4, "\n".join([line.problem_type, *money]), size=_SIZE, align="center"),
            value(5, "\n".join([line.problem, *basis]), size=_SIZE),
            value(6, "\n".join(demand + measure), size=_SIZE),
            value(7, "\n".join(one for one in people if one), size=_SIZE, align="center"),
            _due(line),
            _state(line),
            value(10, "\n".join(done), size=_SIZE),
            _closed(line),
        ),
        min_height=26,
    )


def _source(line: LedgerLine) -> Cell:
    """Where and when it was found; the number of a record stays on one line."""
    words = [one for one in line.source.partition(" ") if one.strip()]
    return Cell(2, tuple(Text(one, _SIZE, fit=True) for one in (*words, iso(line.found_on))))


def _due(line: LedgerLine) -> Cell:
    """The day; where it was moved, also the first one, how often and why."""
    pieces = [Text(iso(line.due_on), _SIZE, align="center", fit=True)]
    if line.extended:
        pieces.append(Text(f"原 {iso(line.first_due_on)}", _SIZE, align="center", fit=True))
        pieces.append(Text(f"延期 {line.extended} 次：{line.extension}", _SIZE))
    return Cell(8, tuple(pieces))


def _state(line: LedgerLine) -> Cell:
    """An overdue problem is said in bold, so that it is seen on a grey print too."""
    pieces = [Text(line.state.label, _SIZE, align="center")]
    if line.overdue_days:
        pieces.append(Text(f"逾期\n{line.overdue_days} 天", _SIZE, "bold", "center"))
    return Cell(9, tuple(pieces))


def _closed(line: LedgerLine) -> Cell:
    if line.closed_on is None:
        return Cell(11)
    return Cell(
        11, (Text(iso(line.closed_on), _SIZE, align="center", fit=True), Text(line.closed_by, _SIZE, align="center"))
    )


def _totals(ledger: RectificationLedger) -> Row:
    said = "　".join(f"{word} {number} 项" for word, number in ledger.totals)
    return Row((Cell(0, (Text(said, 9.5, "bold"),), span=len(_NAMES)),), min_height=24)
