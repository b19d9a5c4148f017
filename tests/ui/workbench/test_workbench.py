"""The workbench shows the year's money and what waits for this very person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from fundapp.services.workbench import AlertRow
from fundapp.ui.workbench.page import Alert, WorkbenchPage
from fundapp.values.documents import SubjectKind
from tests.builders import Office, office
from tests.ui.seated import Told, ready, session

Show = Callable[[QWidget], QWidget]


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


@pytest.mark.parametrize(("width", "lines"), [(700, 1), (420, 2)])
def test_a_reminder_shows_its_sentence_on_a_line_of_its_own_where_one_is_too_short(
    shown: Show, width: int, lines: int
) -> None:
    text = "ZG-2026-0002 已逾期 10 天，责任人经办人"
    row = AlertRow("整改逾期", "bad", text, "第十三条", SubjectKind.RECTIFICATION, 2)
    alert = Alert(row, lambda: None)
    alert.resize(width, 60)
    shown(alert)
    QApplication.processEvents()
    assert alert.text.text() == row.text
    below = alert.text.geometry().top() >= alert.badge.geometry().bottom()
    assert below is (lines == 2)


def test_a_reminder_too_long_for_any_line_loses_its_end(shown: Show) -> None:
    text = "ZG-2026-0002 已逾期 10 天，责任人经办人 · " + "政务云服务项目，云主机闲置" * 5
    row = AlertRow("整改逾期", "bad", text, "第十三条", SubjectKind.RECTIFICATION, 2)
    alert = Alert(row, lambda: None)
    alert.resize(420, 60)
    shown(alert)
    QApplication.processEvents()
    assert alert.text.text().startswith("ZG-2026-0002 已逾期 10 天，责任人经办人 · ")
    assert alert.text.text().endswith("…")
