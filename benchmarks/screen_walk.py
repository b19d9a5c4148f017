"""One walk over all screens in a process of its own: ``python -m benchmarks.screen_walk LEDGER ROUNDS``.

Everybody logs in and visits their screens, in the real main window with the real worker thread, after the login window
as in the program; the second and later rounds build every page again. Prints a JSON list of [name, first ms, least ms
of the later rounds].
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from fundapp.sample.office import PASSWORD
from fundapp.services import access
from fundapp.services.ledger import Ledger
from fundapp.ui import frame, notices, theme
from fundapp.ui.login.login_window import LoginWindow
from fundapp.ui.main_window import MainWindow
from fundapp.ui.program import settle
from fundapp.ui.runner import ThreadRunner
from fundapp.ui.session import Session
from fundapp.ui.warm_up import warm_up


class Painted(QObject):
    """Whether a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks, and lets everything through."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


class Walk:
    """Somebody at the main window, and a stop watch."""

    def __init__(self, ledger: Ledger) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a QApplication is needed")
        self.app = app
        self.ledger = ledger
        self.runner = ThreadRunner()
        self.runner.busy.connect(self._on_busy)
        self.people = {one.name: one.person_id for one in ledger.ask(None, access.login_choices)}
        self.session: Session
        self.main: MainWindow
        self.times: dict[str, list[float]] = {}
        self._who = ""
        self._busy = False

    def _on_busy(self, busy: bool) -> None:
        self._busy = busy

    def enter(self, who: str) -> None:
        """Somebody has logged in: the main window with the workbench. The key of the password is not measured."""
        seat = access.log_in(self.ledger, self.people[who], PASSWORD)
        self._who = who
        self.session = Session(self.ledger, seat, self.runner)

        def show() -> QWidget:
            self.main = frame.make(self.session, None, 0)
            self.main.show()
            return self.page()

        self.time("登录后的主窗口和工作台", show)

    def leave(self) -> None:
        """The window goes, with everything that was typed."""
        for page in self.main.findChildren(QWidget):
            drop = getattr(page, "drop", None)
            if drop is not None and getattr(page, "unsaved", str)():
                drop()
        self.main.hide()
        self.main.deleteLater()
        self.settle()

    def page(self) -> QWidget:
        """The page seen."""
        page = self.main.page()
        if page is None:
            raise AssertionError("no page is open")
        return page

    def visit(self, name: str, key: str, target: object = None) -> None:
        """A screen, or with a target a page above it."""

        def act() -> QWidget:
            self.main.go(key, target)
            return self.page()

        self.time(name, act)

    def detail(self, name: str, key: str, target: object) -> None:
        """A page above a screen that is open already."""
        self.main.go(key)
        self.settle()
        self.visit(name, key, target)

    def time(self, name: str, act: Callable[[], QWidget]) -> None:
        """Until what `act` returns is painted and no work is left."""
        gc.collect()
        start = time.perf_counter()
        painted = Painted(act())
        self.settle()
        taken = (time.perf_counter() - start) * 1000
        if not painted.seen:
            raise AssertionError(f"{name} was not painted")
        self.times.setdefault(f"{self._who}：{name}", []).append(taken)

    def settle(self) -> None:
        """Until the worker has delivered everything and no event is left."""
        self.app.processEvents()
        while self._busy:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.app.processEvents()


def main(arguments: list[str]) -> None:
    """Walk, and print the times."""
    from benchmarks.sample_year import opened  # noqa: PLC0415 - what the walk needs is not what a screen needs
    from benchmarks.screen_steps import STEPS  # noqa: PLC0415

    app = QApplication([])
    theme.install(app)
    ledger = opened(Path(arguments[0]))
    walk = Walk(ledger)
    login = LoginWindow()
    login.show()
    walk.settle()
    settle()
    warm_up(walk.runner, app, lambda: ledger)
    walk.settle()
    login.hide()
    with notices.captured() as said:
        for _ in range(int(arguments[1])):
            for step in STEPS:
                step(walk)
                walk.leave()
    refused = [f"{one.title}：{one.text}" for one in said if one.kind in {"refusal", "crash"}]
    if refused:
        raise AssertionError(refused)
    walk.runner.close()
    ledger.close()
    json.dump([[name, taken[0], min(taken[1:])] for name, taken in walk.times.items()], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
