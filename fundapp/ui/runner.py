"""Work off the window's thread: one worker, one job after the other, results delivered where the window lives.

Screens hand over a question or a verb as a callable without arguments::

    self.runner.do(lambda: ledger.ask(payments.sheet, 7), self.show_sheet, owner=self)

`done` and `failed` always run on the window's thread and never after `owner` is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from fundapp.errors import Cancelled, FundError
from fundapp.ui import notices
from fundapp.ui.parts.progress_panel import ProgressPanel

T = TypeVar("T")
Failed = Callable[[FundError], None]


class Progress:
    """Given to long work: call it to say how far it is; it raises `Cancelled` once the person has asked to stop."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` steps (total 0: unknown) and a Chinese line about the present one.

        Raises:
            Cancelled: the person pressed 取消.
        """
        if self._stop.is_set():
            raise Cancelled("操作已取消，没有改动任何内容。")
        self._tell(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


class Runner(Protocol):
    """Where screens hand their work."""

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        hold: QWidget | None = None,
    ) -> None:
        """Run `work`, then `done(result)`; a `FundError` goes to `failed`, or to a refusal notice when that is None.

        `owner`: nothing is delivered once it is destroyed. `hold`: disabled while the work runs (no double press).
        """

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        """The same for long work: a modal panel shows the progress and offers 取消; cancelling ends in silence."""


@dataclass(frozen=True)
class _Job(Generic[T]):
    done: Callable[[T], None]
    failed: Failed | None
    owner: QObject | None
    hold: QWidget | None
    panel: ProgressPanel | None = None

    def finish(self, result: T) -> None:
        """Deliver a result."""
        if self._alive():
            self.done(result)

    def fail(self, error: BaseException) -> None:
        """Deliver a refusal, or show a bug."""
        if not self._alive():
            if not isinstance(error, FundError):
                notices.crash(error)
        elif isinstance(error, FundError):
            self._refuse(error)
        else:
            notices.crash(error)

    def _refuse(self, error: FundError) -> None:
        if self.failed is not None:
            self.failed(error)
        elif not isinstance(error, Cancelled):
            window = self.owner if isinstance(self.owner, QWidget) else None
            notices.refusal(window, error)

    def _alive(self) -> bool:
        """Give back what was held; False when nobody is there any more."""
        if self.panel is not None:
            self.panel.finish()
        if self.hold is not None and shiboken6.isValid(self.hold):
            self.hold.setEnabled(True)
        return self.owner is None or shiboken6.isValid(self.owner)


class _Courier(QObject):
    """Carries callables from the worker to the window's thread."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, parcel: Callable[[], None]) -> None:
        parcel()


class ThreadRunner(QObject):
    """One worker thread; jobs run in the order they were handed over."""

    busy = Signal(bool)
    """True when the first job is handed over, False when the last one is delivered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._courier = _Courier()
        self._waiting = 0

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        hold: QWidget | None = None,
    ) -> None:
        """See `Runner.do`."""
        if hold is not None:
            hold.setEnabled(False)
        self._hand_over(work, _Job(done, failed, owner, hold))

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        """See `Runner.run_long`."""
        panel = ProgressPanel(title, parent)

        def tell(reached: int, total: int, text: str) -> None:
            self._courier.arrived.emit(lambda: panel.show_progress(reached, total, text))

        progress = Progress(tell)
        panel.cancelled.connect(progress.cancel)
        self._hand_over(lambda: work(progress), _Job(done, failed, parent, None, panel))
        panel.open()

    def close(self) -> None:
        """Let the running job end and start no other; call before the window's thread ends."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _hand_over(self, work: Callable[[], T], job: _Job[T]) -> None:
        self._waiting += 1
        if self._waiting == 1:
            self.busy.emit(True)
        self._pool.submit(self._run, work, job)

    def _run(self, work: Callable[[], T], job: _Job[T]) -> None:
        try:
            result = work()
        except BaseException as error:
            caught = error
            self._courier.arrived.emit(lambda: self._deliver(lambda: job.fail(caught)))
        else:
            self._courier.arrived.emit(lambda: self._deliver(lambda: job.finish(result)))

    def _deliver(self, parcel: Callable[[], None]) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self.busy.emit(False)
        parcel()


class InlineRunner:
    """For tests and the picture tour: the work runs at once, a bug in it climbs to the caller."""

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        hold: QWidget | None = None,
    ) -> None:
        """See `Runner.do`."""
        job = _Job(done, failed, owner, hold)
        try:
            result = work()
        except FundError as error:
            job.fail(error)
        else:
            job.finish(result)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        """See `Runner.run_long`; without a panel."""
        progress = Progress(lambda _reached, _total, _text: None)
        self.do(lambda: work(progress), done, failed, owner=parent)
