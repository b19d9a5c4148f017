"""整改通知及反馈表 (arts. 13, 15): what was found and demanded, what was done about it, and who confirmed the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fundapp.forms.grid import Block, Cell, Row, Text, figure, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import Halves, SignOffBlank, signoff_rows
from fundapp.values.dates import chinese_date, iso
from fundapp.values.money import Fen, percent, yuan

TITLE = "整改通知及反馈表"
_EDGES = (0.0, 70.0, TABLE_WIDTH / 2, TABLE_WIDTH / 2 + 70.0, TABLE_WIDTH)
_NOTE_EDGES = (0.0, 70.0, 148.0, 208.0, 266.0, TABLE_WIDTH)
_HALVES = Halves(0, 1, 2, 3, 4)
_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class _Room:
    """Least heights of rows that are written in; points."""

    long: float
    middle: float
    short: float


_ROOMY, _CLOSE = _Room(44, 36, 30), _Room(24, 20, 20)


@dataclass(frozen=True, slots=True)
class NoteBlank:
    """One thing that was done or decided.

    Args:
        at: the office's local time.
        person: who.
        step: what kind of step, such as 进展.
        text: what was written.
        progress_bp: progress in basis points; None where the step has none.
        due_on: the new day of an extension; None elsewhere.
    """

    at: datetime
    person: str
    step: str
    text: str
    progress_bp: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationBlanks:
    """Everything the form says; empty texts print an empty cell.

    Args:
        imprint: number, code, QR text, and whether it is issued: as the notice first, later with the feedback.
        number: number of the problem; a draft carries it under its title, an issued form above it.
        year: fiscal year of the project.
        source: where it was found, with the number of the paper.
        leader: who is in charge of the division, several joined; empty when nobody is.
        first_due_on: the day it was due when it was registered.
        due_on: the day it is due now; `extended` how often it was moved.
        problem_type: in words.
        amount: money the problem is about, 分; None when it is about none.
        basis: the provision that is not kept.
        evidence: names of the files; those that were registered with the problem are marked.
        reporter, reported_on: who said that it is done, and when; empty and None as long as nobody did.
        confirmer: the hand that confirmed the end, open as long as there is none.
    """

    imprint: Imprint
    number: str
    project: str
    year: int
    source: str
    division: str
    person: str
    leader: str
    found_on: date
    first_due_on: date
    due_on: date
    extended: int
    problem_type: str
    problem: str
    amount: Fen | None
    basis: str
    demand: str
    measure: str
    notes: tuple[NoteBlank, ...]
    result: str
    evidence: tuple[str, ...]
    author: str
    reporter: str
    reported_on: date | None
    confirmer: SignOffBlank
    state: str


def draw(blanks: RectificationBlanks) -> bytes:
    """Draw the form as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: RectificationBlanks) -> Layout:
    """Say what stands where on the form; rows are rather less high than that the form needs one page more.

    Raises:
        Refused: a character that no face draws.
    """
    roomy = _composed(blanks, _ROOMY)
    if len(roomy.pages) == 1:
        return roomy
    close = _composed(blanks, _CLOSE)
    return close if len(close.pages) < len(roomy.pages) else roomy


def _composed(blanks: RectificationBlanks, room: _Room) -> Layout:
    state = blanks.state if blanks.imprint.final else f"{blanks.number}　{blanks.state}"
    heading = Heading(TITLE, left=f"单位：{blanks.imprint.office}", right=state)
    notice = (SignOffBlank("通知人"), SignOffBlank("责任科室\n签收"))
    feedback = (SignOffBlank("责任人"), SignOffBlank("科室负责人"))
    blocks = [
        Block(_EDGES, _notice_rows(blanks, room)),
        Block(_EDGES, signoff_rows(notice, _HALVES), keep=True),
        Block(_EDGES, (_band("二、整改反馈"), _wide("整改措施", blanks.measure, high=room.short))),
        Block(_NOTE_EDGES, _note_rows(blanks.notes, room), heads=1),
        Block(_EDGES, _result_rows(blanks, room)),
        Block(
            _EDGES,
            (
                # with the hands of the feedback, so that the third part never stands alone on a page
                *signoff_rows(feedback, _HALVES),
                _band("三、确认销号（由责任人、报告人以外的人办理）"),
                *_confirmation(blanks.confirmer),
            ),
            keep=True,
        ),
    ]
    return compose(heading, blocks, blanks.imprint)


