from __future__ import annotations

import datetime as dt

from fundapp.services import monitorings
from fundapp.ui import notices
from fundapp.ui.monitoring import screens
from fundapp.ui.monitoring.list import MonitoringList
from fundapp.ui.monitoring.page import MonitoringPage
from fundapp.values.choices import DocumentState
from tests.services.evaluation_year import AUDITOR, CLERK, STRANGER, Year
from tests.services.watching import AD_HOC, ROUND, approved, saved
from tests.ui.performance.writing import seated
from tests.ui.seated import Told, ready


def shown_list(year: Year, who: str = CLERK) -> tuple[MonitoringList, Told]:
    """The list as the shell shows it in 2026."""
    page = MonitoringList(seated(year, who))
    told = Told(page)
    page.set_year(2026)
    return ready(page), told


def test_the_screen_is_in_the_section_of_performance(year: Year) -> None:
    (screen,) = screens(seated(year))
    assert (screen.key, screen.title, screen.section) == ("monitoring", "运行监控", "绩效")
    assert isinstance(screen.build(), MonitoringList)


def test_a_year_without_any_says_what_the_round_lacks(year: Year) -> None:
    page, _ = shown_list(year)
    assert page.table.rows() == ()
    assert [row.project for row in page.missing.rows()] == ["政务云服务项目"]
    assert page.tabs.tabText(1) == "尚未集中监控 1"
    assert page.aside() == "集中监控数据截至2026年6月30日，还有 1 个项目未填报"


def test_before_the_period_is_over_the_round_is_only_announced(year: Year) -> None:
    year.office.clock.on(dt.date(2026, 5, 4))
    page, told = shown_list(year)
    assert page.aside() == "集中监控数据截至2026年6月30日，尚未到期"
    assert not page.begin_round.isEnabled()
    assert "尚未到期" in page.begin_round.toolTip()
    assert page.begin_other.isEnabled()
    with notices.captured() as seen:
        page.missing.activated.emit(page.missing.rows()[0])
    assert "尚未到期" in seen[0].title
    assert told.pushed == []


def test_enter_begins_the_round_and_opens_it(year: Year) -> None:
    page, told = shown_list(year)
    page.missing.activated.emit(page.missing.rows()[0])
    assert isinstance(told.pushed[0], MonitoringPage)
    assert [(row.kind, row.state) for row in page.table.rows()] == [(ROUND, DocumentState.DRAFT)]
    assert page.missing.rows() == ()
    assert page.aside() == ""
    assert page.tabs.tabText(1) == "尚未集中监控"


def test_an_ad_hoc_one_can_be_begun_for_either_list(year: Year) -> None:
    page, told = shown_list(year)
    page.begin_other.click()
    assert [row.kind for row in page.table.rows()] == [AD_HOC]
    page.table.select_first()
    page.again.click()
    assert [row.kind for row in page.table.rows()] == [AD_HOC, AD_HOC]
    assert len(told.pushed) == 2
    assert len(page.missing.rows()) == 1


def test_enter_on_a_year_without_indicators_leads_to_them(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    page, told = shown_list(year)
    row = next(row for row in page.missing.rows() if row.project_id == bare)
    page.missing.select(bare)
    assert "没有绩效指标" in page.begin_round.toolTip()
    page.missing.activated.emit(row)
    assert told.wanted == [("performance", ("indicators", bare))]


def test_who_is_no_clerk_of_the_division_reads_why(year: Year) -> None:
    page, _ = shown_list(year, AUDITOR)
    assert not page.begin_round.isEnabled()
    assert "须由经办人办理" in page.begin_round.toolTip()
    assert shown_list(year, STRANGER)[0].missing.rows() == ()


def test_an_approved_one_is_listed_with_its_money(year: Year) -> None:
    approved(year)
    page, _ = shown_list(year)
    (row,) = page.table.rows()
    assert (row.number, row.adjusted, row.executed, row.demands) == ("JK-2026-0001", 450_000_000, 412_500_000, True)
    page.set_year(2025)
    page.refresh(None)
    assert page.table.rows() == ()


def test_targets_open_a_monitoring_or_select_the_project(year: Year) -> None:
    page, told = shown_list(year)
    page.aim(("project", year.project))
    assert page.tabs.currentIndex() == 1
    chosen = page.missing.current()
    assert chosen is not None
    assert chosen.project_id == year.project
    key = saved(year)
    page.aim(key)
    page.aim(("monitoring", key))
    page.aim(("monitoring", "x"))
    assert [type(one) for one in told.pushed] == [MonitoringPage, MonitoringPage]


def test_a_target_that_is_gone_is_refused_with_a_sentence(year: Year) -> None:
    page, told = shown_list(year)
    with notices.captured() as seen:
        page.aim(99)
    assert seen[0].kind == "refusal"
    seen.clear()
    assert told.pushed == []


def test_rows_lead_to_the_monitoring_and_a_void_one_makes_the_round_wait_again(year: Year) -> None:
    key = saved(year)
    page, told = shown_list(year)
    page.table.activated.emit(page.table.rows()[0])
    assert isinstance(told.pushed[0], MonitoringPage)
    year.office.do(CLERK, monitorings.void, key, "重新填报")
    page.refresh(None)
    assert len(page.missing.rows()) == 1
