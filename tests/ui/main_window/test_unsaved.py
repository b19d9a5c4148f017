"""What was typed and not saved is not lost without being asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from fundapp.ui import notices
from fundapp.ui.main_window import MainWindow
from fundapp.ui.screen import nothing
from tests.ui.main_window.sheet import Sheet, press


def test_what_is_being_filled_in_waits_while_something_else_is_looked_up(
    window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    press(window, "payments")
    editor = Sheet("新建用款申请")
    sheets["payments"].pushed.emit(editor)
    editor.lost = "本次金额"
    with notices.captured() as seen:
        press(window, "desk")
        press(window, "payments")
    assert seen == [], "nothing is lost, so nothing is asked"
    assert window.page() is editor


@pytest.mark.parametrize(
    ("answer", "stays", "log"),
    [("stay", True, []), ("", True, []), ("drop", False, ["drop", "leave"]), ("save", False, ["save", "leave"])],
)
def test_leaving_unsaved_work_asks_first(
    window: MainWindow, sheets: dict[str, Sheet], answer: str, stays: bool, log: list[str]
) -> None:
    editor = Sheet("新建用款申请")
    sheets["desk"].pushed.emit(editor)
    editor.log.clear()
    editor.lost = "本次金额等 3 处修改"
    with notices.captured(answer) as seen:
        window.back()
    assert seen[0].text == "本次金额等 3 处修改"
    assert (window.page() is editor) is stays
    assert editor.log == log


def test_work_that_could_not_be_saved_is_not_left(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    editor = Sheet("新建用款申请")
    sheets["desk"].pushed.emit(editor)
    editor.lost, editor.refused = "本次金额", True
    with notices.captured("save"):
        window.back()
    assert window.page() is editor


def test_the_window_does_not_close_over_unsaved_work(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    press(window, "payments")
    sheets["payments"].lost = "一处修改"
    press(window, "desk")
    with notices.captured("stay"):
        assert not window.close()
    assert window.current() == "payments", "it shows what is unsaved"
    with notices.captured("drop"):
        assert window.close()


def test_the_window_closes_by_itself_when_saving_took_a_moment(
    qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    later: list[Callable[[], None]] = []
    page = sheets["desk"]
    page.lost = "一处修改"
    page.save = lambda then=nothing: later.append(then)  # type: ignore[method-assign]
    with notices.captured("save"):
        assert not window.close()
    page.lost = ""
    with qtbot.waitSignal(window.closing):
        later[0]()
    assert not window.isVisible()


def test_logging_out_asks_about_every_unsaved_page(qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]) -> None:
    press(window, "payments")
    sheets["desk"].lost = sheets["payments"].lost = "一处修改"
    with notices.captured("drop", "stay") as seen, qtbot.assertNotEmitted(window.logout_wanted):
        window.sidebar.left.emit()
    assert len(seen) == 2
    with notices.captured("drop"), qtbot.waitSignal(window.logout_wanted):
        window.sidebar.left.emit()


def test_f5_does_not_overwrite_what_is_typed_without_asking(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    page = sheets["desk"]
    page.log.clear()
    page.lost = "一处修改"
    with notices.captured("stay") as seen:
        window.reload()
    assert page.log == []
    assert [one.text for one in seen[0].options if one.key == "drop"] == ["不保存，重新载入"], "nobody leaves"
    with notices.captured("drop"):
        window.reload()
    assert page.log == ["drop", ("refresh", None)]
