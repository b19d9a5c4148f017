"""Questions about contracts and allocation lists."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select

from fundapp.models import (
    AllocationList,
    Attachment,
    Contract,
    Evidence,
    Milestone,
    Payee,
    PayeeAccount,
    Payment,
    Project,
)
from fundapp.services import balances
from fundapp.services.allocations import AllocationEntry
from fundapp.services.attachments import FileRow, files_of, owned_by
from fundapp.services.balances import Balance
from fundapp.services.contracts import ContractEntry, ItemEntry
from fundapp.services.desk import Desk
from fundapp.services.milestones import MilestoneEntry, milestones
from fundapp.values.choices import (
    ContractState,
    EvidenceKind,
    EvidenceResult,
    FirmSize,
    MilestoneKind,
    PaymentState,
)
from fundapp.values.documents import SubjectKind

Tone = Literal["ok", "warn", "bad", "info", "neutral"]
"""What a status wants to say; its word says it too."""


@dataclass(frozen=True)
class EvidenceRow:
    """A proof with its files."""

    id: int
    kind: EvidenceKind
    title: str
    result: EvidenceResult
    dated: dt.date
    progress_bp: int
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its money and how it stands. `status` is Chinese."""

    id: int
    sequence: int
    name: str
    kind: MilestoneKind
    condition: str
    amount: int
    share_bp: int
    due_on: dt.date | None
    payee: str
    account_id: int
    evidence_required: EvidenceKind | None
    agreed_progress_bp: int
    paid: int
    in_flight: int
    status: str
    tone: Tone
    evidences: tuple[EvidenceRow, ...]
    payment_ids: tuple[int, ...]


def milestone_rows(
    desk: Desk, *, contract_id: int | None = None, allocation_id: int | None = None
) -> tuple[MilestoneRow, ...]:
    """Milestones of a contract or lines of a list, with money and state."""
    return _milestone_rows(desk, milestones(desk, contract_id=contract_id, allocation_id=allocation_id))


def milestones_of_project(desk: Desk, project_id: int) -> dict[tuple[SubjectKind, int], tuple[MilestoneRow, ...]]:
    """The same for every contract and list of a project, by its kind and id, in as many statements as for one."""
    contracts = select(Contract.id).filter_by(project_id=project_id)
    lists = select(AllocationList.id).filter_by(project_id=project_id)
    query = select(Milestone).where(or_(Milestone.contract_id.in_(contracts), Milestone.allocation_id.in_(lists)))
    found: dict[tuple[SubjectKind, int], tuple[MilestoneRow, ...]] = {}
    rows = desk.session.scalars(query.order_by(Milestone.sequence)).all()
    for key, row in zip(map(_basis_key, rows), _milestone_rows(desk, rows), strict=True):
        found[key] = (*found.get(key, ()), row)
    return found


def _basis_key(row: Milestone) -> tuple[SubjectKind, int]:
    if row.contract_id is not None:
        return SubjectKind.CONTRACT, row.contract_id
    return SubjectKind.ALLOCATION, row.allocation_id or 0


def _milestone_rows(desk: Desk, rows: Sequence[Milestone]) -> tuple[MilestoneRow, ...]:
    totals: Counter[tuple[SubjectKind, int]] = Counter()
    for row in rows:
        totals[_basis_key(row)] += row.amount
    payees = {row.id: row.name for row in desk.gather(Payee, (row.payee_id for row in rows))}
    ids = [row.id for row in rows]
    money = balances.of_milestones(desk.session, rows)
    evidences = _evidences(desk, ids)
    requests: dict[int, list[tuple[int, PaymentState]]] = {key: [] for key in ids}
    query = select(Payment.milestone_id, Payment.id, Payment.state).where(Payment.milestone_id.in_(ids))
    for milestone_id, payment_id, state in desk.session.execute(query.order_by(Payment.id)):
        requests[milestone_id].append((payment_id, PaymentState(state)))
    return tuple(
        _milestone_row(
            desk,
            row,
            payees[row.payee_id],
            totals[_basis_key(row)],
            money[row.id],
            requests[row.id],
            evidences.get(row.id, ()),
        )
        for row in rows
    )


