"""The indicators of a self-evaluation as a table that is filled in, grouped by first level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.evaluation_sheet import NOT_APPLICABLE, IndicatorLine
from fundapp.ui import theme
from fundapp.ui.documents.table import DocumentTable
from fundapp.ui.parts.label import label
from fundapp.ui.performance.actual import Setting
from fundapp.ui.performance.row import GAP, MORE, IndicatorRow, Widths, box_width, weight_text, widths

_HEADS = ("二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "评判", "偏差原因及改进措施")
_RIGHT = {"指标值", "实际完成值", "分值", "得分"}


class IndicatorTable(DocumentTable[IndicatorRow, IndicatorLine]):
    """Rows by indicator, in columns whose widths follow the room."""

    traced = Signal(int)
    """Id of the indicator whose points were pressed."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        self._heads = {name: label(name, "second") for name in _HEADS}
        super().__init__(_head(self._heads), parent)
        self._setting = setting
        self._arranged: tuple[Widths, tuple[IndicatorRow, ...]] | None = None

    def scores(self) -> tuple[ScoreEntry, ...]:
        """What is typed, as far as it can be read."""
        return tuple(row.score() for row in self.rows)

    def arrange(self) -> None:
        """Share out the room, when it or the rows are others."""
        given = widths(self.width() - 24, box_width(row.entry.operator for row in self.rows))
        if (given, self.rows) == self._arranged:
            return
        self._arranged = (given, self.rows)
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

    def _key(self, line: IndicatorLine) -> int:
        return line.entry.id

    def _subject(self, line: IndicatorLine) -> object:
        return line.entry

    def _group(self, line: IndicatorLine) -> str:
        return line.entry.level1

    def _caption(self, name: str, lines: Sequence[IndicatorLine]) -> str:
        applying = [line for line in lines if line.score.applicable]
        return f"{name} {weight_text(applying)} 分" if applying else f"{name} {NOT_APPLICABLE}"

    def _make(self, line: IndicatorLine) -> IndicatorRow:
        row = IndicatorRow(line, self._setting)
        row.traced.connect(lambda: self.traced.emit(row.entry.id))
        return row


def _head(names: Mapping[str, QLabel]) -> QFrame:
    head = QFrame()
    theme.dress(head, frame="heads")
    row = QHBoxLayout(head)
    row.setContentsMargins(12, 7, 12, 7)
    row.setSpacing(GAP)
    for name, shown in names.items():
        if name in _RIGHT:
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(shown)
    row.addSpacing(MORE)
    row.addStretch(1)
    return head
