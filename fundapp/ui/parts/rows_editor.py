"""A small table that is filled in: one row of fields per line (invoices, milestones, shares, allocation list lines).

    rows = RowsEditor([CellColumn("number", "发票号码", lambda: TextEdit(), 200), …], add_text="添加发票")
    rows.raw()  ->  [{"number": "26332…", "amount": "375,000.00"}, …]

Rows pasted from a spreadsheet (tab-separated) fill the cells from where the cursor is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.button import button, icon_button
from fundapp.ui.parts.field import Field
from fundapp.ui.parts.label import label

AnyField = Field[Any]
_GAP = 8
_REMOVE = 34
_BETWEEN = 4
"""Pixels between columns, of the button that takes a row away, and more between rows of two lines."""


@dataclass(frozen=True)
class CellColumn:
    """A column.

    Attributes:
        key: name of the cell in `raw` and for errors.
        title: heading.
        make: makes the field of one cell.
        width: pixels at least.
        stretch: share of the room that is left; 0 keeps the width.
        align_right: heading over figures.
        folded: line, first column and span where the window is too narrow for one line; all columns of an editor have
            such a place, or none.
    """

    key: str
    title: str
    make: Callable[[], AnyField]
    width: int = 120
    stretch: int = 0
    align_right: bool = False
    folded: tuple[int, int, int] | None = None


class _Row:
    """Fields of one line."""

    def __init__(self, fields: dict[str, AnyField], remove: QPushButton) -> None:
        self.fields = fields
        self.remove = remove


class RowsEditor(QWidget):
    """Rows of fields with headings, a button that adds a row and a totals line.

    Enter moves to the next cell and, in the last cell of the last row, to a new row as long as that row is not empty.
    """

    edited = Signal()
    finished = Signal()
    """Enter in an empty last row: the person is done here."""

    def __init__(
        self, columns: Sequence[CellColumn], *, add_text: str = "添加一行", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._folded = False
        self._heads: list[QLabel] = []
        self._ground = QFrame()
        self._rows: list[_Row] = []
        self._read_only = False
        self._sums: dict[str, QLabel] = {}
        self._add = button(f"+ {add_text}", self.add_row, look="link")
        self._wrong = label("", "bad", wrap=True)
        self._wrong.hide()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._grid)
        column.addWidget(self._wrong)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._make_head()

    def _make_head(self) -> None:
        theme.dress(self._ground, frame="heads")
        for column in self._columns:
            head = label(column.title, "second")
            if column.align_right:
                head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._heads.append(head)
        self._arrange_head()

    def _arrange_head(self) -> None:
        """Headings in one line or two, and the widths of the columns below them."""
        places = [self._place(column) for column in self._columns]
        self._grid.addWidget(self._ground, 0, 0, self._lines(), len(self._columns) + 1)
        for across in range(len(self._columns)):
            self._grid.setColumnMinimumWidth(across, 0)
            self._grid.setColumnStretch(across, 0)
        for column, head, (line, across, span) in zip(self._columns, self._heads, places, strict=True):
            head.setContentsMargins(8, 3 if line else 7, 8, 7 if line == self._lines() - 1 else 0)
            self._grid.addWidget(head, line, across, 1, span)
            for one in range(across, across + span):
                self._grid.setColumnStretch(one, max(self._grid.columnStretch(one), column.stretch))
            if span == 1:
                self._grid.setColumnMinimumWidth(across, max(self._grid.columnMinimumWidth(across), column.width))

    def _place(self, column: CellColumn) -> tuple[int, int, int]:
        """Line, first grid column and span of a column's cells within a row."""
        if self._folded and column.folded is not None:
            return column.folded
        return 0, self._columns.index(column), 1

    def _stride(self) -> int:
        """How many lines of the grid a row takes: folded ones are set apart by an empty one."""
        return self._lines() + 1 if self._folded else 1

    def _lines(self) -> int:
        """How many lines a row has."""
        return 1 + max(self._place(column)[0] for column in self._columns)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the folded rows, so that a narrow window can ask for them."""
        whole = super().minimumSizeHint()
        if any(column.folded is None for column in self._columns):
            return whole
        return QSize(min(whole.width(), self._folded_width()), whole.height())

    def _folded_width(self) -> int:
        widths: dict[int, int] = {}
        for column in self._columns:
            if column.folded is not None and column.folded[2] == 1:
                widths[column.folded[1]] = max(widths.get(column.folded[1], 0), column.width)
        return sum(widths.values()) + (len(widths)) * _GAP + _REMOVE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rows where one line is too narrow for them."""
        super().resizeEvent(event)
        needed = sum(column.width for column in self._columns) + len(self._columns) * _GAP + _REMOVE
        folded = self.width() < needed and all(column.folded is not None for column in self._columns)
        if folded != self._folded:
            self._folded = folded
            for line in range(self._grid.rowCount()):
                self._grid.setRowMinimumHeight(line, 0)
            self._arrange_head()
            self._arrange()

    def add_row(self, raw: Mapping[str, str] | None = None) -> int:
        """Add a row, filled with what a draft held, and go to its first cell when it is empty; its number is given."""
        place = len(self._rows)
        fields = {column.key: column.make() for column in self._columns}
        remove = icon_button("delete", "删除这一行", lambda: self.remove_row(self._rows.index(row)))
        row = _Row(fields, remove)
        self._rows.append(row)
        for column in self._columns:
            self._dress(column, fields[column.key])
            if raw is not None:
                fields[column.key].set_raw(raw.get(column.key, ""))
            self._connect(row, column.key)
        self._arrange()
        self._tell()
        if raw is None:
            fields[self._columns[0].key].setFocus()
        return place

    def remove_row(self, place: int) -> None:
        """Take a row away."""
        row = self._rows.pop(place)
        for widget in (*row.fields.values(), row.remove):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._arrange()
        self._tell()
        if self._rows:
            near = self._rows[min(place, len(self._rows) - 1)]
            near.fields[self._columns[0].key].setFocus()
        else:
            self._add.setFocus()

    def count(self) -> int:
        """How many rows there are, empty ones too."""
        return len(self._rows)

    def cell(self, place: int, key: str) -> AnyField:
        """A field."""
        return self._rows[place].fields[key]

    def filled(self) -> list[int]:
        """Numbers of the rows in which anything is typed."""
        return [place for place, row in enumerate(self._rows) if any(field.raw() for field in row.fields.values())]

    def raw(self) -> list[dict[str, str]]:
        """What stands in every filled row, as typed."""
        return [{key: field.raw() for key, field in self._rows[place].fields.items()} for place in self.filled()]

    def set_raw(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show other rows."""
        while self._rows:
            self.remove_row(len(self._rows) - 1)
        for raw in rows:
            self.add_row(raw)

    def raw_text(self) -> str:
        """The same as one text, for drafts."""
        return json.dumps(self.raw(), ensure_ascii=False)

    def set_raw_text(self, text: str) -> None:
        """Put a draft back; a text that is no list of rows is ignored."""
        try:
            rows = json.loads(text or "[]")
            given = [{str(key): str(value) for key, value in row.items()} for row in rows]
        except (ValueError, AttributeError, TypeError):
            return
        self.set_raw(given)

    def check(self) -> bool:
        """Show every problem in filled rows and go to the first; True when there is none."""
        bad = [field for place in self.filled() for field in self._rows[place].fields.values() if not field.check()]
        self._show_wrong()
        if bad:
            bad[0].setFocus()
        return not bad

    def complaints(self) -> tuple[str, ...]:
        """What stands in red under the rows: ``第 2 行金额：…``."""
        return tuple(
            f"第 {place} 行{field.caption}：{field.complaint()}"
            for place, row in enumerate(self._rows, start=1)
            for field in row.fields.values()
            if field.complaint()
        )

    def set_sum(self, key: str, text: str) -> None:
        """A total under a column; an empty text takes it away."""
        if key not in self._sums:
            self._sums[key] = label("", "strong")
            self._sums[key].setAlignment(Qt.AlignmentFlag.AlignRight)
            self._sums[key].setContentsMargins(0, 2, 8, 2)
            self._arrange()
        self._sums[key].setText(text)
        self._sums[key].setVisible(bool(text))

    def set_read_only(self, read_only: bool) -> None:
        """Grey cells; nothing can be added or taken away."""
        self._read_only = read_only
        self._add.setVisible(not read_only)
        for row in self._rows:
            row.remove.setVisible(not read_only)
            for field in row.fields.values():
                field.set_read_only(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V of several cells fills them from here."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            text = QGuiApplication.clipboard().text().rstrip("\n")
            if "\t" in text or "\n" in text:
                self._paste(watched, text)
                return True
        return super().eventFilter(watched, event)

    def _paste(self, box: QObject, text: str) -> None:
        start = next(
            (place, key)
            for place, row in enumerate(self._rows)
            for key, field in row.fields.items()
            if box in field.boxes()
        )
        keys = [column.key for column in self._columns]
        first = keys.index(start[1])
        for down, line in enumerate(text.splitlines()):
            while start[0] + down >= len(self._rows):
                self.add_row({})
            for key, cell in zip(keys[first:], line.split("\t"), strict=False):
                field = self._rows[start[0] + down].fields[key]
                field.set_raw(cell.strip())
                field.check()

    def _dress(self, column: CellColumn, field: AnyField) -> None:
        field.set_dense()
        field.set_caption(column.title.partition("（")[0])
        field.set_read_only(self._read_only)
        for box in field.boxes():
            box.installEventFilter(self)

    def _connect(self, row: _Row, key: str) -> None:
        field = row.fields[key]
        field.edited.connect(self._tell)
        field.settled.connect(self._show_wrong)
        field.entered.connect(lambda: self._move_on(row, key))

    def _move_on(self, row: _Row, key: str) -> None:
        keys = [column.key for column in self._columns]
        place, after = self._rows.index(row), keys[keys.index(key) + 1 :]
        if after:
            row.fields[after[0]].setFocus(Qt.FocusReason.TabFocusReason)
        elif place + 1 < len(self._rows):
            self._rows[place + 1].fields[keys[0]].setFocus(Qt.FocusReason.TabFocusReason)
        elif place in self.filled():
            self.add_row()
        else:
            self.finished.emit()

    def _arrange(self) -> None:
        deep, aside = self._stride(), max(sum(self._place(column)[1:]) for column in self._columns)
        for number, row in enumerate(self._rows, start=1):
            for column in self._columns:
                line, across, span = self._place(column)
                field = row.fields[column.key]
                self._grid.addWidget(field, number * deep + line, across, 1, span, Qt.AlignmentFlag.AlignTop)
            self._grid.setRowMinimumHeight(number * deep - 1, _BETWEEN if self._folded else 0)
            self._grid.addWidget(row.remove, number * deep, aside, Qt.AlignmentFlag.AlignTop)
            row.remove.setVisible(not self._read_only)
            row.remove.setAccessibleName(f"删除第 {number} 行")
        for column in self._columns:
            if column.key in self._sums:
                line, across, span = self._place(column)
                self._grid.addWidget(self._sums[column.key], (len(self._rows) + 1) * deep + line, across, 1, span)
        self._keep_tab_order()

    def _keep_tab_order(self) -> None:
        chain = [field.boxes()[0] for row in self._rows for field in row.fields.values()]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _tell(self) -> None:
        self._show_wrong()
        self.edited.emit()

    def _show_wrong(self) -> None:
        self._wrong.setText("\n".join(self.complaints()))
        self._wrong.setVisible(bool(self.complaints()))
