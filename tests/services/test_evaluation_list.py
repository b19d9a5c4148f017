"""Lists of self-evaluations: what a person may read, what waits for a hand, what the year still lacks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from fundapp.services import evaluation_list, evaluations, indicators, key_evaluations, projects
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import waiting
from fundapp.services.evaluation_list import EvaluationCounts, EvaluationRow
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.services.paging import Page, PageRequest
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import DocumentState, Evaluator
from fundapp.values.score import Operator
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, STRANGER, WAN, Year, plan

ENTRY = IndicatorEntry("产出指标", "数量指标", "接入量", Operator.AT_LEAST, 9000, Decimal(100), unit="台")


def page(
    year: Year, request: PageRequest | None = None, fiscal: int | None = None, who: str = CLERK
) -> Page[EvaluationRow]:
    """One page as a person sees it."""
    return year.office.ask(who, evaluation_list.page, request or PageRequest(), fiscal)


def more_projects(year: Year, *names: str) -> list[int]:
    """Drafts of further projects of the same year."""
    found = []
    for name in names:
        project = year.office.project(name, 2026, "目标", "it")
        plan(year.office, project, 2026, (ENTRY,), "10-90")
        found.append(year.office.do(CLERK, evaluations.prepare, project, 2026))
    return found


def test_a_row_of_a_submitted_one_has_points_grade_and_money(year: Year) -> None:
    evaluation = year.approved()
    assert page(year).rows == (
        EvaluationRow(
            evaluation, "ZP-2026-0001", 2026, year.project, "政务云服务项目", "大数据中心", dt.date(2026, 12, 28),
            450 * WAN, 4125 * WAN // 10, 9916, "优", None, DocumentState.APPROVED,
        ),
    )  # fmt: skip


def test_a_row_has_the_points_of_the_newest_key_evaluation_that_counts(year: Year) -> None:
    year.approved()
    office, keys = year.office, []
    for day, points in ((20, 8500), (22, 9100), (24, 7000)):
        found = KeyEvaluationEntry(Evaluator.FINANCE_BUREAU, dt.date(2026, 12, day), "示例财绩〔2026〕9号", points)
        keys.append(office.do(CLERK, key_evaluations.record, year.project, 2026, found))
    assert page(year).rows[0].key_points == 7000
    office.do(LEADER, key_evaluations.void, keys[-1], "得分录入有误")
    assert page(year).rows[0].key_points == 9100


def test_an_open_one_shows_no_points_even_after_an_earlier_submission(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.change, evaluation, "重填")
    row = page(year).rows[0]
    assert (row.points, row.grade, row.adjusted, row.executed) == (None, "", None, None)
    assert row.number == "ZP-2026-0001"


def test_pages_follow_each_other_without_a_gap_in_every_order(year: Year) -> None:
    ids = [year.approved(), *more_projects(year, "甲项目", "乙项目", "丙项目", "丁项目")]
    for sort in ("", *evaluation_list.SORTS):
        for descending in (True, False):
            seen: list[int] = []
            after = None
            while True:
                request = PageRequest(sort=sort, descending=descending, limit=2, after=after)
                found = page(year, request)
                assert found.total == 5
                seen += [row.id for row in found.rows]
                after = found.next
                if after is None:
                    break
            assert sorted(seen) == sorted(ids)


def test_the_list_sorts_by_points_with_open_ones_last(year: Year) -> None:
    evaluation = year.approved()
    draft = more_projects(year, "甲项目")[0]
    assert [row.id for row in page(year, PageRequest(sort="points")).rows] == [evaluation, draft]
    assert [row.id for row in page(year, PageRequest(sort="points", descending=False)).rows] == [draft, evaluation]


def test_the_list_filters_by_year_state_project_and_text(year: Year) -> None:
    evaluation = year.approved()
    draft = more_projects(year, "甲项目")[0]
    assert page(year, None, 2025).rows == ()
    assert [row.id for row in page(year, None, 2026).rows] == [draft, evaluation]
    approved = PageRequest(filters=(("state", "approved"),))
    assert [row.id for row in page(year, approved).rows] == [evaluation]
    mine = PageRequest(filters=(("project", str(year.project)),))
    assert [row.id for row in page(year, mine).rows] == [evaluation]
    assert [row.id for row in page(year, PageRequest(text=" zp-2026 ")).rows] == [evaluation]
    assert [row.id for row in page(year, PageRequest(text="甲项目")).rows] == [draft]


def test_a_clerk_reads_the_own_division_the_auditor_everything_and_nobody_before_login(year: Year) -> None:
    evaluation = year.saved()
    assert page(year, who=STRANGER).rows == ()
    assert [row.id for row in page(year, who=AUDITOR).rows] == [evaluation]
    assert year.office.ledger.ask(None, evaluation_list.page, PageRequest()).rows == ()


def test_the_queue_of_a_leader_holds_what_waits_for_that_hand_only(year: Year) -> None:
    def queue(desk: Desk) -> list[int]:
        return [one.id for one in waiting(desk, evaluations.KIND)]

    evaluation = year.submitted()
    assert year.office.ask(HEAD, queue) == [evaluation]
    assert year.office.ask(LEADER, queue) == []
    year.office.agree(HEAD, evaluation)
    assert year.office.ask(LEADER, queue) == [evaluation]
    assert year.office.ask(HEAD, queue) == []
    assert year.office.ledger.ask(None, queue) == []


def test_a_year_of_a_confirmed_project_is_missing_until_it_has_a_self_evaluation_that_stands(year: Year) -> None:
    office = year.office
    found = office.ask(CLERK, evaluation_list.missing, 2026)
    assert [(row.project, row.year, row.division, row.indicators) for row in found] == [
        ("政务云服务项目", 2026, "大数据中心", 5)
    ]
    evaluation = year.saved()
    assert office.ask(CLERK, evaluation_list.missing, 2026) == ()
    office.do(CLERK, evaluations.void, evaluation, "不填了")
    assert len(office.ask(CLERK, evaluation_list.missing, 2026)) == 1
    assert office.ask(STRANGER, evaluation_list.missing, 2026) == ()


def test_a_project_that_was_never_confirmed_is_not_missing(year: Year) -> None:
    project = year.office.do(CLERK, projects.save, ProjectEntry("未确认项目", "it", 1, 2026))
    year.office.do(CLERK, projects.open_year, project, 2026, "目标")
    assert [row.project for row in year.office.ask(CLERK, evaluation_list.missing, 2026)] == ["政务云服务项目"]


def test_the_workbench_is_told_how_many_stand_where(year: Year) -> None:
    office = year.office
    assert office.ask(CLERK, evaluation_list.counts, 2026) == EvaluationCounts(2026, 0, 0, 0, 0, 1, 0)
    year.submitted()
    more_projects(year, "甲项目", "乙项目")
    assert office.ask(HEAD, evaluation_list.counts, 2026) == EvaluationCounts(2026, 2, 1, 0, 0, 0, 1)
    assert office.ask(CLERK, evaluation_list.counts, 2026).waiting_for_me == 0
    assert office.ask(STRANGER, evaluation_list.counts, 2026) == EvaluationCounts(2026, 0, 0, 0, 0, 0, 0)


def test_counts_tell_returned_and_approved_apart(year: Year) -> None:
    evaluation = year.submitted()
    year.office.give_back(HEAD, evaluation)
    assert year.office.ask(CLERK, evaluation_list.counts, 2026).returned == 1
    year.office.do(CLERK, evaluations.submit, evaluation)
    for who in (HEAD, LEADER):
        year.office.agree(who, evaluation)
    assert year.office.ask(CLERK, evaluation_list.counts, 2026).approved == 1
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2026).frozen_by == "绩效自评 ZP-2026-0001"
