"""The boxes of a contract above its tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from fundapp.services.contracts import ContractEntry, ItemEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import PayeeRow
from fundapp.ui.parts.choice import Choice, Option, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.field import LineField
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.search_choice import SearchChoice
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import ContractKind, FirmSize, ProcurementMethod
from fundapp.values.width import without_spaces

_METHODS = tuple(method for method in ProcurementMethod if method is not ProcurementMethod.NOT_APPLICABLE)
_MOST_DAYS = 999


class DaysEdit(LineField[int]):
    """A number of days."""

    def parse(self, text: str) -> int:
        """Read whole days. Raises BadInput."""
        typed = without_spaces(text).removesuffix("天").removesuffix("日")
        if not (typed.isascii() and typed.isdecimal() and 0 < int(typed) <= _MOST_DAYS):
            raise BadInput(f"看不懂天数“{text.strip()}”，请填写整数，如 30。")
        return int(typed)

    def show_value(self, value: int) -> str:
        """The figures."""
        return str(value)


class ContractFields:
    """Fills a form with the boxes and reads them back."""

    def __init__(self, form: Form, today: Callable[[], dt.date]) -> None:
        self.name = TextEdit("合同名称", required=True, limit=100)
        self.project: SearchChoice[int] = SearchChoice("所属项目", required=True)
        self.kind: Choice[ContractKind] = Choice("采购类别", labelled(tuple(ContractKind)), required=True)
        self.method: Choice[ProcurementMethod] = Choice("采购方式", labelled(_METHODS), required=True)
        self.amount = MoneyEdit("合同金额", required=True)
        self.words = label("", "second", wrap=True)
        self.party: SearchChoice[int] = SearchChoice("乙方", required=True)
        self.account: Choice[int] = Choice("收款账户", required=True, empty="")
        self.size: Choice[FirmSize] = Choice("企业规模", labelled(tuple(FirmSize)), empty="")
        self.signed_on = DateEdit("签订日期", today=today)
        self.start_on = DateEdit("履行起始", today=today)
        self.end_on = DateEdit("合同期限", today=today)
        self.days = DaysEdit("约定付款期限")
        self.receipt: Choice[bool] = Choice(
            "预付款票据", (Option(False, "须开发票"), Option(True, "可凭收据支付")), empty=""
        )
        self.warranty = TextEdit("质保约定", limit=200)
        self._payees: dict[int, PayeeRow] = {}
        self._lay_out(form)

    def _lay_out(self, form: Form) -> None:
        form.section("1 合同")
        form.add("合同名称", self.name, wide=True)
        form.add("所属项目", self.project)
        form.add("采购类别", self.kind)
        form.add("采购方式", self.method)
        form.add("签订日期", self.signed_on)
        form.add("合同金额", self.amount)
        self.words.setMinimumHeight(32)
        form.add("大写", self.words)
        form.section("2 乙方和履行")
        form.add("乙方", self.party)
        form.add("收款账户", self.account)
        form.add("企业规模", self.size)
        form.add("付款期限", self.days, name="约定付款期限")
        form.add("履行起始", self.start_on)
        form.add("履行截止", self.end_on, name="合同期限")
        form.add("预付款票据", self.receipt)
        form.add("质保约定", self.warranty)
        self.days.set_placeholder("收到发票后几天；不填按中小企业条例")
        self.size.set_value(FirmSize.NONE)
        self.receipt.set_value(False)
        self.party.edited.connect(self.offer_accounts)
        self.amount.words_changed.connect(self.words.setText)

    def offer(self, projects: Sequence[tuple[int, str, str]], payees: Sequence[PayeeRow]) -> None:
        """Offer projects as (id, number, name), and payees."""
        self._payees = {row.id: row for row in payees}
        self.project.set_options([Option(key, name, number) for key, number, name in projects])
        self.party.set_options([Option(row.id, row.name, row.uscc) for row in payees])

    def offer_accounts(self) -> None:
        """The party's accounts and declared size follow the party."""
        row = self._payees.get(self.party.read() or 0)
        accounts = row.accounts if row is not None else ()
        self.account.set_options([Option(one.id, one.bank, one.number) for one in accounts if one.closed_on is None])
        if row is not None and self.account.read() is None and row.account is not None:
            self.account.set_value(row.account.id)
        if row is not None and self.size.read() in {None, FirmSize.LARGE, FirmSize.NONE}:
            self.size.set_value(row.size)

    def show(self, entry: ContractEntry) -> None:
        """Show a stored contract."""
        owner = next(
            (row.id for row in self._payees.values() if any(one.id == entry.account_id for one in row.accounts)), None
        )
        self.name.set_value(entry.name)
        self.project.set_value(entry.project_id)
        self.kind.set_value(entry.kind)
        self.method.set_value(entry.method)
        self.amount.set_value(entry.amount)
        self.party.set_value(owner)
        self.account.set_value(entry.account_id)
        self.size.set_value(entry.firm_size)
        self.signed_on.set_value(entry.signed_on)
        self.start_on.set_value(entry.start_on)
        self.end_on.set_value(entry.end_on)
        self.days.set_value(entry.payment_days)
        self.receipt.set_value(entry.receipt_advance)
        self.warranty.set_value(entry.warranty or None)

    def restored(self, raw: Mapping[str, str]) -> None:
        """A draft was put back: the account can be chosen once its party stands there."""
        self.offer_accounts()
        self.account.set_raw(raw.get("收款账户", ""))

    def entry(
        self, milestones: tuple[MilestoneEntry, ...], items: tuple[ItemEntry, ...], version: int | None
    ) -> ContractEntry:
        """What stands in the boxes; ask only when all of them can be read."""
        return ContractEntry(
            name=self.name.read() or "",
            project_id=self.project.read() or 0,
            account_id=self.account.read() or 0,
            kind=self.kind.read() or ContractKind.SERVICES,
            method=self.method.read() or ProcurementMethod.DIRECT,
            amount=self.amount.read() or 0,
            signed_on=self.signed_on.read(),
            start_on=self.start_on.read(),
            end_on=self.end_on.read(),
            milestones=milestones,
            items=items,
            payment_days=self.days.read(),
            firm_size=self.size.read() or FirmSize.NONE,
            receipt_advance=bool(self.receipt.read()),
            warranty=self.warranty.read() or "",
            version=version,
        )
