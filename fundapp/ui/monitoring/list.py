"""Monitorings of a fiscal year, and the project years that the round has not reached."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fundapp.services import monitoring_list, monitorings, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.monitoring_list import MonitoringRow, RoundStanding, UnwatchedRow
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.documents.list import DocumentList
from fundapp.ui.documents.look import waiting_columns
from fundapp.ui.monitoring.look import monitoring_columns
from fundapp.ui.monitoring.page import MonitoringPage
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.table import Table
from fundapp.ui.session import Session
from fundapp.values.choices import MonitoringKind
from fundapp.values.dates import chinese_date

_ROUND, _AD_HOC = MonitoringKind.ROUND, MonitoringKind.AD_HOC


class MonitoringList(DocumentList[MonitoringRow, UnwatchedRow]):
    """运行监控 of the year, and 尚未集中监控; Enter opens or begins one."""

    watches = Changed.MONITORING | Changed.PROJECT
    kind = monitorings.KIND
    title, waiting = "运行监控", "尚未集中监控"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table: Table[MonitoringRow] = Table(
            "monitoring", monitoring_columns(), session.runner, empty="这个年度还没有运行监控"
        )
        missing: Table[UnwatchedRow] = Table(
            "monitoring.missing",
            waiting_columns(UnwatchedRow),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="这个年度的项目都已集中监控",
        )
        super().__init__(session, table, missing, parent)
        self._standing: RoundStanding | None = None
        self.begin_round = button(
            "开始集中监控", lambda: self._begin_current(_ROUND), look="primary", icon="add", shortcut="Ctrl+N"
        )
        self.begin_other = button("新建专项监控", lambda: self._begin_current(_AD_HOC), icon="add")
        self.again = button("对该项目新建专项监控", self._begin_again, icon="add")
        self._build(((self.table, self.title), (self.missing, self.waiting)))
        self.table.add_filter("kind", "方式", [(kind.value, kind.label) for kind in MonitoringKind])
        self.table.add_tool(self.again)
        self.missing.add_tool(self.begin_other)
        self.missing.add_tool(self.begin_round)

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

    def begin(self, project_id: int, kind: MonitoringKind) -> None:
        """Make the draft of a monitoring and open it."""
        self._prepare(monitorings.prepare, project_id, self._year, kind, hold=self.tabs)

    def _page(self, document_id: int) -> MonitoringPage:
        return MonitoringPage(self._session, document_id)

    def _ask_missing(self) -> tuple[UnwatchedRow, ...]:
        self._standing = self._session.ask(monitoring_list.standing_of, self._year)
        return self._standing.missing

    def _source(self) -> Callable[[Desk, PageRequest], Rows[MonitoringRow]]:
        year = self._year
        return lambda desk, asked: monitoring_list.page(desk, asked, year)

    def _go(self, what: str, key: int) -> None:
        """("project", project id) selects it where the round is missing."""
        if what == "project":
            self.tabs.setCurrentWidget(self.missing)
            self.missing.select(key)

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
