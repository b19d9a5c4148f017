"""Setting a password: new, repeated, with the rules shown and judged while typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.ui import theme
from fundapp.ui.parts.button import button
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.password_edit import PasswordEdit

RULES = (
    "至少 8 位",
    "不能只是姓名，或姓名加几个字符",
    "不能是重复的、连续的字符，键盘上相邻的键，或常见的密码",
    "建议用四个不相干的词，或字母和数字混合",
)


def judge(password: str, name: str) -> str:
    """Why a new password will not do; empty when it will."""
    from fundapp.seal import passwords  # noqa: PLC0415 - the login must paint before cryptography is imported

    try:
        passwords.check_new_password(password, name)
    except FundError as weak:
        return weak.message
    return ""


class NewPassword(QWidget):
    """Two boxes and the rules; used for the first password, a change, and a new ledger's administrator."""

    entered = Signal()

    def __init__(self, name: Callable[[], str], *, rules: bool = True, parent: QWidget | None = None) -> None:
        """`name` gives the person's name, which the password must not be."""
        super().__init__(parent)
        self._name = name
        self.first = PasswordEdit("新密码")
        self.again = PasswordEdit("再输一次")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for text, field in (("新密码", self.first), ("再输一次新密码", self.again)):
            column.addWidget(label(text, "second"))
            column.addWidget(field)
        if rules:
            column.addWidget(label("\n".join(f"· {rule}" for rule in RULES), "second", wrap=True))
        self.first.settled.connect(self._judge_first)
        self.first.entered.connect(self.again.setFocus)
        self.again.settled.connect(self._judge_again)
        self.again.entered.connect(self.entered)

    def problem(self) -> str:
        """Why the two boxes will not do; empty when they will."""
        if not self.first.take():
            return "请填写新密码。"
        weak = judge(self.first.take(), self._name())
        if weak:
            return weak
        return "" if self.first.take() == self.again.take() else "两次输入的密码不一样。"

    def check(self) -> bool:
        """Show what is wrong beside the box it is in, and go there; True when nothing is."""
        problem = self.problem()
        if not problem:
            return True
        box = self.again if problem.startswith("两次") else self.first
        box.complain(problem)
        box.setFocus()
        return False

    def take(self) -> str:
        """The new password."""
        return self.first.take()

    def clear(self) -> None:
        """Empty both boxes."""
        self.first.clear()
        self.again.clear()

    def _judge_first(self) -> None:
        if self.first.take():
            self.first.complain(judge(self.first.take(), self._name()))

    def _judge_again(self) -> None:
        if self.again.take() and self.again.take() != self.first.take():
            self.again.complain("两次输入的密码不一样。")


class FirstPasswordPanel(QWidget):
    """After the first login: the initial password, which others know, is replaced by the person's own."""

    chosen = Signal(str)
    """The new password."""
    given_up = Signal()
    """返回登录 was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = ""
        self._hello = label("", wrap=True)
        self.new = NewPassword(lambda: self._person)
        self.error = label("", "bad", wrap=True)
        self.button = button("设置密码并建立签字密钥", self._ask, look="primary")
        theme.dress(self.button, extent="large")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 32, 40, 24)
        column.setSpacing(8)
        column.addWidget(label("设置自己的密码", "title"))
        column.addWidget(self._hello)
        column.addWidget(self.new)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addWidget(self.button)
        column.addWidget(button("返回登录", self.given_up.emit, look="link"))
        self.new.entered.connect(self._ask)

    def greet(self, name: str) -> None:
        """Whose password it is."""
        self._person = name
        self._hello.setText(f"{name}，您好。初始密码只能使用一次，请设置只有您自己知道的密码；今后的签字都以它为准。")
        self.new.clear()
        self.error.setText("")
        self.button.setEnabled(True)
        self.new.first.setFocus()

    def set_busy(self, busy: bool) -> None:
        """The key is being made."""
        self.button.setEnabled(not busy)

    def refuse(self, error: FundError) -> None:
        """Say why not."""
        self.button.setEnabled(True)
        self.error.setText(f"{error.message}{error.remedy}")

    def _ask(self) -> None:
        if self.button.isEnabled() and self.new.check():
            self.error.setText("")
            self.chosen.emit(self.new.take())


class PasswordDialog(Dialog):
    """Changing one's password later: the old one, then the new one twice."""

    chosen = Signal(str, str)
    """Old and new password."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("修改密码", parent, width=420)
        self.old = PasswordEdit("原密码")
        self.new = NewPassword(lambda: name)
        self.error = label("", "bad", wrap=True)
        self.body.addWidget(label("原密码", "second"))
        self.body.addWidget(self.old)
        self.body.addWidget(self.new)
        self.body.addWidget(self.error)
        self.add_button("取消", self.reject)
        self._main_button = self.add_button("修改", self._ask, look="primary", main=True)
        self.old.entered.connect(self.new.first.setFocus)
        self.new.entered.connect(self._ask)
        self.old.setFocus()

    def set_busy(self, busy: bool) -> None:
        """The change is being made."""
        self._main_button.setEnabled(not busy)

    def refuse(self, error: FundError) -> None:
        """Say why not; what was typed stays."""
        self.set_busy(False)
        if error.field == "密码":
            self.old.complain(error.message)
            self.old.setFocus()
        else:
            self.error.setText(f"{error.message}{error.remedy}")

    def _ask(self) -> None:
        self.error.setText("")
        if self.old.check() and self.new.check():
            self.chosen.emit(self.old.take(), self.new.take())
