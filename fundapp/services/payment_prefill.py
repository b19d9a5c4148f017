"""A new payment request with everything known filled in, and the choices its editor offers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.models import AllocationList, Contract, Milestone, Payment, Project
from fundapp.rules.access import readable_divisions
from fundapp.services import balances
from fundapp.services.contract_sheet import MilestoneRow, milestone_rows
from fundapp.services.desk import Desk
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_facts import basis_of, evidences_of
from fundapp.values.choices import ContractState, ProjectState
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class SourceChoice:
    """A funding source with what it still allows in the project year, in 分."""

    key: str
    title: str
    free: int


@dataclass(frozen=True)
class BasisChoice:
    """A contract or list that can be paid, with its milestones."""

    kind: SubjectKind
    id: int
    number: str
    name: str
    milestones: tuple[MilestoneRow, ...]


@dataclass(frozen=True)
class ProjectChoice:
    """A project of the clerk's division that is in force."""

    id: int
    number: str
    name: str


def projects(desk: Desk) -> tuple[ProjectChoice, ...]:
    """Projects the person can write a request for."""
    query = select(Project).where(Project.state == ProjectState.IN_FORCE).order_by(Project.number)
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    return tuple(ProjectChoice(row.id, row.number, row.name) for row in desk.session.scalars(query))


def bases(desk: Desk, project_id: int) -> tuple[BasisChoice, ...]:
    """Contracts and lists of a project that are in force."""
    contracts = select(Contract).filter_by(project_id=project_id, state=ContractState.IN_FORCE).order_by(Contract.id)
    lists = select(AllocationList).filter_by(project_id=project_id, state=ContractState.IN_FORCE)
    found = [
        BasisChoice(SubjectKind.CONTRACT, row.id, row.number, row.name, milestone_rows(desk, contract_id=row.id))
        for row in desk.session.scalars(contracts)
    ]
    found += [
        BasisChoice(SubjectKind.ALLOCATION, row.id, row.number, row.name, milestone_rows(desk, allocation_id=row.id))
        for row in desk.session.scalars(lists.order_by(AllocationList.id))
    ]
    return tuple(found)


def sources(desk: Desk, project_id: int, year: int, without: int | None = None) -> tuple[SourceChoice, ...]:
    """All funding sources with what is left of each; `without` leaves out one request."""
    return tuple(
        SourceChoice(
            source.key, source.title, balances.of_source(desk.session, project_id, year, source.key, without).free
        )
        for source in desk.figures.sources(dt.date(year, 12, 31))
    )


def prefill(desk: Desk, milestone_id: int) -> PaymentDraft:
    """A draft for a milestone: the rest of its amount, the richest source, last time's class and method."""
    basis = basis_of(desk, milestone_id)
    rest = max(balances.of_milestone(desk.session, basis.milestone).free, 0)
    year = desk.today.year
    best = max(sources(desk, basis.project.id, year), key=lambda one: one.free)
    earlier = desk.session.scalars(select(Payment).filter_by(project_id=basis.project.id).order_by(Payment.id)).all()
    classes = Counter(row.economic_class for row in earlier if row.economic_class)
    proofs = evidences_of(desk, milestone_id)
    return PaymentDraft(
        milestone_id=milestone_id,
        year=year,
        dated=desk.today,
        amount=rest,
        shares=((best.key, rest),),
        economic_class=classes.most_common(1)[0][0] if classes else "",
        purpose=_purpose(basis.milestone, basis.document.name),
        method=earlier[-1].method if earlier else "财政直接支付",
        actual_progress_bp=proofs[-1].progress_bp if proofs else None,
    )


def _purpose(milestone: Milestone, document: str) -> str:
    condition = f"，{milestone.condition}" if milestone.condition else ""
    return f"按{document}约定支付{milestone.name}{condition}"
