"""The first window: a blue half that says which ledger this is, a white half with what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.ui import notices, theme
from fundapp.ui.login.login_panel import LoginPanel
from fundapp.ui.login.password_panel import FirstPasswordPanel
from fundapp.ui.login.start_panel import NewLedgerPanel, StartPanel
from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.ui.parts.scroll import Scroll

LEDGER_FILTER = "账套 (*.fund)"
_CARD = (880, 480)
_TALL = 570
_FACTS = {"ledger": "账套", "place": "位置", "backup": "上次备份"}


class LoginWindow(QWidget):
    """Signals say what the person wants; `show_…` methods say what comes next. Nothing here touches a ledger."""

    login_wanted = Signal(int, str)
    """Person's id and password."""
    password_chosen = Signal(str)
    """The person's own first password."""
    ledger_wanted = Signal(object)
    """A `LedgerWish` for a new ledger."""
    opened = Signal(Path)
    """An existing ledger file was chosen."""
    sample_wanted = Signal()
    forgotten = Signal()
    switched = Signal()
    """The window is locked and somebody else wants to log in."""
    back_to_login = Signal()
    """The first password was not set: the seat must be given up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("项目资金管理")
        theme.dress_window(self)
        theme.dress(self, ground="window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1000, 620)
        self.setMinimumSize(640, 420)
        self._facts: dict[str, QLabel] = {}
        self._homes: dict[QWidget, QWidget] = {}
        self._stack = QStackedWidget()
        self._card = QFrame()
        self._waiting = label("正在打开…", "label")
        self._build()
        self.show_start()

    @cached_property
    def start(self) -> StartPanel:
        """Three ways to begin. Panels are made at their first use: the window must be painted at once."""
        panel = StartPanel()
        panel.new_wanted.connect(self.show_new_ledger)
        panel.open_wanted.connect(self._choose_file)
        panel.sample_wanted.connect(self.sample_wanted)
        return panel

    @cached_property
    def new_ledger(self) -> NewLedgerPanel:
        """The few things a new ledger needs to know."""
        panel = NewLedgerPanel()
        panel.wanted.connect(self.ledger_wanted)
        panel.given_up.connect(lambda: self._show(self._before))
        return panel

    @cached_property
    def login(self) -> LoginPanel:
        """Person and password."""
        panel = LoginPanel()
        panel.login_wanted.connect(self.login_wanted)
        panel.other_wanted.connect(self._choose_file)
        panel.new_wanted.connect(self.show_new_ledger)
        panel.forgotten.connect(self.forgotten)
        panel.switched.connect(self.switched)
        return panel

    @cached_property
    def first_password(self) -> FirstPasswordPanel:
        """The person's own password."""
        panel = FirstPasswordPanel()
        panel.chosen.connect(self.password_chosen)
        panel.given_up.connect(self.back_to_login)
        return panel

    @cached_property
    def _wait(self) -> QWidget:
        panel = QWidget()
        QVBoxLayout(panel).addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignCenter)
        return panel

    def _build(self) -> None:
        card = self._card
        theme.dress(card, frame="card")
        card.setMaximumSize(*_CARD)
        halves = QHBoxLayout(card)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self._brand(), 5)
        halves.addWidget(self._stack, 4)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(card)

    def _brand(self) -> QFrame:
        half = QFrame()
        theme.dress(half, frame="brand")
        half.setMinimumWidth(200)
        column = QVBoxLayout(half)
        column.setContentsMargins(44, 48, 32, 40)
        column.setSpacing(6)
        name, motto = label("项目资金管理"), label("先签批，后拨付")
        theme.dress(name, on_blue="name")
        theme.dress(motto, on_blue="motto")
        column.addWidget(name)
        column.addWidget(motto)
        column.addStretch(1)
        for key in _FACTS:
            self._facts[key] = ElidedLabel()
            theme.dress(self._facts[key], on_blue="fact")
            column.addWidget(self._facts[key])
        secret = label("本系统不得处理涉密信息", wrap=True)
        theme.dress(secret, on_blue="small")
        column.addSpacing(10)
        column.addWidget(secret)
        return half

    def show_facts(self, ledger: str, place: str = "", backup: str = "") -> None:
        """What the blue half says of the ledger; empty texts are not shown."""
        for key, text in (("ledger", ledger), ("place", place), ("backup", backup)):
            self._facts[key].setText(f"{_FACTS[key]}　{text}" if text else "")

    def show_start(self, error: FundError | None = None) -> None:
        """Three ways to begin; `error` says why the last ledger could not be opened."""
        self.start.refuse(error)
        self._before: QWidget = self.start
        self._show(self.start)
        self.start.new.setFocus()

    def show_new_ledger(self) -> None:
        """The few things a new ledger needs to know."""
        self.new_ledger.set_busy(False)
        self._show(self.new_ledger)
        self.new_ledger.office.setFocus()

    def show_login(self, people: Sequence[Option[int]], last: int | None = None) -> None:
        """The login card."""
        self._before = self.login
        self._show(self.login)
        self.login.set_busy(False)
        self.login.set_people(people, last)

    def show_first_password(self, name: str) -> None:
        """Somebody has logged in with an initial password."""
        self._show(self.first_password)
        self.first_password.greet(name)

    def show_waiting(self, text: str = "正在打开…") -> None:
        """Something takes a moment."""
        self._waiting.setText(text)
        self._show(self._wait)

    def panel(self) -> QWidget:
        """The panel that is shown."""
        return next(panel for panel, home in self._homes.items() if home is self._stack.currentWidget())

    def _show(self, panel: QWidget) -> None:
        if panel not in self._homes:
            self._homes[panel] = Scroll(panel)
            self._stack.addWidget(self._homes[panel])
        self._card.setMaximumHeight(_TALL if isinstance(panel, NewLedgerPanel | FirstPasswordPanel) else _CARD[1])
        self._stack.setCurrentWidget(self._homes[panel])

    def _choose_file(self) -> None:
        chosen = notices.ask_open(self, "打开账套", LEDGER_FILTER)
        if chosen:
            self.opened.emit(chosen[0])
