"""A figure that shows where it comes from when it is pressed: looks like text, works with mouse, Enter and Space."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.line import ENTER

FigureRole = Literal["plain", "amount", "score"]


class FigureLink(QPushButton):
    """Connect `clicked`; `name` says what the figure is, for its tooltip and for a screen reader."""

    def __init__(self, name: str, role: FigureRole = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        theme.dress(self, look="figure", figure_role=role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_figure("—")

    def show_figure(self, text: str, tip: str = "") -> None:
        """Show another figure; `tip` says more about it."""
        self.setText(text)
        self.setToolTip("\n".join(part for part in (tip, f"查看{self._name}的来源") if part))
        self.setAccessibleName(f"{self._name} {text}")

    def minimumSizeHint(self) -> QSize:
        """As high as its text and as narrow as it has to be."""
        return QSize(0, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does."""
        if Qt.Key(event.key()) in ENTER:
            self.click()
            return
        super().keyPressEvent(event)
