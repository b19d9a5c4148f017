"""Key evaluations are recorded with their own score beside the self-evaluation (art. 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from fundapp.errors import Forbidden, Invalid, Refused
from fundapp.services import key_evaluations, projects, verification
from fundapp.services.desk import Desk
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import Evaluator
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, STRANGER, Year, file

FOUND = KeyEvaluationEntry(
    Evaluator.FINANCE_BUREAU, dt.date(2026, 12, 20), "示例财绩〔2026〕9号", 8999, " 成本偏高。", "重新测算单价。 "
)


def recorded(year: Year, who: str = CLERK, /, **changed: Any) -> int:
    """A key evaluation of 2026."""
    return year.office.do(who, key_evaluations.record, year.project, 2026, replace(FOUND, **changed))


def rows(year: Year, who: str = CLERK) -> tuple[key_evaluations.KeyEvaluationRow, ...]:
    """Those of the project year."""
    return year.office.ask(who, key_evaluations.of_project_year, year.project, 2026)


def test_the_grade_follows_from_the_score_by_the_table_in_force(year: Year) -> None:
    recorded(year)
    (row,) = rows(year)
    assert (row.points, row.grade) == (8999, "良")
    assert (row.evaluator, row.document_number) == (Evaluator.FINANCE_BUREAU, "示例财绩〔2026〕9号")
    assert (row.findings, row.advice, row.author) == ("成本偏高。", "重新测算单价。", CLERK)
    assert (row.project, row.year, row.void_reason) == ("政务云服务项目", 2026, "")


def test_the_newest_stands_first_and_of_one_day_the_one_recorded_last(year: Year) -> None:
    days = (dt.date(2026, 12, 10), dt.date(2026, 12, 20), dt.date(2026, 12, 20), dt.date(2026, 12, 5))
    keys = [recorded(year, evaluated_on=day) for day in days]
    assert [row.id for row in rows(year)] == [keys[2], keys[1], keys[0], keys[3]]


@pytest.mark.parametrize(
    ("points", "word"), [(10000, "优"), (9000, "优"), (8000, "良"), (6000, "中"), (5999, "差"), (0, "差")]
)
def test_every_score_has_its_grade(year: Year, points: int, word: str) -> None:
    recorded(year, points=points)
    assert rows(year)[0].grade == word


def test_the_score_stands_beside_that_of_the_self_evaluation(year: Year) -> None:
    recorded(year)
    assert (rows(year)[0].own_points, rows(year)[0].difference) == (None, None)
    year.approved()
    (row,) = rows(year)
    assert row.own_points is not None
    assert row.difference == 8999 - row.own_points
    assert row.own_grade


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"evaluated_on": dt.date(2026, 12, 29)}, "评价日期"),
        ({"evaluated_on": dt.date(2025, 12, 31)}, "评价日期"),
        ({"document_number": "  "}, "文号"),
        ({"points": None}, "得分"),
        ({"points": 10001}, "得分"),
        ({"points": -1}, "得分"),
    ],
)
def test_what_cannot_be_is_refused_and_names_the_field(year: Year, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as no:
        recorded(year, **changed)
    assert no.value.field == field
    assert rows(year) == ()


def test_clerks_of_the_division_and_finance_record_and_nobody_else(year: Year) -> None:
    recorded(year, FINANCE)
    for who in (STRANGER, HEAD, AUDITOR):
        with pytest.raises(Forbidden):
            recorded(year, who)


def test_a_project_in_draft_or_a_year_that_is_not_open_has_no_key_evaluation(year: Year) -> None:
    office = year.office
    draft = office.do(CLERK, projects.save, ProjectEntry("示例草稿", "cloud", office.divisions["大数据中心"], 2026))
    with pytest.raises(Refused, match="尚未确认立项"):
        office.do(CLERK, key_evaluations.record, draft, 2026, FOUND)
    with pytest.raises(Refused, match="2025 年度还没有建立"):
        office.do(CLERK, key_evaluations.record, year.project, 2025, FOUND)


def test_the_dialog_offers_projects_of_the_year_within_reach_and_says_when_there_are_none(year: Year) -> None:
    office = year.office
    office.do(CLERK, projects.save, ProjectEntry("示例草稿", "cloud", office.divisions["大数据中心"], 2026))
    assert [row[2] for row in office.ask(CLERK, key_evaluations.recordable, 2026)] == ["政务云服务项目"]
    assert len(office.ask(FINANCE, key_evaluations.recordable, 2026)) == 1
    assert office.ask(CLERK, key_evaluations.recordable, 2025) == ()
    assert office.ask(STRANGER, key_evaluations.recordable, 2026) == ()
    assert office.ask(CLERK, key_evaluations.why_not, 2026) == ""
    assert "没有已建立 2025 年度的项目" in office.ask(CLERK, key_evaluations.why_not, 2025)
    assert "没有已建立 2026 年度的项目" in office.ask(STRANGER, key_evaluations.why_not, 2026)
    assert "经办人或财务" in office.ask(AUDITOR, key_evaluations.why_not, 2026)


def test_a_wrong_record_is_voided_with_the_reason_and_stays_in_the_list(year: Year) -> None:
    key = recorded(year)
    assert [row.barred for row in rows(year, FINANCE)] == [""]
    assert "由财务、分管领导、主要领导或领导小组成员办理" in rows(year, AUDITOR)[0].barred
    with pytest.raises(Invalid, match="请写明原因"):
        year.office.do(FINANCE, key_evaluations.void, key, " ")
    year.office.do(FINANCE, key_evaluations.void, key, "得分录入有误")
    again = recorded(year, points=9100)
    assert [(row.id, row.void_reason) for row in rows(year)] == [(again, ""), (key, "得分录入有误")]
    assert rows(year)[1].barred == "已经作废。"
    with pytest.raises(Refused, match="已作废"):
        year.office.do(FINANCE, key_evaluations.void, key, "再次作废")
    assert verification.verify(year.office.ledger.path).breaks == ()


def test_the_division_that_was_evaluated_does_not_void_the_result(year: Year) -> None:
    key = recorded(year, FINANCE)
    for who in (CLERK, HEAD):
        assert "被评价的科室不能作废" in rows(year, who)[0].barred
    for who in (CLERK, HEAD, STRANGER):
        with pytest.raises(Forbidden):
            year.office.do(who, key_evaluations.void, key, "登记有误")


def test_the_report_is_kept_with_it_until_it_is_voided(year: Year) -> None:
    key = year.office.do(CLERK, key_evaluations.record, year.project, 2026, FOUND, (file("评价报告.pdf"),))
    year.office.do(FINANCE, key_evaluations.attach_file, key, file("反馈函.pdf"))
    assert [one.file_name for one in rows(year)[0].files] == ["评价报告.pdf", "反馈函.pdf"]
    year.office.do(FINANCE, key_evaluations.void, key, "作废")
    with pytest.raises(Refused, match="已作废"):
        year.office.do(CLERK, key_evaluations.attach_file, key, file("再来一份.pdf"))


def test_the_list_of_a_year_is_what_the_person_may_read(year: Year) -> None:
    recorded(year)
    ask = year.office.ask
    assert len(ask(AUDITOR, key_evaluations.of_year, 2026)) == len(ask(CLERK, key_evaluations.of_year, 2026)) == 1
    assert ask(STRANGER, key_evaluations.of_year, 2026) == ask(CLERK, key_evaluations.of_year, 2025) == ()

    def nobody(desk: Desk) -> int:
        empty = Desk(desk.session, None, desk.now, desk.figures, desk.path)
        assert key_evaluations.why_not(empty, 2026)
        assert key_evaluations.recordable(empty, 2026) == ()
        assert key_evaluations.of_project_year(empty, year.project, 2026)[0].barred
        return len(key_evaluations.of_year(empty, 2026))

    assert ask(CLERK, nobody) == 0
