"""The sample year tells the main job: four categories, eight grants, a return, four hands, an evaluation."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.models import Evaluation, Payment, Person, SignOff, SignRound
from fundapp.sample import books, year
from fundapp.sample.office import PASSWORD, SampleClock
from fundapp.services import access, contract_sheet, evaluation_sheet, office_view, payment_sheet, project_sheet
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.desk import Desk
from fundapp.services.ledger import Ledger
from fundapp.services.paging import PageRequest
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.seat import Seat
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.documents import RoundOutcome, SubjectKind
from tests.sample.conftest import Built

PAID = PaymentState.PAID


@pytest.fixture
def auditor(ledger: Ledger) -> Seat:
    """Somebody who reads everything; the password is the published one."""
    person = ledger.ask(None, lambda desk: desk.session.scalars(select(Person).filter_by(name="监督人员")).one())
    return access.log_in(ledger, person.id, PASSWORD)


def requests(ledger: Ledger) -> list[PaymentSheet]:
    """All requests, oldest first."""
    keys = ledger.ask(None, lambda desk: list(desk.session.scalars(select(Payment.id).order_by(Payment.id))))
    return [ledger.ask(None, payment_sheet.sheet, key) for key in keys]


def test_the_ledger_says_that_it_is_a_sample(ledger: Ledger) -> None:
    assert ledger.ask(None, office_view.view).sample


def test_each_of_the_four_categories_has_a_project_with_money_and_payments(ledger: Ledger, auditor: Seat) -> None:
    found = ledger.ask(auditor, project_sheet.page, PageRequest("number", descending=False), 2026)
    assert len(found.rows) == len({row.category for row in found.rows}) == 4
    assert all(row.budget > 0 and row.paid > 0 for row in found.rows)
    assert found.sums["budget"] == (450 + 300 + 400) * books.WAN + sum(books.GRANTS)


def test_the_grants_go_to_eight_towns_by_list_without_contract_or_invoice(ledger: Ledger, auditor: Seat) -> None:
    asked = PageRequest(filters=(("kind", "allocation"),))
    (listed,) = ledger.ask(auditor, contract_sheet.page, asked).rows
    lines = ledger.ask(None, contract_sheet.allocation_sheet, listed.id).lines
    assert [(line.payee, line.amount, line.status) for line in lines] == [
        (town, amount, "已拨付") for town, amount in zip(books.TOWNS, books.GRANTS, strict=True)
    ]
    grants = [one for one in requests(ledger) if one.basis_kind.value == "allocation"]
    assert (len(grants), {len(one.draft.invoices) for one in grants}) == (8, {0})


def test_a_request_was_returned_submitted_again_signed_by_four_people_and_paid(ledger: Ledger) -> None:
    (found,) = [one for one in requests(ledger) if one.state is PAID and len(one.rounds) == 2]
    first, second = found.rounds
    assert (first.outcome, second.outcome) == (RoundOutcome.RETURNED, RoundOutcome.COMPLETE)
    assert [(hand.signer, hand.decision) for hand in first.hands if hand.decision] == [
        ("科室负责人（数据）", Decision.AGREE),
        ("财务审核", Decision.RETURN),
    ]
    assert [hand.signer for hand in second.hands] == ["科室负责人（数据）", "财务审核", "分管领导", "主要领导"]
    checklist = next(hand.checks for hand in second.hands if hand.key == "supervising_leader")
    assert len(checklist) == 3
    assert all(check.ticked for check in checklist)


def test_no_money_left_without_the_supervising_leader_and_the_cashier_signed_nothing(ledger: Ledger) -> None:
    paid = [one for one in requests(ledger) if one.state is PAID]
    assert len(paid) == 14
    for one in paid:
        hands = one.rounds[-1].hands
        assert "分管领导" in [hand.signer for hand in hands]
        assert len({hand.signer for hand in hands} | {one.author}) == len(hands) + 1
        assert one.disbursement is not None
        assert one.disbursement.registered_by == "财务出纳"

    def signers(desk: Desk) -> set[str]:
        keys = set(desk.session.scalars(select(SignOff.person_id)))
        return {desk.get(Person, key).name for key in keys}

    assert "财务出纳" not in ledger.ask(None, signers)


def test_every_state_a_screen_shows_is_there_on_20_november(ledger: Ledger) -> None:
    states = [one.state for one in requests(ledger)]
    counts = {state: states.count(state) for state in set(states)}
    assert counts == {
        PAID: 14,
        PaymentState.APPROVED: 1,
        PaymentState.IN_APPROVAL: 1,
        PaymentState.RETURNED: 1,
        PaymentState.DRAFT: 1,
    }
    waiting = next(one for one in requests(ledger) if one.state is PaymentState.IN_APPROVAL)
    assert waiting.step is not None
    assert waiting.step.label == "分管领导核对"


def test_the_grants_are_evaluated_by_the_division_that_used_them_and_signed(ledger: Ledger) -> None:
    (key,) = ledger.ask(None, lambda desk: list(desk.session.scalars(select(Evaluation.id))))
    found = ledger.ask(None, evaluation_sheet.sheet, key)
    assert found.state.value == "approved"

    def hands(desk: Desk) -> list[str]:
        query = select(SignOff.person_id).join(SignRound).where(SignRound.subject_kind == SubjectKind.EVALUATION)
        return [desk.get(Person, person).name for person in desk.session.scalars(query.order_by(SignOff.id))]

    assert ledger.ask(None, hands) == ["科室负责人（服务）", "分管领导"]


def test_the_samples_clock_never_goes_back() -> None:
    clock = SampleClock()
    clock.on(5, 1)
    assert clock() == dt.datetime(2026, 5, 1, 9, 0, tzinfo=OFFICE_ZONE)
    clock.on(4, 1)
    assert clock() == dt.datetime(2026, 5, 1, 9, 3, tzinfo=OFFICE_ZONE)
    clock.tick()
    assert clock() == dt.datetime(2026, 5, 1, 9, 7, tzinfo=OFFICE_ZONE)


def test_a_year_is_not_built_over_a_file_that_is_there(built: Built) -> None:
    before = built.path.read_bytes()
    with pytest.raises(Refused):
        year.build(built.folder, lambda _line: None)
    assert built.path.read_bytes() == before
