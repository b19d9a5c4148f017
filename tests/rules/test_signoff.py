"""Who may sign, submit, change and pay (arts. 11, 12 and 15)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.errors import Forbidden, Refused
from fundapp.rules.person import PersonFacts
from fundapp.rules.signoff import (
    Offer,
    SignCase,
    Signed,
    Verb,
    check_checklist,
    complete,
    missing_hands,
    next_step,
    offers,
    outcome,
    refuse_unless_offered,
    unstaffed,
)
from fundapp.values.choices import EvaluationState, PaymentState
from fundapp.values.roles import Role
from tests.rules.cases import (
    APPROVED,
    CASHIER,
    CLERK,
    DIVISION,
    FIGURES,
    FINANCE,
    HANDS,
    HEAD,
    OFFICE,
    OTHER_DIVISION,
    PRINCIPAL,
    SUBMITTED,
    SUPERVISING,
    TODAY,
    person,
)

DRAFT = replace(SUBMITTED, state=PaymentState.DRAFT)
RETURNED = replace(SUBMITTED, state=PaymentState.RETURNED)
EVALUATION = replace(
    SUBMITTED, subject="evaluation", state=EvaluationState.IN_APPROVAL, steps=FIGURES.route("evaluation", TODAY)
)


def signed_by(case: SignCase, count: int) -> SignCase:
    """The case after the first hands."""
    return replace(case, signed=HANDS[:count])


def offer(case: SignCase, someone: PersonFacts, verb: Verb) -> Offer:
    """One offer, which has to be in the list."""
    return next(each for each in offers(case, someone) if each.verb is verb)


def allowed(case: SignCase, someone: PersonFacts) -> set[Verb]:
    """The verbs open to somebody."""
    return {each.verb for each in offers(case, someone) if each.allowed}


def test_the_hands_sign_in_the_order_of_the_route() -> None:
    order = []
    for count in range(4):
        step = next_step(signed_by(SUBMITTED, count))
        assert step is not None
        order.append(step.key)
    assert order == ["division_head", "finance", "supervising_leader", "principal_leader"]
    assert next_step(signed_by(SUBMITTED, 4)) is None


def test_only_a_document_in_approval_has_a_next_step() -> None:
    assert next_step(DRAFT) is None
    assert next_step(APPROVED) is None
    assert next_step(EVALUATION) == EVALUATION.steps[0]


@pytest.mark.parametrize(("count", "signer"), [(0, HEAD), (1, FINANCE), (2, SUPERVISING), (3, PRINCIPAL)])
def test_each_step_is_open_to_its_own_role_only(count: int, signer: PersonFacts) -> None:
    case = signed_by(SUBMITTED, count)
    for someone in (HEAD, FINANCE, SUPERVISING, PRINCIPAL):
        assert (Verb.AGREE in allowed(case, someone)) is (someone is signer)
        assert (Verb.RETURN in allowed(case, someone)) is (someone is signer)


def test_the_bar_names_step_role_and_article() -> None:
    found = offer(signed_by(SUBMITTED, 2), FINANCE, Verb.AGREE)
    assert found == Offer(
        verb=Verb.AGREE,
        label="同意并签字",
        allowed=False,
        why="当前环节为“分管领导核对”，须由分管领导签批；您的角色是财务。",
        article="第十二条",
    )


def test_the_head_of_another_division_does_not_sign() -> None:
    other = person(20, Role.DIVISION_HEAD, division=OTHER_DIVISION)
    found = offer(SUBMITTED, other, Verb.AGREE)
    assert not found.allowed
    assert found.why == "“科室负责人审核”须由本单所属科室的科室负责人签批。"


def test_a_supervising_leader_signs_only_for_the_divisions_in_charge() -> None:
    other = person(20, Role.SUPERVISING_LEADER, division=DIVISION, charges=(OTHER_DIVISION,))
    found = offer(signed_by(SUBMITTED, 2), other, Verb.AGREE)
    assert not found.allowed
    assert found.why == "“分管领导核对”须由分管本单所属科室的分管领导签批。"
    assert found.article == "第十二条"


EVERY_ROLE = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


def almighty(number: int) -> PersonFacts:
    """Somebody with every role but the administrator's."""
    return person(number, *EVERY_ROLE, charges=(DIVISION,))


@pytest.mark.parametrize("count", range(4))
def test_the_author_is_barred_from_every_step_whatever_roles_he_holds(count: int) -> None:
    case = replace(signed_by(SUBMITTED, count), author_id=50, last_editor_id=51)
    found = offer(case, almighty(50), Verb.AGREE)
    assert not found.allowed
    assert "您是本单的填报人" in found.why
    assert found.article == "第十五条"


