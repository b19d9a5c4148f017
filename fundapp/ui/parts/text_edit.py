"""Plain text: one line, or several with a visible limit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.field import Field, LineField
from fundapp.ui.parts.line import ENTER
from fundapp.values.bad_input import BadInput


def _too_long(text: str, limit: int) -> str:
    return f"最多 {limit} 字，现在 {len(text)} 字，请缩短。"


class TextEdit(LineField[str]):
    """One line of text; spaces around it are dropped, `limit` characters at most (0: no limit)."""

    def __init__(
        self, caption: str = "", *, required: bool = False, limit: int = 200, parent: QWidget | None = None
    ) -> None:
        super().__init__(caption, required=required, parent=parent)
        self._limit = limit

    def parse(self, text: str) -> str:
        """The text without outer spaces.

        Raises:
            BadInput: longer than the limit; what was typed stays in the box.
        """
        trimmed = text.strip()
        if self._limit and len(trimmed) > self._limit:
            raise BadInput(_too_long(trimmed, self._limit))
        return trimmed

    def show_value(self, value: str) -> str:
        """The text itself."""
        return value


class _Note(QPlainTextEdit):
    """Tab leaves, Ctrl+Enter moves on, Enter makes a new line; nothing acts while an input method composes."""

    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self.setTabChangesFocus(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            if not self.composing:
                self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class NoteEdit(Field[str]):
    """Several lines of text (opinion, reason, goal); Ctrl+Enter or Tab moves on."""

    def __init__(
        self,
        caption: str = "",
        *,
        required: bool = False,
        lines: int = 3,
        limit: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, required=required, parent=parent)
        self._limit = limit
        self.note = _Note()
        self.note.setFixedHeight(lines * self.note.fontMetrics().lineSpacing() + 20)
        self._build(self.note)
        self.note.textChanged.connect(self._after_edit)
        self.note.left.connect(self._on_left)
        self.note.entered.connect(self.entered)

    def raw(self) -> str:
        """What stands in the box."""
        return self.note.toPlainText()

    def set_raw(self, raw: str) -> None:
        """Put text back as it was typed."""
        self.note.setPlainText(raw)

    def read(self) -> str | None:
        """The text without outer spaces, or None when empty.

        Raises:
            BadInput: longer than the limit.
        """
        trimmed = self.raw().strip()
        if self._limit and len(trimmed) > self._limit:
            raise BadInput(_too_long(trimmed, self._limit))
        return trimmed or None

    def set_value(self, value: str | None) -> None:
        """Show a text."""
        self.note.setPlainText(value or "")

    def boxes(self) -> list[QWidget]:
        """The text box."""
        return [self.note]

    def set_read_only(self, read_only: bool) -> None:
        """Grey, still selectable."""
        self.note.setReadOnly(read_only)
        theme.dress(self.note, reading=read_only)

    def set_placeholder(self, text: str) -> None:
        """Faint example inside the empty box."""
        self.note.setPlaceholderText(text)

    def _on_left(self) -> None:
        if not self.note.isReadOnly():
            self.complain(self.problem() if self.raw().strip() else "")
            self.settled.emit()
