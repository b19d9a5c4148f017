"""Rows of boxes inside a document, grouped by first level: indicators, or the lines of a framework."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.field import Field
from fundapp.ui.parts.label import label
from fundapp.ui.parts.line import Line

L = TypeVar("L")


class DocumentRow(QFrame, Generic[L]):
    """A row that is filled in; `key` finds its line, `name` is what messages call it."""

    edited = Signal()
    passed = Signal()
    """Enter left the last box."""
    stepped = Signal(int)
    """Arrow up (−1) or down (+1) in the box."""

    def __init__(self, key: int | str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.name = name

    @property
    @abstractmethod
    def box(self) -> QWidget:
        """Where the cursor goes."""

    def _step_from(self, field: Field[Any]) -> None:
        """↑ and ↓ in this field go from row to row; a date keeps them for its days."""
        box = field.boxes()[0]
        if isinstance(box, Line) and not isinstance(field, DateEdit):
            box.stepped.connect(self.stepped)

    @abstractmethod
    def show_stored(self, line: L) -> None:
        """Put what is stored into the boxes."""

    @abstractmethod
    def show_line(self, line: L) -> None:
        """Other facts, points and badge; what is typed stays."""

    @abstractmethod
    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of everything that cannot be read."""

    @abstractmethod
    def check(self) -> bool:
        """Show every problem beside its box; True when there is none."""

    @abstractmethod
    def raw(self) -> dict[str, str]:
        """Every box as typed."""

    @abstractmethod
    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Boxes as they were typed once."""

    @abstractmethod
    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""


R = TypeVar("R", bound=DocumentRow[Any])


class DocumentTable(QWidget, Generic[R, L]):
    """Enter goes from box to box, ↑ and ↓ from row to row. Subclasses give head, groups and rows."""

    edited = Signal()
    finished = Signal()
    """Enter in the last box."""
    unit = "个指标"
    """What a row is counted by in the names of kept drafts."""

    def __init__(self, head: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[R, ...] = ()
        self.head = head
        self._made_for: list[object] = []
        self._sized = False
        self._groups: list[QWidget] = []
        self._captions: list[tuple[QLabel, str, frozenset[int | str]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the room decides, not the cells

    @abstractmethod
    def _key(self, line: L) -> int | str:
        """What finds the row of a line."""

    @abstractmethod
    def _subject(self, line: L) -> object:
        """What a row is made for: one of another subject is made anew."""

    @abstractmethod
    def _group(self, line: L) -> str:
        """Name of the group a line stands in."""

    @abstractmethod
    def _make(self, line: L) -> R:
        """The row of a line."""

    @abstractmethod
    def arrange(self) -> None:
        """Share out the room."""

    def _caption(self, name: str, _lines: Sequence[L]) -> str:
        """What stands above a group."""
        return name

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show stored lines; rows of the same subjects are kept, others are made anew."""
        subjects = [self._subject(line) for line in lines]
        if subjects == self._made_for:
            for row, line in zip(self.rows, lines, strict=True):
                row.show_stored(line)
                row.show_line(line)
            self._tell_groups(lines)
            return
        gone: list[QWidget] = [*self.rows, *self._groups]
        for old in gone:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made_for, self._groups, self._captions, made = subjects, [], [], []
        for name, group in groupby(lines, self._group):
            inside = tuple(group)
            caption = self._add_group(self._caption(name, inside))
            self._captions.append((caption, name, frozenset(map(self._key, inside))))
            made += [self._add_row(line) for line in inside]
        self.rows = tuple(made)
        if self._sized:
            self.arrange()

    def show_results(self, lines: Sequence[L]) -> None:
        """Show other facts, points and badges; what is typed stays."""
        found = {self._key(line): line for line in lines}
        for row in self.rows:
            if row.key in found:
                row.show_line(found[row.key])
        self._tell_groups(lines)

    def focus_first(self) -> None:
        """The first row's box."""
        if self.rows:
            self.rows[0].box.setFocus()

    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of everything that cannot be read."""
        return tuple((f"“{row.name}”的{box}", why) for row in self.rows for box, why in row.unread())

    def check(self) -> bool:
        """Show every problem beside its box and go to the first; True when there is none."""
        bad = [row for row in self.rows if not row.check()]
        if bad:
            bad[0].box.setFocus()
        return not bad

    def raw(self) -> dict[str, str]:
        """Every row as typed; a sentence puts the names into quotes of its own."""
        return {
            f"第 {place} {self.unit}‘{row.name}’": json.dumps({"key": row.key, **row.raw()}, ensure_ascii=False)
            for place, row in enumerate(self.rows, start=1)
        }

    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Put a draft back, row by row; nonsense is ignored."""
        rows = {row.key: row for row in self.rows}
        for name, text in raw.items():
            ours = any(f"{self.unit}{quote}" in name for quote in "‘“")  # the latter in drafts of earlier versions
            kept = _kept(text) if ours else {}
            key = kept.pop("key", None)
            if isinstance(key, int | str) and key in rows:
                rows[key].set_raw({str(box): str(value) for box, value in kept.items()})

    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""
        for row in self.rows:
            row.set_read_only(read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room again."""
        super().resizeEvent(event)
        self._sized = True
        self.arrange()

    def _tell_groups(self, lines: Sequence[L]) -> None:
        for caption, name, keys in self._captions:
            caption.setText(self._caption(name, [line for line in lines if self._key(line) in keys]))

    def _add_group(self, caption: str) -> QLabel:
        band = QFrame()
        theme.dress(band, frame="group")
        line = QHBoxLayout(band)
        line.setContentsMargins(12, 8, 12, 8)
        shown = label(caption, "strong")
        line.addWidget(shown)
        line.addStretch(1)
        self._groups.append(band)
        self._column.addWidget(band)
        return shown

    def _add_row(self, line: L) -> R:
        row = self._make(line)
        row.edited.connect(self.edited)
        row.passed.connect(lambda: self._go(row, 1))
        row.stepped.connect(lambda way: self._go(row, way, leave=False))
        self._column.addWidget(row)
        return row

    def _go(self, row: R, way: int, *, leave: bool = True) -> None:
        place = self.rows.index(row) + way
        if 0 <= place < len(self.rows):
            self.rows[place].box.setFocus(Qt.FocusReason.TabFocusReason)
        elif leave:
            self.finished.emit()


def _kept(text: str) -> dict[str, Any]:
    """A row of a kept draft; empty when it is nonsense."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
