"""Cards: white sheets with a thin edge that hold one matter each, and figures that are read at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.label import ElidedLabel, label


class Card(QFrame):
    """A sheet; add to `body`. The head (title at the left, anything at the right) is there when a title is given."""

    def __init__(self, title: str = "", *, margin: int = 16, parent: QWidget | None = None) -> None:
        """`margin` 0 is for tables, which reach the edges."""
        super().__init__(parent)
        theme.dress(self, frame="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.title = label(title, "head")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.head.setContentsMargins(16, 12, 16, 8 if margin else 10)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(margin, 4 if title and margin else margin, margin, margin)
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)

    def add_aside(self, aside: QWidget) -> None:
        """Something at the right end of the head: a small grey line, a badge, a button."""
        self.head.addWidget(aside)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)


@dataclass(frozen=True)
class Figure:
    """A figure worth a glance: 本年批复预算, 1,286.40 万元, 11 个项目."""

    caption: str
    value: str
    note: str = ""


class FigureCard(Card):
    """One big figure with its caption above and a note below."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(2)
        self._caption = label("", "second")
        self._value = ElidedLabel("", "figure")
        self._note = ElidedLabel("", "second")
        for line in (self._caption, self._value, self._note):
            self.body.addWidget(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Change the figure."""
        self._caption.setText(figure.caption)
        self._value.setText(figure.value)
        self._note.setText(figure.note)
        self.setAccessibleName(f"{figure.caption} {figure.value} {figure.note}")


class FigureStrip(QWidget):
    """Some figures side by side in the head of a record."""

    def __init__(self, figures: Sequence[Figure] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.show_figures(figures)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, figure in enumerate(figures):
            self._grid.addWidget(_cell(figure), 0, place)
            self._grid.setColumnStretch(place, 1)


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    theme.dress(line, frame="rule")
    return line


def _cell(figure: Figure) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(ElidedLabel(figure.caption, "second"))
    column.addWidget(ElidedLabel(figure.value, "amount"))
    if figure.note:
        column.addWidget(ElidedLabel(figure.note, "second"))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return cell
