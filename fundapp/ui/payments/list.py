"""The list of payment requests of a fiscal year."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.services import payment_prefill, payment_sheet, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.services.payment_sheet import PaymentRow
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.payments.columns import request_columns
from fundapp.ui.payments.detail import PaymentDetail
from fundapp.ui.payments.editor import PaymentEditor
from fundapp.ui.payments.start import Start, start_of
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import PaymentState


class PaymentList(Page):
    """Requests by year and state; Enter opens, 新建 begins another one."""

    watches = Changed.PAYMENT | Changed.DISBURSEMENT | Changed.PROJECT | Changed.CONTRACT | Changed.PAYEE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self.table: Table[PaymentRow] = Table(
            "payments", request_columns(), session.runner, empty="这个年度还没有用款申请"
        )
        self.table.add_filter("state", "状态", [(state.value, state.label) for state in PaymentState])
        self.new = button("新建用款申请", self.begin, look="primary", icon="add", shortcut="Ctrl+N")
        self.table.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_payment(row.id))
        card = Card(margin=0)
        card.body.addWidget(self.table)
        page_column(self, scroll=False).addWidget(card, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "这里是所选年度的全部用款申请。回车或双击打开一份：没有送审过的草稿直接进入填报，其余显示详情和签批记录。"
            "“新建用款申请”（Ctrl+N）只须选付款节点，已知内容会自动填好。合计不含已作废的申请。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        why = self._session.ask(why_not.office, "payments.edit")
        bar(self.new, why)
        if self._shown == self._year:
            self.table.reload()
            return
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[PaymentRow]:
            return payment_sheet.page(desk, asked, year)

        self.table.show_source(ServiceList(self._session, page))
        offer = () if why else ("新建用款申请", self.begin)
        self.table.set_empty(f"{year} 年度还没有用款申请", *offer)

    def aim(self, target: object) -> None:
        """A payment's id or ("payment", id) opens it; ("milestone" | "contract" | "allocation" | "project", id) begins
        a request for it, "new" an empty one."""
        if isinstance(target, int):
            self.show_payment(target)
        elif isinstance(target, tuple) and target[:1] == ("payment",):
            self.show_payment(int(target[1]))
        else:
            self.begin(start_of(target))

    def begin(self, start: Start | None = None) -> None:
        """A new request."""
        self.pushed.emit(PaymentEditor(self._session, start=start or Start()))

    def show_payment(self, payment_id: int) -> None:
        """A first draft opens for writing, everything else for reading."""
        try:
            stored = self._session.ask(payment_prefill.stored, payment_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        if stored.round == 0 and stored.editable:
            self.pushed.emit(PaymentEditor(self._session, payment_id))
        else:
            self.pushed.emit(PaymentDetail(self._session, payment_id))
