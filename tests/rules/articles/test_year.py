"""The fiscal year and the project's term (art. 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.values.choices import MilestoneKind
from tests.rules.cases import SOUND, finding, said


@pytest.mark.parametrize("year", [2025, 2027])
def test_another_year_than_the_present_one_blocks(year: int) -> None:
    found = said(replace(SOUND, year=year), "16-1")
    assert found.blocks
    assert found.message == f"申请列支 {year} 年度，而今天是 2026 年。"


def test_the_first_of_january_belongs_to_the_new_year() -> None:
    assert said(replace(SOUND, on=dt.date(2026, 12, 31)), "16-1").passed
    assert said(replace(SOUND, on=dt.date(2027, 1, 1)), "16-1").blocks


def test_a_closed_year_blocks() -> None:
    assert said(replace(SOUND, year_closed=True), "16-1").blocks


@pytest.mark.parametrize(("start", "end"), [(2027, 2029), (2023, 2025)])
def test_a_year_outside_the_project_term_blocks(start: int, end: int) -> None:
    found = said(replace(SOUND, project_start_year=start, project_end_year=end), "16-2")
    assert found.blocks
    assert f"（{start}—{end} 年）" in found.message


@pytest.mark.parametrize(("start", "end"), [(2026, 2028), (2024, 2026), (2026, 2026)])
def test_the_first_and_the_last_year_of_the_term_are_inside(start: int, end: int) -> None:
    assert said(replace(SOUND, project_start_year=start, project_end_year=end), "16-2").passed


def test_retention_money_after_the_term_takes_a_reason_instead_of_blocking() -> None:
    case = replace(SOUND, project_start_year=2023, project_end_year=2025, milestone_kind=MilestoneKind.RETENTION)
    assert finding(case, "16-2") is None
    found = said(case, "16-3")
    assert found.needs_reason
    assert "止于 2025 年，本次质保金列支 2026 年度" in found.message


def test_retention_money_before_the_term_blocks_like_any_other() -> None:
    case = replace(SOUND, project_start_year=2027, project_end_year=2029, milestone_kind=MilestoneKind.RETENTION)
    assert said(case, "16-2").blocks


def test_retention_money_within_the_term_is_ordinary() -> None:
    case = replace(SOUND, milestone_kind=MilestoneKind.RETENTION)
    assert said(case, "16-2").passed
    assert finding(case, "16-3") is None


def test_only_retention_money_may_come_after_the_term() -> None:
    assert finding(replace(SOUND, project_end_year=2025), "16-3") is None


def test_a_term_of_three_years_passes_and_a_fourth_takes_a_reason() -> None:
    assert said(replace(SOUND, project_start_year=2024, project_end_year=2026), "16-4").passed
    found = said(replace(SOUND, project_start_year=2023, project_end_year=2026), "16-4")
    assert found.needs_reason
    assert found.message == "项目实施期登记为 4 年，超过规定的 3 年。"
