"""Monitorings of a fiscal year, and the project years that the round has not reached."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp.errors import FundError
from fundapp.services import monitoring_list, monitoring_sheet, monitorings, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.monitoring_list import MonitoringRow, RoundStanding, UnwatchedRow
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.monitoring.look import monitoring_columns, unwatched_columns
from fundapp.ui.monitoring.page import MonitoringPage
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import DocumentState, MonitoringKind
from fundapp.values.dates import chinese_date

_ROUND, _AD_HOC = MonitoringKind.ROUND, MonitoringKind.AD_HOC


class MonitoringList(Page):
    """运行监控 of the year, and 尚未集中监控; Enter opens or begins one."""

    watches = Changed.MONITORING | Changed.PROJECT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self._standing: RoundStanding | None = None
        self.table: Table[MonitoringRow] = Table(
            "monitoring", monitoring_columns(), session.runner, empty="这个年度还没有运行监控"
        )
        self.missing: Table[UnwatchedRow] = Table(
            "monitoring.missing",
            unwatched_columns(),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="这个年度的项目都已集中监控",
        )
        self.begin_round = button(
            "开始集中监控", lambda: self._begin_current(_ROUND), look="primary", icon="add", shortcut="Ctrl+N"
        )
        self.begin_other = button("新建专项监控", lambda: self._begin_current(_AD_HOC), icon="add")
        self.again = button("对该项目新建专项监控", self._begin_again, icon="add")
        self.tabs = QTabWidget()
        self._build()

    def _build(self) -> None:
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in DocumentState])
        self.table.add_filter("kind", "方式", [(kind.value, kind.label) for kind in MonitoringKind])
        self.table.add_tool(self.again)
        self.missing.add_tool(self.begin_other)
        self.missing.add_tool(self.begin_round)
        self.table.activated.connect(lambda row: self.show_monitoring(row.id))
        self.table.selected.connect(lambda _row: self._tell())
        self.table.loaded.connect(self._select_one)
        self.missing.activated.connect(self._open_missing)
        self.missing.selected.connect(lambda _row: self._tell())
        self.tabs.addTab(self.table, "运行监控")
        self.tabs.addTab(self.missing, "尚未集中监控")
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)

    def aside(self) -> str:
        """How the round of the year stands."""
        found = self._standing
        if found is None or not found.missing:
            return ""
        when = f"集中监控数据截至{chinese_date(found.until)}"
        return f"{when}，还有 {len(found.missing)} 个项目未填报" if found.over else f"{when}，尚未到期"

    def help(self) -> str:
        """What F1 says."""
        return (
            "运行监控对照年度绩效目标，看预算执行进度和指标完成进度是否跟得上时间进度（第五条、第十五条）。"
            "每个项目每年度集中监控一次，数据截止月份由单位设定；另外可以随时对项目新建专项监控。"
            "“尚未集中监控”列出还没有填报的项目，回车即开始填报；还没有指标的，回车先编制指标。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        self._standing = self._session.ask(monitoring_list.standing_of, self._year)
        self.missing.show_rows(self._standing.missing)
        if self.missing.current() is None:
            self.missing.select_first()
        left = len(self._standing.missing)
        self.tabs.setTabText(1, f"尚未集中监控 {left}" if left else "尚未集中监控")
        if self._shown == self._year:
            self.table.reload()
        else:
            self._show_year()
        self._tell()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """A monitoring's id or ("monitoring", id) opens it; ("project", project id) selects it where the round is
        missing."""
        if isinstance(target, int):
            self.show_monitoring(target)
        elif isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
            if target[0] == "monitoring":
                self.show_monitoring(target[1])
            elif target[0] == "project":
                self.tabs.setCurrentIndex(1)
                self.missing.select(target[1])

    def show_monitoring(self, monitoring_id: int) -> None:
        """Open one."""
        try:
            self._session.ask(monitoring_sheet.sheet, monitoring_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(MonitoringPage(self._session, monitoring_id))

    def begin(self, project_id: int, kind: MonitoringKind) -> None:
        """Make the draft of a monitoring and open it."""

        def made(done: Done) -> None:
            self.pushed.emit(MonitoringPage(self._session, done.id))

        self._session.do(self, monitorings.prepare, project_id, self._year, kind, done=made, hold=self.tabs)

    def _show_year(self) -> None:
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[MonitoringRow]:
            return monitoring_list.page(desk, asked, year)

        self.table.show_source(ServiceList(self._session, page))
        self.table.set_empty(f"{year} 年度还没有运行监控", "看尚未集中监控的项目", lambda: self.tabs.setCurrentIndex(1))

    def _select_one(self) -> None:
        if self.table.current() is None:
            self.table.select_first()

    def _tell(self) -> None:
        row, there = self.missing.current(), self.table.current()
        for made, kind in ((self.begin_round, _ROUND), (self.begin_other, _AD_HOC)):
            bar(made, self._barred(row.project_id, kind) if row is not None else "请先选中一个项目。")
        bar(self.again, self._barred(there.project_id, _AD_HOC) if there is not None else "请先选中一份监控表。")

    def _barred(self, project_id: int, kind: MonitoringKind) -> str:
        return self._session.ask(why_not.monitor, project_id, self._year, kind)

    def _open_missing(self, row: UnwatchedRow) -> None:
        """Enter does what comes next: indicators first, then the round; a closed one says why."""
        if not row.indicators:
            self.wanted.emit("performance", ("indicators", row.project_id))
        elif why := self._barred(row.project_id, _ROUND):
            notices.say(why, "bad")
        else:
            self.begin(row.project_id, _ROUND)

    def _begin_current(self, kind: MonitoringKind) -> None:
        row = self.missing.current()
        if row is not None:
            self.begin(row.project_id, kind)

    def _begin_again(self) -> None:
        row = self.table.current()
        if row is not None:
            self.begin(row.project_id, _AD_HOC)
