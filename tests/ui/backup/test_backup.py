from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fundapp.errors import Cancelled
from fundapp.services.verification import verify
from fundapp.ui import notices
from fundapp.ui.backup.page import BackupPage
from tests.builders import Office, office
from tests.ui.seated import ready, session


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def _page(place: Office, qtbot: QtBot, restored: list[Path] | None = None) -> BackupPage:
    took = restored if restored is not None else []
    page = ready(BackupPage(session(place, place.administrator, took.append)))
    qtbot.addWidget(page)
    return page


def test_a_backup_by_hand_stands_in_the_list_with_its_check(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    assert page.last.text() == "还没有备份。"
    with notices.captured() as seen:
        page.back_up(None)
    (row,) = page.table.rows()
    assert (row.reason, row.ok) == ("手动", True)
    assert "检查通过" in seen[-1].title
    assert "检查通过" in page.last.text()


def test_a_backup_goes_to_the_folder_that_was_chosen(place: Office, qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(place, qtbot)
    other = tmp_path / "移动硬盘"
    other.mkdir()
    with notices.captured(notices.Answer(files=(other,))):
        page.back_up_elsewhere()
    assert [one for one in other.iterdir() if one.is_file()]
    with notices.captured():
        page.back_up_elsewhere()
    assert page.table.rows() == ()


def test_a_folder_that_is_gone_is_said_and_nothing_is_left(place: Office, qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(place, qtbot)
    blocked = tmp_path / "一个文件"
    blocked.write_text("x", encoding="utf-8")
    with notices.captured() as seen:
        page.back_up(blocked)
    assert [one.kind for one in seen] == ["refusal"]


def test_a_broken_backup_is_found_by_checking_it(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    page.back_up(None)
    (row,) = page.table.rows()
    with row.path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    page.table.select_first()
    with notices.captured() as seen:
        page.check()
    assert "检查通过" not in [one.title for one in seen]
    assert [one.ok for one in page.table.rows()] == [False]


def test_restoring_is_asked_about_and_left_to_the_application(place: Office, qtbot: QtBot) -> None:
    restored: list[Path] = []
    page = _page(place, qtbot, restored)
    page.back_up(None)
    assert "请先选中" in page.restore_button.toolTip()
    page.table.select_first()
    with notices.captured("no") as seen:
        page.restore()
    assert "原样保留" in seen[0].text
    assert restored == []
    with notices.captured("yes"):
        page.restore()
    assert restored == [page.table.rows()[0].path]


def test_only_the_administrator_restores(place: Office, qtbot: QtBot) -> None:
    page = ready(BackupPage(session(place, place.clerk)))
    qtbot.addWidget(page)
    page.back_up(None)
    page.table.select_first()
    assert not page.restore_button.isEnabled()
    assert "须由管理员办理" in page.restore_button.toolTip()
    assert page.now.isEnabled()


def test_a_whole_ledger_passes(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    page.verify()
    assert page.verdict.text() == "校验通过"
    assert page.breaks.isHidden()


def test_every_break_is_listed(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    copy = place.path.with_name("改过.fund")
    with sqlite3.connect(place.path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f'DROP TRIGGER "{name}"')
        target.execute("UPDATE person SET name = '冒名' WHERE id = 3")
    source.close()
    target.close()
    page.show_report(verify(copy))
    assert page.verdict.tone() == "bad"
    assert not page.breaks.isHidden()
    assert any("冒名" in row.sentence or "person#3" in row.where for row in page.breaks.rows())


def test_a_cancelled_verification_says_that_nothing_changed(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    with notices.captured() as seen:
        page._not_verified(Cancelled("校验已取消"))
    assert seen[0].title == "校验已取消，没有改动任何内容"
    assert page.verdict.text() == ""
