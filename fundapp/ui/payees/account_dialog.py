"""Another bank account for a payee."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fundapp.services import payees
from fundapp.services.payees import AccountEntry, PayeeRow
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.identifier_edit import IdentifierEdit, account_edit
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.identifiers import check_cnaps, cnaps_ok


def bank_code_edit() -> IdentifierEdit:
    """大额支付行号: 12 figures; a check digit that does not fit only warns."""
    return IdentifierEdit("行号", check_cnaps, length=12, remark=_remark)


def _remark(code: str) -> str:
    return "" if cnaps_ok(code) else "校验位不符，请向银行核对"


class AccountDialog(FormDialog):
    """The present account is closed and stays in the history."""

    def __init__(self, session: Session, page: Page, payee: PayeeRow, parent: QWidget | None = None) -> None:
        now = payee.account
        present = f"现用账户：{now.bank} {now.number}。" if now is not None else ""
        text = f"{present}变更后原账户停用，以原账户收款、正在签批的申请随之失效，须重新送审。"
        super().__init__(
            f"变更账户：{payee.name}", "变更账户", parent or page.window(), text=text, columns=1, width=560
        )
        self._session = session
        self._page = page
        self._payee = payee
        self.bank = TextEdit("开户银行", required=True, limit=100)
        self.number = account_edit(required=True)
        self.bank_code = bank_code_edit()
        self.form.add("开户银行", self.bank)
        self.form.add("银行账号", self.number)
        self.form.add("行号", self.bank_code)
        self.ready.connect(self._change)

    def _change(self) -> None:
        entry = AccountEntry(self.bank.value() or "", self.number.value() or "", self.bank_code.value() or "")
        self._session.do(
            self._page,
            payees.change_account,
            self._payee.id,
            entry,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )
