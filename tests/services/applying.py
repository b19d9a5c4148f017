"""The cloud project after its first year: 2026 is evaluated, 2027 open with indicators, and somebody applies for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from fundapp.models import Application
from fundapp.services import (
    application_sheet,
    applications,
    document,
    key_evaluations,
    projects,
    rectifications,
)
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_sheet import ApplicationSheet
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.services.rectification_entry import RectificationEntry
from fundapp.services.signing import Signing
from fundapp.values.choices import Decision, Evaluator, ProblemSource, ProblemType
from tests.services.evaluation_year import CLERK, HANDS, HEAD, INDICATORS, LEADER, OTHER_CLERK, WAN, Year, opened, plan

GOAL = "保障全市部门政务云资源稳定供给，信创区资源满足新增需求。"
SHARES = (("local", 380 * WAN), ("own", 20 * WAN))


@pytest.fixture(scope="session")
def planned_template(finished_year: Year, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Built once: the self-evaluation of 2026 is approved, 2027 has goal and indicators."""
    with opened(finished_year, tmp_path_factory.mktemp("planned")) as year:
        year.approved()
        open_next(year)
    return year


@pytest.fixture
def planned(planned_template: Year, tmp_path: Path) -> Iterator[Year]:
    """A copy for one test."""
    with opened(planned_template, tmp_path) as copy:
        yield copy


def open_next(year: Year) -> None:
    """2027 is opened and gets its goal and indicators."""
    year.office.do(CLERK, projects.open_year, year.project, 2027, GOAL)
    plan(year.office, year.project, 2027, INDICATORS, "2020-10")


def draft(place: Year, **change: object) -> ApplicationDraft:
    """A complete application for 2027."""
    typed = ApplicationDraft(
        project_id=place.project,
        year=2027,
        dated=place.office.clock().date(),
        shares=SHARES,
        basis="按 2026 年在用云主机 420 台和新申请 60 台的服务单价测算。",
        plan="一季度完成资源迁移，按季度考核后支付服务费。",
        phone="0573-00000000",
    )
    return replace(typed, **change)  # type: ignore[arg-type]  # each test names fields of the draft


def saved(place: Year, **change: object) -> int:
    """A stored draft."""
    return place.office.do(CLERK, applications.save, draft(place, **change))


def submitted(place: Year, **change: object) -> int:
    """An application in approval."""
    key = saved(place, **change)
    place.office.do(CLERK, applications.submit, key)
    return key


def agree(year: Year, key: int, who: str) -> None:
    """One hand, with the ticks its step asks for."""
    steps = year.office.ask(CLERK, _route, key)
    ticks = next((tick for step, hand, tick in steps if hand == who), ())
    year.office.do(who, applications.sign, key, Signing(Decision.AGREE, ticks=ticks), year.office.confirm(who))


def approved(place: Year, **change: object) -> int:
    """An application that every hand has signed."""
    key = submitted(place, **change)
    for _, hand, _ in place.office.ask(CLERK, _route, key):
        agree(place, key, hand)
    return key


def _route(desk: Desk, key: int) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    steps = document.route_of(desk, desk.get(Application, key))
    return tuple((step.key, HANDS[step.key], tuple(item.key for item in step.checklist)) for step in steps)


def sheet(year: Year, key: int, who: str = CLERK) -> ApplicationSheet:
    """An application as somebody sees it."""
    return year.office.ask(who, application_sheet.sheet, key)


def poor(year: Year) -> dict[str, ScoreEntry]:
    """Scores that make 2026 a 中: the indicators of effect were missed by far."""
    missed = "未达到，已说明。"
    return {
        "c": ScoreEntry(year.indicators[2], rating_bp=0, explanation=missed),
        "d": ScoreEntry(year.indicators[3], Decimal(40), explanation=missed),
    }


def evaluate(year: Year, **changed: ScoreEntry) -> int:
    """The self-evaluation of 2026, approved."""
    key = year.submitted(**changed)
    year.office.agree(HEAD, key)
    year.office.agree(LEADER, key)
    return key


def problem(place: Year, source: ProblemSource, source_id: int | None = None, *, year: int = 2026) -> int:
    """A rectification, of 2026 unless told otherwise; a paper stands for an inspection."""
    office, today = place.office, place.office.clock().date()
    entry = RectificationEntry(
        project_id=place.project,
        year=year,
        source=source,
        source_id=source_id,
        source_document="" if source_id else "示例查〔2026〕2号",
        division_id=office.divisions["大数据中心"],
        person_id=office.seats[OTHER_CLERK].person_id,
        found_on=today,
        due_on=today + dt.timedelta(days=30),
        problem_type=ProblemType.GOALS,
        problem="网络安全性没有达到目标",
        demand="查明原因并加固",
        measure="增设入侵检测，每月演练",
    )
    return office.do(CLERK, rectifications.register, entry)


def rectified(year: Year, key: int) -> None:
    """It is reported as done and confirmed by the division's head."""
    year.office.do(OTHER_CLERK, rectifications.report, key, "已加固并复测", "复测记录涉密，另行存放")
    year.office.do(HEAD, rectifications.confirm, key, "已核实")


def key_evaluation(year: Year, points: int) -> int:
    """The finance bureau has evaluated 2026."""
    entry = KeyEvaluationEntry(
        Evaluator.FINANCE_BUREAU, year.office.clock().date(), "示例财绩〔2026〕7号", points, "资金使用规范", "加强考核"
    )
    return year.office.do(CLERK, key_evaluations.record, year.project, 2026, entry)
