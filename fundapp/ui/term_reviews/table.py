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
        self._why: Explanation | None = None
        self.badge = Badge()
        self.facts = label("", "second", wrap=True, selectable=True)
        self.proposed = label("")
        self._head = label(f"{line.level2} · {line.name}", wrap=True)
        self._weight = label(short_points(line.weight))
        self._grid = QGridLayout(self)
        self._read_only = False
        self._silent = False
        self._wide = False
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
        self.points.entered.connect(self._after_points)
        self._step_from(self.points)
        self._place()

    @property
    def why(self) -> Explanation:
        """The box for the explanation; made when it can be filled in, or holds something to be read."""
        if self._why is None:
            made = self._why = Explanation()
            made.set_caption(f"{self.name}的评分说明")
            made.set_read_only(self._read_only)
            made.edited.connect(self.edited)
            made.entered.connect(self.passed)
            self._ask_why(made)
            self._place()
        return self._why

    def arrange(self, *, wide: bool) -> None:
        """Facts and explanation beside each other where the width allows, else one under the other."""
        if wide != self._wide:
            self._wide = wide
            self._place()

    def _place(self) -> None:
        self._grid.addWidget(self.facts, 1, 0, 1, 1 if self._wide else 5, Qt.AlignmentFlag.AlignTop)
        if self._why is not None and self._wide:
            self._grid.addWidget(self._why, 1, 1, 1, 4)
        elif self._why is not None:
            self._grid.addWidget(self._why, 2, 0, 1, 5)

    @property
    def box(self) -> QWidget:
        """The points."""
        return self.points

    def show_stored(self, line: LineView) -> None:
        """What is stored."""
        self.points.set_value(line.entry.points)
        if self._why is not None or line.entry.explanation:
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
        self._silent = line.status == SILENT
        if self._why is not None:
            self._ask_why(self._why)

    def _ask_why(self, box: Explanation) -> None:
        box.set_placeholder("请写明理由" if self._silent else "评分说明")
        theme.dress(box.note, wanted=self._silent)

    def _after_points(self) -> None:
        if self._why is not None:
            self._why.setFocus(Qt.FocusReason.TabFocusReason)

    def entry(self) -> LineEntry:
        """What is typed, as far as it can be read."""
        return LineEntry(str(self.key), self.points.value(), (self._why.value() or "") if self._why is not None else "")

    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of every box whose text cannot be read."""
        found = [(POINTS, self.points.problem())]
        if self._why is not None:
            found.append((WHY, self._why.problem()))
        return tuple((name, problem) for name, problem in found if problem)

    def check(self) -> bool:
        """Show what is wrong beside each box."""
        good = self.points.check()
        return (self._why is None or self._why.check()) and good

    def raw(self) -> dict[str, str]:
        """Every box as typed."""
        return {POINTS: self.points.raw(), WHY: self._why.raw() if self._why is not None else ""}

    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Put a draft back."""
        self.points.set_raw(raw.get(POINTS, ""))
        if self._why is not None or raw.get(WHY):
            self.why.set_raw(raw.get(WHY, ""))

    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""
        self._read_only = read_only
        self.points.set_read_only(read_only)
        if self._why is not None or not read_only:
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
