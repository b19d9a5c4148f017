"""整改台账 as it will be printed: lying A4, as the list was filtered."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.services import rectification_paper
from fundapp.services.done import Changed
from fundapp.services.paging import PageRequest
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.label import label
from fundapp.ui.parts.paper_view import PaperView
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.documents import FormKind


class LedgerPage(Page):
    """A list is not issued: it can be printed and saved, and carries no number."""

    watches = Changed.RECTIFICATION

    def __init__(
        self, session: Session, request: PageRequest, year: int, scope: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = (request, year, scope)
        self.paper = PaperView()
        card = Card(margin=0)
        card.body.setSpacing(0)
        said = label(f"范围：{scope}", "second", wrap=True)
        said.setContentsMargins(16, 10, 16, 10)
        card.body.addWidget(said)
        card.body.addWidget(self.paper, 1)
        page_column(self, scroll=False).addWidget(card, 1)

    def heading(self) -> str:
        """The list's title."""
        return FormKind.RECTIFICATION_LIST.label

    def help(self) -> str:
        """What F1 says."""
        return "按列表当时的筛选条件排成横向 A4，每页重复表头，末页有分状态的合计。台账是清单，不出具编号和核验码。"

    def refresh(self, changed: Flag | None = None) -> None:
        """Draw the list again."""
        ask, (request, year, scope) = self._session.ask, self._asked

        def work() -> bytes:
            return ask(rectification_paper.ledger_pdf, request, year, scope)

        self._session.runner.do(work, self._show, self._fail, owner=self)

    def leave(self) -> None:
        """Give the pages' memory back."""
        self.paper.clear()

    def _show(self, pdf: bytes) -> None:
        self.paper.show_pdf(pdf, f"{self.heading()}_{self._asked[1]}.pdf")

    def _fail(self, error: FundError) -> None:
        self.paper.clear(f"{error.message}{error.remedy}")
