"""Goal and indicators of the year inside an application: read here, changed in their own editor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.application_sheet import Plan, PlanLine
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.column import Column, text_column
from fundapp.ui.parts.figure_edit import short_points
from fundapp.ui.parts.label import label
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.table_view import ROW_HEIGHT
from fundapp.ui.session import Session


class PlanBox(QWidget):
    """年度绩效目标和指标 with the sum of the points."""

    asked = Signal()
    """编制绩效指标 was pressed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sums = Badge()
        self.change = button("编制绩效指标…", self.asked.emit, icon="target", small=True)
        self.goal = label("", wrap=True, selectable=True)
        self.note = label("", "second", wrap=True)
        self.table: Table[PlanLine] = Table(
            "application.plan",
            (
                text_column("level1", "一级指标", lambda row: row.entry.level1, width=98, sortable=False),
                text_column("level2", "二级指标", lambda row: row.entry.level2, width=112, sortable=False),
                text_column("name", "三级指标", lambda row: row.entry.name, stretch=True, width=100, sortable=False),
                text_column("target", "年度指标值", width=124, sortable=False),
                Column("weight", "分值", _weight, align="right", width=54, figure=True, sortable=False),
            ),
            session.runner,
            row_key=lambda row: row.entry.id,
            empty="本年度还没有绩效指标，请先编制",
            searchable=False,
            footer=False,
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("年度绩效目标和指标", "head"))
        head.addWidget(self.sums)
        head.addStretch(1)
        head.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.goal)
        column.addWidget(self.table)
        column.addWidget(self.note)

    def show_plan(self, plan: Plan, barred: str) -> None:
        """Show goal and indicators; `barred` says why they cannot be changed now."""
        self.goal.setText(plan.goal or "尚未填写年度绩效目标。")
        given = sum(line.entry.weight for line in plan.lines)
        total = given + plan.execution
        whole = bool(plan.lines) and total == 10_000
        self.sums.show_text(f"合计 {short_points(total)} 分" if plan.lines else "尚未编制", "ok" if whole else "bad")
        self.note.setText(f"分值方案：{plan.scheme or '尚未选定'}。随申请一并签批。")
        self.table.view.setMinimumHeight(0)
        self.table.setFixedHeight(36 + max(3, len(plan.lines)) * ROW_HEIGHT)
        self.table.show_rows(plan.lines)
        bar(self.change, barred)


def _weight(line: PlanLine) -> str:
    return short_points(line.entry.weight)
