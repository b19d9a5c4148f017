"""The workbench: the year's money, progress against time, reminders, and what waits for the person."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services import workbench
from fundapp.services.workbench import AlertRow, ProgressRow, Workbench
from fundapp.services.workbench_tasks import TaskRow
from fundapp.ui.parts import progress_bar
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import ElidedLink, button
from fundapp.ui.parts.card import Card, Figure, FigureCard, rule
from fundapp.ui.parts.column import badge_column, text_column
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.tokens import Tone
from fundapp.values.choices import ProblemSource
from fundapp.values.documents import SubjectKind
from fundapp.values.money import percent, ratio_bp, wan

_SCREENS = {
    SubjectKind.PROJECT: "projects",
    SubjectKind.CONTRACT: "contracts",
    SubjectKind.ALLOCATION: "contracts",
    SubjectKind.PAYMENT: "payments",
    SubjectKind.APPLICATION: "applications",
    SubjectKind.EVALUATION: "performance",
    SubjectKind.MONITORING: "monitoring",
    SubjectKind.TERM_REVIEW: "term_reviews",
    SubjectKind.RECTIFICATION: "rectifications",
}
_URGENT, _SOON = 5, 10
"""Days left from which a badge turns red, or amber."""
_ONE_LINE_FROM = 480
"""Pixels a reminder needs for badge, sentence and article beside each other."""


class WorkbenchPage(Page):
    """Four figures, two cards."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._figures = [FigureCard(Figure("", "")) for _ in range(4)]
        self._progress = QVBoxLayout()
        self._alerts = QVBoxLayout()
        self._tasks: Table[TaskRow] = Table(
            "workbench.tasks",
            (
                text_column("what", "事项", stretch=True, width=220, sortable=False),
                text_column("number", "单号", width=108, spare=True, quiet=True, sortable=False),
                badge_column("days_left", "剩余", _tone, _left, width=112, sortable=False),
            ),
            session.runner,
            row_key=lambda row: (row.kind, row.id, row.verb),
            empty="没有待办事项",
            searchable=False,
            footer=False,
        )
        self._tasks.activated.connect(self._open_task)
        self.overdue = button("", lambda: self.wanted.emit("rectifications", "overdue"), look="link")
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(14)
        for place, card in enumerate(self._figures):
            grid.addWidget(card, 0, place)
            grid.setColumnStretch(place, 1)
        left = Card("执行进度")
        left.add_aside(label("红线 = 时间进度", "second"))
        left.body.addLayout(self._progress)
        head = QHBoxLayout()
        head.addWidget(label("提醒", "head"))
        head.addStretch(1)
        head.addWidget(self.overdue)
        left.body.addLayout(head)
        left.body.addLayout(self._alerts)
        left.body.addStretch(1)
        right = Card("待办", margin=0)
        right.add_aside(label("按期限排序", "second"))
        right.body.addWidget(self._tasks)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addWidget(left, 5)
        columns.addWidget(right, 4)
        column = page_column(self)
        column.addLayout(grid)
        column.addLayout(columns, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "工作台汇总所选年度的预算与拨付，左侧红线是时间进度：蓝条落后于红线较多时会提醒。"
            "右侧是等您办理的事项，按剩余天数排序；双击或按回车打开。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        shown = self._session.ask(workbench.workbench, self._year)
        for card, figure in zip(self._figures, _figures(shown), strict=True):
            card.show_figure(figure)
        _refill(
            self._progress, [_progress(row, shown.time_bp) for row in shown.projects] or [_none("本年度还没有批复预算")]
        )
        _refill(self._alerts, [self._alert(row) for row in shown.alerts] or [_none("没有需要提醒的事项")])
        late = shown.overdue_rectifications
        self.overdue.setText(f"整改逾期 {late} 项，查看台账")
        self.overdue.setVisible(late > 0)
        self._tasks.show_rows(shown.tasks)

    def _alert(self, row: AlertRow) -> QWidget:
        return Alert(row, lambda: self.wanted.emit(_SCREENS[row.kind], _alert_target(row)))

    def _open_task(self, row: TaskRow) -> None:
        if row.verb == "sign":
            self.wanted.emit("signing", (row.kind.value, row.id))
        elif row.verb == "rectify":
            self.wanted.emit("rectifications", (ProblemSource.MONITORING.value, row.id))
        elif row.verb == "disburse":
            self.wanted.emit("disbursements", row.id)
        else:
            self.wanted.emit(_SCREENS[row.kind], _target(row.kind, row.id))


class Alert(QWidget):
    """A reminder in one line; where that is too short, its sentence has a line of its own."""

    def __init__(self, row: AlertRow, go: Callable[[], object]) -> None:
        super().__init__()
        self.text = ElidedLink(row.text, go, sentence=True)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self.badge = Badge(row.word, row.tone)
        self._grid.addWidget(self.badge, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self.text, 0, 1)
        self._grid.addWidget(label(row.article, "second"), 0, 2)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._grid)
        column.addWidget(rule())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line or two."""
        super().resizeEvent(event)
        if self.width() < _ONE_LINE_FROM:
            self._grid.addWidget(self.text, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self.text, 0, 1)


def _target(kind: SubjectKind, key: int) -> object:
    return (kind.value, key) if kind in (SubjectKind.CONTRACT, SubjectKind.ALLOCATION) else key


def _alert_target(row: AlertRow) -> object:
    begun_there = (SubjectKind.TERM_REVIEW, SubjectKind.MONITORING)
    return ("project", row.id) if row.kind in begun_there else _target(row.kind, row.id)


def _left(row: TaskRow) -> object:
    if row.days_left is None:
        return ""
    return f"{row.days_left} 天" if row.days_left >= 0 else f"逾期 {-row.days_left} 天"


def _tone(row: TaskRow) -> Tone:
    if row.days_left is None or row.days_left > _SOON:
        return "neutral"
    return "bad" if row.days_left <= _URGENT else "warn"


def _figures(shown: Workbench) -> tuple[Figure, Figure, Figure, Figure]:
    urgent = sum(1 for row in shown.tasks if row.days_left is not None and row.days_left <= _SOON)
    signing = f"签批 {shown.to_sign} 件 · " if shown.to_sign else ""
    clock = f"{urgent} 件临近期限" if urgent else "没有临近期限的事项"
    rate = f"执行 {percent(shown.paid_bp)} · 时间 {percent(shown.time_bp)}"
    return (
        Figure(f"{shown.year} 年批复预算", f"{wan(shown.budget)} 万元", f"{len(shown.projects)} 个项目"),
        Figure("累计拨付", f"{wan(shown.paid)} 万元", rate),
        Figure("待我办理", f"{shown.task_count} 件", f"{signing}{clock}"),
        Figure("本月到期付款节点", f"{shown.due_count} 个", f"合计 {wan(shown.due_amount)} 万元"),
    )


def _progress(row: ProgressRow, time_bp: int) -> QWidget:
    done = ratio_bp(row.paid, row.budget) if row.budget > 0 else 0
    figures = f"{wan(row.paid)} / {wan(row.budget)} 万元"
    return progress_bar.ProgressRow(row.name, figures, done, time_bp)


def _none(text: str) -> QWidget:
    return label(text, "second")


def _refill(column: QVBoxLayout, rows: list[QWidget]) -> None:
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for row in rows:
        column.addWidget(row)
