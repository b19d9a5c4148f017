"""Contracts and lists as screens show them: money, how each milestone stands, and the lists with their filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, NotFound
from fundapp.services import basis_list, contract_sheet, contracts, evidence, payments
from fundapp.services.basis_list import BasisRow
from fundapp.services.contract_sheet import MilestoneRow
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.paging import Page, PageRequest
from fundapp.services.seat import Seat
from fundapp.values.choices import ContractState, EvidenceKind, EvidenceResult, MilestoneKind
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import COMPANY, Office
from tests.services.asking import statements
from tests.services.paying import stored
from tests.ui.paid_office import Paid


def row(paid: Paid, index: int = 0) -> MilestoneRow:
    """A milestone of the contract."""
    return paid.office.ask(contract_sheet.milestone_rows, contract_id=paid.contract.id)[index]


def standing(paid: Paid, index: int = 0) -> tuple[str, str]:
    """How a milestone stands, and the tone of it."""
    found = row(paid, index)
    return found.status, found.tone


def page(place: Office, seat: Seat | None, text: str = "", sort: str = "number", **filters: str) -> Page[BasisRow]:
    """A page, the smallest first."""
    asked = PageRequest(sort, descending=False, text=text, filters=tuple(filters.items()))
    return place.ledger.ask(seat, basis_list.page, asked)


def due(paid: Paid, required: EvidenceKind | None) -> MilestoneRow:
    """A milestone of an amendment that was due yesterday; it is the contract's third."""
    place = paid.office
    yesterday = place.clock.today - dt.timedelta(days=1)
    line = MilestoneEntry("到期款", MilestoneKind.PROGRESS, 1_00, "", yesterday, required)
    typed = AmendmentEntry("补-1", place.clock.today, 1_00, "增补", (line,))
    place.do(place.clerk, contracts.amend, paid.contract.id, typed)
    return row(paid, 2)


def test_a_milestone_goes_from_lacking_evidence_to_paid(paid: Paid) -> None:
    place = paid.office
    seen = [standing(paid, 1)]
    place.evidence(paid.second)
    seen.append(standing(paid, 1))
    payment_id = place.request(paid.second, 20_000_00, with_evidence=False)
    seen.append(standing(paid, 1))
    place.submit(payment_id)
    seen.append(standing(paid, 1))
    place.give_back(payment_id, place.head)
    seen.append(standing(paid, 1))
    place.approve(payment_id)
    seen.append(standing(paid, 1))
    place.pay(payment_id)
    seen.append(standing(paid, 1))
    place.pay(place.approve(place.request(paid.second, 30_000_00, with_evidence=False)))
    seen.append(standing(paid, 1))
    assert seen == [
        ("缺进度确认单", "neutral"),
        ("可申请", "info"),
        ("草稿", "neutral"),
        ("签批中", "warn"),
        ("已退回", "bad"),
        ("待拨付", "info"),
        ("部分拨付", "info"),
        ("已拨付", "ok"),
    ]
    found = row(paid, 1)
    assert (found.paid, found.in_flight, len(found.payment_ids)) == (50_000_00, 0, 2)


def test_failed_evidence_is_no_evidence(paid: Paid) -> None:
    place = paid.office
    entry = EvidenceEntry(EvidenceKind.PROGRESS, "检查", EvidenceResult.FAILED, place.clock.today, 1000)
    place.do(place.clerk, evidence.add, paid.second, entry, ())
    assert standing(paid, 1) == ("缺进度确认单", "neutral")
    place.do(place.clerk, evidence.add, paid.second, replace(entry, result=EvidenceResult.REPAIRED), ())
    assert standing(paid, 1) == ("可申请", "info")


@pytest.mark.parametrize(
    ("required", "status"), [(None, "已到期未申请"), (EvidenceKind.ACCEPTANCE_FINAL, "缺终验报告")]
)
def test_an_overdue_milestone_is_shown_in_red(paid: Paid, required: EvidenceKind | None, status: str) -> None:
    found = due(paid, required)
    assert (found.status, found.tone, found.due_on) == (status, "bad", dt.date(2026, 3, 1))


def test_a_void_request_is_not_among_a_milestones_requests(paid: Paid) -> None:
    place = paid.office
    payment_id = stored(place, place.draft(paid.first))
    assert row(paid).payment_ids == (payment_id,)
    place.do(place.clerk, payments.void, payment_id, "多填")
    assert (row(paid).payment_ids, row(paid).status) == ((), "可申请")


def test_shares_of_the_milestones_are_rounded_to_the_hundredth_of_a_per_cent(paid: Paid) -> None:
    assert [row(paid, index).share_bp for index in (0, 1)] == [3750, 6250]


