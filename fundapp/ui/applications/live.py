"""Gate and checks beside the boxes: made again a moment after every edit, by the rules of submission."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from fundapp.errors import FundError
from fundapp.services import application_sheet
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_sheet import Preview
from fundapp.ui.session import Session

PAUSE_MS = 150


class LiveApplication(QObject):
    """Asks the services what is typed comes to; only the newest question is answered."""

    shown = Signal(object)
    """A `Preview`."""
    failed = Signal(object)
    """A `FundError`: what is typed could not be judged at all."""

    def __init__(self, session: Session, draft: Callable[[], ApplicationDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._draft = draft
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.now)

    def touch(self) -> None:
        """Something was typed: judge in a moment."""
        self._timer.start()

    def stop(self) -> None:
        """Nobody looks any more, or nothing can be typed."""
        self._timer.stop()
        self._asked += 1

    def now(self) -> None:
        """Judge what is typed."""
        self._timer.stop()
        self._asked += 1
        number, draft, ask = self._asked, self._draft(), self._session.ask

        def done(found: Preview) -> None:
            if number == self._asked:
                self.shown.emit(found)

        def failed(error: FundError) -> None:
            if number == self._asked:
                self.failed.emit(error)

        self._session.runner.do(lambda: ask(application_sheet.preview, draft), done, failed, owner=self)
