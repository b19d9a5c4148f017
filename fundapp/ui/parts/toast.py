"""A passing line at the foot of the window: what has just been done. It takes no key and no click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget

from fundapp.ui import theme
from fundapp.ui.tokens import Tone

SHOWN_MS = 4000


class Toast(QLabel):
    """Shown over the lower middle of `parent` for four seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._above = parent
        self.setContentsMargins(16, 8, 16, 8)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
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
        """Stay in the lower middle."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        above = self._above
        self.adjustSize()
        width = min(self.width(), above.width() - 40)
        self.resize(width, self.height())
        self.move((above.width() - width) // 2, above.height() - self.height() - 44)
