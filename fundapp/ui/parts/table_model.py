"""The rows of a table as Qt wants them; knows nothing of where they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from fundapp.ui import theme, tokens
from fundapp.ui.parts.column import Column

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

TONE_ROLE = Qt.ItemDataRole.UserRole
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}
_ANSWERED = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        TONE_ROLE,
    )
)


class TableModel(QAbstractTableModel, Generic[R]):
    """Loaded rows; asks for more through `wants_more` when the view reaches the end."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[R] = []
        self.more = False
        self.wants_more: Callable[[], None] | None = None
        self._texts: list[tuple[str, ...]] = []
        self._quiet = QColor(tokens.SECOND)
        self._fonts = {(True, False): theme.font(tokens.SMALL), (False, True): theme.font(bold=True)}

    def replace(self, rows: Sequence[R], *, more: bool) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._texts = [self._written(row) for row in self.rows]
        self.more = more
        self.endResetModel()

    def append(self, rows: Sequence[R], *, more: bool) -> None:
        """Add the next page."""
        self.more = more
        if not rows:
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows.extend(rows)
        self._texts.extend(self._written(row) for row in rows)
        self.endInsertRows()

    def rowCount(self, parent: Index | None = None) -> int:
        """Loaded rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns, hidden ones too."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; unused roles are answered at once, the view asks for a dozen per cell and frame."""
        if int(role) not in _ANSWERED:
            return None
        text, column = self._texts[index.row()][index.column()], self.columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._quiet if column.quiet else None
        if role == Qt.ItemDataRole.FontRole:
            return self._fonts.get((column.quiet, column.bold))
        return self._of_row(self.rows[index.row()], column, role) or (text if role != TONE_ROLE else None)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Headings, aligned as their columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the source has further rows."""
        return not parent.isValid() and self.more

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; it arrives later through `append`."""
        if not parent.isValid() and self.more and self.wants_more is not None:
            self.more = False
            self.wants_more()

    @staticmethod
    def _of_row(row: R, column: Column[R], role: int) -> str | None:
        """Tint or tip, which depend on the whole row."""
        if role == TONE_ROLE:
            return column.tone(row) if column.tone is not None else None
        return column.tip(row) if column.tip is not None else None

    def _written(self, row: R) -> tuple[str, ...]:
        return tuple(column.text(column.take(row)) for column in self.columns)
