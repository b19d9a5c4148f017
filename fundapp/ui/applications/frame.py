"""The look of an annual application: results of earlier years, money, words and indicators; checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.rules.finding import Finding
from fundapp.services.application_draft import ApplicationDraft
from fundapp.ui.actions import ActionBar
from fundapp.ui.applications.gate import GateBox
from fundapp.ui.applications.plan import PlanBox
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import button
from fundapp.ui.parts.card import Card, Figure, FigureCard, rule
from fundapp.ui.parts.checks import CheckList
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import ElidedLabel, label, set_role
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.payments.rounds import Rounds
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


class ApplicationFrame(QWidget):
    """Widgets and where they stand; what they do is the page's business."""

    def __init__(
        self,
        session: Session,
        sources: Sequence[tuple[str, str]],
        today: Callable[[], dt.date],
        files: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = Badge()
        self.where = ElidedLabel("", "second")
        self.gate = GateBox()
        self.form = ApplicationForm(sources, today)
        self.plan = PlanBox(session)
        self.rounds = Rounds()
        self.total = FigureCard(Figure("年度资金申请总额", "—"))
        self.panel = CheckList()
        self.buttons = ActionBar()
        self.status = ElidedLabel("", "second")
        self.banner = QWidget()
        self.banner_text = label("", "warn", wrap=True)
        self.over_button = button("清空重填", look="link")
        self._side = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(14)
        row.addWidget(self._left(files), 5)
        row.addWidget(self._right())

    def say(self, text: str, *, bad: bool = False) -> None:
        """The small line at the foot: what is kept, and when."""
        set_role(self.status, "bad" if bad else "second")
        self.status.setText(text)

    def show_banner(self, text: str, *, over: bool = False) -> None:
        """A line on top; `over` offers to begin again. An empty text takes it away."""
        self.banner_text.setText(text)
        self.over_button.setVisible(over)
        self.banner.setVisible(bool(text))

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
        }
        return fields.get(finding.field)

    def _left(self, files: QWidget) -> Card:
        strip = QHBoxLayout(self.banner)
        strip.setContentsMargins(16, 8, 16, 8)
        strip.addWidget(self.banner_text, 1)
        strip.addWidget(self.over_button)
        self.banner.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(14)
        column.addWidget(self.gate)
        column.addWidget(self.form)
        column.addWidget(self.plan)
        for title, shown in (("附件（测算表等）", files), ("签批记录", self.rounds)):
            column.addWidget(label(title, "head"))
            column.addWidget(shown)
        column.addStretch(1)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.banner)
        scroll = Scroll(inner)
        # a bar that comes and goes changes the width, the width the height of the rows, and that the bar
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        card.body.addWidget(scroll, 1)
        card.body.addWidget(rule())
        card.body.addLayout(self._foot())
        return card

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(10)
        foot.addWidget(self.state)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.where)
        words.addWidget(self.status)
        foot.addLayout(words, 1)
        foot.addWidget(self.buttons)
        return foot

    def _right(self) -> QWidget:
        checks = QWidget()
        column = QVBoxLayout(checks)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self.panel)
        lower = Card(margin=0)
        lower.body.addWidget(Scroll(checks))
        stack = QVBoxLayout(self._side)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        stack.addWidget(self.total)
        stack.addWidget(lower, 1)
        return self._side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window is a narrow one too: what is typed needs the room more."""
        super().resizeEvent(event)
        self._side.setFixedWidth(270 if self.width() >= _WIDE_FROM else 220)
