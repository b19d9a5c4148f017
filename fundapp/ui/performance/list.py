"""Self-evaluations of a fiscal year, and the project years that have none yet."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp.errors import FundError
from fundapp.services import evaluation_batch, evaluation_list, evaluation_sheet, evaluations, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.evaluation_list import EvaluationRow, MissingRow
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.performance.batch import BatchDialog
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.performance.key_evaluations import KeyEvaluationsTab
from fundapp.ui.performance.look import evaluation_columns, missing_columns
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import DocumentState


class PerformanceList(Page):
    """绩效自评 of the year, and 尚未自评; Enter opens or begins one."""

    watches = Changed.EVALUATION | Changed.PROJECT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self.table: Table[EvaluationRow] = Table(
            "performance", evaluation_columns(), session.runner, empty="这个年度还没有绩效自评"
        )
        self.missing: Table[MissingRow] = Table(
            "performance.missing",
            missing_columns(),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="这个年度的项目都已有绩效自评",
        )
        self.new = button("新建自评", self._begin_current, look="primary", icon="add", shortcut="Ctrl+N")
        self.goals = button("编制绩效指标", self._goals_of_missing, icon="target")
        self.own_goals = button("查看绩效指标", self._goals_of_row, icon="target")
        self.batch = button("批量打印…", self._print_year, icon="print", tip="本年度全部自评表合成一个 PDF 文件")
        self.batch_dialog: BatchDialog | None = None
        self.keys = KeyEvaluationsTab(self, session)
        self.tabs = QTabWidget()
        self._build()

    def _build(self) -> None:
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in DocumentState])
        self.table.add_tool(self.own_goals)
        self.table.add_tool(self.batch)
        self.missing.add_tool(self.goals)
        self.missing.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_evaluation(row.id))
        self.table.selected.connect(lambda _row: self._tell())
        self.table.loaded.connect(self._select_one)
        self.missing.activated.connect(self._open_missing)
        self.missing.selected.connect(lambda _row: self._tell())
        self.tabs.addTab(self.table, "绩效自评")
        self.tabs.addTab(self.missing, "尚未自评")
        self.tabs.addTab(self.keys, "重点评价")
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)

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

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        self.missing.show_rows(self._session.ask(evaluation_list.missing, self._year))
        if self.missing.current() is None:
            self.missing.select_first()
        left = self.missing.total()
        self.tabs.setTabText(1, f"尚未自评 {left}" if left else "尚未自评")
        counting = self.keys.show_year(self._year)
        self.tabs.setTabText(2, f"重点评价 {counting}" if counting else "重点评价")
        if self._shown == self._year:
            self.table.reload()
        else:
            self._show_year()
        self._tell()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """Open what somebody came for.

        An id or ("evaluation", id): a self-evaluation. ("key_evaluation", id): a key evaluation.
        ("indicators", project id): the goals of the year.
        """
        if isinstance(target, int):
            self.show_evaluation(target)
        elif isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
            if target[0] == "evaluation":
                self.show_evaluation(target[1])
            elif target[0] == "key_evaluation":
                self.tabs.setCurrentWidget(self.keys)
                self.keys.aim(target[1])
            elif target[0] == "indicators":
                self.show_goals(target[1], self._year)

    def show_evaluation(self, evaluation_id: int) -> None:
        """Open one."""
        try:
            self._session.ask(evaluation_sheet.must_exist, evaluation_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(EvaluationPage(self._session, evaluation_id))

    def show_goals(self, project_id: int, year: int) -> None:
        """Goal and indicators of a project year."""
        self.pushed.emit(IndicatorsEditor(self._session, project_id, year))

    def begin(self, row: MissingRow) -> None:
        """Make the draft of a year's self-evaluation and open it."""

        def made(done: Done) -> None:
            self.pushed.emit(EvaluationPage(self._session, done.id))

        self._session.do(self, evaluations.prepare, row.project_id, row.year, done=made, hold=self.new)

    def _show_year(self) -> None:
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[EvaluationRow]:
            return evaluation_list.page(desk, asked, year)

        self.table.show_source(ServiceList(self._session, page))
        self.table.set_empty(f"{year} 年度还没有绩效自评", "看尚未自评的项目", lambda: self.tabs.setCurrentIndex(1))

    def _select_one(self) -> None:
        if self.table.current() is None:
            self.table.select_first()

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
