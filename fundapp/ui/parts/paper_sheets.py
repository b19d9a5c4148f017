"""Pages of a PDF drawn one below the other, sharp at every scale.

pdfium draws a page in a few milliseconds and is not safe in two threads at once: pages are drawn here on the window's
thread, one caller at a time, only those that are seen, and kept until the zoom changes.
"""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2 as pdfium
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from fundapp.forms.binder import pdfium_turn

POINT = 96 / 72
"""Pixels of a PDF point at 100 %."""
_GAP = 16
_ZOOMS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class Paper:
    """A PDF in memory."""

    def __init__(self, data: bytes) -> None:
        """Raises `pdfium.PdfiumError` when the bytes are no PDF."""
        self.data = data
        with pdfium_turn:
            self._document = pdfium.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(place) for place in range(len(self._document))
            )

    def draw(self, place: int, scale: float) -> QImage:
        """Page `place` (from 0) at `scale` pixels per point."""
        with pdfium_turn:
            page = self._document[place]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
            drawn = image.copy()
            bitmap.close()
            page.close()
        return drawn

    def close(self) -> None:
        """Give the memory back."""
        with pdfium_turn:
            self._document.close()


class Sheets(QAbstractScrollArea):
    """Pages one below the other on a grey desk; keys: PgUp, PgDn, Home, End, Ctrl with + - 0."""

    zoomed = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper: Paper | None = None
        self.fitting = True
        self.zoom = 1.0
        self._drawn: dict[int, QImage] = {}
        self.verticalScrollBar().valueChanged.connect(self.turned)

    def show_paper(self, paper: Paper | None) -> None:
        self.paper = paper
        self._drawn.clear()
        self.verticalScrollBar().setValue(0)
        self._settle()

    def set_zoom(self, zoom: float | None) -> None:
        """None fits the width."""
        self.fitting = zoom is None
        if zoom is not None:
            self.zoom = zoom
        self._settle()

    def step_zoom(self, step: int) -> None:
        higher = [zoom for zoom in _ZOOMS if zoom > self.zoom + 0.01]
        lower = [zoom for zoom in _ZOOMS if zoom < self.zoom - 0.01]
        if step > 0 and higher:
            self.set_zoom(higher[0])
        elif step < 0 and lower:
            self.set_zoom(lower[-1])

    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        tops = [place for place, area in enumerate(self._areas()) if area.top() <= middle]
        return tops[-1] if tops else 0

    def go_to_page(self, place: int) -> None:
        areas = self._areas()
        if 0 <= place < len(areas):
            self.verticalScrollBar().setValue(areas[place].top() - _GAP)

    def sizeHint(self) -> QSize:
        return QSize(560, 700)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self._scroll(self.viewport().height() - 40),
            Qt.Key.Key_PageUp: lambda: self._scroll(40 - self.viewport().height()),
            Qt.Key.Key_Home: lambda: self.go_to_page(0),
            Qt.Key.Key_End: lambda: self.go_to_page(len(self._areas()) - 1),
        }
        if control:
            acts = {
                Qt.Key.Key_Plus: lambda: self.step_zoom(1),
                Qt.Key.Key_Equal: lambda: self.step_zoom(1),
                Qt.Key.Key_Minus: lambda: self.step_zoom(-1),
                Qt.Key.Key_0: lambda: self.set_zoom(None),
            }
        if key in acts:
            event.accept()
            acts[key]()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor("#E7EAEF"))
        offset = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for place, area in enumerate(self._areas()):
            shown = area.translated(offset)
            if not shown.intersects(self.viewport().rect()):
                continue
            painter.fillRect(shown.translated(1, 2), QColor(0, 0, 0, 28))
            painter.fillRect(shown, QColor("white"))
            painter.drawImage(shown, self._image(place))
            painter.setPen(QColor("#C9D1DA"))
            painter.drawRect(shown.adjusted(-1, -1, 0, 0))

    def _scroll(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def _image(self, place: int) -> QImage:
        if place not in self._drawn and self.paper is not None:
            if len(self._drawn) > 6:
                self._drawn.clear()
            self._drawn[place] = self.paper.draw(place, self.zoom * POINT * self.devicePixelRatioF())
        return self._drawn[place]

    def _areas(self) -> list[QRect]:
        """Where every page lies on the desk, in pixels from its top left corner."""
        if self.paper is None:
            return []
        widest = max(self._pixels(width) for width, _ in self.paper.sizes)
        across = max(self.viewport().width(), widest + 2 * _GAP)
        areas, top = [], _GAP
        for width, height in self.paper.sizes:
            wide, high = self._pixels(width), self._pixels(height)
            areas.append(QRect((across - wide) // 2, top, wide, high))
            top += high + _GAP
        return areas

    def _pixels(self, points: float) -> int:
        return round(points * POINT * self.zoom)

    def _settle(self) -> None:
        """Zoom and scroll bars for the present size."""
        if self.paper is not None and self.fitting:
            widest = max(width for width, _ in self.paper.sizes)
            self.zoom = max(0.2, (self.viewport().width() - 2 * _GAP) / (widest * POINT))
        self._drawn.clear()
        areas = self._areas()
        high = areas[-1].bottom() + _GAP if areas else 0
        wide = max((area.width() for area in areas), default=0) + 2 * _GAP
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setRange(0, max(0, high - self.viewport().height()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.horizontalScrollBar().setRange(0, max(0, wide - self.viewport().width()))
        self.viewport().update()
        self.zoomed.emit()
