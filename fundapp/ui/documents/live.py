"""What is typed, judged: asked again a moment after every edit, by the rules of submission."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from fundapp.errors import FundError
from fundapp.services.desk import Desk
from fundapp.ui.session import Session

PAUSE_MS = 150

D = TypeVar("D")
P = TypeVar("P")


class Live(QObject, Generic[D, P]):
    """Asks the services about a draft; only the newest question is answered."""

    shown = Signal(object)
    """The answer."""
    failed = Signal(object)
    """A `FundError`: what is typed could not be judged at all."""

    def __init__(
        self, session: Session, question: Callable[[Desk, D], P], draft: Callable[[], D], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._question = question
        self._draft = draft
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.now)

    def touch(self) -> None:
        """Something was typed: ask in a moment."""
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks any more, or nothing can be typed."""
        self._timer.stop()
        self._asked += 1

    def now(self) -> None:
        """Ask about what is typed."""
        self._timer.stop()
        self._asked += 1
        number, draft, ask, question = self._asked, self._draft(), self._session.ask, self._question

        def done(found: P) -> None:
            if number == self._asked:
                self.shown.emit(found)

        def failed(error: FundError) -> None:
            if number == self._asked:
                self.failed.emit(error)

        self._session.runner.do(lambda: ask(question, draft), done, failed, owner=self)
