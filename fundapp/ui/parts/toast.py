"""A passing line over the status line: what has just been done. It takes no key, no click, and covers no button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget

from fundapp.ui import theme
from fundapp.ui.tokens import Tone

SHOWN_MS = 4000


class Toast(QLabel):
    """Shown over the strip `place` for four seconds; a long sentence wraps and grows upwards.

    Every page leaves a margin below its card, so that a second line still leaves the buttons at its foot free.
    """

    def __init__(self, parent: QWidget, place: QWidget) -> None:
        super().__init__(parent)
        self._strip = place
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setContentsMargins(20, 0, 20, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        place.installEventFilter(self)
        self.hide()

    def say(self, text: str, tone: Tone) -> None:
        """Show a line; a newer one replaces it."""
        theme.dress(self, toast=tone)
        self.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where the strip is."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        strip = self._strip.geometry()
        height = max(strip.height(), self.heightForWidth(strip.width()) + 4)
        self.setGeometry(strip.left(), strip.bottom() + 1 - height, strip.width(), height)
