"""What every input of a form is: a box, one line under it, the text as typed, and a value when it can be read."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.label import label, set_role
from fundapp.ui.parts.line import Line
from fundapp.values.bad_input import BadInput

T = TypeVar("T")


class Field(QWidget, Generic[T]):
    """Base of all inputs.

    `raw()` is what was typed and may be nonsense; `value()` is the value or None when the box is empty or cannot be
    read; `problem()` says in Chinese what is wrong now. Nothing typed is ever thrown away because it is wrong.
    """

    edited = Signal()
    """After every keystroke or choice, by a person or by the program."""
    settled = Signal()
    """The person left the box, pressed Enter or chose something."""
    entered = Signal()
    """Enter was pressed while no input method was composing."""

    def __init__(self, caption: str = "", *, required: bool = False, parent: QWidget | None = None) -> None:
        """`caption` names the field for screen readers and in messages."""
        super().__init__(parent)
        self.caption = caption
        self.required = required
        self._complaint = ""
        self._hint = ""
        self._dense = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    @cached_property
    def _under(self) -> QLabel:
        """The line under the box; made when it has something to say, which in most boxes is never."""
        made = label("", "second", wrap=True)
        made.hide()
        self._column.insertWidget(1, made)
        return made

    @abstractmethod
    def raw(self) -> str:
        """What was typed, as it stands in the box (for drafts)."""

    @abstractmethod
    def set_raw(self, raw: str) -> None:
        """Put text back as it was typed."""

    @abstractmethod
    def read(self) -> T | None:
        """The value, or None when the box is empty.

        Raises:
            BadInput: the text cannot be read.
        """

    @abstractmethod
    def set_value(self, value: T | None) -> None:
        """Show a value in the house's way of writing it."""

    @abstractmethod
    def boxes(self) -> list[QWidget]:
        """The inner widgets that take the focus and show the red edge; the first one is the main one."""

    @abstractmethod
    def set_read_only(self, read_only: bool) -> None:
        """Show the value in grey, still selectable."""

    def value(self) -> T | None:
        """The value, or None when the box is empty or cannot be read."""
        try:
            return self.read()
        except BadInput:
            return None

    def problem(self) -> str:
        """Chinese sentence about what is wrong with the box now; empty when nothing is."""
        try:
            missing = self.read() is None
        except BadInput as bad:
            return bad.message
        return f"请填写{self.caption or '此项'}。" if missing and self.required else ""

    def check(self) -> bool:
        """Show the problem under the box, if there is one; True when there is none."""
        self.complain(self.problem())
        return not self._complaint

    def complain(self, sentence: str) -> None:
        """Show `sentence` in red under the box with a red edge, until it is edited; an empty sentence clears it."""
        self._complaint = sentence
        for box in self.boxes():
            theme.dress(box, bad=bool(sentence))
        self.boxes()[0].setAccessibleDescription(sentence or self._hint)
        self._show_under()

    def complaint(self) -> str:
        """The red sentence that stands under the box now."""
        return self._complaint

    def set_hint(self, hint: str) -> None:
        """Grey line under the box; a complaint takes its place while it stands."""
        self._hint = hint
        self.boxes()[0].setAccessibleDescription(self._complaint or hint)
        self._show_under()

    def set_caption(self, caption: str) -> None:
        """Name the field for screen readers and messages."""
        self.caption = caption
        for box in self.boxes():
            box.setAccessibleName(caption)

    def set_dense(self) -> None:
        """Low enough for a row of a table; the line under the box becomes its tooltip."""
        self._dense = True
        for box in self.boxes():
            theme.dress(box, extent="cell")

    def _build(self, box: QWidget) -> None:
        """Lay out the box; called once by the subclass."""
        self._column.addWidget(box)
        self._column.addStretch(1)  # beside a higher neighbour the box stays on top, level with its caption
        self.setFocusProxy(self.boxes()[0])
        self.set_caption(self.caption)

    def _after_edit(self) -> None:
        if self._complaint:
            self.complain("")
        self.edited.emit()

    def _show_under(self) -> None:
        shown = self._complaint or self._hint
        if self._dense:
            self.boxes()[0].setToolTip(shown)
            return
        if not shown and "_under" not in vars(self):
            return
        set_role(self._under, "bad" if self._complaint else "second")
        self._under.setText(shown)
        self._under.setVisible(bool(shown))


class LineField(Field[T]):
    """A field of one line: text is read by `parse` and shown by `show_value`, both given by the subclass."""

    def __init__(self, caption: str = "", *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(caption, required=required, parent=parent)
        self.line = Line()
        self._build(self._box())
        self.line.textChanged.connect(self._after_edit)
        self.line.left.connect(self._on_left)
        self.line.entered.connect(self._on_entered)

    @abstractmethod
    def parse(self, text: str) -> T:
        """Read non-empty text.

        Raises:
            BadInput: the text cannot be read.
        """

    @abstractmethod
    def show_value(self, value: T) -> str:
        """The house's way of writing the value."""

    def raw(self) -> str:
        """What stands in the box."""
        return self.line.text()

    def set_raw(self, raw: str) -> None:
        """Put text back as it was typed."""
        self.line.setText(raw)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def read(self) -> T | None:
        """The value, or None when nothing is typed."""
        typed = self.line.text()
        return self.parse(typed) if typed.strip() else None

    def set_value(self, value: T | None) -> None:
        """Show a value; None empties the box."""
        self.line.setText("" if value is None else self.show_value(value))
        self.line.setCursorPosition(0)

    def boxes(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def set_read_only(self, read_only: bool) -> None:
        """Grey box whose text can still be selected and copied."""
        self.line.setReadOnly(read_only)
        theme.dress(self.line, reading=read_only)

    def set_placeholder(self, text: str) -> None:
        """Faint example inside the empty box."""
        self.line.setPlaceholderText(text)

    def settle(self) -> None:
        """Judge what was typed: rewrite it in the house's way, or keep it and say what is wrong."""
        if self.line.isReadOnly():
            return
        problem = self.problem() if self.line.text().strip() else ""
        if problem:
            self.complain(problem)
        else:
            self._rewrite()
        self.settled.emit()

    def _rewrite(self) -> None:
        value = self.read()
        if value is not None and self.show_value(value) != self.line.text():
            self.line.setText(self.show_value(value))

    def _box(self) -> QWidget:
        return self.line

    def _on_left(self) -> None:
        self.settle()

    def _on_entered(self) -> None:
        self.settle()
        self.entered.emit()
