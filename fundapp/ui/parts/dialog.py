"""Dialogs: never higher than 640 px, everything by keyboard, the main button says what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import label
from fundapp.ui.parts.line import ENTER
from fundapp.ui.parts.mark import Mark
from fundapp.ui.tokens import Look

MAX_HEIGHT = 640


class Dialog(QDialog):
    """A title, a body that scrolls when it must, and a row of buttons.

    Add widgets to `body`, buttons with `add_button`. Enter presses the main button unless a text box or another button
    has the focus; Esc closes as 取消 does.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(parent)
        if parent is None:
            theme.dress_window(self)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(min(width, 480))
        self._wish = width
        self._main: QPushButton | None = None
        content = QWidget()
        theme.dress(content, ground="clear")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(24, 8, 24, 16)
        self.body.setSpacing(12)
        self._content = content
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._build(title)
        self.resize(self._width(), self.height())  # a form has two columns only where it is wide enough

    def _build(self, title: str) -> None:
        self.heading = label(title, "title", wrap=True)
        self.mark = Mark(size=22)
        self.mark.hide()
        head = QHBoxLayout()
        head.setContentsMargins(24, 18, 24, 8)
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.heading, 1)
        foot = QFrame()
        theme.dress(foot, frame="footer")
        self._buttons = QHBoxLayout(foot)
        self._buttons.setContentsMargins(24, 12, 24, 12)
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(foot)

    def add_button(
        self, text: str, pressed: Callable[[], object], *, look: Look = "plain", main: bool = False, left: bool = False
    ) -> QPushButton:
        """Add a button at the right end (or the left one); the `main` one is pressed by Enter."""
        made = button(text, pressed, look=look)
        self._buttons.insertWidget(0 if left else self._buttons.count(), made)
        if main:
            self._main = made
        return made

    def press_main(self) -> None:
        """What Enter does: press the main button if it can be pressed."""
        if self._main is not None and self._main.isEnabled():
            self._main.click()

    def fit(self) -> None:
        """Take the height the content asks for, at most 640 px and never more than the screen has."""
        room, width = self.screen().availableSize(), self._width()
        # A row shown a moment ago tells the layouts above it only when events are handled: ask them now, inside out.
        for held in reversed(self._content.findChildren(QWidget)):
            layout = held.layout()
            if layout is not None:
                layout.activate()
        inner = self._content.layout()
        deep = inner is not None and inner.hasHeightForWidth()
        height = inner.totalHeightForWidth(width) if inner is not None and deep else self._content.sizeHint().height()
        frame = self.heading.heightForWidth(width - 48) + 26 + 60
        self.resize(width, min(height + frame, MAX_HEIGHT, room.height() - 60))

    def _width(self) -> int:
        return min(self._wish, self.screen().availableSize().width() - 40)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit to content and screen before the first paint."""
        self.fit()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the main button; QDialog would press whichever comes first."""
        if Qt.Key(event.key()) in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            focused = self.focusWidget()
            if isinstance(focused, QPushButton) and focused.hasFocus():
                focused.click()
            else:
                self.press_main()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own cross is 取消."""
        super().closeEvent(event)
        self.reject()
