"""The list of annual applications, and the years that have none yet."""

from __future__ import annotations

from fundapp.services import applications, project_sheet, projects
from fundapp.ui import notices
from fundapp.ui.applications import screens
from fundapp.ui.applications.list import ApplicationList
from fundapp.ui.applications.look import unapplied_columns
from fundapp.ui.applications.page import ApplicationPage
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.values.choices import DocumentState
from tests.services.applying import saved, submitted
from tests.services.evaluation_year import AUDITOR, CLERK, Year
from tests.ui.applications.writing import seated
from tests.ui.seated import Told, ready


def shown_list(year: Year, who: str = CLERK) -> tuple[ApplicationList, Told]:
    """The list as the shell shows it in 2027."""
    page = ApplicationList(seated(year, who))
    told = Told(page)
    page.set_year(2027)
    return ready(page), told


def test_the_screen_stands_in_the_section_of_performance(planned: Year) -> None:
    (screen,) = screens(seated(planned))
    assert (screen.key, screen.title, screen.section) == ("applications", "年度申请", "绩效")
    assert isinstance(screen.build(), ApplicationList)


def test_a_year_without_any_says_how_many_projects_wait(planned: Year) -> None:
    page, _ = shown_list(planned)
    assert page.table.rows() == ()
    assert page.tabs.tabText(1) == "尚未申请 1"
    assert page.aside() == "2027 年度还有 1 个项目尚未申请"
    assert "先建立年度" in page.help()


def test_an_application_is_listed_and_opened(planned: Year) -> None:
    key = submitted(planned)
    page, told = shown_list(planned)
    (row,) = page.table.rows()
    assert (row.number, row.last_grade, row.state) == ("SQ-2027-0001", "优", DocumentState.IN_APPROVAL)
    assert page.aside() == ""
    assert page.tabs.tabText(1) == "尚未申请"
    page.table.activated.emit(row)
    page.aim(key)
    page.aim(("application", key))
    page.aim(("begin", planned.project, 2027))
    assert [type(one) for one in told.pushed] == [ApplicationPage] * 4


def test_enter_on_a_project_year_makes_the_draft_and_opens_it(planned: Year) -> None:
    page, told = shown_list(planned)
    page.missing.activated.emit(page.missing.rows()[0])
    assert isinstance(told.pushed[0], ApplicationPage)
    assert [row.state for row in page.table.rows()] == [DocumentState.DRAFT]
    assert page.missing.rows() == ()
    assert page.new.toolTip() == "请先选中一个项目。"


def test_the_button_begins_the_chosen_one(planned: Year) -> None:
    page, told = shown_list(planned)
    assert page.new.isEnabled()
    page.new.click()
    assert isinstance(told.pushed[0], ApplicationPage)


def test_whoever_may_not_write_sees_the_goals_and_the_reason(planned: Year) -> None:
    page, told = shown_list(planned, AUDITOR)
    assert not page.new.isEnabled()
    assert "填报年度申请" in page.new.toolTip()
    page.missing.activated.emit(page.missing.rows()[0])
    page.goals.click()
    assert [type(one) for one in told.pushed] == [IndicatorsEditor, IndicatorsEditor]
    assert page.goals.text() == "修改绩效指标"


def test_a_year_without_indicators_is_offered_to_be_planned(planned: Year) -> None:
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "")
    page, _ = shown_list(planned)
    page.set_year(2028)
    page.refresh(None)
    assert page.goals.text() == "编制绩效指标"


def test_a_year_that_was_not_opened_is_said_and_opened_from_the_list(planned: Year) -> None:
    page, told = shown_list(planned)
    page.set_year(2028)
    page.refresh(None)
    (row,) = page.missing.rows()
    badge = next(one for one in unapplied_columns(lambda _grade, _on: "neutral") if one.key == "further")
    assert badge.text(badge.take(row)) == "尚未建立年度"
    assert page.aside() == "2028 年度还有 1 个项目尚未申请"
    assert (page.new.text(), page.goals.toolTip()) == ("建立年度…", "请先建立 2028 年度。")
    page._goals_of_missing()
    assert told.pushed == []
    page.new.click()
    dialog = page.dialog
    assert dialog is not None
    assert dialog.goal.value() == planned.office.ask(CLERK, project_sheet.sheet, planned.project).years[-1].goal
    dialog.press()
    (row,) = page.missing.rows()
    assert row.opened
    assert (page.new.text(), page.goals.isEnabled()) == ("填报年度申请", True)


def test_whoever_may_not_open_a_year_is_led_to_the_project(planned: Year) -> None:
    page, told = shown_list(planned, AUDITOR)
    page.set_year(2028)
    page.refresh(None)
    assert not page.new.isEnabled()
    page.missing.activated.emit(page.missing.rows()[0])
    assert told.wanted == [("projects", planned.project)]
    assert page.dialog is None


def test_nothing_chosen_does_nothing(planned: Year) -> None:
    saved(planned)
    page, told = shown_list(planned)
    page._begin_current()
    page._goals_of_missing()
    page.aim("nonsense")
    assert told.pushed == []


def test_one_that_is_gone_is_refused_in_words(planned: Year) -> None:
    page, told = shown_list(planned)
    with notices.captured() as seen:
        page.aim(99)
    assert seen[0].kind == "refusal"
    assert told.pushed == []


def test_the_list_follows_acts_of_others(planned: Year) -> None:
    page, _ = shown_list(planned)
    key = saved(planned)
    page.refresh(None)
    assert [row.id for row in page.table.rows()] == [key]
    planned.office.do(CLERK, applications.void, key, "重填")
    page.refresh(None)
    assert page.table.rows()[0].state is DocumentState.VOID
