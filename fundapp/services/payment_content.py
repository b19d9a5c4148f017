"""What a payment request says, as the canonical content that hands sign, and the balances kept at submission."""

from __future__ import annotations

from typing import Any

from fundapp.models import Payee, PayeeAccount, Payment, Person
from fundapp.services import balances
from fundapp.services.desk import Desk
from fundapp.services.payment_facts import attachments_behind, basis_of, evidences_of


def content_of(desk: Desk, payment: Payment) -> dict[str, Any]:
    """Everything a signature on this request approves (design: request, payee, amount, contract, milestone, source,
    invoices, evidence and attachment hashes). Remark and filing number stay open and are left out."""
    basis = basis_of(desk, payment.milestone_id)
    account = desk.get(PayeeAccount, payment.account_id)
    document = basis.document
    milestone = basis.milestone
    return {
        "kind": "payment",
        "number": payment.number,
        "year": payment.year,
        "dated": payment.dated,
        "project": [basis.project.number, basis.project.name],
        "basis": {
            "kind": "contract" if basis.contract else "allocation",
            "number": document.number,
            "name": document.name,
            "value": basis.value,
            "party": basis.party.name,
        },
        "milestone": {
            "id": milestone.id,
            "sequence": milestone.sequence,
            "name": milestone.name,
            "condition": milestone.condition,
            "amount": milestone.amount,
        },
        "payee": desk.get(Payee, payment.payee_id).name,
        "account": [account.bank, account.number],
        "amount": payment.amount,
        "shares": sorted([share.source, share.amount] for share in payment.shares),
        "economic_class": payment.economic_class,
        "purpose": payment.purpose,
        "method": payment.method,
        "reduction_reason": payment.reduction_reason,
        "actual_progress_bp": payment.actual_progress_bp,
        "invoices": sorted([row.key, row.issued_on.isoformat(), row.seller, row.amount] for row in payment.invoices),
        "evidence": [
            [row.id, row.kind.value, row.result.value, row.dated.isoformat(), row.progress_bp]
            for row in evidences_of(desk, milestone.id)
        ],
        "attachments": sorted(
            [row.owner_kind.value, row.kind.value, row.file_name, row.sha256]
            for row in attachments_behind(desk, basis, payment.id)
        ),
        "reasons": sorted([row.rule, row.finding, row.reason] for row in payment.reasons),
        "snapshot": payment.snapshot,
        "author": [payment.author_id, desk.get(Person, payment.author_id).name],
        "last_editor": payment.last_editor_id,
    }


def snapshot_of(desk: Desk, payment: Payment) -> dict[str, int]:
    """Every balance as it is now, without this request, in 分. Stored on the request when it is submitted."""
    basis = basis_of(desk, payment.milestone_id)
    of_basis = balances.of_basis(desk.session, basis.milestone, basis.value, payment.id)
    of_milestone = balances.of_milestone(desk.session, basis.milestone, payment.id)
    of_year = balances.of_year(desk.session, payment.project_id, payment.year, payment.id)
    taken = {
        "basis_value": of_basis.limit,
        "basis_paid": of_basis.paid,
        "basis_in_flight": of_basis.in_flight,
        "milestone_amount": of_milestone.limit,
        "milestone_paid": of_milestone.paid,
        "year_budget": of_year.limit,
        "year_paid": of_year.paid,
    }
    for share in payment.shares:
        money = balances.of_source(desk.session, payment.project_id, payment.year, share.source, payment.id)
        taken[f"source_{share.source}"] = money.limit
        taken[f"source_{share.source}_paid"] = money.paid
    return taken
