"""Choosing one of many: type a part of the name, the number or its pinyin initials, and pick from the list below.

The list is a child of the window, not a ``Qt.Popup``: input methods keep working in the box (they fail in popups).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QHideEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLineEdit, QListView, QWidget

from fundapp.ui import icons, theme
from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.field import Field
from fundapp.ui.parts.line import Line

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_ROW = 30
_SHOWN = 8


class _Options(QAbstractListModel, Generic[T]):
    """The options that match what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Option[T]] = []

    def show(self, rows: list[Option[T]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return _line(self.rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.rows[index.row()].barred or None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].barred:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _List(QListView):
    """The list below the box; a press on it must not take the focus from the box."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        event.accept()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.clicked.emit(index)


class SearchChoice(Field[T]):
    """One of many options, by typing. Up, Down, Enter work in the list, Esc closes it, leaving checks the text."""

    def __init__(
        self,
        caption: str = "",
        options: Sequence[Option[T]] = (),
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, required=required, parent=parent)
        self._options: tuple[Option[T], ...] = tuple(options)
        self._chosen: Option[T] | None = None
        self._model: _Options[T] = _Options()
        self._list: _List | None = None
        self.line = Line()
        self.line.setPlaceholderText("输入名称、编号或拼音首字母")
        self._arrow = QAction(icons.icon("chevron_down"), "展开选项", self)
        self._arrow.triggered.connect(self._toggle)
        self.line.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        self._build(self.line)
        self.line.textEdited.connect(self._on_typed)
        self.line.textChanged.connect(self._on_text)
        self.line.stepped.connect(self._on_step)
        self.line.entered.connect(self._on_enter)
        self.line.escaped.connect(self.close_list)
        self.line.left.connect(self._on_left)

    def set_options(self, options: Sequence[Option[T]]) -> None:
        """Replace the options; what was chosen stays chosen if it is still there."""
        value = self.read()
        self._options = tuple(options)
        if value is not None:
            self.set_value(value)

    def options(self) -> tuple[Option[T], ...]:
        """What can be chosen now."""
        return self._options

    def raw(self) -> str:
        """What stands in the box."""
        return self.line.text()

    def set_raw(self, raw: str) -> None:
        """Put text back; it chooses the option of that text."""
        self.line.setText(raw)

    def read(self) -> T | None:
        """The chosen value, or None."""
        return self._chosen.value if self._chosen is not None else None

    def chosen(self) -> Option[T] | None:
        """The chosen option."""
        return self._chosen

    def set_value(self, value: T | None) -> None:
        """Choose a value; None or an unknown one empties the box."""
        found = next((option for option in self._options if value is not None and option.value == value), None)
        self._chosen = found
        self.line.setText(found.text if found is not None else "")
        self.line.setCursorPosition(0)

    def problem(self) -> str:
        """Says that something must be chosen, that nothing is called so, or why the chosen one cannot be."""
        if self._chosen is not None:
            return self._chosen.barred
        typed = self.line.text().strip()
        if typed:
            return f"没有找到“{typed}”，请从列表中选择。"
        return f"请选择{self.caption or '一项'}。" if self.required else ""

    def boxes(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def set_placeholder(self, text: str) -> None:
        """Faint words inside the empty box."""
        self.line.setPlaceholderText(text)

    def set_read_only(self, read_only: bool) -> None:
        """Grey, without the list."""
        self.line.setReadOnly(read_only)
        self._arrow.setVisible(not read_only)

    def matches(self, typed: str) -> list[Option[T]]:
        """Options in which every typed word occurs, in name, detail or search keys."""
        words = typed.lower().split()
        return [option for option in self._options if all(word in _searched(option) for word in words)]

    def open_list(self, typed: str = "") -> None:
        """Show the options that match under the box, or above it when the window ends."""
        if self.line.isReadOnly():
            return
        rows = self.matches(typed)
        self._model.show(rows)
        listing = self._ready_list()
        height = max(1, min(len(rows), _SHOWN)) * _ROW + 8
        window = self.window()
        below = self.line.mapTo(window, QPoint(0, self.line.height() + 2))
        if below.y() + height > window.height():
            below.setY(max(0, self.line.mapTo(window, QPoint(0, 0)).y() - height - 2))
        listing.setGeometry(below.x(), below.y(), max(self.line.width(), 260), height)
        listing.setVisible(bool(rows))
        listing.raise_()
        self.line.takes_escape = bool(rows)
        self._step_to(0)

    def close_list(self) -> None:
        """Hide the options."""
        if self._list is not None:
            self._list.hide()
        self.line.takes_escape = False

    def list_is_open(self) -> bool:
        """Whether the options are shown."""
        return self._list is not None and self._list.isVisible()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the box."""
        super().hideEvent(event)
        self.close_list()

    def _ready_list(self) -> _List:
        if self._list is None or self._list.parentWidget() is not self.window():
            made = _List(self.window())
            made.setModel(self._model)
            made.setProperty("part", "options")
            made.setFont(theme.font())
            made.setUniformItemSizes(True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            made.setAccessibleName(f"{self.caption}选项")
            made.clicked.connect(lambda index: self._choose(index.row()))
            self.destroyed.connect(made.deleteLater)
            self._follow_scrolling()
            self._list = made
        return self._list

    def _follow_scrolling(self) -> None:
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QAbstractScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.close_list)
            above = above.parentWidget()

    def _toggle(self) -> None:
        self.line.setFocus()
        if self.list_is_open():
            self.close_list()
        else:
            self.open_list()

    def _on_typed(self, typed: str) -> None:
        self.open_list(typed)

    def _on_text(self, text: str) -> None:
        if self._chosen is None or self._chosen.text != text:
            same = [option for option in self._options if option.text == text.strip()]
            self._chosen = same[0] if len(same) == 1 else None
        self._after_edit()

    def _on_step(self, step: int) -> None:
        if not self.list_is_open():
            self.open_list("" if self._chosen is not None else self.line.text())
        elif self._list is not None:
            self._step_to(self._list.currentIndex().row() + step)

    def _step_to(self, row: int) -> None:
        if self._list is not None and self._model.rows:
            place = max(0, min(row, len(self._model.rows) - 1))
            self._list.setCurrentIndex(self._model.index(place))

    def _on_enter(self) -> None:
        if self.list_is_open() and self._list is not None:
            self._choose(self._list.currentIndex().row())
        else:
            self._on_left()
        self.entered.emit()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._model.rows) and not self._model.rows[row].barred:
            option = self._model.rows[row]
            self.close_list()
            self._chosen = option
            self.line.setText(option.text)
            self.line.setCursorPosition(0)
            self.settled.emit()

    def _on_left(self) -> None:
        self.close_list()
        if not self.line.isReadOnly():
            self.complain(self.problem() if self.line.text().strip() else "")
            self.settled.emit()


def _line(option: Option[T]) -> str:
    return f"{option.text}　{option.detail}" if option.detail else option.text


def _searched(option: Option[T]) -> str:
    return f"{option.text} {option.detail} {option.keys}".lower()
