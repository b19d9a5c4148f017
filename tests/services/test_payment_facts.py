"""The facts the rules judge by: from what was typed, and from the ledger as it is today."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import NotFound
from fundapp.models import Payment
from fundapp.rules.payment_case import PaymentCase
from fundapp.services import contracts, evidence, payees, payment_facts, payments
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.desk import Desk
from fundapp.services.document import sign_case
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.payees import AccountEntry
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.services.payments import draft_of, new_case
from fundapp.values.choices import (
    AttachmentKind,
    BasisKind,
    EvidenceKind,
    EvidenceResult,
    FirmSize,
    MilestoneKind,
    PayeeKind,
)
from tests.builders import COMPANY
from tests.services.paying import stored
from tests.ui.paid_office import Paid

MARCH_2 = dt.date(2026, 3, 2)
INVOICE = InvoiceEntry("26440000000000000007", MARCH_2, COMPANY, 30_000_00)


def typed(paid: Paid, draft: PaymentDraft) -> PaymentCase:
    """The case of a draft that is only typed so far."""

    def question(desk: Desk) -> PaymentCase:
        return payment_facts.case_of(desk, draft, None, new_case(desk, draft, 1))

    return paid.office.ledger.ask(paid.office.clerk, question)


def case(paid: Paid, payment_id: int) -> PaymentCase:
    """The case of a stored request."""

    def question(desk: Desk) -> PaymentCase:
        payment = desk.get(Payment, payment_id)
        return payment_facts.case_of(desk, draft_of(payment), payment_id, sign_case(desk, payment))

    return paid.office.ask(question)


def test_a_contract_case_holds_contract_milestone_party_and_evidence(paid: Paid) -> None:
    found = typed(paid, paid.office.draft(paid.first))
    assert (found.basis, found.basis_number, found.basis_in_force) == (BasisKind.CONTRACT, "HT-2026-0001", True)
    assert (found.basis_signed_on, found.basis_start) == (dt.date(2026, 2, 10), dt.date(2026, 2, 10))
    assert (found.basis_end, found.basis_value) == (dt.date(2026, 12, 31), 80_000_00)
    assert (found.milestone_name, found.milestone_kind) == ("第1期进度款", MilestoneKind.PROGRESS)
    assert (found.milestone_amount, found.agreed_progress_bp) == (30_000_00, 5000)
    assert (found.payee_name, found.party_name, found.payee_kind) == (COMPANY, COMPANY, PayeeKind.COMPANY)
    assert (found.account_number, found.account_changed_on) == (found.party_account_number, None)
    assert [(one.kind, one.result, one.has_file) for one in found.evidences] == [
        (EvidenceKind.PROGRESS, EvidenceResult.PASSED, True)
    ]
    assert (found.firm_size, found.accepted_on, found.agreed_days) == (FirmSize.SMALL, MARCH_2, None)
    assert found.attachment_kinds == {AttachmentKind.CONTRACT, AttachmentKind.ACCEPTANCE}
    assert (found.missing_attachments, found.unstaffed_steps, found.year_closed) == ((), (), False)


def test_a_grant_case_rests_on_the_list_and_its_document(paid: Paid) -> None:
    found = typed(paid, paid.office.draft(paid.listed.milestones[0]))
    assert (found.basis, found.basis_number, found.basis_value) == (BasisKind.ALLOCATION, "QD-2026-0001", 22_000_00)
    assert (found.basis_signed_on, found.basis_start, found.basis_end) == (dt.date(2026, 2, 1), None, None)
    assert (found.firm_size, found.agreed_days, found.advance_receipt_allowed) == (FirmSize.NONE, None, False)
    assert (found.milestone_kind, found.party_name) == (MilestoneKind.GRANT, "示例镇")


def test_shares_carry_the_balance_of_their_source(paid: Paid) -> None:
    place = paid.office
    place.submit(place.request(paid.first, 20_000_00, with_evidence=False))
    found = typed(paid, replace(place.draft(paid.second), shares=(("local", 1_00), ("own", 2_00))))
    assert [(one.source, one.amount, one.appropriated, one.paid, one.in_approval) for one in found.shares] == [
        ("local", 1_00, 100_000_00, 0, 20_000_00),
        ("own", 2_00, 20_000_00, 0, 0),
    ]
    assert (found.basis_paid, found.basis_in_approval, found.milestone_in_approval) == (0, 20_000_00, 0)


def test_amendments_count_in_the_value(paid: Paid) -> None:
    place = paid.office
    less = AmendmentEntry("补-1", MARCH_2, -30_000_00, "核减")
    place.do(place.clerk, contracts.amend, paid.contract.id, less)
    assert typed(paid, place.draft(paid.first)).basis_value == 50_000_00


def test_the_last_delivery_and_the_last_passed_acceptance_start_the_clock(paid: Paid) -> None:
    place = paid.office
    place.clock.pass_by(days=20)
    for kind, result, day, delivered in (
        (EvidenceKind.DELIVERY, EvidenceResult.PASSED, 12, 11),
        (EvidenceKind.DELIVERY, EvidenceResult.PASSED, 9, 8),
        (EvidenceKind.PROGRESS, EvidenceResult.PASSED, 10, None),
        (EvidenceKind.ACCEPTANCE_INITIAL, EvidenceResult.REPAIRED, 14, None),
        (EvidenceKind.ACCEPTANCE_FINAL, EvidenceResult.FAILED, 18, None),
    ):
        day_of = dt.date(2026, 3, delivered) if delivered else None
        entry = EvidenceEntry(kind, "材料", result, dt.date(2026, 3, day), 10000, day_of)
        place.do(place.clerk, evidence.add, paid.second, entry, ())
    found = typed(paid, place.draft(paid.second))
    assert (found.delivered_on, found.accepted_on) == (dt.date(2026, 3, 11), dt.date(2026, 3, 14))
    assert not any(one.has_file for one in found.evidences)


def test_another_account_tells_since_when_it_holds(paid: Paid) -> None:
    place = paid.office
    place.clock.pass_by(days=5)
    second = place.do(place.clerk, payees.change_account, place.payee()[0], AccountEntry("二部", "31100000009999"))
    found = typed(paid, replace(place.draft(paid.first), account_id=second))
    assert (found.account_number, found.account_changed_on) == ("31100000009999", dt.date(2026, 3, 7))
    assert found.party_account_number != found.account_number


@pytest.mark.parametrize(("kind", "number"), [(PayeeKind.PERSON, "3110"), (PayeeKind.COMPANY, "6222020200112233446")])
def test_a_person_or_a_personal_card_is_noticed(paid: Paid, kind: PayeeKind, number: str) -> None:
    place = paid.office
    payee_id, account_id = place.payee("示例个人", kind) if kind is PayeeKind.PERSON else place.payee()
    if number != "3110":
        account_id = place.do(place.clerk, payees.change_account, payee_id, AccountEntry("储蓄所", number))
    assert typed(paid, replace(place.draft(paid.first), account_id=account_id)).account_is_personal


def test_a_request_does_not_count_against_itself(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    found = case(paid, payment_id)
    assert (found.basis_in_approval, found.milestone_in_approval, found.shares[0].in_approval) == (0, 0, 0)
    assert found.invoices[0].used_by == ""
    assert AttachmentKind.INVOICE in found.attachment_kinds


def test_what_is_over_is_judged_by_its_own_day_and_the_rest_by_today(paid: Paid) -> None:
    place = paid.office
    paid_one = place.approve(place.request(paid.first, 10_000_00, with_evidence=False))
    place.pay(paid_one)
    void = place.request(paid.first, 10_000_00, with_evidence=False)
    place.do(place.clerk, payments.void, void, "多填")
    open_one = place.request(paid.first, 10_000_00, with_evidence=False)
    place.clock.pass_by(days=40)
    assert [case(paid, key).on for key in (paid_one, void, open_one)] == [MARCH_2, MARCH_2, dt.date(2026, 4, 11)]


def test_an_invoice_knows_where_else_it_stands(paid: Paid) -> None:
    place = paid.office
    draft = replace(place.draft(paid.first), invoices=(INVOICE,))
    assert typed(paid, draft).invoices[0].used_by == ""
    returned = stored(place, draft)
    assert typed(paid, draft).invoices[0].used_by == f"草稿（第{returned}号）"
    place.submit(returned)
    assert typed(paid, draft).invoices[0].used_by == "ZF-2026-0001"
    place.give_back(returned, place.head)
    found = typed(paid, draft).invoices[0]
    assert (found.used_by, found.seen_in) == ("", ("ZF-2026-0001",))
    void = stored(place, draft)
    place.do(place.clerk, payments.void, void, "多填")
    assert typed(paid, draft).invoices[0].seen_in == ("ZF-2026-0001", f"草稿（第{void}号）")


@pytest.mark.parametrize(
    ("code", "number", "key"),
    [
        ("", "2644 0000 0000 0000 0007", "26440000000000000007"),
        ("044001900111", "12345678", "044001900111-12345678"),
        ("", "不清楚", "不清楚"),
        ("12", "34", "12 34"),
    ],
)
def test_an_invoice_is_one_however_it_is_typed_and_an_unreadable_one_stands_for_itself(
    code: str, number: str, key: str
) -> None:
    found, label = payment_facts.invoice_key(InvoiceEntry(number, MARCH_2, COMPANY, 1, code))
    assert found == key
    assert label


def test_a_basis_knows_its_document_project_and_parties(paid: Paid) -> None:
    def said(desk: Desk, milestone_id: int) -> tuple[str, int, int, str]:
        found = payment_facts.basis_of(desk, milestone_id)
        assert (found.contract is None) is not (found.allocation is None)
        return found.document.number, found.value, found.project.id, found.party.name

    assert paid.office.ask(said, paid.second) == ("HT-2026-0001", 80_000_00, paid.project, COMPANY)
    assert paid.office.ask(said, paid.listed.milestones[0]) == ("QD-2026-0001", 22_000_00, paid.grants, "示例镇")
    with pytest.raises(NotFound):
        paid.office.ask(payment_facts.basis_of, 999)


def test_papers_behind_a_request_are_those_of_document_evidence_and_itself(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.second)
    payment_id = place.request(paid.first, with_evidence=False)

    def names(desk: Desk, milestone_id: int, key: int | None) -> list[str]:
        basis = payment_facts.basis_of(desk, milestone_id)
        return [row.file_name for row in payment_facts.attachments_behind(desk, basis, key)]

    assert place.ask(names, paid.first, payment_id) == ["合同扫描件.pdf", "进度确认单.pdf", "发票.pdf"]
    assert place.ask(names, paid.first, None) == ["合同扫描件.pdf", "进度确认单.pdf"]
    assert place.ask(names, paid.listed.milestones[0], None) == ["分配文件.pdf"]
