"""What contracts and allocation lists share: milestones, and the gates before and after they come into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import AllocationList, Contract, Milestone, Payee, PayeeAccount, Payment, Project
from fundapp.rules import access
from fundapp.services.desk import Desk
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ContractState, EvidenceKind, MilestoneKind, ProjectState
from fundapp.values.dates import iso
from fundapp.values.money import BASIS, Fen, percent, yuan


@dataclass(frozen=True)
class MilestoneEntry:
    """A milestone as typed. For a list line `account_id` names the town's account; for a contract leave it None."""

    name: str
    kind: MilestoneKind
    amount: Fen
    condition: str = ""
    due_on: dt.date | None = None
    evidence_required: EvidenceKind | None = None
    agreed_progress_bp: int = 10000
    account_id: int | None = None


def project_in_force(uow: UnitOfWork, project_id: int, verb: str) -> Project:
    """The project, in force and of the person's own division. Raises Refused, Forbidden."""
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, verb)
    if project.state != ProjectState.IN_FORCE:
        raise Refused(f"项目“{project.name}”尚未确认执行。", article="第十五条", remedy="请科室负责人先确认立项。")
    return project


def open_account(desk: Desk, account_id: int, field: str) -> PayeeAccount:
    """The payee's account, still in use. Raises NotFound, Invalid."""
    account = desk.get(PayeeAccount, account_id)
    if account.closed_on is not None:
        name = desk.get(Payee, account.payee_id).name
        raise Invalid(
            f"“{name}”的账户尾号 {account.number[-4:]} 已于 {iso(account.closed_on)} 停用。",
            article="第十二条",
            field=field,
            remedy="请改选收款单位现用的账户。",
        )
    return account


def refuse_unless_draft(document: Contract | AllocationList, version: int | None) -> None:
    """Documents in force are frozen (art. 12). Raises Refused, Stale."""
    word = "合同" if isinstance(document, Contract) else "清单"
    if document.state != ContractState.DRAFT:
        raise Refused(
            f"{word} {document.number} 已生效，内容不能再改。", article="第十二条", remedy="合同变更请登记补充协议。"
        )
    if version is not None and version != document.version:
        raise Stale(f"{word}已被他人修改。", remedy="请按 F5 重新载入后再改；已填写的内容仍在本机草稿中。")


def milestones(desk: Desk, *, contract_id: int | None = None, allocation_id: int | None = None) -> list[Milestone]:
    """Milestones of a contract or lines of a list, in order."""
    query = select(Milestone).filter_by(contract_id=contract_id, allocation_id=allocation_id)
    return list(desk.session.scalars(query.order_by(Milestone.sequence)))


def add_milestones(
    uow: UnitOfWork,
    lines: Sequence[tuple[MilestoneEntry, PayeeAccount]],
    first: int,
    *,
    contract_id: int | None = None,
    allocation_id: int | None = None,
) -> None:
    """Stores lines from sequence number `first` on. Raises Invalid for a line that says what cannot be."""
    for sequence, (line, account) in enumerate(lines, start=first):
        _refuse_impossible_line(line, f"第 {sequence} 个付款节点", by_list=allocation_id is not None)
        uow.session.add(
            Milestone(
                contract_id=contract_id,
                allocation_id=allocation_id,
                sequence=sequence,
                name=line.name.strip(),
                kind=line.kind,
                condition=line.condition.strip(),
                amount=line.amount,
                payee_id=account.payee_id,
                account_id=account.id,
                due_on=line.due_on,
                evidence_required=line.evidence_required,
                agreed_progress_bp=line.agreed_progress_bp,
            )
        )
    uow.session.flush()


def _refuse_impossible_line(line: MilestoneEntry, which: str, *, by_list: bool) -> None:
    if line.amount <= 0:
        raise Invalid(f"{which}的金额应大于零。", field="付款节点")
    if not line.name.strip():
        raise Invalid(f"{which}没有名称。", field="付款节点")
    if not 0 <= line.agreed_progress_bp <= BASIS:
        raise Invalid(
            f"{which}的应达进度 {percent(line.agreed_progress_bp)} 不在 0 到 100% 之间。",
            article="第十二条",
            field="付款节点",
            remedy="请按合同约定更正应达进度。",
        )
    if by_list is not (line.kind is MilestoneKind.GRANT):  # rule 12-18 says the same of a request
        raise Invalid(
            f"{which}的类型是“{line.kind.label}”，{'清单只拨付补助' if by_list else '补助不按合同支付'}。",
            article="第十二条",
            field="付款节点",
            remedy="合同款请登记合同。" if by_list else "请改选类型；补助请登记分配清单。",
        )


def replace_milestones(
    uow: UnitOfWork,
    lines: Sequence[tuple[MilestoneEntry, PayeeAccount]],
    *,
    contract_id: int | None = None,
    allocation_id: int | None = None,
) -> None:
    """Puts these lines in the place of all former ones of a draft.

    Raises:
        Refused: a request names one of them already; it would lose what it pays for.
    """
    former = milestones(uow, contract_id=contract_id, allocation_id=allocation_id)
    if uow.session.scalar(select(Payment.id).where(Payment.milestone_id.in_([row.id for row in former])).limit(1)):
        raise Refused(
            "已有用款申请用到其中的付款节点，不能整份改写。",
            article="第十二条",
            field="付款节点",
            remedy="请先确认生效，再登记补充协议。" if contract_id else "请先确认生效，调整的部分另立清单。",
        )
    for row in former:
        uow.session.delete(row)
    uow.session.flush()
    add_milestones(uow, lines, 1, contract_id=contract_id, allocation_id=allocation_id)


def refuse_unready(desk: Desk, document: Contract | AllocationList) -> None:
    """What a contract or list needs before it comes into force (art. 12).

    Raises:
        Refused: days or numbers are missing, it is signed in the future, or its lines do not add up.
        Invalid: an account was closed since it was written.
    """
    if isinstance(document, Contract):
        if document.signed_on is None or document.end_on is None:
            raise Refused("请先填写签订日期和合同期限。", article="第十二条", field="签订日期")
        _refuse_day_to_come(desk, "合同签订日期", document.signed_on, "签订日期")
        rows, field = milestones(desk, contract_id=document.id), "收款账户"
    else:
        if not document.document_number or document.document_date is None:
            raise Refused("请先填写分配文件的文号和日期。", article="第十二条", field="分配文号")
        _refuse_day_to_come(desk, "分配文件日期", document.document_date, "发文日期")
        rows, field = milestones(desk, allocation_id=document.id), "收款单位"
    for row in rows:
        open_account(desk, row.account_id, field)
    _refuse_unequal(document, rows)


def _refuse_day_to_come(desk: Desk, word: str, day: dt.date, field: str) -> None:
    if day > desk.today:
        raise Refused(
            f"{word} {iso(day)} 晚于今天，不能生效。",
            article="第十二条",
            field=field,
            remedy=f"请更正{field}，或等到那天再确认。",
        )


def _refuse_unequal(document: Contract | AllocationList, rows: Sequence[Milestone]) -> None:
    """Milestones or lines must add up to the document. Raises Refused."""
    total = sum(row.amount for row in rows)
    if not rows or total != document.amount:
        word = "付款节点" if isinstance(document, Contract) else "清单各行"
        raise Refused(
            f"{word}合计 {yuan(total)} 元，与总额 {yuan(document.amount)} 元相差 {yuan(document.amount - total)} 元。",
            article="第十二条",
            field="付款节点",
            remedy="请调整各行金额后再确认。",
        )
