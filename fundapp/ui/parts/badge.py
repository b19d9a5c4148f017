"""Badges: a word on a tinted ground; the word carries the meaning, the tint only helps the eye."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fundapp.ui import theme
from fundapp.ui.tokens import SMALL, TONES, Tone


class Badge(QLabel):
    """A small word such as 执行中, 剩 3 天, 1 项必须处理; invisible while it has no text."""

    def __init__(self, text: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: Tone = "neutral") -> None:
        """Change word and tint."""
        self.setText(text)
        theme.dress(self, tone=tone)
        if not text:
            self.hide()
        elif self.parent() is not None:
            self.show()
        else:  # shown alone it would be a window; with nothing said about it, it appears with its parent
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        self.setAccessibleName(text)

    def tone(self) -> str:
        """The tint it shows."""
        return str(self.property("tone"))


def paint_badge(painter: QPainter, area: QRectF, text: str, tone: Tone, align: Qt.AlignmentFlag) -> None:
    """Paint a badge into a table cell, at the cell's left, right or middle."""
    ink, ground = TONES[tone]
    shown = theme.font(SMALL)
    metrics = QFontMetricsF(shown)
    width = min(metrics.horizontalAdvance(text) + 16, area.width())
    left = area.left()
    if align == Qt.AlignmentFlag.AlignRight:
        left = area.right() - width
    elif align == Qt.AlignmentFlag.AlignHCenter:
        left = area.center().x() - width / 2
    chip = QRectF(left, area.center().y() - 10, width, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setPen(QColor(ink))
    painter.setFont(shown)
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 12)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
