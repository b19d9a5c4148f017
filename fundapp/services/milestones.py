"""What contracts and allocation lists share: milestones, and the gates before and after they come into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import AllocationList, Contract, Milestone, PayeeAccount, Payment, Project
from fundapp.rules import access
from fundapp.services.desk import Desk
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ContractState, EvidenceKind, MilestoneKind, ProjectState
from fundapp.values.money import Fen, yuan


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
    """Stores lines from sequence number `first` on. Raises Invalid for a line without name or amount."""
    for sequence, (line, account) in enumerate(lines, start=first):
        if line.amount <= 0:
            raise Invalid(f"第 {sequence} 个付款节点的金额应大于零。", field="付款节点")
        if not line.name.strip():
            raise Invalid(f"第 {sequence} 个付款节点没有名称。", field="付款节点")
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


def refuse_unequal(document: Contract | AllocationList, rows: Sequence[Milestone]) -> None:
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
