"""A new request with everything known filled in, and what its editor offers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.errors import NotFound
from fundapp.services import contracts, payees, payment_prefill, payments, projects
from fundapp.services.contracts import ContractEntry
from fundapp.services.milestones import MilestoneEntry, milestones
from fundapp.services.payees import AccountEntry
from fundapp.services.payment_prefill import AccountChoice, ClassChoice, ProjectChoice
from fundapp.values.choices import ContractKind, MilestoneKind, ProcurementMethod
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import COMPANY
from tests.services.paying import finding, sheet
from tests.ui.paid_office import Paid


def test_projects_to_write_for_are_those_in_force_of_the_own_division(paid: Paid) -> None:
    place = paid.office
    place.do(place.clerk, projects.save, projects.ProjectEntry("草稿项目", "it", place.division_id, 2026))
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    first = ProjectChoice(paid.project, "XM-2026-0001", "政务服务平台运行维护项目")
    for seat in (place.clerk, place.finance):
        assert place.ledger.ask(seat, payment_prefill.projects) == (
            first,
            ProjectChoice(paid.grants, "XM-2026-0002", "便民服务中心补助项目"),
        )
    assert place.ledger.ask(stranger, payment_prefill.projects) == ()
    assert place.ask(payment_prefill.projects) == ()


def test_bases_to_pay_on_are_contracts_and_lists_in_force(paid: Paid) -> None:
    place = paid.office
    place.contract(paid.project, in_force=False)
    found = place.ask(payment_prefill.bases, paid.project)
    assert [(one.kind, one.id, one.number) for one in found] == [(SubjectKind.CONTRACT, 1, "HT-2026-0001")]
    assert [row.id for row in found[0].milestones] == list(paid.contract.milestones)
    listed = place.ask(payment_prefill.bases, paid.grants)
    assert [(one.kind, one.id, one.number) for one in listed] == [(SubjectKind.ALLOCATION, 1, "QD-2026-0001")]
    assert [row.payee for row in listed[0].milestones] == ["示例镇", "示例街道"]


def test_the_first_request_is_prefilled_from_contract_budget_and_evidence(paid: Paid) -> None:
    draft = paid.office.ask(payment_prefill.prefill, paid.first)
    assert (draft.amount, draft.shares) == (30_000_00, (("local", 30_000_00),))
    assert (draft.year, draft.dated) == (2026, paid.office.clock.today)
    assert (draft.economic_class, draft.method, draft.actual_progress_bp) == ("", "财政直接支付", 10000)
    assert draft.purpose == "按政务服务平台运行维护合同约定支付第1期进度款，阶段工作完成并经确认"
    assert paid.office.ask(payment_prefill.prefill, paid.second).actual_progress_bp is None


def test_a_milestone_without_condition_has_a_shorter_purpose(paid: Paid) -> None:
    draft = paid.office.ask(payment_prefill.prefill, paid.listed.milestones[0])
    assert draft.purpose == "按便民服务中心补助分配清单约定支付示例镇补助，按分配文件拨付"
    place = paid.office
    line = MilestoneEntry("一次付清", MilestoneKind.FINAL, 5_00)
    entry = ContractEntry(
        "清扫合同", paid.project, place.payee()[1], ContractKind.SERVICES, ProcurementMethod.DIRECT, 5_00,
        None, None, None, (line,),
    )  # fmt: skip
    contract_id = place.do(place.clerk, contracts.save, entry)
    bare = place.ask(milestones, contract_id=contract_id)[0].id
    assert place.ask(payment_prefill.prefill, bare).purpose == "按清扫合同约定支付一次付清"


def test_the_next_request_takes_the_rest_the_richest_source_and_what_was_used_most(paid: Paid) -> None:
    place = paid.office
    for code, method in (("30214", "甲"), ("30214", "乙"), ("30214", "丙"), ("", "丁")):
        draft = replace(place.draft(paid.first, 1_00), economic_class=code, method=method)
        place.do(place.clerk, payments.save, draft)
    place.approve(place.request(paid.first, 12_000_00, with_evidence=False))
    place.appropriate(paid.project, 400_000_00, source="transfer")
    found = place.ask(payment_prefill.prefill, paid.first)
    assert (found.amount, found.shares) == (18_000_00, (("transfer", 18_000_00),))
    assert (found.economic_class, found.method) == ("30214", "授权支付")


def test_an_exhausted_milestone_is_prefilled_with_nothing(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, with_evidence=False)))
    draft = place.ask(payment_prefill.prefill, paid.first)
    assert (draft.amount, draft.shares) == (0, (("local", 0),))


def test_sources_say_what_each_still_allows_without_the_request_itself(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)

    def free(without: int | None) -> dict[str, int]:
        return {one.key: one.free for one in place.ask(payment_prefill.sources, paid.project, 2026, without)}

    assert free(None) == {"local": 70_000_00, "own": 20_000_00, "transfer": 0}
    assert free(payment_id) == {"local": 100_000_00, "own": 20_000_00, "transfer": 0}


def test_an_editor_offers_what_fits_the_milestone(paid: Paid) -> None:
    place = paid.office
    place.do(place.clerk, payments.save, replace(place.draft(paid.first), method="实拨资金"))
    found = place.ask(payment_prefill.choices, paid.first, 2026)
    assert (found.project_id, found.document, found.document_id) == (paid.project, SubjectKind.CONTRACT, 1)
    assert (found.milestone, found.amount, found.rest, found.payee) == ("第1期进度款", 30_000_00, 30_000_00, COMPANY)
    assert found.methods == ("财政直接支付", "财政授权支付", "实拨资金")
    assert [file.file_name for file in found.files] == ["合同扫描件.pdf", "进度确认单.pdf"]
    assert [one.key for one in found.sources] == ["local", "own", "transfer"]
    with pytest.raises(NotFound):
        place.ask(payment_prefill.choices, 999, 2026)


def test_an_editor_of_a_grant_names_the_list(paid: Paid) -> None:
    found = paid.office.ask(payment_prefill.choices, paid.listed.milestones[1], 2026)
    assert (found.document, found.document_id, found.payee) == (SubjectKind.ALLOCATION, 1, "示例街道")


def test_a_stored_request_is_left_out_of_its_own_rest(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, 20_000_00, with_evidence=False)
    place.submit(payment_id)
    assert place.ask(payment_prefill.choices, paid.first, 2026).rest == 10_000_00
    own = place.ask(payment_prefill.choices, paid.first, 2026, payment_id)
    assert (own.rest, [file.file_name for file in own.files][-1]) == (30_000_00, "发票.pdf")


def test_forbidden_classes_are_shown_with_the_reason(paid: Paid) -> None:
    classes = {one.code: one for one in paid.office.ask(payment_prefill.choices, paid.first, 2026).classes}
    assert classes["30227"] == ClassChoice("30227", "委托业务费")
    assert classes["30103"].forbidden == "奖金不得从项目资金中列支"


def test_accounts_offered_are_the_agreed_one_first_and_then_the_open_ones(paid: Paid) -> None:
    place = paid.office
    payee_id, agreed = place.payee()
    second = place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行二部", "31100000009999"))
    third = place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行三部", "31100000008888"))
    found = place.ask(payment_prefill.choices, paid.first, 2026).accounts
    assert [one.id for one in found] == [agreed, third]
    assert second not in [one.id for one in found]
    assert found[1] == AccountChoice(third, "示例银行三部", "31100000008888", agreed=False, closed=False)
    assert (found[0].agreed, found[0].closed) == (True, True)


def test_a_new_request_goes_to_the_account_that_the_payee_has_now_and_warns_of_the_change(paid: Paid) -> None:
    place = paid.office
    payee_id, agreed = place.payee()
    assert place.ask(payment_prefill.prefill, paid.first).account_id == agreed
    place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行二部", "31100000009999"))
    present = place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行三部", "31100000008888"))
    draft = place.ask(payment_prefill.prefill, paid.first)
    assert draft.account_id == present
    assert finding(place, draft, "12-8").passed
    assert finding(place, draft, "12-9").needs_reason
    assert "账户变更函" in finding(place, draft, "12-9").remedy


def test_a_request_to_the_account_that_was_closed_is_told_which_one_to_take(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    payee_id, _ = place.payee()
    place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行二部", "31100000009999"))
    found = finding(place, sheet(place, payment_id).draft, "12-8", payment_id)
    assert found.blocks
    assert found.remedy == "请改选收款单位现用的账户：示例银行二部（尾号 9999），并附账户变更函。"


def test_an_editor_opens_a_draft_and_says_why_it_cannot_be_sent(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    mine = place.ledger.ask(place.clerk, payment_prefill.stored, payment_id)
    assert (mine.draft, mine.editable, mine.why_no_submit) == (sheet(place, payment_id).draft, True, "")
    other = place.ledger.ask(place.other_clerk, payment_prefill.stored, payment_id)
    assert (other.editable, other.why_no_submit[:7]) == (True, "【第十一条】“")
    assert "填报人或最后修改人" in other.why_no_submit
    nobody = place.ask(payment_prefill.stored, payment_id)
    assert (nobody.editable, nobody.why_no_submit, nobody.returned) == (False, "", "")


def test_an_editor_says_what_was_written_when_the_request_came_back(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    assert not place.ledger.ask(place.clerk, payment_prefill.stored, payment_id).editable
    place.give_back(payment_id, place.head, "请补发票")
    found = place.ledger.ask(place.clerk, payment_prefill.stored, payment_id)
    assert (found.editable, found.number, found.round) == (True, "ZF-2026-0001", 1)
    assert "请补发票" in found.returned


def test_the_project_of_a_document_is_known_to_those_who_may_write_for_it_while_it_is_in_force(paid: Paid) -> None:
    place = paid.office
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    draft = place.contract(paid.project, in_force=False)
    ask, find = place.ledger.ask, payment_prefill.project_of
    assert ask(place.clerk, find, SubjectKind.CONTRACT, paid.contract.id) == paid.project
    assert ask(place.clerk, find, SubjectKind.ALLOCATION, 1) == paid.grants
    assert ask(place.clerk, find, SubjectKind.CONTRACT, draft.id) == 0
    assert ask(place.clerk, find, SubjectKind.ALLOCATION, 99) == 0
    assert ask(stranger, find, SubjectKind.CONTRACT, paid.contract.id) == 0
