"""What payment requests and self-evaluations share: their sign-off case, their round, and how a refusal reads."""

from __future__ import annotations

import pytest

from fundapp.errors import Invalid, Refused
from fundapp.models import Evaluation, Payment
from fundapp.rules.finding import Finding, Severity
from fundapp.rules.signoff import SignCase
from fundapp.services import document, evaluations
from fundapp.services.desk import Desk
from fundapp.values.choices import DocumentState, PaymentState
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import CLERK, HEAD, LEADER, WAN, Year


def finding(rule: str, *, passed: bool, severity: Severity = Severity.BLOCK) -> Finding:
    """A finding about a rule."""
    return Finding(
        rule=rule, article="第十三条", title=rule, severity=severity, passed=passed,
        message=f"{rule}不成立。", remedy="请补填。", field=f"栏目{rule}",
    )  # fmt: skip


def case_of_payment(year: Year, payment_id: int) -> SignCase:
    """A payment request as the sign-off rules see it."""
    return year.office.ask(CLERK, lambda desk: document.sign_case(desk, desk.get(Payment, payment_id)))


def test_a_document_passes_when_nothing_blocks() -> None:
    document.refuse_blocked([finding("甲", passed=True), finding("乙", passed=False, severity=Severity.CAUTION)])


def test_a_single_block_refuses_with_its_article_field_and_remedy() -> None:
    with pytest.raises(Refused) as refused:
        document.refuse_blocked([finding("甲", passed=False), finding("乙", passed=True)])
    assert str(refused.value) == "【第十三条】甲不成立。请补填。"
    assert refused.value.field == "栏目甲"


def test_further_blocks_are_all_named_so_that_nobody_has_to_try_again_and_again() -> None:
    with pytest.raises(Refused) as refused:
        document.refuse_blocked([finding(rule, passed=False) for rule in "甲乙丙"])
    assert refused.value.message == "甲不成立。（另有 2 项必须处理：乙不成立。；丙不成立。）"


def test_a_reason_is_demanded_and_kept_without_blanks() -> None:
    assert document.written_reason("　金额有误 ") == "金额有误"
    with pytest.raises(Invalid) as refused:
        document.written_reason(" \n")
    assert refused.value.field == "原因"


def test_a_paid_request_keeps_the_route_and_the_hands_of_its_round(year: Year) -> None:
    case = case_of_payment(year, 1)
    assert (case.subject, case.state, case.amount) == ("payment", PaymentState.PAID, 375 * WAN)
    assert [signed.step_key for signed in case.signed] == [step.key for step in case.steps]
    assert len(case.signed) == 4


def test_a_draft_shows_the_route_it_would_take_today_and_no_hands(year: Year) -> None:
    evaluation = year.saved()
    case = year.office.ask(CLERK, lambda desk: document.sign_case(desk, desk.get(Evaluation, evaluation)))
    assert (case.subject, case.state, case.amount) == ("evaluation", DocumentState.DRAFT, 0)
    assert [step.key for step in case.steps] == ["division_head", "supervising_leader"]
    assert case.signed == ()


def test_a_returned_document_counts_no_hand_of_the_round_that_ended(year: Year) -> None:
    evaluation = year.submitted()
    year.office.agree(HEAD, evaluation)
    year.office.give_back(LEADER, evaluation)
    case = year.office.ask(CLERK, lambda desk: document.sign_case(desk, desk.get(Evaluation, evaluation)))
    assert case.signed == ()


def test_a_document_that_was_never_submitted_has_no_round_to_sign(year: Year) -> None:
    evaluation = year.saved()

    def question(desk: Desk) -> None:
        document.open_round(desk, desk.get(Evaluation, evaluation))

    with pytest.raises(Refused, match="这份绩效自评还没有提交"):
        year.office.ask(CLERK, question)


def test_kinds_are_told_apart(year: Year) -> None:
    evaluation = year.saved()
    kinds = year.office.ask(
        CLERK,
        lambda desk: (document.kind_of(desk.get(Payment, 1)), document.kind_of(desk.get(Evaluation, evaluation))),
    )
    assert kinds == (SubjectKind.PAYMENT, SubjectKind.EVALUATION)


def test_leaving_a_draft_ends_no_round(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, evaluations.void, evaluation, "不再需要")
    state = year.office.ask(CLERK, lambda desk: desk.get(Evaluation, evaluation).state)
    assert state == DocumentState.VOID