@pytest.mark.parametrize("count", range(4))
def test_the_last_editor_is_barred_from_every_step_whatever_roles_he_holds(count: int) -> None:
    case = replace(signed_by(SUBMITTED, count), author_id=50, last_editor_id=51)
    found = offer(case, almighty(51), Verb.AGREE)
    assert not found.allowed
    assert "您是本单的最后修改人" in found.why


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_earlier_signer_is_barred_from_each_further_step(count: int) -> None:
    signed = (*HANDS[: count - 1], Signed(HANDS[count - 1].step_key, 50))
    found = offer(replace(SUBMITTED, signed=signed), almighty(50), Verb.AGREE)
    assert not found.allowed
    assert found.why == "您已签批过本单，不能再签批；各环节须由不同的人办理。"


def test_somebody_else_with_the_same_roles_is_not_barred() -> None:
    assert Verb.AGREE in allowed(signed_by(SUBMITTED, 3), almighty(52))


@pytest.mark.parametrize("count", range(4))
def test_an_administrator_signs_nothing_even_as_a_leader(count: int) -> None:
    found = offer(signed_by(SUBMITTED, count), person(50, *Role, charges=(DIVISION,)), Verb.AGREE)
    assert not found.allowed
    assert found.why == "管理员只维护系统，不参与签批。"


def test_an_administrator_does_not_pay_even_as_finance() -> None:
    found = offer(APPROVED, person(50, Role.FINANCE, Role.ADMINISTRATOR), Verb.DISBURSE)
    assert not found.allowed
    assert found.why == "管理员只维护系统，不登记拨付。"


def test_a_closed_account_does_nothing() -> None:
    for case in (DRAFT, SUBMITTED, RETURNED, APPROVED):
        gone = replace(almighty(CLERK.id), active=False)
        assert offers(case, gone)
        assert allowed(case, gone) == set()
        assert all("账户已停用" in each.why for each in offers(case, gone))


def test_in_approval_with_every_hand_there_is_nothing_left_to_sign() -> None:
    case = signed_by(SUBMITTED, 4)
    assert offer(case, almighty(50), Verb.AGREE).why == "本轮签批已全部完成。"
    with pytest.raises(Refused):
        refuse_unless_offered(case, almighty(50), Verb.AGREE)


def test_the_author_saves_and_submits_a_draft() -> None:
    assert allowed(DRAFT, CLERK) == {Verb.SAVE, Verb.SUBMIT, Verb.VOID}
    assert allowed(RETURNED, CLERK) == {Verb.SAVE, Verb.SUBMIT, Verb.VOID}


def test_another_clerk_of_the_division_edits_but_does_not_submit() -> None:
    colleague = person(20, Role.CLERK)
    assert allowed(DRAFT, colleague) == {Verb.SAVE, Verb.VOID}
    assert "填报人或最后修改人" in offer(DRAFT, colleague, Verb.SUBMIT).why
    assert Verb.SUBMIT in allowed(replace(DRAFT, last_editor_id=20), colleague)


@pytest.mark.parametrize("someone", [HEAD, FINANCE, SUPERVISING, person(20, Role.CLERK, division=OTHER_DIVISION)])
def test_nobody_but_the_division_s_clerks_touches_a_draft(someone: PersonFacts) -> None:
    assert allowed(DRAFT, someone) == set()
    assert offer(DRAFT, someone, Verb.SAVE).why == "“保存”由本单所属科室的经办人办理。"


def test_a_route_without_supervising_leader_cannot_be_submitted() -> None:
    bare = replace(DRAFT, steps=tuple(step for step in DRAFT.steps if step.role is not Role.SUPERVISING_LEADER))
    found = offer(bare, CLERK, Verb.SUBMIT)
    assert not found.allowed
    assert found.article == "第十二条"
    with pytest.raises(Refused):
        refuse_unless_offered(bare, CLERK, Verb.SUBMIT)
    assert allowed(bare, CLERK) == {Verb.SAVE, Verb.VOID}


def test_a_supervising_step_for_anybody_s_division_is_none() -> None:
    steps = tuple(replace(step, scope="any") if step.scope == "charge" else step for step in DRAFT.steps)
    assert Verb.SUBMIT not in allowed(replace(DRAFT, steps=steps), CLERK)
    assert not complete(replace(APPROVED, steps=steps))


def test_the_author_withdraws_until_somebody_has_signed() -> None:
    assert Verb.WITHDRAW in allowed(SUBMITTED, CLERK)
    case = signed_by(SUBMITTED, 1)
    assert "不能撤回" in offer(case, CLERK, Verb.WITHDRAW).why
    assert Verb.CHANGE in allowed(case, CLERK)
    with pytest.raises(Refused) as refusal:
        refuse_unless_offered(case, CLERK, Verb.WITHDRAW)
    assert refusal.value.article == "第十二条"


