"""The list of payees with their present accounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag

from PySide6.QtWidgets import QWidget

from fundapp.services import payees, why_not
from fundapp.services.done import Changed
from fundapp.services.payees import PayeeRow
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.column import Column, badge_column, text_column
from fundapp.ui.parts.listing import Ask, Batch, Rows
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.payees.editor import PayeeEditor
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.tokens import Tone
from fundapp.values.choices import FirmSize, PayeeKind


@dataclass(frozen=True)
class PayeeSource:
    """Some hundred payees at most: read whole, sorted and searched here."""

    session: Session
    columns: tuple[Column[PayeeRow], ...]

    def fetch(self, ask: Ask) -> Batch[PayeeRow]:
        """All payees of the kind that is asked for."""
        code = ask.filter("kind")
        rows = self.session.ask(payees.payees, PayeeKind(code) if code else None)
        return Rows(rows, self.columns).fetch(ask)


class PayeeList(Page):
    """Enter opens a payee; 新建 adds one."""

    watches = Changed.PAYEE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns = columns()
        self.table: Table[PayeeRow] = Table("payees", self._columns, session.runner, empty="还没有收款单位")
        self.table.add_filter("kind", "性质", [(kind.value, kind.label) for kind in PayeeKind])
        self.new = button("新建收款单位", self.begin, look="primary", icon="add", shortcut="Ctrl+N")
        self.table.add_tool(self.new)
        self.table.activated.connect(lambda row: self.show_payee(row.id))
        card = Card(margin=0)
        card.body.addWidget(self.table)
        page_column(self, scroll=False).addWidget(card, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "合同和分配清单从这里选择收款单位和账户。企业的统一社会信用代码须通过校验；疑似个人银行卡会提示。"
            "账户不能改写，只能变更：原账户停用并保留在历史中，以原账户收款、正在签批的申请随之失效。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        bar(self.new, self._session.ask(why_not.office, "payees.edit"))
        if self.table.rows():
            self.table.reload()
        else:
            self.table.show_source(PayeeSource(self._session, self._columns))

    def aim(self, target: object) -> None:
        """A payee's id opens it; "new" begins another one."""
        if isinstance(target, int):
            self.show_payee(target)
        elif target == "new":
            self.begin()

    def begin(self) -> None:
        """A new payee."""
        self.pushed.emit(PayeeEditor(self._session))

    def show_payee(self, payee_id: int) -> None:
        """One payee."""
        self.pushed.emit(PayeeEditor(self._session, payee_id))


def columns() -> tuple[Column[PayeeRow], ...]:
    """The columns of the list."""
    return (
        text_column("name", "收款单位全称", stretch=True, width=210, least=150, bold=True),
        text_column("kind", "性质", width=84, spare=True),
        text_column("uscc", "统一社会信用代码", width=190),
        text_column("size", "企业规模", _size, width=84, spare=True),
        text_column("bank", "开户银行", lambda row: row.account.bank if row.account else "", width=150, least=100),
        text_column("account", "银行账号", lambda row: row.account.number if row.account else "", width=186),
        badge_column("mark", "提示", _tone, _mark, width=96),
        text_column("contact", "联系人", width=90, hidden=True),
        text_column("phone", "电话", width=120, hidden=True),
    )


def _size(row: PayeeRow) -> str:
    return "" if row.size is FirmSize.NONE else row.size.label


def _mark(row: PayeeRow) -> str:
    if row.account is None:
        return "没有账户"
    return "疑似个人卡" if row.account.personal else ""


def _tone(row: PayeeRow) -> Tone:
    return "bad" if row.account is None else "warn"
