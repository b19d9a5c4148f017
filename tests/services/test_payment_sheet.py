"""One request with all a screen says, and the lists: who sees which rows, in what order, with which sums."""

from __future__ import annotations

import datetime as dt

import pytest

from fundapp.errors import NotFound
from fundapp.services import payment_sheet, payments
from fundapp.services.paging import Page, PageRequest
from fundapp.services.payment_sheet import PaymentRow
from fundapp.services.seat import Seat
from fundapp.values.choices import BasisKind, PaymentState
from fundapp.values.roles import Role
from tests.builders import COMPANY, Office
from tests.services.paying import sheet, stored
from tests.ui.paid_office import Paid


@pytest.fixture
def four(paid: Paid) -> tuple[int, int, int, int]:
    """A paid request, one with every hand, one being signed, and a void draft."""
    place = paid.office
    place.evidence(paid.second)
    first = place.approve(place.request(paid.first, with_evidence=False))
    place.pay(first)
    second = place.approve(place.request(paid.second, 20_000_00, with_evidence=False))
    third = stored(place, place.draft(paid.listed.milestones[0]))
    place.submit(third)
    fourth = stored(place, place.draft(paid.listed.milestones[1]))
    place.do(place.clerk, payments.void, fourth, "多填")
    return first, second, third, fourth


def ids(rows: tuple[PaymentRow, ...]) -> list[int]:
    """Their ids as listed."""
    return [row.id for row in rows]


def page(place: Office, seat: Seat | None, year: int | None = None, text: str = "", **filters: str) -> Page[PaymentRow]:
    """A page by amount, the smallest first."""
    asked = PageRequest("amount", descending=False, text=text, filters=tuple(filters.items()))
    return place.ledger.ask(seat, payment_sheet.page, asked, year)


def test_a_sheet_says_what_is_paid_to_whom_and_leaves_itself_out_of_the_balances(
    paid: Paid, four: tuple[int, ...]
) -> None:
    found = sheet(paid.office, four[1])
    assert (found.number, found.state, found.round) == ("ZF-2026-0002", PaymentState.APPROVED, 1)
    assert (found.project, found.project_number, found.division) == (
        "政务服务平台运行维护项目",
        "XM-2026-0001",
        "综合科",
    )
    assert (found.basis_kind, found.basis_number, found.milestone) == (
        BasisKind.CONTRACT,
        "HT-2026-0001",
        "第2期进度款",
    )
    assert (found.milestone_sequence, found.milestone_count, found.payee) == (2, 2, COMPANY)
    assert (found.basis.limit, found.basis.paid, found.basis.in_flight) == (80_000_00, 30_000_00, 0)
    assert (found.milestone_money.free, found.amount, found.author) == (50_000_00, 20_000_00, "经办人")
    assert found.step is None
    assert found.disbursement is None


def test_a_sheet_of_a_grant_counts_the_lines_of_its_list(paid: Paid, four: tuple[int, ...]) -> None:
    found = sheet(paid.office, four[2])
    assert (found.basis_kind, found.basis_number, found.milestone_count) == (BasisKind.ALLOCATION, "QD-2026-0001", 2)
    assert found.step is not None
    assert found.step.label == "科室负责人审核"


def test_a_sheet_offers_the_moves_of_whoever_asks(paid: Paid, four: tuple[int, ...]) -> None:
    place = paid.office
    head = place.ledger.ask(place.head, payment_sheet.sheet, four[2])
    agree, void = head.offer("agree"), head.offer("void")
    assert agree is not None
    assert agree.allowed
    assert void is not None
    assert not void.allowed
    assert head.offer("disburse") is None
    assert place.ask(payment_sheet.sheet, four[2]).offers == ()
    with pytest.raises(NotFound):
        place.ask(payment_sheet.sheet, 999)


