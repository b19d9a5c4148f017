"""The view of a list: headings that sort at the source, arrangement by column name, copying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fundapp.ui import notices, theme
from fundapp.ui.parts import copying, table_memory
from fundapp.ui.parts.badge import paint_badge
from fundapp.ui.parts.column import Column
from fundapp.ui.parts.line import ENTER
from fundapp.ui.parts.table_model import TONE_ROLE, Index, TableModel
from fundapp.ui.tokens import TONES

R = TypeVar("R")

ROW_HEIGHT = 38
_LEAST = 48


class _BadgeCell(QStyledItemDelegate):
    """Paints the ground as usual and a badge in place of the text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        text = str(index.data() or "")
        tone = index.data(TONE_ROLE)
        for known in TONES:
            if text and known == tone:
                area = option.rect.adjusted(12, 0, -12, 0)
                painter.save()
                paint_badge(painter, area.toRectF(), text, known, Qt.AlignmentFlag.AlignLeft)
                painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""


class TableView(QTableView, Generic[R]):
    """Rows are chosen whole; Enter and double click open, Ctrl+C copies, the heading's menu hides columns."""

    sort_asked = Signal(str, bool)
    """Key of the column and whether from the largest."""
    row_activated = Signal(int)
    current_changed = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column[R]], *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._sorted: tuple[str, bool] = ("", False)
        self._filling = False
        self._wishes: dict[str, int] = {}
        self._hidden: frozenset[str] = frozenset()
        self._insisted: frozenset[str] = frozenset()
        self.rows_model: TableModel[R] = TableModel(columns)
        self.setModel(self.rows_model)
        self._set_up()
        self._set_up_header()
        for place, column in enumerate(self.rows_model.columns):
            if column.tone is not None:
                self.setItemDelegateForColumn(place, _BadgeCell(self))
        if wrap:
            self.setWordWrap(True)
            self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
            self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(400)
        self._later.timeout.connect(self.remember)
        self.arrange()
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.current_changed.emit())
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.row()))

    def _set_up(self) -> None:
        self.setProperty("part", "table")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(4 * ROW_HEIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._row_menu)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._heading_menu)
        header.sectionClicked.connect(self._on_heading)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_arranged)

    def arrange(self) -> None:
        """Widths, order and hidden columns as remembered, else as the columns propose."""
        columns = self.rows_model.columns
        keys = [column.key for column in columns]
        kept = table_memory.recall(self._name, keys)
        dragged = kept.widths if kept is not None else {}
        self._wishes = {column.key: max(_LEAST, dragged.get(column.key, column.width)) for column in columns}
        self._hidden = kept.hidden if kept is not None else frozenset(column.key for column in columns if column.hidden)
        self._insisted = frozenset()
        order = list(kept.order) if kept is not None else []
        order += [key for key in keys if key not in order]
        header = self.horizontalHeader()
        self._filling = True
        for visual, key in enumerate(order):
            header.moveSection(header.visualIndex(keys.index(key)), visual)
        self._filling = False
        self._fill()

    def remember(self) -> None:
        """Keep the arrangement now (also happens by itself a moment after a change)."""
        self._later.stop()
        header, columns = self.horizontalHeader(), self.rows_model.columns
        widths = {
            column.key: self._wishes[column.key]
            for column in columns
            if not column.stretch and column.key not in self._hidden
        }
        order = tuple(columns[header.logicalIndex(visual)].key for visual in range(header.count()))
        table_memory.remember(self._name, table_memory.Arrangement(widths, order, self._hidden))

    def reset_arrangement(self) -> None:
        """Back to what the program proposes."""
        self._later.stop()
        table_memory.forget(self._name)
        self.arrange()

    def set_column_visible(self, key: str, visible: bool) -> None:
        """Show or hide a column; the last visible one stays. One that is asked for stays in a narrow window, too."""
        shown = [column.key for column in self.visible_columns()]
        if visible or shown != [key]:
            self._hidden = self._hidden - {key} if visible else self._hidden | {key}
            self._insisted = self._insisted | {key} if visible else self._insisted - {key}
            self._fill()
            self._later.start()

    def visible_columns(self) -> tuple[Column[R], ...]:
        """Columns in the order they are seen; those a narrow window leaves out are among them."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        columns = self.rows_model.columns
        return tuple(columns[place] for place in places if columns[place].key not in self._hidden)

    def chosen_places(self) -> list[int]:
        """Numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy_rows(self) -> None:
        """Put the selected rows with headings on the clipboard."""
        rows = [self.rows_model.rows[place] for place in self.chosen_places()]
        if rows:
            QGuiApplication.clipboard().setMimeData(copying.mime(self.visible_columns(), rows))
            notices.say(f"已复制 {len(rows)} 行（含表头）")

    def show_order(self, key: str, *, descending: bool) -> None:
        """Show the arrow of the present order; an empty key shows none."""
        self._sorted = (key, descending)
        header = self.horizontalHeader()
        keys = [column.key for column in self.rows_model.columns]
        header.setSortIndicatorShown(key in keys)
        if key in keys:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(key), order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies."""
        if Qt.Key(event.key()) in ENTER and self.currentIndex().isValid():
            event.accept()
            self.row_activated.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stretching column takes what is left."""
        super().resizeEvent(event)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        """Do not lose a width that was dragged just before leaving."""
        super().hideEvent(event)
        if self._later.isActive():
            self.remember()

    def _fill(self) -> None:
        """Lay the columns out in the room there is: what every reader needs stays in sight without scrolling."""
        header, room = self.horizontalHeader(), self.viewport().width()
        shown = self._fitting(room)
        widths = self._widths(shown, room)
        self._filling = True
        for place, column in enumerate(self.rows_model.columns):
            header.setSectionHidden(place, column not in shown)
            if column in shown:
                header.resizeSection(place, widths[column.key])
        self._filling = False

    def _fitting(self, room: int) -> list[Column[R]]:
        """The chosen columns, without those that can be spared where even narrow ones would not fit."""
        shown = [column for column in self.rows_model.columns if column.key not in self._hidden]
        spare = [column for column in shown if column.spare and column.key not in self._insisted]
        while spare and sum(map(self._narrowest, shown)) > room:
            shown.remove(spare.pop())
        return shown

    def _widths(self, shown: Sequence[Column[R]], room: int) -> dict[str, int]:
        """Each column as it wishes, narrower in proportion where the room is short; one of them takes the rest."""
        least = {column.key: self._narrowest(column) for column in shown}
        slack = {column.key: self._wishes[column.key] - least[column.key] for column in shown}
        extra, wanted = max(0, room - sum(least.values())), sum(slack.values())
        if extra >= wanted:
            widths = {column.key: self._wishes[column.key] for column in shown}
            widths[self._stretching(shown).key] += extra - wanted
            return widths
        return {key: least[key] + slack[key] * extra // wanted for key in least}

    def _narrowest(self, column: Column[R]) -> int:
        """A column that was dragged keeps its width."""
        wish = self._wishes[column.key]
        return min(wish, column.least) if column.least and wish == max(_LEAST, column.width) else wish

    @staticmethod
    def _stretching(shown: Sequence[Column[R]]) -> Column[R]:
        """The column that takes the rest: the stretching one, else the widest of words."""
        words = [column for column in shown if column.align == "left" and column.tone is None] or list(shown)
        return next((column for column in shown if column.stretch), max(words, key=lambda column: column.width))

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        if not self._filling:
            self._wishes[self.rows_model.columns[place].key] = width
            self._on_arranged()

    def _on_arranged(self) -> None:
        if not self._filling:
            self._fill()
            self._later.start()

    def _on_heading(self, place: int) -> None:
        column = self.rows_model.columns[place]
        if column.sortable:
            descending = self._sorted == (column.key, False)
            self.show_order(column.key, descending=descending)
            self.sort_asked.emit(column.key, descending)

    def _heading_menu(self, at: QPoint) -> None:
        self._columns_menu(self).exec(self.horizontalHeader().mapToGlobal(at))

    def _row_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        opened = menu.addAction("打开", lambda: self.row_activated.emit(self.currentIndex().row()))
        copied = menu.addAction("复制（含表头）", self.copy_rows)
        opened.setEnabled(self.currentIndex().isValid())
        copied.setEnabled(bool(self.chosen_places()))
        menu.addAction("全选", self.selectAll)
        menu.addSeparator()
        menu.addMenu(self._columns_menu(menu))
        menu.exec(self.viewport().mapToGlobal(at))

    def _columns_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu("显示的列", parent)
        menu.setFont(theme.font())
        shown = {column.key for column in self.visible_columns()}
        for column in self.rows_model.columns:
            entry = QAction(column.title, menu)
            entry.setCheckable(True)
            entry.setChecked(column.key in shown)
            entry.toggled.connect(lambda on, key=column.key: self.set_column_visible(key, on))
            menu.addAction(entry)
        menu.addSeparator()
        menu.addAction("恢复默认列", self.reset_arrangement)
        return menu
