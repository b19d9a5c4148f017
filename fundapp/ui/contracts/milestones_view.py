"""The milestones of one contract or list: timeline and table with totals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.basis_list import BasisRow
from fundapp.services.contract_sheet import MilestoneRow
from fundapp.ui.contracts.look import TONES, line_columns, milestone_columns, steps, sums
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import ElidedLabel
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.table_view import ROW_HEIGHT
from fundapp.ui.parts.timeline import Timeline
from fundapp.ui.session import Session
from fundapp.values.dates import iso
from fundapp.values.documents import SubjectKind

_HEAD_AND_TOTALS = 34 + 36


class MilestonesView(QWidget):
    """As high as its rows, so that several fit under each other on a scrolling page."""

    activated = Signal(object)
    """A milestone was opened."""
    selected = Signal(object)

    def __init__(self, session: Session, kind: SubjectKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 2
        self.timeline = Timeline()
        listed = kind == SubjectKind.ALLOCATION
        self.table: Table[MilestoneRow] = Table(
            f"milestones.{kind.value}",
            line_columns() if listed else milestone_columns(),
            session.runner,
            empty="还没有付款节点",
            searchable=False,
            footer=False,
        )
        self.table.activated.connect(self.activated)
        self.table.selected.connect(self.selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 0)
        row.addWidget(self.timeline)
        column.addLayout(row)
        column.addWidget(self.table)

    def show_rows(self, rows: Sequence[MilestoneRow], most: int = 100) -> None:
        """Show other milestones; from `most` rows on the table scrolls by itself."""
        self.timeline.show_steps(steps(rows))
        self.timeline.setVisible(bool(rows))
        self.table.show_rows(rows, sums(rows))
        self._shown = max(2, min(len(rows), most))
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.table.view.setVerticalScrollBarPolicy(needed if len(rows) > most else off)
        self.table.view.setMinimumHeight(0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window needs room for the bar that scrolls sideways."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        view = self.table.view
        sideways = sum(max(column.width, 48) for column in view.visible_columns()) > self.width()
        bar = view.horizontalScrollBar().sizeHint().height() if sideways else 0
        self.table.setFixedHeight(_HEAD_AND_TOTALS + self._shown * ROW_HEIGHT + bar + 2)


class BasisCard(QWidget):
    """A contract or list inside its project: one line of facts, timeline, milestones."""

    opened = Signal(object)
    """(kind, id) of the contract or list."""
    milestone_opened = Signal(object)
    """The milestone's row."""

    def __init__(
        self, session: Session, row: BasisRow, milestones: Sequence[MilestoneRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = MilestonesView(session, row.kind)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 0)
        head.setSpacing(14)
        head.addWidget(button(f"{row.number} {row.name}", self._open, look="link", tip="打开"))
        head.addWidget(ElidedLabel(_facts(row, len(milestones)), "second"), 1)
        head.addWidget(Badge(row.state.label, TONES[row.state]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view)
        self._row = row
        self.view.show_rows(milestones)
        self.view.activated.connect(self.milestone_opened)

    def _open(self) -> None:
        self.opened.emit((self._row.kind.value, self._row.id))


def _facts(row: BasisRow, lines: int) -> str:
    if row.kind == SubjectKind.CONTRACT:
        signed = f"{iso(row.signed_on)} 签订" if row.signed_on else "未签订"
        return f"{row.party} · {row.rests_on} · {signed}"
    return f"分配清单 · {lines} 个收款单位 · {row.rests_on}"