def test_a_page_adds_up_everything_but_what_is_void(paid: Paid, four: tuple[int, ...]) -> None:
    found = page(paid.office, paid.office.auditor)
    assert ids(found.rows) == [four[2], four[3], four[1], four[0]]
    assert (found.total, found.sums) == (4, {"amount": 60_000_00})
    first = found.rows[-1]
    assert (first.number, first.basis_number, first.payee) == ("ZF-2026-0001", "HT-2026-0001", COMPANY)
    assert (first.paid_on, first.voucher[:2]) == (dt.date(2026, 3, 2), "记-")
    assert (found.rows[1].number, found.rows[1].voucher, found.rows[1].paid_on) == ("", "", None)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "approved"}, [1]),
        ({"project": "1"}, [1, 0]),
        ({"project": "2"}, [2, 3]),
        ({"contract": "1"}, [1, 0]),
        ({"text": "zf-2026-0002"}, [1]),
        ({"text": "示例镇"}, [2]),
        ({"text": "100%"}, []),
        ({"year": 2025}, []),
    ],
)
def test_a_page_is_narrowed(paid: Paid, four: tuple[int, ...], filters: dict[str, str], expected: list[int]) -> None:
    found = page(paid.office, paid.office.auditor, **filters)  # type: ignore[arg-type]
    assert ids(found.rows) == [four[index] for index in expected]
    assert found.total == len(expected)


def test_everybody_reads_what_is_theirs(paid: Paid, four: tuple[int, ...]) -> None:
    place = paid.office
    elsewhere = place.division("他科")
    stranger = place.hire("他科经办人", Role.CLERK, division_id=elsewhere)
    leader = place.hire("他科分管", Role.SUPERVISING_LEADER, division_id=elsewhere, charges=(elsewhere,))
    for seat in (place.clerk, place.head, place.finance, place.supervisor, place.principal, place.auditor):
        assert page(place, seat).total == 4
    for other in (stranger, leader, None):
        assert page(place, other).total == 0
        assert place.ledger.ask(other, payment_sheet.to_disburse) == ()


def test_the_signing_desk_holds_what_waits_for_this_hand_the_most_urgent_first(paid: Paid) -> None:
    place = paid.office
    place.evidence(paid.second)
    grant = stored(place, place.draft(paid.listed.milestones[0]))
    late = place.request(paid.second, with_evidence=False)
    place.clock.pass_by(days=3)
    place.evidence(paid.first)
    early = place.request(paid.first, 20_000_00, with_evidence=False)
    for payment_id in (grant, early, late):
        place.submit(payment_id)
    rows = place.ledger.ask(place.head, payment_sheet.queue)
    assert [(row.id, row.days_left, row.step) for row in rows] == [
        (late, 27, "科室负责人审核"),
        (early, 30, "科室负责人审核"),
        (grant, None, "科室负责人审核"),
    ]
    assert (rows[0].number, rows[0].milestone, rows[0].amount) == ("ZF-2026-0003", "第2期进度款", 50_000_00)
    assert (rows[0].division, rows[0].project) == ("综合科", "政务服务平台运行维护项目")
    assert place.ledger.ask(place.finance, payment_sheet.queue) == ()
    assert place.ask(payment_sheet.queue) == ()
    place.sign(late, place.head)
    assert [row.id for row in place.ledger.ask(place.head, payment_sheet.queue)] == [early, grant]
    assert [row.id for row in place.ledger.ask(place.finance, payment_sheet.queue)] == [late]


def test_the_signing_desk_counts_the_cautions(paid: Paid) -> None:
    place = paid.office
    place.clock.pass_by(days=40)
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    row = place.ledger.ask(place.head, payment_sheet.queue)[0]
    assert (row.cautions, row.days_left) == (1, -10)


def test_what_is_ready_to_be_paid_is_listed_for_the_cashier(paid: Paid, four: tuple[int, ...]) -> None:
    assert ids(paid.office.ledger.ask(paid.office.cashier, payment_sheet.to_disburse)) == [four[1]]


def test_the_register_lists_what_was_paid(paid: Paid, four: tuple[int, ...]) -> None:
    place = paid.office
    place.clock.pass_by(days=1)
    place.pay(four[1])

    def register(text: str = "", year: int | None = None) -> Page[PaymentRow]:
        return place.ledger.ask(place.cashier, payment_sheet.register, PageRequest(text=text), year)

    assert ids(register().rows) == [four[1], four[0]]
    assert register().sums == {"amount": 50_000_00}
    assert ids(register(year=2026).rows) == [four[1], four[0]]
    assert ids(register(year=2025).rows) == []
    assert ids(register("ZF-2026-0001").rows) == [four[0]]
    assert ids(register(register().rows[0].voucher).rows) == [four[1]]
