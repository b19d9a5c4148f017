"""Allocation lists: grants to town and street service centres, paid without a contract (arts. 7 and 12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.errors import Invalid, Refused
from fundapp.models import AllocationList, PayeeAccount
from fundapp.rules import access
from fundapp.services.attachments import NewFile, attach
from fundapp.services.done import Changed, Done
from fundapp.services.milestones import (
    MilestoneEntry,
    milestones,
    open_account,
    project_in_force,
    refuse_unless_draft,
    refuse_unready,
    replace_milestones,
)
from fundapp.services.payments import void_rounds_behind
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ContractState
from fundapp.values.documents import SubjectKind
from fundapp.values.money import Fen, yuan


@dataclass(frozen=True)
class AllocationEntry:
    """An allocation list as typed."""

    name: str
    project_id: int
    year: int
    amount: Fen
    document_number: str
    document_date: dt.date | None
    lines: tuple[MilestoneEntry, ...]
    version: int | None = None


def save(uow: UnitOfWork, entry: AllocationEntry, allocation_id: int | None = None) -> Done:
    """Stores a draft of an allocation list with one line per town (art. 7).

    Raises:
        Invalid: a field is missing or says what cannot be (field names it).
        Refused: the project takes contracts, or the list is in force.
        Stale: somebody else changed it.
    """
    project = project_in_force(uow, entry.project_id, "allocations.edit")
    if not uow.figures.category(project.category, uow.today).grant:
        raise Refused(f"“{project.name}”不是补助类项目，付款应依据合同。", article="第七条", remedy="请改为登记合同。")
    if not entry.name.strip():
        raise Invalid("请填写清单名称。", field="清单名称")
    if entry.amount <= 0:
        raise Invalid("清单总额应大于零。", field="清单总额")
    if allocation_id is None:
        listed = AllocationList(
            number=uow.next_number("QD", entry.year),
            name=entry.name.strip(),
            project_id=project.id,
            year=entry.year,
            author_id=uow.me.id,
            last_editor_id=uow.me.id,
            amount=entry.amount,
        )
        uow.add(listed)
    else:
        listed = uow.get(AllocationList, allocation_id)
        project_in_force(uow, listed.project_id, "allocations.edit")
        refuse_unless_draft(listed, entry.version)
        listed.project_id = project.id
        listed.name, listed.year, listed.amount = entry.name.strip(), entry.year, entry.amount
        listed.last_editor_id = uow.me.id
    listed.document_number, listed.document_date = entry.document_number.strip(), entry.document_date
    lines = [(line, _line_account(uow, line, sequence)) for sequence, line in enumerate(entry.lines, start=1)]
    replace_milestones(uow, lines, allocation_id=listed.id)
    uow.record("allocations.save", SubjectKind.ALLOCATION, listed.id, f"保存分配清单：{listed.number} {listed.name}")
    return Done("清单已保存", Changed.CONTRACT, listed.id)


def _line_account(uow: UnitOfWork, line: MilestoneEntry, sequence: int) -> PayeeAccount:
    if line.account_id is None:
        raise Invalid(f"第 {sequence} 行没有选择收款单位账户。", field="收款单位")
    return open_account(uow, line.account_id, "收款单位")


def confirm(uow: UnitOfWork, allocation_id: int) -> Done:
    """The division head puts an allocation list in force (art. 12)."""
    listed = uow.get(AllocationList, allocation_id)
    project_in_force(uow, listed.project_id, "allocations.confirm")
    access.require_second_person(uow.me, "allocations.confirm", listed.author_id, listed.last_editor_id)
    refuse_unless_draft(listed, None)
    refuse_unready(uow, listed)
    listed.state, listed.confirmed_by_id = ContractState.IN_FORCE, uow.me.id
    summary = f"分配清单生效：{listed.number} {listed.name}，{yuan(listed.amount)} 元"
    uow.record("allocations.confirm", SubjectKind.ALLOCATION, listed.id, summary)
    return Done("清单已生效", Changed.CONTRACT | Changed.PROJECT, listed.id)


def attach_file(uow: UnitOfWork, allocation_id: int, file: NewFile) -> Done:
    """Attaches a document to a list; requests in flight under it lose their signatures: they approved other papers."""
    listed = uow.get(AllocationList, allocation_id)
    project_in_force(uow, listed.project_id, "allocations.edit")
    attach(uow, SubjectKind.ALLOCATION, allocation_id, file)
    behind = [row.id for row in milestones(uow, allocation_id=allocation_id)]
    more = void_rounds_behind(uow, behind, f"清单新增附件“{file.file_name}”，签批作废")
    summary = f"{listed.number} 上传附件：{file.file_name}{more}"
    uow.record("allocations.attach_file", SubjectKind.ALLOCATION, allocation_id, summary)
    return Done("附件已上传" + more, Changed.CONTRACT | Changed.ATTACHMENT | Changed.PAYMENT, allocation_id)
