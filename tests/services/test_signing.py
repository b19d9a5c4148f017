"""One hand per step: by whom, with which password, over what content, and what becomes of the round."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, FundError, Refused
from fundapp.models import AuditLine, Payment, Person, PersonKey, SignOff, SignRound
from fundapp.rules.signoff import Signed
from fundapp.seal import keys
from fundapp.seal.canonical import digest
from fundapp.services import access, disbursements, document, payment_sheet, payments, signing
from fundapp.services.desk import Desk
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.done import Changed, Done
from fundapp.services.payment_content import content_of
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.seat import Seat
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.services.verification import verify
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.documents import RoundOutcome, SubjectKind
from fundapp.values.roles import Role
from tests.builders import PASSWORD, STROKES, Office
from tests.ui.paid_office import Paid

AGREE = Signing(Decision.AGREE)
TICKS = ("basis", "amount", "progress")


@pytest.fixture
def submitted(paid: Paid) -> int:
    """A request that waits for its first hand."""
    request = paid.office.request(paid.first)
    paid.office.submit(request)
    return request


def sheet(place: Office, request: int) -> PaymentSheet:
    """The request as its clerk sees it."""
    return place.ledger.ask(place.clerk, payment_sheet.sheet, request)


def hands(place: Office, request: int) -> list[tuple[str, Decision]]:
    """Steps of the newest round that have a hand."""
    return [(hand.key, hand.decision) for hand in sheet(place, request).rounds[-1].hands if hand.decision]


def refusal(
    place: Office, request: int, seat: Seat, given: Signing = AGREE, confirmed: Confirmation | None = None
) -> FundError:
    """What the program says to a hand; the request is as it was."""
    before = hands(place, request)
    with pytest.raises((Refused, Forbidden)) as caught:
        place.do(seat, payments.sign, request, given, confirmed or place.confirm(seat))
    assert hands(place, request) == before
    assert isinstance(caught.value, FundError)
    return caught.value


def sign_offs(place: Office) -> list[SignOff]:
    """Every hand in the ledger, oldest first."""
    return place.ask(lambda desk: list(desk.session.scalars(select(SignOff).order_by(SignOff.id))))


# Who signs


def test_every_step_is_signed_in_turn_by_another_person_and_the_last_hand_completes_the_round(
    paid: Paid, submitted: int
) -> None:
    place = paid.office
    states = []
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(submitted, seat)
        found = sheet(place, submitted)
        states.append((found.state, found.rounds[-1].outcome))
    assert states == [
        (PaymentState.IN_APPROVAL, RoundOutcome.OPEN),
        (PaymentState.IN_APPROVAL, RoundOutcome.OPEN),
        (PaymentState.APPROVED, RoundOutcome.COMPLETE),
    ]
    assert [one.person_id for one in sign_offs(place)] == [
        place.head.person_id,
        place.finance.person_id,
        place.supervisor.person_id,
    ]


def test_a_large_sum_needs_the_principal_leader_as_well(paid: Paid) -> None:
    place = paid.office
    project = place.project("云平台扩容项目", budget={"local": 300_000_00})
    (milestone,) = place.contract(project, (200_000_00,)).milestones
    request = place.request(milestone)
    place.submit(request)
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(request, seat)
    assert sheet(place, request).state == PaymentState.IN_APPROVAL
    place.sign(request, place.principal)
    assert sheet(place, request).state == PaymentState.APPROVED
    place.pay(request)
    place.ledger.close()
    assert verify(place.path).ok


def test_nobody_signs_before_the_turn_or_without_the_role(paid: Paid, submitted: int) -> None:
    place = paid.office
    for seat in (place.finance, place.supervisor, place.principal, place.auditor, place.administrator, place.clerk):
        said = refusal(place, submitted, seat, Signing(Decision.AGREE, ticks=TICKS))
        assert isinstance(said, Forbidden)
        assert said.article in {"第十一条", "第十五条"}


def test_author_last_editor_and_earlier_signer_are_barred_whatever_roles_they_hold(paid: Paid) -> None:
    place = paid.office
    both = place.hire("经办兼负责人", Role.CLERK, Role.DIVISION_HEAD)
    editor = place.hire("修改兼负责人", Role.CLERK, Role.DIVISION_HEAD)
    signer = place.hire("负责兼财务", Role.DIVISION_HEAD, Role.FINANCE)
    request = place.request(paid.first)
    own = replace(place.draft(paid.second), purpose="按合同支付第二期")
    place.evidence(paid.second)
    mine = place.do(both, payments.save, own)
    place.do(both, payments.attach_file, mine, place.file("发票.pdf"))
    place.save(own, mine, by=both)
    place.do(editor, payments.save, sheet(place, request).draft, request)
    place.submit(request)
    place.submit(mine, by=both)
    assert "填报人" in refusal(place, mine, both).message
    assert "最后修改人" in refusal(place, request, editor).message
    place.sign(request, signer)
    said = refusal(place, request, signer)
    assert (said.article, "已签批过本单" in said.message) == ("第十五条", True)


def test_whoever_signed_does_not_pay(paid: Paid, submitted: int) -> None:
    place = paid.office
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(submitted, seat)
    with pytest.raises(Forbidden, match="已签批过本单，不能再登记拨付"):
        place.do(place.finance, disbursements.register, submitted, DisbursementEntry(place.clock.today, "记-0001"))
    place.pay(submitted)
    assert sheet(place, submitted).state == PaymentState.PAID


# The password


def test_a_confirmation_lasts_five_minutes_and_serves_several_documents(paid: Paid, submitted: int) -> None:
    place = paid.office
    second = place.request(paid.second)
    place.submit(second)
    confirmed = place.confirm(place.head)
    place.clock.pass_by(minutes=5)
    place.do(place.head, payments.sign, submitted, AGREE, confirmed)
    place.clock.pass_by(seconds=1)
    assert "已过期" in refusal(place, second, place.head, confirmed=confirmed).message
    place.do(place.head, payments.sign, second, AGREE, place.confirm(place.head))


def test_a_confirmation_from_the_future_is_none(paid: Paid, submitted: int) -> None:
    place = paid.office
    confirmed = place.confirm(place.head)
    place.clock.pass_by(seconds=-1)
    assert "已过期" in refusal(place, submitted, place.head, confirmed=confirmed).message


def test_a_confirmation_belongs_to_who_typed_it(paid: Paid, submitted: int) -> None:
    place = paid.office
    other = place.hire("另一负责人", Role.DIVISION_HEAD)
    theirs = access.confirm(place.ledger, other, PASSWORD)
    assert "不符" in refusal(place, submitted, place.head, confirmed=theirs).message
    as_mine = replace(theirs, person_id=place.head.person_id)
    assert "不符" in refusal(place, submitted, place.head, confirmed=as_mine).message
    in_other_name = replace(place.confirm(place.head), person_id=other.person_id)
    assert "不符" in refusal(place, submitted, place.head, confirmed=in_other_name).message
    unknown = replace(theirs, person_id=place.head.person_id, key_id=9999)
    assert "不符" in refusal(place, submitted, place.head, confirmed=unknown).message


def test_a_retired_or_provisional_key_confirms_nothing(paid: Paid, submitted: int) -> None:
    place = paid.office
    confirmed = place.confirm(place.head)

    def rows(desk: Desk) -> list[int]:
        return list(desk.session.scalars(select(PersonKey.id).filter_by(person_id=place.head.person_id)))

    provisional, _own = place.ask(rows)
    with_first = replace(confirmed, key_id=provisional)
    assert "不符" in refusal(place, submitted, place.head, confirmed=with_first).message


# What is signed


def test_a_hand_is_a_signature_over_everything_it_approves(paid: Paid, submitted: int) -> None:
    place = paid.office
    previous = place.ask(
        lambda desk: desk.session.scalars(select(AuditLine.hash).order_by(AuditLine.id.desc())).first()
    )
    place.sign(submitted, place.head, opinion=" 情况属实 ")
    (hand,) = sign_offs(place)
    said = json.loads(hand.text)
    content = place.ask(lambda desk: content_of(desk, desk.get(Payment, submitted)))
    assert said["content"] == json.loads(json.dumps(content, default=str))
    assert said["document"] == ["payment", submitted]
    assert (said["round"], said["step"], said["person"]) == (1, "division_head", place.head.person_id)
    assert (said["decision"], said["opinion"], said["previous"]) == ("agree", "情况属实", previous)
    assert said["strokes"] == digest(hand.strokes)
    assert json.loads(hand.strokes) == [[list(point) for point in stroke] for stroke in STROKES]
    key = place.ask(lambda desk: desk.get(PersonKey, hand.key_id))
    assert key.person_id == place.head.person_id
    assert keys.verify(key.public_key, hand.text, hand.signature)
    assert not keys.verify(key.public_key, hand.text.replace("情况属实", "情况不实"), hand.signature)


def test_agreeing_without_words_says_so_in_one_word_and_without_a_pad_keeps_no_strokes(
    paid: Paid, submitted: int
) -> None:
    place = paid.office
    place.sign(submitted, place.head, opinion="　", strokes=())
    (hand,) = sign_offs(place)
    assert (hand.opinion, hand.strokes) == ("同意", "")


@pytest.mark.parametrize("ticks", [(), ("basis",), ("basis", "amount"), ("amount", "progress"), ("basis", "progress")])
def test_the_supervising_leader_checked_contract_amount_and_progress_before_signing(
    paid: Paid, submitted: int, ticks: tuple[str, ...]
) -> None:
    place = paid.office
    place.sign(submitted, place.head)
    place.sign(submitted, place.finance)
    said = refusal(place, submitted, place.supervisor, Signing(Decision.AGREE, ticks=ticks))
    assert (said.article, said.field) == ("第十二条", "核对清单")
    assert f"还有 {3 - len(ticks)} 项未核对" in said.message
    place.sign(submitted, place.supervisor, ticks=TICKS)
    assert json.loads(sign_offs(place)[-1].checklist) == list(TICKS)


def test_returning_needs_an_opinion_and_no_checklist(paid: Paid, submitted: int) -> None:
    place = paid.office
    place.sign(submitted, place.head)
    place.sign(submitted, place.finance)
    said = refusal(place, submitted, place.supervisor, Signing(Decision.RETURN, " \n　"))
    assert (said.field, "必须写明意见" in said.message) == ("签批意见", True)
    place.do(
        place.supervisor,
        payments.sign,
        submitted,
        Signing(Decision.RETURN, "进度与确认单不符"),
        place.confirm(place.supervisor),
    )
    found = sheet(place, submitted)
    assert found.state == PaymentState.RETURNED
    assert (found.rounds[-1].outcome, found.rounds[-1].reason) == (
        RoundOutcome.RETURNED,
        "分管领导退回：进度与确认单不符",
    )


def test_a_returned_request_is_signed_by_everybody_again_in_a_new_round(paid: Paid, submitted: int) -> None:
    place = paid.office
    place.sign(submitted, place.head)
    place.give_back(submitted, place.finance)
    assert "不能" in refusal(place, submitted, place.finance).message
    place.submit(submitted)
    assert "科室负责人审核" in refusal(place, submitted, place.finance).message
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(submitted, seat)
    found = sheet(place, submitted)
    assert [(row.number, row.outcome) for row in found.rounds] == [
        (1, RoundOutcome.RETURNED),
        (2, RoundOutcome.COMPLETE),
    ]
    place.ledger.close()
    assert verify(place.path).ok


def _rename(place: Office) -> None:
    """Something that was signed changes by an act that no rule stopped."""

    def verb(uow: UnitOfWork) -> Done:
        uow.get(Person, place.clerk.person_id).name = "经办人（改名）"
        uow.record("people.save_person", SubjectKind.PERSON, place.clerk.person_id, "改名")
        return Done("", Changed.PERSON, place.clerk.person_id)

    place.do(place.administrator, verb)


def test_what_changed_after_submission_cannot_be_agreed_to_but_it_can_be_returned(paid: Paid, submitted: int) -> None:
    place = paid.office
    place.sign(submitted, place.head)
    _rename(place)
    said = refusal(place, submitted, place.finance)
    assert (said.article, "送审之后内容已变化" in said.message) == ("第十二条", True)
    place.give_back(submitted, place.finance, "姓名有变，请重新提交")
    assert sheet(place, submitted).state == PaymentState.RETURNED


def test_what_changed_after_the_last_hand_is_not_paid(paid: Paid, submitted: int) -> None:
    place = paid.office
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(submitted, seat)
    _rename(place)
    with pytest.raises(Refused, match="签字之后内容已变化，不能拨付"):
        place.pay(submitted)
    assert sheet(place, submitted).state == PaymentState.APPROVED


def test_a_round_that_ended_takes_no_hand_even_if_the_rules_let_it_pass(paid: Paid, submitted: int) -> None:
    place = paid.office

    def verb(uow: UnitOfWork, ended: bool) -> Done:
        payment = uow.get(Payment, submitted)
        round_ = document.open_round(uow, payment)
        case = document.sign_case(uow, payment)
        if ended:
            round_.outcome = RoundOutcome.WITHDRAWN
        else:
            case = replace(case, signed=tuple(Signed(step.key, 90 + at) for at, step in enumerate(case.steps)))
        signing.sign(uow, round_, case, content_of(uow, payment), AGREE, place.confirm(place.head))
        return Done("", Changed.PAYMENT, submitted)

    for ended in (True, False):
        with pytest.raises(Refused, match="本轮签批已经结束"):
            place.do(place.head, verb, ended)
    assert sign_offs(place) == []


def test_the_frozen_route_of_a_round_is_what_is_signed_whatever_the_data_say_later(paid: Paid, submitted: int) -> None:
    def question(desk: Desk) -> tuple[list[str], str]:
        round_ = signing.current_round(desk, SubjectKind.PAYMENT, submitted, 1)
        assert round_ is not None
        return [step.key for step in signing.steps_of(round_)], round_.digest

    keys_, sealed = paid.office.ask(question)
    assert keys_ == ["division_head", "finance", "supervising_leader"]
    content = paid.office.ask(lambda desk: desk.session.scalars(select(SignRound.content)).one())
    assert sealed == digest(content)
    assert paid.office.ask(signing.current_round, SubjectKind.PAYMENT, submitted, 2) is None
    assert signing.signed_of(None) == ()
