"""Lists: rows paged from a source, sorted and filtered there, arranged as the person likes.

table = Table("payments", columns, runner, empty="还没有用款申请")
table.add_filter("state", "状态", [("draft", "草稿"), …])
table.show_source(source)          # or table.show_rows(rows, sums={"amount": 900_000_00})
table.activated.connect(self.open)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.ui.parts.button import button
from fundapp.ui.parts.column import Column
from fundapp.ui.parts.empty import EmptyState
from fundapp.ui.parts.filter_bar import FilterBar
from fundapp.ui.parts.label import label
from fundapp.ui.parts.listing import Ask, Batch, Rows, Source
from fundapp.ui.parts.table_view import TableView
from fundapp.ui.parts.totals_row import TotalsRow
from fundapp.ui.runner import Runner

R = TypeVar("R")

PAGE = 100


class Table(QWidget, Generic[R]):
    """A list with filter bar, totals and a line that says how many rows there are."""

    activated = Signal(object)
    """A row was double-clicked or Enter pressed on it."""
    selected = Signal(object)
    """The current row changed; None when there is none."""
    loaded = Signal()
    """Rows have arrived."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        runner: Runner,
        *,
        row_key: Callable[[R], Hashable] | None = None,
        empty: str = "没有记录",
        searchable: bool = True,
        footer: bool = True,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what the arrangement is remembered under; `row_key` (else the row's ``id``) keeps the selection.

        `wrap` makes rows as high as their texts ask for: a short list that is read whole.
        """
        super().__init__(parent)
        self._runner = runner
        self._row_key = row_key or (lambda row: getattr(row, "id", None))
        self._source: Source[R] | None = None
        self._ask = Ask(limit=PAGE)
        self._asked = 0
        self._after: object = None
        self._total = 0
        self.view: TableView[R] = TableView(name, columns, wrap=wrap)
        self.bar = FilterBar(searchable=searchable)
        self._totals: TotalsRow[R] = TotalsRow(self.view)
        self._empty = EmptyState(empty)
        self._count = label("", "second")
        self._build(footer)
        self._connect()

    def _build(self, footer: bool) -> None:
        self._stack = QStackedLayout()
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        foot.addWidget(self._count)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self.view)  # once the stack stands in this widget: alone it shows a window of its own
        self._stack.addWidget(self._empty)
        column.addWidget(self._totals)
        if footer:
            column.addLayout(foot)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.bar.changed.connect(self._restart)
        self.view.sort_asked.connect(self._sort)
        self.view.row_activated.connect(lambda place: self.activated.emit(self.view.rows_model.rows[place]))
        self.view.current_changed.connect(lambda: self.selected.emit(self.current()))
        self.view.rows_model.wants_more = self._more
        self._empty.cleared.connect(self.bar.clear)
        self._empty.retried.connect(self.reload)

    def show_source(self, source: Source[R]) -> None:
        """Show what a source gives, from its first page."""
        self._source = source
        self._restart()

    def show_rows(self, rows: Sequence[R], sums: Mapping[str, object] | None = None) -> None:
        """Show rows that are all at hand; `sums` by column key make a totals row."""
        self.show_source(Rows(tuple(rows), self.view.rows_model.columns, sums or {}))

    def add_filter(self, key: str, title: str, options: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer a filter of (code, word) above the list; a set one stands as a chip that can be taken away."""
        self.bar.add_filter(key, title, options, chosen)

    def add_tool(self, tool: QWidget) -> None:
        """Put a button at the right end of the filter bar."""
        self.bar.add_tool(tool)

    def set_order(self, key: str, *, descending: bool = False) -> None:
        """Sort by a column before the first page is asked for."""
        self._ask = Ask(key, descending, limit=PAGE)
        self.view.show_order(key, descending=descending)

    def reload(self) -> None:
        """Ask again for as many rows as are shown; selection and place are kept."""
        shown = max(PAGE, len(self.view.rows_model.rows))
        self._fetch(self._now(limit=shown), self._replace)

    def rows(self) -> tuple[R, ...]:
        """The rows loaded so far."""
        return tuple(self.view.rows_model.rows)

    def count_text(self) -> str:
        """The line at the foot: how many rows there are."""
        return self._count.text()

    def total(self) -> int:
        """How many rows there are under the filters, loaded or not."""
        return self._total

    def current(self) -> R | None:
        """The current row."""
        place = self.view.currentIndex().row()
        rows = self.view.rows_model.rows
        return rows[place] if 0 <= place < len(rows) else None

    def chosen(self) -> tuple[R, ...]:
        """All selected rows, from the top."""
        return tuple(self.view.rows_model.rows[place] for place in self.view.chosen_places())

    def select(self, key: Hashable) -> bool:
        """Make the row with this key the current one; False when it is not loaded."""
        for place, row in enumerate(self.view.rows_model.rows):
            if self._row_key(row) == key:
                self.view.selectRow(place)
                return True
        return False

    def select_first(self) -> None:
        """Make the first row the current one."""
        if self.view.rows_model.rows:
            self.view.selectRow(0)

    def set_empty(self, text: str, action: str = "", pressed: Callable[[], object] | None = None) -> None:
        """What an empty list says, and a button that helps (新建项目)."""
        self._empty.set_offer(text, button(action, pressed, look="primary") if action else None)

    def _now(self, *, after: object = None, limit: int = PAGE) -> Ask:
        return Ask(self._ask.sort, self._ask.descending, self.bar.text(), self.bar.filters(), after, limit)

    def _restart(self) -> None:
        self._fetch(self._now(), self._replace)

    def _sort(self, key: str, descending: bool) -> None:
        self._ask = Ask(key, descending)
        self._restart()

    def _more(self) -> None:
        if self._after is not None:
            self._fetch(self._now(after=self._after), self._append)

    def _fetch(self, ask: Ask, take: Callable[[Batch[R]], None]) -> None:
        """Only the newest question is answered: older batches that arrive late are dropped."""
        if self._source is None:
            return
        source, self._asked = self._source, self._asked + 1
        number = self._asked

        def done(batch: Batch[R]) -> None:
            if number == self._asked:
                take(batch)

        def failed(error: FundError) -> None:
            if number == self._asked:
                self._fail(error)

        self._runner.do(lambda: source.fetch(ask), done, failed, owner=self)

    def _replace(self, batch: Batch[R]) -> None:
        current = self.current()
        key = self._row_key(current) if current is not None else None
        scrolled = self.view.verticalScrollBar().value()
        self._take(batch)
        self.view.rows_model.replace(batch.rows, more=batch.after is not None)
        self._totals.show_sums(batch.sums)
        self._tell_count()
        if key is not None and self.select(key):
            self.view.verticalScrollBar().setValue(scrolled)
        self._empty.show_reason(filtered=self.bar.is_set())
        self._stack.setCurrentIndex(0 if batch.rows else 1)
        if current is not None and self.current() is None:
            self.selected.emit(None)
        self.loaded.emit()

    def _append(self, batch: Batch[R]) -> None:
        self._take(batch)
        self.view.rows_model.append(batch.rows, more=batch.after is not None)
        self._tell_count()
        self.loaded.emit()

    def _take(self, batch: Batch[R]) -> None:
        self._after, self._total = batch.after, batch.total

    def _tell_count(self) -> None:
        shown = len(self.view.rows_model.rows)
        rest = "" if shown >= self._total else f"，已显示 {shown} 条，向下滚动继续"
        self._count.setText(f"共 {self._total} 条{rest}" if self._total else "")

    def _fail(self, error: FundError) -> None:
        self._empty.show_failure(f"{error.message}{error.remedy}")
        self._stack.setCurrentIndex(1)
