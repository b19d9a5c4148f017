"""What screens, the signing desk, the form and the self-evaluation read of monitorings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.forms.imprint import Imprint
from fundapp.services import (
    indicators,
    monitoring_list,
    monitoring_sheet,
    monitorings,
    printing,
    projects,
    signing_desk,
    workbench,
)
from fundapp.services.indicators import of_year
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.monitoring_paper import blanks, period_of
from fundapp.services.monitoring_sheet import MonitoringSheet
from fundapp.services.paging import PageRequest
from fundapp.services.projects import AppropriationEntry
from fundapp.services.verification import verify
from fundapp.values.choices import AppropriationKind, Cause, DocumentState, Likelihood
from fundapp.values.documents import FormKind, SubjectKind
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, INDICATORS, LEADER, STRANGER, WAN, Year, plan
from tests.services.watching import AD_HOC, JULY, ROUND, SURE, agree, approved, draft, saved, submitted

POSSIBLE = Likelihood.POSSIBLE


def shown(year: Year, key: int) -> MonitoringSheet:
    """The sheet as the clerk reads it."""
    return year.office.ask(CLERK, monitoring_sheet.sheet, key)


# -- the sheet -----------------------------------------------------------------------------------------------------


def test_money_and_time_of_the_period_stand_side_by_side(year: Year) -> None:
    course = shown(year, saved(year)).preview.course
    assert (course.until, course.time_bp, course.money_bp) == (dt.date(2026, 6, 30), 4959, 9167)
    assert not course.money_behind


def test_money_of_the_period_only_counts_up_to_its_last_day(year: Year) -> None:
    """Everything was entered and paid on 2 March 2026."""
    before = shown(year, saved(year, AD_HOC, until=dt.date(2026, 3, 1))).preview
    assert (before.money.total.adjusted, before.money.total.executed, before.money.payments) == (0, 0, 0)
    assert before.course.money_bp is None
    on_the_day = shown(year, saved(year, AD_HOC, until=dt.date(2026, 3, 2))).preview
    assert (on_the_day.money.total.adjusted, on_the_day.money.total.executed) == (450 * WAN, 412_500_000)
    assert on_the_day.money.payments == 2


def test_slow_money_is_told(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    year.office.appropriate(bare, 2026, "local", AppropriationKind.INITIAL, 100 * WAN)
    plan(year.office, bare, 2026, INDICATORS, "2020-10")
    key = year.office.do(CLERK, monitorings.prepare, bare, 2026, AD_HOC)
    found = shown(year, key).preview
    assert (found.course.money_bp, found.course.money_behind) == (0, True)
    assert any(one.rule == "15-27" and one.notice for one in found.findings)


def test_rows_say_target_actual_expectation_progress_and_status(year: Year) -> None:
    rows = shown(year, saved(year)).preview.lines
    assert [row.target for row in rows] == ["=99.9%", "<2小时", "全年无重大事故", "≥99.99%", "≥95%"]
    assert [row.actual for row in rows] == ["99.95%", "1.6小时", "未发生事故", "99.99%", "60%"]
    assert [row.progress_bp for row in rows] == [10_000, 10_000, 5_000, 10_000, 6_316]
    assert [row.status for row in rows] == ["正常"] * 4 + ["有可能"]
    assert [row.tone for row in rows] == ["ok"] * 4 + ["warn"]


@pytest.mark.parametrize(
    ("line", "status", "tone"),
    [
        (LineEntry(0), "待填", "neutral"),
        (LineEntry(0, Decimal(60)), "待填", "neutral"),
        (LineEntry(0, Decimal(95), likelihood=SURE), "正常", "ok"),
        (LineEntry(0, Decimal(20), likelihood=SURE), "落后", "warn"),
        (LineEntry(0, Decimal(60), likelihood=POSSIBLE), "缺说明", "bad"),
        (LineEntry(0, Decimal(60), likelihood=POSSIBLE, causes=frozenset({Cause.RULES})), "缺说明", "bad"),
        (
            LineEntry(
                0,
                Decimal(60),
                expected_text="可达 80%",
                likelihood=Likelihood.IMPOSSIBLE,
                causes=frozenset({Cause.FUNDING}),
                reason="资金未到位。",
            ),
            "完全不可能",
            "bad",
        ),
    ],
)
def test_the_status_of_a_row(year: Year, line: LineEntry, status: str, tone: str) -> None:
    key = saved(year, e=replace(line, indicator_id=year.indicators[4]))
    found = shown(year, key).preview.lines[4]
    assert (found.status, found.tone) == (status, tone)
    assert found.behind == (status == "落后")


def test_a_judgement_without_words_and_a_day_are_printed(year: Year) -> None:
    ids = year.indicators
    key = saved(
        year,
        c=LineEntry(ids[2], progress_bp=4000, likelihood=SURE, expected_on=dt.date(2026, 12, 1)),
        d=LineEntry(ids[3], Decimal("99.5"), actual_text="含检修", likelihood=SURE, expected_text="全年达标"),
    )
    rows = shown(year, key).preview.lines
    assert (rows[2].actual, rows[2].expected) == ("评定进度 40.00%", "2026年12月1日")
    assert (rows[3].actual, rows[3].expected) == ("99.5%\n含检修", "全年达标")


def test_the_preview_of_what_is_typed_is_that_of_the_sheet(year: Year) -> None:
    typed = draft(year)
    assert year.office.ask(CLERK, monitoring_sheet.preview, typed) == shown(year, saved(year)).preview


def test_only_an_approved_one_with_demands_leads_to_a_rectification(year: Year) -> None:
    key = submitted(year)
    assert not shown(year, key).to_rectify
    agree(year, HEAD, key)
    agree(year, LEADER, key)
    assert shown(year, key).to_rectify
    assert not year.office.ask(AUDITOR, monitoring_sheet.sheet, key).to_rectify
    assert not shown(year, approved(year, AD_HOC, demands=False)).to_rectify


def test_a_draft_that_was_voided_unsent_can_still_be_read(year: Year) -> None:
    key = saved(year)
    year.office.do(CLERK, monitorings.void, key, "不再需要")
    found = shown(year, key)
    assert (found.state, found.void_reason, found.moved) == (DocumentState.VOID, "不再需要", "")
    assert len(found.preview.lines) == 5


# -- lists ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_money_once_it_is_submitted_and_can_be_narrowed(year: Year) -> None:
    submitted(year)
    saved(year, AD_HOC)
    page = year.office.ask(CLERK, monitoring_list.page, PageRequest(), 2026)
    assert {(row.kind, row.adjusted, row.executed) for row in page.rows} == {
        (ROUND, 450 * WAN, 412_500_000),
        (AD_HOC, None, None),
    }
    for name, value, kinds in (
        ("state", "draft", [AD_HOC]),
        ("kind", "round", [ROUND]),
        ("project", str(year.project + 1), []),
    ):
        asked = PageRequest(filters=((name, value),))
        assert [row.kind for row in year.office.ask(CLERK, monitoring_list.page, asked, 2026).rows] == kinds
    found = year.office.ask(CLERK, monitoring_list.page, PageRequest(text="JK-2026"))
    assert [row.number for row in found.rows] == ["JK-2026-0001"]
    assert year.office.ask(CLERK, monitoring_list.page, PageRequest(), 2025).rows == ()
    assert year.office.ask(STRANGER, monitoring_list.page, PageRequest(), 2026).rows == ()


def test_the_round_waits_for_project_years_in_force_that_it_has_not_reached(year: Year) -> None:
    found = year.office.ask(CLERK, monitoring_list.standing_of, 2026)
    assert (found.until, found.over) == (dt.date(2026, 6, 30), True)
    assert [(row.project, row.indicators) for row in found.missing] == [("政务云服务项目", 5)]
    saved(year, AD_HOC)
    assert len(year.office.ask(CLERK, monitoring_list.unwatched, 2026)) == 1
    key = saved(year)
    assert year.office.ask(CLERK, monitoring_list.unwatched, 2026) == ()
    year.office.do(CLERK, monitorings.void, key, "重新填报")
    assert len(year.office.ask(CLERK, monitoring_list.unwatched, 2026)) == 1
    assert year.office.ask(STRANGER, monitoring_list.unwatched, 2026) == ()


def test_the_round_is_over_the_day_after_its_last(year: Year) -> None:
    year.office.clock.on(dt.date(2026, 6, 30))
    assert not year.office.ask(CLERK, monitoring_list.standing_of, 2026).over
    year.office.clock.on(dt.date(2026, 7, 1))
    assert year.office.ask(CLERK, monitoring_list.standing_of, 2026).over


def test_the_workbench_reminds_of_projects_that_the_round_has_not_reached(year: Year) -> None:
    def reminders(who: str) -> list[tuple[str, str, int]]:
        found = year.office.ask(who, workbench.workbench, 2026).alerts
        return [(row.word, row.text, row.id) for row in found if row.kind is SubjectKind.MONITORING]

    year.office.clock.on(dt.date(2026, 6, 30))
    assert reminders(CLERK) == []
    year.office.clock.on(dt.date(2026, 7, 1))
    assert reminders(CLERK) == [("监控", "政务云服务项目尚未集中监控（数据截至 2026-06-30）", year.project)]
    assert reminders(STRANGER) == []
    saved(year)
    assert reminders(CLERK) == []


# -- signing desk, form, verification --------------------------------------------------------------------------------


def test_it_comes_to_the_desk_with_page_checks_and_money_bar(year: Year) -> None:
    key = submitted(year)
    (line,) = year.office.ask(HEAD, signing_desk.waiting)
    assert (line.kind, line.headline) == (SubjectKind.MONITORING, "政务云服务项目")
    assert line.amount_text == "集中监控（截至 2026-06-30）"
    found = year.office.ask(HEAD, signing_desk.document, SubjectKind.MONITORING, key)
    assert found.money is not None
    assert (found.money.whole, found.money.paid) == (450 * WAN, 412_500_000)
    assert found.pdf.startswith(b"%PDF")
    assert [one.rule for one in found.findings if not one.passed] == []
    assert found.agree is not None
    assert found.agree.allowed


def test_without_a_budget_there_is_no_money_bar(year: Year) -> None:
    key = submitted(year, AD_HOC, until=dt.date(2026, 3, 1), forecast=0)
    assert year.office.ask(HEAD, signing_desk.document, SubjectKind.MONITORING, key).money is None


def test_the_form_is_filled_from_what_was_submitted(year: Year) -> None:
    key = approved(year)
    found = year.office.ask(CLERK, blanks, key, Imprint(office="示例"))
    assert (found.kind, found.period, found.attribute, found.category) == ("集中监控", "1—6月", "新增", "政务云项目")
    assert (found.total.initial, found.total.adjusted, found.total.executed) == (420 * WAN, 450 * WAN, 412_500_000)
    assert (found.rate_bp, found.forecast, found.demands) == (9167, 440 * WAN, True)
    assert found.indicators[4].causes == (Cause.STAFF, Cause.OTHER)
    assert found.indicators[4].likelihood is POSSIBLE
    assert [sign.name for sign in found.signs] == [HEAD, LEADER]


def test_a_draft_has_the_empty_cells_of_its_route(year: Year) -> None:
    found = year.office.ask(CLERK, blanks, saved(year), Imprint(office="示例"))
    assert [(sign.step, sign.name) for sign in found.signs] == [("科室负责人审核", ""), ("分管领导审核", "")]


@pytest.mark.parametrize(
    ("until", "period"),
    [
        (dt.date(2026, 1, 31), "1月"),
        (dt.date(2026, 7, 31), "1—7月"),
        (dt.date(2024, 2, 29), "1—2月"),
        (JULY, "1月1日至7月10日"),
    ],
)
def test_whole_months_are_called_by_their_numbers(until: dt.date, period: str) -> None:
    assert period_of(until) == period


def test_the_form_can_be_issued_once_every_hand_is_on_it(year: Year) -> None:
    key = submitted(year)
    assert "只能预览草稿" in year.office.ask(CLERK, printing.why_not, FormKind.MONITORING, key)
    agree(year, HEAD, key)
    agree(year, LEADER, key)
    year.office.do(CLERK, printing.issue, FormKind.MONITORING, key)
    issued = year.office.ask(CLERK, printing.latest, FormKind.MONITORING, key)
    assert issued is not None
    assert issued.current


def test_signatures_still_stand_after_indicators_goal_and_money_went_on(year: Year) -> None:
    approved(year)
    entries = year.office.ask(CLERK, of_year, year.project, 2026).entries
    renamed = (replace(entries[0], name="改名后的指标"), *entries[1:])
    year.office.do(CLERK, indicators.set_for_year, year.project, 2026, "改后的目标", renamed, "2020-10")
    entry = AppropriationEntry("local", AppropriationKind.ADDITION, WAN, "示例财预〔2026〕9号", dt.date(2026, 5, 6))
    year.office.do(FINANCE, projects.appropriate, year.project, 2026, entry)
    report = verify(year.office.ledger.path)
    assert report.breaks == ()
