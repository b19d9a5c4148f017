"""A self-evaluation from draft to the last hand (art. 13): who may, what is computed, what refuses."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, NotFound, Refused, Stale
from fundapp.models import Evaluation, SignRound
from fundapp.places import attachments_folder
from fundapp.services import evaluations, people, projects
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import AttachmentKind, DocumentState
from fundapp.values.score import ExecutionMode
from tests.services.evaluation_reading import last_line, load, typed
from tests.services.evaluation_year import (
    CLERK,
    FINANCE,
    HEAD,
    OTHER_CLERK,
    STRANGER,
    WAN,
    Year,
    file,
)


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
    assert (row.number, row.round, row.state) == ("ZP-2026-0001", 1, DocumentState.IN_APPROVAL)
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
