"""A small picture beside words: sharp on the screen it is on, also after the window was moved to another."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fundapp.ui import icons


class Mark(QWidget):
    """An icon in one colour; `size` in device-independent pixels."""

    def __init__(self, name: str = "", colour: str = "", size: int = 16) -> None:
        super().__init__()
        self._icon = QIcon()
        self.setFixedSize(QSize(size, size))
        if name:
            self.show_icon(name, colour)

    def show_icon(self, name: str, colour: str) -> None:
        """Another picture (a file of ``resources/icons`` without ``.svg``)."""
        self._icon = icons.icon(name, colour)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it at the screen's own pixels."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
