"""Every refusal of a request, end to end: what the clerk typed is stored, then `payments.submit` says no and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import CautionNeedsReason, Forbidden, Refused
from fundapp.places import attachments_folder
from fundapp.services import applications, contracts, evidence, payees, payments, people, printing, projects
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.payees import AccountEntry
from fundapp.services.payment_draft import InvoiceEntry
from fundapp.values.choices import AppropriationKind, EvidenceKind, EvidenceResult, PayeeKind, PaymentState
from fundapp.values.documents import FormKind
from fundapp.values.roles import Role
from tests.builders import COMPANY
from tests.forms import reading
from tests.services.paying import column, finding, invoiced, refusal, sheet, state, stored
from tests.ui.paid_office import Paid

MARCH_2 = dt.date(2026, 3, 2)


def test_no_money_moves_on_a_contract_that_is_not_in_force(paid: Paid) -> None:
    place = paid.office
    unsigned = place.contract(paid.project, (10_000_00,), in_force=False)
    said = refusal(place, place.request(unsigned.milestones[0], with_evidence=False))
    assert "合同 HT-2026-0002 不在履行中（未确认、已完结或已作废）。" in said
    assert said.startswith("【第十二条】")


def test_no_money_moves_without_evidence_for_the_milestone(paid: Paid) -> None:
    said = refusal(paid.office, paid.office.request(paid.second, with_evidence=False))
    assert "“第2期进度款”要求有进度确认单，目前没有登记。付款条件：阶段工作完成并经确认。" in said


def test_a_failed_acceptance_is_no_evidence_even_after_an_earlier_pass(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.clock.pass_by(days=1)
    failed = EvidenceEntry(EvidenceKind.PROGRESS, "复查", EvidenceResult.FAILED, place.clock.today, 4000)
    place.do(place.clerk, evidence.add, paid.first, failed, (place.file("复查.pdf"),))
    assert "最近一次进度确认单“复查”（2026-03-03）结果为不合格。" in refusal(place, payment_id)


def test_evidence_without_its_file_is_no_evidence(paid: Paid) -> None:
    place = paid.office
    bare = EvidenceEntry(EvidenceKind.PROGRESS, "口头确认", EvidenceResult.PASSED, place.clock.today, 10000)
    place.do(place.clerk, evidence.add, paid.second, bare, ())
    assert "进度确认单“口头确认”没有附件。" in refusal(place, place.request(paid.second, with_evidence=False))


def test_more_than_the_milestone_is_refused_and_exactly_the_milestone_passes(paid: Paid) -> None:
    place = paid.office
    draft = place.draft(paid.first, 30_000_01)
    payment_id = stored(place, draft)
    said = refusal(place, payment_id)
    assert "本次 30,000.01 元超过“第1期进度款”余额 30,000.00 元（节点 30,000.00、已付 0.00、在批 0.00）。" in said
    place.save(replace(draft, amount=30_000_00, shares=(("local", 30_000_00),)), payment_id)
    place.submit(payment_id)
    assert state(place, payment_id) is PaymentState.IN_APPROVAL


def test_what_is_in_approval_counts_against_the_milestone(paid: Paid) -> None:
    place = paid.office
    place.submit(place.request(paid.first, 20_000_00, with_evidence=False))
    said = refusal(place, place.request(paid.first, 10_000_01, with_evidence=False))
    assert "余额 10,000.00 元（节点 30,000.00、已付 0.00、在批 20,000.00）" in said


def test_what_was_paid_counts_against_the_milestone(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, 20_000_00, with_evidence=False)))
    said = refusal(place, place.request(paid.first, 10_000_01, with_evidence=False))
    assert "余额 10,000.00 元（节点 30,000.00、已付 20,000.00、在批 0.00）" in said


def test_less_than_the_milestone_takes_a_reason(paid: Paid) -> None:
    place = paid.office
    draft = replace(place.draft(paid.first, 29_999_99), reduction_reason=" ")
    payment_id = stored(place, draft)
    with pytest.raises(CautionNeedsReason) as caught:
        place.submit(payment_id)
    assert (caught.value.field, caught.value.article) == ("少付原因", "第十二条")
    assert "少 0.01 元" in caught.value.message
    place.save(replace(draft, reduction_reason="扣除违约金"), payment_id)
    place.submit(payment_id)
    assert state(place, payment_id) is PaymentState.IN_APPROVAL


def test_paid_in_flight_and_this_never_exceed_the_contract_with_its_amendments(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.second)
    less = AmendmentEntry("补-1", MARCH_2, -10_000_00, "核减服务范围")
    place.do(place.clerk, contracts.amend, paid.contract.id, less)
    place.submit(place.request(paid.first, with_evidence=False))
    said = refusal(place, place.request(paid.second, with_evidence=False))
    assert (
        "本次后累计 80,000.00 元（已付 0.00、在批 30,000.00、本次 50,000.00），比合同金额 70,000.00 元多 10,000.00 元。"
    ) in said
    payment_id = place.request(paid.second, 40_000_00, with_evidence=False)
    place.submit(payment_id)
    assert state(place, payment_id) is PaymentState.IN_APPROVAL


def test_no_source_pays_more_than_the_appropriation_of_the_year(paid: Paid) -> None:
    place = paid.office
    draft = place.draft(paid.first)
    payment_id = stored(place, replace(draft, shares=(("own", 20_000_01), ("local", 9_999_99))))
    said = refusal(place, payment_id)
    assert "可用 20,000.00 元（2026 年下达 20,000.00、已付 0.00、在批 0.00），本次 20,000.01 元，超出 0.01 元" in said
    place.save(replace(draft, shares=(("own", 20_000_00), ("local", 10_000_00))), payment_id)
    place.submit(payment_id)
    assert state(place, payment_id) is PaymentState.IN_APPROVAL


def test_what_is_in_flight_counts_against_the_appropriation(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.second)
    first = stored(place, replace(place.draft(paid.first), shares=(("own", 15_000_00), ("local", 15_000_00))))
    place.submit(first)
    draft = place.draft(paid.second)
    second = stored(place, replace(draft, shares=(("own", 5_000_01), ("local", 44_999_99))))
    assert "可用 5,000.00 元（2026 年下达 20,000.00、已付 0.00、在批 15,000.00）" in refusal(place, second)


def test_shares_must_add_up_to_the_amount(paid: Paid) -> None:
    place = paid.office
    payment_id = stored(place, replace(place.draft(paid.first), shares=(("local", 29_999_99),)))
    assert "资金来源合计 29,999.99 元，与本次金额 30,000.00 元相差 0.01 元。" in refusal(place, payment_id)


def test_invoices_cover_the_amount(paid: Paid) -> None:
    place = paid.office
    one = InvoiceEntry("26440000000000000001", MARCH_2, COMPANY, 29_999_99)
    draft = invoiced(place.draft(paid.first), one)
    payment_id = stored(place, draft)
    assert "发票 1 张，合计 29,999.99 元，低于本次金额 30,000.00 元。" in refusal(place, payment_id)
    other = InvoiceEntry("26440000000000000002", MARCH_2, COMPANY, 1)
    place.save(invoiced(draft, one, other), payment_id)
    place.submit(payment_id)
    assert state(place, payment_id) is PaymentState.IN_APPROVAL


def test_an_invoice_is_used_once_in_the_whole_ledger(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.second)
    invoice = InvoiceEntry("26440000000000000007", MARCH_2, COMPANY, 80_000_00)
    first = stored(place, invoiced(place.draft(paid.first), invoice))
    place.submit(first)
    second = stored(place, invoiced(place.draft(paid.second), replace(invoice, number="2644 0000 0000 0000 0007")))
    said = refusal(place, second)
    assert "26440000000000000007 已用于 ZF-2026-0001" in said


def test_an_invoice_stands_once_in_a_request(paid: Paid) -> None:
    place = paid.office
    twin = InvoiceEntry("26440000000000000007", MARCH_2, COMPANY, 15_000_00)
    payment_id = stored(place, invoiced(place.draft(paid.first), twin, twin))
    assert "在本单中列了 2 次" in refusal(place, payment_id)


def test_an_invoice_of_a_void_request_may_come_back_with_a_reason(paid: Paid) -> None:
    place = paid.office
    draft = place.draft(paid.first)
    first = stored(place, draft)
    place.submit(first)
    place.do(place.clerk, payments.void, first, "重复填报")
    again = stored(place, draft)
    said = refusal(place, again, CautionNeedsReason)
    assert f"{draft.invoices[0].number} 曾列入 ZF-2026-0001（已作废或已退回）" in said
    place.save(replace(draft, reasons=(("5-3", "原申请作废，发票未付款"),)), again)
    place.submit(again)
    kept = [(row.rule, "曾列入 ZF-2026-0001" in row.finding, row.reason) for row in column(place, again, "reasons")]
    assert kept == [("5-3", True, "原申请作废，发票未付款")]


def test_the_payee_is_the_party_of_the_contract(paid: Paid) -> None:
    place = paid.office
    _, account_id = place.payee("另一公司", PayeeKind.INSTITUTION)
    payment_id = stored(place, replace(place.draft(paid.first), account_id=account_id))
    assert f"收款单位“另一公司”与合同所列“{COMPANY}”不一致。" in refusal(place, payment_id)


def test_another_account_of_the_party_takes_a_reason(paid: Paid) -> None:
    place = paid.office
    payee_id, _ = place.payee()
    moved = place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行二部", "31100000009999"))
    payment_id = stored(place, replace(place.draft(paid.first), account_id=moved))
    said = refusal(place, payment_id, CautionNeedsReason)
    assert "收款账户 尾号 9999 与合同登记账户" in said


@pytest.mark.parametrize("code", ["30103", "30102", "30229", "30107"])
def test_bonus_allowance_welfare_and_pay_are_forbidden(paid: Paid, code: str) -> None:
    place = paid.office
    payment_id = stored(place, replace(place.draft(paid.first), economic_class=code))
    said = refusal(place, payment_id)
    assert said.startswith("【第十四条】")
    assert "不得从项目资金中列支" in said


def test_money_is_spent_in_its_own_fiscal_year(paid: Paid) -> None:
    place = paid.office
    place.clock.at = dt.datetime(2026, 12, 30, 9, 0, tzinfo=OFFICE_ZONE)
    payment_id = place.request(paid.first, with_evidence=False)
    place.clock.pass_by(days=2)
    assert refusal(place, payment_id).startswith("【第十六条】申请列支 2026 年度，而今天是 2027 年。")


def test_a_request_for_the_coming_year_waits_for_it(paid: Paid) -> None:
    place = paid.office
    place.do(place.clerk, projects.open_year, paid.project, 2027, "下年")
    payment_id = stored(place, replace(place.draft(paid.first), year=2027))
    assert "申请列支 2027 年度，而今天是 2026 年。" in refusal(place, payment_id)


def test_a_closed_year_pays_nothing(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.do(place.finance, projects.close_year, paid.project, 2026)
    assert "2026 年度已关闭。" in refusal(place, payment_id)


def test_a_finished_project_pays_nothing(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.do(place.head, projects.close, paid.project)
    assert "未确认立项，或已结束" in refusal(place, payment_id)


def test_a_request_is_refused_when_nobody_is_left_to_sign(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.do(place.administrator, people.close_person, place.supervisor.person_id)
    assert "没有可以办理的人：分管领导核对。" in refusal(place, payment_id)


def test_finance_that_signs_leaves_somebody_to_pay(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.do(place.administrator, people.close_person, place.cashier.person_id)
    assert "没有可以办理的人：拨付登记。" in refusal(place, payment_id)


def test_an_attachment_that_vanished_stops_the_request(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    scan = next(one for one in sheet(place, payment_id).files if one.file_name == "合同扫描件.pdf")
    (attachments_folder(place.path) / scan.sha256[:2] / scan.sha256[2:]).unlink()
    assert "以下附件找不到或内容已改变：合同扫描件.pdf。" in refusal(place, payment_id)


def test_every_block_is_named_in_one_message(paid: Paid) -> None:
    place = paid.office
    draft = replace(place.draft(paid.second, 60_000_00), economic_class="30103", invoices=())
    said = refusal(place, stored(place, draft))
    for part in ("超过“第2期进度款”余额", "目前没有登记", "发票 0 张", "奖金不得从项目资金中列支"):
        assert part in said


def test_the_clock_of_a_small_firm_takes_a_reason_once_it_has_run_out(paid: Paid) -> None:
    place = paid.office
    place.clock.pass_by(days=30)
    draft = place.draft(paid.first)
    assert finding(place, draft, "sme-1").passed
    place.clock.pass_by(days=1)
    draft = place.draft(paid.first)
    payment_id = stored(place, draft)
    said = refusal(place, payment_id, CautionNeedsReason)
    assert "验收合格 2026-03-02 起 30 天内（中小企业），2026-04-01 到期，已逾期 1 天。" in said
    place.do(place.clerk, payments.save, replace(draft, reasons=(("sme-1", "对方补开发票后才送达"),)), payment_id)
    place.submit(payment_id)
    paper = "".join(reading.pages(place.ask(printing.preview, FormKind.PAYMENT_APPROVAL, payment_id)))
    assert "已逾期1天" in paper
    assert "对方补开发票后才送达" in paper


def test_a_failed_acceptance_does_not_start_the_clock(paid: Paid) -> None:
    place = paid.office
    failed = EvidenceEntry(EvidenceKind.ACCEPTANCE_INITIAL, "初验", EvidenceResult.FAILED, MARCH_2, 3000)
    place.do(place.clerk, evidence.add, paid.second, failed, (place.file("初验.pdf"),))
    found = finding(place, place.draft(paid.second), "sme-1")
    assert found.message == "未登记交付或验收日期，付款期限尚未起算。"


def test_a_reason_for_a_caution_that_no_longer_stands_is_not_kept(paid: Paid) -> None:
    place = paid.office
    draft = replace(place.draft(paid.first), reasons=(("sme-1", "不再需要"), ("12-6", "也不需要")))
    payment_id = stored(place, draft)
    assert {row.rule for row in column(place, payment_id, "reasons")} == {"sme-1", "12-6"}
    place.submit(payment_id)
    assert column(place, payment_id, "reasons") == []


def test_only_a_clerk_of_the_division_submits(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    for seat in (place.finance, stranger):
        with pytest.raises(Forbidden):
            place.submit(payment_id, by=seat)
    assert state(place, payment_id) is PaymentState.DRAFT


def test_no_money_of_a_year_whose_application_is_not_approved(paid: Paid) -> None:
    place = paid.office
    application = place.do(place.clerk, applications.prepare, paid.project, 2026)
    payment_id = place.request(paid.first, with_evidence=False)
    assert refusal(place, payment_id).startswith("【第十三条】2026 年度申请 草稿（草稿）还没有批准。")
    place.do(place.clerk, applications.void, application, "不需要")
    place.submit(payment_id)
    assert state(place, payment_id) is PaymentState.IN_APPROVAL


def test_an_application_opened_after_the_hands_holds_the_disbursement_and_what_was_paid_stays_good(paid: Paid) -> None:
    place = paid.office
    held = place.approve(place.request(paid.first, 10_000_00, with_evidence=False))
    gone = place.approve(place.request(paid.first, 20_000_00, with_evidence=False))
    place.pay(gone)
    place.do(place.clerk, applications.prepare, paid.project, 2026)
    with pytest.raises(Refused, match="2026 年度申请 草稿（草稿）还没有批准"):
        place.pay(held)
    assert state(place, held) is PaymentState.APPROVED
    findings = {one.rule: one for one in sheet(place, gone).findings}
    assert findings["13-60"].passed


def test_carried_over_money_without_an_application_takes_a_reason_that_is_kept(paid: Paid) -> None:
    place = paid.office
    place.do(place.clerk, projects.open_year, paid.project, 2027, "下年")
    place.clock.at = dt.datetime(2027, 1, 5, 9, 0, tzinfo=OFFICE_ZONE)
    place.appropriate(paid.project, 30_000_00, year=2027, kind=AppropriationKind.CARRY_OVER)
    draft = replace(place.draft(paid.first, 10_000_00, year=2027))
    payment_id = stored(place, draft)
    said = finding(place, draft, "13-61", payment_id)
    assert said.needs_reason
    place.save(draft, payment_id)
    place.submit(payment_id)
    kept = {row.rule: row.finding for row in column(place, payment_id, "reasons")}
    assert kept["13-61"] == "2027 年度没有年度申请，本次使用的是上年结转资金。"
