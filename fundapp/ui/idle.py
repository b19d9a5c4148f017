"""Tells when nobody has touched the window for some minutes, so that a seat is not left open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TabletMove,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `idle` after the set minutes without key, mouse, wheel, pen or touch in a watched window.

    Native windows are watched, not every widget: their events pass once, not once per widget.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        """`minutes` 0: never."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Change the time and start anew."""
        self._timer.stop()
        self._timer.setInterval(minutes * 60_000)
        if minutes:
            self._timer.start()

    def watch(self, window: QWindow | None) -> None:
        """Count what happens in this window as a sign of life."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def remaining_ms(self) -> int:
        """Time left; -1 when not counting."""
        return self._timer.remainingTime()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any sign of life starts the count again."""
        if event.type() in _SIGNS and self._timer.interval():
            self._timer.start()
        return super().eventFilter(watched, event)
