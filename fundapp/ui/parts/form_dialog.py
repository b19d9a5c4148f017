"""A dialog that is one form: checks its fields, shows refusals beside them, asks before typed text is given up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.ui import notices
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label


class FormDialog(Dialog):
    """Add fields to `form`, connect `ready`, call `accept` when it is stored and `refuse` when it is not."""

    ready = Signal()
    """The main button was pressed and every field can be read."""

    def __init__(
        self, title: str, yes: str, parent: QWidget | None = None, *, text: str = "", columns: int = 2, width: int = 720
    ) -> None:
        """`yes` is the word on the main button, `text` a line above the fields."""
        super().__init__(title, parent, width=width)
        self.form = Form(columns=columns)
        self.wrong = label("", "bad", wrap=True)
        self.wrong.hide()
        self._stored = False
        if text:
            self.body.addWidget(label(text, "second", wrap=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.add_button("取消", self.reject)
        self.main_button = self.add_button(yes, self.press, look="primary", main=True)
        self.form.finished.connect(self.main_button.setFocus)

    def add_above(self, shown: QWidget) -> None:
        """Something of full width under the fields and above the refusal."""
        self.body.insertWidget(self.body.indexOf(self.wrong), shown)

    def fields_are_good(self) -> bool:
        """Show every problem; override to check more than the form."""
        return self.form.check()

    def is_changed(self) -> bool:
        """Something would be lost; override to look beyond the form, such as at files chosen."""
        return self.form.is_changed()

    def press(self) -> None:
        """The main button."""
        self.say("")
        if self.fields_are_good():
            self.ready.emit()

    def refuse(self, error: FundError) -> None:
        """Show why it was not stored; what was typed stays."""
        if not self.form.complain(error):
            self.say(str(error))

    def say(self, text: str) -> None:
        """A red sentence above the buttons."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def accept(self) -> None:
        """It is stored."""
        self._stored = True
        super().accept()

    def reject(self) -> None:
        """取消, Esc and the cross ask before something typed is lost."""
        if (
            self._stored
            or not self.is_changed()
            or not self.isVisible()
            or notices.confirm(self, "放弃填写的内容？", "这个窗口里填写的内容还没有保存。", yes="放弃", no="继续填写")
        ):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross asks once."""
        event.ignore()
        self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        """What the program has filled in is not the person's work yet."""
        super().showEvent(event)
        self.form.mark_clean()
        self.form.focus_first()
