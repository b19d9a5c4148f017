"""Line icons from ``resources/icons``, painted in any colour and sharp at every screen scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fundapp import places
from fundapp.ui import tokens

_SIZES = (16, 20, 24, 30, 40, 60)


@cache
def icon(name: str, colour: str = tokens.SECOND) -> QIcon:
    """Icon `name` (a file of ``resources/icons`` without ``.svg``) in one colour.

    Raises:
        FileNotFoundError: there is no such drawing.
    """
    made, drawing = QIcon(), _drawing(name)
    for size in _SIZES:
        made.addPixmap(_paint(drawing, colour, size))
    return made


@cache
def pixmap(name: str, size: int = 16, colour: str = tokens.SECOND, ratio: float = 1.0) -> QPixmap:
    """Picture of `size` device-independent pixels for a label or a painter; `ratio` is the screen's scale."""
    made = _paint(_drawing(name), colour, round(size * ratio))
    made.setDevicePixelRatio(ratio)
    return made


def _drawing(name: str) -> QSvgRenderer:
    return QSvgRenderer((places.resources() / "icons" / f"{name}.svg").read_bytes())


def _paint(drawing: QSvgRenderer, colour: str, pixels: int) -> QPixmap:
    canvas = QPixmap(pixels, pixels)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    drawing.render(painter, QRectF(0, 0, pixels, pixels))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(canvas.rect(), QColor(colour))
    painter.end()
    return canvas
