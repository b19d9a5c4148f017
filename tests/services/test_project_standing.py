"""What a signed term review makes of a project on its screens (art. 16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundapp.services import project_sheet, projects, why_not
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.paging import PageRequest
from fundapp.services.project_sheet import ProjectRow
from fundapp.values.choices import Conclusion, ProjectStanding
from fundapp.values.documents import SubjectKind
from tests.builders import Office, office
from tests.services.reviewing import reviewed

CANCELLED = ProjectStanding.CANCELLED


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def rows(place: Office, state: str = "") -> dict[str, ProjectRow]:
    """The list of projects by name, narrowed to a state."""
    filters = (("state", state),) if state else ()
    found = place.ledger.ask(place.clerk, project_sheet.page, PageRequest(filters=filters), 2026)
    return {row.name: row for row in found.rows}


def pay(place: Office, project: int) -> str:
    """Why no request can be written under a project."""
    return place.ledger.ask(place.clerk, why_not.under_project, project, "payments.edit")


def test_a_cancelled_project_is_called_so_and_found_by_it(place: Office) -> None:
    gone, stays = place.project("旧项目", start=2024), place.project("新项目")
    reviewed(place, gone, 2026, Conclusion.CANCEL)
    assert place.ask(project_sheet.sheet, gone).standing is CANCELLED
    assert place.ask(project_sheet.sheet, stays).standing is ProjectStanding.IN_FORCE
    assert {name: row.state for name, row in rows(place).items()} == {
        "旧项目": CANCELLED,
        "新项目": ProjectStanding.IN_FORCE,
    }
    assert list(rows(place, "cancelled")) == ["旧项目"]
    assert list(rows(place, "in_force")) == ["新项目"]
    place.do(place.head, projects.close, gone)
    assert place.ask(project_sheet.sheet, gone).standing is ProjectStanding.CLOSED
    assert list(rows(place, "closed")) == ["旧项目"]
    assert not rows(place, "draft")


@pytest.mark.parametrize(("conclusion", "last"), [(Conclusion.KEEP, 2029), (Conclusion.CANCEL, 2026)])
def test_the_list_shows_the_end_that_the_review_set(place: Office, conclusion: Conclusion, last: int) -> None:
    project = place.project("旧项目", start=2024)
    assert rows(place)["旧项目"].last_year == 2026
    reviewed(place, project, 2026, conclusion)
    assert rows(place)["旧项目"].last_year == last


def test_a_cancelled_project_settles_its_term_and_asks_for_nothing_afterwards(place: Office) -> None:
    project = place.project(start=2024)
    basis = place.contract(project)
    reviewed(place, project, 2026, Conclusion.CANCEL)
    assert pay(place, project) == ""
    place.clock.at = dt.datetime(2027, 1, 5, 9, 0, tzinfo=OFFICE_ZONE)
    said = "【第十六条】项目已由期满评价 QM-2026-0001 取消，2026 年度之后不再安排用款。"
    assert pay(place, project).startswith(said)
    contract = (SubjectKind.CONTRACT, basis.id)
    assert place.ledger.ask(place.clerk, why_not.under_basis, *contract, "payments.edit").startswith(said)
    assert place.ledger.ask(place.clerk, why_not.under_basis, *contract, "evidence.add") == ""


def test_a_year_that_a_cancelled_project_has_already_is_left_to_the_rules_of_the_payment(place: Office) -> None:
    project = place.project(start=2024)
    reviewed(place, project, 2026, Conclusion.KEEP)
    place.do(place.clerk, projects.open_year, project, 2027, "下一期")
    reviewed(place, project, 2026, Conclusion.CANCEL)
    place.clock.at = dt.datetime(2027, 1, 5, 9, 0, tzinfo=OFFICE_ZONE)
    assert pay(place, project) == ""
