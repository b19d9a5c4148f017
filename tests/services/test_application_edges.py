"""Annual applications at their edges: what belongs to which year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from fundapp.errors import Stale
from fundapp.forms.application_form import ApplicationBlanks
from fundapp.forms.imprint import Imprint
from fundapp.services import (
    application_list,
    application_paper,
    application_sheet,
    applications,
    monitoring_list,
    projects,
)
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import Conclusion
from tests.builders import office
from tests.services import applying, watching
from tests.services.applying import GOAL
from tests.services.evaluation_year import CLERK, OTHER_CLERK, Year
from tests.services.reviewing import reviewed


def test_a_year_that_waits_is_told_with_its_own_indicators_and_not_those_of_other_years(planned: Year) -> None:
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, GOAL)
    (unapplied,) = planned.office.ask(CLERK, application_list.missing, 2028)
    assert (unapplied.year, unapplied.indicators, unapplied.further, unapplied.last_grade) == (2028, 0, True, "")
    assert [row.indicators for row in planned.office.ask(CLERK, monitoring_list.unwatched, 2028)] == [0]
    (unwatched,) = planned.office.ask(CLERK, monitoring_list.unwatched, 2027)
    assert (unwatched.division, unwatched.indicators) == ("大数据中心", 5)


def blanks(year: Year, key: int) -> ApplicationBlanks:
    """What the form is filled with."""
    return year.office.ask(CLERK, application_paper.blanks, key, Imprint(office="示例"))


def test_a_least_value_is_promised_with_its_unit_and_words_without_any(planned: Year) -> None:
    promises = blanks(planned, applying.saved(planned)).promises
    assert [(one.nature, one.target, one.unit) for one in promises[2:4]] == [
        ("定性", "全年无重大事故", ""),
        ("≥", "99.99", "%"),
    ]


def test_one_poor_result_beside_a_good_one_still_asks_for_a_statement(planned: Year) -> None:
    applying.key_evaluation(planned, 5000)
    found = blanks(planned, applying.saved(planned))
    assert [line.split("等级")[-1] for line in found.results[:2]] == ["“优”。", "“差”。"]
    assert found.adjusting


@pytest.mark.parametrize("known", [(), (2023,)])
def test_a_review_of_the_term_that_just_ended_asks_for_a_statement(tmp_path: Path, known: tuple[int, ...]) -> None:
    place = office(tmp_path)
    project = place.do(place.clerk, projects.save, ProjectEntry("平台运维项目", "it", place.division_id, 2023))
    place.do(place.head, projects.confirm, project, "示例批〔2023〕1号", dt.date(2023, 1, 15))
    for year in known:
        place.do(place.clerk, projects.open_year, project, year, GOAL)
    reviewed(place, project, 2025, Conclusion.ADJUST)
    place.do(place.clerk, projects.open_year, project, 2026, GOAL)
    key = place.do(place.clerk, applications.prepare, project, 2026)
    assert place.ledger.ask(place.clerk, application_paper.blanks, key, Imprint(office="示例")).adjusting
    gate = place.ledger.ask(place.clerk, application_sheet.sheet, key).gate
    assert [line.tone for line in gate if line.kind == "term_review"] == ["warn"]
    place.ledger.close()


def test_who_comes_second_hears_who_changed_this_very_document_last(planned: Year) -> None:
    key = applying.saved(planned)
    version = applying.sheet(planned, key).version
    planned.office.do(OTHER_CLERK, applications.save, applying.draft(planned, basis="按在用量测算。"), key)
    at = planned.office.clock()
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, GOAL)
    assert watching.saved(planned) == key
    assert applying.saved(planned, year=2028) != key
    with pytest.raises(Stale, match=f"^这份年度申请已被他人修改：{OTHER_CLERK}，12-28 {at:%H:%M}。"):
        planned.office.do(CLERK, applications.save, applying.draft(planned, version=version), key)
