"""The line above a page: way back, title, what the page says of itself, tools, fiscal year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.button import button, icon_button
from fundapp.ui.parts.label import ElidedLabel, label


class Header(QFrame):
    """Breadcrumb and title at the left, tools and year at the right."""

    back = Signal()
    """返回 or the breadcrumb was pressed."""
    year_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, frame="header")
        self.setFixedHeight(52)
        self._back = icon_button("arrow_left", "返回（Esc）", self.back.emit)
        self._crumb = button("", self.back.emit, look="link")
        self._slash = label("/", "second")
        self._title = ElidedLabel("", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._aside = ElidedLabel("", "second")
        self._aside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self._year = QComboBox()
        self._year.setAccessibleName("年度")
        self._year.setToolTip("切换年度")
        self._year.currentIndexChanged.connect(self._on_year)
        self._year.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        for part in (self._back, self._crumb, self._slash, self._title, self._aside):
            row.addWidget(part)
        row.addStretch(1)
        row.addLayout(self._tools)
        row.addWidget(self._year)

    def show_page(self, title: str, aside: str, above: str) -> None:
        """Say where the person is; `above` is the title one step back, empty on a first page."""
        self._title.setText(title)
        self._aside.setText(aside)
        self._aside.setVisible(bool(aside))
        self._crumb.setText(above)
        for part in (self._back, self._crumb, self._slash):
            part.setVisible(bool(above))
        self._title.updateGeometry()

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def crumb(self) -> str:
        """The title one step back; empty on a first page."""
        return self._crumb.text()

    def add_tool(self, tool: QWidget) -> None:
        """Something between title and year (the search box)."""
        self._tools.addWidget(tool)

    def set_years(self, years: Sequence[int], current: int) -> None:
        """The fiscal years there are; one alone needs no choice but is shown."""
        self._year.blockSignals(True)
        self._year.clear()
        for year in years:
            self._year.addItem(f"{year} 年度", year)
        self._year.setCurrentIndex(max(0, self._year.findData(current)))
        self._year.blockSignals(False)
        self._year.setVisible(bool(years))

    def year(self) -> int:
        """The fiscal year shown; 0 before there is one."""
        return int(self._year.currentData() or 0)

    def choose_year(self, year: int) -> None:
        """Go to a fiscal year as if chosen by hand; unknown ones are ignored."""
        place = self._year.findData(year)
        if place >= 0:
            self._year.setCurrentIndex(place)

    def _on_year(self, _place: int) -> None:
        self.year_chosen.emit(self.year())
