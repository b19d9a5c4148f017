from __future__ import annotations

from fundapp.services import evaluations, indicators, projects
from fundapp.services.projects import ProjectEntry
from fundapp.ui import notices
from fundapp.ui.performance import screens
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.performance.list import PerformanceList
from fundapp.values.choices import DocumentState
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, STRANGER, Year
from tests.ui.performance.writing import seated
from tests.ui.seated import Told, ready


def shown_list(year: Year, who: str = CLERK) -> tuple[PerformanceList, Told]:
    """The list as the shell shows it in 2026."""
    page = PerformanceList(seated(year, who))
    told = Told(page)
    page.set_year(2026)
    return ready(page), told


def without_indicators(year: Year) -> int:
    """A second project in force, its year opened, without indicators."""
    return year.office.project("数据共享项目", 2026, "共享平台可用。", "it")


def test_the_screen_is_in_the_business_section(year: Year) -> None:
    (screen,) = screens(seated(year))
    assert (screen.key, screen.title, screen.section) == ("performance", "绩效自评", "绩效")
    assert isinstance(screen.build(), PerformanceList)


def test_a_year_without_any_says_how_many_projects_are_left(year: Year) -> None:
    page, _ = shown_list(year)
    assert page.table.rows() == ()
    assert [line.project for line in page.missing.rows()] == ["政务云服务项目"]
    assert page.tabs.tabText(1) == "尚未自评 1"
    assert page.aside() == "2026 年度还有 1 个项目尚未自评"


def test_an_approved_one_is_listed_with_money_points_grade_and_state(year: Year) -> None:
    year.approved()
    page, _ = shown_list(year)
    (line,) = page.table.rows()
    assert (line.number, line.points, line.grade) == ("ZP-2026-0001", 9916, "优")
    assert (line.adjusted, line.executed, line.state) == (450_000_000, 412_500_000, DocumentState.APPROVED)
    assert page.aside() == ""
    page.set_year(2025)
    page.refresh(None)
    assert page.table.rows() == ()


def test_enter_on_a_project_year_makes_the_draft_and_opens_it(year: Year) -> None:
    page, told = shown_list(year)
    page.missing.activated.emit(page.missing.rows()[0])
    assert isinstance(told.pushed[0], EvaluationPage)
    assert [line.state for line in page.table.rows()] == [DocumentState.DRAFT]
    assert page.missing.rows() == ()


def test_enter_on_a_year_without_indicators_opens_them_first(year: Year) -> None:
    without_indicators(year)
    page, told = shown_list(year)
    bare = next(line for line in page.missing.rows() if not line.indicators)
    page.missing.select(bare.project_id)
    assert not page.new.isEnabled()
    assert page.new.toolTip().startswith("【第九条】2026 年度没有绩效指标")
    assert page.goals.text() == "编制绩效指标"
    page.missing.activated.emit(bare)
    assert isinstance(told.pushed[0], IndicatorsEditor)
    page.goals.click()
    assert isinstance(told.pushed[1], IndicatorsEditor)


def test_who_is_no_clerk_of_the_division_cannot_begin_and_reads_why(year: Year) -> None:
    page, _ = shown_list(year, AUDITOR)
    assert not page.new.isEnabled()
    assert "须由经办人办理" in page.new.toolTip()
    assert shown_list(year, STRANGER)[0].missing.rows() == ()
    head, _ = shown_list(year, HEAD)
    assert "须由经办人办理" in head.new.toolTip()


def test_a_draft_project_is_not_waited_for(year: Year) -> None:
    entry = ProjectEntry("未立项项目", "it", year.office.divisions["大数据中心"], 2026)
    year.office.do(CLERK, projects.save, entry)
    page, _ = shown_list(year)
    assert [line.project for line in page.missing.rows()] == ["政务云服务项目"]


def test_targets_open_an_evaluation_or_the_goals(year: Year) -> None:
    key = year.saved()
    page, told = shown_list(year)
    page.aim(key)
    page.aim(("evaluation", key))
    page.aim(("indicators", year.project))
    page.aim(("project", "x"))
    assert [type(one) for one in told.pushed] == [EvaluationPage, EvaluationPage, IndicatorsEditor]


def test_a_target_that_is_gone_is_refused_with_a_sentence(year: Year) -> None:
    page, told = shown_list(year)
    with notices.captured() as seen:
        page.aim(99)
    assert seen[0].kind == "refusal"
    seen.clear()
    assert told.pushed == []


def test_rows_lead_to_the_evaluation_and_to_its_goals(year: Year) -> None:
    year.saved()
    page, told = shown_list(year)
    page.table.activated.emit(page.table.rows()[0])
    page.own_goals.click()
    assert [type(one) for one in told.pushed] == [EvaluationPage, IndicatorsEditor]


def test_a_void_one_lets_the_year_wait_again(year: Year) -> None:
    key = year.saved()
    year.office.do(CLERK, evaluations.void, key, "重新填报")
    page, _ = shown_list(year)
    assert [line.state for line in page.table.rows()] == [DocumentState.VOID]
    assert [line.indicators for line in page.missing.rows()] == [len(stored_indicators(year))]


def stored_indicators(year: Year) -> tuple[object, ...]:
    """The indicators of 2026."""
    return year.office.ask(CLERK, indicators.of_year, year.project, 2026).entries
