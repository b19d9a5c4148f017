"""Sums from the ledger: a limit, what is gone, what is promised, and what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.models import Contract, Milestone
from fundapp.services import balances, payments
from fundapp.services.balances import Balance
from fundapp.services.desk import Desk
from fundapp.values.choices import AppropriationKind
from tests.services.paying import stored
from tests.ui.paid_office import Paid


@pytest.fixture
def spent(paid: Paid) -> tuple[int, int, int]:
    """First milestone: 12 000 paid, 8 000 with every hand; second: 5 000 in approval from two sources; and a draft."""
    place = paid.office
    place.evidence(paid.second)
    first = place.approve(place.request(paid.first, 12_000_00, with_evidence=False))
    place.pay(first)
    second = place.approve(place.request(paid.first, 8_000_00, with_evidence=False))
    third = stored(place, replace(place.draft(paid.second, 5_000_00), shares=(("local", 4_000_00), ("own", 1_000_00))))
    place.submit(third)
    stored(place, place.draft(paid.second, 7_000_00))
    return first, second, third


def basis(paid: Paid, milestone_id: int, without: int | None = None) -> Balance:
    """Balance of what the milestone belongs to, against 80 000 元."""

    def question(desk: Desk) -> Balance:
        return balances.of_basis(desk.session, desk.get(Milestone, milestone_id), 80_000_00, without)

    return paid.office.ask(question)


def milestone(paid: Paid, milestone_id: int, without: int | None = None) -> Balance:
    """Balance of a milestone."""

    def question(desk: Desk) -> Balance:
        return balances.of_milestone(desk.session, desk.get(Milestone, milestone_id), without)

    return paid.office.ask(question)


def source(paid: Paid, key: str, without: int | None = None) -> Balance:
    """Balance of a source of the project year."""
    return paid.office.ask(lambda desk: balances.of_source(desk.session, paid.project, 2026, key, without))


def test_free_is_what_is_neither_gone_nor_promised() -> None:
    assert Balance(100, 30, 25).free == 45
    assert Balance(100, 80, 25).free == -5


def test_a_contract_counts_all_its_milestones_and_no_drafts(paid: Paid, spent: tuple[int, int, int]) -> None:
    assert basis(paid, paid.first) == basis(paid, paid.second) == Balance(80_000_00, 12_000_00, 13_000_00)
    with_amendments = paid.office.ask(lambda desk: balances.of_contract(desk.session, desk.get(Contract, 1)))
    assert with_amendments == Balance(80_000_00, 12_000_00, 13_000_00)


def test_a_request_can_be_left_out(paid: Paid, spent: tuple[int, int, int]) -> None:
    first, second, third = spent
    assert basis(paid, paid.first, first) == Balance(80_000_00, 0, 13_000_00)
    assert basis(paid, paid.first, third) == Balance(80_000_00, 12_000_00, 8_000_00)
    assert milestone(paid, paid.first, second) == Balance(30_000_00, 12_000_00, 0)
    assert source(paid, "own", third) == Balance(20_000_00, 0, 0)


def test_a_milestone_counts_its_own_requests(paid: Paid, spent: tuple[int, int, int]) -> None:
    assert milestone(paid, paid.first) == Balance(30_000_00, 12_000_00, 8_000_00)
    assert milestone(paid, paid.second) == Balance(50_000_00, 0, 5_000_00)


def test_another_contract_of_the_project_has_a_balance_of_its_own(paid: Paid, spent: tuple[int, int, int]) -> None:
    other = paid.office.contract(paid.project, (9_000_00,))
    paid.office.submit(paid.office.request(other.milestones[0]))
    assert basis(paid, paid.first) == Balance(80_000_00, 12_000_00, 13_000_00)
    assert basis(paid, other.milestones[0]) == Balance(80_000_00, 0, 9_000_00)


def test_a_list_is_no_contract_even_with_the_same_id(paid: Paid, spent: tuple[int, int, int]) -> None:
    assert basis(paid, paid.listed.milestones[0]) == Balance(80_000_00, 0, 0)


def test_each_source_counts_its_own_share(paid: Paid, spent: tuple[int, int, int]) -> None:
    assert source(paid, "local") == Balance(100_000_00, 12_000_00, 12_000_00)
    assert source(paid, "own") == Balance(20_000_00, 0, 1_000_00)
    assert source(paid, "transfer") == Balance(0, 0, 0)


def test_a_year_adds_up_its_sources(paid: Paid, spent: tuple[int, int, int]) -> None:
    def year(number: int, without: int | None = None) -> Balance:
        return paid.office.ask(lambda desk: balances.of_year(desk.session, paid.project, number, without))

    assert year(2026) == Balance(120_000_00, 12_000_00, 13_000_00)
    assert year(2026, spent[0]) == Balance(120_000_00, 0, 13_000_00)
    assert year(2027) == Balance(0, 0, 0)


def test_additions_and_cuts_change_the_limit(paid: Paid) -> None:
    paid.office.appropriate(paid.project, 3_00, kind=AppropriationKind.ADDITION)
    paid.office.appropriate(paid.project, 1_00, kind=AppropriationKind.CUT)
    assert source(paid, "local").limit == 100_002_00


def test_what_is_void_is_free_again(paid: Paid, spent: tuple[int, int, int]) -> None:
    paid.office.do(paid.office.clerk, payments.void, spent[1], "不再支付")
    assert basis(paid, paid.first).in_flight == 5_000_00


def test_all_milestones_and_all_sources_at_once_are_the_same_as_one_by_one(
    paid: Paid, spent: tuple[int, int, int]
) -> None:
    ids = (paid.first, paid.second)
    found = paid.office.ask(
        lambda desk: balances.of_milestones(desk.session, [desk.get(Milestone, id_) for id_ in ids])
    )
    assert found == {id_: milestone(paid, id_) for id_ in ids}
    assert found[paid.first].paid == 12_000_00
    for without in (None, spent[2]):
        every = paid.office.ask(lambda desk: balances.of_sources(desk.session, paid.project, 2026, without))  # noqa: B023
        assert every == {key: source(paid, key, without) for key in every}
        assert {"local", "own"} >= set(every) >= {"local"}
    assert paid.office.ask(lambda desk: balances.of_sources(desk.session, paid.project, 2025)) == {}
