"""The indicators of a monitoring as a table that is filled in, grouped by first level."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.monitoring_sheet import WatchedLine
from fundapp.ui import theme
from fundapp.ui.documents.table import DocumentTable
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


class WatchTable(DocumentTable[WatchRow, WatchedLine]):
    """Rows by indicator; heads only where every row stands in one line."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(_head(), parent)
        self._setting = setting

    def lines(self) -> tuple[LineEntry, ...]:
        """What is typed, as far as it can be read."""
        return tuple(row.line() for row in self.rows)

    def arrange(self) -> None:
        """One line for each row, or two."""
        wide = self.width() >= WIDE_FROM
        self.head.setVisible(wide)
        for row in self.rows:
            row.arrange(wide)

    def _key(self, line: WatchedLine) -> int:
        return line.entry.id

    def _subject(self, line: WatchedLine) -> object:
        return line.entry

    def _group(self, line: WatchedLine) -> str:
        return line.entry.level1

    def _make(self, line: WatchedLine) -> WatchRow:
        return WatchRow(line, self._setting)


def _head() -> QFrame:
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
