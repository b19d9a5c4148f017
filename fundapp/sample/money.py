"""How money moves in the sample year: evidence, request, hands, disbursement."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fundapp.rules.finding import wanting_reason
from fundapp.sample.files import paper
from fundapp.sample.hands import sign_all
from fundapp.sample.office import SampleOffice
from fundapp.services import disbursements, evidence, payment_prefill, payments
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.payment_draft import InvoiceEntry
from fundapp.services.payment_facts import basis_of
from fundapp.values.choices import AttachmentKind, EvidenceKind, EvidenceResult
from fundapp.values.documents import SubjectKind


def prove(
    office: SampleOffice, who: str, milestone_id: int, kind: EvidenceKind, title: str, progress_bp: int = 10000
) -> int:
    """Records a passed proof with its paper."""
    entry = EvidenceEntry(kind, title, EvidenceResult.PASSED, office.clock().date(), progress_bp, office.clock().date())
    wanted = AttachmentKind.ASSESSMENT if kind == EvidenceKind.ASSESSMENT else AttachmentKind.ACCEPTANCE
    return office.do(who, evidence.add, milestone_id, entry, (paper(title, wanted, f"付款节点 {milestone_id}"),))


def request(
    office: SampleOffice,
    who: str,
    milestone_id: int,
    *,
    invoice: str = "",
    economic_class: str = "30227",
    amount: int | None = None,
    reason: str = "",
    assessment: bool = False,
) -> int:
    """Writes a request as the editor would: prefilled, an invoice, its scan, reasons for cautions. Gives its id."""
    basis = office.ledger.ask(office.seats[who], basis_of, milestone_id)
    draft = office.ledger.ask(office.seats[who], payment_prefill.prefill, milestone_id)
    wanted = draft.amount if amount is None else amount
    entries: tuple[InvoiceEntry, ...] = ()
    if invoice:
        entries = (InvoiceEntry(invoice, office.clock().date(), basis.party.name, wanted),)
    draft = replace(
        draft,
        amount=wanted,
        shares=((draft.shares[0][0], wanted),),
        invoices=entries,
        economic_class=economic_class,
        reduction_reason=reason if wanted < draft.amount else "",
    )
    payment_id = office.do(who, payments.save, draft)
    if invoice:
        scan = paper(f"发票{invoice[-6:]}", AttachmentKind.INVOICE, invoice)
        office.do(who, payments.attach_file, payment_id, scan)
    if assessment:
        sheet = paper(f"考核结果{milestone_id}", AttachmentKind.ASSESSMENT, basis.milestone.name)
        office.do(who, payments.attach_file, payment_id, sheet)
    findings = office.ledger.ask(office.seats[who], payments.check, draft, payment_id)
    reasons = tuple((one.rule, reason or "已与对方核实，情况属实，按约定办理") for one in wanting_reason(findings))
    if reasons:
        office.do(who, payments.save, replace(draft, reasons=reasons), payment_id)
    return payment_id


def approve(office: SampleOffice, who: str, head: str, payment_id: int) -> None:
    """Submits, and every hand of the route signs."""
    office.do(who, payments.submit, payment_id)
    sign_all(office, head, SubjectKind.PAYMENT, payment_id)


def pay(office: SampleOffice, payment_id: int, voucher: str) -> int:
    """The cashier registers the disbursement with the bank's receipt."""
    entry = DisbursementEntry(office.clock().date(), voucher, f"YH{office.clock():%Y%m%d}{payment_id:04d}")
    return office.do(
        "财务出纳",
        disbursements.register,
        payment_id,
        entry,
        (paper(f"回单{payment_id}", AttachmentKind.VOUCHER, voucher),),
    )


def day(office: SampleOffice, month: int, on: int) -> dt.date:
    """Moves the clock and gives the day."""
    office.clock.on(month, on)
    return office.clock().date()
