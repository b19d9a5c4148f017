"""The one text box of the program: it knows when a Chinese input method is composing and never acts on a key then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from fundapp.ui import theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ACTING = (*ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Line(QLineEdit):
    """A line edit with `entered` (Enter, never while composing), `left` (focus gone) and a unit at its right end."""

    entered = Signal()
    left = Signal()
    stepped = Signal(int)
    """Up (−1) or Down (+1) was pressed."""
    escaped = Signal()
    """Esc was pressed while `takes_escape` is set."""
    typed = Signal(QKeyEvent)
    """Any key press, before the box takes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.select_on_focus = False
        self.takes_escape = False
        self._clicked_in = False
        self._unit: QLabel | None = None

    def set_unit(self, unit: str) -> None:
        """Show a unit (元, %, 天) inside the box at its right end; an empty unit removes it."""
        if self._unit is None:
            self._unit = QLabel(self)
            self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            theme.dress(self._unit, text_role="label")
        self._unit.setText(unit)
        self._unit.adjustSize()
        self.setTextMargins(0, 0, self._unit.width() + 6 if unit else 0, 0)
        self._place_unit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether half-typed pinyin stands in the box."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, arrows and Esc become signals; while composing they belong to the input method."""
        key = Qt.Key(event.key())
        self.typed.emit(event)
        if self.composing and key in _ACTING:
            event.accept()
        elif key in ENTER:
            event.accept()
            self.entered.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.accept()
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.takes_escape:
            event.accept()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything when asked to, so that typing replaces the old figure; a mouse click decides on release."""
        super().focusInEvent(event)
        if self.select_on_focus and event.reason() not in _PASSING:
            self.selectAll()
            self._clicked_in = event.reason() == Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press that brought the focus has put the cursor somewhere; select again unless text was dragged over."""
        super().mouseReleaseEvent(event)
        if self._clicked_in and not self.hasSelectedText():
            self.selectAll()
        self._clicked_in = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whatever was composed is over; tell the field that the person has left (a context menu is no leaving)."""
        self.composing = False
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right end."""
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        if self._unit is not None:
            self._unit.move(self.width() - self._unit.width() - 11, (self.height() - self._unit.height()) // 2)
