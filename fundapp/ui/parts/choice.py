"""Choosing one of a few: a plain drop-down list."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from fundapp.ui.parts.field import Field
from fundapp.ui.parts.line import ENTER

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Option(Generic[T]):
    """One thing to choose.

    Attributes:
        value: what is chosen (an id, a code, an enum member).
        text: what is shown.
        detail: second line or aside (number, balance); searched too.
        keys: further text to find it by, such as pinyin initials.
        barred: why it cannot be chosen now; empty when it can.
    """

    value: T
    text: str
    detail: str = ""
    keys: str = ""
    barred: str = ""


class _Box(QComboBox):
    """A drop-down whose Enter moves on and whose wheel never changes a value by accident."""

    def __init__(self, field: Choice[T]) -> None:
        super().__init__()
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in ENTER:
            event.accept()
            self._field.entered.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As always, but a text that does not fit ends in … and is the tooltip."""
        painter = QStylePainter(self)
        shown = QStyleOptionComboBox()
        self.initStyleOption(shown)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, shown, part, self).width() - 6
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        shown.currentText = words
        painter.drawComplexControl(control, shown)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, shown)


class Choice(Field[T]):
    """A drop-down of up to a dozen options; for more, take `SearchChoice`."""

    def __init__(
        self,
        caption: str = "",
        options: Sequence[Option[T]] = (),
        *,
        required: bool = False,
        empty: str = "请选择",
        parent: QWidget | None = None,
    ) -> None:
        """`empty` is shown while nothing is chosen; without it the first option is chosen from the start."""
        super().__init__(caption, required=required, parent=parent)
        self._empty = empty
        self._options: tuple[Option[T], ...] = ()
        self.box: QComboBox = _Box(self)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.setMinimumWidth(96)
        self.box.setMaxVisibleItems(12)
        self._build(self.box)
        self.set_options(options)
        self.box.currentIndexChanged.connect(self._after_edit)
        self.box.activated.connect(lambda _index: self.settled.emit())

    def set_options(self, options: Sequence[Option[T]]) -> None:
        """Replace the options; what was chosen stays chosen if it is still there."""
        chosen = self.read()
        self._options = tuple(options)
        self.box.blockSignals(True)
        self.box.clear()
        if self._empty:
            self.box.addItem(self._empty)
        for option in self._options:
            self._add(option)
        self.box.blockSignals(False)
        self.set_value(chosen)

    def options(self) -> tuple[Option[T], ...]:
        """What can be chosen now."""
        return self._options

    def raw(self) -> str:
        """The chosen value as JSON text, for drafts."""
        value = self.read()
        return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)

    def set_raw(self, raw: str) -> None:
        """Choose again what a draft held, or the option of that word (from a spreadsheet); others choose nothing."""
        found = (option.value for option in self._options if _same(option.value, raw) or option.text == raw.strip())
        self.set_value(next(found, None))

    def read(self) -> T | None:
        """The chosen value, or None."""
        index = self.box.currentIndex() - self._offset()
        return self._options[index].value if 0 <= index < len(self._options) else None

    def chosen(self) -> Option[T] | None:
        """The chosen option."""
        index = self.box.currentIndex() - self._offset()
        return self._options[index] if 0 <= index < len(self._options) else None

    def set_value(self, value: T | None) -> None:
        """Choose a value; None or an unknown one chooses nothing."""
        places = [place for place, option in enumerate(self._options) if option.value == value]
        self.box.setCurrentIndex(places[0] + self._offset() if places else (0 if self._empty else -1))

    def problem(self) -> str:
        """Says that something must be chosen, or why the chosen one cannot be."""
        chosen = self.chosen()
        if chosen is None:
            return f"请选择{self.caption or '一项'}。" if self.required else ""
        return chosen.barred

    def boxes(self) -> list[QWidget]:
        """The drop-down."""
        return [self.box]

    def set_read_only(self, read_only: bool) -> None:
        """Grey and closed."""
        self.box.setEnabled(not read_only)

    def _offset(self) -> int:
        return 1 if self._empty else 0

    def _add(self, option: Option[T]) -> None:
        self.box.addItem(f"{option.text}　{option.detail}" if option.detail else option.text)
        place = self.box.count() - 1
        if option.barred:
            self.box.setItemData(place, option.barred, Qt.ItemDataRole.ToolTipRole)
            self.box.setItemData(place, 0, Qt.ItemDataRole.UserRole - 1)


def _same(value: Hashable, raw: str) -> bool:
    return bool(raw) and json.dumps(value, ensure_ascii=False, default=str) == raw


def labelled(members: Sequence[T]) -> tuple[Option[T], ...]:
    """Options from the members of a labelled enum: its label is the text."""
    return tuple(Option(member, str(getattr(member, "label", member))) for member in members)
