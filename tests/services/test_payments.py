"""The verbs of a payment request: what is written, what is sent and signed, and what is taken back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, Invalid, NotFound, Refused, Stale
from fundapp.services import payments
from fundapp.services.payment_draft import PaymentDraft
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import RoundOutcome
from fundapp.values.roles import Role
from tests.services.paying import (
    APPROVED,
    DRAFT,
    IN_APPROVAL,
    PAID,
    RETURNED,
    VOID,
    column,
    invoices,
    last_act,
    last_round,
    sheet,
    signed_once,
    state,
    stored,
)
from tests.ui.paid_office import Paid

# Writing.


def test_a_stored_draft_is_given_back_as_it_was_typed(paid: Paid) -> None:
    draft = replace(
        paid.office.draft(paid.first),
        shares=(("local", 25_000_00), ("own", 5_000_00)),
        reasons=(("12-2", "已核实"),),
        remark="急件",
    )
    payment_id = paid.office.do(paid.office.clerk, payments.save, draft)
    found = sheet(paid.office, payment_id).draft
    assert replace(found, version=None, account_id=None) == draft
    assert found.account_id == paid.office.payee()[1]
    assert column(paid.office, payment_id, "number") is None


def test_an_empty_draft_is_kept_because_nothing_typed_is_lost(paid: Paid) -> None:
    place = paid.office
    payment_id = place.do(place.clerk, payments.save, PaymentDraft(paid.first, 2026, place.clock.today, 0))
    assert (state(place, payment_id), sheet(place, payment_id).amount) == (DRAFT, 0)


def test_a_blank_reason_is_no_reason(paid: Paid) -> None:
    draft = replace(paid.office.draft(paid.first), reasons=(("12-2", " "),))
    payment_id = paid.office.do(paid.office.clerk, payments.save, draft)
    assert column(paid.office, payment_id, "reasons") == []


@pytest.mark.parametrize("change", [{"amount": -1}, {"shares": (("local", 100), ("own", -100))}])
def test_a_negative_amount_is_no_amount(paid: Paid, change: dict[str, object]) -> None:
    with pytest.raises(Invalid) as caught:
        paid.office.do(paid.office.clerk, payments.save, replace(paid.office.draft(paid.first), **change))  # type: ignore[arg-type]
    assert caught.value.field == "本次金额"


def test_who_saves_over_somebody_elses_change_is_told(paid: Paid) -> None:
    place, draft = paid.office, paid.office.draft(paid.first)
    payment_id = place.do(place.clerk, payments.save, draft)
    loaded = sheet(place, payment_id).version
    place.do(place.other_clerk, payments.save, replace(draft, purpose="改过", version=loaded), payment_id)
    with pytest.raises(Stale, match="已被他人修改"):
        place.do(place.clerk, payments.save, replace(draft, purpose="旧的", version=loaded), payment_id)
    assert sheet(place, payment_id).draft.purpose == "改过"


def test_only_clerks_of_the_division_write(paid: Paid) -> None:
    place, draft = paid.office, paid.office.draft(paid.first)
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    payment_id = place.do(place.clerk, payments.save, draft)
    for seat in (place.finance, stranger):
        with pytest.raises(Forbidden):
            place.do(seat, payments.save, draft)
        with pytest.raises(Forbidden):
            place.do(seat, payments.save, draft, payment_id)
        with pytest.raises(Forbidden):
            place.do(seat, payments.attach_file, payment_id, place.file("a.pdf"))
        with pytest.raises(Forbidden):
            place.do(seat, payments.annotate, payment_id, "备注", "")


def test_a_check_names_the_hands_of_whoever_types(paid: Paid) -> None:
    place, draft = paid.office, paid.office.draft(paid.first)
    found = place.ledger.ask(place.clerk, payments.check, draft)
    assert next(one for one in found if one.rule == "15-2").passed
    assert {one.rule for one in found} >= {"5-1", "6-2", "12-7", "14-2", "16-1", "sme-1"}
    with pytest.raises(NotFound):
        place.ask(payments.check, draft, 999)


def test_a_file_leaves_a_draft_only_before_it_was_ever_sent(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    wrong = place.do(place.clerk, payments.attach_file, payment_id, place.file("误传.pdf"))
    assert wrong == payment_id
    extra = next(row for row in sheet(place, payment_id).files if row.file_name == "误传.pdf")
    place.do(place.clerk, payments.detach_file, payment_id, extra.id)
    assert "误传.pdf" not in [row.file_name for row in sheet(place, payment_id).files]
    place.submit(payment_id)
    with pytest.raises(Refused):
        place.do(place.clerk, payments.attach_file, payment_id, place.file("补充.pdf"))
    place.do(place.clerk, payments.withdraw, payment_id, "漏了附件")
    invoice = next(row for row in sheet(place, payment_id).files if row.kind == AttachmentKind.INVOICE)
    with pytest.raises(Refused, match="已送审过"):
        place.do(place.clerk, payments.detach_file, payment_id, invoice.id)


def test_a_file_of_the_contract_is_not_taken_off_through_a_request(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    scan = next(row for row in sheet(place, payment_id).files if row.kind == AttachmentKind.CONTRACT)
    with pytest.raises(Refused, match="属于合同"):
        place.do(place.clerk, payments.detach_file, payment_id, scan.id)


# Sending and signing.


def test_submission_gives_a_number_a_round_and_keeps_the_balances(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    after = sheet(place, payment_id)
    assert (after.state, after.number, after.round) == (IN_APPROVAL, "ZF-2026-0001", 1)
    assert json.loads(column(place, payment_id, "snapshot")) == {
        "basis_value": 80_000_00,
        "basis_paid": 0,
        "basis_in_flight": 0,
        "milestone_amount": 30_000_00,
        "milestone_paid": 0,
        "year_budget": 120_000_00,
        "year_paid": 0,
        "source_local": 100_000_00,
        "source_local_paid": 0,
    }
    assert last_act(place) == ("payments.submit", "提交用款申请 ZF-2026-0001 第 1 轮，30,000.00 元")
    assert all(row.live for row in invoices(place, payment_id))


def test_a_submitted_request_is_not_edited(paid: Paid) -> None:
    place = paid.office
    payment_id = signed_once(paid)
    with pytest.raises(Refused, match="不能“保存”"):
        place.do(place.clerk, payments.save, place.draft(paid.first), payment_id)
    with pytest.raises(Refused):
        place.submit(payment_id)


def test_grants_go_by_list_without_contract_or_invoice(paid: Paid) -> None:
    place = paid.office
    payment_id = stored(place, place.draft(paid.listed.milestones[0]))
    assert invoices(place, payment_id) == []
    place.pay(place.approve(payment_id))
    assert (state(place, payment_id), sheet(place, payment_id).basis.limit) == (PAID, 22_000_00)


def test_the_last_hand_approves_and_no_hand_before_it(paid: Paid) -> None:
    place = paid.office
    payment_id = signed_once(paid)
    place.sign(payment_id, place.finance)
    assert state(place, payment_id) is IN_APPROVAL
    place.sign(payment_id, place.supervisor)
    assert (state(place, payment_id), last_round(place, payment_id).outcome) == (APPROVED, RoundOutcome.COMPLETE)


def test_a_large_sum_waits_for_the_principal_leader_too(paid: Paid) -> None:
    place = paid.office
    place.appropriate(paid.project, 500_000_00)
    large = place.contract(paid.project, (199_999_99, 200_000_00))
    for milestone, last in zip(large.milestones, ("分管领导核对", "主要领导审批"), strict=True):
        payment_id = place.request(milestone)
        place.approve(payment_id)
        assert last_round(place, payment_id).hands[-1].label == last


def test_a_returned_request_keeps_its_number_and_goes_round_again(paid: Paid) -> None:
    place = paid.office
    payment_id = signed_once(paid)
    place.give_back(payment_id, place.finance, "发票金额不符")
    assert state(place, payment_id) is RETURNED
    assert not any(row.live for row in invoices(place, payment_id))
    place.approve(payment_id)
    after = sheet(place, payment_id)
    assert (after.number, after.round, after.state) == ("ZF-2026-0001", 2, APPROVED)
    assert [row.outcome for row in after.rounds] == [RoundOutcome.RETURNED, RoundOutcome.COMPLETE]
    assert [hand.signer for hand in after.rounds[1].hands] == ["科室负责人", "财务", "分管领导"]


# Taking back.


def test_the_author_withdraws_while_nobody_signed(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    with pytest.raises(Invalid, match="请写明原因"):
        place.do(place.clerk, payments.withdraw, payment_id, "　")
    place.do(place.clerk, payments.withdraw, payment_id, "金额填错")
    after = sheet(place, payment_id)
    assert (after.state, after.number) == (DRAFT, "ZF-2026-0001")
    assert (after.rounds[0].outcome, after.rounds[0].reason) == (RoundOutcome.WITHDRAWN, "经办人撤回：金额填错")
    place.submit(payment_id)
    assert (sheet(place, payment_id).number, sheet(place, payment_id).round) == ("ZF-2026-0001", 2)


def test_after_the_first_hand_there_is_no_quiet_withdrawal(paid: Paid) -> None:
    place = paid.office
    payment_id = signed_once(paid)
    with pytest.raises(Refused, match="已有人签批，不能撤回"):
        place.do(place.clerk, payments.withdraw, payment_id, "后悔")
    assert (state(place, payment_id), last_round(place, payment_id).outcome) == (IN_APPROVAL, RoundOutcome.OPEN)


@pytest.mark.parametrize("fully", [False, True])
def test_a_change_after_submission_voids_the_hands_in_the_open(paid: Paid, fully: bool) -> None:
    place = paid.office
    payment_id = signed_once(paid)
    if fully:
        place.sign(payment_id, place.finance)
        place.sign(payment_id, place.supervisor)
    place.do(place.clerk, payments.change, payment_id, "收款账户有误")
    after = sheet(place, payment_id)
    assert (after.state, after.number, after.round) == (DRAFT, "ZF-2026-0001", 1)
    assert (after.rounds[0].outcome, after.rounds[0].reason) == (RoundOutcome.VOIDED, "经办人修改：收款账户有误")
    assert after.rounds[0].hands[0].signer == "科室负责人"
    with pytest.raises(Refused):
        place.pay(payment_id)


@pytest.mark.parametrize("where", ["draft", "in_approval", "returned", "approved"])
def test_a_void_request_keeps_number_and_history_and_frees_the_money(paid: Paid, where: str) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    if where != "draft":
        place.submit(payment_id)
    if where == "returned":
        place.give_back(payment_id, place.head)
    if where == "approved":
        for seat in (place.head, place.finance, place.supervisor):
            place.sign(payment_id, seat)
    before = sheet(place, payment_id)
    assert before.state.value == where
    place.do(place.clerk, payments.void, payment_id, " 合同取消 ")
    after = sheet(place, payment_id)
    assert (after.state, after.number, after.void_reason) == (VOID, before.number, "合同取消")
    ended = {"returned": [RoundOutcome.RETURNED], "draft": []}.get(where, [RoundOutcome.VOIDED])
    assert [row.outcome for row in after.rounds] == ended
    assert not any(row.live for row in invoices(place, payment_id))
    other = sheet(place, place.request(paid.first, with_evidence=False))
    assert (other.basis.free, other.milestone_money.free) == (80_000_00, 30_000_00)
    with pytest.raises(Refused):
        place.submit(payment_id)


def test_what_was_paid_is_neither_changed_nor_void(paid: Paid) -> None:
    place = paid.office
    payment_id = place.approve(place.request(paid.first, with_evidence=False))
    place.pay(payment_id)
    for verb in (payments.withdraw, payments.change, payments.void):
        with pytest.raises(Refused, match="当前状态为“已拨付”"):
            place.do(place.clerk, verb, payment_id, "反悔")
    assert state(place, payment_id) is PAID


def test_remark_and_filing_number_stay_open_and_touch_no_signature(paid: Paid) -> None:
    place = paid.office
    payment_id = place.approve(place.request(paid.first, with_evidence=False))
    place.do(place.clerk, payments.annotate, payment_id, " 已电话告知 ", " 2026-永久-12 ")
    place.pay(payment_id)
    place.do(place.clerk, payments.annotate, payment_id, "已归档", "2026-永久-12")
    after = sheet(place, payment_id)
    assert (after.remark, after.filing_number, after.state) == ("已归档", "2026-永久-12", PAID)
