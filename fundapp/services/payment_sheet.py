"""Questions about payment requests: one request with all a screen says, and lists of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, SQLColumnExpression, case, func, select

from fundapp.models import (
    AllocationList,
    Contract,
    Disbursement,
    Division,
    Milestone,
    Payee,
    PayeeAccount,
    Payment,
    Person,
    Project,
)
from fundapp.rules.access import readable_divisions
from fundapp.rules.articles.small_firm import due_day
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.payment_case import PaymentCase
from fundapp.rules.person import PersonFacts
from fundapp.rules.route import Step
from fundapp.rules.signoff import Offer, SignCase, next_step, offers
from fundapp.services import balances
from fundapp.services.attachments import FileRow, files_of, owned_by
from fundapp.services.balances import Balance
from fundapp.services.desk import Desk
from fundapp.services.document import sign_case
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_facts import Basis, attachments_behind, basis_of, case_of
from fundapp.services.payments import draft_of
from fundapp.services.rounds import RoundRow, round_rows
from fundapp.values.choices import BasisKind, PaymentState
from fundapp.values.documents import SubjectKind

Listing = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class PaidRow:
    """The registered disbursement of a request."""

    id: int
    paid_on: dt.date
    amount: int
    voucher: str
    bank_reference: str
    registered_by: str
    files: tuple[FileRow, ...] = ()


@dataclass(frozen=True)
class PaymentSheet:
    """Everything a screen says about one request, buttons included. Amounts in 分.

    `basis` and `milestone_money` leave this request out; `offers` are for the person asking.
    """

    id: int
    number: str
    state: PaymentState
    round: int
    version: int
    draft: PaymentDraft
    project_id: int
    project: str
    project_number: str
    division: str
    author: str
    basis_kind: BasisKind
    basis_number: str
    basis_name: str
    milestone: str
    milestone_sequence: int
    milestone_count: int
    condition: str
    payee: str
    bank: str
    account: str
    amount: int
    basis: Balance
    milestone_money: Balance
    findings: tuple[Finding, ...]
    offers: tuple[Offer, ...]
    step: Step | None
    rounds: tuple[RoundRow, ...]
    files: tuple[FileRow, ...]
    disbursement: PaidRow | None
    remark: str
    filing_number: str
    void_reason: str

    def offer(self, verb: str) -> Offer | None:
        """The offer of a verb in the present state; None when the state has no such move."""
        return next((one for one in self.offers if one.verb == verb), None)


def sheet(desk: Desk, payment_id: int) -> PaymentSheet:
    """One request. Raises NotFound, Forbidden (another division's)."""
    payment = desk.get(Payment, payment_id)
    desk.require_readable(payment.division_id)
    basis = basis_of(desk, payment.milestone_id)
    case = sign_case(desk, payment)
    account = desk.get(PayeeAccount, payment.account_id)
    facts = case_of(desk, draft_of(payment), payment.id, case)
    return PaymentSheet(
        id=payment.id,
        number=payment.number or "",
        state=PaymentState(payment.state),
        round=payment.round,
        version=payment.version,
        draft=draft_of(payment),
        project_id=payment.project_id,
        project=basis.project.name,
        project_number=basis.project.number,
        division=desk.get(Division, payment.division_id).name,
        author=desk.names([payment.author_id])[payment.author_id],
        basis_kind=BasisKind.CONTRACT if basis.contract else BasisKind.ALLOCATION,
        basis_number=basis.document.number,
        basis_name=basis.document.name,
        milestone=basis.milestone.name,
        milestone_sequence=basis.milestone.sequence,
        milestone_count=_count(desk, basis),
        condition=basis.milestone.condition,
        payee=desk.get(Payee, payment.payee_id).name,
        bank=account.bank,
        account=account.number,
        amount=payment.amount,
        basis=Balance(facts.basis_value, facts.basis_paid, facts.basis_in_approval),
        milestone_money=Balance(facts.milestone_amount, facts.milestone_paid, facts.milestone_in_approval),
        findings=judge(facts, desk.figures),
        offers=offers(case, desk.me) if desk.me else (),
        step=next_step(case),
        rounds=round_rows(desk, SubjectKind.PAYMENT, payment.id),
        files=files_of(desk, attachments_behind(desk, basis, payment.id)),
        disbursement=paid_row(desk, payment.id),
        remark=payment.remark,
        filing_number=payment.filing_number,
        void_reason=payment.void_reason,
    )


def _count(desk: Desk, basis: Basis) -> int:
    where = balances.basis_key(basis.milestone)
    return desk.session.scalar(select(func.count()).select_from(Milestone).where(where)) or 0


def paid_row(desk: Desk, payment_id: int) -> PaidRow | None:
    """The disbursement of a request; None while no money has left."""
    row = desk.session.scalar(select(Disbursement).filter_by(payment_id=payment_id))
    if row is None:
        return None
    return PaidRow(
        id=row.id,
        paid_on=row.paid_on,
        amount=row.amount,
        voucher=row.voucher,
        bank_reference=row.bank_reference,
        registered_by=desk.get(Person, row.registered_by_id).name,
        files=files_of(desk, owned_by(desk, SubjectKind.DISBURSEMENT, row.id)),
    )


@dataclass(frozen=True)
class PaymentRow:
    """One request in a list; `paid_on` and `voucher` once its money has left."""

    id: int
    number: str
    dated: dt.date
    project: str
    basis_number: str
    milestone: str
    payee: str
    amount: int
    state: PaymentState
    division: str
    paid_on: dt.date | None
    voucher: str


def _listing() -> Listing:
    basis_number = func.coalesce(Contract.number, AllocationList.number)
    found: Listing = (
        select(
            Payment,
            Project.name.label("project"),
            basis_number.label("basis_number"),
            Milestone.name.label("milestone"),
            Payee.name.label("payee"),
            Division.name.label("division"),
            Disbursement.paid_on.label("paid_on"),
            Disbursement.voucher.label("voucher"),
        )
        .join(Project, Project.id == Payment.project_id)
        .join(Milestone, Milestone.id == Payment.milestone_id)
        .join(Payee, Payee.id == Payment.payee_id)
        .join(Division, Division.id == Payment.division_id)
        .outerjoin(Contract, Contract.id == Milestone.contract_id)
        .outerjoin(AllocationList, AllocationList.id == Milestone.allocation_id)
        .outerjoin(Disbursement, Disbursement.payment_id == Payment.id)
    )
    return found


def _row(found: Row[Any]) -> PaymentRow:
    payment: Payment = found[0]
    return PaymentRow(
        id=payment.id,
        number=payment.number or "",
        dated=payment.dated,
        project=found.project,
        basis_number=found.basis_number,
        milestone=found.milestone,
        payee=found.payee,
        amount=payment.amount,
        state=PaymentState(payment.state),
        division=found.division,
        paid_on=found.paid_on,
        voucher=found.voucher or "",
    )


SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "dated": Payment.dated,
    "number": func.coalesce(Payment.number, ""),
    "project": Project.name,
    "basis_number": func.coalesce(Contract.number, AllocationList.number),
    "milestone": Milestone.name,
    "payee": Payee.name,
    "amount": Payment.amount,
    "state": Payment.state,
}
SUMS: Mapping[str, SQLColumnExpression[int]] = {
    "amount": case((Payment.state == PaymentState.VOID, 0), else_=Payment.amount),
}
"""Void requests stay in the lists and count for nothing."""


