"""The indicators of a monitoring as a table that is filled in, grouped by first level."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.monitoring_sheet import WatchedLine
from fundapp.ui import theme
from fundapp.ui.monitoring.row import (
    ACTUAL,
    BADGE,
    BAR,
    BOX,
    CHOICE,
    EXPECTED,
    GAP,
    LIKELY,
    MORE,
    TARGET,
    WIDE_FROM,
    WatchRow,
)
from fundapp.ui.parts.label import label
from fundapp.ui.performance.actual import Setting

_HEADS = (("指标值", TARGET), (ACTUAL, BOX), (EXPECTED, BOX), (LIKELY, CHOICE), ("进度", BAR), ("评判", BADGE))


class WatchTable(QWidget):
    """Rows by indicator; Enter goes from box to box."""

    edited = Signal()
    finished = Signal()
    """Enter in the last box."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self.rows: tuple[WatchRow, ...] = ()
        self._wide: bool | None = None
        self._groups: list[QWidget] = []
        self._head = self._heads()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the room decides, not the cells

    def _heads(self) -> QFrame:
        head = QFrame()
        theme.dress(head, frame="heads")
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 7, 12, 7)
        line.setSpacing(GAP)
        line.addWidget(label("三级指标", "second"), 1)
        for name, width in _HEADS:
            shown = label(name, "second")
            shown.setFixedWidth(width)
            if name == "进度":
                shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.addWidget(shown)
        line.addSpacing(MORE + GAP)  # a spacer has no gap of its own
        return head

    def show_lines(self, lines: Sequence[WatchedLine]) -> None:
        """Show stored lines; rows of the same indicators are kept, others are made anew."""
        if [row.entry for row in self.rows] == [line.entry for line in lines]:
            for row, line in zip(self.rows, lines, strict=True):
                row.show_entry(line.line)
                row.show_line(line)
            return
        for old in (*self.rows, *self._groups):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._groups, made = [], []
        for name, group in groupby(lines, key=lambda line: line.entry.level1):
            self._add_group(name)
            made += [self._add_row(line) for line in group]
        self.rows = tuple(made)
        self._arrange(self._room())

    def show_results(self, lines: Sequence[WatchedLine]) -> None:
        """Show other progress and badges; what is typed stays."""
        found = {line.entry.id: line for line in lines}
        for row in self.rows:
            if row.entry.id in found:
                row.show_line(found[row.entry.id])

    def lines(self) -> tuple[LineEntry, ...]:
        """What is typed, as far as it can be read."""
        return tuple(row.line() for row in self.rows)

    def unread(self) -> tuple[tuple[WatchRow, str, str], ...]:
        """(row, box, what is wrong) of everything that cannot be read."""
        return tuple((row, box, why) for row in self.rows for box, why in row.unread())

    def check(self) -> bool:
        """Show every problem beside its box and go to the first; True when there is none."""
        bad = [row for row in self.rows if not row.check()]
        if bad:
            bad[0].actual.setFocus()
        return not bad

    def raw(self) -> dict[str, str]:
        """Every row as typed."""
        return {
            f"第 {place} 个指标“{row.entry.name}”": json.dumps({"id": row.entry.id, **row.raw()}, ensure_ascii=False)
            for place, row in enumerate(self.rows, start=1)
        }

    def set_raw(self, raw: dict[str, str]) -> None:
        """Put a draft back, by indicator; nonsense is ignored."""
        rows = {row.entry.id: row for row in self.rows}
        for name, text in raw.items():
            if "个指标“" not in name:
                continue
            try:
                kept = json.loads(text)
                row = rows.get(kept.pop("id", 0))
            except (ValueError, AttributeError, TypeError):
                continue
            if row is not None:
                row.set_raw({str(key): str(value) for key, value in kept.items()})

    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""
        for row in self.rows:
            row.set_read_only(read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want another arrangement."""
        super().resizeEvent(event)
        if self._room() != self._wide:
            self._arrange(self._room())

    def _room(self) -> bool:
        return self.width() >= WIDE_FROM

    def _arrange(self, wide: bool) -> None:
        self._wide = wide
        self._head.setVisible(wide)
        for row in self.rows:
            row.arrange(wide)

    def _add_group(self, name: str) -> None:
        band = QFrame()
        theme.dress(band, frame="group")
        line = QHBoxLayout(band)
        line.setContentsMargins(12, 8, 12, 8)
        line.addWidget(label(name, "strong"))
        self._groups.append(band)
        self._column.addWidget(band)

    def _add_row(self, line: WatchedLine) -> WatchRow:
        row = WatchRow(line, self._setting)
        row.edited.connect(self.edited)
        row.passed.connect(lambda: self._pass_on(row))
        self._column.addWidget(row)
        return row

    def _pass_on(self, row: WatchRow) -> None:
        place = self.rows.index(row) + 1
        if place < len(self.rows):
            self.rows[place].actual.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()
