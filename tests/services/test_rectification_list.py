"""The 整改台账 and what other screens ask about problems (arts. 13, 15)."""

from __future__ import annotations

import datetime as dt

import pytest

from fundapp.services import rectification_list, rectification_sheet, rectifications, workbench
from fundapp.services.desk import Desk
from fundapp.services.paging import PageRequest
from fundapp.services.rectification_list import RectificationCounts
from fundapp.values.choices import ProblemSource, RectificationState
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, LEADER, STRANGER, Year
from tests.services.rectifying import DUE, closed, entry, person_id, registered, reported

PAST_DUE = DUE + dt.timedelta(days=3)


def numbers(year: Year, who: str = CLERK, of: int | None = 2026, text: str = "", /, **filters: str) -> list[str]:
    """Numbers in the list, by due day."""
    request = PageRequest(sort="number", descending=False, text=text, filters=tuple(filters.items()))
    return [row.number for row in year.office.ask(who, rectification_list.page, request, of).rows]


@pytest.fixture
def three(year: Year) -> Year:
    """One open and, three days after its end, overdue; one reported; one closed."""
    registered(year)
    reported(year)
    closed(year)
    year.office.clock.on(PAST_DUE)
    return year


def test_a_row_says_what_is_wrong_who_answers_and_how_late_it_is(three: Year) -> None:
    three.office.do(CLERK, rectifications.progress, 1, "已找回两份", 5000)
    request = PageRequest(sort="number", descending=False)
    rows = three.office.ask(CLERK, rectification_list.page, request, 2026).rows
    assert [(row.number, row.state, row.overdue_days, row.progress_bp) for row in rows] == [
        ("ZG-2026-0001", RectificationState.OPEN, 3, 5000),
        ("ZG-2026-0002", RectificationState.REPORTED, 3, 10000),
        ("ZG-2026-0003", RectificationState.CLOSED, 0, 10000),
    ]
    first = rows[0]
    assert (first.project, first.division, first.person) == ("政务云服务项目", "大数据中心", CLERK)
    assert (first.problem, first.due_on, first.source) == ("第三季度验收资料不全", DUE, ProblemSource.AUDIT)
    assert rows[2].closed_on == dt.date(2026, 12, 28)


def test_a_problem_is_overdue_from_the_day_after_its_end(year: Year) -> None:
    registered(year)
    year.office.clock.on(DUE)
    assert year.office.ask(CLERK, rectification_list.overdue) == ()
    year.office.clock.on(DUE + dt.timedelta(days=1))
    assert [row.overdue_days for row in year.office.ask(CLERK, rectification_list.overdue)] == [1]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": "open"}, [1]),
        ({"state": "running"}, [1, 2]),
        ({"state": "closed"}, [3]),
        ({"overdue": "1"}, [1, 2]),
        ({"source": "audit"}, [1, 2, 3]),
        ({"source": "monitoring"}, []),
        ({"division": "1"}, [1, 2, 3]),
        ({"division": "2"}, []),
        ({"project": "1"}, [1, 2, 3]),
        ({"project": "9"}, []),
    ],
)
def test_the_list_is_narrowed_by_every_filter(three: Year, filters: dict[str, str], found: list[int]) -> None:
    assert numbers(three, **filters) == [f"ZG-2026-000{number}" for number in found]


@pytest.mark.parametrize("text", ["0002", "验收资料不全", "逐项核对", "政务云", "大数据", "示例审报"])
def test_a_problem_is_found_by_its_words(three: Year, text: str) -> None:
    assert "ZG-2026-0002" in numbers(three, CLERK, 2026, text)
    assert numbers(three, CLERK, 2026, "没有这样的词") == []


def test_a_year_brings_along_what_is_left_over_from_the_years_before_and_nothing_else(three: Year) -> None:
    assert numbers(three, CLERK, 2027) == ["ZG-2026-0001", "ZG-2026-0002"]
    assert numbers(three, CLERK, 2025) == []
    assert len(numbers(three, CLERK, None)) == 3


