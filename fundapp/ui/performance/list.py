"""Self-evaluations of a fiscal year, and the project years that have none yet."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.services import evaluation_batch, evaluation_list, evaluations, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.evaluation_list import EvaluationRow, MissingRow
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.documents.list import DocumentList
from fundapp.ui.documents.look import waiting_columns
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.table import Table
from fundapp.ui.performance.batch import BatchDialog
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.performance.key_evaluations import KeyEvaluationsTab
from fundapp.ui.performance.look import evaluation_columns
from fundapp.ui.session import Session


class PerformanceList(DocumentList[EvaluationRow, MissingRow]):
    """绩效自评 of the year, and 尚未自评; Enter opens or begins one."""

    watches = Changed.EVALUATION | Changed.PROJECT
    kind = evaluations.KIND
    title, waiting = "绩效自评", "尚未自评"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table: Table[EvaluationRow] = Table(
            "performance", evaluation_columns(grade_tone(session)), session.runner, empty="这个年度还没有绩效自评"
        )
        missing: Table[MissingRow] = Table(
            "performance.missing",
            waiting_columns(MissingRow),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="这个年度的项目都已有绩效自评",
        )
        super().__init__(session, table, missing, parent)
        self.new = button("新建自评", self._begin_current, look="primary", icon="add", shortcut="Ctrl+N")
        self.goals = button("编制绩效指标", self._goals_of_missing, icon="target")
        self.own_goals = button("查看绩效指标", self._goals_of_row, icon="target")
        self.batch = button("批量打印…", self._print_year, icon="print", tip="本年度全部自评表合成一个 PDF 文件")
        self.batch_dialog: BatchDialog | None = None
        self.keys = KeyEvaluationsTab(self, session)
        self._build(((self.table, self.title), (self.missing, self.waiting), (self.keys, "重点评价")))
        self.table.add_tool(self.own_goals)
        self.table.add_tool(self.batch)
        self.missing.add_tool(self.goals)
        self.missing.add_tool(self.new)

    def aside(self) -> str:
        """How many project years have none."""
        left = self.missing.total()
        return f"{self._year} 年度还有 {left} 个项目尚未自评" if left else ""

    def help(self) -> str:
        """What F1 says."""
        return (
            "“绩效自评”是所选年度已经填报的自评表，回车打开。“尚未自评”列出该年度还没有自评的项目："
            "先编制年度绩效目标和指标（第九条），年度终了由使用资金的科室填报自评（第十三条）。"
            "回车即新建自评；还没有指标的，回车先编制指标。"
            "“批量打印”把本年度全部自评表合成一个 PDF：已定稿的带单号和核验码并登记，其余带“草稿”水印；"
            "版式可以选择，默认为本单位使用的。"
            "“重点评价”登记领导小组和市财政局的评价结果（第十六条），与自评得分并列显示，不改动自评。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Key evaluations too."""
        counting = self.keys.show_year(self._year)
        self.tabs.setTabText(self.tabs.indexOf(self.keys), f"重点评价 {counting}" if counting else "重点评价")
        super().refresh(changed)

    def show_goals(self, project_id: int, year: int) -> None:
        """Goal and indicators of a project year."""
        self.pushed.emit(IndicatorsEditor(self._session, project_id, year))

    def begin(self, row: MissingRow) -> None:
        """Make the draft of a year's self-evaluation and open it."""
        self._prepare(evaluations.prepare, row.project_id, row.year, hold=self.new)

    def _page(self, document_id: int) -> EvaluationPage:
        return EvaluationPage(self._session, document_id)

    def _ask_missing(self) -> tuple[MissingRow, ...]:
        return self._session.ask(evaluation_list.missing, self._year)

    def _source(self) -> Callable[[Desk, PageRequest], Rows[EvaluationRow]]:
        year = self._year
        return lambda desk, asked: evaluation_list.page(desk, asked, year)

    def _go(self, what: str, key: int) -> None:
        """("key_evaluation", id) opens one; ("indicators", project id) the goals of the year."""
        if what == "key_evaluation":
            self.tabs.setCurrentWidget(self.keys)
            self.keys.aim(key)
        elif what == "indicators":
            self.show_goals(key, self._year)

    def _tell(self) -> None:
        row = self.missing.current()
        if row is None:
            for made in (self.new, self.goals):
                bar(made, "请先选中一个项目。")
        else:
            bar(self.new, self._session.ask(why_not.evaluate, row.project_id, row.year))
            bar(self.goals, "")
            self.goals.setText("修改绩效指标" if row.indicators else "编制绩效指标")
        bar(self.batch, self._session.ask(evaluation_batch.why_not, self._year))
        bar(self.own_goals, "" if self.table.current() is not None else "请先选中一份自评。")

    def _open_missing(self, row: MissingRow) -> None:
        """Enter does what comes next: indicators first, then the self-evaluation."""
        if not row.indicators or self._session.ask(why_not.evaluate, row.project_id, row.year):
            self.show_goals(row.project_id, row.year)
        else:
            self.begin(row)

    def _print_year(self) -> None:
        self.batch_dialog = BatchDialog(self, self._session, self._year)
        self.batch_dialog.open()

    def _begin_current(self) -> None:
        row = self.missing.current()
        if row is not None:
            self.begin(row)

    def _goals_of_missing(self) -> None:
        row = self.missing.current()
        if row is not None:
            self.show_goals(row.project_id, row.year)

    def _goals_of_row(self) -> None:
        row = self.table.current()
        if row is not None:
            self.show_goals(row.project_id, row.year)
