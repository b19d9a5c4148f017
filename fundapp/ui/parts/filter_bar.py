"""The bar above a list: a box for words, drop-downs, and every filter that is set as a chip nobody overlooks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fundapp.ui import icons, theme, tokens
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import label
from fundapp.ui.parts.line import Line

_PAUSE_MS = 250


class FilterBar(QWidget):
    """Emits `changed` a moment after typing, at once for a choice; hides itself while it has nothing to offer."""

    changed = Signal()

    def __init__(self, *, searchable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, tuple[str, QComboBox]] = {}
        self._told: tuple[str, tuple[tuple[str, str], ...]] = ("", ())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.apply)
        self.line = Line()
        self.line.setPlaceholderText("筛选…")
        self.line.setAccessibleName("筛选")
        self.line.setMaximumWidth(260)
        if searchable:
            self.line.setClearButtonEnabled(True)
            self.line.addAction(QAction(icons.icon("search"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        else:
            self.line.hide()
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._chip_row = QWidget()
        self._chip_row.setLayout(self._chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._build(searchable)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.entered.connect(self.apply)

    def _build(self, searchable: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        row.addLayout(self._choices)
        row.addStretch(1)
        row.addLayout(self._tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._chip_row)
        self._chip_row.hide()
        if not searchable:
            self.hide()

    def add_filter(self, key: str, title: str, options: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """A drop-down of (code, word); its first line means no filter."""
        box = QComboBox()
        box.addItem(f"{title}：全部", "")
        for code, word in options:
            box.addItem(word, code)
        box.setAccessibleName(title)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.currentIndexChanged.connect(lambda _index: self.apply())
        self._boxes[key] = (title, box)
        self._choices.addWidget(box)
        self.show()
        self._told = self._state()
        self._show_chips()

    def add_tool(self, tool: QWidget) -> None:
        """A button at the right end."""
        self._tools.addWidget(tool)
        self.show()

    def text(self) -> str:
        """Words typed, without outer spaces."""
        return self.line.text().strip()

    def filters(self) -> tuple[tuple[str, str], ...]:
        """(key, code) of every filter that is set."""
        return tuple((key, str(box.currentData())) for key, (_, box) in self._boxes.items() if box.currentData())

    def is_set(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.text() or self.filters())

    def set_filter(self, key: str, code: str) -> None:
        """Set a filter, or clear it with an empty code."""
        box = self._boxes[key][1]
        box.setCurrentIndex(max(0, box.findData(code)))

    def clear(self) -> None:
        """Take every filter away."""
        self.line.clear()
        for _, box in self._boxes.values():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.apply()

    def apply(self) -> None:
        """Tell the list, unless nothing is different."""
        self._pause.stop()
        if self._state() != self._told:
            self._told = self._state()
            self._show_chips()
            self.changed.emit()

    def chips(self) -> tuple[str, ...]:
        """The words on the chips."""
        typed = (f"包含“{self.text()}”",) if self.text() else ()
        return typed + tuple(
            f"{title}：{box.currentText()}" for title, box in self._boxes.values() if box.currentData()
        )

    def _state(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.text(), self.filters()

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        if self.is_set():
            self._chips.addWidget(label("已筛选", "warn"))
            if self.text():
                self._chips.addWidget(self._chip(self.chips()[0], ""))
            for key, (title, box) in self._boxes.items():
                if box.currentData():
                    self._chips.addWidget(self._chip(f"{title}：{box.currentText()}", key))
            self._chips.addWidget(button("全部清除", self.clear, look="link"))
            self._chips.addStretch(1)
        self._chip_row.setVisible(self.is_set())

    def _chip(self, text: str, key: str) -> QPushButton:
        def take_away() -> None:
            if key:
                self.set_filter(key, "")
            else:
                self.line.clear()
                self.apply()

        made = button(text, take_away, tip="去掉这个筛选条件")
        made.setIcon(icons.icon("dismiss", tokens.WARN))
        made.setIconSize(QSize(12, 12))
        theme.dress(made, look="chip")
        return made