def test_people_read_their_division_and_what_they_answer_for_themselves(three: Year) -> None:
    assert len(numbers(three, AUDITOR)) == len(numbers(three, LEADER)) == 3
    assert numbers(three, STRANGER) == []
    other = three.office.divisions["政务服务科"]
    three.office.do(
        FINANCE,
        rectifications.register,
        entry(three, division_id=other, person_id=person_id(three, STRANGER), due_on=dt.date(2027, 9, 1)),
    )
    assert numbers(three, STRANGER) == ["ZG-2026-0004"]
    assert len(numbers(three)) == 3


def test_nobody_reads_before_login(three: Year) -> None:
    def seen(desk: Desk) -> int:
        nobody = Desk(desk.session, None, desk.now, desk.figures, desk.path)
        assert rectification_sheet.choices(nobody).divisions == ()
        assert rectification_sheet.choices(nobody).projects == ()
        assert rectification_sheet.sheet(nobody, 1).offers == ()
        assert workbench.workbench(nobody, 2026).tasks == ()
        return rectification_list.page(nobody, PageRequest()).total

    assert three.office.ask(CLERK, seen) == 0


def test_the_counter_says_how_many_stand_where(three: Year) -> None:
    three.office.do(LEADER, rectifications.void, registered(three, due_on=dt.date(2027, 9, 1)), "重复登记")
    assert three.office.ask(CLERK, rectification_list.counts) == RectificationCounts(1, 1, 1, 1, overdue=2)
    assert three.office.ask(CLERK, rectification_list.counts, 2027) == RectificationCounts(0, 0, 0, 0, overdue=0)


def test_the_gate_of_a_later_year_sees_what_is_not_closed_whoever_asks(three: Year) -> None:
    found = three.office.ask(STRANGER, rectification_list.open_before, three.project, 2027)
    assert [row.number for row in found] == ["ZG-2026-0001", "ZG-2026-0002"]
    assert three.office.ask(CLERK, rectification_list.open_before, three.project, 2026) == ()


def test_a_record_knows_what_it_led_to(year: Year) -> None:
    evaluation = year.approved()
    key = registered(year, source=ProblemSource.SELF_EVALUATION, source_id=evaluation)
    registered(year)
    found = year.office.ask(CLERK, rectification_list.of_source, ProblemSource.SELF_EVALUATION, evaluation)
    assert [row.id for row in found] == [key]


def test_the_ledger_tells_each_problem_whole(three: Year) -> None:
    three.office.do(CLERK, rectifications.progress, 1, "已找回两份", 5000)
    three.office.do(HEAD, rectifications.extend, 1, dt.date(2027, 4, 4), "等待外单位")
    three.office.clock.on(dt.date(2027, 4, 7))
    found = three.office.ask(CLERK, rectification_list.ledger, PageRequest(), 2026, "2026 年度")
    assert (found.office, found.scope, found.on) == ("示例市政务服务管理办公室", "2026 年度", dt.date(2027, 4, 7))
    first, second, third = found.lines
    assert (first.source, first.progress, first.progress_bp) == ("审计 示例审报〔2026〕3号", "已找回两份", 5000)
    assert (first.first_due_on, first.due_on, first.extended) == (DUE, dt.date(2027, 4, 4), 1)
    assert (first.extension, second.extension, second.first_due_on) == ("等待外单位", "", DUE)
    assert (first.problem_type, first.leader, first.amount, first.basis) == ("资料档案", LEADER, None, "")
    assert (second.progress, second.evidence, second.overdue_days) == ("验收资料已补齐归档", 1, 7)
    assert (third.closed_by, third.closed_on, third.overdue_days) == (LEADER, dt.date(2026, 12, 28), 0)
    assert dict(found.totals) == {"合计": 3, "整改中": 1, "待确认": 1, "已销号": 1, "已作废": 0, "其中逾期": 2}


