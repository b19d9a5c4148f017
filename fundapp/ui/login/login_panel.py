"""The login card: who, password, why not, and how long to wait."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.errors import FundError, WrongPassword
from fundapp.ui import theme
from fundapp.ui.parts.button import button
from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.label import label
from fundapp.ui.parts.password_edit import PasswordEdit
from fundapp.ui.parts.search_choice import SearchChoice

_SECONDS = re.compile(r"\d+(?= 秒)")


class LoginPanel(QWidget):
    """Person and password. After a wrong password the button counts down the seconds that the service asked for."""

    login_wanted = Signal(int, str)
    """Person's id and the password as typed."""
    other_wanted = Signal()
    """打开其他账套 was pressed."""
    new_wanted = Signal()
    """新建账套 was pressed."""
    forgotten = Signal()
    """忘记密码 was pressed."""
    switched = Signal()
    """The window is locked and somebody else wants to log in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = ""
        self._left = 0
        self._waits_for: int | None = None
        self._busy = False
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.count_down)
        self.title = label("登录", "title")
        self.person: SearchChoice[int] = SearchChoice("用户", required=True)
        self.person.set_placeholder("选择或输入姓名")
        self.password = PasswordEdit("密码")
        self.error = label("", "bad", wrap=True)
        self.error.setMinimumHeight(20)
        self.button = button("登录", self._ask, look="primary")
        theme.dress(self.button, extent="large")
        self._links = QWidget()
        self._others = button("换人登录（未保存的内容只留在本机草稿中）", self.switched.emit, look="link")
        self._others.hide()
        self._build()
        self.person.entered.connect(self.password.setFocus)
        self.person.settled.connect(self._on_person)
        self.password.entered.connect(self._ask)
        self.password.edited.connect(self._on_typed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 32)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addSpacing(4)
        for text, field in (("用户", self.person), ("密码", self.password)):
            column.addWidget(label(text, "second"))
            column.addWidget(field)
            column.addSpacing(4)
        column.addWidget(self.error)
        column.addWidget(self.button)
        column.addStretch(1)
        links = QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        links.addWidget(button("打开其他账套…", self.other_wanted.emit, look="link"))
        links.addStretch(1)
        links.addWidget(button("新建账套…", self.new_wanted.emit, look="link"))
        links.addStretch(1)
        links.addWidget(button("忘记密码", self.forgotten.emit, look="link"))
        column.addWidget(self._links)
        column.addWidget(self._others, 0, Qt.AlignmentFlag.AlignLeft)

    def set_people(self, people: Sequence[Option[int]], last: int | None = None) -> None:
        """Who can log in; `last` is chosen already, and the cursor waits in the empty password box."""
        self.title.setText("登录")
        self.password.clear()  # whoever left must not leave the password behind
        self.error.setText("")
        self.person.set_read_only(False)
        self._links.show()
        self._others.hide()
        self.person.set_options(people)
        if last is not None:
            self.person.set_value(last)
        (self.password if self.person.read() is not None else self.person).setFocus()

    def lock_to(self, person: int) -> None:
        """After idling: the same person types the password again, or somebody else logs in after 退出登录."""
        self.title.setText("已锁定，请重新输入密码")
        self.person.set_value(person)
        self.person.set_read_only(True)
        self.password.clear()
        self._links.hide()
        self._others.show()
        self.password.setFocus()

    def set_busy(self, busy: bool) -> None:
        """The password is being tried."""
        self._busy = busy
        self._show_button()

    def refuse(self, error: FundError) -> None:
        """Say why not; a wrong password may have to wait."""
        self._busy = False
        self._refused = error.message + error.remedy
        self.password.clear()
        self._waits_for = self.person.read()
        self._left = error.wait_seconds if isinstance(error, WrongPassword) else 0
        self.error.setText(self._refused)
        if self._left > 0:
            self._tick.start()
        self._show_button()
        self.password.setFocus()

    def count_down(self) -> None:
        """One second is over."""
        self._left = max(0, self._left - 1)
        if self._left:
            self.error.setText(_SECONDS.sub(str(self._left), self._refused, count=1))
        else:
            self._tick.stop()
            self.error.setText("现在可以重试。")
        self._show_button()

    def waiting(self) -> int:
        """Seconds until the next try is taken."""
        return self._left

    def _ask(self) -> None:
        if not self.button.isEnabled():
            return
        person = self.person.read()
        if person is None:
            self.person.check()
            self.person.setFocus()
        elif not self.password.take():
            self.error.setText("请输入密码。")
            self.password.setFocus()
        else:
            self.login_wanted.emit(person, self.password.take())

    def _on_person(self) -> None:
        """The wait belongs to the person whose password was wrong; for another one the service decides anew."""
        if self._left and self.person.read() not in {None, self._waits_for}:
            self._left = 0
            self._tick.stop()
            self.error.setText("")
            self._show_button()

    def _on_typed(self) -> None:
        if not self._left and self.password.take():
            self.error.setText("")

    def _show_button(self) -> None:
        waiting = f"登录（{self._left} 秒后可重试）" if self._left else "登录"
        self.button.setText("正在登录…" if self._busy else waiting)
        self.button.setEnabled(not self._left and not self._busy)
