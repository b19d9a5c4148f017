"""Room for more than the window shows: pages and side columns scroll, nothing is ever cut off."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

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
