"""The look of a self-evaluation: money, table and words at the left, score and checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services.evaluation_draft import EvaluationDraft
from fundapp.ui.actions import ActionBar
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import button
from fundapp.ui.parts.card import Card, rule
from fundapp.ui.parts.checks import CheckList
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import ElidedLabel, label, set_role
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.payments.rounds import Rounds
from fundapp.ui.performance.actual import Setting
from fundapp.ui.performance.money_strip import MoneyStrip
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


class EvaluationFrame(QWidget):
    """Widgets and where they stand; what they do is the page's business."""

    def __init__(self, setting: Setting, files: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Badge()
        self.where = ElidedLabel("", "second")
        self.money = MoneyStrip()
        self.table = IndicatorTable(setting)
        self.form = EvaluationForm(setting.today, setting.scale)
        self.rounds = Rounds()
        self.card = ScoreCard()
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
        """A line above the table; `over` offers to begin again. An empty text takes it away."""
        self.banner_text.setText(text)
        self.over_button.setVisible(over)
        self.banner.setVisible(bool(text))

    def _left(self, files: QWidget) -> Card:
        strip = QHBoxLayout(self.banner)
        strip.setContentsMargins(16, 8, 16, 0)
        strip.addWidget(self.banner_text, 1)
        strip.addWidget(self.over_button)
        self.banner.hide()
        words = QVBoxLayout()
        words.setContentsMargins(16, 14, 16, 16)
        words.setSpacing(12)
        words.addWidget(self.form)
        for title, shown in (("附件（佐证材料）", files), ("签批记录", self.rounds)):
            words.addWidget(label(title, "head"))
            words.addWidget(shown)
        words.addStretch(1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addLayout(words)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.banner)
        card.body.addWidget(self.money)
        card.body.addWidget(rule())
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
        side = self._side
        stack = QVBoxLayout(side)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        stack.addWidget(self.card)
        stack.addWidget(lower, 1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window is a narrow one too: the table needs the room more."""
        super().resizeEvent(event)
        self._side.setFixedWidth(250 if self.width() >= _WIDE_FROM else 212)
