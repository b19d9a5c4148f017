"""The last step of a signature: the password, and handwriting for whoever wants it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError, WrongPassword
from fundapp.ui.parts.button import bar
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.handwriting import Handwriting
from fundapp.ui.parts.label import label
from fundapp.ui.parts.password_edit import PasswordEdit


class SignDialog(Dialog):
    """Asks for the password; a wrong one is said here, with its countdown, and nothing typed elsewhere is lost."""

    wanted = Signal(str)
    """The password, after Enter or 同意并签字."""

    def __init__(self, sentence: str, what: str, parent: QWidget | None = None) -> None:
        """`sentence` says what is signed; `what` is the word on the button."""
        super().__init__(what, parent, width=460)
        self.password = PasswordEdit("签字密码")
        self.pad = Handwriting()
        self.error = label("", "bad", wrap=True)
        self._what = what
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.count_down)
        self.body.addWidget(label(sentence, wrap=True))
        self.body.addWidget(label("签字密码（登录密码）", "second"))
        self.body.addWidget(self.password)
        self.body.addWidget(self.error)
        self.body.addWidget(label("手写签名", "second"))
        self.body.addWidget(self.pad)
        self.add_button("取消", self.reject)
        self.button = self.add_button(what, self.ask, look="seal", main=True)
        self.password.entered.connect(self.ask)
        self.password.setFocus()

    def ask(self) -> None:
        """Enter, or the red button."""
        if self.button.isEnabled() and self.password.check():
            self.error.setText("")
            bar(self.button, "正在签字…")
            self.wanted.emit(self.password.take())

    def refuse(self, error: FundError) -> None:
        """Say why not; a wrong password starts the countdown."""
        bar(self.button, "")
        self.error.setText(f"{error.message}{error.remedy}")
        self.password.clear()
        self.password.setFocus()
        self._left = error.wait_seconds if isinstance(error, WrongPassword) else 0
        if self._left > 0:
            self._timer.start()
            self._tell()

    def count_down(self) -> None:
        """A second has passed."""
        self._left -= 1
        if self._left <= 0:
            self._timer.stop()
        self._tell()

    def _tell(self) -> None:
        waiting = self._left > 0
        bar(self.button, f"请等 {self._left} 秒" if waiting else "")
        self.button.setText(f"{self._left} 秒后可重试" if waiting else self._what)


def ask_password(parent: QWidget, sentence: str, what: str, sign: Callable[[SignDialog, str], None]) -> SignDialog:
    """Opens the dialog; `sign` is called with it and the password, and closes it by ``accept``."""
    dialog = SignDialog(sentence, what, parent)
    dialog.wanted.connect(lambda password: sign(dialog, password))
    dialog.open()
    return dialog
