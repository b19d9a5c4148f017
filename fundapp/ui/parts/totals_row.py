"""The line of totals under a list: painted under its columns, whatever their width, order and scroll."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.parts.table_view import TableView

R = TypeVar("R")
_HEIGHT = 36
_WORD = 40


class TotalsRow(QWidget, Generic[R]):
    """合计 and the sums the source gave; not there while it gave none."""

    def __init__(self, view: TableView[R]) -> None:
        super().__init__()
        self._view = view
        self._texts: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = view.horizontalHeader()
        header.sectionResized.connect(self.update)
        header.sectionMoved.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)
        self.hide()

    def show_sums(self, sums: Mapping[str, object]) -> None:
        """Totals by column key."""
        columns = {column.key: column for column in self._view.rows_model.columns}
        self._texts = {key: columns[key].text(value) for key, value in sums.items() if key in columns}
        self.setVisible(bool(self._texts))
        self.setAccessibleName("合计 " + "，".join(f"{columns[key].title} {text}" for key, text in self._texts.items()))
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each sum under its column; 合计 under the first visible column without one."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.HEAD))
        painter.setPen(QColor(tokens.LINE))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setPen(QColor(tokens.TEXT))
        painter.setFont(theme.font(bold=True))
        header = self._view.horizontalHeader()
        named = False
        for visual in range(header.count()):
            section = header.logicalIndex(visual)
            if header.isSectionHidden(section):
                continue
            column = self._view.rows_model.columns[section]
            area = QRect(header.sectionViewportPosition(section) + 12, 0, header.sectionSize(section) - 24, _HEIGHT)
            if column.key in self._texts:
                painter.drawText(area, _flags(column.align), self._texts[column.key])
            elif not named and column.align == "left":
                area.setWidth(max(area.width(), _WORD))  # the column may be a narrow one of numbers
                painter.drawText(area, _flags("left"), "合计")
                named = True


def _flags(align: str) -> int:
    sides = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}
    side = sides.get(align, Qt.AlignmentFlag.AlignHCenter)
    return int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
