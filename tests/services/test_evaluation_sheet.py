"""What a screen is told about one self-evaluation: live while it is open, as signed afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.rules.figures import figures
from fundapp.services import evaluation_sheet, evaluations, indicators, projects
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_sheet import EarlierGrade, EvaluationSheet
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.values.choices import AppropriationKind, DocumentState
from fundapp.values.documents import RoundOutcome
from fundapp.values.score import Operator
from tests.services.evaluation_year import CLERK, FINANCE, HEAD, LEADER, WAN, Year, file, plan


def sheet(year: Year, evaluation_id: int, who: str = CLERK) -> EvaluationSheet:
    """The sheet as one person sees it."""
    return year.office.ask(who, evaluation_sheet.sheet, evaluation_id)


def test_a_draft_shows_header_money_rows_and_total_of_the_moment(year: Year) -> None:
    found = sheet(year, year.saved())
    assert (found.project, found.year, found.division, found.author) == ("政务云服务项目", 2026, "大数据中心", CLERK)
    assert (found.number, found.state, found.round) == ("", DocumentState.DRAFT, 0)
    assert found.money.total.executed == 4125 * WAN // 10
    assert [line.result.points for line in found.indicators] == [2500, 2500, 1500, 1499, 1000]
    assert (found.result.total_points, found.result.grade, found.moved) == (9916, "优", "")
    assert found.indicators[3].result.formula == "实际 99.9%，目标 ≥ 99.99%，未达到：15.00 × 99.9 ÷ 99.99 ＝ 14.99 分。"


def test_a_drafts_money_follows_the_ledger(year: Year) -> None:
    evaluation = year.saved()
    year.office.pay(year.milestones[2], ("local", 10 * WAN))
    found = sheet(year, evaluation)
    assert found.money.total.executed == 4225 * WAN // 10
    assert found.result.execution_points == 939


def test_once_submitted_money_goal_indicators_and_points_stay_as_signed_and_the_sheet_says_what_moved(
    year: Year,
) -> None:
    evaluation = year.approved()
    before = sheet(year, evaluation)
    year.office.pay(year.milestones[2], ("local", 10 * WAN))
    after = sheet(year, evaluation)
    assert after.money == before.money
    assert after.result == before.result
    assert after.moved == "送审之后账面全年执行数由 412.50 万元变为 422.50 万元。"


def test_a_void_sheet_keeps_the_wording_that_was_signed(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.void, evaluation, "重新填报")
    stored = year.office.ask(CLERK, indicators.of_year, year.project, 2026)
    first, *rest = stored.entries
    changed = (replace(first, name="改名后的指标", target=Decimal("99.5")), *rest)
    year.office.do(CLERK, indicators.set_for_year, year.project, 2026, "改后的目标", changed, "2020-10")
    found = sheet(year, evaluation)
    assert (found.goal, found.indicators[0].entry.name) == ("保障全市部门政务云资源正常使用。", "网络应用正常运行率")
    assert (found.state, found.void_reason) == (DocumentState.VOID, "重新填报")
    assert found.result.total_points == 9916


def test_a_draft_that_was_voided_before_any_round_shows_the_moment(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, evaluations.void, evaluation, "不填了")
    assert sheet(year, evaluation).result.total_points == 9916


def test_a_returned_one_is_open_again_and_shows_both_rounds_and_who_returned_it(year: Year) -> None:
    evaluation = year.submitted()
    year.office.agree(HEAD, evaluation)
    year.office.give_back(LEADER, evaluation, "请补充样本数。")
    found = sheet(year, evaluation)
    assert [row.outcome for row in found.rounds] == [RoundOutcome.RETURNED]
    assert [hand.signer for hand in found.rounds[0].hands] == [HEAD, LEADER]
    assert found.rounds[0].hands[1].opinion == "请补充样本数。"
    assert found.step is None


def test_offers_are_those_of_the_person_asking_and_say_why_not(year: Year) -> None:
    evaluation = year.submitted()
    clerk, head, leader = (sheet(year, evaluation, who) for who in (CLERK, HEAD, LEADER))
    assert head.step is not None
    assert head.step.label == "科室负责人审核"
    agree = head.offer("agree")
    assert agree is not None
    assert agree.allowed
    barred = leader.offer("agree")
    assert barred is not None
    assert "须由科室负责人签批" in barred.why
    withdraw = clerk.offer("withdraw")
    assert withdraw is not None
    assert withdraw.allowed
    assert clerk.offer("submit") is None


def test_before_login_nothing_is_offered(year: Year) -> None:
    evaluation = year.submitted()
    assert year.office.ledger.ask(None, evaluation_sheet.sheet, evaluation).offers == ()


def test_files_are_listed_with_their_kind(year: Year) -> None:
    evaluation = year.saved()
    year.office.do(CLERK, evaluations.attach_file, evaluation, file("满意度调查.pdf"))
    assert [(row.file_name, row.present) for row in sheet(year, evaluation).files] == [("满意度调查.pdf", True)]


def test_grades_of_earlier_years_are_listed_newest_first_and_only_when_approved(year: Year) -> None:
    evaluation = year.approved()
    year.office.clock.on(dt.date(2027, 12, 20))
    year.office.do(CLERK, projects.open_year, year.project, 2027, "下一年")
    entry = IndicatorEntry("产出指标", "数量指标", "云主机数量", Operator.AT_LEAST, 9000, Decimal(100), unit="台")
    plan(year.office, year.project, 2027, (entry,), "10-90")
    later = year.office.do(CLERK, evaluations.prepare, year.project, 2027)
    assert sheet(year, later).earlier == (EarlierGrade(evaluation, 2026, 9916, "优"),)
    assert sheet(year, evaluation).earlier == ()
    year.office.do(CLERK, evaluations.void, evaluation, "作废")
    assert sheet(year, later).earlier == ()


def test_the_preview_says_of_an_unsaved_draft_what_the_sheet_will_say_of_the_saved_one(year: Year) -> None:
    draft = year.draft()
    preview = year.office.ask(CLERK, evaluation_sheet.preview, draft)
    evaluation = year.saved()
    found = sheet(year, evaluation)
    assert (preview.goal, preview.money, preview.result, preview.indicators, preview.findings) == (
        found.goal, found.money, found.result, found.indicators, found.findings,
    )  # fmt: skip
    assert year.office.ask(CLERK, evaluation_sheet.preview, draft, evaluation) == preview
    outside = year.office.ask(FINANCE, evaluation_sheet.preview, draft).findings
    assert [one.rule for one in outside if one.blocks] == ["13-6"]


def test_money_that_is_not_there_yet_leaves_the_execution_rate_open(year: Year) -> None:
    year.office.clock.on(dt.date(2027, 1, 20))
    year.office.do(CLERK, projects.open_year, year.project, 2027, "下一年")
    entry = IndicatorEntry("产出指标", "数量指标", "云主机数量", Operator.AT_LEAST, 9000, Decimal(100), unit="台")
    plan(year.office, year.project, 2027, (entry,), "10-90")
    draft = year.office.ask(CLERK, evaluations.blank, year.project, 2027)
    result = year.office.ask(CLERK, evaluation_sheet.preview, draft).result
    assert (result.execution_rate_bp, result.execution_points, result.finished) == (None, None, False)
    year.office.appropriate(year.project, 2027, "local", AppropriationKind.CARRY_OVER, 5 * WAN)
    result = year.office.ask(CLERK, evaluation_sheet.preview, draft).result
    assert (result.execution_rate_bp, result.execution_points) == (0, 0)


@pytest.mark.parametrize(
    ("line", "score", "status", "tone"),
    [
        ("a", ScoreEntry(0), "待填", "neutral"),
        ("a", ScoreEntry(0, Decimal("99.9")), "达成", "ok"),
        ("a", ScoreEntry(0, Decimal("99.95")), "达成", "ok"),
        ("a", ScoreEntry(0, rating_bp=10_000), "缺说明", "bad"),
        ("a", ScoreEntry(0, rating_bp=10_000, explanation="见结算单。"), "已评定", "warn"),
        ("b", ScoreEntry(0, Decimal(1)), "缺说明", "bad"),
        ("b", ScoreEntry(0, Decimal(1), explanation="计量口径更严。"), "明显超出", "warn"),
        ("d", ScoreEntry(0, Decimal("99.90")), "缺说明", "bad"),
        ("d", ScoreEntry(0, Decimal("99.90"), explanation="检修。"), "未达标", "warn"),
        ("e", ScoreEntry(0, applicable=False), "缺说明", "bad"),
        ("e", ScoreEntry(0, applicable=False, explanation="本年未调查。"), "不适用", "neutral"),
    ],
)
def test_each_row_says_how_it_stands(year: Year, line: str, score: ScoreEntry, status: str, tone: str) -> None:
    place = "abcde".index(line)
    typed = replace(score, indicator_id=year.indicators[place])
    preview = year.office.ask(CLERK, evaluation_sheet.preview, year.draft(**{line: typed}))
    found = preview.indicators[place]
    assert (found.status, found.tone) == (status, tone)


def test_a_row_that_nobody_filled_in_is_still_a_row(year: Year) -> None:
    draft = replace(year.draft(), scores=())
    assert [one.status for one in year.office.ask(CLERK, evaluation_sheet.preview, draft).indicators] == ["待填"] * 5


def test_dropping_an_indicator_spreads_its_weight_over_the_others(year: Year) -> None:
    dropped = ScoreEntry(year.indicators[4], applicable=False, explanation="本年未调查。")
    preview = year.office.ask(CLERK, evaluation_sheet.preview, year.draft(e=dropped))
    weights = [one.result.weight for one in preview.indicators]
    assert weights == [2813, 2813, 1687, 1687, 0]
    assert sum(weights) == 9000


ENTRY = IndicatorEntry("产出指标", "数量指标", "接入量", Operator.AT_LEAST, 9000)
DRAFT = EvaluationDraft(1, 2026, dt.date(2026, 12, 28))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (replace(ENTRY, target=Decimal("95.50"), unit="%"), "≥95.50%"),
        (replace(ENTRY, operator=Operator.BELOW, target=Decimal(2), unit="小时"), "<2小时"),
        (replace(ENTRY, operator=Operator.EQUAL, target=Decimal("1E+3"), unit="台"), "=1000台"),
        (replace(ENTRY, operator=Operator.DATE, target_on=dt.date(2026, 11, 30)), "2026年11月30日前"),
        (replace(ENTRY, operator=Operator.QUALITATIVE, target_text="运行平稳"), "运行平稳"),
    ],
)
def test_targets_read_as_forms_print_them(entry: IndicatorEntry, said: str) -> None:
    assert evaluation_sheet.target_text(entry) == said


@pytest.mark.parametrize(
    ("operator", "score", "said"),
    [
        (Operator.AT_LEAST, ScoreEntry(1, Decimal("96.50")), "96.50%"),
        (Operator.DATE, ScoreEntry(1, actual_on=dt.date(2026, 11, 3)), "2026年11月3日"),
        (Operator.AT_LEAST, ScoreEntry(1, actual_text="完成", rating_bp=10000), "完成"),
        (Operator.AT_LEAST, ScoreEntry(1, rating_bp=7500), "评定 75.00%"),
        (Operator.QUALITATIVE, ScoreEntry(1, rating_bp=8000), "达成"),
        (Operator.QUALITATIVE, ScoreEntry(1, rating_bp=6000), "部分达成"),
        (Operator.QUALITATIVE, ScoreEntry(1, rating_bp=0), "未达成"),
        (Operator.AT_LEAST, ScoreEntry(1), ""),
    ],
)
def test_actuals_read_as_forms_print_them(operator: Operator, score: ScoreEntry, said: str) -> None:
    entry = replace(ENTRY, operator=operator, unit="%")
    assert evaluation_sheet.actual_text(entry, score, figures(), DRAFT) == said
