"""The look of a term review: years, framework and words at the left, total and checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.rules.finding import Finding
from fundapp.services.term_review_draft import TermReviewDraft
from fundapp.ui.documents.frame import DocumentFrame
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.term_reviews.card import TotalCard
from fundapp.ui.term_reviews.table import POINTS, SILENT, WAITING, WHY, FrameworkTable
from fundapp.ui.term_reviews.years import YearsTable, caption
from fundapp.values.choices import Conclusion

_HIGH_FROM = 560
"""Pixels from which the side has room for the picture."""


class ReviewForm(Form):
    """What is written beside the framework."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.summary = NoteEdit("综合评价情况", lines=3, limit=2000)
        self.shortcomings = NoteEdit("存在问题", lines=2, limit=1000)
        self.advice = NoteEdit("有关建议", lines=2, limit=1000)
        self.conclusion: Choice[Conclusion] = Choice("评价结论", labelled(tuple(Conclusion)))
        self.adjustment = NoteEdit("调整内容", lines=2, limit=1000)
        self.meeting = TextEdit("会议纪要号", limit=60)
        self.held = DateEdit("会议日期", today=today)
        self.dated = DateEdit("填报日期", required=True, today=today)
        self.phone = TextEdit("联系电话", limit=40)
        self.summary.set_placeholder("实施期内项目做了什么、效果怎样；内容应可对外公开")
        self.meeting.set_placeholder("例如 示例领导小组纪要〔2026〕3号")
        self.section("综合评价")
        self.add("综合评价情况", self.summary, wide=True)
        self.add("存在问题", self.shortcomings, wide=True)
        self.add("有关建议", self.advice, wide=True)
        self.section("领导小组结论")
        self.add("评价结论", self.conclusion)
        self.add("会议纪要号", self.meeting)
        self.add("会议日期", self.held)
        self.add("调整内容", self.adjustment, wide=True)
        self.section("填报")
        self.add("填报日期", self.dated)
        self.add("联系电话", self.phone)
        self.conclusion.edited.connect(self._hint)

    def _hint(self) -> None:
        """What the box for the adjustment has to hold under this conclusion."""
        hints = {Conclusion.ADJUST: "必填：调整哪些内容、资金怎样调整", Conclusion.CANCEL: "必填：取消后如何收尾"}
        chosen = self.conclusion.value()
        self.adjustment.set_placeholder("" if chosen is None else hints.get(chosen, "保留的不必填写"))

    def show_draft(self, draft: TermReviewDraft) -> None:
        """What is stored."""
        self.clear_complaints()
        self.summary.set_value(draft.summary)
        self.shortcomings.set_value(draft.problems)
        self.advice.set_value(draft.advice)
        self.conclusion.set_value(draft.conclusion)
        self.adjustment.set_value(draft.adjustment)
        self.meeting.set_value(draft.meeting_number or None)
        self.held.set_value(draft.meeting_on)
        self.dated.set_value(draft.dated)
        self.phone.set_value(draft.phone or None)

    def typed(self, draft: TermReviewDraft) -> TermReviewDraft:
        """The draft with what is typed, as far as it can be read."""
        return replace(
            draft,
            dated=self.dated.value() or draft.dated,
            summary=self.summary.value() or "",
            problems=self.shortcomings.value() or "",
            advice=self.advice.value() or "",
            conclusion=self.conclusion.value(),
            adjustment=self.adjustment.value() or "",
            meeting_number=self.meeting.value() or "",
            meeting_on=self.held.value(),
            phone=self.phone.value() or "",
        )


class ReviewFrame(DocumentFrame):
    """Years, framework and words; the total above the checks."""

    def __init__(self, today: Callable[[], dt.date], files: QWidget, parent: QWidget | None = None) -> None:
        form = ReviewForm(today)
        table = FrameworkTable()
        super().__init__(form, table, parent)
        self.form, self.table = form, table
        self.years = YearsTable()
        self.card = TotalCard()
        note = QVBoxLayout()
        note.setContentsMargins(12, 0, 12, 8)
        note.addWidget(caption())
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.years)
        column.addLayout(note)
        column.addWidget(self.table)
        column.addLayout(self.written(files))
        self.build(content, summary=(self.card,))

    def place_of(self, finding: Finding) -> QWidget | None:
        """The box a finding is about; None when it is about none."""
        form = self.form
        fields: dict[str, QWidget] = {
            "填报日期": form.dated,
            "评价结论": form.conclusion,
            "调整内容": form.adjustment,
            "会议纪要号": form.meeting,
            "会议日期": form.held,
            "综合评价情况": form.summary,
        }
        if finding.field == POINTS:
            return next((row.points for row in self.table.rows if row.badge.text() == WAITING), None)
        if finding.field == WHY:
            return next((row.why for row in self.table.rows if row.badge.text() == SILENT), None)
        return fields.get(finding.field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has no room for the picture."""
        super().resizeEvent(event)
        self.card.show_bars(shown=self.height() >= _HIGH_FROM)
