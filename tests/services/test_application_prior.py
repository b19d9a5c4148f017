"""What an application is told about the years before it (art. 13)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fundapp.models import Project
from fundapp.services import application_prior, evaluations, projects
from fundapp.services.application_prior import Prior
from fundapp.services.desk import Desk
from fundapp.values.choices import Conclusion, ProblemSource
from tests.builders import Office, office
from tests.services.applying import evaluate, poor, problem
from tests.services.evaluation_year import CLERK, Year
from tests.services.reviewing import reviewed


def prior(year: Year, of: int = 2027) -> Prior:
    """What came before an application of a year."""

    def found(desk: Desk) -> Prior:
        return application_prior.prior_of(desk, desk.get(Project, year.project), of)

    return year.office.ask(CLERK, found)


def test_the_result_of_the_year_before_is_the_approved_self_evaluation_with_its_points(year: Year) -> None:
    key = evaluate(year)
    found = prior(year)
    assert found.evaluation is not None
    assert (found.evaluation.id, found.evaluation.points, found.evaluation.grade) == (key, 9916, "优")
    assert found.evaluation.name == "绩效自评 ZP-2026-0001"
    assert (found.opened, found.year, found.waiting_id) == (True, 2026, 0)
    assert found.results == (found.evaluation,)


def test_a_self_evaluation_that_is_not_approved_is_waited_for_and_has_no_result(year: Year) -> None:
    key = year.saved(**poor(year))
    found = prior(year)
    assert (found.waiting_id, found.evaluation, found.results) == (key, None, ())
    year.office.do(CLERK, evaluations.submit, key)
    assert prior(year).waiting_id == key


def test_nobody_waits_for_a_void_self_evaluation(year: Year) -> None:
    key = evaluate(year)
    year.office.do(CLERK, evaluations.void, key, "数据有误，重新填报")
    found = prior(year)
    assert (found.opened, found.waiting_id, found.evaluation) == (True, 0, None)


def test_only_problems_of_earlier_years_are_looked_at(year: Year) -> None:
    key = problem(year, ProblemSource.INSPECTION, year=2026)
    assert [one.id for one in prior(year, 2027).problems] == [key]
    assert prior(year, 2026).problems == ()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    found = office(tmp_path)
    yield found
    found.ledger.close()


def told(place: Office, project: int, of: int) -> Prior:
    """What came before an application of any project."""
    return place.ask(lambda desk: application_prior.prior_of(desk, desk.get(Project, project), of))


def test_the_year_before_is_the_last_one_that_the_project_has(place: Office) -> None:
    project = place.project(year=2026)
    place.do(place.clerk, projects.open_year, project, 2027, "延续")
    assert [told(place, project, of).year for of in (2027, 2028, 2029)] == [2026, 2027, 2027]
    first = told(place, project, 2026)
    assert (first.year, first.opened, first.cancelled) == (2025, False, "")


@pytest.mark.parametrize("conclusion", [Conclusion.KEEP, Conclusion.CANCEL])
def test_the_review_that_ended_the_term_is_named(place: Office, conclusion: Conclusion) -> None:
    project = place.project(year=2026, start=2024)
    reviewed(place, project, 2026, conclusion)
    found = told(place, project, 2027)
    kept = conclusion is Conclusion.KEEP
    assert (found.cancelled, found.last_year) == ("" if kept else "QM-2026-0001", 2029 if kept else 2026)
    assert (found.review.number if found.review else "") == ("QM-2026-0001" if kept else "")


def test_what_was_stored_with_an_application_is_read_back_as_it_was_and_waits_for_nobody(year: Year) -> None:
    evaluate(year)
    problem(year, ProblemSource.INSPECTION)
    found = prior(year)
    assert application_prior.prior_from(application_prior.text_of(found)) == found
