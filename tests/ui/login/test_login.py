from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp.errors import Damaged, Forbidden, WrongPassword
from fundapp.ui import notices
from fundapp.ui.login.login_panel import LoginPanel
from fundapp.ui.login.login_window import LoginWindow
from fundapp.ui.login.password_panel import FirstPasswordPanel, NewPassword, PasswordDialog
from fundapp.ui.login.start_panel import LedgerWish, NewLedgerPanel
from fundapp.ui.notices import Answer
from fundapp.ui.parts.choice import Option

Show = Callable[[QWidget], QWidget]

PEOPLE = [Option(1, "经办人 · 大数据中心"), Option(2, "分管领导 · 领导")]
GOOD = "纸船 石榴 钟楼 42"


def press(window: QWidget, text: str) -> None:
    next(tool for tool in window.findChildren(QPushButton) if tool.text() == text and tool.isVisible()).click()


@pytest.fixture
def panel(qtbot: QtBot, shown: Show) -> LoginPanel:
    made = LoginPanel()
    shown(made)
    made.set_people(PEOPLE, last=1)
    return made


def test_the_person_of_last_time_is_chosen_and_the_cursor_waits_in_the_password(panel: LoginPanel) -> None:
    assert panel.person.raw() == "经办人 · 大数据中心"
    assert panel.password.line.hasFocus()


def test_the_first_time_the_cursor_waits_for_a_person(qtbot: QtBot, shown: Show) -> None:
    panel = LoginPanel()
    shown(panel)
    panel.set_people(PEOPLE)
    assert panel.person.line.hasFocus()
    QTest.keyClick(panel.person.line, Qt.Key.Key_Down)
    QTest.keyClick(panel.person.line, Qt.Key.Key_Return)
    assert panel.person.value() == 1
    assert panel.password.line.hasFocus(), "Enter moves on to the password"


def test_enter_in_the_password_logs_in(qtbot: QtBot, panel: LoginPanel) -> None:
    panel.password.line.setText("mima 1")
    with qtbot.waitSignal(panel.login_wanted) as told:
        QTest.keyClick(panel.password.line, Qt.Key.Key_Return)
    assert told.args == [1, "mima 1"]


def test_without_person_or_password_nothing_is_asked(qtbot: QtBot, panel: LoginPanel) -> None:
    with qtbot.assertNotEmitted(panel.login_wanted):
        panel.button.click()
        panel.person.set_raw("没有的人")
        panel.password.line.setText("x")
        panel.button.click()
    assert panel.person.complaint() == "没有找到“没有的人”，请从列表中选择。"


def wrong(seconds: int) -> WrongPassword:
    return WrongPassword(f"密码不正确，{seconds} 秒后可重试（第 3 次）。", wait_seconds=seconds)


def test_the_countdown_disables_the_button_and_says_how_long(qtbot: QtBot, panel: LoginPanel) -> None:
    panel.password.line.setText("falsch")
    panel.refuse(wrong(3))
    assert panel.error.text() == "密码不正确，3 秒后可重试（第 3 次）。"
    assert not panel.button.isEnabled()
    assert panel.password.take() == ""
    panel.count_down()
    assert panel.error.text() == "密码不正确，2 秒后可重试（第 3 次）。"
    with qtbot.assertNotEmitted(panel.login_wanted):
        panel.password.line.setText("x")
        QTest.keyClick(panel.password.line, Qt.Key.Key_Return)
    panel.count_down()
    panel.count_down()
    assert panel.button.isEnabled()
    assert panel.button.text() == "登录"
    assert panel.waiting() == 0
    assert not panel._tick.isActive()


def test_a_wrong_password_without_a_wait_can_be_tried_again_at_once(panel: LoginPanel) -> None:
    panel.set_busy(True)
    assert not panel.button.isEnabled()
    panel.refuse(WrongPassword("密码不正确，请重新输入（第 1 次）。"))
    assert panel.button.isEnabled()
    assert panel.error.text() == "密码不正确，请重新输入（第 1 次）。"
    assert panel.password.line.hasFocus()
    panel.password.line.setText("n")
    assert panel.error.text() == "", "typing again takes the old line away"


def test_somebody_else_does_not_wait_for_the_first_persons_wrong_password(panel: LoginPanel) -> None:
    panel.refuse(wrong(30))
    panel.person.set_value(2)
    panel.person.settled.emit()
    assert panel.button.isEnabled()


def test_another_refusal_is_shown_with_its_remedy(panel: LoginPanel) -> None:
    panel.refuse(Forbidden("经办人已停用，不能登录。", remedy="请联系管理员。"))
    assert panel.error.text() == "经办人已停用，不能登录。请联系管理员。"
    assert panel.button.isEnabled()