def test_a_problem_nobody_has_worked_on_has_no_progress_in_the_ledger(year: Year) -> None:
    registered(year)
    (line,) = year.office.ask(CLERK, rectification_list.ledger, PageRequest(), None, "全部").lines
    assert (line.progress, line.progress_bp, line.closed_by) == ("", None, "")


def test_the_workbench_shouts_about_overdue_problems_and_counts_them(three: Year) -> None:
    found = three.office.ask(CLERK, workbench.workbench, 2027)
    late = [alert for alert in found.alerts if alert.kind is SubjectKind.RECTIFICATION]
    assert [(alert.word, alert.tone, alert.article, alert.id) for alert in late] == [
        ("整改逾期", "bad", "第十三条", 1),
        ("整改逾期", "bad", "第十三条", 2),
    ]
    assert late[0].text == "ZG-2026-0001 已逾期 3 天，责任人经办人 · 政务云服务项目 · 第三季度验收资料不全"
    assert found.overdue_rectifications == 2


def test_of_a_long_problem_lists_show_the_first_line(year: Year) -> None:
    registered(year, problem="响应慢于承诺。\n指标“系统故障响应时间”得 12.50 分")
    (row,) = year.office.ask(CLERK, rectification_list.page, PageRequest(), 2026).rows
    assert row.headline == "响应慢于承诺。"
    (task,) = (one for one in year.office.ask(CLERK, workbench.workbench, 2026).tasks if one.number == row.number)
    assert task.what == "整改 · 政务云服务项目 响应慢于承诺。"


def test_the_workbench_gives_each_hand_its_part(three: Year) -> None:
    def tasks(who: str) -> list[tuple[str, str, int | None]]:
        found = three.office.ask(who, workbench.workbench, 2027).tasks
        return [(one.number, one.verb, one.days_left) for one in found if one.kind is SubjectKind.RECTIFICATION]

    assert tasks(CLERK) == [("ZG-2026-0001", "edit", -3)]
    assert tasks(LEADER) == tasks(HEAD) == [("ZG-2026-0002", "confirm", None)]
    assert tasks(AUDITOR) == []


def test_the_list_offers_the_divisions_it_has(three: Year) -> None:
    assert three.office.ask(AUDITOR, rectification_list.divisions) == ((1, "大数据中心"),)
    assert three.office.ask(STRANGER, rectification_list.divisions) == ()


def test_the_dialogs_offer_projects_years_divisions_and_their_people(year: Year) -> None:
    mine = year.office.divisions["大数据中心"]
    year.office.clock.on(dt.date(2027, 1, 5))
    offered = year.office.ask(CLERK, rectification_sheet.choices)
    (project,) = offered.projects
    assert (project.id, project.name, project.years) == (year.project, "政务云服务项目", (2027, 2026))
    assert offered.divisions == ((mine, "大数据中心"),)
    assert HEAD in [one.name for one in offered.people_of(mine)]
    assert STRANGER not in [one.name for one in offered.people_of(mine)]
    assert offered.people_of(None) == ()
    assert len(year.office.ask(FINANCE, rectification_sheet.choices).divisions) == 2
    assert year.office.ask(STRANGER, rectification_sheet.choices).projects == ()


def test_an_auditor_is_told_why_nothing_can_be_registered(year: Year) -> None:
    assert year.office.ask(CLERK, rectification_sheet.why_not_register) == ""
    assert "不能登记整改事项" in year.office.ask(AUDITOR, rectification_sheet.why_not_register)


def test_the_rules_speak_while_a_problem_is_typed(year: Year) -> None:
    found = year.office.ask(CLERK, rectification_sheet.check, entry(year, person_id=0, due_on=None))
    assert {one.field for one in found if one.blocks} == {"责任人", "整改期限"}


def test_a_sheet_names_the_offer_of_a_verb(year: Year) -> None:
    sheet = year.office.ask(CLERK, rectification_sheet.sheet, registered(year))
    report = sheet.offer("report")
    assert report is not None
    assert report.allowed
    assert sheet.offer("confirm") is None
