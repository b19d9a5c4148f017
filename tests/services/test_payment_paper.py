"""The blanks of 项目资金支付审批表: what the ledger says, as it stood when the hands signed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import NotFound
from fundapp.forms.imprint import Imprint
from fundapp.forms.payment_approval import DisbursementBlank, InvoiceBlank, PaymentApprovalBlanks, RoundBlank
from fundapp.services import contracts, payment_paper, payments, projects
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.values.choices import AppropriationKind, AttachmentKind, EvidenceKind, MilestoneKind
from tests.builders import COMPANY, STROKES, Office
from tests.ui.paid_office import Paid

IMPRINT = Imprint("示例市政务服务管理局")


def blanks(place: Office, request: int) -> PaymentApprovalBlanks:
    """The form as a draft."""
    return place.ask(payment_paper.blanks, request, IMPRINT)


def test_a_contract_s_form_names_everything_that_is_signed(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    found = blanks(place, request)
    assert found.imprint is IMPRINT
    assert (found.division, found.clerk, found.dated) == ("综合科", "经办人", dt.date(2026, 3, 2))
    assert (found.project_name, found.by_list) == ("政务服务平台运行维护项目", False)
    assert (found.basis_name, found.basis_signed) == ("政务服务平台运行维护合同", dt.date(2026, 2, 10))
    assert (found.term_from, found.term_to) == (dt.date(2026, 2, 10), dt.date(2026, 12, 31))
    assert (found.payee, found.bank) == (COMPANY, "示例银行营业部")
    assert (found.basis_value, found.paid_before, found.unpaid) == (80_000_00, 0, 80_000_00)
    assert (found.budget, found.budget_executed) == (120_000_00, 0)
    assert (found.instalments, found.instalment, found.milestone) == (2, 1, "第1期进度款")
    assert (found.amount, found.agreed_progress_bp, found.actual_progress_bp) == (30_000_00, 5000, 10000)
    assert (found.reason, found.method) == ("按合同约定支付阶段款", "授权支付")
    (invoice,) = found.invoices
    assert isinstance(invoice, InvoiceBlank)
    assert invoice.amount == 30_000_00
    assert {"合同扫描件.pdf", "进度确认单.pdf", "发票.pdf"} <= set(found.attachments)
    assert (found.rounds, found.disbursement) == ((), None)


def test_a_project_with_a_national_code_prints_it_instead_of_the_own_number(place: Office) -> None:
    entry = ProjectEntry("政务云项目", "it", place.division_id, 2026)
    own = place.project("没有代码的项目")
    (plain,) = place.contract(own, (1_000_00,)).milestones
    assert blanks(place, place.request(plain)).project_code == "XM-2026-0003"
    coded = place.do(place.clerk, projects.save, replace(entry, national_code="33000000T000000000001"))
    place.do(place.head, projects.confirm, coded, "示例批〔2026〕1号", dt.date(2026, 1, 15))
    place.do(place.clerk, projects.open_year, coded, 2026, "目标")
    place.appropriate(coded, 5_000_00)
    (line,) = place.contract(coded, (1_000_00,)).milestones
    assert blanks(place, place.request(line)).project_code == "33000000T000000000001"


def test_a_grant_s_form_speaks_of_the_list_and_of_the_town_s_own_line(paid: Paid) -> None:
    place = paid.office
    line = paid.listed.milestones[1]
    place.evidence(line, EvidenceKind.ASSESSMENT)
    request = place.save(place.draft(line))
    found = blanks(place, request)
    assert (found.by_list, found.basis_number, found.basis_signed) == (True, "示例政办〔2026〕5号", dt.date(2026, 2, 1))
    assert (found.payee, found.basis_value, found.unpaid) == ("示例街道", 12_000_00, 12_000_00)
    assert (found.term_from, found.term_to, found.warranty, found.invoices) == (None, None, "", ())
    assert (found.instalments, found.instalment) == (2, 2)


def test_each_source_names_the_documents_its_money_came_by_once(paid: Paid) -> None:
    place = paid.office
    place.appropriate(paid.project, 1_000_00)
    cut = AppropriationEntry("local", AppropriationKind.CUT, 500_00, "示例财调〔2026〕9号", dt.date(2026, 3, 1))
    place.do(place.finance, projects.appropriate, paid.project, 2026, cut)
    place.evidence(paid.second)
    draft = replace(place.draft(paid.second), shares=(("local", 40_000_00), ("own", 10_000_00)))
    found = blanks(place, place.do(place.clerk, payments.save, draft))
    assert [(row.source, row.document, row.amount) for row in found.sources] == [
        ("本级财政管理资金", "示例财预〔2026〕3号", 40_000_00),
        ("单位资金", "示例财预〔2026〕3号", 10_000_00),
    ]
    assert {row.economic_class.split()[0] for row in found.sources} == {"30227"}


def test_an_economic_class_that_nobody_knows_is_printed_as_typed(paid: Paid) -> None:
    place = paid.office
    request = place.do(place.clerk, payments.save, replace(place.draft(paid.second), economic_class="99999"))
    assert blanks(place, request).sources[0].economic_class == "99999"


def test_the_balances_are_those_of_the_submission_and_a_draft_s_are_the_present_ones(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    second = place.request(paid.second)
    place.appropriate(paid.project, 7_000_00, source="own", kind=AppropriationKind.ADDITION)
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(request, seat)
    place.pay(request)
    assert (blanks(place, request).budget, blanks(place, request).paid_before) == (120_000_00, 0)
    draft = blanks(place, second)
    assert (draft.budget, draft.budget_executed, draft.paid_before, draft.unpaid) == (
        127_000_00,
        30_000_00,
        30_000_00,
        50_000_00,
    )


def test_hands_stand_in_their_cells_with_ticks_and_strokes_and_open_ones_are_empty(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    assert [(cell.step, cell.name, cell.signed_at) for cell in blanks(place, request).signs] == [
        ("科室负责人审核", "", None),
        ("财务审核", "", None),
        ("分管领导核对", "", None),
    ]
    place.submit(request)
    place.sign(request, place.head, opinion="情况属实")
    first, second, third = blanks(place, request).signs
    assert (first.name, first.opinion, first.strokes, first.signed_at) == (
        "科室负责人",
        "情况属实",
        STROKES,
        place.clock.at,
    )
    assert (second.name, second.opinion, second.strokes, second.signed_at) == ("", "", (), None)
    assert [check.ticked for check in third.checks] == [False, False, False]
    place.sign(request, place.finance)
    place.sign(request, place.supervisor)
    assert [check.ticked for check in blanks(place, request).signs[2].checks] == [True, True, True]


def test_a_returned_request_keeps_no_hand_but_tells_of_the_round_that_ended(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    place.sign(request, place.head)
    place.give_back(request, place.finance, "发票抬头有误")
    returned = blanks(place, request)
    ended = RoundBlank(1, "已退回", "财务退回：发票抬头有误；此前已签：科室负责人审核 科室负责人")
    assert returned.rounds == (ended,)
    assert [cell.name for cell in returned.signs] == ["", "", ""]
    place.submit(request)
    place.sign(request, place.head)
    again = blanks(place, request)
    assert again.rounds == (ended,)
    assert [cell.name for cell in again.signs] == ["科室负责人", "", ""]


def test_a_round_that_ended_without_a_reason_or_a_hand_says_how_it_ended(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    place.do(place.clerk, payments.withdraw, request, "金额待核")
    assert blanks(place, request).rounds == (RoundBlank(1, "已撤回", "经办人撤回：金额待核"),)


def test_cautions_are_printed_with_their_article_and_reason(paid: Paid) -> None:
    place = paid.office
    line = paid.listed.milestones[0]
    request = place.save(place.draft(line))
    place.submit(request)
    cautions = blanks(place, request).cautions
    assert cautions
    assert {row.reason for row in cautions} == {"已核实，情况属实"}
    assert all(row.text and row.rule.startswith("第") for row in cautions)


def test_after_the_disbursement_the_form_says_when_and_by_whom(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.approve(request)
    assert blanks(place, request).disbursement is None
    place.pay(request)
    found = blanks(place, request).disbursement
    assert isinstance(found, DisbursementBlank)
    assert (found.paid_on, found.registered_by) == (dt.date(2026, 3, 2), "出纳")
    assert found.voucher.startswith("记-")
    assert found.bank_reference.startswith("HD")


def test_an_amendment_raises_the_value_on_the_next_form(paid: Paid) -> None:
    place = paid.office
    added = MilestoneEntry("补充服务", MilestoneKind.PROGRESS, 5_000_00, "补充服务完成")
    entry = AmendmentEntry("示例补〔2026〕1号", place.clock.today, 5_000_00, "增加服务内容", (added,))
    place.do(place.clerk, contracts.amend, paid.contract.id, entry)
    place.do(place.clerk, contracts.attach_file, paid.contract.id, place.file("补充协议.pdf", AttachmentKind.CONTRACT))
    found = blanks(place, place.request(paid.first))
    assert (found.basis_value, found.instalments) == (85_000_00, 3)


def test_what_is_not_there_is_not_found(place: Office) -> None:
    with pytest.raises(NotFound):
        blanks(place, 9999)
