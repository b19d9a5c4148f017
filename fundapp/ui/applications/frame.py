"""The look of an annual application: results of earlier years, money, words and indicators; checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.rules.finding import Finding
from fundapp.services.application_draft import ApplicationDraft
from fundapp.ui.applications.gate import GateBox
from fundapp.ui.applications.plan import PlanBox
from fundapp.ui.documents.frame import DocumentFrame
from fundapp.ui.parts.card import Figure, FigureCard
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.session import Session
from fundapp.values.money import Fen, wan

_WIDE_FROM = 1000


class ApplicationForm(Form):
    """What the clerk types: an amount per funding source, and words."""

    def __init__(
        self, sources: Sequence[tuple[str, str]], today: Callable[[], dt.date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.amounts = {key: MoneyEdit(title) for key, title in sources}
        self.basis = NoteEdit("测算依据", lines=3, limit=2000)
        self.plan = NoteEdit("年度实施计划", lines=3, limit=2000)
        self.adjustment = NoteEdit("调整说明", lines=3, limit=2000)
        self.dated = DateEdit("申报日期", required=True, today=today)
        self.phone = TextEdit("联系电话", limit=40)
        self.basis.set_placeholder("金额怎样测算：数量、单价、系统清单、补助标准（第八条）")
        self.plan.set_placeholder("年度内做什么、何时完成（第十六条）")
        self.adjustment.set_placeholder("上年度为中、差，或期满评价要求调整的，写明任务、金额、指标、管理作了哪些调整")
        self.section("1 年度资金申请", "按资金来源填写，不申请的来源留空（第六条）。")
        for key, title in sources:
            self.add(title, self.amounts[key])
        self.section("2 测算与计划")
        self.add("测算依据", self.basis, wide=True)
        self.add("年度实施计划", self.plan, wide=True)
        self.add("调整说明", self.adjustment, wide=True)
        self.section("3 申报")
        self.add("申报日期", self.dated)
        self.add("联系电话", self.phone)

    def show_draft(self, draft: ApplicationDraft) -> None:
        """What is stored."""
        self.clear_complaints()
        given = dict(draft.shares)
        for key, field in self.amounts.items():
            field.set_value(given.get(key))
        self.basis.set_value(draft.basis)
        self.plan.set_value(draft.plan)
        self.adjustment.set_value(draft.adjustment)
        self.dated.set_value(draft.dated)
        self.phone.set_value(draft.phone or None)

    def typed(self, draft: ApplicationDraft) -> ApplicationDraft:
        """The draft with what is typed, as far as it can be read."""
        read = ((key, field.value()) for key, field in self.amounts.items())
        return replace(
            draft,
            dated=self.dated.value() or draft.dated,
            shares=tuple((key, amount) for key, amount in read if amount),
            basis=self.basis.value() or "",
            plan=self.plan.value() or "",
            adjustment=self.adjustment.value() or "",
            phone=self.phone.value() or "",
        )

    def total(self) -> Fen:
        """What is asked in all, as far as it can be read."""
        return sum(field.value() or 0 for field in self.amounts.values())


class ApplicationFrame(DocumentFrame):
    """Results of earlier years, money, words and indicators; the sum above the checks."""

    side = (220, 270)

    def __init__(
        self,
        session: Session,
        sources: Sequence[tuple[str, str]],
        today: Callable[[], dt.date],
        files: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        form = ApplicationForm(sources, today)
        super().__init__(form, parent=parent)
        self.form = form
        self.gate = GateBox()
        self.plan = PlanBox(session)
        self.total = FigureCard(Figure("年度资金申请总额", "—"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(14)
        for shown in (self.gate, self.form, self.plan, *self.records(files, "附件（测算表等）")):
            column.addWidget(shown)
        column.addStretch(1)
        self.build(content, summary=(self.total,))

    def show_total(self, year: int) -> None:
        """The sum of what is typed."""
        self.total.show_figure(Figure(f"{year} 年度申请总额", f"{wan(self.form.total())} 万元", "各资金来源合计"))

    def place_of(self, finding: Finding) -> QWidget | None:
        """The box a finding is about; None when it is about none here."""
        form = self.form
        fields: dict[str, QWidget] = {
            "申请金额": next(iter(form.amounts.values())),
            "测算依据": form.basis,
            "年度实施计划": form.plan,
            "调整说明": form.adjustment,
            "申报日期": form.dated,
            "联系电话": form.phone,
        }
        return fields.get(finding.field)
