"""The look of the request editor: the form with its buttons at the left, the checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.ui.parts.button import button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.checks import CheckList
from fundapp.ui.parts.label import label, set_role
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.payments.fields import RequestForm


class EditorFrame(QWidget):
    """Widgets and where they stand; what they do is the editor's business."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = RequestForm(today)
        self.panel = CheckList()
        self.status = label("", "second")
        self.save_button = button("保存", tip="保存草稿\nCtrl+S")
        self.preview_button = button("预览表单")
        self.submit_button = button("提交送审", look="primary")
        self.over_button = button("清空重填", look="link")
        self.banner_text = label("", "warn", wrap=True)
        self.banner = QWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(14)
        row.addWidget(self._left(), 5)
        row.addWidget(self._right(), 2)

    def say(self, text: str, *, bad: bool = False) -> None:
        """The small line at the foot: what is kept, and when."""
        set_role(self.status, "bad" if bad else "second")
        self.status.setText(text)

    def show_banner(self, text: str, *, over: bool = False) -> None:
        """A line above the form; `over` offers to begin again. An empty text takes it away."""
        self.banner_text.setText(text)
        self.over_button.setVisible(over)
        self.banner.setVisible(bool(text))

    def _left(self) -> Card:
        strip = QHBoxLayout(self.banner)
        strip.setContentsMargins(20, 10, 20, 0)
        strip.addWidget(self.banner_text, 1)
        strip.addWidget(self.over_button)
        self.banner.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.form)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.setSpacing(10)
        foot.addWidget(self.status, 1)
        for each in (self.save_button, self.preview_button, self.submit_button):
            foot.addWidget(each)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.banner)
        card.body.addWidget(Scroll(inner), 1)
        card.body.addLayout(foot)
        return card

    def _right(self) -> Card:
        checks = QWidget()
        column = QVBoxLayout(checks)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self.panel)
        card = Card(margin=0)
        card.body.addWidget(Scroll(checks))
        card.setMinimumWidth(244)
        card.setMaximumWidth(330)
        return card
