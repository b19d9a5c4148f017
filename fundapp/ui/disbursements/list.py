"""拨付登记: requests whose money has not left, and the register of those whose money has."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp.errors import FundError
from fundapp.services import payment_sheet, why_not
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.services.payment_sheet import PaymentRow
from fundapp.ui import notices
from fundapp.ui.disbursements.dialog import RegisterDialog
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.payments.columns import register_columns, waiting_columns
from fundapp.ui.payments.detail import PaymentDetail
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.money import wan


class DisbursementPage(Page):
    """待拨付 first; Enter there registers, Enter in the register opens the request."""

    watches = Changed.PAYMENT | Changed.DISBURSEMENT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self._rows: tuple[PaymentRow, ...] = ()
        self.dialog: RegisterDialog | None = None
        self.waiting: Table[PaymentRow] = Table(
            "disbursements.waiting", waiting_columns(), session.runner, empty="没有等待拨付的申请"
        )
        self.register: Table[PaymentRow] = Table(
            "disbursements.register", register_columns(), session.runner, empty="这个年度还没有登记拨付"
        )
        self.tabs = QTabWidget()
        self.tabs.addTab(self.waiting, "待拨付")
        self.tabs.addTab(self.register, "拨付登记簿")
        self.pay_button = button("登记拨付…", self._pay_current, look="primary", icon="money")
        self.open_button = button("查看申请", self._open_waiting)
        self.waiting.add_tool(self.open_button)
        self.waiting.add_tool(self.pay_button)
        self.waiting.activated.connect(lambda row: self.pay(row.id))
        self.waiting.selected.connect(lambda _row: self._tell())
        self.register.activated.connect(lambda row: self._open(row.id))
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)
        self._why = ""

    def aside(self) -> str:
        """How much waits."""
        if not self._rows:
            return ""
        return f"待拨付 {len(self._rows)} 件，合计 {wan(sum(row.amount for row in self._rows))} 万元"

    def help(self) -> str:
        """What F1 says."""
        return (
            "“待拨付”是签批已经齐全、钱还没有付出的申请。国库或银行付款后，按回车登记拨付日期、凭证号和银行流水号，"
            "并附上回单。填报人和签批过本单的人不能登记；拨付日期不能早于最后一次签字。“拨付登记簿”按年度列出已付的款项。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year, of the register; what waits is shown whatever its year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        self._rows = self._session.ask(payment_sheet.to_disburse)
        self._why = self._session.ask(why_not.office, "disbursements.register")
        self.waiting.show_rows(self._rows, {"amount": sum(row.amount for row in self._rows)} if self._rows else None)
        if self.waiting.current() is None:
            self.waiting.select_first()
        self.tabs.setTabText(0, f"待拨付 {len(self._rows)}" if self._rows else "待拨付")
        self._show_register()
        self._tell()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """A request's id: registers it when it waits, else opens it."""
        key = target[1] if isinstance(target, tuple) and len(target) == 2 else target
        if not isinstance(key, int):
            return
        if any(row.id == key for row in self._rows):
            self.tabs.setCurrentIndex(0)
            self.waiting.select(key)
            self.pay(key)
        else:
            self._open(key)

    def pay(self, payment_id: int) -> None:
        """Open the dialog for one request; whoever may not register is told why."""
        try:
            sheet = self._session.ask(payment_sheet.sheet, payment_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        offer = sheet.offer("disburse")
        if offer is None or not offer.allowed:
            why = offer.why if offer is not None else f"当前状态为“{sheet.state.label}”，不能登记拨付。"
            notices.refusal(self, FundError(why, article=offer.article if offer is not None else "第十二条"))
            return
        self.dialog = RegisterDialog(self._session, self, sheet)
        self.dialog.open()

    def _show_register(self) -> None:
        if self._shown == self._year:
            self.register.reload()
            return
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[PaymentRow]:
            return payment_sheet.register(desk, asked, year)

        self.register.show_source(ServiceList(self._session, page))

    def _tell(self) -> None:
        chosen = "" if self.waiting.current() is not None else "请先选中一份申请。"
        bar(self.pay_button, self._why or chosen)
        bar(self.open_button, chosen)

    def _pay_current(self) -> None:
        row = self.waiting.current()
        if row is not None:
            self.pay(row.id)

    def _open_waiting(self) -> None:
        row = self.waiting.current()
        if row is not None:
            self._open(row.id)

    def _open(self, payment_id: int) -> None:
        self.pushed.emit(PaymentDetail(self._session, payment_id))
