"""Every round of sign-offs with every hand and its time; returned and void rounds stay visible with their reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.rounds import HandRow, RoundRow
from fundapp.ui import tokens
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.label import label
from fundapp.ui.parts.mark import Mark
from fundapp.ui.tokens import Tone
from fundapp.values.choices import Decision
from fundapp.values.documents import RoundOutcome

_TONES: dict[RoundOutcome, Tone] = {
    RoundOutcome.OPEN: "warn",
    RoundOutcome.COMPLETE: "ok",
    RoundOutcome.RETURNED: "bad",
    RoundOutcome.WITHDRAWN: "neutral",
    RoundOutcome.VOIDED: "neutral",
}


class Rounds(QWidget):
    """The newest round on top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_rounds(self, rounds: Sequence[RoundRow]) -> None:
        """Show other rounds, given oldest first."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in reversed(rounds):
            self._column.addWidget(_round(row))
        if not rounds:
            self._column.addWidget(label("还没有提交送审。", "second"))


def _round(row: RoundRow) -> QWidget:
    made = QWidget()
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(f"第 {row.number} 轮", "strong"))
    head.addWidget(Badge(row.outcome.label, _TONES[row.outcome]))
    ended = f" — {moment(row.closed_at)}" if row.closed_at else " 起"
    head.addWidget(label(f"{moment(row.opened_at)}{ended}", "second"))
    head.addStretch(1)
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(3, 1)
    for place, hand in enumerate(row.hands):
        _add_hand(grid, place, hand, ended=row.outcome is not RoundOutcome.OPEN)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addLayout(head)
    if row.reason:
        column.addWidget(label(row.reason, "bad", wrap=True, selectable=True))
    column.addLayout(grid)
    made.setAccessibleName(f"第 {row.number} 轮，{row.outcome.label}。{row.reason}")
    return made


def _add_hand(grid: QGridLayout, place: int, hand: HandRow, *, ended: bool) -> None:
    name, colour, word = _mark(hand, ended=ended)
    mark = Mark(name, colour)
    mark.setToolTip(word)
    opinion = "" if hand.opinion == word else hand.opinion
    said = "　".join(part for part in (opinion, _ticks(hand)) if part)
    texts = (
        label(hand.label, "label"),
        label(f"{hand.signer} {word}".strip()),
        label(said, "second", wrap=True, selectable=True),
        label(moment(hand.at) if hand.at else "", "second"),
    )
    grid.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignTop)
    for column, text in enumerate(texts, start=1):
        grid.addWidget(text, place, column, Qt.AlignmentFlag.AlignTop)


def _mark(hand: HandRow, *, ended: bool) -> tuple[str, str, str]:
    if hand.decision is Decision.AGREE:
        return "checkmark", tokens.OK, "同意"
    if hand.decision is Decision.RETURN:
        return "arrow_undo", tokens.BAD, "退回"
    return ("dismiss", tokens.FAINT, "未签") if ended else ("clock", tokens.WARN, "待签")


def _ticks(hand: HandRow) -> str:
    """The checklist as it was ticked."""
    ticked = [check.label for check in hand.checks if check.ticked]
    return f"已核对：{'、'.join(ticked)}" if ticked else ""


def moment(at: dt.datetime) -> str:
    """Office time as people read it."""
    return at.strftime("%Y-%m-%d %H:%M")
