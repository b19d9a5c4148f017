"""Signing a self-evaluation (art. 13): hand by hand, returned, withdrawn, changed, void; each round ends visibly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.errors import Forbidden, Invalid, Refused
from fundapp.models import Evaluation
from fundapp.services import evaluations, indicators, people
from fundapp.services.desk import Desk
from fundapp.services.evaluation_content import content_of
from fundapp.services.evaluation_facts import facts_of
from fundapp.services.people import PersonEntry
from fundapp.services.verification import verify
from fundapp.values.choices import AppropriationKind, DocumentState
from fundapp.values.documents import RoundOutcome
from fundapp.values.roles import Role
from tests.services.evaluation_reading import last_line, load, rounds, typed
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, OTHER_CLERK, WAN, Year, file


def test_after_both_hands_it_is_approved_and_its_round_complete(year: Year) -> None:
    evaluation = year.submitted()
    year.office.agree(HEAD, evaluation)
    assert load(year, evaluation).state == DocumentState.IN_APPROVAL
    year.office.agree(LEADER, evaluation)
    assert load(year, evaluation).state == DocumentState.APPROVED
    assert rounds(year, evaluation) == [(1, RoundOutcome.COMPLETE, "")]
    assert last_line(year) == ("evaluations.sign", "签批同意 ZP-2026-0001 第 1 轮")


def test_nobody_signs_out_of_turn_or_twice_or_what_they_wrote(year: Year) -> None:
    person = year.office.seats[OTHER_CLERK].person_id
    both = PersonEntry(OTHER_CLERK, 1, frozenset({Role.CLERK, Role.DIVISION_HEAD}))
    year.office.do("管理员", people.save_person, person, both)
    evaluation = year.office.do(OTHER_CLERK, evaluations.save, year.draft())
    year.office.do(OTHER_CLERK, evaluations.submit, evaluation)
    with pytest.raises(Forbidden, match="科室负责人审核"):
        year.office.agree(LEADER, evaluation)
    with pytest.raises(Forbidden, match="您是本单的填报人"):
        year.office.agree(OTHER_CLERK, evaluation)
    with pytest.raises(Forbidden):
        year.office.agree(AUDITOR, evaluation)
    year.office.agree(HEAD, evaluation)
    with pytest.raises(Forbidden):
        year.office.agree(HEAD, evaluation)


def test_a_refused_hand_is_logged_in_a_line_of_its_own(year: Year) -> None:
    evaluation = year.submitted()
    with pytest.raises(Forbidden):
        year.office.agree(AUDITOR, evaluation)
    verb, summary = last_line(year)
    assert verb == "evaluations.sign.refused"
    assert "须由科室负责人签批；您的角色是监督人员" in summary


def test_a_returned_self_evaluation_is_corrected_and_signed_in_a_second_round(year: Year) -> None:
    evaluation = year.submitted()
    year.office.agree(HEAD, evaluation)
    year.office.give_back(LEADER, evaluation, "请说明满意度调查的样本。")
    assert load(year, evaluation).state == DocumentState.RETURNED
    assert last_line(year) == ("evaluations.sign", "签批退回 ZP-2026-0001 第 1 轮")
    better = replace(typed(year, evaluation), problems="样本 200 份。")
    year.office.do(CLERK, evaluations.save, better, evaluation)
    year.office.do(CLERK, evaluations.submit, evaluation)
    for who in (HEAD, LEADER):
        year.office.agree(who, evaluation)
    assert load(year, evaluation).number == "ZP-2026-0001"
    assert rounds(year, evaluation) == [
        (1, RoundOutcome.RETURNED, "分管领导退回：请说明满意度调查的样本。"),
        (2, RoundOutcome.COMPLETE, ""),
    ]


def test_returning_needs_an_opinion(year: Year) -> None:
    evaluation = year.submitted()
    with pytest.raises(Refused, match="退回时必须写明意见"):
        year.office.give_back(HEAD, evaluation, " ")


def test_nobody_agrees_to_figures_that_the_ledger_no_longer_shows_but_it_can_be_returned(year: Year) -> None:
    evaluation = year.submitted()
    year.office.pay(year.milestones[2], ("local", 10 * WAN))
    year.office.appropriate(year.project, 2026, "local", AppropriationKind.ADDITION, 5 * WAN)
    with pytest.raises(Refused) as refused:
        year.office.agree(HEAD, evaluation)
    assert refused.value.message == (
        "送审之后账面全年预算数由 450.00 万元变为 455.00 万元，全年执行数由 412.50 万元变为 422.50 万元。"
    )
    year.office.give_back(HEAD, evaluation, "账面数已变化")
    year.office.do(CLERK, evaluations.submit, evaluation)
    assert load(year, evaluation).executed == 4225 * WAN // 10


def test_what_changed_after_submission_cannot_be_agreed_to_but_it_can_be_returned(year: Year) -> None:
    evaluation = year.submitted()
    year.office.do("管理员", people.save_division, 1, "政务服务科（改名）", True)
    with pytest.raises(Refused, match="送审之后内容已变化"):
        year.office.agree(HEAD, evaluation)
    year.office.give_back(HEAD, evaluation, "科室名称有变，请重新送审。")
    assert load(year, evaluation).state == DocumentState.RETURNED


def test_the_content_shows_an_indicator_whose_line_was_taken_out_of_the_file(year: Year) -> None:
    evaluation = year.saved()

    def question(desk: Desk) -> list[bool]:
        row = desk.get(Evaluation, evaluation)
        facts = facts_of(desk, row)
        more = replace(facts, entries=(*facts.entries, replace(facts.entries[0], id=99)))
        return ["points" in one for one in content_of(desk, row, more)["indicators"]]

    assert year.office.ask(CLERK, question) == [True, True, True, True, True, False]


def test_the_author_withdraws_while_nobody_has_signed(year: Year) -> None:
    evaluation = year.submitted()
    year.office.do(CLERK, evaluations.withdraw, evaluation, "漏附调查表")
    assert load(year, evaluation).state == DocumentState.DRAFT
    assert rounds(year, evaluation) == [(1, RoundOutcome.WITHDRAWN, "经办人撤回：漏附调查表")]
    year.office.do(CLERK, evaluations.submit, evaluation)
    year.office.agree(HEAD, evaluation)
    with pytest.raises(Refused, match="已有人签批，不能撤回"):
        year.office.do(CLERK, evaluations.withdraw, evaluation, "再改")


def test_a_change_after_approval_voids_the_hands_visibly_and_opens_the_draft(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.change, evaluation, "完成值有误")
    assert load(year, evaluation).state == DocumentState.DRAFT
    assert rounds(year, evaluation) == [(1, RoundOutcome.VOIDED, "经办人修改：完成值有误")]
    year.office.do(CLERK, evaluations.save, typed(year, evaluation), evaluation)


def test_a_void_self_evaluation_keeps_its_number_and_reason_and_is_never_opened_again(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.void, evaluation, " 重复填报 ")
    row = load(year, evaluation)
    assert (row.state, row.number, row.void_reason) == (DocumentState.VOID, "ZP-2026-0001", "重复填报")
    assert rounds(year, evaluation) == [(1, RoundOutcome.VOIDED, "经办人作废：重复填报")]
    with pytest.raises(Refused, match="已作废"):
        year.office.do(CLERK, evaluations.change, evaluation, "恢复")


def test_a_void_draft_has_no_round(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, evaluations.void, evaluation, "不填了")
    assert rounds(year, evaluation) == []
    assert last_line(year) == ("evaluations.void", "作废绩效自评 草稿：不填了")


@pytest.mark.parametrize("verb", [evaluations.withdraw, evaluations.change, evaluations.void])
def test_leaving_a_round_needs_a_reason(year: Year, verb: object) -> None:
    evaluation = year.submitted()
    with pytest.raises(Invalid, match="请写明原因"):
        year.office.do(CLERK, verb, evaluation, "")  # type: ignore[arg-type]  # three verbs of one shape
    assert load(year, evaluation).state == DocumentState.IN_APPROVAL


def test_nothing_is_saved_or_attached_while_it_is_being_signed(year: Year) -> None:
    evaluation = year.submitted()
    with pytest.raises(Refused, match="不能“保存”"):
        year.office.do(CLERK, evaluations.save, year.draft(), evaluation)
    with pytest.raises(Refused, match="不能“保存”"):
        year.office.do(CLERK, evaluations.attach_file, evaluation, file("补充.pdf"))


def test_a_new_indicator_gets_its_line_when_the_draft_is_submitted_and_is_demanded_before(year: Year) -> None:
    evaluation = year.saved()
    plan = year.office.ask(CLERK, indicators.of_year, year.project, 2026)
    first, *rest = plan.entries
    entries = (replace(first, weight=1500), replace(first, id=0, name="云主机可用率", weight=1000), *rest)
    year.office.do(CLERK, indicators.set_for_year, year.project, 2026, plan.goal, entries, "2020-10")
    with pytest.raises(Refused, match="“云主机可用率”没有填写"):
        year.office.do(CLERK, evaluations.submit, evaluation)
    draft = typed(year, evaluation)
    scores = tuple(
        replace(score, actual=Decimal("99.9")) if score.actual is None and score.rating_bp is None else score
        for score in draft.scores
    )
    year.office.do(CLERK, evaluations.save, replace(draft, scores=scores), evaluation)
    year.office.do(CLERK, evaluations.submit, evaluation)
    stored = year.office.ask(CLERK, lambda desk: [one.points for one in desk.get(Evaluation, evaluation).scores])
    assert sorted(one or 0 for one in stored) == [1000, 1000, 1499, 1500, 1500, 2500]


def test_every_way_through_the_states_leaves_a_file_that_verifies(year: Year) -> None:
    office = year.office
    evaluation = office.do(CLERK, evaluations.prepare, year.project, 2026)
    stored = office.ask(CLERK, indicators.of_year, year.project, 2026)
    first, second, *rest = stored.entries
    entries = (replace(first, weight=4000), replace(second, id=0, name="故障响应", weight=1000), *rest)
    office.do(CLERK, indicators.set_for_year, year.project, 2026, stored.goal, entries, "2020-10")
    scores = (*(one for one in year.scores() if one.indicator_id != second.id),)
    blank = next(one for one in typed(year, evaluation).scores if one.indicator_id not in year.indicators)
    scores = (*scores, replace(blank, actual=Decimal("1.6")))
    office.do(CLERK, evaluations.save, replace(year.draft(), scores=scores), evaluation)
    office.do(CLERK, evaluations.attach_file, evaluation, file("满意度调查.pdf"))
    office.do(CLERK, evaluations.submit, evaluation)
    office.agree(HEAD, evaluation)
    office.give_back(LEADER, evaluation)
    office.do(CLERK, evaluations.submit, evaluation)
    office.do(CLERK, evaluations.withdraw, evaluation, "漏附材料")
    office.do(CLERK, evaluations.submit, evaluation)
    for who in (HEAD, LEADER):
        office.agree(who, evaluation)
    assert verify(office.ledger.path).breaks == ()
    office.do(CLERK, evaluations.change, evaluation, "更正完成值")
    office.do(CLERK, evaluations.submit, evaluation)
    office.do(CLERK, evaluations.void, evaluation, "重新填报")
    assert [outcome for _, outcome, _ in rounds(year, evaluation)] == [
        RoundOutcome.RETURNED, RoundOutcome.WITHDRAWN, RoundOutcome.VOIDED, RoundOutcome.VOIDED,
    ]  # fmt: skip
    assert verify(office.ledger.path).breaks == ()