def _evidences(desk: Desk, milestone_ids: Sequence[int]) -> dict[int, tuple[EvidenceRow, ...]]:
    """Evidence with its files by milestone, oldest first."""
    query = select(Evidence).where(Evidence.milestone_id.in_(milestone_ids)).order_by(Evidence.id)
    found = desk.session.scalars(query).all()
    files: dict[int, list[Attachment]] = {row.id: [] for row in found}
    mine = select(Attachment).where(Attachment.owner_kind == SubjectKind.EVIDENCE, Attachment.owner_id.in_(files))
    for file in desk.session.scalars(mine.order_by(Attachment.id)):
        files[file.owner_id].append(file)
    rows: dict[int, tuple[EvidenceRow, ...]] = {}
    for row in found:
        shown = _evidence_row(desk, row, files[row.id])
        rows[row.milestone_id] = (*rows.get(row.milestone_id, ()), shown)
    return rows


def _milestone_row(
    desk: Desk,
    row: Milestone,
    payee: str,
    total: int,
    money: Balance,
    requests: Sequence[tuple[int, PaymentState]],
    evidences: tuple[EvidenceRow, ...],
) -> MilestoneRow:
    status, tone = _status(desk, row, money, {state for _, state in requests}, evidences)
    return MilestoneRow(
        id=row.id,
        sequence=row.sequence,
        name=row.name,
        kind=MilestoneKind(row.kind),
        condition=row.condition,
        amount=row.amount,
        share_bp=(row.amount * 20000 + total) // (total * 2),
        due_on=row.due_on,
        payee=payee,
        account_id=row.account_id,
        evidence_required=row.evidence_required,
        agreed_progress_bp=row.agreed_progress_bp,
        paid=money.paid,
        in_flight=money.in_flight,
        status=status,
        tone=tone,
        evidences=evidences,
        payment_ids=tuple(key for key, state in requests if state != PaymentState.VOID),
    )


def _evidence_row(desk: Desk, row: Evidence, files: Sequence[Attachment]) -> EvidenceRow:
    return EvidenceRow(
        id=row.id,
        kind=EvidenceKind(row.kind),
        title=row.title,
        result=EvidenceResult(row.result),
        dated=row.dated,
        progress_bp=row.progress_bp,
        files=files_of(desk, files),
    )


def _status(
    desk: Desk, row: Milestone, money: Balance, states: set[PaymentState], evidences: Sequence[EvidenceRow]
) -> tuple[str, Tone]:
    if money.paid >= row.amount:
        return "已拨付", "ok"
    for state, word, tone in _REQUESTED:
        if state in states:
            return word, tone
    if money.paid:
        return "部分拨付", "info"
    overdue = row.due_on is not None and row.due_on < desk.today
    passed = any(one.result != EvidenceResult.FAILED and one.kind == row.evidence_required for one in evidences)
    if row.evidence_required is not None and not passed:
        return f"缺{row.evidence_required.label}", "bad" if overdue else "neutral"
    return ("已到期未申请", "bad") if overdue else ("可申请", "info")


_REQUESTED: tuple[tuple[PaymentState, str, Tone], ...] = (
    (PaymentState.RETURNED, "已退回", "bad"),
    (PaymentState.APPROVED, "待拨付", "info"),
    (PaymentState.IN_APPROVAL, "签批中", "warn"),
    (PaymentState.DRAFT, "草稿", "neutral"),
)


@dataclass(frozen=True)
class AmendmentRow:
    """A supplementary agreement."""

    number: str
    signed_on: dt.date
    amount: int
    reason: str


