"""Several of a few: check boxes side by side, wrapped into columns."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.field import Field

T = TypeVar("T", bound=Hashable)


class CheckGroup(Field[frozenset[T]], Generic[T]):
    """A set of options; none checked counts as empty."""

    def __init__(
        self,
        caption: str,
        options: Sequence[Option[T]],
        *,
        columns: int = 3,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, required=required, parent=parent)
        self._options = tuple(options)
        self._boxes = [QCheckBox(option.text) for option in self._options]
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (box, option) in enumerate(zip(self._boxes, self._options, strict=True)):
            grid.addWidget(box, place // columns, place % columns)
            box.setToolTip(option.barred or option.detail)
            box.setEnabled(not option.barred)
            box.toggled.connect(self._on_toggled)
        grid.setColumnStretch(columns, 1)
        self._build(holder)

    def read(self) -> frozenset[T] | None:
        """What is checked; None when nothing is."""
        pairs = zip(self._boxes, self._options, strict=True)
        return frozenset(option.value for box, option in pairs if box.isChecked()) or None

    def set_value(self, value: frozenset[T] | None) -> None:
        """Check these and no others."""
        for box, option in zip(self._boxes, self._options, strict=True):
            box.setChecked(option.value in (value or frozenset()))

    def raw(self) -> str:
        """The texts that are checked, for drafts."""
        checked = [box.text() for box in self._boxes if box.isChecked()]
        return json.dumps(checked, ensure_ascii=False) if checked else ""

    def set_raw(self, raw: str) -> None:
        """Check again what a draft held."""
        try:
            wanted = {str(text) for text in json.loads(raw or "[]")}
        except (ValueError, TypeError):
            return
        for box in self._boxes:
            box.setChecked(box.text() in wanted)

    def box(self, value: T) -> QCheckBox:
        """The box of an option."""
        return next(box for box, option in zip(self._boxes, self._options, strict=True) if option.value == value)

    def boxes(self) -> list[QWidget]:
        """The check boxes."""
        return [*self._boxes]

    def set_read_only(self, read_only: bool) -> None:
        """Grey."""
        for box, option in zip(self._boxes, self._options, strict=True):
            box.setEnabled(not read_only and not option.barred)

    def _on_toggled(self) -> None:
        self._after_edit()
        self.settled.emit()