def test_a_locked_seat_is_opened_by_the_same_person_only(panel: LoginPanel) -> None:
    panel.lock_to(2)
    assert panel.person.value() == 2
    assert panel.person.line.isReadOnly()
    offered = [tool for tool in panel.findChildren(QPushButton) if tool.isVisible() and tool is not panel.button]
    assert [tool.text()[:4] for tool in offered] == ["换人登录"]


# -- passwords -----------------------------------------------------------------------------------------------------


@pytest.fixture
def new(qtbot: QtBot, shown: Show) -> NewPassword:
    made = NewPassword(lambda: "李明")
    shown(made)
    return made


@pytest.mark.parametrize(("typed", "reason"), [("abc", "至少 8 位"), ("12345678", "连续"), ("李明1", "至少 8 位")])
def test_a_weak_password_is_said_to_be_weak_as_soon_as_it_is_left(new: NewPassword, typed: str, reason: str) -> None:
    new.first.line.setText(typed)
    new.again.line.setFocus()
    new.first.settle()
    assert reason in new.first.complaint()
    assert new.first.take() == typed


def test_the_repetition_must_be_the_same(new: NewPassword) -> None:
    new.first.line.setText(GOOD)
    new.again.line.setText(GOOD + "x")
    assert not new.check()
    assert new.again.complaint() == "两次输入的密码不一样。"
    new.again.line.setText(GOOD)
    assert new.check()
    assert new.take() == GOOD


def test_the_rules_are_shown_before_anything_is_typed(new: NewPassword) -> None:
    assert any("至少 8 位" in label.text() for label in new.findChildren(QLabel) if label.isVisible())


def test_the_first_password_is_handed_over_once_it_will_do(qtbot: QtBot, shown: Show) -> None:
    panel = FirstPasswordPanel()
    shown(panel)
    panel.greet("经办人")
    with qtbot.assertNotEmitted(panel.chosen):
        press(panel, "设置密码并建立签字密钥")
    assert panel.new.first.complaint() == "请填写新密码。"
    panel.new.first.line.setText(GOOD)
    panel.new.again.line.setText(GOOD)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel.new.again.line, Qt.Key.Key_Return)
    assert told.args == [GOOD]
    panel.set_busy(True)
    with qtbot.assertNotEmitted(panel.chosen):
        QTest.keyClick(panel.new.again.line, Qt.Key.Key_Return)
    panel.refuse(Forbidden("账套已被占用。"))
    assert panel.error.text() == "账套已被占用。"
    assert panel.new.take() == GOOD, "what was typed stays"


def test_changing_a_password_asks_for_the_old_one_first(qtbot: QtBot, shown: Show) -> None:
    dialog = PasswordDialog("经办人")
    shown(dialog)
    assert dialog.old.line.hasFocus()
    dialog.new.first.line.setText(GOOD)
    dialog.new.again.line.setText(GOOD)
    with qtbot.assertNotEmitted(dialog.chosen):
        press(dialog, "修改")
    dialog.old.line.setText("alt")
    with qtbot.waitSignal(dialog.chosen) as told:
        press(dialog, "修改")
    assert told.args == ["alt", GOOD]
    dialog.refuse(WrongPassword("密码不正确，请重新输入（第 1 次）。"))
    assert dialog.old.complaint() == "密码不正确，请重新输入（第 1 次）。"
    dialog.refuse(Forbidden("不行。"))
    assert dialog.error.text() == "不行。"
    assert dialog.height() <= 640


# -- a new ledger --------------------------------------------------------------------------------------------------


@pytest.fixture
def founding(qtbot: QtBot, shown: Show, tmp_path: Path) -> NewLedgerPanel:
    made = NewLedgerPanel()
    shown(made)
    made.set_folder(tmp_path)
    return made


def test_the_file_is_named_after_the_office_without_characters_windows_forbids(
    founding: NewLedgerPanel, tmp_path: Path
) -> None:
    assert founding.path() == tmp_path / "账套.fund"
    founding.office.set_raw('政务/数据*办"')
    assert founding.path() == tmp_path / "政务数据办.fund"
    assert founding.place.text() == f"保存为 {tmp_path / '政务数据办.fund'}"


def test_a_new_ledger_is_wished_for_only_when_everything_is_filled_in(
    qtbot: QtBot, founding: NewLedgerPanel, tmp_path: Path
) -> None:
    with qtbot.assertNotEmitted(founding.wanted):
        founding.button.click()
    assert founding.office.complaint() == "请填写单位名称。"
    founding.office.set_raw("政务数据办")
    founding.division.set_raw("办公室")
    founding.administrator.set_raw("管理员")
    founding.password.first.line.setText(GOOD)
    with qtbot.assertNotEmitted(founding.wanted):
        founding.button.click()
    founding.password.again.line.setText(GOOD)
    with qtbot.waitSignal(founding.wanted) as told:
        founding.button.click()
    assert told.args == [LedgerWish(tmp_path / "政务数据办.fund", "政务数据办", "办公室", "管理员", GOOD)]