def page(desk: Desk, request: PageRequest, year: int | None = None) -> Page[PaymentRow]:
    """A page of the requests the person may read.

    Filters: state (a PaymentState code), project (id), contract (id).
    """
    query = readable(desk, _listing())
    if year is not None:
        query = query.where(Payment.year == year)
    if state := request.filter("state"):
        query = query.where(Payment.state == PaymentState(state))
    if project := request.filter("project"):
        query = query.where(Payment.project_id == int(project))
    if contract := request.filter("contract"):
        query = query.where(Milestone.contract_id == int(contract))
    if request.text.strip():
        query = query.where(
            contains(request.text, func.coalesce(Payment.number, ""), Project.name, Payee.name, Milestone.name)
        )
    return fetch(desk.session, query, Payment.id, SORTS, request, _row, SUMS)


def readable(desk: Desk, query: Listing) -> Listing:
    """Only requests of the divisions the person may read."""
    if desk.me is None:
        return query.where(Payment.id < 0)
    divisions = readable_divisions(desk.me)
    if divisions is None:
        return query
    return query.where(Payment.division_id.in_(divisions))


@dataclass(frozen=True)
class QueueRow:
    """A request on the signing desk."""

    id: int
    number: str
    project: str
    milestone: str
    amount: int
    division: str
    step: str
    cautions: int
    days_left: int | None


