"""Forms: numbered sections, rows of labelled fields in one or two columns, errors beside the field they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.ui.parts.field import Field
from fundapp.ui.parts.label import label

LABEL_WIDTH = 84
_TWO_COLUMNS_FROM = 640


@dataclass
class _Row:
    caption: QLabel
    shown: QWidget
    wide: bool
    visible: bool = True


class _Section(QWidget):
    """A head and a grid that is laid out again when the width allows another number of columns."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.head = label(title, "head")
        column.addWidget(self.head)
        self.head.setVisible(bool(title))
        if hint:
            column.addWidget(label(hint, "second", wrap=True))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        column.addLayout(self._grid)
        self.rows: list[_Row] = []
        self._columns = 0
        self._line = self._pair = 0

    def add(self, row: _Row, columns: int) -> None:
        """Put a row behind the others."""
        self.rows.append(row)
        if columns == self._columns:
            self._place(row)
        else:
            self.arrange(columns)

    def arrange(self, columns: int) -> None:
        """Put every row in its place."""
        self._columns = columns
        self._line = self._pair = 0
        for row in self.rows:
            self._grid.removeWidget(row.caption)
            self._grid.removeWidget(row.shown)
        for place in range(4):
            self._grid.setColumnStretch(place, 0)
        for pair in range(columns):
            self._grid.setColumnStretch(pair * 2 + 1, 1)
        for row in (row for row in self.rows if row.visible):
            self._place(row)

    def _place(self, row: _Row) -> None:
        if row.wide and self._pair:
            self._line, self._pair = self._line + 1, 0
        span = 2 * self._columns - 1 if row.wide else 1
        self._grid.addWidget(row.caption, self._line, self._pair * 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.shown, self._line, self._pair * 2 + 1, 1, span)
        self._pair += self._columns if row.wide else 1
        if self._pair >= self._columns:
            self._line, self._pair = self._line + 1, 0


class Form(QWidget):
    """Fields by name.

    Enter in a field moves to the next one, in the last one it emits `finished`. `edited` follows every keystroke,
    `settled` every box that was left.
    """

    edited = Signal()
    settled = Signal(str)
    """Name of the field that was left."""
    finished = Signal()
    """Enter in the last field."""

    def __init__(self, *, columns: int = 2, parent: QWidget | None = None) -> None:
        """`columns` is the most there may be; a narrow window gets one."""
        super().__init__(parent)
        self._most = columns
        self._columns = columns
        self._fields: dict[str, Field[object]] = {}
        self._sections: list[_Section] = []
        self._rows: dict[str, tuple[_Section, _Row]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._changed = False

    def section(self, title: str, hint: str = "") -> None:
        """Start a section, such as ``1 付款依据``; following fields belong to it."""
        made = _Section(title, hint)
        self._sections.append(made)
        self._column.addWidget(made)

    def add(self, caption: str, shown: Field[object] | QWidget, *, name: str = "", wide: bool = False) -> None:
        """Add a labelled row. `name` is how errors and drafts call the field (its caption when left out).

        A widget that is no field (a label, a table) is only shown.
        """
        if not self._sections:
            self.section("")
        text = label(caption, "label", wrap=True)
        text.setFixedWidth(LABEL_WIDTH)
        text.setMinimumHeight(32)
        text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        row = _Row(text, shown, wide)
        key = name or caption
        self._rows[key] = (self._sections[-1], row)
        if isinstance(shown, Field):
            self._take(key, caption, shown, text)
        self._sections[-1].add(row, self._columns)

    def add_below(self, shown: QWidget) -> None:
        """Add something of full width (a table of invoices) below the rows so far; the next `section` follows it."""
        self._column.addWidget(shown)

    def field(self, name: str) -> Field[object]:
        """The field of that name."""
        return self._fields[name]

    def names(self) -> tuple[str, ...]:
        """Names of all fields in their order."""
        return tuple(self._fields)

    def set_row_visible(self, name: str, visible: bool) -> None:
        """Show or hide a row; a hidden field is not checked."""
        section, row = self._rows[name]
        row.visible = visible
        row.caption.setVisible(visible)
        row.shown.setVisible(visible)
        section.arrange(self._columns)

    def set_read_only(self, read_only: bool) -> None:
        """Grey all fields."""
        for field in self._fields.values():
            field.set_read_only(read_only)

    def raw(self) -> dict[str, str]:
        """What stands in every box, as typed (for drafts)."""
        return {name: field.raw() for name, field in self._fields.items()}

    def set_raw(self, raw: dict[str, str]) -> None:
        """Put a draft back; unknown names are ignored."""
        for name, text in raw.items():
            if name in self._fields:
                self._fields[name].set_raw(text)

    def problems(self) -> dict[str, str]:
        """What is wrong in the visible fields, by name; nothing is shown."""
        found = {name: field.problem() for name, field in self._shown_fields()}
        return {name: problem for name, problem in found.items() if problem}

    def check(self) -> bool:
        """Show every problem beside its field and go to the first; True when there is none."""
        bad = [field for _, field in self._shown_fields() if not field.check()]
        if bad:
            bad[0].setFocus()
        return not bad

    def complain(self, error: FundError) -> bool:
        """Show a refusal beside the field it names and go there; False when it names none of these fields."""
        for name, field in self._shown_fields():
            if error.field and error.field in {name, field.caption}:
                field.complain(f"{error.message}{error.remedy}")
                field.setFocus()
                return True
        return False

    def clear_complaints(self) -> None:
        """Take all red lines away."""
        for field in self._fields.values():
            field.complain("")

    def is_changed(self) -> bool:
        """Whether something was edited since `mark_clean`."""
        return self._changed

    def mark_clean(self) -> None:
        """What stands in the boxes now is saved."""
        self._changed = False

    def focus_first(self) -> None:
        """Go to the first field that can be edited."""
        for _, field in self._shown_fields():
            if field.isEnabled():
                field.setFocus()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column in a narrow window, two in a wide one."""
        super().resizeEvent(event)
        columns = self._most if self.width() >= _TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            for section in self._sections:
                section.arrange(columns)

    def _take(self, name: str, caption: str, field: Field[object], text: QLabel) -> None:
        self._fields[name] = field
        if not field.caption:
            field.set_caption(caption)
        text.setBuddy(field.boxes()[0])
        field.edited.connect(self._on_edit)
        field.settled.connect(lambda: self.settled.emit(name))
        field.entered.connect(lambda: self._move_on(name))

    def _on_edit(self) -> None:
        self._changed = True
        self.edited.emit()

    def _move_on(self, name: str) -> None:
        names = [other for other, _ in self._shown_fields()]
        following = names[names.index(name) + 1 :]
        for other in following:
            field = self._fields[other]
            box = field.boxes()[0]
            if box.isEnabled() and not box.property("reading"):
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.finished.emit()

    def _shown_fields(self) -> list[tuple[str, Field[object]]]:
        return [(name, field) for name, field in self._fields.items() if self._rows[name][1].visible]
