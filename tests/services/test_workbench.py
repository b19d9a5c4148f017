"""The workbench: the year's money, what the person has to do, what is due, late, slow or ending."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.services import allocations, contracts, payments, projects
from fundapp.services.allocations import AllocationEntry
from fundapp.services.contracts import ContractEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.seat import Seat
from fundapp.services.workbench import SHOWN, ProgressRow, Workbench, workbench
from fundapp.values.choices import AttachmentKind, ContractKind, MilestoneKind, ProcurementMethod
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import Office
from tests.office_people import START
from tests.ui.paid_office import TOWNS, Paid


def seen(place: Office, seat: Seat | None, year: int = 2026) -> Workbench:
    """The workbench of somebody."""
    return place.ledger.ask(seat, workbench, year)


def due_contract(place: Office, project: int, *days: dt.date | None, in_force: bool = True) -> int:
    """A contract of 1,000.00 per instalment, due on these days."""
    lines = tuple(
        MilestoneEntry(f"第{number}期", MilestoneKind.PROGRESS, 1_000_00, "完成", due_on=day)
        for number, day in enumerate(days, start=1)
    )
    entry = ContractEntry(
        name="运维服务合同",
        project_id=project,
        account_id=place.payee()[1],
        kind=ContractKind.SERVICES,
        method=ProcurementMethod.DIRECT,
        amount=1_000_00 * len(days),
        signed_on=dt.date(2026, 1, 5),
        start_on=dt.date(2026, 1, 5),
        end_on=dt.date(2026, 12, 31),
        milestones=lines,
    )
    contract = place.do(place.clerk, contracts.save, entry)
    place.do(place.clerk, contracts.attach_file, contract, place.file("合同.pdf", AttachmentKind.CONTRACT))
    if in_force:
        place.do(place.head, contracts.confirm, contract)
    return contract


# The year's money


def test_the_year_s_money_is_added_up_from_appropriations_and_disbursements(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first)))
    found = seen(place, place.clerk)
    assert (found.budget, found.paid, found.paid_bp) == (150_000_00, 30_000_00, 2000)
    assert found.projects == (
        ProgressRow(paid.project, "政务服务平台运行维护项目", 120_000_00, 30_000_00, behind=False),
        ProgressRow(paid.grants, "便民服务中心补助项目", 30_000_00, 0, behind=False),
    )
    assert found.time_bp == 61 * 10000 // 365


def test_a_year_without_money_has_no_rate(paid: Paid) -> None:
    found = seen(paid.office, paid.office.clerk, 2025)
    assert (found.projects, found.budget, found.paid, found.paid_bp) == ((), 0, 0, 0)


def test_a_project_far_behind_the_calendar_is_told_with_how_far(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first)))
    place.clock.at = START.replace(month=6, day=30)
    found = seen(place, place.auditor)
    assert [(row.name, row.behind) for row in found.projects] == [
        ("政务服务平台运行维护项目", True),
        ("便民服务中心补助项目", True),
    ]
    slow = [alert for alert in found.alerts if alert.word == "偏慢"]
    assert [(alert.tone, alert.article, alert.kind, alert.id) for alert in slow] == [
        ("warn", "第十六条", SubjectKind.PROJECT, paid.project),
        ("warn", "第十六条", SubjectKind.PROJECT, paid.grants),
    ]
    behind = (found.time_bp - 2500) // 100
    assert slow[0].text == f"执行率低于时间进度 {behind} 个百分点：政务服务平台运行维护项目"


def test_slow_begins_beyond_the_dated_figure_not_at_it(place: Office) -> None:
    place.clock.at = START.replace(month=3, day=14)
    assert not any(row.behind for row in seen(place, place.auditor).projects)
    place.clock.at = START.replace(month=3, day=16)
    assert all(row.behind for row in seen(place, place.auditor).projects)


# What the person has to do


def test_whose_hand_is_next_has_it_among_the_tasks(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    (task,) = seen(place, place.head).tasks
    assert (task.what, task.number, task.kind, task.id, task.verb) == (
        "签批 · 政务服务平台运行维护项目 第1期进度款",
        "ZF-2026-0001",
        SubjectKind.PAYMENT,
        request,
        "sign",
    )
    assert seen(place, place.supervisor).tasks == ()


def test_finance_is_told_what_is_signed_and_not_yet_paid(paid: Paid) -> None:
    place = paid.office
    request = place.approve(place.request(paid.first))
    (task,) = seen(place, place.cashier).tasks
    assert (task.what, task.id, task.verb, task.days_left) == (
        "登记拨付 · 政务服务平台运行维护项目 第1期进度款",
        request,
        "disburse",
        None,
    )
    assert seen(place, place.head).tasks == ()
    place.pay(request)
    assert seen(place, place.cashier).tasks == ()


def test_clerks_are_told_of_returned_requests_and_of_drafts(paid: Paid) -> None:
    place = paid.office
    returned = place.request(paid.first)
    place.submit(returned)
    place.give_back(returned, place.head)
    draft = place.request(paid.second)
    found = {(task.what, task.number, task.id, task.verb) for task in seen(place, place.clerk).tasks}
    assert found == {
        ("补正后重新送审 · 政务服务平台运行维护项目 第1期进度款", "ZF-2026-0001", returned, "edit"),
        ("完成草稿 · 政务服务平台运行维护项目 第2期进度款", "草稿", draft, "edit"),
    }


def test_the_most_urgent_task_comes_first_and_those_without_a_clock_last(paid: Paid) -> None:
    place = paid.office
    for line in (*paid.contract.milestones, paid.listed.milestones[0]):
        place.save(place.draft(line))
    left = [task.days_left for task in seen(place, place.clerk).tasks]
    assert left == sorted(left, key=lambda days: (days is None, days or 0))
    assert left[-1] is None
    assert left[0] is not None


def test_no_more_than_a_screenful_of_tasks_is_shown(paid: Paid) -> None:
    for _ in range(SHOWN + 2):
        paid.office.do(paid.office.clerk, payments.save, paid.office.draft(paid.second, 1_00))
    found = seen(paid.office, paid.office.clerk)
    assert (len(found.tasks), found.task_count, found.to_sign) == (SHOWN, SHOWN + 2, 0)


# What is due, late or ending


def test_what_falls_due_this_month_is_counted_with_its_sum(paid: Paid) -> None:
    place = paid.office
    due_contract(
        place,
        paid.project,
        dt.date(2026, 2, 28),
        dt.date(2026, 3, 1),
        dt.date(2026, 3, 31),
        dt.date(2026, 4, 1),
        None,
    )
    found = seen(place, place.clerk)
    assert (found.due_count, found.due_amount) == (2, 2_000_00)
    place.clock.at = START.replace(month=12, day=31)
    assert (seen(place, place.clerk).due_count, seen(place, place.clerk).due_amount) == (0, 0)


def test_what_was_asked_for_is_no_longer_due_but_a_draft_is_not_yet_asking(paid: Paid) -> None:
    place = paid.office
    due_contract(place, paid.project, dt.date(2026, 3, 20))
    (line,) = place._milestones(contract_id=2)
    request = place.request(line)
    assert seen(place, place.clerk).due_count == 1
    place.submit(request)
    assert seen(place, place.clerk).due_count == 0
    place.do(place.clerk, payments.void, request, "不付了")
    assert seen(place, place.clerk).due_count == 1


def test_a_milestone_past_its_day_without_a_request_is_an_alert(paid: Paid) -> None:
    place = paid.office
    contract = due_contract(place, paid.project, dt.date(2026, 2, 25), dt.date(2026, 3, 2))
    (alert,) = seen(place, place.clerk).alerts
    assert (alert.word, alert.tone, alert.article, alert.kind, alert.id) == (
        "逾期",
        "bad",
        "第十二条",
        SubjectKind.CONTRACT,
        contract,
    )
    assert alert.text == "约定日期已过 5 天尚未申请：运维服务合同 · 第1期"


def test_a_line_of_a_list_is_late_like_an_instalment(paid: Paid) -> None:
    place = paid.office
    lines = tuple(
        MilestoneEntry(
            f"{town}补助",
            MilestoneKind.GRANT,
            1_000_00,
            "按文件拨付",
            dt.date(2026, 2, 20),
            account_id=place.payee(town)[1],
        )
        for town in TOWNS
    )
    entry = AllocationEntry(
        "补充分配清单", paid.grants, 2026, 2_000_00, "示例政办〔2026〕6号", dt.date(2026, 2, 1), lines
    )
    listed = place.do(place.clerk, allocations.save, entry)
    place.do(place.clerk, allocations.attach_file, listed, place.file("分配文件.pdf", AttachmentKind.BASIS))
    assert seen(place, place.clerk).alerts == ()
    (task,) = seen(place, place.head).tasks
    assert (task.what, task.kind, task.id) == ("确认分配清单 · 补充分配清单", SubjectKind.ALLOCATION, listed)
    place.do(place.head, allocations.confirm, listed)
    assert [(alert.kind, alert.id, alert.text) for alert in seen(place, place.clerk).alerts] == [
        (SubjectKind.ALLOCATION, listed, f"约定日期已过 10 天尚未申请：补充分配清单 · {town}补助") for town in TOWNS
    ]


def test_a_contract_that_is_not_in_force_is_due_to_nobody(paid: Paid) -> None:
    due_contract(paid.office, paid.project, dt.date(2026, 2, 25), dt.date(2026, 3, 20), in_force=False)
    found = seen(paid.office, paid.office.clerk)
    assert (found.due_count, found.alerts) == (0, ())


def test_a_project_in_its_last_year_is_told_and_one_that_ended_is_not(place: Office) -> None:
    old = place.project("期满项目", year=2024)
    (alert,) = [one for one in seen(place, place.clerk).alerts if one.word == "期满"]
    assert (alert.tone, alert.article, alert.id) == ("warn", "第十六条", old)
    assert alert.text == "期满项目将于 2026-12-31 期满，需开展期满评价"
    assert "期满" in [one.word for one in seen(place, place.auditor).alerts]
    place.do(place.head, projects.close, old)
    assert "期满" not in [one.word for one in seen(place, place.clerk).alerts]


# Whose


@pytest.mark.parametrize("who", ["", "外科室经办人"])
def test_before_login_and_in_another_division_there_is_nothing_to_see(paid: Paid, who: str) -> None:
    place = paid.office
    place.project("期满项目", year=2024)
    due_contract(place, paid.project, dt.date(2026, 2, 25), dt.date(2026, 3, 20))
    place.submit(place.request(paid.first))
    seat = place.hire(who, Role.CLERK, division_id=place.division("数据科")) if who else None
    found = seen(place, seat)
    empty = Workbench(2026, 0, 0, found.time_bp, (), (), 0, 0, ())
    assert found == replace(empty, time_bp=found.time_bp)


def test_the_supervising_leader_sees_the_divisions_in_charge(paid: Paid) -> None:
    place = paid.office
    leader = place.hire("兼管领导", Role.SUPERVISING_LEADER, charges=(place.division("数据科"),))
    assert seen(place, leader).projects == ()
    assert len(seen(place, place.supervisor).projects) == 2
