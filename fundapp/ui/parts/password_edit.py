"""Passwords: hidden, with an eye to show them, and a word when the capitals lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fundapp.ui import icons
from fundapp.ui.parts.field import LineField


class PasswordEdit(LineField[str]):
    """A password. `raw()` is always empty: passwords never go into drafts; `take()` gives the text."""

    def __init__(self, caption: str = "密码", *, required: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(caption, required=required, parent=parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = QAction(icons.icon("eye"), "显示密码", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_text)
        self.line.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.line.typed.connect(self._watch_capitals)

    def parse(self, text: str) -> str:
        """The password exactly as typed, spaces included."""
        return text

    def show_value(self, value: str) -> str:
        """The password itself, shown as dots."""
        return value

    def raw(self) -> str:
        """Never the password."""
        return ""

    def take(self) -> str:
        """The password exactly as typed."""
        return self.line.text()

    def clear(self) -> None:
        """Empty the box and hide what is typed next."""
        self.line.clear()
        self._eye.setChecked(False)

    def minimumSizeHint(self) -> QSize:
        """Room for eight dots at least."""
        return super().minimumSizeHint().expandedTo(QSize(160, 0))

    def _rewrite(self) -> None:
        """A password is never rewritten."""

    def _show_text(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icons.icon("eye_off" if shown else "eye"))
        self._eye.setText("隐藏密码" if shown else "显示密码")

    def _watch_capitals(self, event: QKeyEvent) -> None:
        """Qt cannot ask for the lock: a capital letter without Shift (or a small one with it) gives it away."""
        letter = event.text()
        if len(letter) != 1 or not letter.isascii() or not letter.isalpha():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.set_hint("大写锁定已打开" if letter.isupper() != shift else "")