def test_enter_walks_through_the_boxes_of_a_new_ledger(qtbot: QtBot, founding: NewLedgerPanel) -> None:
    founding.office.line.setFocus()
    for field in (founding.office, founding.division, founding.administrator):
        assert QApplication.focusWidget() is field.line
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is founding.password.first.line


def test_the_place_of_a_new_ledger_can_be_chosen(founding: NewLedgerPanel, tmp_path: Path) -> None:
    elsewhere = tmp_path / "项目资金"
    with notices.captured(Answer(files=(elsewhere,))):
        press(founding, "更改位置…")
    assert founding.path().parent == elsewhere


def test_a_ledger_that_could_not_be_made_keeps_what_was_typed(founding: NewLedgerPanel) -> None:
    founding.office.set_raw("政务数据办")
    founding.set_busy(True)
    assert not founding.button.isEnabled()
    founding.refuse(Damaged("磁盘已满。", remedy="请清理后再试。"))
    assert founding.error.text() == "磁盘已满。请清理后再试。"
    assert founding.button.isEnabled()
    assert founding.office.raw() == "政务数据办"


# -- the window ----------------------------------------------------------------------------------------------------


@pytest.fixture
def window(shown: Show) -> LoginWindow:
    made = LoginWindow()
    shown(made)
    return made


def test_the_very_first_start_offers_three_ways_and_no_login(qtbot: QtBot, window: LoginWindow) -> None:
    assert window.panel() is window.start
    with qtbot.waitSignal(window.sample_wanted):
        press(window, "打开示例账套")
    with notices.captured(Answer(files=(Path("a.fund"),))), qtbot.waitSignal(window.opened) as told:
        press(window, "打开已有账套…")
    assert told.args == [Path("a.fund")]
    press(window, "新建账套")
    assert window.panel() is window.new_ledger
    press(window, "返回")
    assert window.panel() is window.start


def test_a_ledger_that_could_not_be_opened_says_why_and_leaves_the_other_ways(window: LoginWindow) -> None:
    window.show_start(Damaged("账套文件已损坏。", remedy="请从备份恢复。"))
    assert window.start.error.text() == "账套文件已损坏。请从备份恢复。"
    window.show_start()
    assert window.start.error.text() == ""


def test_the_login_leads_to_other_ledgers_and_back(window: LoginWindow) -> None:
    window.show_login(PEOPLE, last=2)
    press(window, "新建账套…")
    assert window.panel() is window.new_ledger
    press(window, "返回")
    assert window.panel() is window.login


def test_choosing_no_file_changes_nothing(qtbot: QtBot, window: LoginWindow) -> None:
    window.show_login(PEOPLE)
    with notices.captured(), qtbot.assertNotEmitted(window.opened):
        press(window, "打开其他账套…")
    assert window.panel() is window.login


def test_an_initial_password_leads_to_ones_own(qtbot: QtBot, window: LoginWindow) -> None:
    window.show_first_password("经办人")
    assert window.panel() is window.first_password
    assert any("经办人，您好" in label.text() for label in window.findChildren(QLabel) if label.isVisible())
    with qtbot.waitSignal(window.back_to_login):
        press(window, "返回登录")


def test_the_blue_half_says_which_ledger_and_that_secrets_are_forbidden(window: LoginWindow) -> None:
    window.show_facts("政务数据办.fund", "文档/项目资金", "今天 08:31")
    words = {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
    assert {"账套　政务数据办.fund", "上次备份　今天 08:31", "本系统不得处理涉密信息"} <= words
    window.show_waiting("正在打开 政务数据办.fund…")
    words = {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
    assert "正在打开 政务数据办.fund…" in words


@pytest.mark.parametrize("size", [(1366, 768), (911, 512), (640, 420)])
def test_every_button_of_every_panel_can_be_reached_in_a_small_window(
    qtbot: QtBot, window: LoginWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for panel in (window.start, window.new_ledger, window.login, window.first_password):
        window._show(panel)
        QApplication.processEvents()
        for tool in panel.findChildren(QPushButton):
            if tool.isVisible() and tool.isEnabled():
                tool.setFocus()
                corner = tool.mapTo(window, tool.rect().center())
                assert window.rect().contains(corner), f"{tool.text()} is out of reach at {size}"
