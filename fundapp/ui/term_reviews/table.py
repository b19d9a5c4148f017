"""The framework of a term review as a table that is filled in, grouped by its four parts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fundapp.services.term_review_draft import LineEntry
from fundapp.services.term_review_sheet import LineView
from fundapp.ui import theme
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.figure_edit import PointsEdit, short_points
from fundapp.ui.parts.label import label
from fundapp.ui.performance.actual import Explanation
from fundapp.ui.tokens import Tone
from fundapp.values.bad_input import BadInput
from fundapp.values.score import Points, points_text

POINTS, WHY = "得分", "评分说明"
SILENT, WAITING = "缺说明", "待评分"
_WEIGHT, _PROPOSED, _POINTS, _BADGE = 38, 56, 74, 60
_GAP = 10
_WIDE_FROM = 660


class LinePoints(PointsEdit):
    """Points of one line, at most its weight; an empty box takes what is proposed."""

    def __init__(self, caption: str, weight: Points) -> None:
        super().__init__(caption)
        self._weight = weight
        self.set_dense()

    def parse(self, text: str) -> Points:
        """Read points.

        Raises:
            BadInput: no figure, or more than the line is worth.
        """
        points = super().parse(text)
        if points > self._weight:
            raise BadInput(f"得分不能高于分值 {short_points(self._weight)} 分。")
        return points


class LineRow(QFrame):
    """A line: name and facts, weight, proposal, the box for points, badge, explanation."""

    edited = Signal()
    passed = Signal()
    """Enter left the last box."""
    stepped = Signal(int)
    """Arrow up (−1) or down (+1) in the box."""

    def __init__(self, line: LineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.name = line.key, line.name
        self.points = LinePoints(f"{line.name}的得分", line.weight)
        self.why = Explanation()
        self.why.set_caption(f"{line.name}的评分说明")
        self.badge = Badge()
        self.facts = label("", "second", wrap=True, selectable=True)
        self.proposed = label("")
        self._head = label(f"{line.level2} · {line.name}", wrap=True)
        self._weight = label(short_points(line.weight))
        self._grid = QGridLayout(self)
        self._read_only = False
        self._wide: bool | None = None
        self._build()
        self.show_entry(line)
        self.show_line(line)

    def _build(self) -> None:
        theme.dress(self, frame="line")
        self._grid.setContentsMargins(12, 5, 12, 5)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        middle = Qt.AlignmentFlag.AlignVCenter
        for figure, width in ((self._weight, _WEIGHT), (self.proposed, _PROPOSED)):
            figure.setAlignment(right)
            figure.setFixedWidth(width)
        self.points.setFixedWidth(_POINTS)
        self._grid.addWidget(self._head, 0, 0, middle)
        cells: tuple[QWidget, ...] = (self._weight, self.proposed, self.points)
        for place, cell in enumerate(cells, start=1):
            self._grid.addWidget(cell, 0, place, middle)
        self._grid.addWidget(self.badge, 0, 4, Qt.AlignmentFlag.AlignLeft | middle)
        self._grid.setColumnMinimumWidth(4, _BADGE)
        self._grid.setColumnStretch(0, 1)
        self.points.edited.connect(self.edited)
        self.points.entered.connect(lambda: self.why.setFocus(Qt.FocusReason.TabFocusReason))
        self.points.line.stepped.connect(self.stepped)
        self.why.edited.connect(self.edited)
        self.why.entered.connect(self.passed)

    def arrange(self, *, wide: bool) -> None:
        """Facts and explanation beside each other where the width allows, else one under the other."""
        if wide == self._wide:
            return
        self._wide = wide
        top = Qt.AlignmentFlag.AlignTop
        if wide:
            self._grid.addWidget(self.facts, 1, 0, top)
            self._grid.addWidget(self.why, 1, 1, 1, 4)
        else:
            self._grid.addWidget(self.facts, 1, 0, 1, 5, top)
            self._grid.addWidget(self.why, 2, 0, 1, 5)

    def show_entry(self, line: LineView) -> None:
        """What is stored."""
        self.points.set_value(line.entry.points)
        self.why.set_value(line.entry.explanation)

    def show_line(self, line: LineView) -> None:
        """Facts, proposal and badge; nothing typed is touched."""
        self.facts.setText(line.facts)
        self.facts.setVisible(bool(line.facts))
        self.proposed.setText("—" if line.proposed is None else points_text(line.proposed))
        self.points.set_placeholder("待评分" if line.proposed is None else points_text(line.proposed))
        if self._read_only and line.points is not None:
            self.points.set_value(line.points)
        self.badge.show_text(line.status, _tone(line.tone))
        self.why.set_placeholder("请写明理由" if line.status == SILENT else "评分说明")
        theme.dress(self.why.note, wanted=line.status == SILENT)

    def entry(self) -> LineEntry:
        """What is typed, as far as it can be read."""
        return LineEntry(self.key, self.points.value(), self.why.value() or "")

    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of every box whose text cannot be read."""
        found = ((POINTS, self.points.problem()), (WHY, self.why.problem()))
        return tuple((name, problem) for name, problem in found if problem)

    def check(self) -> bool:
        """Show what is wrong beside each box."""
        good = self.points.check()
        return self.why.check() and good

    def raw(self) -> dict[str, str]:
        """Every box as typed."""
        return {POINTS: self.points.raw(), WHY: self.why.raw()}

    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Put a draft back."""
        self.points.set_raw(raw.get(POINTS, ""))
        self.why.set_raw(raw.get(WHY, ""))

    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""
        self._read_only = read_only
        self.points.set_read_only(read_only)
        self.why.set_read_only(read_only)
        self.why.setVisible(not read_only or bool(self.why.raw()))


class FrameworkTable(QWidget):
    """Rows by line; Enter goes from box to box, ↑ and ↓ from row to row."""

    edited = Signal()
    finished = Signal()
    """Enter in the last box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[LineRow, ...] = ()
        self._groups: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(_head())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the room decides, not the cells

    def show_lines(self, lines: Sequence[LineView]) -> None:
        """Show stored lines; rows of the same lines are kept, others are made anew."""
        if [row.key for row in self.rows] == [line.key for line in lines]:
            for row, line in zip(self.rows, lines, strict=True):
                row.show_entry(line)
                row.show_line(line)
            return
        for old in (*self.rows, *self._groups):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._groups = []
        made = []
        for name, group in groupby(lines, lambda line: line.level1):
            inside = tuple(group)
            self._add_group(name, sum(line.weight for line in inside))
            made += [self._add_row(line) for line in inside]
        self.rows = tuple(made)
        self._arrange()

    def show_results(self, lines: Sequence[LineView]) -> None:
        """Show other facts, proposals and badges; what is typed stays."""
        found = {line.key: line for line in lines}
        for row in self.rows:
            if row.key in found:
                row.show_line(found[row.key])

    def focus_first(self) -> None:
        """Go to the first line that still waits for points, else to the first of all."""
        waiting = (row for row in self.rows if row.badge.text() == WAITING)
        row = next(waiting, next(iter(self.rows), None))
        if row is not None:
            row.points.setFocus()

    def entries(self) -> tuple[LineEntry, ...]:
        """What is typed, as far as it can be read."""
        return tuple(row.entry() for row in self.rows)

    def unread(self) -> tuple[tuple[LineRow, str, str], ...]:
        """(row, box, what is wrong) of everything that cannot be read."""
        return tuple((row, box, why) for row in self.rows for box, why in row.unread())

    def check(self) -> bool:
        """Show every problem beside its box and go to the first; True when there is none."""
        bad = [row for row in self.rows if not row.check()]
        if bad:
            bad[0].points.setFocus()
        return not bad

    def raw(self) -> dict[str, str]:
        """Every row as typed."""
        return {
            f"第 {place} 项指标“{row.name}”": json.dumps({"key": row.key, **row.raw()}, ensure_ascii=False)
            for place, row in enumerate(self.rows, start=1)
        }

    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Put a draft back, by line; nonsense is ignored."""
        rows = {row.key: row for row in self.rows}
        for name, text in raw.items():
            if "项指标“" not in name:
                continue
            try:
                kept = json.loads(text)
                row = rows.get(str(kept.pop("key", "")))
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
        self._arrange()

    def _arrange(self) -> None:
        for row in self.rows:
            row.arrange(wide=self.width() >= _WIDE_FROM)

    def _add_group(self, name: str, points: int) -> None:
        band = QFrame()
        theme.dress(band, frame="group")
        line = QHBoxLayout(band)
        line.setContentsMargins(12, 8, 12, 8)
        line.addWidget(label(f"{name} {short_points(points)} 分", "strong"))
        line.addStretch(1)
        self._groups.append(band)
        self._column.addWidget(band)

    def _add_row(self, line: LineView) -> LineRow:
        row = LineRow(line)
        row.edited.connect(self.edited)
        row.passed.connect(lambda: self._go(row, 1))
        row.stepped.connect(lambda way: self._go(row, way, leave=False))
        self._column.addWidget(row)
        return row

    def _go(self, row: LineRow, way: int, *, leave: bool = True) -> None:
        place = self.rows.index(row) + way
        if 0 <= place < len(self.rows):
            self.rows[place].points.setFocus(Qt.FocusReason.TabFocusReason)
        elif leave:
            self.finished.emit()


def _head() -> QFrame:
    head = QFrame()
    theme.dress(head, frame="heads")
    row = QHBoxLayout(head)
    row.setContentsMargins(12, 7, 12, 7)
    row.setSpacing(_GAP)
    row.addWidget(label("指标、账面和自评依据", "second"), 1)
    for name, width in (("分值", _WEIGHT), ("建议得分", _PROPOSED), ("得分", _POINTS)):
        shown = label(name, "second")
        shown.setFixedWidth(width)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(shown)
    last = label("评判", "second")
    last.setFixedWidth(_BADGE)
    row.addWidget(last)
    return head


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"ok": "ok", "warn": "warn", "bad": "bad"}
    return tones.get(name, "neutral")
