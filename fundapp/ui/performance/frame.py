"""The look of a self-evaluation: money, table and words at the left, score and checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.rules.finding import Finding
from fundapp.services.evaluation_draft import EvaluationDraft
from fundapp.ui.documents.frame import DocumentFrame
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.performance.actual import Setting
from fundapp.ui.performance.money_strip import MoneyStrip
from fundapp.ui.performance.row import SILENT
from fundapp.ui.performance.score_card import ScoreCard
from fundapp.ui.performance.table import IndicatorTable
from fundapp.values.score import ExecutionMode

_WIDE_FROM = 1000


class EvaluationForm(Form):
    """What is written beside the indicators."""

    def __init__(self, today: Callable[[], dt.date], scale: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.goal = label("", wrap=True, selectable=True)
        self.goal.setMinimumHeight(32)
        self.outcome = NoteEdit("实际完成情况", lines=3, limit=1000)
        self.execution = NoteEdit("执行率说明", lines=2)
        self.shortcomings = NoteEdit("存在问题", lines=2)
        self.measures = NoteEdit("改进措施", lines=2)
        self.conclusion = NoteEdit("评价结论", lines=2, limit=200)
        self.conclusion.set_placeholder("省级版式印在存在问题之前；最多 200 字")
        self.mode: Choice[ExecutionMode] = Choice("执行率计分", labelled(tuple(ExecutionMode)), empty="")
        self.dated = DateEdit("填报日期", required=True, today=today)
        self.phone = TextEdit("联系电话", limit=40)
        self.outcome.set_placeholder("年度总体目标完成得怎样；内容应可对外公开")
        self.execution.set_placeholder("执行率偏低的原因，结余资金的去向")
        self.section("年度总体目标")
        self.add("预期目标", self.goal, wide=True)
        self.add("实际完成情况", self.outcome, wide=True)
        self.mode.set_hint(scale)
        self.section("说明与填报")
        self.add("执行率说明", self.execution, wide=True)
        self.add("评价结论", self.conclusion, wide=True)
        self.add("存在问题", self.shortcomings, wide=True)
        self.add("改进措施", self.measures, wide=True)
        self.add("执行率计分", self.mode, wide=True)
        self.add("填报日期", self.dated)
        self.add("联系电话", self.phone)

    def show_draft(self, draft: EvaluationDraft) -> None:
        """What is stored."""
        self.clear_complaints()
        self.outcome.set_value(draft.outcome)
        self.execution.set_value(draft.execution_explanation)
        self.shortcomings.set_value(draft.problems)
        self.measures.set_value(draft.measures)
        self.conclusion.set_value(draft.conclusion or "")
        self.phone.set_value(draft.phone)
        self.mode.set_value(draft.execution_mode)
        self.dated.set_value(draft.dated)

    def typed(self, draft: EvaluationDraft) -> EvaluationDraft:
        """The draft with what is typed, as far as it can be read."""
        return replace(
            draft,
            dated=self.dated.value() or draft.dated,
            execution_mode=self.mode.value() or draft.execution_mode,
            outcome=self.outcome.value() or "",
            problems=self.shortcomings.value() or "",
            measures=self.measures.value() or "",
            execution_explanation=self.execution.value() or "",
            phone=self.phone.value() or "",
            conclusion=self.conclusion.value() or (None if draft.conclusion is None else ""),
        )


class EvaluationFrame(DocumentFrame):
    """Money, table and words; the score above the checks."""

    def __init__(self, setting: Setting, files: QWidget, parent: QWidget | None = None) -> None:
        form = EvaluationForm(setting.today, setting.scale)
        table = IndicatorTable(setting)
        super().__init__(form, table, parent)
        self.form, self.table = form, table
        self.money = MoneyStrip()
        self.card = ScoreCard()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addLayout(self.written(files))
        self.build(content, head=(self.money,), summary=(self.card,))

    def place_of(self, finding: Finding) -> QWidget | None:
        """The box a finding is about; None when it is about none."""
        form = self.form
        fields: dict[str, QWidget] = {
            "执行率说明": form.execution,
            "实际完成情况": form.outcome,
            "填报日期": form.dated,
            "联系电话": form.phone,
        }
        if finding.field in fields:
            return fields[finding.field]
        for row in self.table.rows:
            if finding.field == "实际完成值" and f"“{row.entry.name}”" in finding.message:
                return row.actual
        for row in self.table.rows:
            status = row.badge.text()
            if finding.field == "实际完成值" and status == "待填":
                return row.actual
            if finding.field == "偏差原因" and status == SILENT:
                return row.why
            if finding.field in ("人工扣减", "扣减理由") and row.score().deduction and not row.score().deduction_reason:
                return row.extras().reason
        return None
