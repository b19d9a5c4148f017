"""Notices on the screen: one dialog for all kinds, and the system's own file choosers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.notices import Answer, Notice, Option
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.text_edit import NoteEdit

_MARKS = {
    "refusal": ("error", tokens.BAD),
    "crash": ("error", tokens.BAD),
    "reason": ("warning", tokens.WARN),
    "confirm": ("help", tokens.PRIMARY),
    "choice": ("help", tokens.PRIMARY),
    "inform": ("info", tokens.PRIMARY),
}


def present(parent: QWidget | None, notice: Notice) -> Answer:
    """Show a notice and wait for the answer."""
    above = parent.window() if parent is not None else QApplication.activeWindow()
    if notice.kind in {"open", "save", "folder"}:
        return _choose_file(above, notice)
    box = NoticeBox(notice, above)
    box.exec()
    answer = box.answer()
    box.deleteLater()
    return answer


class NoticeBox(Dialog):
    """A mark, the article, the sentence, the remedy, and the buttons."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(notice.title, parent, width=640 if notice.details else 480)
        self._notice = notice
        self._key = ""
        self._reason: NoteEdit | None = None
        self._add_text()
        if notice.details:
            self._add_details()
        if notice.kind == "reason":
            self._add_reason()
        for option in notice.options:
            self._add_option(option)
        if self._reason is not None:
            self._reason.setFocus()

    def answer(self) -> Answer:
        """What the person did; valid after the box has closed."""
        return Answer(self._key, self._reason.raw() if self._reason is not None else "")

    def _add_text(self) -> None:
        if self._notice.kind in _MARKS:
            self.mark.show_icon(*_MARKS[self._notice.kind])
            self.mark.show()
        if self._notice.article:
            self.body.addWidget(Badge(self._notice.article, "warn" if self._notice.kind == "reason" else "bad"))
        if self._notice.text:
            self.body.addWidget(label(self._notice.text, "strong", wrap=True, selectable=True))
        if self._notice.remedy:
            self.body.addWidget(label(self._notice.remedy, wrap=True, selectable=True))

    def _add_details(self) -> None:
        details = QPlainTextEdit(self._notice.details)
        details.setReadOnly(True)
        details.setMinimumHeight(180)
        details.setTabChangesFocus(True)
        details.setAccessibleName("详细信息")
        theme.dress(details, reading=True)
        self.body.addWidget(details, 1)
        self.add_button("复制详细信息", lambda: QGuiApplication.clipboard().setText(self._notice.details), left=True)

    def _add_reason(self) -> None:
        self._reason = NoteEdit("理由", required=True, lines=3)
        self._reason.set_placeholder(self._notice.hint or "理由会印在审批表上")
        self._reason.set_raw(self._notice.raw)
        self.body.addWidget(self._reason)

    def _add_option(self, option: Option) -> None:
        main = option == self._notice.options[-1]
        made = self.add_button(option.text, lambda: self._press(option.key), look=option.look, main=main)
        reason = self._reason
        if main and reason is not None:
            reason.edited.connect(lambda: bar(made, "" if reason.raw().strip() else "请先写明理由。"))
            bar(made, "" if reason.raw().strip() else "请先写明理由。")
        elif main:
            made.setFocus()

    def _press(self, key: str) -> None:
        self._key = key
        self.accept()


def _choose_file(parent: QWidget | None, notice: Notice) -> Answer:
    if notice.kind == "open":
        if notice.raw == "many":
            names, _ = QFileDialog.getOpenFileNames(parent, notice.title, "", notice.hint)
        else:
            name, _ = QFileDialog.getOpenFileName(parent, notice.title, "", notice.hint)
            names = [name]
    elif notice.kind == "save":
        name, _ = QFileDialog.getSaveFileName(parent, notice.title, notice.hint, notice.text)
        names = [name]
    else:
        names = [QFileDialog.getExistingDirectory(parent, notice.title, notice.hint)]
    return Answer(files=tuple(Path(name) for name in names if name))
