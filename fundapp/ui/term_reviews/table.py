"""The framework of a term review as a table that is filled in, grouped by its four parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from fundapp.services.term_review_draft import LineEntry
from fundapp.services.term_review_sheet import LineView
from fundapp.ui import theme
from fundapp.ui.documents.table import DocumentRow, DocumentTable
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


class LineRow(DocumentRow[LineView]):
    """A line: name and facts, weight, proposal, the box for points, badge, explanation."""

    def __init__(self, line: LineView, parent: QWidget | None = None) -> None:
        super().__init__(line.key, line.name, parent)
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
        self.show_stored(line)
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

    @property
    def box(self) -> QWidget:
        """The points."""
        return self.points

    def show_stored(self, line: LineView) -> None:
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
        return LineEntry(str(self.key), self.points.value(), self.why.value() or "")

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


class FrameworkTable(DocumentTable[LineRow, LineView]):
    """Rows by line of the framework."""

    unit = "项指标"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_head(), parent)

    def focus_first(self) -> None:
        """Go to the first line that still waits for points, else to the first of all."""
        waiting = next((row for row in self.rows if row.badge.text() == WAITING), None)
        if waiting is not None:
            waiting.points.setFocus()
        else:
            super().focus_first()

    def entries(self) -> tuple[LineEntry, ...]:
        """What is typed, as far as it can be read."""
        return tuple(row.entry() for row in self.rows)

    def arrange(self) -> None:
        """Facts and explanation beside each other, or not."""
        for row in self.rows:
            row.arrange(wide=self.width() >= _WIDE_FROM)

    def _key(self, line: LineView) -> str:
        return line.key

    def _subject(self, line: LineView) -> object:
        return line.key

    def _group(self, line: LineView) -> str:
        return line.level1

    def _caption(self, name: str, lines: Sequence[LineView]) -> str:
        return f"{name} {short_points(sum(line.weight for line in lines))} 分"

    def _make(self, line: LineView) -> LineRow:
        return LineRow(line)


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
