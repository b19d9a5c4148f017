"""Annual applications of a fiscal year, and the project years that have none yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fundapp.services import application_list, applications, project_sheet, why_not
from fundapp.services.application_list import ApplicationRow, UnappliedRow
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui.applications.look import application_columns, unapplied_columns
from fundapp.ui.applications.page import ApplicationPage
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.documents.list import DocumentList
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.table import Table
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.projects.dialogs import YearDialog
from fundapp.ui.session import Session


class ApplicationList(DocumentList[ApplicationRow, UnappliedRow]):
    """年度申请 of the year, and 尚未申请; Enter opens or begins one."""

    watches = Changed.APPLICATION | Changed.EVALUATION | Changed.RECTIFICATION | Changed.TERM_REVIEW | Changed.PROJECT
    kind = applications.KIND
    title, waiting = "年度申请", "尚未申请"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table: Table[ApplicationRow] = Table(
            "applications", application_columns(grade_tone(session)), session.runner, empty="这个年度还没有年度申请"
        )
        missing: Table[UnappliedRow] = Table(
            "applications.missing",
            unapplied_columns(grade_tone(session)),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="这个年度在实施期内的项目都已有年度申请；新项目请先在“项目与预算”中立项",
        )
        super().__init__(session, table, missing, parent)
        self.new = button("填报年度申请", self._begin_current, look="primary", icon="add", shortcut="Ctrl+N")
        self.dialog: YearDialog | None = None
        self.goals = button("编制绩效指标", self._goals_of_missing, icon="target")
        self._build(((self.table, self.title), (self.missing, self.waiting)))
        self.table.add_filter("category", "项目类别", session.ask(application_list.categories))
        self.missing.add_tool(self.goals)
        self.missing.add_tool(self.new)

    def aside(self) -> str:
        """How many further project years wait for theirs."""
        left = sum(row.further for row in self._session.ask(application_list.missing, self._year))
        return f"{self._year} 年度还有 {left} 个项目尚未申请" if left else ""

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是右上角所选年度的年度申请，回车打开；合计不含已作废的。“尚未申请”列出该年度还没有申请的项目，回车即填报；"
            "还没有建立该年度的，回车先建立年度。要申请下一年度，把右上角的年度切换过去。上年度自评、整改没有完成的，可以先填写，但不能送审。"
        )

    def aim(self, target: object) -> None:
        """("begin", project id, year) opens that year's application, or begins it; else see `DocumentList`."""
        if isinstance(target, tuple) and target[:1] == ("begin",):
            self.begin(int(target[1]), int(target[2]))
        else:
            super().aim(target)

    def begin(self, project_id: int, year: int) -> None:
        """Open the application of a project year; without one, make its draft first."""
        there = self._session.ask(application_list.of_year, project_id, year)
        if there is not None:
            self.show_document(there)
        else:
            self._prepare(applications.prepare, project_id, year, hold=self.new)

    def _page(self, document_id: int) -> ApplicationPage:
        return ApplicationPage(self._session, document_id)

    def _ask_missing(self) -> tuple[UnappliedRow, ...]:
        return self._session.ask(application_list.missing, self._year)

    def _source(self) -> Callable[[Desk, PageRequest], Rows[ApplicationRow]]:
        year = self._year
        return lambda desk, asked: application_list.page(desk, asked, year)

    def _tell(self) -> None:
        row = self.missing.current()
        if row is None:
            for made in (self.new, self.goals):
                bar(made, "请先选中一个项目。")
            return
        self.new.setText("填报年度申请" if row.opened else "建立年度…")
        if not row.opened:
            bar(self.new, self._session.ask(why_not.open_year, row.project_id, row.year))
            bar(self.goals, f"请先建立 {row.year} 年度。")
            return
        bar(self.new, self._session.ask(why_not.apply, row.project_id, row.year))
        bar(self.goals, "")
        self.goals.setText("修改绩效指标" if row.indicators else "编制绩效指标")

    def _open_missing(self, row: UnappliedRow) -> None:
        """Enter begins it, or opens its year; whoever may not sees the goals, or the project."""
        if not row.opened:
            self._open_year(row)
        elif self._session.ask(why_not.apply, row.project_id, row.year):
            self.pushed.emit(IndicatorsEditor(self._session, row.project_id, row.year))
        else:
            self.begin(row.project_id, row.year)

    def _begin_current(self) -> None:
        row = self.missing.current()
        if row is not None and row.opened:
            self.begin(row.project_id, row.year)
        elif row is not None:
            self._open_year(row)

    def _open_year(self, row: UnappliedRow) -> None:
        if self._session.ask(why_not.open_year, row.project_id, row.year):
            self.wanted.emit("projects", row.project_id)
            return
        sheet = self._session.ask(project_sheet.sheet, row.project_id)
        self.dialog = YearDialog(self, self._session, sheet, row.year)
        self.dialog.open()

    def _goals_of_missing(self) -> None:
        row = self.missing.current()
        if row is not None and row.opened:
            self.pushed.emit(IndicatorsEditor(self._session, row.project_id, row.year))
