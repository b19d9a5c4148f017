"""One term review; see `DocumentPage`."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fundapp.rules.finding import Finding
from fundapp.services import term_review_sheet, term_reviews
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.term_review_draft import TermReviewDraft
from fundapp.services.term_review_sheet import Preview, TermReviewSheet
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.documents.kind import Kind
from fundapp.ui.documents.page import DocumentPage
from fundapp.ui.session import Session
from fundapp.ui.term_reviews.frame import ReviewFrame
from fundapp.ui.term_reviews.moves import REASONS
from fundapp.values.documents import FormKind

_KIND = Kind(
    "term_review",
    FormKind.TERM_REVIEW,
    "预览评价表",
    "建议得分由账面和各年度自评按规则计算；得分留空即按建议计 · 依据：第十六条、财预〔2020〕10号",
    REASONS,
    term_review_sheet.sheet,
    term_reviews,
)
_ELSEWHERE = "年度结果"


class TermReviewPage(DocumentPage[TermReviewSheet, TermReviewDraft, Preview]):
    """Years of the term, the framework line by line, and the conclusion."""

    frame: ReviewFrame
    watches = Changed.TERM_REVIEW | Changed.PERFORMANCE | Changed.PROJECT | Changed.DISBURSEMENT | Changed.ATTACHMENT
    begins_typing = True

    def __init__(self, session: Session, review_id: int, parent: QWidget | None = None) -> None:
        super().__init__(session, review_id, _KIND, parent)
        self._grades = grade_tone(session)
        self.frame = ReviewFrame(self._today, self.files)
        self.table, self.form = self.frame.table, self.frame.form
        self._build(self.frame)

    def heading(self) -> str:
        """Term and project."""
        sheet = self._sheet
        return f"{sheet.draft.from_year}—{sheet.draft.to_year} 年期满评价 · {sheet.project}" if sheet else "期满评价"

    def help(self) -> str:
        """What F1 says."""
        return (
            "上方是实施期各年度的资金和自评结果，取自账面，不用填。每行指标列出账面和自评的依据、建议得分；"
            "得分留空即按建议计，填了不同的得分、或者没有建议得分而扣了分的，须写明理由。"
            "回车到下一栏，上下键换行。结论为调整或取消的须写明内容，并填写领导小组会议纪要号和日期。"
            "右侧是送审前的核对，全部通过后才能提交；实施期各年度的绩效自评都要签批完成。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。"
        )

    def _judge(self, desk: Desk, draft: TermReviewDraft) -> Preview:
        return term_review_sheet.preview(desk, draft)

    def _stored(self, sheet: TermReviewSheet) -> Preview:
        return Preview(sheet.facts, sheet.lines, sheet.result, sheet.findings)

    def _fill(self, sheet: TermReviewSheet) -> None:
        self.table.show_lines(sheet.lines)
        self.form.show_draft(sheet.draft)

    def _typed(self, sheet: TermReviewSheet) -> TermReviewDraft:
        return replace(self.form.typed(sheet.draft), lines=self.table.entries(), version=self._version)

    def _show(self, found: Preview) -> None:
        self.table.show_results(found.lines)
        self.frame.years.show_facts(found.facts)
        tone = self._grades(found.result.grade, self.sheet.draft.dated)
        self.frame.card.show_result(found.result, found.lines, found.facts, tone)

    def _link_of(self, finding: Finding) -> str:
        if finding.passed:
            return ""
        if finding.field == _ELSEWHERE:
            return "去自评"
        return "去填写" if self.frame.place_of(finding) is not None else ""

    def _follow(self, finding: Finding) -> None:
        if finding.field == _ELSEWHERE:
            self.wanted.emit("performance", None)
            return
        place = self.frame.place_of(finding)
        if place is not None:
            place.setFocus()
