"""Something behind a request changes: the hands under what is not yet paid fall away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.services import contracts, evidence, payees
from fundapp.services.allocations import attach_file as attach_to_list
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.payees import AccountEntry, PayeeEntry
from fundapp.values.choices import AttachmentKind, EvidenceKind, EvidenceResult, PayeeKind
from fundapp.values.documents import RoundOutcome
from tests.builders import COMPANY, COMPANY_USCC, Office
from tests.services.paying import (
    DRAFT,
    IN_APPROVAL,
    PAID,
    acts,
    invoices,
    last_act,
    last_round,
    sheet,
    signed_once,
    state,
    stored,
)
from tests.ui.paid_office import Paid


def voided(place: Office, payment_id: int, reason: str) -> None:
    """The hands fell away in the open: round, reason and number stay, and the money is free again."""
    after, round_ = sheet(place, payment_id), last_round(place, payment_id)
    assert (after.state, after.number, after.round) == (DRAFT, "ZF-2026-0001", 1)
    assert (round_.outcome, round_.reason) == (RoundOutcome.VOIDED, reason)
    assert [hand.signer for hand in round_.hands if hand.decision] == ["科室负责人"]
    assert not any(row.live for row in invoices(place, payment_id))
    assert "ZF-2026-0001 的签批已作废" in last_act(place)[1]
    assert place.submit(payment_id) == payment_id
    assert (state(place, payment_id), last_round(place, payment_id).number) == (IN_APPROVAL, 2)


def test_an_amendment_voids_the_rounds_under_its_contract(paid: Paid) -> None:
    payment_id = signed_once(paid)
    entry = AmendmentEntry("补-1", paid.office.clock.today, 0, "延长服务期")
    paid.office.do(paid.office.clerk, contracts.amend, paid.contract.id, entry)
    voided(paid.office, payment_id, "合同登记补充协议 补-1，签批作废")


def test_new_evidence_voids_the_rounds_of_its_milestone(paid: Paid) -> None:
    payment_id = signed_once(paid)
    place = paid.office
    entry = EvidenceEntry(EvidenceKind.PROGRESS, "补充确认单", EvidenceResult.PASSED, place.clock.today, 10000)
    place.do(place.clerk, evidence.add, paid.first, entry, (place.file("补充.pdf"),))
    voided(place, payment_id, "新增佐证“补充确认单”，签批作废")


def test_a_new_file_of_the_contract_voids_the_rounds_under_it(paid: Paid) -> None:
    payment_id = signed_once(paid)
    place = paid.office
    place.do(place.clerk, contracts.attach_file, paid.contract.id, place.file("合同附件二.pdf"))
    voided(place, payment_id, "合同新增附件“合同附件二.pdf”，签批作废")


def test_a_changed_account_voids_the_rounds_to_the_payee(paid: Paid) -> None:
    payment_id = signed_once(paid)
    place = paid.office
    entry = AccountEntry("示例银行二部", "31100000009999")
    place.do(place.clerk, payees.change_account, place.payee()[0], entry)
    assert state(place, payment_id) is DRAFT
    assert last_round(place, payment_id).outcome is RoundOutcome.VOIDED
    assert last_round(place, payment_id).reason == "收款账户变更为示例银行二部，签批作废"


def test_a_request_to_an_account_that_is_not_the_contracts_loses_its_hands_too(paid: Paid) -> None:
    place = paid.office
    payee_id = place.payee()[0]
    second = place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行二部", "31100000009999"))
    draft = replace(place.draft(paid.first), account_id=second, reasons=(("12-9", "对方来函变更"),))
    payment_id = place.approve(stored(place, draft))
    place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行三部", "31100000008888"))
    assert state(place, payment_id) is DRAFT
    assert last_round(place, payment_id).outcome is RoundOutcome.VOIDED


def payee_entry(name: str, account: AccountEntry | None = None) -> PayeeEntry:
    """The company, renamed or with another account."""
    return PayeeEntry(name, PayeeKind.COMPANY, COMPANY_USCC, account=account)


@pytest.mark.parametrize(
    "entry", [payee_entry("更名后有限公司"), payee_entry(COMPANY, AccountEntry("示例银行二部", "31100000009999"))]
)
def test_a_payee_saved_under_another_name_or_account_voids_the_rounds_to_it(paid: Paid, entry: PayeeEntry) -> None:
    payment_id = signed_once(paid)
    place = paid.office
    place.do(place.clerk, payees.save, entry, place.payee()[0])
    assert state(place, payment_id) is DRAFT
    reason = f"收款单位“{COMPANY}”的名称或账户变更，签批作废"
    assert (last_round(place, payment_id).outcome, last_round(place, payment_id).reason) == (
        RoundOutcome.VOIDED,
        reason,
    )


def test_a_payees_new_telephone_voids_nothing(paid: Paid) -> None:
    payment_id = signed_once(paid)
    place = paid.office
    place.do(place.clerk, payees.save, replace(payee_entry(COMPANY), phone="0000-1111"), place.payee()[0])
    assert (state(place, payment_id), last_round(place, payment_id).outcome) == (IN_APPROVAL, RoundOutcome.OPEN)


def test_a_new_file_of_the_list_voids_the_rounds_under_it_and_no_others(paid: Paid) -> None:
    place = paid.office
    untouched = signed_once(paid)
    payment_id = stored(place, place.draft(paid.listed.milestones[0]))
    place.approve(payment_id)
    place.do(place.clerk, attach_to_list, paid.listed.id, place.file("调整文件.pdf", AttachmentKind.BASIS))
    assert (state(place, payment_id), state(place, untouched)) == (DRAFT, IN_APPROVAL)
    assert last_round(place, payment_id).outcome is RoundOutcome.VOIDED
    assert last_round(place, payment_id).reason == "清单新增附件“调整文件.pdf”，签批作废"


def test_what_was_paid_keeps_its_hands_when_something_behind_it_changes(paid: Paid) -> None:
    place = paid.office
    payment_id = place.approve(place.request(paid.first, with_evidence=False))
    place.pay(payment_id)
    before = acts(place)
    place.do(place.clerk, contracts.attach_file, paid.contract.id, place.file("后补.pdf"))
    assert (state(place, payment_id), last_round(place, payment_id).outcome) == (PAID, RoundOutcome.COMPLETE)
    assert (acts(place) - before, "签批已作废" in last_act(place)[1]) == (1, False)
