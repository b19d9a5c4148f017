"""Indicators that documents stand on: frozen under an application, kept for a monitoring that was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.models import Indicator, MonitoringLine
from fundapp.services import applications, indicators, monitorings, why_not
from fundapp.services.done import Changed, Done
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.signing import Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
from tests.services import applying, watching
from tests.services.evaluation_year import CLERK, HEAD, LEADER, Year
from tests.services.watching import JULY


def entries(year: Year, fiscal_year: int = 2026) -> tuple[IndicatorEntry, ...]:
    return year.office.ask(CLERK, indicators.of_year, year.project, fiscal_year).entries


def put(year: Year, fiscal_year: int = 2026, *lines: IndicatorEntry) -> None:
    year.office.do(CLERK, indicators.set_for_year, year.project, fiscal_year, "目标", lines, "2020-10")


def without_second(year: Year) -> tuple[IndicatorEntry, ...]:
    """The plan of 2026 without its second indicator, whose weight goes to the first."""
    first, _, *rest = entries(year)
    return (replace(first, weight=5000), *rest)


def watched(year: Year) -> list[int]:
    """Indicators that monitorings have a line for."""
    return sorted(year.office.ask(CLERK, lambda desk: desk.session.scalars(select(MonitoringLine.indicator_id)).all()))


def test_a_draft_monitoring_loses_its_line_with_the_indicator(year: Year) -> None:
    year.office.clock.on(JULY)
    watching.saved(year)
    second = entries(year)[1]
    assert second.id in watched(year)
    put(year, 2026, *without_second(year))
    assert second.id not in watched(year)
    assert len(watched(year)) == 4


def test_a_returned_monitoring_loses_its_line_too(year: Year) -> None:
    year.office.clock.on(JULY)
    key = watching.submitted(year)
    given = Signing(Decision.RETURN, "请补充")
    year.office.do(HEAD, monitorings.sign, key, given, year.office.confirm(HEAD))
    put(year, 2026, *without_second(year))
    assert len(watched(year)) == 4


@pytest.mark.parametrize("state", ["签批中", "已定稿", "已作废"])
def test_an_indicator_of_a_monitoring_that_was_sent_stays(year: Year, state: str) -> None:
    year.office.clock.on(JULY)
    key = watching.submitted(year)
    if state == "已定稿":
        watching.agree(year, HEAD, key)
        watching.agree(year, LEADER, key)
    if state == "已作废":
        year.office.do(CLERK, monitorings.void, key, "重填")
    with pytest.raises(Refused, match=f"“系统故障响应时间”已列入{state}的运行监控 JK-2026-0001，须留存") as caught:
        put(year, 2026, *without_second(year))
    assert (caught.value.field, caught.value.article) == ("三级指标", "第十三条")
    put(year, 2026, *(replace(one, name=f"{one.name}（修订）") for one in entries(year)))


def test_a_voided_draft_without_a_number_keeps_its_lines(year: Year) -> None:
    year.office.clock.on(JULY)
    key = watching.saved(year)
    year.office.do(CLERK, monitorings.void, key, "不报了")
    with pytest.raises(Refused, match="已列入已作废的运行监控，须留存"):
        put(year, 2026, *without_second(year))


def test_goal_and_indicators_are_frozen_under_an_application_and_open_again_when_it_is_returned(
    planned: Year,
) -> None:
    key = applying.submitted(planned)
    with pytest.raises(Refused, match="2027 年度的年度申请 SQ-2027-0001 已送审或定稿") as caught:
        put(planned, 2027, *entries(planned, 2027))
    assert "把年度申请退回草稿" in caught.value.remedy
    plan = planned.office.ask(CLERK, indicators.of_year, planned.project, 2027)
    assert plan.frozen_by == "年度申请 SQ-2027-0001"
    assert "年度申请 SQ-2027-0001" in planned.office.ask(CLERK, why_not.set_indicators, planned.project, 2027)
    planned.office.do(CLERK, applications.withdraw, key, "改指标")
    put(planned, 2027, *entries(planned, 2027))


def test_the_indicators_of_a_draft_application_may_change(planned: Year) -> None:
    applying.saved(planned)
    put(planned, 2027, *entries(planned, 2027))


@pytest.mark.parametrize(
    ("weights", "scheme"), [((9000,), "10-90"), ((5000, 3000, 1000), "2020-10"), ((1,), "2020-10")]
)
def test_a_plan_of_an_older_ledger_is_proposed_the_split_its_weights_fill(
    year: Year, weights: tuple[int, ...], scheme: str
) -> None:
    levels = ("产出指标", "效益指标", "满意度指标")
    lines = tuple(
        replace(entries(year)[0], level1=level, weight=weight, id=0)
        for level, weight in zip(levels, weights, strict=False)
    )

    def forget(uow: UnitOfWork) -> Done:
        row = indicators.opened_year(uow, year.project, 2026)
        row.scheme = None
        for one in indicators.indicators_of(uow, row.id):
            uow.session.delete(one)
        uow.session.flush()
        uow.session.add_all(
            Indicator(
                project_year_id=row.id, sequence=place, level1=line.level1, level2="数量指标", name="甲",
                operator=line.operator, weight=line.weight, target=line.target, unit="%",
            )
            for place, line in enumerate(lines, start=1)
        )  # fmt: skip
        uow.record("indicators.set_for_year", SubjectKind.PROJECT, year.project, "旧账套")
        return Done("", Changed.NOTHING)

    year.office.do(CLERK, forget)
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2026).scheme == scheme