def test_a_contract_shows_party_account_money_and_amendments(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, with_evidence=False)))
    typed = AmendmentEntry("补-1", dt.date(2026, 3, 1), -20_000_00, "核减")
    place.do(place.clerk, contracts.amend, paid.contract.id, typed)
    found = place.ask(contract_sheet.contract_sheet, paid.contract.id)
    assert (found.number, found.state, found.party) == ("HT-2026-0001", ContractState.IN_FORCE, COMPANY)
    assert (found.bank, found.account[:4], found.project) == ("示例银行营业部", "3110", "政务服务平台运行维护项目")
    assert (found.money.limit, found.money.paid, found.money.free) == (60_000_00, 30_000_00, 30_000_00)
    assert [(one.number, one.amount, one.signed_on) for one in found.amendments] == [
        ("补-1", -20_000_00, dt.date(2026, 3, 1))
    ]
    assert [file.file_name for file in found.files] == ["合同扫描件.pdf"]
    with pytest.raises(NotFound):
        place.ask(contract_sheet.contract_sheet, 999)


def test_a_list_adds_up_its_lines(paid: Paid) -> None:
    place = paid.office
    first, second = paid.listed.milestones
    place.pay(place.approve(stored(place, place.draft(first))))
    place.submit(stored(place, place.draft(second, 5_000_00)))
    found = place.ask(contract_sheet.allocation_sheet, paid.listed.id)
    assert (found.number, found.state, found.project) == (
        "QD-2026-0001",
        ContractState.IN_FORCE,
        "便民服务中心补助项目",
    )
    assert (found.money.limit, found.money.paid, found.money.in_flight) == (22_000_00, 10_000_00, 5_000_00)
    assert [(line.payee, line.status) for line in found.lines] == [("示例镇", "已拨付"), ("示例街道", "签批中")]
    assert [file.file_name for file in found.files] == ["分配文件.pdf"]
    with pytest.raises(NotFound):
        place.ask(contract_sheet.allocation_sheet, 999)


def test_contracts_and_lists_stand_in_one_list(paid: Paid) -> None:
    found = page(paid.office, paid.office.auditor)
    assert [(one.kind, one.id, one.number, one.party, one.amount) for one in found.rows] == [
        (SubjectKind.CONTRACT, 1, "HT-2026-0001", COMPANY, 80_000_00),
        (SubjectKind.ALLOCATION, 1, "QD-2026-0001", "", 22_000_00),
    ]
    assert [(one.signed_on, one.end_on) for one in found.rows] == [
        (dt.date(2026, 2, 10), dt.date(2026, 12, 31)),
        (dt.date(2026, 2, 1), None),
    ]
    assert (found.total, found.sums) == (2, {"amount": 102_000_00})


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "draft"}, ["HT-2026-0002"]),
        ({"state": "in_force"}, ["HT-2026-0001", "QD-2026-0001"]),
        ({"project": "2"}, ["QD-2026-0001"]),
        ({"kind": "allocation"}, ["QD-2026-0001"]),
        ({"text": "信息技术"}, ["HT-2026-0001", "HT-2026-0002"]),
        ({"text": "qd-2026"}, ["QD-2026-0001"]),
        ({"text": "便民"}, ["QD-2026-0001"]),
        ({"sort": "amount"}, ["HT-2026-0002", "QD-2026-0001", "HT-2026-0001"]),
        ({"sort": "party", "state": "in_force"}, ["QD-2026-0001", "HT-2026-0001"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(paid: Paid, filters: dict[str, str], expected: list[str]) -> None:
    paid.office.contract(paid.project, (1_00,), in_force=False)
    assert [one.number for one in page(paid.office, paid.office.auditor, **filters).rows] == expected


def test_everybody_reads_what_is_theirs(paid: Paid) -> None:
    place = paid.office
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    assert page(place, place.clerk).total == page(place, place.supervisor).total == 2
    assert page(place, stranger).total == page(place, None).total == 0


def test_pages_tell_a_contract_from_the_list_of_the_same_id(paid: Paid) -> None:
    place = paid.office
    seen, after = [], None
    while True:
        found = place.ledger.ask(place.auditor, basis_list.page, PageRequest("state", limit=1, after=after))
        seen += [one.number for one in found.rows]
        if found.next is None:
            break
        after = found.next
    assert sorted(seen) == ["HT-2026-0001", "QD-2026-0001"]


def test_a_contract_of_many_milestones_takes_no_more_queries_than_one_of_few(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.first)
    many = place.contract(paid.project, (1_00,) * 9)

    def asked(contract: int) -> int:
        with statements(place) as seen:
            place.ask(contract_sheet.contract_sheet, contract)
        return len(seen)

    assert asked(many.id) <= asked(paid.contract.id)


def test_contracts_and_lists_of_another_division_are_not_opened_by_their_id(paid: Paid) -> None:
    place = paid.office
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    ids = {row.kind: row.id for row in place.ledger.ask(place.auditor, basis_list.page, PageRequest()).rows}
    contract, listed = ids[SubjectKind.CONTRACT], ids[SubjectKind.ALLOCATION]
    assert place.ledger.ask(place.finance, contract_sheet.contract_sheet, contract).id == contract
    assert place.ledger.ask(place.finance, contract_sheet.allocation_sheet, listed).id == listed
    with pytest.raises(Forbidden, match="属于其他科室"):
        place.ledger.ask(stranger, contract_sheet.contract_sheet, contract)
    with pytest.raises(Forbidden, match="属于其他科室"):
        place.ledger.ask(stranger, contract_sheet.allocation_sheet, listed)
