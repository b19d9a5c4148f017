"""A self-evaluation from draft to the last hand (art. 13): who may, what is computed, what refuses."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, NotFound, Refused, Stale
from fundapp.models import AuditLine, Evaluation, SignRound
from fundapp.places import attachments_folder
from fundapp.services import evaluations, indicators, people, projects
from fundapp.services.desk import Desk
from fundapp.services.evaluation_content import content_of
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import draft_of, facts_of
from fundapp.services.people import PersonEntry
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import AppropriationKind, AttachmentKind, EvaluationState
from fundapp.values.documents import RoundOutcome, SubjectKind
from fundapp.values.roles import Role
from fundapp.values.score import ExecutionMode
from tests.services.evaluation_year import (
    AUDITOR,
    CLERK,
    FINANCE,
    HEAD,
    LEADER,
    OTHER_CLERK,
    STRANGER,
    WAN,
    Year,
    file,
)


def load(year: Year, evaluation_id: int) -> Evaluation:
    """The stored self-evaluation."""
    return year.office.ask(CLERK, lambda desk: desk.get(Evaluation, evaluation_id))


def typed(year: Year, evaluation_id: int) -> EvaluationDraft:
    """The stored self-evaluation as the editor loads it."""
    return year.office.ask(CLERK, lambda desk: draft_of(desk, desk.get(Evaluation, evaluation_id)))


def rounds(year: Year, evaluation_id: int) -> list[tuple[int, RoundOutcome, str]]:
    """Number, outcome and reason of every round."""
    query = select(SignRound).filter_by(subject_kind=SubjectKind.EVALUATION, subject_id=evaluation_id)
    found = year.office.ask(CLERK, lambda desk: desk.session.scalars(query.order_by(SignRound.number)).all())
    return [(row.number, RoundOutcome(row.outcome), row.outcome_reason) for row in found]


def last_line(year: Year) -> tuple[str, str]:
    """Verb and sentence of the newest audit line."""
    line = year.office.ask(
        CLERK, lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
    )
    assert line is not None
    return line.verb, line.summary


def test_a_new_self_evaluation_has_a_line_for_every_indicator_todays_date_and_the_clerks_phone(year: Year) -> None:
    evaluation = year.office.do(CLERK, evaluations.prepare, year.project, 2026)
    draft = typed(year, evaluation)
    assert [score.indicator_id for score in draft.scores] == list(year.indicators)
    assert {score.actual for score in draft.scores} == {None}
    assert (draft.dated, draft.phone) == (dt.date(2026, 12, 28), "0573-00000000")
    assert load(year, evaluation).execution_weight == 1000
    assert last_line(year) == ("evaluations.prepare", "新建绩效自评：政务云服务项目 2026")


def test_before_login_the_blank_draft_has_no_phone(year: Year) -> None:
    draft = year.office.ledger.ask(None, evaluations.blank, year.project, 2026)
    assert draft.phone == ""


def test_a_draft_comes_back_as_it_was_typed(year: Year) -> None:
    draft = replace(
        year.draft(
            a=ScoreEntry(year.indicators[0], applicable=False, explanation="本年停机改造。"),
            c=ScoreEntry(year.indicators[2], actual_text="良好", rating_bp=8500),
            e=ScoreEntry(year.indicators[4], Decimal("93.50"), deduction=50, deduction_reason="样本偏少"),
        ),
        problems="存在问题", measures="改进措施", execution_mode=ExecutionMode.STEPPED,
    )  # fmt: skip
    evaluation = year.office.do(CLERK, evaluations.save, draft)
    assert typed(year, evaluation) == replace(draft, version=typed(year, evaluation).version)


def test_an_indicator_without_a_line_is_stored_empty(year: Year) -> None:
    draft = replace(year.draft(), scores=year.scores()[1:])
    evaluation = year.office.do(CLERK, evaluations.save, draft)
    assert typed(year, evaluation).scores[0] == ScoreEntry(year.indicators[0])


def test_a_draft_may_break_rules_and_its_findings_say_which(year: Year) -> None:
    draft = replace(year.draft(d=ScoreEntry(year.indicators[3], Decimal("99.90"))), outcome="")
    evaluation = year.office.do(CLERK, evaluations.save, draft)
    findings = year.office.ask(CLERK, evaluations.check, draft, evaluation)
    assert {one.rule for one in findings if one.blocks} == {"13-3", "13-8"}
    assert {one.rule for one in year.office.ask(CLERK, evaluations.check, draft) if one.blocks} == {"13-3", "13-8"}


def test_a_division_that_did_not_use_the_money_is_told_while_typing(year: Year) -> None:
    findings = year.office.ask(STRANGER, evaluations.check, year.draft())
    assert [one.rule for one in findings if one.blocks] == ["13-6"]
    nobody = year.office.ledger.ask(None, evaluations.check, year.draft())
    assert not any(one.blocks for one in nobody)


def test_the_editor_sees_the_score_of_the_moment_without_storing_anything(year: Year) -> None:
    result = year.office.ask(CLERK, evaluations.score, year.draft())
    assert (result.execution_rate_bp, result.execution_points, result.total_points, result.grade) == (
        9167, 917, 9916, "优",
    )  # fmt: skip
    assert year.office.ask(CLERK, lambda desk: desk.session.scalars(select(Evaluation)).all()) == []


@pytest.mark.parametrize(("who", "said"), [(FINANCE, "须由经办人办理"), (STRANGER, "属于其他科室")])
def test_only_a_clerk_of_the_division_that_used_the_money_fills_it_in(year: Year, who: str, said: str) -> None:
    with pytest.raises(Forbidden, match=said):
        year.office.do(who, evaluations.save, year.draft())
    evaluation = year.saved()
    with pytest.raises(Forbidden, match=said):
        year.office.do(who, evaluations.submit, evaluation)
    with pytest.raises(Forbidden, match=said):
        year.office.do(who, evaluations.attach_file, evaluation, file("调查表.pdf"))


def test_a_date_in_the_future_is_refused(year: Year) -> None:
    with pytest.raises(Invalid) as refused:
        year.office.do(CLERK, evaluations.save, replace(year.draft(), dated=dt.date(2026, 12, 29)))
    assert refused.value.field == "填报日期"


def test_a_year_has_one_self_evaluation_until_it_is_void(year: Year) -> None:
    evaluation = year.saved()
    with pytest.raises(Refused, match="2026 年度已有绩效自评（草稿）"):
        year.saved()
    year.office.do(CLERK, evaluations.submit, evaluation)
    with pytest.raises(Refused, match="已有绩效自评（ZP-2026-0001）"):
        year.office.do(CLERK, evaluations.prepare, year.project, 2026)
    year.office.do(CLERK, evaluations.void, evaluation, "重新填报")
    assert load(year, year.submitted()).number == "ZP-2026-0002"


def test_a_year_without_indicators_cannot_be_evaluated(year: Year) -> None:
    year.office.do(CLERK, projects.open_year, year.project, 2027, "目标")
    with pytest.raises(Refused, match="2027 年度没有绩效指标"):
        year.office.do(CLERK, evaluations.prepare, year.project, 2027)


def test_a_project_that_was_never_confirmed_cannot_be_evaluated(year: Year) -> None:
    project = year.office.do(CLERK, projects.save, ProjectEntry("新项目", "it", 1, 2026))
    year.office.do(CLERK, projects.open_year, project, 2026, "目标")
    with pytest.raises(Refused, match="尚未确认立项"):
        year.office.do(CLERK, evaluations.prepare, project, 2026)


def test_an_unknown_project_or_year_is_not_found(year: Year) -> None:
    with pytest.raises(NotFound):
        year.office.ask(CLERK, evaluations.blank, 99, 2026)
    with pytest.raises(Refused, match="2028 年度还没有建立"):
        year.office.ask(CLERK, evaluations.blank, year.project, 2028)


def test_a_draft_stays_in_its_year(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, projects.open_year, year.project, 2027, "目标")
    with pytest.raises(Refused, match="不能改到别的项目或年度"):
        year.office.do(CLERK, evaluations.save, replace(year.draft(), year=2027, scores=()), evaluation)


def test_a_line_for_an_indicator_of_another_year_is_refused(year: Year) -> None:
    with pytest.raises(Invalid, match="不属于本年度"):
        year.office.do(CLERK, evaluations.save, year.draft(a=ScoreEntry(99, Decimal(1))))


def test_a_figure_that_is_no_number_is_refused_by_name(year: Year) -> None:
    with pytest.raises(Invalid) as refused:
        year.office.do(CLERK, evaluations.save, year.draft(b=ScoreEntry(year.indicators[1], Decimal("Infinity"))))
    assert "“系统故障响应时间”" in refused.value.message


def test_a_second_clerk_who_loaded_an_older_version_is_told(year: Year) -> None:
    evaluation = year.saved()
    loaded = typed(year, evaluation)
    year.office.do(OTHER_CLERK, evaluations.save, loaded, evaluation)
    changed = replace(loaded, outcome="另一种说法。")
    year.office.do(OTHER_CLERK, evaluations.save, replace(changed, version=None), evaluation)
    with pytest.raises(Stale):
        year.office.do(CLERK, evaluations.save, loaded, evaluation)


def test_submission_numbers_it_and_stores_money_points_total_and_grade(year: Year) -> None:
    evaluation = year.submitted()
    row = load(year, evaluation)
    assert (row.number, row.round, row.state) == ("ZP-2026-0001", 1, EvaluationState.IN_APPROVAL)
    assert (row.budget_initial, row.budget_adjusted, row.executed) == (420 * WAN, 450 * WAN, 4125 * WAN // 10)
    assert (row.execution_weight, row.execution_points) == (1000, 917)
    assert (row.total_points, row.grade) == (9916, "优")
    points = year.office.ask(CLERK, lambda desk: [one.points for one in desk.get(Evaluation, evaluation).scores])
    assert points == [2500, 2500, 1500, 1499, 1000]
    assert last_line(year) == ("evaluations.submit", "提交绩效自评 ZP-2026-0001 第 1 轮，99.16 分，优")


def test_what_is_signed_holds_money_targets_points_explanations_and_attachment_hashes(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, evaluations.attach_file, evaluation, file("满意度调查.pdf", AttachmentKind.ASSESSMENT))
    year.office.do(CLERK, evaluations.submit, evaluation)
    content = json.loads(
        year.office.ask(
            CLERK, lambda desk: desk.session.scalars(select(SignRound.content).order_by(SignRound.id.desc())).first()
        )
        or ""
    )
    assert content["money"]["total"] == ["年度资金总额", 420 * WAN, 450 * WAN, 4125 * WAN // 10, ""]
    assert content["indicators"][3]["target"] == "99.99"
    assert content["indicators"][3]["points"] == 1499
    assert content["indicators"][3]["explanation"] == "7月机房供电检修，已增设双路供电。"
    assert [row[:2] for row in content["attachments"]] == [["assessment", "满意度调查.pdf"]]
    assert content["total_points"] == 9916


def test_a_draft_that_a_rule_blocks_is_not_submitted(year: Year) -> None:
    evaluation = year.saved(d=ScoreEntry(year.indicators[3], Decimal("99.90")))
    with pytest.raises(Refused, match="1 个指标缺偏差说明：“平台运行可靠性”"):
        year.office.do(CLERK, evaluations.submit, evaluation)
    assert load(year, evaluation).number is None


def test_an_attachment_that_vanished_stops_the_submission(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, evaluations.attach_file, evaluation, file("满意度调查.pdf"))
    for path in attachments_folder(year.office.ledger.path).rglob("*"):
        if path.is_file() and path.read_bytes() == "示例材料：满意度调查.pdf".encode():
            path.chmod(0o600)
            path.unlink()
    with pytest.raises(Refused, match=r"附件“满意度调查\.pdf”已丢失或被改动"):
        year.office.do(CLERK, evaluations.submit, evaluation)


def test_a_route_that_nobody_can_sign_stops_the_submission(year: Year) -> None:
    evaluation = year.saved()
    head = year.office.seats[HEAD].person_id
    year.office.do("管理员", people.close_person, head)
    with pytest.raises(Refused, match="科室负责人审核"):
        year.office.do(CLERK, evaluations.submit, evaluation)


def test_after_both_hands_it_is_approved_and_its_round_complete(year: Year) -> None:
    evaluation = year.submitted()
    year.office.agree(HEAD, evaluation)
    assert load(year, evaluation).state == EvaluationState.IN_APPROVAL
    year.office.agree(LEADER, evaluation)
    assert load(year, evaluation).state == EvaluationState.APPROVED
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
    assert load(year, evaluation).state == EvaluationState.RETURNED
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
    clerk = year.office.seats[CLERK].person_id
    year.office.do("管理员", people.save_person, clerk, PersonEntry("经办人（改名）", 1, frozenset({Role.CLERK})))
    with pytest.raises(Refused, match="送审之后内容已变化"):
        year.office.agree(HEAD, evaluation)
    year.office.give_back(HEAD, evaluation, "填报人姓名有变，请重新送审。")
    assert load(year, evaluation).state == EvaluationState.RETURNED


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
    assert load(year, evaluation).state == EvaluationState.DRAFT
    assert rounds(year, evaluation) == [(1, RoundOutcome.WITHDRAWN, "经办人撤回：漏附调查表")]
    year.office.do(CLERK, evaluations.submit, evaluation)
    year.office.agree(HEAD, evaluation)
    with pytest.raises(Refused, match="已有人签批，不能撤回"):
        year.office.do(CLERK, evaluations.withdraw, evaluation, "再改")


def test_a_change_after_approval_voids_the_hands_visibly_and_opens_the_draft(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.change, evaluation, "完成值有误")
    assert load(year, evaluation).state == EvaluationState.DRAFT
    assert rounds(year, evaluation) == [(1, RoundOutcome.VOIDED, "经办人修改：完成值有误")]
    year.office.do(CLERK, evaluations.save, typed(year, evaluation), evaluation)


def test_a_void_self_evaluation_keeps_its_number_and_reason_and_is_never_opened_again(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.void, evaluation, " 重复填报 ")
    row = load(year, evaluation)
    assert (row.state, row.number, row.void_reason) == (EvaluationState.VOID, "ZP-2026-0001", "重复填报")
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
    assert load(year, evaluation).state == EvaluationState.IN_APPROVAL


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