def count_waiting(desk: Desk) -> int:
    """How many requests wait for the hand of the person asking."""
    return sum(1 for _ in _waiting(desk, desk.me)) if desk.me is not None else 0


def _waiting(desk: Desk, me: PersonFacts) -> Iterator[tuple[Row[Any], SignCase]]:
    query = _listing().where(Payment.state == PaymentState.IN_APPROVAL).order_by(Payment.id)
    for found in desk.session.execute(query):
        sign = sign_case(desk, found[0])
        if any(offer.verb == "agree" and offer.allowed for offer in offers(sign, me)):
            yield found, sign


def queue(desk: Desk) -> tuple[QueueRow, ...]:
    """Requests that wait for the hand of the person asking, the most urgent first."""
    if desk.me is None:
        return ()
    rows = []
    for found, sign in _waiting(desk, desk.me):
        payment: Payment = found[0]
        step = next_step(sign)
        facts = case_of(desk, draft_of(payment), payment.id, sign)
        rows.append(
            QueueRow(
                id=payment.id,
                number=payment.number or "",
                project=found.project,
                milestone=found.milestone,
                amount=payment.amount,
                division=found.division,
                step=step.label if step else "",
                cautions=sum(1 for one in judge(facts, desk.figures) if not one.passed),
                days_left=_days_until_due(desk, facts),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.days_left is None, row.days_left or 0, row.id)))


def days_left(desk: Desk, payment: Payment) -> int | None:
    """Days until the statutory or agreed payment day; None when no clock runs."""
    return _days_until_due(desk, case_of(desk, draft_of(payment), payment.id, sign_case(desk, payment)))


def _days_until_due(desk: Desk, facts: PaymentCase) -> int | None:
    due = due_day(facts, desk.figures)
    return None if due is None else (due - desk.today).days


def to_disburse(desk: Desk) -> tuple[PaymentRow, ...]:
    """Requests with every signature whose money has not left."""
    query = _listing().where(Payment.state == PaymentState.APPROVED).order_by(Payment.id)
    return tuple(_row(found) for found in desk.session.execute(readable(desk, query)))


REGISTER_SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "paid_on": Disbursement.paid_on,
    "number": func.coalesce(Payment.number, ""),
    "payee": Payee.name,
    "amount": Payment.amount,
    "voucher": Disbursement.voucher,
}


def register(desk: Desk, request: PageRequest, year: int | None = None) -> Page[PaymentRow]:
    """A page of the disbursement register."""
    query = readable(desk, _listing()).where(Disbursement.id.is_not(None))
    if year is not None:
        query = query.where(Payment.year == year)
    if request.text.strip():
        query = query.where(
            contains(request.text, func.coalesce(Payment.number, ""), Project.name, Payee.name, Disbursement.voucher)
        )
    return fetch(desk.session, query, Payment.id, REGISTER_SORTS, request, _row, SUMS)
