"""A project runs three years; a review that keeps or adjusts it gives three more, 取消 ends it for good (art. 16)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fundapp.errors import Refused
from fundapp.models import Project
from fundapp.services import projects, terms, why_not
from fundapp.services.desk import Desk
from fundapp.services.term_review_facts import term_facts
from fundapp.values.choices import Conclusion
from tests.builders import Office, office
from tests.services.reviewing import reviewed


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    found = office(tmp_path)
    yield found
    found.ledger.close()


@pytest.fixture
def project(place: Office) -> int:
    """2026 to 2028."""
    return place.project()


def last_year(place: Office, project: int) -> int:
    return place.ask(lambda desk: terms.last_year(desk, desk.get(Project, project)))


def term(place: Office, project: int, year: int) -> tuple[int, int]:
    return place.ask(lambda desk: terms.term_of(desk, desk.get(Project, project), year))


def running(place: Office, project: int, year: int) -> tuple[int, int]:
    return place.ask(lambda desk: terms.running_term(desk, desk.get(Project, project), year))


def goes_on_by(place: Office, project: int, year: int) -> int | None:
    def found(desk: Desk) -> int | None:
        review = terms.review_before(desk, desk.get(Project, project), year)
        return review.id if review else None

    return place.ask(found)


def test_without_a_review_a_project_ends_with_its_third_year(place: Office, project: int) -> None:
    assert last_year(place, project) == 2028
    assert place.ask(terms.cancelled, project) is None
    assert goes_on_by(place, project, 2029) is None


def test_every_year_falls_into_a_term_of_three(place: Office, project: int) -> None:
    assert [term(place, project, year) for year in (2020, 2026, 2028, 2029, 2031, 2032)] == [
        (2026, 2028),
        (2026, 2028),
        (2026, 2028),
        (2029, 2031),
        (2029, 2031),
        (2032, 2034),
    ]


@pytest.mark.parametrize("conclusion", [Conclusion.KEEP, Conclusion.ADJUST])
def test_a_review_that_lets_the_project_go_on_gives_three_more_years(
    place: Office, project: int, conclusion: Conclusion
) -> None:
    review = reviewed(place, project, 2028, conclusion)
    assert last_year(place, project) == 2031
    assert [goes_on_by(place, project, year) for year in (2028, 2029, 2031, 2032)] == [None, review, review, None]
    place.do(place.clerk, projects.open_year, project, 2029, "延续")
    with pytest.raises(Refused, match="2032 年度不在项目期限 2026—2031 年内"):
        place.do(place.clerk, projects.open_year, project, 2032, "")


def test_each_further_term_takes_its_own_review(place: Office, project: int) -> None:
    reviewed(place, project, 2028, Conclusion.KEEP)
    second = reviewed(place, project, 2031, Conclusion.ADJUST)
    assert last_year(place, project) == 2034
    assert goes_on_by(place, project, 2032) == second


def test_a_review_of_a_term_that_never_ran_opens_no_other(place: Office, project: int) -> None:
    reviewed(place, project, 2031, Conclusion.KEEP)
    assert last_year(place, project) == 2028
    reviewed(place, project, 2028, Conclusion.KEEP)
    assert last_year(place, project) == 2034


def test_a_cancelled_project_never_has_another_year(place: Office, project: int) -> None:
    reviewed(place, project, 2028, Conclusion.CANCEL)
    with pytest.raises(Refused, match=r"期满评价 QM-2028-0001 的结论是“取消”") as caught:
        place.do(place.clerk, projects.open_year, project, 2029, "")
    assert (caught.value.article, caught.value.field) == ("第十六条", "年度")
    reviewed(place, project, 2028, Conclusion.KEEP)
    assert last_year(place, project) == 2028
    assert "取消" in place.ledger.ask(place.clerk, why_not.open_year, project, 2029)
    place.do(place.clerk, projects.open_year, project, 2028, "收尾")


def test_a_year_after_the_term_waits_for_the_review(place: Office, project: int) -> None:
    with pytest.raises(Refused, match="2029 年度不在项目期限 2026—2028 年内") as caught:
        place.do(place.clerk, projects.open_year, project, 2029, "")
    assert caught.value.remedy == "期满须先开展期满评价，结论为“保留”或“调整”的才能继续。"
    with pytest.raises(Refused, match="2025 年度不在项目期限") as early:
        place.do(place.clerk, projects.open_year, project, 2025, "")
    assert early.value.remedy == "请核对年度。"


def test_money_is_held_against_the_term_that_runs(place: Office, project: int) -> None:
    assert running(place, project, 2029) == (2026, 2028)
    reviewed(place, project, 2028, Conclusion.KEEP)
    assert running(place, project, 2027) == (2026, 2028)
    assert running(place, project, 2029) == (2029, 2031)
    assert running(place, project, 2032) == (2029, 2031)


def test_a_year_that_was_closed_without_money_is_no_part_of_what_a_review_waits_for(
    place: Office, project: int
) -> None:
    def years() -> list[int]:
        found = place.ask(lambda desk: term_facts(desk, desk.get(Project, project), 2026, 2028))
        return [one.year for one in found.years]

    place.do(place.clerk, projects.open_year, project, 2027, "目标")
    assert years() == [2026, 2027]
    for year in (2026, 2027):
        place.do(place.finance, projects.close_year, project, year)
    assert years() == [2026]
