"""The cells that people sign: step, opinion, checklist, name or handwriting, date and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fundapp.forms.grid import SIGNATURE_HEIGHT, Cell, Ink, Piece, Row, Strokes, Text, label
from fundapp.values.dates import chinese_date

_WIDE_OPINION = 36
EMPTY_FOOT = "签名：　　　　　年　　月　　日"
TICKED, OPEN = "☑", "☐"


@dataclass(frozen=True, slots=True)
class CheckBlank:
    """One line of a leader's checklist: what was checked, such as 合同（清单）已核对, and whether it was ticked."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class SignOffBlank:
    """One step of the route, signed or still open.

    Args:
        step: the step's name on paper, such as 分管领导.
        opinion: the decision and opinion in words; empty when open.
        name: the signer's name; empty when open.
        deputy_for: whose deputy signed, such as 分管领导 示例; empty when the person signed for themselves.
        strokes: handwriting in a box 1000 wide and 400 high; empty prints the name in 楷体 instead.
        signed_at: the office's local time; None when open.
        checks: the checklist of this step; printed with ☐ as long as it is open.
    """

    step: str
    opinion: str = ""
    name: str = ""
    deputy_for: str = ""
    strokes: Strokes = ()
    signed_at: datetime | None = None
    checks: tuple[CheckBlank, ...] = ()


UNIT_SEAL = SignOffBlank("填报单位\n（盖章）")
"""The last cell of what a unit hands in: stamped on paper, whoever signed in the ledger."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Where two sign-offs stand side by side: first columns of the names and cells, and the last column's end."""

    left_name: int
    left: int
    right_name: int
    right: int
    end: int


def signoff_rows(steps: Sequence[SignOffBlank], halves: Halves) -> tuple[Row, ...]:
    """Rows of signature cells: two steps a row, a long or checked one alone."""
    rows: list[Row] = []
    waiting: list[SignOffBlank] = []
    for step in steps:
        if _needs_width(step):
            rows += [_row(waiting, halves)] if waiting else []
            rows.append(_row([step], halves))
            waiting = []
            continue
        waiting.append(step)
        if len(waiting) == 2:
            rows.append(_row(waiting, halves))
            waiting = []
    return (*rows, *([_row(waiting, halves)] if waiting else []))


def _needs_width(step: SignOffBlank) -> bool:
    return bool(step.checks) or len(step.opinion) > _WIDE_OPINION


def _row(steps: Sequence[SignOffBlank], halves: Halves) -> Row:
    alone = len(steps) == 1
    places = [(halves.left_name, halves.left, halves.end if alone else halves.right_name)]
    places += [] if alone else [(halves.right_name, halves.right, halves.end)]
    cells: list[Cell] = []
    for step, (name, start, end) in zip(steps, places, strict=True):
        cells += [label(name, step.step, span=start - name), _signature(step, start, end - start, wide=alone)]
    return Row(tuple(cells), min_height=SIGNATURE_HEIGHT, whole=True)


def _signature(step: SignOffBlank, column: int, span: int, *, wide: bool) -> Cell:
    says: list[Piece] = [Text(step.opinion)] if step.opinion else []
    if step.checks:
        marks = "　".join(f"{TICKED if check.ticked else OPEN}{check.text}" for check in step.checks)
        says.append(Text(marks, 9.0))
    return Cell(column, tuple(says), span=span, foot=_foot(step), beside=wide)


def _foot(step: SignOffBlank) -> tuple[Piece, ...]:
    if step.signed_at is None:
        return (Text(EMPTY_FOOT, 8.5, align="right"),)
    deputy = f"（代 {step.deputy_for}）" if step.deputy_for else ""
    when = f"{chinese_date(step.signed_at.date())} {step.signed_at:%H:%M}"
    if step.strokes:
        return Ink(step.strokes), Text(f"{step.name}{deputy}　{when}", 8.5, align="right", fit=True)
    small = (Text(deputy, 8.5, align="right"),) if deputy else ()
    return Text(step.name, 15.0, "hand", "right"), *small, Text(when, 8.5, align="right", fit=True)
