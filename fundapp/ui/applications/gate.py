"""What earlier years say about an application: last year's grade on top, then what blocks it, with a way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.application_sheet import GateLine
from fundapp.ui import theme, tokens
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import label
from fundapp.ui.parts.mark import Mark

_MARKS = {
    "ok": ("checkmark", tokens.OK),
    "warn": ("warning", tokens.WARN),
    "bad": ("dismiss", tokens.BAD),
    "neutral": ("info", tokens.SECOND),
}


class GateBox(QFrame):
    """以前年度评价结果, each line with a mark and a link."""

    opened = Signal(str, int)
    """Kind and id of the record whose link was pressed; id 0 when it has to be made first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self.links: dict[str, QWidget] = {}
        self.badge = Badge()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("上年度评价结果与整改", "head"))
        head.addWidget(self.badge)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(6)
        self._column.addLayout(head)

    def show_lines(self, lines: Sequence[GateLine]) -> None:
        """Show other lines."""
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows, self.links = [], {}
        blocking = sum(line.tone == "bad" for line in lines)
        word = f"{blocking} 项未完成，不能送审" if blocking else "可以申请"
        self.badge.show_text(word, "bad" if blocking else "ok")
        warned = any(line.tone == "warn" for line in lines)
        theme.dress(self, frame="block" if blocking else "caution" if warned else "group")
        for line in lines:
            self._add(line)

    def texts(self) -> tuple[str, ...]:
        """The lines that are shown."""
        return tuple(row.accessibleName() for row in self._rows)

    def _add(self, line: GateLine) -> None:
        made = QWidget()
        made.setAccessibleName(line.text)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Mark(*_MARKS[line.tone]), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(line.text, wrap=True, selectable=True), 1)
        if line.word:
            link = button(line.word, lambda: self.opened.emit(line.kind, line.id), look="link")
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            self.links[line.text] = link
        self._rows.append(made)
        self._column.addWidget(made)
