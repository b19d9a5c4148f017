"""The documents of one kind, and what still waits for one; Enter opens or begins one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from enum import Flag
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp.errors import FundError
from fundapp.services import document_sheet
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.done import Done
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import DocumentState


class Listed(Protocol):
    """A document in the list."""

    @property
    def id(self) -> int:
        """Its id."""
        ...


R = TypeVar("R", bound=Listed)
M = TypeVar("M")


class DocumentList(Page, Generic[R, M]):
    """Subclasses give both tables, say what is `_missing`, `_open_missing` and `_tell` their buttons.

    Attributes:
        kind: of the documents.
        title, waiting: captions of the two tabs; the second gets a count.
    """

    kind: DocumentKind[Any]
    title = ""
    waiting = ""

    def __init__(self, session: Session, table: Table[R], missing: Table[M], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._listed: int | None = None
        self.table = table
        self.missing = missing
        self.tabs = QTabWidget()

    def _build(self, tabs: Sequence[tuple[QWidget, str]]) -> None:
        """Put the tabs in their order; the end of every constructor."""
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in DocumentState])
        self.table.activated.connect(lambda row: self.show_document(row.id))
        self.table.selected.connect(lambda _row: self._tell())
        self.table.loaded.connect(self._select_one)
        self.missing.activated.connect(self._open_missing)
        self.missing.selected.connect(lambda _row: self._tell())
        for shown, caption in tabs:
            self.tabs.addTab(shown, caption)
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)

    # -- what one kind of document adds ---------------------------------------------------------------------------

    @abstractmethod
    def _page(self, document_id: int) -> Page:
        """The page of one."""

    @abstractmethod
    def _ask_missing(self) -> Sequence[M]:
        """What waits for one."""

    @abstractmethod
    def _source(self) -> Callable[[Desk, PageRequest], Rows[R]]:
        """The paged question behind the table, of the year that is shown."""

    @abstractmethod
    def _open_missing(self, row: M) -> None:
        """Enter does what comes next."""

    @abstractmethod
    def _tell(self) -> None:
        """Open and close the buttons."""

    def _go(self, what: str, key: int) -> None:
        """Another target of this screen, such as ("project", 3)."""

    # -- what the shell asks --------------------------------------------------------------------------------------

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        self.missing.show_rows(self._ask_missing())
        if self.missing.current() is None:
            self.missing.select_first()
        left = self.missing.total()
        self.tabs.setTabText(self.tabs.indexOf(self.missing), f"{self.waiting} {left}" if left else self.waiting)
        if self._listed == self._year:
            self.table.reload()
        else:
            self._listed = self._year
            self._show_source()
        self._tell()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """An id, or (kind, id): open that document."""
        if isinstance(target, int):
            self.show_document(target)
        elif isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
            if target[0] == self.kind.subject:
                self.show_document(target[1])
            else:
                self._go(*target)

    def show_document(self, document_id: int) -> None:
        """Open one."""
        try:
            self._session.ask(document_sheet.must_exist, self.kind, document_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(self._page(document_id))

    def _prepare(self, verb: Callable[..., Done], *args: Any, hold: QWidget) -> None:
        """Make a draft and open it."""
        self._session.do(self, verb, *args, done=lambda done: self.pushed.emit(self._page(done.id)), hold=hold)

    def _show_source(self) -> None:
        self.table.show_source(ServiceList(self._session, self._source()))
        self.table.set_empty(
            f"{self._year} 年度还没有{self.title}",
            f"看{self.waiting}的项目",
            lambda: self.tabs.setCurrentWidget(self.missing),
        )

    def _select_one(self) -> None:
        if self.table.current() is None:
            self.table.select_first()
