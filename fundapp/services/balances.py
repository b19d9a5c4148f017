"""Sums from the ledger: what was appropriated, what is in approval, what was paid. All in 分."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from fundapp.models import Appropriation, Contract, Disbursement, Milestone, Payment, PaymentShare, ProjectYear
from fundapp.values.choices import PaymentState

K = TypeVar("K")

IN_FLIGHT = (PaymentState.IN_APPROVAL, PaymentState.APPROVED)
"""States of a request whose money is promised but has not left."""


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


def _total(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0


def _sums(session: Session, query: Select[K, int]) -> dict[K, int]:
    return dict(session.execute(query).all())


def _paid(session: Session, without: int | None, *where: ColumnElement[bool]) -> int:
    query = select(func.sum(Disbursement.amount)).join(Payment, Payment.id == Disbursement.payment_id)
    query = query.join(Milestone, Milestone.id == Payment.milestone_id).where(*where)
    return _total(session, query if without is None else query.where(Payment.id != without))


def _in_flight(session: Session, without: int | None, *where: ColumnElement[bool]) -> int:
    query = select(func.sum(Payment.amount)).join(Milestone, Milestone.id == Payment.milestone_id)
    query = query.where(Payment.state.in_(IN_FLIGHT), *where)
    return _total(session, query if without is None else query.where(Payment.id != without))


def basis_key(milestone: Milestone) -> ColumnElement[bool]:
    """Condition for all milestones of the same contract or list."""
    if milestone.contract_id is not None:
        return Milestone.contract_id == milestone.contract_id
    return Milestone.allocation_id == milestone.allocation_id


def of_basis(session: Session, milestone: Milestone, limit: int, without: int | None = None) -> Balance:
    """Balance of the contract or list a milestone belongs to, leaving out the request `without`."""
    key = basis_key(milestone)
    return Balance(limit, _paid(session, without, key), _in_flight(session, without, key))


def of_contract(session: Session, contract: Contract) -> Balance:
    """Balance of a contract including its amendments."""
    key = Milestone.contract_id == contract.id
    return Balance(contract.value, _paid(session, None, key), _in_flight(session, None, key))


def of_milestone(session: Session, milestone: Milestone, without: int | None = None) -> Balance:
    """Balance of one milestone, leaving out the request `without`."""
    key = Milestone.id == milestone.id
    return Balance(milestone.amount, _paid(session, without, key), _in_flight(session, without, key))


def of_milestones(session: Session, milestones: Iterable[Milestone]) -> dict[int, Balance]:
    """Balances of several milestones by their ids, in two queries."""
    limits = {row.id: row.amount for row in milestones}
    mine = Payment.milestone_id.in_(limits)
    gone = select(Payment.milestone_id, func.sum(Disbursement.amount)).join_from(Disbursement, Payment).where(mine)
    promised = select(Payment.milestone_id, func.sum(Payment.amount)).where(mine, Payment.state.in_(IN_FLIGHT))
    paid = _sums(session, gone.group_by(Payment.milestone_id))
    in_flight = _sums(session, promised.group_by(Payment.milestone_id))
    return {key: Balance(limit, paid.get(key, 0), in_flight.get(key, 0)) for key, limit in limits.items()}


def appropriated(session: Session, project_id: int, year: int, source: str | None = None) -> int:
    """Appropriations of a project year, of one source or of all."""
    query = select(func.sum(Appropriation.amount)).join(ProjectYear, ProjectYear.id == Appropriation.project_year_id)
    query = query.where(ProjectYear.project_id == project_id, ProjectYear.year == year)
    if source is not None:
        query = query.where(Appropriation.source == source)
    return _total(session, query)


def of_source(session: Session, project_id: int, year: int, source: str, without: int | None = None) -> Balance:
    """Balance of one funding source of a project year (arts. 6 and 16), leaving out the request `without`."""

    def shares(*where: ColumnElement[bool]) -> int:
        query = select(func.sum(PaymentShare.amount)).join(Payment, Payment.id == PaymentShare.payment_id)
        query = query.where(Payment.project_id == project_id, Payment.year == year, PaymentShare.source == source)
        return _total(session, query.where(*where))

    others = () if without is None else (Payment.id != without,)
    return Balance(
        limit=appropriated(session, project_id, year, source),
        paid=shares(Payment.state == PaymentState.PAID, *others),
        in_flight=shares(Payment.state.in_(IN_FLIGHT), *others),
    )


def of_sources(session: Session, project_id: int, year: int, without: int | None = None) -> dict[str, Balance]:
    """The same for every source with any money in it, in three queries."""
    share = PaymentShare.source, func.sum(PaymentShare.amount)
    shares = select(*share).join_from(PaymentShare, Payment).where(Payment.project_id == project_id)
    shares = shares.where(Payment.year == year, *(() if without is None else (Payment.id != without,)))
    granted = select(Appropriation.source, func.sum(Appropriation.amount)).join_from(Appropriation, ProjectYear)
    granted = granted.where(ProjectYear.project_id == project_id, ProjectYear.year == year)
    limits = _sums(session, granted.group_by(Appropriation.source))
    shares = shares.group_by(PaymentShare.source)
    paid = _sums(session, shares.where(Payment.state == PaymentState.PAID))
    in_flight = _sums(session, shares.where(Payment.state.in_(IN_FLIGHT)))
    return {
        source: Balance(limits.get(source, 0), paid.get(source, 0), in_flight.get(source, 0))
        for source in {*limits, *paid, *in_flight}
    }


def of_year(session: Session, project_id: int, year: int, without: int | None = None) -> Balance:
    """Balance of a whole project year over all sources, leaving out the request `without`."""
    mine = (Payment.project_id == project_id, Payment.year == year)
    return Balance(
        limit=appropriated(session, project_id, year),
        paid=_paid(session, without, *mine),
        in_flight=_in_flight(session, without, *mine),
    )
