"""The workbench at its edges: by which number and as what a task is told."""

from __future__ import annotations

import datetime as dt

from fundapp.services import monitorings, rectifications
from fundapp.services.rectification_entry import RectificationEntry
from fundapp.services.signing import Signing
from fundapp.services.workbench import ProgressRow, workbench
from fundapp.values.choices import AppropriationKind, Decision, ProblemSource, ProblemType
from fundapp.values.documents import SubjectKind
from tests.services import applying, rectifying, watching
from tests.services.evaluation_year import CLERK, HEAD, LEADER, WAN, Year
from tests.services.test_workbench import due_contract, seen
from tests.ui.paid_office import Paid


def numbers(year: Year, who: str, verb: str) -> list[str]:
    """Numbers of somebody's tasks of one verb."""
    return [task.number for task in year.office.ask(who, workbench, 2026).tasks if task.verb == verb]


def test_a_document_to_sign_is_told_by_its_number(planned: Year) -> None:
    applying.submitted(planned)
    watching.submitted(planned)
    assert numbers(planned, HEAD, "sign") == ["SQ-2027-0001", "JK-2026-0001"]


def test_a_document_that_came_back_keeps_its_number_and_a_draft_is_called_one(planned: Year) -> None:
    applying.saved(planned)
    returned = watching.submitted(planned)
    back = Signing(Decision.RETURN, "请补充原因。")
    planned.office.do(HEAD, monitorings.sign, returned, back, planned.office.confirm(HEAD))
    assert numbers(planned, CLERK, "edit") == ["JK-2026-0001", "草稿"]


def test_what_is_to_be_paid_out_and_put_right_leads_to_the_request(paid: Paid) -> None:
    place = paid.office
    place.approve(place.request(paid.first))
    place.request(paid.second)
    found = [*seen(place, place.cashier).tasks, *seen(place, place.clerk).tasks]
    assert [(task.verb, task.number, task.kind) for task in found] == [
        ("disburse", "ZF-2026-0001", SubjectKind.PAYMENT),
        ("edit", "草稿", SubjectKind.PAYMENT),
    ]


def test_who_reported_a_problem_as_done_is_not_asked_to_confirm_it(year: Year) -> None:
    number = rectifying.seen(year, rectifying.reported(year, HEAD)).number
    assert numbers(year, HEAD, "confirm") == []
    assert numbers(year, LEADER, "confirm") == [number]


def test_a_milestone_is_late_from_the_day_after_its_day(paid: Paid) -> None:
    place = paid.office
    due_contract(place, paid.project, dt.date(2026, 3, 1), dt.date(2026, 3, 2))
    assert place.clock.at.date() == dt.date(2026, 3, 2)
    (alert,) = seen(place, place.clerk).alerts
    assert alert.text == "约定日期已过 1 天尚未申请：运维服务合同 · 第1期"


def test_a_project_whose_whole_budget_was_cut_again_is_neither_slow_nor_in_the_way(year: Year) -> None:
    office = year.office
    project = office.project("数据共享项目", 2026, "共享平台可用。", "it")
    for kind in (AppropriationKind.INITIAL, AppropriationKind.CUT):
        office.appropriate(project, 2026, "local", kind, 10 * WAN)
    found = office.ask(CLERK, workbench, 2026)
    assert found.projects[1] == ProgressRow(project, "数据共享项目", 0, 0, behind=False)
    assert (found.budget, found.paid) == (450 * WAN, 412_500_000)


def test_a_problem_due_tomorrow_comes_before_a_request_with_more_days(paid: Paid) -> None:
    place = paid.office
    place.request(paid.first)
    entry = RectificationEntry(
        project_id=paid.project,
        year=2026,
        source=ProblemSource.AUDIT,
        source_document="示例审报〔2026〕3号",
        division_id=place.division_id,
        person_id=place.clerk.person_id,
        found_on=dt.date(2026, 3, 2),
        due_on=dt.date(2026, 3, 3),
        problem="验收资料不全",
        problem_type=ProblemType.RECORDS,
        demand="补齐验收资料",
        measure="逐项核对并补齐",
    )
    place.do(place.clerk, rectifications.register, entry)
    problem, request = seen(place, place.clerk).tasks
    assert (problem.kind, problem.days_left) == (SubjectKind.RECTIFICATION, 1)
    assert (request.kind, request.days_left is not None and request.days_left > 1) == (SubjectKind.PAYMENT, True)