@dataclass(frozen=True)
class ContractSheet:
    """A contract with all a screen says. `entry` is what the editor shows."""

    id: int
    number: str
    state: ContractState
    version: int
    entry: ContractEntry
    project: str
    party: str
    bank: str
    account: str
    account_closed_on: dt.date | None
    money: Balance
    amendments: tuple[AmendmentRow, ...]
    milestones: tuple[MilestoneRow, ...]
    files: tuple[FileRow, ...]


def contract_sheet(desk: Desk, contract_id: int) -> ContractSheet:
    """One contract. Raises NotFound, Forbidden (another division's)."""
    row = desk.get(Contract, contract_id)
    project = desk.get(Project, row.project_id)
    desk.require_readable(project.division_id)
    account = desk.get(PayeeAccount, row.account_id)
    return ContractSheet(
        id=row.id,
        number=row.number,
        state=ContractState(row.state),
        version=row.version,
        entry=_contract_entry(desk, row),
        project=project.name,
        party=desk.get(Payee, row.payee_id).name,
        bank=account.bank,
        account=account.number,
        account_closed_on=account.closed_on,
        money=balances.of_contract(desk.session, row),
        amendments=tuple(AmendmentRow(one.number, one.signed_on, one.amount, one.reason) for one in row.amendments),
        milestones=milestone_rows(desk, contract_id=row.id),
        files=files_of(desk, owned_by(desk, SubjectKind.CONTRACT, row.id)),
    )


def _milestone_entries(rows: list[Milestone]) -> tuple[MilestoneEntry, ...]:
    return tuple(
        MilestoneEntry(
            name=row.name,
            kind=MilestoneKind(row.kind),
            amount=row.amount,
            condition=row.condition,
            due_on=row.due_on,
            evidence_required=row.evidence_required,
            agreed_progress_bp=row.agreed_progress_bp,
            account_id=row.account_id,
        )
        for row in rows
    )


def _contract_entry(desk: Desk, row: Contract) -> ContractEntry:
    return ContractEntry(
        name=row.name,
        project_id=row.project_id,
        account_id=row.account_id,
        kind=row.kind,
        method=row.method,
        amount=row.amount,
        signed_on=row.signed_on,
        start_on=row.start_on,
        end_on=row.end_on,
        milestones=_milestone_entries(milestones(desk, contract_id=row.id)),
        items=tuple(
            ItemEntry(one.name, one.quantity, one.unit, one.unit_price, one.amount, one.specification)
            for one in row.items
        ),
        payment_days=row.payment_days,
        firm_size=FirmSize(row.firm_size),
        receipt_advance=row.receipt_advance,
        warranty=row.warranty,
        version=row.version,
    )


@dataclass(frozen=True)
class AllocationSheet:
    """An allocation list with all a screen says."""

    id: int
    number: str
    state: ContractState
    version: int
    entry: AllocationEntry
    project: str
    money: Balance
    lines: tuple[MilestoneRow, ...]
    files: tuple[FileRow, ...]


def allocation_sheet(desk: Desk, allocation_id: int) -> AllocationSheet:
    """One allocation list. Raises NotFound, Forbidden (another division's)."""
    row = desk.get(AllocationList, allocation_id)
    project = desk.get(Project, row.project_id)
    desk.require_readable(project.division_id)
    lines = milestone_rows(desk, allocation_id=row.id)
    return AllocationSheet(
        id=row.id,
        number=row.number,
        state=ContractState(row.state),
        version=row.version,
        entry=AllocationEntry(
            name=row.name,
            project_id=row.project_id,
            year=row.year,
            amount=row.amount,
            document_number=row.document_number,
            document_date=row.document_date,
            lines=_milestone_entries(milestones(desk, allocation_id=row.id)),
            version=row.version,
        ),
        project=project.name,
        money=Balance(row.amount, sum(line.paid for line in lines), sum(line.in_flight for line in lines)),
        lines=lines,
        files=files_of(desk, owned_by(desk, SubjectKind.ALLOCATION, row.id)),
    )
