"""Nobody gets round the gate (art. 13): years left out, and results or plans changed after money rested on them."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.models import Evaluation
from fundapp.services import application_list, applications, evaluations, projects
from fundapp.services.paging import PageRequest
from fundapp.values.choices import AppropriationKind, DocumentState
from tests.services.applying import GOAL, approved, open_next, saved, sheet
from tests.services.evaluation_year import CLERK, FINANCE, INDICATORS, WAN, Year, plan


def test_leaving_a_year_out_does_not_leave_its_result_out(year: Year) -> None:
    year.office.do(CLERK, projects.open_year, year.project, 2028, GOAL)
    with pytest.raises(Refused, match="2026 年度绩效自评还没有定稿"):
        year.office.do(CLERK, applications.submit, saved(year, year=2028))


def test_the_year_before_is_the_last_one_that_ran_in_lists_and_in_what_is_filled_in(planned: Year) -> None:
    office = planned.office
    office.do(CLERK, projects.open_year, planned.project, 2028, GOAL)

    def seen() -> tuple[str, tuple[tuple[str, int], ...]]:
        (row,) = office.ask(CLERK, application_list.missing, 2028)
        return row.last_grade, office.ask(CLERK, applications.blank, planned.project, 2028).shares

    assert seen() == ("", ())  # 2027 is open and not evaluated yet
    office.do(FINANCE, projects.close_year, planned.project, 2027)  # left out: it never had money
    grade, shares = seen()
    assert grade == "优"
    assert shares == office.ask(CLERK, applications.blank, planned.project, 2027).shares
    assert shares
    key = saved(planned, year=2028)
    found = office.ask(CLERK, application_list.page, PageRequest(), 2028)
    assert [(row.id, row.last_grade) for row in found.rows] == [(key, "优")]


def test_a_year_that_was_never_opened_is_passed_over_too(year: Year) -> None:
    year.approved()
    year.office.do(CLERK, projects.open_year, year.project, 2028, GOAL)
    (row,) = year.office.ask(CLERK, application_list.missing, 2028)
    assert (row.last_grade, row.further) == ("优", True)
    shares = year.office.ask(CLERK, applications.blank, year.project, 2028).shares
    assert dict(shares)["local"] > 0


def test_a_year_closed_without_money_has_nothing_to_evaluate(planned: Year) -> None:
    office = planned.office
    office.do(CLERK, projects.open_year, planned.project, 2028, GOAL)
    plan(office, planned.project, 2028, INDICATORS, "2020-10")
    key = saved(planned, year=2028)
    with pytest.raises(Refused, match="2027 年度绩效自评还没有定稿") as caught:
        office.do(CLERK, applications.submit, key)
    assert "没有安排资金的年度，请财务关闭" in caught.value.remedy
    office.do(FINANCE, projects.close_year, planned.project, 2027)
    office.do(CLERK, applications.submit, key)
    assert sheet(planned, key).state is DocumentState.IN_APPROVAL


def test_a_year_closed_with_money_still_waits_for_its_self_evaluation(year: Year) -> None:
    open_next(year)
    year.office.do(FINANCE, projects.close_year, year.project, 2026)
    with pytest.raises(Refused, match="2026 年度绩效自评还没有定稿"):
        year.office.do(CLERK, applications.submit, saved(year))


def test_the_result_an_application_was_approved_on_stays_until_that_application_is_opened(planned: Year) -> None:
    office, key = planned.office, approved(planned)
    result = office.ask(CLERK, lambda desk: desk.session.scalars(select(Evaluation.id)).one())
    for verb in (evaluations.change, evaluations.void):
        with pytest.raises(Refused, match="2027 年度申请 SQ-2027-0001 已依据这份自评批准"):
            office.do(CLERK, verb, result, "更正")
    office.do(CLERK, applications.change, key, "上年度自评有误")
    office.do(CLERK, evaluations.change, result, "更正")
    with pytest.raises(Refused, match="2026 年度绩效自评还没有定稿"):
        office.do(CLERK, applications.submit, key)


@pytest.mark.parametrize("kind", [AppropriationKind.INITIAL, AppropriationKind.ADDITION])
def test_an_application_that_was_granted_money_is_changed_but_not_voided(
    planned: Year, kind: AppropriationKind
) -> None:
    key = approved(planned)
    planned.office.appropriate(planned.project, 2027, "local", kind, 400 * WAN)
    with pytest.raises(Refused, match="SQ-2027-0001 不能作废"):
        planned.office.do(CLERK, applications.void, key, "重填")
    planned.office.do(CLERK, applications.change, key, "调整指标")
    with pytest.raises(Refused, match="SQ-2027-0001 不能作废"):
        planned.office.do(CLERK, applications.void, key, "重填")


def test_money_carried_over_was_not_granted_on_the_application(planned: Year) -> None:
    key = approved(planned)
    planned.office.clock.on(dt.date(2027, 1, 5))
    planned.office.appropriate(planned.project, 2027, "local", AppropriationKind.CARRY_OVER, 5 * WAN)
    planned.office.do(CLERK, applications.void, key, "重填")
    assert sheet(planned, key).state is DocumentState.VOID


def test_a_draft_that_was_never_sent_is_voided_whatever_money_the_year_has(year: Year) -> None:
    key = saved(year, year=2026)
    year.office.do(CLERK, applications.void, key, "第一年不需申请")
    assert sheet(year, key).state is DocumentState.VOID


def test_a_year_is_not_evaluated_by_indicators_that_were_changed_and_not_signed_anew(planned: Year) -> None:
    def blocked() -> bool:
        draft = planned.office.ask(CLERK, evaluations.blank, planned.project, 2027)
        found = planned.office.ask(CLERK, evaluations.check, draft)
        return any(one.rule == "13-9" and one.blocks for one in found)

    key = saved(planned)  # never sent: the first year of a project may go without one
    assert not blocked()
    planned.office.do(CLERK, applications.void, key, "重填")
    key = approved(planned)
    assert not blocked()
    planned.office.do(CLERK, applications.change, key, "调整指标")
    assert blocked()


def test_the_gate_says_when_money_moved_after_the_result_was_signed(planned: Year) -> None:
    office = planned.office
    key = saved(planned)
    assert not [line for line in sheet(planned, key).gate if "账面" in line.text]
    office.appropriate(planned.project, 2026, "local", AppropriationKind.ADDITION, WAN)
    line = next(line for line in sheet(planned, key).gate if "账面" in line.text)
    assert line.text == (
        "绩效自评 ZP-2026-0001 送审之后账面全年预算数由 450.00 万元变为 451.00 万元。得分仍按送审时的账面。"
    )
    assert (line.tone, line.kind, line.id, line.word) == ("warn", "evaluation", 1, "查看")
    office.do(CLERK, applications.submit, key)
    assert line in sheet(planned, key).gate
    office.appropriate(planned.project, 2026, "local", AppropriationKind.ADDITION, WAN)
    assert sheet(planned, key).moved
