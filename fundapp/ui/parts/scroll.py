"""Room for more than the window shows: pages and side columns scroll, nothing is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fundapp.ui import theme


class Scroll(QScrollArea):
    """Scrolls up and down only; what gets the focus is brought into view."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.dress(content, ground="clear")
        self.setWidget(content)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QObject | None, now: QObject | None) -> None:
        content = self.widget()
        if isinstance(now, QWidget) and content is not None and content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 24)


class Sideways(QScrollArea):
    """As high as its content, scrolling from side to side where the window is too narrow (a table of many boxes)."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.dress(content, ground="clear")
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the content."""
        if watched is self.widget() and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar comes and goes."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        content = self.widget()
        if content is not None:
            wide = content.minimumSizeHint().width() > self.viewport().width()
            self.setFixedHeight(
                content.sizeHint().height() + (self.horizontalScrollBar().sizeHint().height() if wide else 0)
            )


def two_columns(left: Sequence[QWidget], right: Sequence[QWidget], shares: tuple[int, int]) -> QHBoxLayout:
    """Cards side by side in two columns, each as high as it needs; `shares` of the width."""
    columns = QHBoxLayout()
    columns.setSpacing(14)
    for cards, share in zip((left, right), shares, strict=True):
        side = QVBoxLayout()
        side.setSpacing(14)
        for card in cards:
            side.addWidget(card)
        side.addStretch(1)
        columns.addLayout(side, share)
    return columns


def page_column(page: QWidget, *, scroll: bool = True) -> QVBoxLayout:
    """Give a page its column with the house's margins; with `scroll` a low window scrolls instead of squeezing."""
    content = QWidget() if scroll else page
    column = QVBoxLayout(content)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(14)
    if scroll:
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(content))
    return column
