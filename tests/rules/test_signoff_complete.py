"""Every hand of a different person, or nothing is paid; an office knows which hand it lacks (arts. 11, 12 and 15)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.errors import Refused
from fundapp.rules.person import PersonFacts
from fundapp.rules.signoff import (
    SignCase,
    Signed,
    Verb,
    complete,
    missing_hands,
    next_step,
    outcome,
    refuse_unless_offered,
    unstaffed,
)
from fundapp.values.choices import PaymentState
from fundapp.values.roles import Role
from tests.rules.cases import (
    APPROVED,
    CASHIER,
    CLERK,
    DIVISION,
    FINANCE,
    HANDS,
    HEAD,
    OFFICE,
    OTHER_DIVISION,
    PRINCIPAL,
    SUBMITTED,
    SUPERVISING,
    person,
)
from tests.rules.signoff_cases import DRAFT, EVALUATION, allowed, signed_by


@pytest.mark.parametrize("gap", range(4))
def test_nothing_is_paid_while_a_hand_is_missing(gap: int) -> None:
    case = replace(APPROVED, signed=HANDS[:gap] + HANDS[gap + 1 :])
    assert [step.key for step in missing_hands(case)] == [HANDS[gap].step_key]
    assert not complete(case)
    with pytest.raises(Refused) as refusal:
        refuse_unless_offered(case, CASHIER, Verb.DISBURSE)
    assert refusal.value.message.startswith(f"签批尚未完整（{case.steps[gap].label}）")


def test_one_person_in_two_steps_does_not_make_a_round_complete() -> None:
    twice = (*HANDS[:3], Signed("principal_leader", HEAD.id))
    assert complete(APPROVED)
    assert not complete(replace(APPROVED, signed=twice))
    with pytest.raises(Refused) as refusal:
        refuse_unless_offered(replace(APPROVED, signed=twice), CASHIER, Verb.DISBURSE)
    assert "签批人重复" in refusal.value.message


@pytest.mark.parametrize("field", ["author_id", "last_editor_id"])
def test_a_round_signed_by_its_writer_is_not_complete(field: str) -> None:
    case = replace(APPROVED, **{field: SUPERVISING.id})  # type: ignore[arg-type]  # both are ints
    assert not complete(case)


def test_a_route_of_no_steps_is_not_complete() -> None:
    assert not complete(replace(APPROVED, steps=(), signed=()))


def test_a_full_office_leaves_no_hand_empty() -> None:
    assert unstaffed(DRAFT, OFFICE) == ()
    assert unstaffed(signed_by(SUBMITTED, 2), OFFICE) == ()
    assert unstaffed(EVALUATION, (CLERK, HEAD, SUPERVISING)) == ()


@pytest.mark.parametrize(
    ("missing", "label"),
    [
        (HEAD, "科室负责人审核"),
        (SUPERVISING, "分管领导核对"),
        (PRINCIPAL, "主要领导审批"),
    ],
)
def test_a_hand_that_nobody_has_is_named(missing: PersonFacts, label: str) -> None:
    assert unstaffed(DRAFT, [one for one in OFFICE if one is not missing]) == (label,)


def test_a_closed_account_does_not_count_as_a_hand() -> None:
    gone = [replace(one, active=one not in (SUPERVISING, CASHIER)) for one in OFFICE]
    assert unstaffed(DRAFT, gone) == ("分管领导核对", "拨付登记")


def test_one_finance_person_cannot_both_sign_and_pay() -> None:
    assert unstaffed(DRAFT, [one for one in OFFICE if one is not CASHIER]) == ("拨付登记",)


def test_the_author_does_not_count_as_a_hand() -> None:
    case = replace(DRAFT, author_id=HEAD.id)
    assert unstaffed(case, OFFICE) == ("科室负责人审核",)


def test_somebody_with_two_roles_fills_the_hand_that_others_cannot() -> None:
    both = person(20, Role.DIVISION_HEAD, Role.FINANCE)
    assert unstaffed(DRAFT, (both, HEAD, FINANCE, SUPERVISING, PRINCIPAL)) == ()
    assert unstaffed(DRAFT, (both, FINANCE, SUPERVISING, PRINCIPAL)) == ("拨付登记",)


def test_people_are_moved_to_other_hands_until_every_hand_is_filled() -> None:
    three = person(20, Role.DIVISION_HEAD, Role.FINANCE, Role.PRINCIPAL_LEADER)
    two = person(21, Role.DIVISION_HEAD, Role.FINANCE)
    one = person(22, Role.DIVISION_HEAD)
    assert unstaffed(DRAFT, (three, two, one, CASHIER, SUPERVISING)) == ()


ROLES = st.frozensets(st.sampled_from(Role), max_size=4)


@given(
    st.lists(st.tuples(ROLES, st.sampled_from([DIVISION, OTHER_DIVISION])), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(list(Verb))), max_size=40),
)
def test_whatever_people_click_nothing_is_paid_without_every_hand_of_a_different_person(
    office: list[tuple[frozenset[Role], int]], clicks: list[tuple[int, Verb]]
) -> None:
    people = [
        PersonFacts(id=number, name=str(number), roles=roles, division_id=division, charges=frozenset({DIVISION}))
        for number, (roles, division) in enumerate(office)
    ]
    case = replace(DRAFT, author_id=0, last_editor_id=0)
    for number, verb in clicks:
        someone = people[number % len(people)]
        if verb not in allowed(case, someone):
            continue
        step, state = next_step(case), outcome(case, verb)
        signed = case.signed
        if verb is Verb.AGREE:
            assert step is not None
            assert step.role in someone.roles
            signed = (*signed, Signed(step.key, someone.id))
        elif verb is Verb.SUBMIT or state is PaymentState.DRAFT:
            signed = ()
        editor = someone.id if verb is Verb.SAVE else case.last_editor_id
        case = replace(case, state=state, signed=signed, last_editor_id=editor)
        if case.state is PaymentState.APPROVED:
            assert complete(case)
        if verb is Verb.DISBURSE:
            hands = [each.person_id for each in signed] + [someone.id, case.author_id]
            assert len(set(hands)) == len(hands)
            assert not any(Role.ADMINISTRATOR in people[hand].roles for hand in hands[:-1])


@given(st.lists(st.tuples(ROLES, st.sampled_from([DIVISION, OTHER_DIVISION])), max_size=8))
def test_a_route_that_is_fully_staffed_can_be_signed_to_its_end(office: list[tuple[frozenset[Role], int]]) -> None:
    people = [
        PersonFacts(id=number, name=str(number), roles=roles, division_id=division, charges=frozenset({DIVISION}))
        for number, (roles, division) in enumerate(office)
    ]
    case = replace(SUBMITTED, author_id=90, last_editor_id=90)

    def can_finish(at: SignCase) -> bool:
        if complete(at):
            return any(Verb.DISBURSE in allowed(replace(at, state=PaymentState.APPROVED), one) for one in people)
        step = next_step(at)
        assert step is not None
        return any(
            can_finish(replace(at, signed=(*at.signed, Signed(step.key, one.id))))
            for one in people
            if Verb.AGREE in allowed(at, one)
        )

    assert (unstaffed(case, people) == ()) is can_finish(case)
