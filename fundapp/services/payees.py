"""Payees and their bank accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.errors import Invalid, Stale
from fundapp.models import Payee, PayeeAccount
from fundapp.rules import access
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.payments import void_rounds_to
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import FirmSize, PayeeKind
from fundapp.values.documents import SubjectKind
from fundapp.values.identifiers import check_account, check_cnaps, check_uscc, is_personal_card, normalise


@dataclass(frozen=True)
class AccountEntry:
    """A bank account as typed."""

    bank: str
    number: str
    bank_code: str = ""


@dataclass(frozen=True)
class PayeeEntry:
    """A payee as typed."""

    name: str
    kind: PayeeKind
    uscc: str = ""
    size: FirmSize = FirmSize.NONE
    contact: str = ""
    phone: str = ""
    account: AccountEntry | None = None
    version: int | None = None


@dataclass(frozen=True)
class AccountRow:
    """A bank account as screens show it."""

    id: int
    bank: str
    number: str
    bank_code: str
    valid_from: dt.date
    closed_on: dt.date | None
    personal: bool


@dataclass(frozen=True)
class PayeeRow:
    """A payee with its accounts, newest first; the first open one is the present account."""

    id: int
    name: str
    kind: PayeeKind
    uscc: str
    size: FirmSize
    contact: str
    phone: str
    accounts: tuple[AccountRow, ...]
    version: int

    @property
    def account(self) -> AccountRow | None:
        """The present account."""
        return next((row for row in self.accounts if row.closed_on is None), None)


def payees(desk: Desk, kind: PayeeKind | None = None) -> tuple[PayeeRow, ...]:
    """All payees by name, or those of one kind."""
    query = select(Payee).order_by(Payee.name)
    if kind is not None:
        query = query.where(Payee.kind == kind)
    return tuple(payee_row(desk, row.id) for row in desk.session.scalars(query))


def payee_row(desk: Desk, payee_id: int) -> PayeeRow:
    """One payee. Raises NotFound."""
    row = desk.get(Payee, payee_id)
    accounts = desk.session.scalars(select(PayeeAccount).filter_by(payee_id=row.id).order_by(PayeeAccount.id.desc()))
    return PayeeRow(
        id=row.id,
        name=row.name,
        kind=PayeeKind(row.kind),
        uscc=row.uscc,
        size=FirmSize(row.size),
        contact=row.contact,
        phone=row.phone,
        accounts=tuple(
            AccountRow(
                one.id, one.bank, one.number, one.bank_code, one.valid_from, one.closed_on, is_personal_card(one.number)
            )
            for one in accounts
        ),
        version=row.version,
    )


def save(uow: UnitOfWork, entry: PayeeEntry, payee_id: int | None = None) -> Done:
    """Stores a payee; a new one comes with its account.

    Requests in flight to a payee whose name or account changes lose their signatures: they approved another one.

    Raises:
        Invalid: name missing or taken; a company's USCC that fails GB 32100-2015 (field 统一社会信用代码); bad account.
        Stale: somebody else changed it.
    """
    access.require(uow.me, "payees.edit")
    name = entry.name.strip()
    if not name:
        raise Invalid("请填写收款单位全称。", field="收款单位全称")
    other = uow.session.scalar(select(Payee).filter_by(name=name))
    if other is not None and other.id != payee_id:
        raise Invalid(f"已有收款单位“{name}”。", field="收款单位全称", remedy="请直接选用，或核对名称。")
    uscc, more = _uscc(entry), ""
    if payee_id is None:
        payee = Payee(name=name, kind=entry.kind, uscc=uscc, size=entry.size)
        uow.add(payee)
    else:
        payee = uow.get(Payee, payee_id)
        if entry.version is not None and entry.version != payee.version:
            raise Stale("该收款单位已被他人修改。", remedy="请重新载入后再改。")
        if payee.name != name or entry.account is not None:
            more = void_rounds_to(uow, payee.id, f"收款单位“{payee.name}”的名称或账户变更，签批作废")
        payee.name, payee.kind, payee.uscc, payee.size = name, entry.kind, uscc, entry.size
    payee.contact, payee.phone = entry.contact.strip(), entry.phone.strip()
    if entry.account is not None:
        _add_account(uow, payee, entry.account)
    uow.record("payees.save", SubjectKind.PAYEE, payee.id, f"保存收款单位：{payee.name}{more}")
    return Done("收款单位已保存" + more, Changed.PAYEE | Changed.PAYMENT, payee.id)


def _uscc(entry: PayeeEntry) -> str:
    """A failed check blocks companies; town offices and institutions may have legacy numbers or none."""
    if entry.kind == PayeeKind.PERSON or (not entry.uscc.strip() and entry.kind != PayeeKind.COMPANY):
        return normalise(entry.uscc)
    try:
        return check_uscc(entry.uscc)
    except BadInput as error:
        if entry.kind == PayeeKind.COMPANY:
            raise Invalid(error.message, field="统一社会信用代码", remedy="请对照营业执照核对。") from error
        return normalise(entry.uscc)


def _add_account(uow: UnitOfWork, payee: Payee, entry: AccountEntry) -> PayeeAccount:
    if not entry.bank.strip():
        raise Invalid("请填写开户银行。", field="开户银行")
    try:
        number = check_account(entry.number)
    except BadInput as error:
        raise Invalid(error.message, field="银行账号") from error
    try:
        bank_code = check_cnaps(entry.bank_code) if entry.bank_code.strip() else ""
    except BadInput as error:
        raise Invalid(error.message, field="行号", remedy="不清楚行号时可以留空。") from error
    for row in uow.session.scalars(select(PayeeAccount).filter_by(payee_id=payee.id, closed_on=None)):
        row.closed_on = uow.today
    account = PayeeAccount(
        payee_id=payee.id, bank=entry.bank.strip(), number=number, bank_code=bank_code, valid_from=uow.today
    )
    uow.add(account)
    return account


def change_account(uow: UnitOfWork, payee_id: int, entry: AccountEntry) -> Done:
    """Closes the present account and adds another. Requests in flight to the payee lose their signatures."""
    access.require(uow.me, "payees.edit")
    payee = uow.get(Payee, payee_id)
    account = _add_account(uow, payee, entry)
    more = void_rounds_to(uow, payee.id, f"收款账户变更为{account.bank}，签批作废")
    uow.record("payees.change_account", SubjectKind.PAYEE, payee.id, f"变更账户：{payee.name}{more}")
    return Done("账户已变更" + more, Changed.PAYEE | Changed.PAYMENT, account.id)
