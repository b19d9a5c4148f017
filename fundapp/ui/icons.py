"""Line icons from ``resources/icons``, painted in any colour and sharp at every size and screen scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fundapp import places
from fundapp.ui import tokens

_FADED = 0.45
"""How strongly an icon that cannot be pressed is seen."""


@cache
def icon(name: str, colour: str = tokens.SECOND) -> QIcon:
    """Icon `name` (a file of ``resources/icons`` without ``.svg``) in one colour.

    Raises:
        FileNotFoundError: there is no such drawing.
    """
    return QIcon(_Engine(_drawing(name), colour))


@cache
def _drawing(name: str) -> QSvgRenderer:
    return QSvgRenderer((places.resources() / "icons" / f"{name}.svg").read_bytes())


class _Engine(QIconEngine):
    """Paints a drawing when Qt asks for it, at exactly as many pixels as it asks for."""

    def __init__(self, drawing: QSvgRenderer, colour: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._colour = colour
        self._painted: dict[tuple[int, int, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        """Another of the same drawing and colour."""
        return _Engine(self._drawing, self._colour)

    def isNull(self) -> bool:
        """Never: `icon` has found the drawing."""
        return False

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """The drawing at `size` pixels of the screen."""
        faded = mode == QIcon.Mode.Disabled
        asked = (size.width(), size.height(), faded)
        if asked not in self._painted:
            self._painted[asked] = self._paint(size, _FADED if faded else 1.0)
        return self._painted[asked]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into `rect` at the dots it takes up there, also where a widget is drawn into a picture."""
        scale = painter.deviceTransform().m11()
        painter.drawPixmap(rect, self.pixmap((rect.size().toSizeF() * scale).toSize(), mode, state))

    def _paint(self, size: QSize, opacity: float) -> QPixmap:
        canvas = QPixmap(size)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.setOpacity(opacity)
        self._drawing.render(painter, QRectF(canvas.rect()))
        painter.setOpacity(1.0)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(canvas.rect(), QColor(self._colour))
        painter.end()
        return canvas
