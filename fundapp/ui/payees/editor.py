"""One payee: who it is, its present account, and every account it has had."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.errors import FundError, Stale
from fundapp.services import payees, why_not
from fundapp.services.done import Changed, Done
from fundapp.services.payees import AccountEntry, AccountRow, PayeeEntry, PayeeRow
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.column import Column, badge_column, date_column, text_column
from fundapp.ui.parts.draft import DraftBox
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.identifier_edit import IdentifierEdit, account_edit
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.payees.account_dialog import AccountDialog, bank_code_edit
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.ui.tokens import Tone
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import FirmSize, PayeeKind
from fundapp.values.identifiers import check_uscc, inner_code_ok, normalise

_STALE = (
    notices.Option("theirs", "放弃我的填写，载入最新内容", "danger"),
    notices.Option("mine", "保留我的填写", "primary"),
)


class PayeeEditor(Page):
    """A new payee comes with its account; later accounts are changed, never rewritten."""

    watches = Changed.PAYEE

    def __init__(self, session: Session, payee_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._payee_id = payee_id
        self._row: PayeeRow | None = None
        self._may = False
        self._loaded = False
        self._clean: dict[str, str] = {}
        self.name = TextEdit("收款单位全称", required=True, limit=100)
        self.kind: Choice[PayeeKind] = Choice("性质", labelled(tuple(PayeeKind)), required=True, empty="")
        self.uscc = IdentifierEdit("统一社会信用代码", self._check_uscc, length=18, remark=self._remark_uscc)
        self.size_: Choice[FirmSize] = Choice("企业规模", labelled(tuple(FirmSize)), required=True, empty="")
        self.contact = TextEdit("联系人", limit=40)
        self.phone = TextEdit("电话", limit=40)
        self.bank = TextEdit("开户银行", required=True, limit=100)
        self.account = account_edit(required=True)
        self.bank_code = bank_code_edit()
        self.form = Form()
        self.status = label("", "second")
        self.save_button = button("保存", self.save, look="primary", tip="Ctrl+S")
        self.change_button = button("变更账户…", self.change_account)
        self.accounts: Table[AccountRow] = Table(
            "payees.accounts", _columns(), session.runner, empty="没有账户", searchable=False, footer=False
        )
        self.dialog: AccountDialog | None = None
        self._box = self._make_box()
        self._build()
        self._connect()

    def _build(self) -> None:
        form = self.form
        form.section("1 单位")
        form.add("收款单位全称", self.name, wide=True)
        form.add("性质", self.kind)
        form.add("企业规模", self.size_)
        form.add("统一社会信用代码", self.uscc)
        form.add("联系人", self.contact)
        form.add("电话", self.phone)
        if self._payee_id is None:
            form.section("2 账户", "户名与收款单位全称一致。行号不清楚时可以留空。")
            form.add("开户银行", self.bank)
            form.add("银行账号", self.account)
            form.add("行号", self.bank_code)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.save_button)
        card = Card()
        card.body.addWidget(form)
        card.body.addLayout(foot)
        column = page_column(self)
        column.addWidget(card)
        if self._payee_id is not None:
            history = Card("账户", margin=0)
            history.add_aside(self.change_button)
            history.body.addWidget(self.accounts)
            column.addWidget(history)
        column.addStretch(1)

    def _connect(self) -> None:
        self.kind.edited.connect(self._on_kind)
        self.form.edited.connect(self._on_edited)
        self.form.finished.connect(self.save_button.setFocus)

    def heading(self) -> str:
        """The name."""
        return self._row.name if self._row is not None else "新建收款单位"

    def help(self) -> str:
        """What F1 says."""
        return (
            "单位全称与营业执照、银行户名一致。企业须填统一社会信用代码，填完即校验；"
            "镇街道和事业单位的旧证号可以保存，但会提示。"
            "企业规模按合同签订时对方声明填写，决定付款期限的计算。账户变更请用“变更账户”，历史账户都会保留。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Fill the boxes at first and after another's change, unless something is being typed."""
        why = self._session.ask(why_not.office, "payees.edit")
        self._may = not why
        if self._payee_id is not None:
            try:
                row = self._session.ask(payees.payee_row, self._payee_id)
            except FundError as error:
                notices.refusal(self, error)
                self.closed.emit()
                return
            self.accounts.show_rows(row.accounts)
            if not self._loaded or not self.unsaved():
                self._row = row
                self._fill(row)
        elif not self._loaded:
            self.kind.set_value(PayeeKind.COMPANY)
            self.size_.set_value(FirmSize.SMALL)
            self._settle_load()
        self.form.set_read_only(not self._may)
        bar(self.save_button, why)
        bar(self.change_button, why)
        self.headed.emit()

    def can_save(self) -> bool:
        """Clerks and finance."""
        return self._may

    def unsaved(self) -> str:
        """Names a box that is not stored."""
        now = self.form.raw() if self._loaded else {}
        names = [name for name, text in now.items() if text != self._clean.get(name, "")]
        return f"“{names[0]}”等 {len(names)} 处填写还没有保存。" if names else ""

    def drop(self) -> None:
        """Give up what is typed."""
        self._box.discard()
        self._clean = self.form.raw()
        self._loaded = False

    def leave(self) -> None:
        """Keep what is typed on this machine."""
        self._box.stop()

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Store the payee; what cannot be read is named beside its field."""
        if not self._may or not self.form.check():
            return
        kept = self.form.raw()

        def done(_result: Done) -> None:
            self._box.discard()
            self._clean = kept
            if self._payee_id is None and then is nothing:
                self.closed.emit()
                return
            self.refresh()
            then()

        self._session.do(
            self,
            payees.save,
            self._entry(),
            self._payee_id,
            done=done,
            failed=self._on_refused,
            hold=self.save_button,
        )

    def change_account(self) -> None:
        """Ask for another account; the present one is closed."""
        if self._row is not None:
            self.dialog = AccountDialog(self._session, self, self._row)
            self.dialog.open()

    def _entry(self) -> PayeeEntry:
        kind = self.kind.read() or PayeeKind.COMPANY
        company = kind is PayeeKind.COMPANY
        new = self._payee_id is None
        account = AccountEntry(self.bank.value() or "", self.account.value() or "", self.bank_code.value() or "")
        return PayeeEntry(
            name=self.name.value() or "",
            kind=kind,
            uscc=self.uscc.value() or "",
            size=(self.size_.read() or FirmSize.NONE) if company else FirmSize.NONE,
            contact=self.contact.value() or "",
            phone=self.phone.value() or "",
            account=account if new else None,
            version=self._row.version if self._row is not None else None,
        )

    def _fill(self, row: PayeeRow) -> None:
        self.name.set_value(row.name)
        self.kind.set_value(row.kind)
        self.uscc.set_value(row.uscc or None)
        self.size_.set_value(row.size)
        self.contact.set_value(row.contact or None)
        self.phone.set_value(row.phone or None)
        self._settle_load()

    def _settle_load(self) -> None:
        """What stands there now is stored; then put back what was typed and not stored."""
        self._on_kind()
        self._clean = self.form.raw()
        first, self._loaded = not self._loaded, False
        offered = self._box.offered() if first else None
        if offered is not None:
            self.form.set_raw(offered.raw)
            self.status.setText(f"已恢复 {offered.saved_at:%m-%d %H:%M} 没有保存的填写")
        self._loaded = True

    def _make_box(self) -> DraftBox:
        key = f"{self._session.path}/{self._session.seat.person_id}/payee/{self._payee_id or 'new'}"
        box = DraftBox(key, self.form.raw, self)
        box.saved.connect(lambda at: self.status.setText(f"草稿已自动保存 {at:%H:%M:%S}"))
        box.failed.connect(self.status.setText)
        return box

    def _on_edited(self) -> None:
        if self._loaded:
            self._box.touch()

    def _on_kind(self) -> None:
        """Only companies have a size, and a code that has to stand the check."""
        company = self.kind.read() is PayeeKind.COMPANY
        self.form.set_row_visible("企业规模", company)
        if self.uscc.raw():
            self.uscc.settle()

    def _check_uscc(self, text: str) -> str:
        return check_uscc(text) if self.kind.read() is PayeeKind.COMPANY else normalise(text)

    def _remark_uscc(self, code: str) -> str:
        """Old numbers of towns and institutions may fail; a company's that pass may still look odd inside."""
        try:
            check_uscc(code)
        except BadInput as bad:
            return f"{bad.message}非企业单位可以保存。"
        return "校验通过" if inner_code_ok(code) else "校验通过，但其中的组织机构代码不符，请对照证照核对"

    def _on_refused(self, error: FundError) -> None:
        if isinstance(error, Stale) and self._payee_id is not None:
            if notices.choose(self, error.title, f"{error.message}您填写的内容还在。", _STALE) == "theirs":
                self.drop()
                self.refresh()
            else:
                self._row = self._session.ask(payees.payee_row, self._payee_id)
        elif not self.form.complain(error):
            notices.refusal(self, error)


def _columns() -> tuple[Column[AccountRow], ...]:
    return (
        text_column("bank", "开户银行", stretch=True, width=160, least=120, sortable=False),
        text_column("number", "银行账号", width=230, least=186, sortable=False),
        text_column("bank_code", "行号", width=130, spare=True, quiet=True, sortable=False),
        date_column("valid_from", "启用日期", sortable=False),
        date_column("closed_on", "停用日期", spare=True, sortable=False),
        badge_column("state", "状态", _tone, _state, width=120, sortable=False),
    )


def _state(row: AccountRow) -> str:
    if row.closed_on is not None:
        return "已停用"
    return "疑似个人卡" if row.personal else "现用"


def _tone(row: AccountRow) -> Tone:
    if row.closed_on is not None:
        return "neutral"
    return "warn" if row.personal else "ok"
