"""A monitoring that wants something put right is followed until it is registered (arts. 13, 15)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from fundapp.errors import Refused
from fundapp.forms.imprint import Imprint
from fundapp.models import Application, Project
from fundapp.services import application_paper, applications, monitoring_demands, rectifications, workbench
from fundapp.services.application_facts import facts_of
from fundapp.services.application_prior import prior_from, prior_of, text_of
from fundapp.services.desk import Desk
from fundapp.services.workbench_tasks import TaskRow
from fundapp.values.choices import ProblemSource
from fundapp.values.documents import SubjectKind
from tests.services.applying import open_next, saved, sheet
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, LEADER, STRANGER, Year, file
from tests.services.rectifying import registered
from tests.services.watching import AD_HOC, approved, submitted

KIND = "problem:monitoring"


def begun(year: Year, who: str) -> list[TaskRow]:
    """What somebody has to register."""
    found = year.office.ask(who, workbench.workbench, 2026)
    assert found.task_count == len(found.tasks)
    return [row for row in found.tasks if row.verb == "rectify"]


def answer(year: Year, monitoring: int) -> int:
    """The problem of a monitoring."""
    return registered(year, source=ProblemSource.MONITORING, source_id=monitoring)


def test_the_division_reads_on_its_workbench_that_a_monitoring_waits_to_be_registered(year: Year) -> None:
    submitted(year, AD_HOC)
    assert begun(year, CLERK) == []
    key = approved(year)
    task = TaskRow(
        "登记整改 · 政务云服务项目 监控要求整改", "JK-2026-0002", SubjectKind.MONITORING, key, "rectify", None
    )
    assert begun(year, CLERK) == begun(year, HEAD) == [task]
    for other in (FINANCE, LEADER, STRANGER, AUDITOR):
        assert begun(year, other) == []


def test_a_monitoring_without_demands_waits_for_nothing(year: Year) -> None:
    approved(year, demands=False)
    assert begun(year, CLERK) == []


def test_once_it_is_registered_nothing_is_left_to_do_until_that_is_voided(year: Year) -> None:
    key = approved(year)
    problem = answer(year, key)
    assert begun(year, CLERK) == []
    registered(year)
    year.office.do(LEADER, rectifications.void, problem, "重复登记")
    assert [row.id for row in begun(year, CLERK)] == [key]


def test_another_source_with_the_same_id_answers_no_monitoring(year: Year) -> None:
    monitoring, evaluation = approved(year), year.approved()
    assert monitoring == evaluation
    registered(year, source=ProblemSource.SELF_EVALUATION, source_id=evaluation)
    assert [one.id for one in year.office.ask(CLERK, monitoring_demands.unregistered)] == [monitoring]


@pytest.fixture
def asked(year: Year) -> Year:
    """2026 is monitored with a demand and evaluated; 2027 has goal and indicators."""
    approved(year)
    year.approved()
    open_next(year)
    return year


def test_the_next_years_application_waits_until_the_demand_is_registered_and_closed(asked: Year) -> None:
    office, key = asked.office, saved(asked)
    line = next(one for one in sheet(asked, key).gate if one.kind == KIND)
    assert (line.text, line.tone, line.id, line.word) == (
        "运行监控 JK-2026-0001 要求整改，还没有登记整改事项。",
        "bad",
        1,
        "去登记整改",
    )
    with pytest.raises(Refused, match="运行监控 JK-2026-0001 要求整改，还没有登记整改事项"):
        office.do(CLERK, applications.submit, key)
    problem = answer(asked, 1)
    assert KIND not in [one.kind for one in sheet(asked, key).gate]
    with pytest.raises(Refused, match="整改没有销号"):
        office.do(CLERK, applications.submit, key)
    office.do(CLERK, rectifications.attach_file, problem, file("佐证.pdf"))
    office.do(CLERK, rectifications.report, problem, "已整改")
    office.do(LEADER, rectifications.confirm, problem, "同意销号")
    office.do(CLERK, applications.submit, key)
    assert sheet(asked, key).gate == sheet(asked, key, HEAD).gate


def test_the_paper_says_that_a_demand_is_not_registered_and_then_names_the_rectification(asked: Year) -> None:
    key = saved(asked)

    def results() -> tuple[str, ...]:
        return asked.office.ask(CLERK, application_paper.blanks, key, Imprint(office="示例")).results

    assert results()[1:] == ("运行监控 JK-2026-0001 要求整改，尚未登记。",)
    answer(asked, 1)
    assert results()[1:] == ("整改事项：ZG-2026-0001（2026 年度，整改中）。",)


def test_a_demand_holds_later_years_of_its_own_project_alone(asked: Year) -> None:
    def held(desk: Desk) -> list[int]:
        own = desk.get(Project, asked.project)
        other = cast("Project", SimpleNamespace(id=99, start_year=own.start_year, end_year=own.end_year))
        return [
            len(prior_of(desk, project, year).demands)
            for project, year in ((own, 2026), (own, 2027), (own, 2028), (other, 2027))
        ]

    assert asked.office.ask(CLERK, held) == [0, 1, 1, 0]


def test_what_was_stored_with_an_application_is_read_back(asked: Year) -> None:
    def same(desk: Desk, key: int) -> bool:
        prior = facts_of(desk, desk.get(Application, key)).prior
        return prior_from(text_of(prior)).demands == prior.demands != ()

    assert asked.office.ask(CLERK, same, saved(asked))
