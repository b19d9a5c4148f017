"""The indicators of a self-evaluation as a table that is filled in, grouped by first level."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.evaluation_sheet import IndicatorLine
from fundapp.ui import theme
from fundapp.ui.parts.figure_edit import short_points
from fundapp.ui.parts.label import label
from fundapp.ui.performance.actual import Setting
from fundapp.ui.performance.row import GAP, MORE, IndicatorRow, Widths, box_width, widths

_HEADS = ("二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "评判", "偏差原因及改进措施")
_RIGHT = {"指标值", "实际完成值", "分值", "得分"}


class IndicatorTable(QWidget):
    """Rows by indicator; Enter goes from box to box, ↑ and ↓ from row to row."""

    edited = Signal()
    traced = Signal(int)
    """Id of the indicator whose points were pressed."""
    finished = Signal()
    """Enter in the last box."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self.rows: tuple[IndicatorRow, ...] = ()
        self._given: Widths | None = None
        self._heads = {name: label(name, "second") for name in _HEADS}
        self._groups: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the room decides, not the cells

    def _head(self) -> QFrame:
        head = QFrame()
        theme.dress(head, frame="heads")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(GAP)
        for name, shown in self._heads.items():
            if name in _RIGHT:
                shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(shown)
        row.addSpacing(MORE)
        row.addStretch(1)
        return head

    def show_lines(self, lines: Sequence[IndicatorLine]) -> None:
        """Show stored lines; rows of the same indicators are kept, others are made anew."""
        if [row.entry for row in self.rows] == [line.entry for line in lines]:
            for row, line in zip(self.rows, lines, strict=True):
                row.show_score(line.score)
                row.show_line(line)
            return
        for old in (*self.rows, *self._groups):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._groups = []
        made = []
        for name, group in groupby(lines, lambda line: line.entry.level1):
            inside = tuple(group)
            self._add_group(name, sum(line.entry.weight for line in inside))
            made += [self._add_row(line) for line in inside]
        self.rows = tuple(made)
        if self._given is not None:
            self._arrange(self._wanted())

    def show_results(self, lines: Sequence[IndicatorLine]) -> None:
        """Show other points and badges; what is typed stays."""
        found = {line.entry.id: line for line in lines}
        for row in self.rows:
            if row.entry.id in found:
                row.show_line(found[row.entry.id])

    def scores(self) -> tuple[ScoreEntry, ...]:
        """What is typed, as far as it can be read."""
        return tuple(row.score() for row in self.rows)

    def unread(self) -> tuple[tuple[IndicatorRow, str, str], ...]:
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
        """Share out the room again."""
        super().resizeEvent(event)
        given = self._wanted()
        if given != self._given:
            self._arrange(given)

    def _wanted(self) -> Widths:
        return widths(self.width() - 24, box_width(row.entry.operator for row in self.rows))

    def _arrange(self, given: Widths) -> None:
        self._given = given
        each = (
            given.level2,
            given.name,
            given.target,
            given.actual,
            given.weight,
            given.points,
            given.badge,
            given.why,
        )
        by_name = dict(zip(_HEADS, each, strict=True))
        for name, width in by_name.items():
            self._heads[name].setVisible(width > 0)
            self._heads[name].setFixedWidth(max(width, 0))
        for row in self.rows:
            row.arrange(given)

    def _add_group(self, name: str, points: int) -> None:
        band = QFrame()
        theme.dress(band, frame="group")
        line = QHBoxLayout(band)
        line.setContentsMargins(12, 8, 12, 8)
        line.addWidget(label(f"{name} {short_points(points)} 分", "strong"))
        line.addStretch(1)
        self._groups.append(band)
        self._column.addWidget(band)

    def _add_row(self, line: IndicatorLine) -> IndicatorRow:
        row = IndicatorRow(line, self._setting)
        row.edited.connect(self.edited)
        row.traced.connect(lambda: self.traced.emit(row.entry.id))
        row.passed.connect(lambda: self._pass_on(row))
        row.stepped.connect(lambda way: self._step(row, way))
        self._column.addWidget(row)
        return row

    def _pass_on(self, row: IndicatorRow) -> None:
        place = self.rows.index(row) + 1
        if place < len(self.rows):
            self.rows[place].actual.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _step(self, row: IndicatorRow, way: int) -> None:
        place = self.rows.index(row) + way
        if 0 <= place < len(self.rows):
            self.rows[place].actual.setFocus(Qt.FocusReason.TabFocusReason)