def _notice_rows(blanks: RectificationBlanks, room: _Room) -> tuple[Row, ...]:
    moved = f"{chinese_date(blanks.first_due_on)}前（已延期 {blanks.extended} 次）" if blanks.extended else "—"
    return (
        _band("一、整改通知"),
        _pair("项目名称", blanks.project, "项目年度", f"{blanks.year} 年度"),
        _pair("问题来源", blanks.source, "发现日期", chinese_date(blanks.found_on)),
        _pair("问题类型", blanks.problem_type, "涉及金额", f"{yuan(blanks.amount)} 元" if blanks.amount else "—"),
        _pair("责任科室", blanks.division, "责任人", blanks.person),
        _pair("分管领导", blanks.leader or "—", "登记人", blanks.author),
        _pair("整改期限", f"{chinese_date(blanks.due_on)}前", "原定期限", moved),
        _wide("存在问题", blanks.problem, high=room.long),
        _wide("依据", blanks.basis or "—", high=22),
        _wide("整改要求", blanks.demand, high=room.middle),
    )


def _note_rows(notes: tuple[NoteBlank, ...], room: _Room) -> tuple[Row, ...]:
    """What was done; as long as nothing was, an empty row to be written on the paper."""
    head = Row(
        (
            label(0, "整改进展", rows=1 + max(1, len(notes))),
            *(
                label(column, name, size=_SIZE)
                for column, name in enumerate(("时间", "办理人", "事项", "内容"), start=1)
            ),
        )
    )
    if not notes:
        empty = tuple(value(column, "") for column in range(1, 5))
        return (head, Row(empty, min_height=room.long))
    return (head, *(_note_row(note) for note in notes))


def _note_row(note: NoteBlank) -> Row:
    said = note.text
    if note.progress_bp is not None:
        said += f"（进度 {percent(note.progress_bp)}）"
    if note.due_on is not None:
        said += f"（期限改为 {iso(note.due_on)}）"
    return Row(
        (
            figure(1, f"{note.at:%Y-%m-%d %H:%M}", size=_SIZE, align="center"),
            figure(2, note.person, size=_SIZE, align="center"),
            figure(3, note.step, size=_SIZE, align="center"),
            value(4, said, size=_SIZE),
        )
    )


def _result_rows(blanks: RectificationBlanks, room: _Room) -> tuple[Row, ...]:
    files = "\n".join(f"{place}. {name}" for place, name in enumerate(blanks.evidence, start=1))
    reported = chinese_date(blanks.reported_on) if blanks.reported_on else ""
    return (
        _wide("完成情况", blanks.result, high=room.long),
        _wide("佐证材料", files, high=room.short),
        _pair("报告人", blanks.reporter, "报告日期", reported),
    )


def _confirmation(confirmer: SignOffBlank) -> tuple[Row, ...]:
    return signoff_rows((confirmer,), _HALVES)


def _band(text: str) -> Row:
    """The head of a part, across the table."""
    return Row((Cell(0, (Text(text, 10.5, "bold"),), span=4),), min_height=22, whole=True)


def _pair(left: str, left_value: str, right: str, right_value: str) -> Row:
    return Row((label(0, left), value(1, left_value), label(2, right), value(3, right_value)), min_height=22)


def _wide(name: str, text: str, *, high: float) -> Row:
    return Row((label(0, name), value(1, text, span=3)), min_height=high)
