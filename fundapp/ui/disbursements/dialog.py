"""Registering one disbursement: day, voucher, bank reference, and the bank's receipt."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.services import disbursements
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.ui.attachment_files import ChosenFiles
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.amount_in_words import in_words
from fundapp.values.choices import AttachmentKind
from fundapp.values.money import yuan


class RegisterDialog(FormDialog):
    """Amount and payee come from the request and cannot be changed here."""

    def __init__(self, session: Session, page: Page, sheet: PaymentSheet, parent: QWidget | None = None) -> None:
        super().__init__("登记拨付", "登记拨付", parent or page.window(), columns=1, width=560)
        today: dt.date = session.ask(lambda desk: desk.today)
        self._session = session
        self._page = page
        self._sheet = sheet
        self.paid_on = DateEdit("拨付日期", required=True, today=lambda: today)
        self.voucher = TextEdit("凭证号", required=True, limit=40)
        self.reference = TextEdit("银行流水号", limit=60)
        self.files = ChosenFiles(AttachmentKind.VOUCHER)
        self._show_request()
        self.paid_on.set_value(today)
        self.form.add("拨付日期", self.paid_on)
        self.form.add("凭证号", self.voucher)
        self.form.add("银行流水号", self.reference)
        self.form.add("回单附件", self.files)
        self.files.changed.connect(self.fit)
        self.ready.connect(self._register)

    def is_changed(self) -> bool:
        """Chosen files count too."""
        return super().is_changed() or self.files.waiting()

    def fields_are_good(self) -> bool:
        """Red lines want room."""
        good = super().fields_are_good()
        self.fit()
        return good

    def _show_request(self) -> None:
        sheet = self._sheet
        account = " ".join(sheet.account[start : start + 4] for start in range(0, len(sheet.account), 4))
        lines = (
            ("单号", f"{sheet.number}　{sheet.project} · {sheet.milestone}"),
            ("收款单位", sheet.payee),
            ("账号", f"{sheet.bank}　{account}"),
            ("金额", f"{yuan(sheet.amount)} 元　人民币{in_words(sheet.amount)}"),
        )
        for caption, text in lines:
            shown = label(text, "strong" if caption == "金额" else "body", wrap=True, selectable=True)
            shown.setMinimumHeight(26)
            self.form.add(caption, shown)

    def _register(self) -> None:
        day = self.paid_on.value()
        if day is None:
            return
        entry = DisbursementEntry(day, self.voucher.value() or "", self.reference.value() or "")
        try:
            files = self.files.read()
        except FundError as error:
            self.refuse(error)
            return
        self._session.do(
            self._page,
            disbursements.register,
            self._sheet.id,
            entry,
            files,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )
