"""Fills the blanks of 项目资金支付审批表 from the ledger."""

from __future__ import annotations

import json

from sqlalchemy import select

from fundapp.forms.imprint import Imprint
from fundapp.forms.payment_approval import (
    CautionBlank,
    DisbursementBlank,
    InvoiceBlank,
    PaymentApprovalBlanks,
    RoundBlank,
    SourceBlank,
)
from fundapp.forms.signoffs import CheckBlank, SignOffBlank
from fundapp.models import Appropriation, Division, Payee, PayeeAccount, Payment, Person, ProjectYear
from fundapp.rules.judgement import rule_info
from fundapp.services.desk import Desk
from fundapp.services.document import sign_case
from fundapp.services.milestones import milestones
from fundapp.services.payment_content import snapshot_of
from fundapp.services.payment_facts import attachments_behind, basis_of, invoice_key
from fundapp.services.payment_sheet import paid_row
from fundapp.services.payments import draft_of
from fundapp.services.rounds import HandRow, RoundRow, open_hands, round_rows
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.documents import RoundOutcome, SubjectKind


def blanks(desk: Desk, payment_id: int, imprint: Imprint) -> PaymentApprovalBlanks:
    """The form's blanks; balances are those kept at submission, or the present ones of a draft. Raises NotFound."""
    payment = desk.get(Payment, payment_id)
    basis = basis_of(desk, payment.milestone_id)
    contract, allocation, milestone = basis.contract, basis.allocation, basis.milestone
    in_round = payment.state in (PaymentState.IN_APPROVAL, PaymentState.APPROVED, PaymentState.PAID)
    money: dict[str, int] = json.loads(payment.snapshot) if in_round else snapshot_of(desk, payment)
    siblings = milestones(desk, contract_id=milestone.contract_id, allocation_id=milestone.allocation_id)
    account = desk.get(PayeeAccount, payment.account_id)
    rounds = round_rows(desk, SubjectKind.PAYMENT, payment.id)
    current = rounds[-1] if in_round else None
    value = money["basis_value"] if contract else money["milestone_amount"]
    paid = money["basis_paid"] if contract else money["milestone_paid"]
    return PaymentApprovalBlanks(
        imprint=imprint,
        division=desk.get(Division, payment.division_id).name,
        clerk=desk.get(Person, payment.author_id).name,
        dated=payment.dated,
        project_name=basis.project.name,
        project_code=basis.project.national_code or basis.project.number,
        by_list=contract is None,
        basis_name=basis.document.name,
        basis_number=contract.number if contract else (allocation.document_number if allocation else ""),
        basis_signed=contract.signed_on if contract else (allocation.document_date if allocation else None),
        term_from=contract.start_on if contract else None,
        term_to=contract.end_on if contract else None,
        payee=desk.get(Payee, payment.payee_id).name,
        bank=account.bank,
        account=account.number,
        basis_value=value,
        budget=money["year_budget"],
        budget_executed=money["year_paid"],
        paid_before=paid,
        unpaid=value - paid,
        instalments=len(siblings),
        instalment=milestone.sequence,
        milestone=milestone.name,
        amount=payment.amount,
        agreed_progress_bp=milestone.agreed_progress_bp,
        actual_progress_bp=payment.actual_progress_bp,
        reason=payment.purpose,
        reduction_reason=payment.reduction_reason,
        method=payment.method,
        invoices=tuple(InvoiceBlank(invoice_key(row)[1], row.amount) for row in draft_of(payment).invoices),
        warranty=contract.warranty if contract else "",
        attachments=tuple(row.file_name for row in attachments_behind(desk, basis, payment.id)),
        sources=tuple(_source(desk, payment, share.source, share.amount) for share in payment.shares),
        cautions=tuple(CautionBlank(rule_info(row.rule).article, row.finding, row.reason) for row in payment.reasons),
        signs=tuple(_sign(hand) for hand in (current.hands if current else open_hands(sign_case(desk, payment).steps))),
        rounds=tuple(_ended(row) for row in rounds if row is not current),
        disbursement=_disbursement(desk, payment.id),
        remark=payment.remark,
    )


def _source(desk: Desk, payment: Payment, source: str, amount: int) -> SourceBlank:
    query = select(Appropriation).join(ProjectYear, ProjectYear.id == Appropriation.project_year_id)
    query = query.where(
        ProjectYear.project_id == payment.project_id,
        ProjectYear.year == payment.year,
        Appropriation.source == source,
        Appropriation.amount > 0,
    )
    entries = desk.session.scalars(query.order_by(Appropriation.id)).all()
    economic = desk.figures.economic_class(payment.economic_class, payment.dated)
    return SourceBlank(
        source=desk.figures.source(source, payment.dated).title,
        document="、".join(dict.fromkeys(row.document_number for row in entries)),
        functional_class="、".join(dict.fromkeys(row.functional_class for row in entries if row.functional_class)),
        economic_class=f"{economic.code} {economic.name}" if economic else payment.economic_class,
        amount=amount,
    )


def _sign(hand: HandRow) -> SignOffBlank:
    agreed = hand.decision == Decision.AGREE
    return SignOffBlank(
        step=hand.label,
        opinion=hand.opinion if agreed else "",
        name=hand.signer if agreed else "",
        strokes=hand.strokes if agreed else (),
        signed_at=hand.at if agreed else None,
        checks=tuple(CheckBlank(check.label, check.ticked) for check in hand.checks),
    )


def _ended(row: RoundRow) -> RoundBlank:
    signed = [f"{hand.label} {hand.signer}" for hand in row.hands if hand.decision == Decision.AGREE]
    had = f"；此前已签：{'、'.join(signed)}" if signed else ""
    why = (row.reason or RoundOutcome(row.outcome).label).rstrip("。；")
    return RoundBlank(row.number, row.outcome.label, f"{why}{had}")


def _disbursement(desk: Desk, payment_id: int) -> DisbursementBlank | None:
    row = paid_row(desk, payment_id)
    if row is None:
        return None
    return DisbursementBlank(row.paid_on, row.voucher, row.bank_reference, row.registered_by)
