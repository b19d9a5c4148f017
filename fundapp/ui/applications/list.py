"""Annual applications of a fiscal year, and the project years that have none yet."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp.errors import FundError
from fundapp.services import application_list, application_sheet, applications, why_not
from fundapp.services.application_list import ApplicationRow, UnappliedRow
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.applications.look import application_columns, unapplied_columns
from fundapp.ui.applications.page import ApplicationPage
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import DocumentState


class ApplicationList(Page):
    """年度申请 of the year, and 尚未申请; Enter opens or begins one."""

    watches = Changed.APPLICATION | Changed.EVALUATION | Changed.RECTIFICATION | Changed.TERM_REVIEW | Changed.PROJECT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self.table: Table[ApplicationRow] = Table(
            "applications", application_columns(), session.runner, empty="这个年度还没有年度申请"
        )
        self.missing: Table[UnappliedRow] = Table(
            "applications.missing",
            unapplied_columns(),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="这个年度的项目都已有年度申请",
        )
        self.new = button("填报年度申请", self._begin_current, look="primary", icon="add", shortcut="Ctrl+N")
        self.goals = button("编制绩效指标", self._goals_of_missing, icon="target")
        self.tabs = QTabWidget()
        self._build()

    def _build(self) -> None:
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in DocumentState])
        self.table.add_filter("category", "项目类别", self._session.ask(application_list.categories))
        self.missing.add_tool(self.goals)
        self.missing.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_application(row.id))
        self.missing.activated.connect(self._open_missing)
        self.missing.selected.connect(lambda _row: self._tell())
        self.tabs.addTab(self.table, "年度申请")
        self.tabs.addTab(self.missing, "尚未申请")
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)

    def aside(self) -> str:
        """How many further project years wait for theirs."""
        left = sum(row.further for row in self._session.ask(application_list.missing, self._year))
        return f"{self._year} 年度还有 {left} 个项目尚未申请" if left else ""

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是右上角所选年度的年度申请，回车打开；合计不含已作废的。“尚未申请”列出已建立该年度而还没有申请的项目，回车即填报。"
            "要申请下一年度，请先在项目中建立该年度，再把右上角的年度切换过去。上年度自评、整改没有完成的，可以先填写，但不能送审。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        self.missing.show_rows(self._session.ask(application_list.missing, self._year))
        if self.missing.current() is None:
            self.missing.select_first()
        left = self.missing.total()
        self.tabs.setTabText(1, f"尚未申请 {left}" if left else "尚未申请")
        if self._shown == self._year:
            self.table.reload()
        else:
            self._show_year()
        self._tell()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """An application's id or ("application", id) opens it; ("begin", project id, year) opens that year's, or begins
        it."""
        if isinstance(target, int):
            self.show_application(target)
        elif isinstance(target, tuple) and target[:1] == ("application",):
            self.show_application(int(target[1]))
        elif isinstance(target, tuple) and target[:1] == ("begin",):
            self.begin(int(target[1]), int(target[2]))

    def show_application(self, application_id: int) -> None:
        """Open one."""
        try:
            self._session.ask(application_sheet.sources_of, application_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(ApplicationPage(self._session, application_id))

    def begin(self, project_id: int, year: int) -> None:
        """Open the application of a project year; without one, make its draft first."""
        there = self._session.ask(application_list.of_year, project_id, year)
        if there is not None:
            self.show_application(there)
            return

        def made(done: Done) -> None:
            self.pushed.emit(ApplicationPage(self._session, done.id))

        self._session.do(self, applications.prepare, project_id, year, done=made, hold=self.new)

    def _show_year(self) -> None:
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[ApplicationRow]:
            return application_list.page(desk, asked, year)

        self.table.show_source(ServiceList(self._session, page))
        self.table.set_empty(f"{year} 年度还没有年度申请", "看尚未申请的项目", lambda: self.tabs.setCurrentIndex(1))

    def _tell(self) -> None:
        row = self.missing.current()
        if row is None:
            for made in (self.new, self.goals):
                bar(made, "请先选中一个项目。")
            return
        bar(self.new, self._session.ask(why_not.apply, row.project_id, row.year))
        bar(self.goals, "")
        self.goals.setText("修改绩效指标" if row.indicators else "编制绩效指标")

    def _open_missing(self, row: UnappliedRow) -> None:
        """Enter begins it; whoever may not write it sees the goals."""
        if self._session.ask(why_not.apply, row.project_id, row.year):
            self.pushed.emit(IndicatorsEditor(self._session, row.project_id, row.year))
        else:
            self.begin(row.project_id, row.year)

    def _begin_current(self) -> None:
        row = self.missing.current()
        if row is not None:
            self.begin(row.project_id, row.year)

    def _goals_of_missing(self) -> None:
        row = self.missing.current()
        if row is not None:
            self.pushed.emit(IndicatorsEditor(self._session, row.project_id, row.year))
