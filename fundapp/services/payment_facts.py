"""Gathers the facts that the rules judge a payment request by, from what was typed and from the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from fundapp.models import (
    AllocationList,
    Attachment,
    Contract,
    Evidence,
    Invoice,
    Milestone,
    Payee,
    PayeeAccount,
    Payment,
    Project,
    ProjectYear,
)
from fundapp.rules.payment_case import EvidenceFact, InvoiceFact, PaymentCase, ShareFact
from fundapp.rules.signoff import SignCase, unstaffed
from fundapp.services import attachments, balances, terms
from fundapp.services.application_facts import live_of
from fundapp.services.balances import Balance
from fundapp.services.desk import Desk
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import (
    AttachmentKind,
    BasisKind,
    ContractState,
    DocumentState,
    EvidenceKind,
    EvidenceResult,
    FirmSize,
    PayeeKind,
    PaymentState,
    ProjectState,
)
from fundapp.values.documents import SubjectKind
from fundapp.values.identifiers import is_personal_card
from fundapp.values.invoice import parse_invoice

ACCEPTANCES = (
    EvidenceKind.PROGRESS,
    EvidenceKind.ASSESSMENT,
    EvidenceKind.ACCEPTANCE_INITIAL,
    EvidenceKind.ACCEPTANCE_FINAL,
)
"""Proofs that start the clock of the rules on paying small firms: acceptance, or both sides confirming the amount."""


_OVER = (PaymentState.PAID, PaymentState.VOID)


@dataclass(frozen=True)
class Basis:
    """A milestone with the contract or list, project and parties behind it."""

    milestone: Milestone
    contract: Contract | None
    allocation: AllocationList | None
    project: Project
    party: Payee
    party_account: PayeeAccount

    @property
    def document(self) -> Contract | AllocationList:
        """The contract or the list."""
        found = self.contract or self.allocation
        assert found is not None  # noqa: S101  (the table's check constraint)
        return found

    @property
    def value(self) -> int:
        """Contract value with amendments, or the list's sum, in 分."""
        return self.contract.value if self.contract else self.document.amount


def basis_of(desk: Desk, milestone_id: int) -> Basis:
    """Everything behind a milestone. Raises NotFound."""
    milestone = desk.get(Milestone, milestone_id)
    contract = desk.get(Contract, milestone.contract_id) if milestone.contract_id else None
    allocation = desk.get(AllocationList, milestone.allocation_id) if milestone.allocation_id else None
    project_id = (contract or allocation).project_id  # type: ignore[union-attr]  # one of them is there by constraint
    return Basis(
        milestone=milestone,
        contract=contract,
        allocation=allocation,
        project=desk.get(Project, project_id),
        party=desk.get(Payee, milestone.payee_id),
        party_account=desk.get(PayeeAccount, milestone.account_id),
    )


def evidences_of(desk: Desk, milestone_id: int) -> list[Evidence]:
    """Evidence recorded for a milestone, oldest first."""
    return list(desk.session.scalars(select(Evidence).filter_by(milestone_id=milestone_id).order_by(Evidence.id)))


def attachments_behind(desk: Desk, basis: Basis, payment_id: int | None) -> list[Attachment]:
    """Files of the request, of its milestone's evidence and of its contract or list."""
    kind = SubjectKind.CONTRACT if basis.contract else SubjectKind.ALLOCATION
    proofs = select(Evidence.id).filter_by(milestone_id=basis.milestone.id)
    owners = [
        (Attachment.owner_kind == kind) & (Attachment.owner_id == basis.document.id),
        (Attachment.owner_kind == SubjectKind.EVIDENCE) & Attachment.owner_id.in_(proofs),
    ]
    if payment_id is not None:
        owners.append((Attachment.owner_kind == SubjectKind.PAYMENT) & (Attachment.owner_id == payment_id))
    where = or_(*owners)
    return list(desk.session.scalars(select(Attachment).where(where).order_by(Attachment.id)))


