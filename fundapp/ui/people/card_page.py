"""密钥登记卡 on the screen: the very page that is printed, signed by hand and filed."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.services import key_card
from fundapp.services.done import Changed
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.paper_view import PaperView
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.screen import Page
from fundapp.ui.session import Session


class KeyCardPage(Page):
    """Preview, saving and printing of one card."""

    watches = Changed.PERSON

    def __init__(
        self,
        session: Session,
        person_id: int,
        participants: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._person_id = person_id
        self._participants = participants
        self.paper = PaperView()
        card = Card(margin=0)
        card.body.addWidget(self.paper)
        page_column(self, scroll=False).addWidget(card, 1)

    def heading(self) -> str:
        """The form's title."""
        return "密钥登记卡"

    def help(self) -> str:
        """What F1 says."""
        return "打印后由本人（重置时还有管理员和见证领导）手写签名归档。卡上的指纹与“人员与科室”中显示的应当一致。"

    def refresh(self, changed: Flag | None = None) -> None:
        """Draw the card."""
        ask, person_id, participants = self._session.ask, self._person_id, self._participants
        self._session.runner.do(
            lambda: ask(key_card.pdf, person_id, participants),
            lambda pdf: self.paper.show_pdf(pdf, "密钥登记卡.pdf"),
            self._fail,
            owner=self,
        )

    def leave(self) -> None:
        """Give the page's memory back."""
        self.paper.clear()

    def _fail(self, error: FundError) -> None:
        self.paper.clear(str(error))
