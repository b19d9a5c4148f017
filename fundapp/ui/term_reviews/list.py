"""Projects whose term ends or ended without a review, and the reviews there are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fundapp.services import term_review_list, term_reviews, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.services.term_review_list import EndingRow, TermReviewRow
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.documents.list import DocumentList
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.table import Table
from fundapp.ui.session import ServiceList, Session
from fundapp.ui.term_reviews.look import ending_columns, review_columns
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.values.choices import Conclusion


class TermReviewList(DocumentList[TermReviewRow, EndingRow]):
    """期满项目 and 期满评价; Enter begins or opens one."""

    watches = Changed.TERM_REVIEW | Changed.EVALUATION | Changed.PROJECT

    kind = term_reviews.KIND
    title, waiting = "期满评价", "期满项目"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table: Table[TermReviewRow] = Table(
            "term_reviews", review_columns(grade_tone(session)), session.runner, empty="还没有期满评价"
        )
        missing: Table[EndingRow] = Table(
            "term_reviews.ending",
            ending_columns(),
            session.runner,
            row_key=lambda row: row.project_id,
            empty="没有本年到期或者到期未评价的项目",
        )
        super().__init__(session, table, missing, parent)
        self.new = button("开展期满评价", self._begin_current, look="primary", icon="add", shortcut="Ctrl+N")
        self._build(((self.missing, self.waiting), (self.table, self.title)))
        self.table.add_filter("conclusion", "结论", [(one.value, one.label) for one in Conclusion])
        self.missing.add_tool(self.new)

    def aside(self) -> str:
        """How many terms still want their review."""
        left = self.missing.total()
        return f"{left} 个项目期满待评价" if left else ""

    def help(self) -> str:
        """What F1 says."""
        return (
            "“期满项目”列出本年到期、或者已到期还没有完成期满评价的项目，回车即开展评价或打开草稿。"
            "期满评价汇总实施期各年度的资金和自评结果，按决策、过程、产出、效益四部分评分，"
            "由领导小组和主要领导签字确定保留、调整或取消（第十六条）。"
            "结论为保留或调整的，项目再实施一期；取消的，以后年度不能再申请。"
        )

    def begin(self, row: EndingRow) -> None:
        """Make the draft of a term's review and open it."""
        self._prepare(term_reviews.prepare, row.project_id, hold=self.new)

    def set_year(self, year: int) -> None:
        """Terms that end are those of today; the list holds all years."""

    def _page(self, document_id: int) -> TermReviewPage:
        return TermReviewPage(self._session, document_id)

    def _ask_missing(self) -> tuple[EndingRow, ...]:
        return self._session.ask(lambda desk: term_review_list.ending(desk, desk.today.year))

    def _source(self) -> Callable[[Desk, PageRequest], Rows[TermReviewRow]]:
        return term_review_list.page

    def _show_source(self) -> None:
        self.table.show_source(ServiceList(self._session, self._source()))
        if not self.missing.total():
            self.tabs.setCurrentWidget(self.table)

    def _go(self, what: str, key: int) -> None:
        """("project", project id) opens its review, or shows it as due."""
        if what != "project":
            return
        self.tabs.setCurrentWidget(self.missing)
        self.missing.select(key)
        row = self.missing.current()
        if row is not None and row.project_id == key and row.review_id is not None:
            self.show_document(row.review_id)

    def _tell(self) -> None:
        row = self.missing.current()
        if row is None:
            bar(self.new, "请先选中一个项目。")
        elif row.review_id is not None:
            self.new.setText("打开期满评价")
            bar(self.new, "")
        else:
            self.new.setText("开展期满评价")
            bar(self.new, self._session.ask(why_not.review_term, row.project_id))

    def _open_missing(self, row: EndingRow) -> None:
        if row.review_id is not None:
            self.show_document(row.review_id)
        elif self.new.isEnabled():
            self.begin(row)

    def _begin_current(self) -> None:
        row = self.missing.current()
        if row is not None:
            self._open_missing(row)
