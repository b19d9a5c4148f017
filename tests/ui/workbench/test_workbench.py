"""The workbench shows the year's money and what waits for this very person."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from fundapp.ui.workbench.page import WorkbenchPage
from tests.builders import Office, office
from tests.ui.seated import Told, ready, session


@pytest.fixture
def place(tmp_path: Path) -> Office:
    return office(tmp_path)


def _figures(page: WorkbenchPage) -> list[str]:
    return [card.accessibleName() for card in page.findChildren(type(page._figures[0]))]


def test_the_four_figures_come_from_the_ledger(place: Office) -> None:
    request = place.approve(place.request(place.contract().milestones[0]))
    place.pay(request)
    page = ready(WorkbenchPage(session(place, place.clerk)))
    assert _figures(page)[:2] == [
        "2026 年批复预算 10.00 万元 1 个项目",
        "累计拨付 3.00 万元 执行 30.00% · 时间 16.71%",
    ]


def test_a_request_that_waits_for_the_leader_is_on_the_leaders_workbench_only(place: Office) -> None:
    request = place.request(place.contract().milestones[0])
    place.submit(request)
    place.sign(request, place.head)
    place.sign(request, place.finance)
    leader = ready(WorkbenchPage(session(place, place.supervisor)))
    head = ready(WorkbenchPage(session(place, place.head)))
    assert [row.what for row in leader._tasks.rows()] == ["签批 · 政务服务平台运行维护项目 第1期进度款"]
    assert head._tasks.rows() == ()
    assert _figures(leader)[2].startswith("待我办理 1 件 签批 1 件 · ")
    assert _figures(head)[2] == "待我办理 0 件 没有临近期限的事项"


def test_enter_on_a_task_opens_the_signing_desk_at_the_document(place: Office) -> None:
    request = place.request(place.contract().milestones[0])
    place.submit(request)
    page = ready(WorkbenchPage(session(place, place.head)))
    told = Told(page)
    page._tasks.activated.emit(page._tasks.rows()[0])
    assert told.wanted == [("signing", ("payment", request))]


def test_a_returned_request_comes_back_to_its_clerk(place: Office) -> None:
    request = place.request(place.contract().milestones[0])
    place.submit(request)
    place.give_back(request, place.head)
    page = ready(WorkbenchPage(session(place, place.clerk)))
    told = Told(page)
    page._tasks.activated.emit(page._tasks.rows()[0])
    assert page._tasks.rows()[0].what.startswith("补正后重新送审")
    assert told.wanted == [("payments", request)]


def test_money_far_behind_the_time_is_a_reminder_with_its_article(place: Office) -> None:
    place.project()
    place.clock.pass_by(days=200)
    page = ready(WorkbenchPage(session(place, place.clerk)))
    told = Told(page)
    links = [made for made in page.findChildren(QPushButton) if "低于时间进度" in made.accessibleName()]
    links[0].click()
    assert told.wanted == [("projects", 1)]


def test_an_empty_year_says_so(place: Office) -> None:
    page = WorkbenchPage(session(place, place.clerk))
    page.set_year(2025)
    page.refresh(None)
    assert page._tasks.rows() == ()
    assert _figures(page)[0] == "2025 年批复预算 0.00 万元 0 个项目"
