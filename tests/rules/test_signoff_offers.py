"""What is open to whom, and where it leads (arts. 11, 12 and 15)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, Refused
from fundapp.rules.person import PersonFacts
from fundapp.rules.route import Subject
from fundapp.rules.signoff import (
    Offer,
    SignCase,
    Verb,
    check_checklist,
    complete,
    next_step,
    offers,
    outcome,
    refuse_unless_offered,
)
from fundapp.values.choices import DocumentState, PaymentState
from fundapp.values.roles import Role
from tests.rules.cases import (
    APPROVED,
    CASHIER,
    CLERK,
    FINANCE,
    HANDS,
    HEAD,
    OTHER_DIVISION,
    PRINCIPAL,
    SUBMITTED,
    SUPERVISING,
    person,
)
from tests.rules.signoff_cases import DRAFT, EVALUATION, RETURNED, allowed, offer, signed_by


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


def test_a_step_read_back_from_its_round_still_names_an_article() -> None:
    stored = replace(SUBMITTED, steps=tuple(replace(step, article="") for step in SUBMITTED.steps))
    assert offer(stored, FINANCE, Verb.AGREE).article == "第十一条"
    with pytest.raises(Refused) as refusal:
        check_checklist(stored.steps[2], (), "第十三条")
    assert refusal.value.article == "第十三条"


@pytest.mark.parametrize(
    ("subject", "article"),
    [("payment", "第十二条"), ("application", "第十三条"), ("monitoring", "第十五条"), ("term_review", "第十六条")],
)
def test_a_refusal_about_the_hands_cites_the_article_of_the_document(subject: Subject, article: str) -> None:
    case = replace(DRAFT, subject=subject, state=DRAFT.state if subject == "payment" else DocumentState.DRAFT)
    with pytest.raises(Refused) as refusal:
        refuse_unless_offered(case, CLERK, Verb.CHANGE)
    assert refusal.value.article == article


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
        (EVALUATION, Verb.RETURN, DocumentState.RETURNED),
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
    assert outcome(after, Verb.AGREE) is DocumentState.APPROVED
    assert Verb.AGREE in allowed(after, SUPERVISING)
    assert Verb.AGREE not in allowed(after, PRINCIPAL)


LEADER_STEP = SUBMITTED.steps[2]


@pytest.mark.parametrize("left_out", ["basis", "amount", "progress"])
def test_each_item_of_the_checklist_has_to_be_ticked(left_out: str) -> None:
    ticks = {"basis", "amount", "progress"} - {left_out}
    with pytest.raises(Refused) as refusal:
        check_checklist(LEADER_STEP, ticks, "第十二条")
    label = next(item.label for item in LEADER_STEP.checklist if item.key == left_out)
    assert refusal.value.message == f"“分管领导核对”签字前还有 1 项未核对：{label}。"
    assert refusal.value.article == "第十二条"


def test_a_fully_ticked_or_absent_checklist_passes() -> None:
    check_checklist(LEADER_STEP, ["basis", "amount", "progress"], "第十二条")
    check_checklist(SUBMITTED.steps[0], [], "第十二条")
