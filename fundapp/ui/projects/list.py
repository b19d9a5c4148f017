"""The list of projects with the money of the chosen year."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.services import project_sheet, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.services.project_sheet import ProjectRow
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.column import Column, badge_column, money_column, percent_column, text_column
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.projects.detail import ProjectDetail
from fundapp.ui.projects.editor import ProjectEditor
from fundapp.ui.projects.look import TONES
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import ProjectStanding
from fundapp.values.money import ratio_bp


class ProjectList(Page):
    """Projects by state and category; Enter opens, 新建 begins another one."""

    watches = Changed.PROJECT | Changed.PAYMENT | Changed.DISBURSEMENT | Changed.CONTRACT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year: int = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self.table: Table[ProjectRow] = Table("projects", _columns(), session.runner, empty="还没有项目")
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in ProjectStanding])
        categories = session.ask(lambda desk: desk.figures.categories(desk.today))
        self.table.add_filter("category", "类别", [(one.key, one.title) for one in categories])
        self.new = button("新建项目", self.begin, look="primary", icon="add", shortcut="Ctrl+N")
        self.table.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_project(row.id))
        self.table.set_order("number")
        card = Card(margin=0)
        card.body.addWidget(self.table)
        page_column(self, scroll=False).addWidget(card, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是您可以查阅的全部项目；预算和拨付按右上角所选年度计算，合计是筛选后的全部项目。回车或双击打开一个项目。"
            "“新建项目”（Ctrl+N）由经办人填报，科室负责人确认立项后，财务才能登记预算指标。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        why = self._session.ask(why_not.office, "projects.edit")
        bar(self.new, why)
        if self._shown == self._year:
            self.table.reload()
            return
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[ProjectRow]:
            return project_sheet.page(desk, asked, year)

        self.table.show_source(ServiceList(self._session, page))
        offer = () if why else ("新建项目", self.begin)
        self.table.set_empty("还没有项目", *offer)

    def aim(self, target: object) -> None:
        """A project's id opens it; "new" begins one."""
        if isinstance(target, int):
            self.show_project(target)
        elif target == "new":
            self.begin()

    def begin(self) -> None:
        """A new project."""
        self.pushed.emit(ProjectEditor(self._session))

    def show_project(self, project_id: int) -> None:
        """Open a project."""
        self.pushed.emit(ProjectDetail(self._session, project_id))


def _columns() -> tuple[Column[ProjectRow], ...]:
    return (
        text_column("number", "项目编号", width=124, quiet=True),
        text_column("name", "项目名称", stretch=True, width=180, least=164),
        text_column("category", "类别", width=150, least=100, spare=True),
        text_column("division", "归口科室", width=120, least=96),
        text_column("term", "期限", _term, width=104, spare=True, sortable=False),
        money_column("budget", "本年预算（元）", width=122),
        money_column("paid", "本年已拨（元）", width=122),
        percent_column("rate", "执行率", _rate, width=84, sortable=False),
        badge_column("state", "状态", lambda row: TONES[row.state], width=86),
    )


def _term(row: ProjectRow) -> str:
    return f"{row.start_year}—{row.last_year}"


def _rate(row: ProjectRow) -> object:
    return ratio_bp(row.paid, row.budget) if row.budget > 0 else None
