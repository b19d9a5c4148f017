"""Projects whose term ends or ended without a review, and the reviews there are."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp.errors import FundError
from fundapp.services import term_review_list, term_review_sheet, term_reviews, why_not
from fundapp.services.done import Changed, Done
from fundapp.services.term_review_list import EndingRow, TermReviewRow
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.ui.term_reviews.look import ending_columns, review_columns
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.values.choices import Conclusion, DocumentState


class TermReviewList(Page):
    """期满项目 and 期满评价; Enter begins or opens one."""

    watches = Changed.TERM_REVIEW | Changed.EVALUATION | Changed.PROJECT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = False
        self.ending: Table[EndingRow] = Table(
            "term_reviews.ending",
            ending_columns(),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="没有本年到期或者到期未评价的项目",
        )
        self.table: Table[TermReviewRow] = Table(
            "term_reviews", review_columns(), session.runner, empty="还没有期满评价"
        )
        self.new = button("开展期满评价", self._begin_current, look="primary", icon="add", shortcut="Ctrl+N")
        self.tabs = QTabWidget()
        self._build()

    def _build(self) -> None:
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in DocumentState])
        self.table.add_filter("conclusion", "结论", [(one.value, one.label) for one in Conclusion])
        self.ending.add_tool(self.new)
        self.ending.activated.connect(self._open_ending)
        self.ending.selected.connect(lambda _row: self._tell())
        self.table.activated.connect(lambda row: self.show_review(row.id))
        self.table.loaded.connect(self._select_one)
        self.tabs.addTab(self.ending, "期满项目")
        self.tabs.addTab(self.table, "期满评价")
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)

    def aside(self) -> str:
        """How many terms still want their review."""
        left = self.ending.total()
        return f"{left} 个项目期满待评价" if left else ""

    def help(self) -> str:
        """What F1 says."""
        return (
            "“期满项目”列出本年到期、或者已到期还没有完成期满评价的项目，回车即开展评价或打开草稿。"
            "期满评价汇总实施期各年度的资金和自评结果，按决策、过程、产出、效益四部分评分，"
            "由领导小组和主要领导签字确定保留、调整或取消（第十六条）。"
            "结论为保留或调整的，项目再实施一期；取消的，以后年度不能再申请。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; what is selected stays selected."""
        year = self._session.ask(lambda desk: desk.today.year)
        self.ending.show_rows(self._session.ask(term_review_list.ending, year))
        if self.ending.current() is None:
            self.ending.select_first()
        left = self.ending.total()
        self.tabs.setTabText(0, f"期满项目 {left}" if left else "期满项目")
        if self._asked:
            self.table.reload()
        else:
            self._asked = True
            self.table.show_source(ServiceList(self._session, term_review_list.page))
            if not left:
                self.tabs.setCurrentIndex(1)
        self._tell()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """A review's id or ("term_review", id) opens it; ("project", project id) its review, or shows it as due."""
        if isinstance(target, int):
            self.show_review(target)
        elif isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
            if target[0] == "term_review":
                self.show_review(target[1])
            elif target[0] == "project":
                self._show_project(target[1])

    def show_review(self, review_id: int) -> None:
        """Open one."""
        try:
            self._session.ask(term_review_sheet.sheet, review_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(TermReviewPage(self._session, review_id))

    def begin(self, row: EndingRow) -> None:
        """Make the draft of a term's review and open it."""

        def made(done: Done) -> None:
            self.pushed.emit(TermReviewPage(self._session, done.id))

        self._session.do(self, term_reviews.prepare, row.project_id, done=made, hold=self.new)

    def _show_project(self, project_id: int) -> None:
        self.tabs.setCurrentIndex(0)
        self.ending.select(project_id)
        row = self.ending.current()
        if row is not None and row.project_id == project_id and row.review_id is not None:
            self.show_review(row.review_id)

    def _select_one(self) -> None:
        if self.table.current() is None:
            self.table.select_first()

    def _tell(self) -> None:
        row = self.ending.current()
        if row is None:
            bar(self.new, "请先选中一个项目。")
        elif row.review_id is not None:
            self.new.setText("打开期满评价")
            bar(self.new, "")
        else:
            self.new.setText("开展期满评价")
            bar(self.new, self._session.ask(why_not.review_term, row.project_id))

    def _open_ending(self, row: EndingRow) -> None:
        if row.review_id is not None:
            self.show_review(row.review_id)
        elif self.new.isEnabled():
            self.begin(row)

    def _begin_current(self) -> None:
        row = self.ending.current()
        if row is not None:
            self._open_ending(row)
