"""Patterns of the bars, so that paid, this time and the rest differ on a grey screen and on grey paper too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from fundapp.ui import tokens

FULL = 10_000


def span(bp: int, width: float) -> float:
    """Pixels of a share in basis points, never outside the bar."""
    return max(0, min(bp, FULL)) * width / FULL


def track(painter: QPainter, area: QRectF) -> None:
    """The empty bar; what is painted next stays inside its rounded ends."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setClipPath(outline)
    painter.fillRect(area, QColor(tokens.TRACK))


def piece(painter: QPainter, area: QRectF, colour: str, *, hatched: bool = False) -> None:
    """A filled piece; `hatched` draws white diagonals over it."""
    if area.width() <= 0:
        return
    painter.fillRect(area, QColor(colour))
    if hatched:
        painter.fillRect(area, QBrush(QColor(255, 255, 255, 150), Qt.BrushStyle.BDiagPattern))


def mark(painter: QPainter, x: float, top: float, bottom: float, colour: str) -> None:
    """An upright line across a bar."""
    painter.setPen(QPen(QColor(colour), 2))
    painter.drawLine(round(x), round(top), round(x), round(bottom))
