"""What the editor of a request asks: stored requests, choices, sums of lists, and files taken off again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fundapp.errors import Forbidden, NotFound, Refused
from fundapp.services import payees, payment_prefill, payment_sheet, payments, printing
from fundapp.services.paging import PageRequest
from fundapp.services.payees import AccountEntry
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import FormKind, SubjectKind
from tests.builders import Basis, Office, office


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


@pytest.fixture
def contract(place: Office) -> Basis:
    return place.contract(place.project(budget={"local": 100_000_00, "own": 5_000_00}))


def choices(place: Office, milestone: int, payment_id: int | None = None) -> payment_prefill.EditorChoices:
    return place.ask(payment_prefill.choices, milestone, 2026, payment_id)


# -- choices -------------------------------------------------------------------------------------------------------


def test_the_rest_of_a_milestone_leaves_its_own_request_out(place: Office, contract: Basis) -> None:
    first = contract.milestones[0]
    request = place.submit(place.request(first))
    assert choices(place, first).rest == 0
    assert choices(place, first, request).rest == 30_000_00


def test_sources_come_with_what_is_left_of_each(place: Office, contract: Basis) -> None:
    place.submit(place.request(contract.milestones[0]))
    free = {source.key: source.free for source in choices(place, contract.milestones[1]).sources}
    assert free == {"local": 70_000_00, "own": 5_000_00, "transfer": 0}


def test_forbidden_classes_are_offered_with_the_reason(place: Office, contract: Basis) -> None:
    found = {each.code: each.forbidden for each in choices(place, contract.milestones[0]).classes}
    assert found["30227"] == ""
    assert "奖金" in found["30103"]


def test_the_agreed_account_stands_first_and_closed_others_are_left_out(place: Office, contract: Basis) -> None:
    payee, agreed = place.payee()
    second = place.do(place.clerk, payees.change_account, payee, AccountEntry("示例银行", "311000000000000091"))
    third = place.do(place.clerk, payees.change_account, payee, AccountEntry("示例银行", "311000000000000092"))
    found = choices(place, contract.milestones[0]).accounts
    assert [(each.id, each.agreed, each.closed) for each in found] == [(agreed, True, True), (third, False, False)]
    assert second not in [each.id for each in found]


def test_methods_are_the_treasurys_and_those_used_before(place: Office, contract: Basis) -> None:
    assert choices(place, contract.milestones[0]).methods == payment_prefill.METHODS
    place.request(contract.milestones[0])
    assert choices(place, contract.milestones[0]).methods == (*payment_prefill.METHODS, "授权支付")


def test_a_list_line_names_its_list(place: Office) -> None:
    listed = place.allocation(
        place.project("补助项目", category="service_centre"), {"示例镇": 10_000_00, "示例街道": 5_000_00}
    )
    found = choices(place, listed.milestones[1])
    assert (found.document, found.document_id) == (SubjectKind.ALLOCATION, listed.id)
    assert (found.payee, found.amount) == ("示例街道", 5_000_00)


def test_a_milestone_that_is_not_there_is_not_found(place: Office) -> None:
    with pytest.raises(NotFound):
        choices(place, 4711)


# -- a stored request ----------------------------------------------------------------------------------------------


def test_a_draft_is_open_to_the_clerks_of_its_division_and_submitted_by_its_author(
    place: Office, contract: Basis
) -> None:
    request = place.request(contract.milestones[0])
    mine = place.ledger.ask(place.clerk, payment_prefill.stored, request)
    assert (mine.editable, mine.why_no_submit, mine.returned, mine.round) == (True, "", "", 0)
    other = place.ledger.ask(place.other_clerk, payment_prefill.stored, request)
    assert other.editable
    assert other.why_no_submit.startswith("【第十一条】")
    assert not place.ledger.ask(place.head, payment_prefill.stored, request).editable
    assert not place.ask(payment_prefill.stored, request).editable


def test_a_request_that_came_back_says_why(place: Office, contract: Basis) -> None:
    request = place.submit(place.request(contract.milestones[0]))
    assert not place.ledger.ask(place.clerk, payment_prefill.stored, request).editable
    place.give_back(request, place.head, "请补充进度确认单")
    stored = place.ledger.ask(place.clerk, payment_prefill.stored, request)
    assert stored.editable
    assert "请补充进度确认单" in stored.returned
    assert stored.number == "ZF-2026-0001"


# -- files ---------------------------------------------------------------------------------------------------------


def own_files(place: Office, request: int) -> list[int]:
    sheet = place.ledger.ask(place.clerk, payment_sheet.sheet, request)
    return [file.id for file in sheet.files if file.owner == SubjectKind.PAYMENT]


def test_a_file_comes_off_a_first_draft(place: Office, contract: Basis) -> None:
    request = place.request(contract.milestones[0])
    (file,) = own_files(place, request)
    place.do(place.clerk, payments.detach_file, request, file)
    assert own_files(place, request) == []


def test_a_file_that_was_submitted_stays(place: Office, contract: Basis) -> None:
    request = place.submit(place.request(contract.milestones[0]))
    (file,) = own_files(place, request)
    place.give_back(request, place.head)
    with pytest.raises(Refused, match="已送审过"):
        place.do(place.clerk, payments.detach_file, request, file)
    assert own_files(place, request) == [file]


def test_the_contracts_file_does_not_come_off_through_a_request(place: Office, contract: Basis) -> None:
    request = place.request(contract.milestones[0])
    sheet = place.ledger.ask(place.clerk, payment_sheet.sheet, request)
    (scan,) = [file.id for file in sheet.files if file.kind == AttachmentKind.CONTRACT]
    with pytest.raises(Refused, match="属于合同"):
        place.do(place.clerk, payments.detach_file, request, scan)


def test_nobody_else_takes_files_off(place: Office, contract: Basis) -> None:
    request = place.request(contract.milestones[0])
    (file,) = own_files(place, request)
    with pytest.raises(Forbidden):
        place.do(place.finance, payments.detach_file, request, file)


# -- lists and forms -----------------------------------------------------------------------------------------------


def test_sums_go_over_all_rows_under_the_filters_not_over_the_page(place: Office, contract: Basis) -> None:
    first, second = (place.request(milestone) for milestone in contract.milestones)
    place.submit(first)
    ask = place.ledger.ask
    page = ask(place.clerk, payment_sheet.page, PageRequest(limit=1), 2026)
    assert (len(page.rows), page.total, page.sums) == (1, 2, {"amount": 80_000_00})
    rest = ask(place.clerk, payment_sheet.page, PageRequest(limit=1, after=page.next), 2026)
    assert rest.sums == {"amount": 80_000_00}
    drafts = ask(place.clerk, payment_sheet.page, PageRequest(filters=(("state", "draft"),)), 2026)
    assert drafts.sums == {"amount": 50_000_00}
    place.do(place.clerk, payments.void, second, "重复填报")
    assert ask(place.clerk, payment_sheet.page, PageRequest(), 2026).sums == {"amount": 30_000_00}
    assert ask(place.clerk, payment_sheet.page, PageRequest(), 2025).sums == {"amount": 0}


@pytest.mark.parametrize("key", ["basis_number", "milestone"])
def test_requests_can_be_sorted_by_contract_and_milestone(place: Office, contract: Basis, key: str) -> None:
    first, second = (place.request(milestone) for milestone in contract.milestones)
    rows = place.ledger.ask(place.clerk, payment_sheet.page, PageRequest(sort=key, descending=False), 2026).rows
    assert [row.id for row in rows] == [first, second]


def test_a_form_is_issued_after_the_last_hand_by_those_who_may(place: Office, contract: Basis) -> None:
    request = place.request(contract.milestones[0])
    kind, ask = FormKind.PAYMENT_APPROVAL, place.ledger.ask
    assert "最后一个签字" in ask(place.clerk, printing.why_not, kind, request)
    place.approve(request)
    assert ask(place.clerk, printing.why_not, kind, request) == ""
    assert "只能查看" in ask(place.auditor, printing.why_not, kind, request)
    assert "只能查看" in place.ask(printing.why_not, kind, request)