def test_a_signed_request_can_be_changed_or_voided_until_it_is_paid() -> None:
    assert allowed(APPROVED, CLERK) == {Verb.CHANGE, Verb.VOID}
    assert offers(replace(APPROVED, state=PaymentState.PAID), CLERK) == ()


def test_finance_that_did_not_sign_pays_what_is_completely_signed() -> None:
    assert allowed(APPROVED, CASHIER) == {Verb.DISBURSE}
    assert offer(APPROVED, FINANCE, Verb.DISBURSE).why == "您已签批过本单，不能再登记拨付；各环节须由不同的人办理。"
    assert offer(APPROVED, PRINCIPAL, Verb.DISBURSE).why == "“登记拨付”须由财务办理；您的角色是主要领导。"


@pytest.mark.parametrize("field", ["author_id", "last_editor_id"])
def test_whoever_wrote_the_request_does_not_pay_it(field: str) -> None:
    case = replace(APPROVED, **{field: CASHIER.id})  # type: ignore[arg-type]  # both are ints
    assert Verb.DISBURSE not in allowed(case, CASHIER)


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


def test_agreeing_approves_with_the_last_hand_only() -> None:
    states = [outcome(signed_by(SUBMITTED, count), Verb.AGREE) for count in range(4)]
    assert states == [PaymentState.IN_APPROVAL] * 3 + [PaymentState.APPROVED]


@pytest.mark.parametrize(
    ("case", "verb", "state"),
    [
        (DRAFT, Verb.SAVE, PaymentState.DRAFT),
        (RETURNED, Verb.SAVE, PaymentState.RETURNED),
        (RETURNED, Verb.SUBMIT, PaymentState.IN_APPROVAL),
        (SUBMITTED, Verb.RETURN, PaymentState.RETURNED),
        (SUBMITTED, Verb.WITHDRAW, PaymentState.DRAFT),
        (APPROVED, Verb.CHANGE, PaymentState.DRAFT),
        (APPROVED, Verb.VOID, PaymentState.VOID),
        (APPROVED, Verb.DISBURSE, PaymentState.PAID),
        (EVALUATION, Verb.RETURN, EvaluationState.RETURNED),
    ],
)
def test_each_move_ends_in_its_state(case: SignCase, verb: Verb, state: PaymentState) -> None:
    assert outcome(case, verb) is state


def test_a_move_that_the_state_does_not_know_is_refused_with_the_state() -> None:
    with pytest.raises(Refused) as refusal:
        refuse_unless_offered(DRAFT, CASHIER, Verb.DISBURSE)
    assert refusal.value.message == "当前状态为“草稿”，不能“登记拨付”。"
    with pytest.raises(Refused):
        outcome(DRAFT, Verb.AGREE)


def test_what_another_person_could_do_is_forbidden_with_the_reason_of_the_offer() -> None:
    with pytest.raises(Forbidden) as refusal:
        refuse_unless_offered(SUBMITTED, FINANCE, Verb.AGREE)
    found = offer(SUBMITTED, FINANCE, Verb.AGREE)
    assert (refusal.value.message, refusal.value.article) == (found.why, found.article)


def test_what_is_offered_is_not_refused() -> None:
    refuse_unless_offered(SUBMITTED, HEAD, Verb.AGREE)
    refuse_unless_offered(DRAFT, CLERK, Verb.SUBMIT)
    refuse_unless_offered(APPROVED, CASHIER, Verb.DISBURSE)


def test_an_evaluation_is_signed_by_head_and_supervising_leader() -> None:
    assert Verb.AGREE in allowed(EVALUATION, HEAD)
    after = replace(EVALUATION, signed=HANDS[:1])
    assert outcome(after, Verb.AGREE) is EvaluationState.APPROVED
    assert Verb.AGREE in allowed(after, SUPERVISING)
    assert Verb.AGREE not in allowed(after, PRINCIPAL)


LEADER_STEP = SUBMITTED.steps[2]


@pytest.mark.parametrize("left_out", ["basis", "amount", "progress"])
def test_each_item_of_the_checklist_has_to_be_ticked(left_out: str) -> None:
    ticks = {"basis", "amount", "progress"} - {left_out}
    with pytest.raises(Refused) as refusal:
        check_checklist(LEADER_STEP, ticks)
    label = next(item.label for item in LEADER_STEP.checklist if item.key == left_out)
    assert refusal.value.message == f"“分管领导核对”签字前还有 1 项未核对：{label}。"
    assert refusal.value.article == "第十二条"


def test_a_fully_ticked_or_absent_checklist_passes() -> None:
    check_checklist(LEADER_STEP, ["basis", "amount", "progress"])
    check_checklist(SUBMITTED.steps[0], [])


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
