"""Sums from the ledger: what was appropriated, what is in approval, what was paid. All in 分."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from fundapp.models import Appropriation, Contract, Disbursement, Milestone, Payment, PaymentShare, ProjectYear
from fundapp.values.choices import PaymentState

IN_FLIGHT = (PaymentState.IN_APPROVAL, PaymentState.APPROVED)
"""States of a request whose money is promised but has not left."""
_PROMISED = case((Payment.state.in_(IN_FLIGHT), Payment.amount))


@dataclass(frozen=True)
class Balance:
    """Money promised and money gone against one limit, in 分."""

    limit: int
    paid: int
    in_flight: int

    @property
    def free(self) -> int:
        """What may still be requested."""
        return self.limit - self.paid - self.in_flight


def _balance(session: Session, limit: int, without: int | None, *where: ColumnElement[bool]) -> Balance:
    """Disbursed and promised by the requests that meet `where`, leaving out the request `without`."""
    query = select(func.sum(Disbursement.amount), func.sum(_PROMISED)).select_from(Payment)
    query = query.join(Milestone, Milestone.id == Payment.milestone_id)
    query = query.outerjoin(Disbursement, Disbursement.payment_id == Payment.id).where(*where)  # one at most
    paid, in_flight = session.execute(query if without is None else query.where(Payment.id != without)).one()
    return Balance(limit, paid or 0, in_flight or 0)


def basis_key(milestone: Milestone) -> ColumnElement[bool]:
    """Condition for all milestones of the same contract or list."""
    if milestone.contract_id is not None:
        return Milestone.contract_id == milestone.contract_id
    return Milestone.allocation_id == milestone.allocation_id


def of_basis(session: Session, milestone: Milestone, limit: int, without: int | None = None) -> Balance:
    """Balance of the contract or list a milestone belongs to, leaving out the request `without`."""
    return _balance(session, limit, without, basis_key(milestone))


def of_contract(session: Session, contract: Contract) -> Balance:
    """Balance of a contract including its amendments."""
    return _balance(session, contract.value, None, Milestone.contract_id == contract.id)


def of_milestone(session: Session, milestone: Milestone, without: int | None = None) -> Balance:
    """Balance of one milestone, leaving out the request `without`."""
    return _balance(session, milestone.amount, without, Milestone.id == milestone.id)


def of_milestones(session: Session, milestones: Iterable[Milestone]) -> dict[int, Balance]:
    """Balances of several milestones by their ids, in one query."""
    limits = {row.id: row.amount for row in milestones}
    query = select(Payment.milestone_id, func.sum(Disbursement.amount), func.sum(_PROMISED)).select_from(Payment)
    query = query.outerjoin(Disbursement, Disbursement.payment_id == Payment.id)
    query = query.where(Payment.milestone_id.in_(limits)).group_by(Payment.milestone_id)
    gone = {key: (paid or 0, promised or 0) for key, paid, promised in session.execute(query)}
    return {key: Balance(limit, *gone.get(key, (0, 0))) for key, limit in limits.items()}


def appropriated(session: Session, project_id: int, year: int) -> int:
    """Appropriations of a project year."""
    query = select(func.sum(Appropriation.amount)).join(ProjectYear, ProjectYear.id == Appropriation.project_year_id)
    query = query.where(ProjectYear.project_id == project_id, ProjectYear.year == year)
    return session.scalar(query) or 0


def of_source(session: Session, project_id: int, year: int, source: str, without: int | None = None) -> Balance:
    """Balance of one funding source of a project year (arts. 6 and 16), leaving out the request `without`."""
    return of_sources(session, project_id, year, without).get(source, Balance(0, 0, 0))


def of_sources(session: Session, project_id: int, year: int, without: int | None = None) -> dict[str, Balance]:
    """The same for every source with any money in it, in two queries."""
    granted = select(Appropriation.source, func.sum(Appropriation.amount)).join_from(Appropriation, ProjectYear)
    granted = granted.where(ProjectYear.project_id == project_id, ProjectYear.year == year)
    limits = dict(session.execute(granted.group_by(Appropriation.source)).all())
    paid = case((Payment.state == PaymentState.PAID, PaymentShare.amount))
    promised = case((Payment.state.in_(IN_FLIGHT), PaymentShare.amount))
    shares = select(PaymentShare.source, func.sum(paid), func.sum(promised)).join_from(PaymentShare, Payment)
    shares = shares.where(Payment.project_id == project_id, Payment.year == year)
    shares = shares.where(*(() if without is None else (Payment.id != without,))).group_by(PaymentShare.source)
    gone = {source: (over or 0, open_ or 0) for source, over, open_ in session.execute(shares)}
    return {source: Balance(limits.get(source, 0), *gone.get(source, (0, 0))) for source in {*limits, *gone}}


def of_year(session: Session, project_id: int, year: int, without: int | None = None) -> Balance:
    """Balance of a whole project year over all sources, leaving out the request `without`."""
    mine = (Payment.project_id == project_id, Payment.year == year)
    return _balance(session, appropriated(session, project_id, year), without, *mine)
