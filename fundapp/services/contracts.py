"""Contracts with items, milestones and amendments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fundapp.errors import Invalid, Refused
from fundapp.models import Amendment, Contract, ContractItem, PayeeAccount
from fundapp.rules import access
from fundapp.services import balances
from fundapp.services.attachments import NewFile, attach
from fundapp.services.done import Changed, Done
from fundapp.services.milestones import (
    MilestoneEntry,
    add_milestones,
    milestones,
    open_account,
    project_in_force,
    refuse_unless_draft,
    refuse_unready,
    replace_milestones,
)
from fundapp.services.payments import milestones_of, void_rounds_behind
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ContractKind, ContractState, FirmSize, ProcurementMethod
from fundapp.values.dates import iso
from fundapp.values.documents import SubjectKind
from fundapp.values.identifiers import same_name
from fundapp.values.money import Fen, yuan


@dataclass(frozen=True)
class ItemEntry:
    """A line of what is bought; amount in 分."""

    name: str
    quantity: Decimal
    unit: str
    unit_price: Fen
    amount: Fen
    specification: str = ""


@dataclass(frozen=True)
class ContractEntry:
    """A contract as typed."""

    name: str
    project_id: int
    account_id: int
    kind: ContractKind
    method: ProcurementMethod
    amount: Fen
    signed_on: dt.date | None
    start_on: dt.date | None
    end_on: dt.date | None
    milestones: tuple[MilestoneEntry, ...]
    items: tuple[ItemEntry, ...] = ()
    payment_days: int | None = None
    firm_size: FirmSize = FirmSize.NONE
    receipt_advance: bool = False
    warranty: str = ""
    version: int | None = None


def save(uow: UnitOfWork, entry: ContractEntry, contract_id: int | None = None) -> Done:
    """Stores a contract draft with items and milestones.

    Raises:
        Invalid: a field is missing or says what cannot be (field names it).
        Refused: the contract is in force; changes are amendments.
        Stale: somebody else changed it.
    """
    project = project_in_force(uow, entry.project_id, "contracts.edit")
    if not entry.name.strip():
        raise Invalid("请填写合同名称。", field="合同名称")
    if entry.amount <= 0:
        raise Invalid("合同金额应大于零。", field="合同金额")
    if entry.start_on and entry.end_on and entry.end_on < entry.start_on:
        raise Invalid("合同止期早于起期。", field="合同期限")
    if entry.payment_days is not None and entry.payment_days <= 0:
        raise Invalid("约定付款期限应大于零天。", field="约定付款期限", remedy="没有约定的请留空。")
    _refuse_impossible_items(entry.items)
    account = open_account(uow, entry.account_id, "收款账户")
    if contract_id is None:
        year = (entry.signed_on or uow.today).year
        contract = Contract(
            number=uow.next_number("HT", year),
            name=entry.name.strip(),
            project_id=project.id,
            author_id=uow.me.id,
            last_editor_id=uow.me.id,
            payee_id=account.payee_id,
            account_id=account.id,
            kind=entry.kind,
            method=entry.method,
            amount=entry.amount,
        )
        uow.add(contract)
    else:
        contract = uow.get(Contract, contract_id)
        project_in_force(uow, contract.project_id, "contracts.edit")
        refuse_unless_draft(contract, entry.version)
        contract.name, contract.project_id = entry.name.strip(), project.id
        contract.payee_id, contract.account_id = account.payee_id, account.id
        contract.kind, contract.method, contract.amount = entry.kind, entry.method, entry.amount
        contract.last_editor_id = uow.me.id
    contract.signed_on, contract.start_on, contract.end_on = entry.signed_on, entry.start_on, entry.end_on
    contract.payment_days, contract.firm_size = entry.payment_days, entry.firm_size
    contract.receipt_advance, contract.warranty = entry.receipt_advance, entry.warranty.strip()
    contract.items.clear()
    uow.session.flush()
    contract.items.extend(
        ContractItem(
            name=item.name.strip(),
            specification=item.specification.strip(),
            quantity=item.quantity,
            unit=item.unit.strip(),
            unit_price=item.unit_price,
            amount=item.amount,
        )
        for item in entry.items
    )
    lines = [(line, account) for line in entry.milestones]
    replace_milestones(uow, lines, contract_id=contract.id)
    uow.record("contracts.save", SubjectKind.CONTRACT, contract.id, f"保存合同：{contract.number} {contract.name}")
    return Done("合同已保存", Changed.CONTRACT, contract.id)


def _refuse_impossible_items(items: tuple[ItemEntry, ...]) -> None:
    for place, item in enumerate(items, start=1):
        if not item.name.strip():
            raise Invalid(f"第 {place} 行标的没有名称。", field="标的明细")
        if item.quantity <= 0:
            raise Invalid(f"第 {place} 行标的的数量应大于零。", field="标的明细")
        if item.unit_price < 0 or item.amount < 0:
            raise Invalid(f"第 {place} 行标的的单价和金额不能是负数。", field="标的明细")


def confirm(uow: UnitOfWork, contract_id: int) -> Done:
    """The division head puts a signed contract in force; from then on it is frozen (art. 12)."""
    contract = uow.get(Contract, contract_id)
    project = project_in_force(uow, contract.project_id, "contracts.confirm")
    access.require_second_person(uow.me, "contracts.confirm", contract.author_id, contract.last_editor_id)
    refuse_unless_draft(contract, None)
    refuse_unready(uow, contract)
    contract.state, contract.confirmed_by_id = ContractState.IN_FORCE, uow.me.id
    summary = f"合同生效：{contract.number} {contract.name}，{yuan(contract.amount)} 元（{project.name}）"
    uow.record("contracts.confirm", SubjectKind.CONTRACT, contract.id, summary)
    return Done("合同已生效", Changed.CONTRACT | Changed.PROJECT, contract.id)


@dataclass(frozen=True)
class AmendmentEntry:
    """A supplementary agreement as typed; its milestones are added to the contract."""

    number: str
    signed_on: dt.date
    amount: Fen
    reason: str
    milestones: tuple[MilestoneEntry, ...] = ()


def amend(uow: UnitOfWork, contract_id: int, entry: AmendmentEntry) -> Done:
    """Adds a supplementary agreement; requests in flight under the contract lose their signatures, visibly.

    Raises:
        Refused: the contract is not in force, all amendments together exceed the limit (政府采购法 第四十九条),
            or a cut leaves less than what is paid already.
        Invalid: number or reason missing, the number is taken, signed in the future or before the contract; the added
            milestones do not make up the amount.
    """
    contract = uow.get(Contract, contract_id)
    project_in_force(uow, contract.project_id, "contracts.edit")
    if contract.state != ContractState.IN_FORCE:
        raise Refused("只有已生效的合同可以登记补充协议。", article="第十二条")
    _refuse_impossible_amendment(uow, contract, entry)
    added = sum(row.amount for row in contract.amendments if row.amount > 0) + max(entry.amount, 0)
    limit_bp = uow.figures.number("amendment_limit", entry.signed_on)
    if added * 10000 > contract.amount * limit_bp:
        raise Refused(
            f"累计追加 {yuan(added)} 元，超过原合同 {yuan(contract.amount)} 元的 {limit_bp // 100}%。",
            article="政府采购法第四十九条",
            field="补充协议金额",
            remedy="超出部分应另行采购。",
        )
    paid = balances.of_contract(uow.session, contract).paid
    if contract.value + entry.amount < paid:
        raise Refused(
            f"减少后合同金额为 {yuan(contract.value + entry.amount)} 元，少于已付的 {yuan(paid)} 元。",
            article="第十二条",
            field="补充协议金额",
            remedy=f"最多可减少 {yuan(contract.value - paid)} 元。",
        )
    if sum(line.amount for line in entry.milestones) != max(entry.amount, 0):
        raise Invalid("新增付款节点合计应等于补充协议追加的金额。", field="付款节点")
    more = void_rounds_behind(uow, milestones_of(uow, contract.id), f"合同登记补充协议 {entry.number}，签批作废")
    contract.amendments.append(
        Amendment(
            number=entry.number.strip(), signed_on=entry.signed_on, amount=entry.amount, reason=entry.reason.strip()
        )
    )
    last = max((row.sequence for row in milestones(uow, contract_id=contract.id)), default=0)
    account = uow.get(PayeeAccount, contract.account_id)
    add_milestones(uow, [(line, account) for line in entry.milestones], last + 1, contract_id=contract.id)
    summary = f"补充协议 {entry.number}：{contract.number}，{yuan(entry.amount)} 元{more}"
    uow.record("contracts.amend", SubjectKind.CONTRACT, contract.id, summary)
    return Done("补充协议已登记" + more, Changed.CONTRACT | Changed.PAYMENT, contract.id)


def _refuse_impossible_amendment(uow: UnitOfWork, contract: Contract, entry: AmendmentEntry) -> None:
    """An agreement is numbered, reasoned, and signed between the contract it changes and today (art. 12)."""
    if not entry.number.strip():
        raise Invalid("请填写补充协议编号。", field="补充协议编号")
    if not entry.reason.strip():
        raise Invalid("请填写变更原因。", article="第十二条", field="变更原因")
    if any(same_name(row.number, entry.number) for row in contract.amendments):
        raise Invalid(
            f"合同 {contract.number} 已登记过补充协议“{entry.number.strip()}”。",
            article="第十二条",
            field="补充协议编号",
            remedy="请核对是否重复登记；确是另一份的，请填写它自己的编号。",
        )
    if entry.signed_on > uow.today:
        raise Invalid(
            f"补充协议的签订日期 {iso(entry.signed_on)} 晚于今天。",
            article="第十二条",
            field="签订日期",
            remedy="请填写实际签订的日期，签订以后再登记。",
        )
    if contract.signed_on is not None and entry.signed_on < contract.signed_on:
        raise Invalid(
            f"补充协议的签订日期 {iso(entry.signed_on)} 早于原合同签订日期 {iso(contract.signed_on)}。",
            article="第十二条",
            field="签订日期",
            remedy="请对照协议原件更正日期。",
        )


def attach_file(uow: UnitOfWork, contract_id: int, file: NewFile) -> Done:
    """Attaches a scan to a contract; requests in flight under it lose their signatures: they approved other papers."""
    contract = uow.get(Contract, contract_id)
    project_in_force(uow, contract.project_id, "contracts.edit")
    attach(uow, SubjectKind.CONTRACT, contract_id, file)
    behind = milestones_of(uow, contract_id)
    more = void_rounds_behind(uow, behind, f"合同新增附件“{file.file_name}”，签批作废")
    summary = f"{contract.number} 上传附件：{file.file_name}{more}"
    uow.record("contracts.attach_file", SubjectKind.CONTRACT, contract_id, summary)
    return Done("附件已上传" + more, Changed.CONTRACT | Changed.ATTACHMENT | Changed.PAYMENT, contract_id)
