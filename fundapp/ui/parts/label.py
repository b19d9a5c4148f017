"""Texts on the screen, and the one line that shortens itself instead of being cut off."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fundapp.ui import theme

TextRole = Literal[
    "body", "title", "head", "strong", "second", "label", "figure", "score", "amount", "bad", "warn", "ok", "brand"
]
"""What a text is for; the style sheet knows how each looks."""


def label(text: str = "", role: TextRole = "body", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A plain-text label; `selectable` lets people copy it with mouse or keyboard."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role != "body":
        theme.dress(made, text_role=role)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def set_role(shown: QLabel, role: TextRole) -> None:
    """Change what a label's text is for."""
    theme.dress(shown, text_role=role)


class ElidedLabel(QLabel):
    """One line that ends in … when the room is short; the whole text is its tooltip then."""

    def __init__(self, text: str = "", role: TextRole = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role != "body":
            theme.dress(self, text_role=role)

    def minimumSizeHint(self) -> QSize:
        """Room for three characters at least."""
        return QSize(self.fontMetrics().horizontalAdvance("汉字…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text shortened to the room there is."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)