def in_use(desk: Desk, account: PayeeAccount) -> PayeeAccount | None:
    """The account itself, or the payee's present one when it was closed; None when the payee has none."""
    if account.closed_on is None:
        return account
    query = select(PayeeAccount).filter_by(payee_id=account.payee_id, closed_on=None)
    return desk.session.scalar(query.order_by(PayeeAccount.id.desc()).limit(1))


def case_of(desk: Desk, draft: PaymentDraft, payment_id: int | None, sign_case: SignCase) -> PaymentCase:
    """The case for the rules.

    Args:
        desk: reader.
        draft: what was typed.
        payment_id: the stored request, None before the first save.
        sign_case: author, last editor, division and route, for the question whether every step finds a hand.
    """
    basis = basis_of(desk, draft.milestone_id)
    milestone, contract, project = basis.milestone, basis.contract, basis.project
    money = balances.of_basis(desk.session, milestone, basis.value, payment_id)
    mine = balances.of_milestone(desk.session, milestone, payment_id)
    account = desk.get(PayeeAccount, draft.account_id) if draft.account_id else basis.party_account
    payee = desk.get(Payee, account.payee_id)
    evidences = evidences_of(desk, milestone.id)
    files = attachments_behind(desk, basis, payment_id)
    with_file = {row.owner_id for row in files if row.owner_kind == SubjectKind.EVIDENCE}
    accepted = [row.dated for row in evidences if row.kind in ACCEPTANCES and row.result != EvidenceResult.FAILED]
    delivered = [row.delivered_on for row in evidences if row.delivered_on]
    sources = balances.of_sources(desk.session, project.id, draft.year, payment_id)
    year_row = desk.session.scalar(select(ProjectYear).filter_by(project_id=project.id, year=draft.year))
    term = terms.running_term(desk, project, draft.year)
    application, application_state = _application(desk, year_row, over=sign_case.state in _OVER)
    return PaymentCase(
        on=_day_of_judging(desk, draft, sign_case),
        year=draft.year,
        year_closed=bool(year_row and year_row.closed),
        project_name=project.name,
        project_in_force=project.state == ProjectState.IN_FORCE,
        project_start_year=term[0],
        project_end_year=term[1],
        further_year=_further(desk, project.id, draft.year),
        application=application,
        application_state=application_state,
        basis=BasisKind.CONTRACT if contract else BasisKind.ALLOCATION,
        basis_number=basis.document.number,
        basis_in_force=basis.document.state == ContractState.IN_FORCE,
        basis_signed_on=contract.signed_on if contract else _document_date(basis),
        basis_start=contract.start_on if contract else None,
        basis_end=contract.end_on if contract else None,
        basis_value=basis.value,
        basis_paid=money.paid,
        basis_in_approval=money.in_flight,
        milestone_name=milestone.name,
        milestone_kind=milestone.kind,
        milestone_amount=milestone.amount,
        milestone_paid=mine.paid,
        milestone_in_approval=mine.in_flight,
        milestone_due_on=milestone.due_on,
        condition=milestone.condition,
        evidence_required=milestone.evidence_required,
        agreed_progress_bp=milestone.agreed_progress_bp,
        actual_progress_bp=draft.actual_progress_bp,
        evidences=tuple(
            EvidenceFact(kind=row.kind, title=row.title, result=row.result, on=row.dated, has_file=row.id in with_file)
            for row in evidences
        ),
        amount=draft.amount,
        reduction_reason=draft.reduction_reason.strip(),
        shares=tuple(_share(desk, share, sources) for share in draft.shares),
        invoices=tuple(
            _invoice(desk, entry, payment_id, held=sign_case.state in balances.IN_FLIGHT) for entry in draft.invoices
        ),
        advance_receipt_allowed=bool(contract and contract.receipt_advance),
        payee_name=payee.name,
        payee_kind=payee.kind,
        party_name=basis.party.name,
        account_number=account.number,
        party_account_number=basis.party_account.number,
        account_is_personal=payee.kind == PayeeKind.PERSON or is_personal_card(account.number),
        account_changed_on=account.valid_from if account.id != basis.party_account.id else None,
        account_closed_on=account.closed_on if sign_case.state not in _OVER else None,
        account_in_use=_named(in_use(desk, account)),
        economic_class=draft.economic_class,
        purpose=draft.purpose.strip(),
        unstaffed_steps=unstaffed(sign_case, desk.people()),
        firm_size=FirmSize(contract.firm_size) if contract else FirmSize.NONE,
        delivered_on=max(delivered, default=None),
        accepted_on=max(accepted, default=None),
        agreed_days=contract.payment_days if contract else None,
        attachment_kinds=frozenset(AttachmentKind(row.kind) for row in files),
        missing_attachments=attachments.missing(desk, files),
    )


