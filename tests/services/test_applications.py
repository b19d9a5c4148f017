"""The annual application (arts. 6, 8, 9, 13): a draft keeps everything, submission waits for the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, FundError, Invalid, Refused, Stale
from fundapp.models import Application
from fundapp.rules.finding import blocking
from fundapp.services import (
    applications,
    indicators,
    key_evaluations,
    people,
    projects,
    rectifications,
)
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.services.signing import Signing
from fundapp.services.verification import verify
from fundapp.values.choices import AppropriationKind, AttachmentKind, Decision, DocumentState, ProblemSource
from tests.services.applying import (
    GOAL,
    SHARES,
    agree,
    approved,
    draft,
    evaluate,
    key_evaluation,
    open_next,
    poor,
    problem,
    rectified,
    saved,
    sheet,
    submitted,
)
from tests.services.evaluation_year import (
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

PRINCIPAL = "主要领导"


def blocks(year: Year, **change: object) -> dict[str, str]:
    """Title and message of every rule that blocks what is typed."""
    found = blocking(year.office.ask(CLERK, applications.check, draft(year, **change)))
    return {one.title: one.message for one in found}


def appropriate(year: Year, kind: AppropriationKind, amount: int, fiscal_year: int = 2027) -> int:
    entry = AppropriationEntry("local", kind, amount, "示例财预〔2027〕1号", dt.date(2027, 1, 10))
    return year.office.do(FINANCE, projects.appropriate, year.project, fiscal_year, entry)


# -- the draft


def test_a_complete_application_after_a_good_year_blocks_nothing(planned: Year) -> None:
    assert blocks(planned) == {}


def test_a_blank_application_proposes_what_the_year_before_was_given(planned: Year) -> None:
    found = planned.office.ask(CLERK, applications.blank, planned.project, 2027)
    assert found.shares == (("local", 420 * WAN),)
    assert (found.phone, found.dated) == ("0573-00000000", planned.office.clock().date())
    assert (found.basis, found.adjustment) == ("", "")


def test_a_blank_application_takes_over_basis_and_shares_of_the_last_one_and_no_plan(planned: Year) -> None:
    saved(planned)
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "")
    found = planned.office.ask(CLERK, applications.blank, planned.project, 2028)
    assert found.shares == SHARES
    assert found.basis == draft(planned).basis
    assert found.plan == ""
    assert found.adjustment == ""


def test_the_first_year_of_a_project_begins_with_nothing(planned: Year) -> None:
    found = planned.office.ask(CLERK, applications.blank, planned.project, 2026)
    assert (found.shares, found.basis) == ((), "")


def test_prepare_makes_a_draft_in_the_name_of_the_projects_division(planned: Year) -> None:
    key = planned.office.do(CLERK, applications.prepare, planned.project, 2027)
    found = sheet(planned, key)
    assert (found.state, found.number, found.division, found.author) == (DocumentState.DRAFT, "", "大数据中心", CLERK)
    assert found.draft.shares == (("local", 420 * WAN),)
    with pytest.raises(Refused, match=r"2027 年度已有年度申请（草稿）"):
        planned.office.do(OTHER_CLERK, applications.prepare, planned.project, 2027)


def test_a_draft_may_be_incomplete_and_keeps_everything_typed(planned: Year) -> None:
    key = saved(planned, shares=(), basis=" ", plan="")
    assert sheet(planned, key).draft.shares == ()
    again = draft(planned, shares=(("own", 1), ("local", 5)), adjustment=" 减少 ", version=sheet(planned, key).version)
    planned.office.do(OTHER_CLERK, applications.save, again, key)
    found = sheet(planned, key).draft
    assert found.shares == (("own", 1), ("local", 5))
    assert (found.adjustment, found.total) == ("减少", 6)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"dated": dt.date(2027, 1, 1)}, "申报日期", "不能晚于今天"),
        ({"shares": (("local", 0),)}, "申请金额", "本级财政管理资金的申请金额应大于零"),
        ({"shares": (("own", -5),)}, "申请金额", "单位资金的申请金额应大于零"),
        ({"shares": (("local", 5), ("local", 6))}, "申请金额", "同一资金来源填写了两次"),
    ],
)
def test_what_cannot_be_stored_names_its_box(planned: Year, change: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as caught:
        saved(planned, **change)
    assert caught.value.field == field


def test_a_source_is_one_of_the_regulations(planned: Year) -> None:
    with pytest.raises(FundError, match="没有有效的资金来源"):
        saved(planned, shares=(("lottery", 5),))


def test_two_clerks_do_not_overwrite_each_other_even_when_only_an_amount_changed(planned: Year) -> None:
    key = saved(planned)
    loaded = sheet(planned, key).version
    planned.office.do(OTHER_CLERK, applications.save, draft(planned, shares=(("local", 1),), version=loaded), key)
    with pytest.raises(Stale, match="已被他人修改"):
        planned.office.do(CLERK, applications.save, draft(planned, version=loaded), key)
    assert sheet(planned, key).draft.shares == (("local", 1),)


def test_the_second_of_two_clerks_with_the_same_version_is_told_when_nothing_but_amounts_differ(planned: Year) -> None:
    key = saved(planned)
    loaded = sheet(planned, key).version
    mine = draft(planned, shares=(("local", 9),), version=loaded)
    planned.office.do(CLERK, applications.save, mine, key)
    with pytest.raises(Stale):
        planned.office.do(CLERK, applications.save, replace(mine, shares=(("local", 8),)), key)


def test_only_a_clerk_of_the_division_writes_it(planned: Year) -> None:
    for who in (STRANGER, HEAD):
        with pytest.raises(Forbidden):
            planned.office.do(who, applications.save, draft(planned))


def test_an_application_stays_with_its_year(planned: Year) -> None:
    key = saved(planned)
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "")
    with pytest.raises(Refused, match="不能改到别的项目或年度"):
        planned.office.do(CLERK, applications.save, draft(planned, year=2028), key)


def test_a_year_that_is_closed_or_not_open_and_a_project_not_in_force_have_none(planned: Year) -> None:
    with pytest.raises(Refused, match="2028 年度还没有建立"):
        saved(planned, year=2028)
    planned.office.do(FINANCE, projects.close_year, planned.project, 2027)
    with pytest.raises(Refused, match="2027 年度已关闭"):
        saved(planned)
    planned.office.do(HEAD, projects.close, planned.project)
    with pytest.raises(Refused, match="已结束"):
        saved(planned)


def test_a_project_that_nobody_confirmed_has_none(planned: Year) -> None:
    entry = ProjectEntry("新项目", "cloud", planned.office.divisions["大数据中心"], 2027)
    project = planned.office.do(CLERK, projects.save, entry)
    planned.office.do(CLERK, projects.open_year, project, 2027, "目标")
    with pytest.raises(Refused, match="“新项目”尚未确认立项。") as caught:
        planned.office.do(CLERK, applications.prepare, project, 2027)
    assert caught.value.remedy == "请科室负责人先确认立项。"


def test_files_come_and_go_while_it_is_a_draft(planned: Year) -> None:
    key = saved(planned)
    planned.office.do(CLERK, applications.attach_file, key, file("测算表.pdf", AttachmentKind.BASIS))
    (one,) = sheet(planned, key).files
    planned.office.do(CLERK, applications.detach_file, key, one.id)
    assert sheet(planned, key).files == ()


# -- the gate


def test_an_application_waits_for_the_self_evaluation_of_the_year_before(year: Year) -> None:
    open_next(year)
    key = saved(year)
    with pytest.raises(Refused, match="2026 年度绩效自评还没有定稿") as caught:
        year.office.do(CLERK, applications.submit, key)
    assert (caught.value.article, caught.value.field) == ("第十三条", "上年度自评")
    evaluation = year.submitted()
    assert "上年度自评已定稿" in blocks(year)
    year.office.agree(HEAD, evaluation)
    year.office.agree(LEADER, evaluation)
    assert blocks(year) == {}
    year.office.do(CLERK, applications.submit, key)


def test_a_running_rectification_of_an_earlier_year_holds_the_application(planned: Year) -> None:
    item = problem(planned, ProblemSource.INSPECTION)
    said = blocks(planned)["以前年度整改已销号"]
    assert "ZG-2026-0001（2026 年度，整改中）网络安全性没有达到目标" in said
    rectified(planned, item)
    assert blocks(planned) == {}


def test_a_problem_of_the_year_applied_for_does_not_hold_it(planned: Year) -> None:
    planned.office.clock.on(dt.date(2027, 1, 5))
    problem(planned, ProblemSource.INSPECTION, year=2027)
    assert blocks(planned) == {}


def test_a_voided_key_evaluation_counts_no_more(planned: Year) -> None:
    key = key_evaluation(planned, 5900)
    planned.office.do(FINANCE, key_evaluations.void, key, "登记有误")
    assert blocks(planned) == {}


def test_a_poor_grade_needs_a_rectification_and_an_adjustment_statement(year: Year) -> None:
    evaluation = evaluate(year, **poor(year))
    open_next(year)
    assert sheet(year, saved(year)).last_grade == "中"
    found = blocks(year)
    assert set(found) == {"较差的评价结果已列入整改", "评价结果较差的有调整说明"}
    assert "绩效自评 ZP-2026-0001" in found["较差的评价结果已列入整改"]
    rectified(year, problem(year, ProblemSource.SELF_EVALUATION, evaluation))
    assert set(blocks(year)) == {"评价结果较差的有调整说明"}
    assert blocks(year, adjustment="压减云主机 40 台，增加安全考核指标。") == {}


def test_a_poor_key_evaluation_counts_like_a_poor_self_evaluation(planned: Year) -> None:
    key = key_evaluation(planned, 5900)
    assert set(blocks(planned)) == {"较差的评价结果已列入整改", "评价结果较差的有调整说明"}
    rectified(planned, problem(planned, ProblemSource.KEY_EVALUATION, key))
    assert blocks(planned, adjustment="调整任务和金额。") == {}


def test_a_good_key_evaluation_is_only_shown(planned: Year) -> None:
    key_evaluation(planned, 9100)
    found = {one.title: one for one in planned.office.ask(CLERK, applications.check, draft(planned))}
    assert "市财政局重点评价（示例财绩〔2026〕7号） 91.00 分（优）" in found["上年度评价结果"].message
    assert not found["上年度评价结果"].notice


def test_a_void_rectification_answers_nothing_and_holds_nothing(year: Year) -> None:
    evaluation = evaluate(year, **poor(year))
    open_next(year)
    item = problem(year, ProblemSource.SELF_EVALUATION, evaluation)
    year.office.do(LEADER, rectifications.void, item, "登记有误")
    assert "较差的评价结果已列入整改" in blocks(year)
    assert "以前年度整改已销号" not in blocks(year)


# -- submission and hands


def test_submission_gives_the_number_and_keeps_what_came_before(planned: Year) -> None:
    key = submitted(planned)
    found = sheet(planned, key)
    assert (found.number, found.state, found.round) == ("SQ-2027-0001", DocumentState.IN_APPROVAL, 1)
    row = planned.office.ask(CLERK, lambda desk: desk.get(Application, key).prior)
    assert '"grade":"优"' in row


def test_every_hand_of_the_route_signs_in_its_order_and_the_ledger_stays_sound(planned: Year) -> None:
    key = submitted(planned)
    with pytest.raises(Forbidden, match="科室负责人审核"):
        agree(planned, key, FINANCE)
    for who in (HEAD, FINANCE, LEADER, PRINCIPAL):
        agree(planned, key, who)
    assert sheet(planned, key).state == DocumentState.APPROVED
    path = planned.office.ledger.path
    planned.office.ledger.close()
    assert verify(path).breaks == ()


def test_a_division_renamed_later_does_not_break_what_was_signed(planned: Year) -> None:
    approved(planned)
    planned.office.do("管理员", people.save_division, planned.office.divisions["大数据中心"], "数据局", True)
    path = planned.office.ledger.path
    planned.office.ledger.close()
    assert verify(path).breaks == ()


def test_the_leader_ticks_the_earlier_result_and_the_indicators(planned: Year) -> None:
    key = submitted(planned)
    agree(planned, key, HEAD)
    agree(planned, key, FINANCE)
    with pytest.raises(Refused, match="核对"):
        planned.office.do(LEADER, applications.sign, key, Signing(Decision.AGREE), planned.office.confirm(LEADER))


def test_an_application_whose_rules_block_is_not_submitted(planned: Year) -> None:
    key = saved(planned, plan="", basis="")
    with pytest.raises(Refused, match=r"尚未填写测算依据。（另有 1 项必须处理：尚未填写年度实施计划。）"):
        planned.office.do(CLERK, applications.submit, key)


def test_nobody_agrees_once_a_new_problem_of_an_earlier_year_is_found(planned: Year) -> None:
    key = submitted(planned)
    assert sheet(planned, key).moved == ""
    problem(planned, ProblemSource.AUDIT)
    assert "整改情况" in sheet(planned, key).moved
    with pytest.raises(Refused, match="请退回经办人"):
        agree(planned, key, HEAD)
    planned.office.do(HEAD, applications.sign, key, Signing(Decision.RETURN, "请先整改"), planned.office.confirm(HEAD))
    found = sheet(planned, key)
    assert (found.state, found.moved) == (DocumentState.RETURNED, "")


def test_a_draft_taken_back_stands_on_the_ledger_of_today(planned: Year) -> None:
    key = submitted(planned)
    planned.office.do(CLERK, applications.withdraw, key, "补充材料")
    problem(planned, ProblemSource.AUDIT)
    assert any(one.tone == "bad" for one in sheet(planned, key).gate)
    planned.office.do(CLERK, applications.save, draft(planned), key)
    assert planned.office.ask(CLERK, lambda desk: desk.get(Application, key).prior) == ""


def test_changing_an_approved_application_ends_its_round_and_opens_the_indicators(planned: Year) -> None:
    key = approved(planned)
    with pytest.raises(Refused, match="2027 年度的年度申请 SQ-2027-0001 已送审或定稿"):
        change_indicators(planned)
    planned.office.do(CLERK, applications.change, key, "调整指标")
    change_indicators(planned)
    found = sheet(planned, key)
    assert (found.state, found.plan.goal) == (DocumentState.DRAFT, "新目标")
    planned.office.do(CLERK, applications.submit, key)
    assert sheet(planned, key).round == 2


def change_indicators(year: Year) -> None:
    """Another goal for 2027."""
    entries = year.office.ask(CLERK, indicators.of_year, year.project, 2027).entries
    year.office.do(CLERK, indicators.set_for_year, year.project, 2027, "新目标", entries, "2020-10")


def test_a_void_application_keeps_what_was_signed_and_makes_room_for_another(planned: Year) -> None:
    key = submitted(planned)
    planned.office.do(CLERK, applications.void, key, "项目调整")
    change_indicators(planned)
    found = sheet(planned, key)
    assert (found.void_reason, found.plan.goal) == ("项目调整", GOAL)
    second = saved(planned)
    planned.office.do(CLERK, applications.submit, second)
    assert sheet(planned, second).number == "SQ-2027-0002"


def test_a_draft_that_was_never_submitted_and_is_void_shows_the_year_as_it_is(planned: Year) -> None:
    key = saved(planned)
    planned.office.do(CLERK, applications.void, key, "不再申请")
    assert sheet(planned, key).plan.goal == GOAL


# -- what follows


def test_new_money_for_a_further_year_waits_for_its_approved_application(planned: Year) -> None:
    for kind in (AppropriationKind.INITIAL, AppropriationKind.ADDITION):
        with pytest.raises(Refused, match="2027 年度的年度申请还没有批准") as caught:
            appropriate(planned, kind, WAN)
        assert (caught.value.article, caught.value.field) == ("第十三条", "指标类型")
    planned.office.clock.on(dt.date(2027, 1, 5))
    appropriate(planned, AppropriationKind.CARRY_OVER, WAN)
    appropriate(planned, AppropriationKind.CUT, WAN)
    approved(planned)
    appropriate(planned, AppropriationKind.INITIAL, 400 * WAN)


def test_money_of_the_first_year_needs_no_application(planned: Year) -> None:
    appropriate(planned, AppropriationKind.ADDITION, WAN, 2026)


# -- what the sheet says
