"""Lists of annual applications: the year's, by state and category, and the years that still have none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.services import application_list, applications, projects, why_not
from fundapp.services.application_list import ApplicationRow, UnappliedRow
from fundapp.services.paging import PageRequest
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import DocumentState
from tests.services.applying import saved, submitted
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, STRANGER, WAN, Year


def rows(
    year: Year,
    who: str = CLERK,
    fiscal_year: int | None = 2027,
    text: str = "",
    filters: tuple[tuple[str, str], ...] = (),
) -> list[int]:
    """Ids of the page, the newest first."""
    asked = PageRequest(text=text, filters=filters)
    return [row.id for row in year.office.ask(who, application_list.page, asked, fiscal_year).rows]


def missing(year: Year, fiscal_year: int, who: str = CLERK) -> tuple[UnappliedRow, ...]:
    return year.office.ask(who, application_list.missing, fiscal_year)


def test_a_row_says_project_sum_last_grade_and_state(planned: Year) -> None:
    key = submitted(planned)
    (row,) = planned.office.ask(CLERK, application_list.page, PageRequest(), 2027).rows
    assert row == ApplicationRow(
        key, "SQ-2027-0001", 2027, planned.project, "政务云服务项目", "政务云项目", "大数据中心",
        planned.office.clock().date(), 400 * WAN, "优", DocumentState.IN_APPROVAL,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((("state", "draft"),), True),
        ((("state", "approved"),), False),
        ((("category", "cloud"),), True),
        ((("category", "it"),), False),
        ((("project", "1"),), True),
        ((("project", "2"),), False),
    ],
)
def test_filters_narrow_the_list(planned: Year, filters: tuple[tuple[str, str], ...], found: bool) -> None:
    key = saved(planned)
    assert rows(planned, filters=filters) == ([key] if found else [])


def test_words_find_number_project_and_division(planned: Year) -> None:
    key = submitted(planned)
    for text in ("SQ-2027", "政务云", "大数据"):
        assert rows(planned, text=text) == [key]
    assert rows(planned, text="便民") == []


def test_a_list_is_of_its_year_and_of_what_the_person_may_read(planned: Year) -> None:
    key = saved(planned)
    assert rows(planned, fiscal_year=2026) == []
    assert rows(planned, fiscal_year=None) == [key]
    assert rows(planned, AUDITOR) == [key]
    assert rows(planned, STRANGER) == []
    assert planned.office.ledger.ask(None, application_list.page, PageRequest(), 2027).rows == ()


def test_voided_applications_are_listed_but_not_added_up(planned: Year) -> None:
    first = submitted(planned)
    planned.office.do(CLERK, applications.void, first, "重填")
    second = saved(planned, shares=(("own", WAN),))
    found = planned.office.ask(CLERK, application_list.page, PageRequest(), 2027)
    assert {row.id for row in found.rows} == {first, second}
    assert found.sums == {"amount": WAN}


def test_years_without_an_application_are_named_with_what_they_have(planned: Year) -> None:
    assert missing(planned, 2027) == (
        UnappliedRow(planned.project, "政务云服务项目", 2027, "大数据中心", True, True, "优", 5),
    )
    (first,) = missing(planned, 2026)
    assert (first.further, first.last_grade) == (False, "")
    assert missing(planned, 2027, STRANGER) == ()
    key = saved(planned)
    assert missing(planned, 2027) == ()
    planned.office.do(CLERK, applications.void, key, "重填")
    assert len(missing(planned, 2027)) == 1


def test_a_project_whose_year_was_not_opened_waits_too_as_long_as_it_may_run(planned: Year) -> None:
    unopened = UnappliedRow(planned.project, "政务云服务项目", 2028, "大数据中心", False, True, "", 0)
    assert missing(planned, 2028) == (unopened,)
    assert missing(planned, 2028, STRANGER) == ()
    assert missing(planned, 2029) == (), "after the term of 2026—2028 nothing waits without a review"
    assert missing(planned, 2025) == (), "the project had not begun"
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "")
    assert missing(planned, 2028) == (replace(unopened, opened=True),)
    planned.office.clock.on(dt.date(2029, 1, 8))
    planned.office.do(FINANCE, projects.close_year, planned.project, 2028)
    assert missing(planned, 2028) == ()


def test_a_past_year_that_was_left_out_waits_for_nothing(year: Year) -> None:
    assert [row.opened for row in missing(year, 2027)] == [False]
    year.office.clock.on(dt.date(2028, 1, 8))
    assert missing(year, 2027) == ()


def test_those_that_wait_stand_in_the_order_of_their_numbers(planned: Year) -> None:
    office = planned.office
    entry = ProjectEntry("政务云扩容项目", "cloud", office.divisions["大数据中心"], 2027)
    other = office.do(CLERK, projects.save, entry)
    office.do(HEAD, projects.confirm, other, "示例批〔2026〕9号", dt.date(2026, 1, 20))
    office.do(CLERK, projects.open_year, other, 2028, "")
    assert [(row.project_id, row.opened) for row in missing(planned, 2028)] == [(planned.project, False), (other, True)]
    assert [(row.project_id, row.opened) for row in missing(planned, 2027)] == [(planned.project, True), (other, False)]


def test_a_closed_year_and_a_project_that_ended_wait_for_nothing(planned: Year) -> None:
    planned.office.do(FINANCE, projects.close_year, planned.project, 2027)
    assert missing(planned, 2027) == ()
    planned.office.do(HEAD, projects.close, planned.project)
    assert missing(planned, 2026) == ()


def test_the_application_of_a_year_is_found_by_whoever_may_read_it(planned: Year) -> None:
    assert planned.office.ask(CLERK, application_list.of_year, planned.project, 2027) is None
    key = saved(planned)
    assert planned.office.ask(CLERK, application_list.of_year, planned.project, 2027) == key
    assert planned.office.ask(FINANCE, application_list.of_year, planned.project, 2027) == key
    assert planned.office.ask(STRANGER, application_list.of_year, planned.project, 2027) is None
    assert planned.office.ledger.ask(None, application_list.of_year, planned.project, 2027) is None


def test_the_filter_offers_the_four_families(planned: Year) -> None:
    assert [key for key, _ in planned.office.ask(CLERK, application_list.categories)] == [
        "it",
        "cloud",
        "smart_city",
        "service_centre",
    ]


def test_the_button_says_why_no_application_can_be_begun(planned: Year) -> None:
    def why(who: str, fiscal_year: int = 2027) -> str:
        return planned.office.ask(who, why_not.apply, planned.project, fiscal_year)

    assert why(CLERK) == ""
    assert "填报年度申请" in why(HEAD)
    assert "2028 年度还没有建立" in why(CLERK, 2028)
    saved(planned)
    assert "2027 年度已有年度申请（草稿）" in why(CLERK)