def _application(desk: Desk, year: ProjectYear | None, *, over: bool) -> tuple[str, DocumentState | None]:
    """Name and state of the year's application. What is paid was held against it then: it stands as approved."""
    found = None if year is None else live_of(desk, year.id)
    if found is None:
        return "", None
    return found.number or "草稿", DocumentState.APPROVED if over else DocumentState(found.state)


def _further(desk: Desk, project_id: int, year: int) -> bool:
    query = select(ProjectYear.id).where(ProjectYear.project_id == project_id, ProjectYear.year < year)
    return desk.session.scalar(query.limit(1)) is not None


def _named(account: PayeeAccount | None) -> str:
    return f"{account.bank}（尾号 {account.number[-4:]}）" if account else ""


def _day_of_judging(desk: Desk, draft: PaymentDraft, sign_case: SignCase) -> dt.date:
    # What is over is judged by its own day; everything else by today, so that clocks run while people sign.
    return draft.dated if sign_case.state in _OVER else desk.today


def _document_date(basis: Basis) -> dt.date | None:
    return basis.allocation.document_date if basis.allocation else None


def _share(desk: Desk, share: tuple[str, int], sources: Mapping[str, Balance]) -> ShareFact:
    source, amount = share
    money = sources.get(source, Balance(0, 0, 0))
    return ShareFact(
        source=source,
        label=desk.figures.source(source, desk.today).title,
        amount=amount,
        appropriated=money.limit,
        paid=money.paid,
        in_approval=money.in_flight,
    )


def invoice_key(entry: InvoiceEntry) -> tuple[str, str]:
    """Unique key and label of an invoice as typed; what cannot be read stands for itself, so that a rule can say so."""
    try:
        parsed = parse_invoice(entry.code, entry.number)
    except BadInput:
        typed = f"{entry.code} {entry.number}".strip()
        return typed, typed
    return parsed.key, parsed.label


def _invoice(desk: Desk, entry: InvoiceEntry, payment_id: int | None, *, held: bool) -> InvoiceFact:
    """`held`: this request was submitted with the invoice, so that a draft which names it too takes nothing away."""
    key, label = invoice_key(entry)
    query = select(Payment.number, Payment.state, Payment.id).join(Invoice, Invoice.payment_id == Payment.id)
    query = query.where(Invoice.key == key)
    if payment_id is not None:
        query = query.where(Payment.id != payment_id)
    used, seen = "", []
    for number, state, other in desk.session.execute(query):
        name = number or f"草稿（第{other}号）"
        if state in (PaymentState.VOID, PaymentState.RETURNED):
            seen.append(name)
        elif not (held and state == PaymentState.DRAFT):
            used = name
    return InvoiceFact(
        key=key,
        label=label,
        amount=entry.amount,
        seller=entry.seller,
        issued_on=entry.issued_on,
        used_by=used,
        seen_in=tuple(seen),
    )
