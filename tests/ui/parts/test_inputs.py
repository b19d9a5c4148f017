from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.date_edit import Calendar, DateEdit
from fundapp.ui.parts.identifier_edit import account_edit, cnaps_edit, uscc_edit
from fundapp.ui.parts.line import Line
from fundapp.ui.parts.password_edit import PasswordEdit
from fundapp.ui.parts.search_choice import SearchChoice

Show = Callable[[QWidget], QWidget]
Compose = Callable[[QWidget, str], None]
TODAY = dt.date(2026, 11, 20)


def today() -> dt.date:
    return TODAY


@pytest.mark.parametrize(
    ("typed", "written"),
    [("20261120", "2026-11-20"), ("11.20", "2026-11-20"), ("今天", "2026-11-20"), ("2026年3月1日", "2026-03-01")],
)
def test_a_date_typed_as_the_office_types_it_is_rewritten(typed: str, written: str) -> None:
    field = DateEdit(today=today)
    field.set_raw(typed)
    field.settle()
    assert field.raw() == written


def test_a_day_the_month_does_not_have_stays_and_says_why() -> None:
    field = DateEdit(today=today)
    field.set_raw("2026-02-30")
    field.settle()
    assert field.raw() == "2026-02-30"
    assert field.value() is None
    assert field.complaint() == "2026年2月只有28天，没有30日。"


def test_a_date_may_be_empty_unless_it_is_required() -> None:
    assert DateEdit("验收日期").problem() == ""
    assert DateEdit("验收日期", required=True).problem() == "请填写验收日期。"


def test_the_arrow_keys_go_to_the_day_before_and_after(qtbot: QtBot, shown: Show) -> None:
    field = DateEdit(today=today)
    field.set_value(dt.date(2026, 12, 31))
    shown(field)
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    assert field.value() == dt.date(2027, 1, 1)
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == dt.date(2026, 12, 31)


def test_the_calendar_takes_no_text_because_input_methods_fail_in_popups(qtbot: QtBot, shown: Show) -> None:
    field = DateEdit(today=today)
    shown(field)
    field.open_calendar()
    calendar = field.findChild(Calendar)
    assert calendar is not None
    visible = [box for kind in (QLineEdit, QSpinBox) for box in calendar.findChildren(kind) if box.isVisible()]
    assert visible == []
    calendar.hide()


def test_a_day_chosen_in_the_calendar_comes_into_the_box_and_the_box_can_be_emptied(qtbot: QtBot, shown: Show) -> None:
    field = DateEdit(today=today)
    field.set_raw("2026-05-01")
    shown(field)
    field.open_calendar()
    calendar = field.findChild(Calendar)
    assert calendar is not None
    month = calendar.findChild(QCalendarWidget)
    assert month is not None
    assert month.selectedDate() == QDate(2026, 5, 1), "it opens at the day in the box"
    with qtbot.waitSignal(field.settled):
        month.clicked.emit(QDate(2026, 5, 9))
    assert field.raw() == "2026-05-09"
    assert not calendar.isVisible()
    field.open_calendar()
    clear = next(tool for tool in calendar.findChildren(QPushButton) if tool.text() == "清空")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.raw() == ""


def test_today_is_the_day_that_was_handed_in_not_the_computers(qtbot: QtBot, shown: Show) -> None:
    field = DateEdit(today=today)
    shown(field)
    field.open_calendar()
    calendar = field.findChild(Calendar)
    assert calendar is not None
    now = next(tool for tool in calendar.findChildren(QPushButton) if tool.text() == "今天")
    QTest.mouseClick(now, Qt.MouseButton.LeftButton)
    assert field.value() == TODAY


def test_a_supplier_code_is_counted_while_typed_and_judged_at_its_last_character() -> None:
    field = uscc_edit()
    field.line.setText("91330482MA00DEM14")
    assert field.complaint() == ""
    assert "17 位，应为 18 位" in field.line.accessibleDescription()
    field.line.setText("91330482MA00DEM144")
    assert field.complaint() != "", "a wrong check character is said at once"
    field.line.setText("９１330482ma00dem143")
    assert field.complaint() == ""
    field.settle()
    assert field.raw() == "91330482MA00DEM143"


def test_an_account_is_shown_in_groups_of_four_and_a_personal_card_is_pointed_out() -> None:
    field = account_edit()
    field.set_raw("3305 0100 0000 0000 001")
    assert field.line.accessibleDescription() == "3305 0100 0000 0000 001"
    field.set_raw("6222020200112233440")
    hint = field.line.accessibleDescription()
    field.settle()
    assert field.raw() == "6222020200112233440"
    assert field.problem() == "", "a warning stops nobody"
    assert hint.startswith("6222 0202")


def test_a_bank_code_of_eleven_figures_is_refused_on_leaving() -> None:
    field = cnaps_edit()
    field.set_raw("10233500001")
    field.settle()
    assert field.complaint() != ""
    assert field.raw() == "10233500001"


def test_a_password_is_hidden_until_the_eye_is_pressed_and_never_goes_into_a_draft(qtbot: QtBot) -> None:
    field = PasswordEdit()
    field.line.setText(" mima 1 ")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    assert field.raw() == ""
    assert field.take() == " mima 1 ", "spaces belong to a password"
    eye = field.line.actions()[0]
    eye.trigger()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.text() == "隐藏密码"
    field.clear()
    assert field.take() == ""
    assert field.line.echoMode() == QLineEdit.EchoMode.Password


def test_capitals_without_shift_give_the_capitals_lock_away(qtbot: QtBot, shown: Show) -> None:
    field = PasswordEdit()
    shown(field)
    for letter, keys, locked in (
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
        ("1", Qt.KeyboardModifier.NoModifier, True),
    ):
        QApplication.sendEvent(field.line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, keys, letter))
        assert (field.line.accessibleDescription() == "大写锁定已打开") is locked


def projects() -> list[Option[int]]:
    return [
        Option(1, "政务云服务项目", "XM-2024-0002", "zwyfwxm"),
        Option(2, "短信平台服务", "XM-2024-0005", "dxptfw"),
        Option(3, "旧项目", "XM-2020-0001", "jxm", barred="项目已结束。"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"), [("政务", [1]), ("dxp", [2]), ("0005", [2]), ("XM 服务", [1, 2]), ("无", [])]
)
def test_a_choice_is_found_by_name_number_or_initials(typed: str, found: list[int]) -> None:
    field = SearchChoice("项目", projects())
    assert [option.value for option in field.matches(typed)] == found


def test_typing_opens_the_list_and_enter_takes_the_first_match(qtbot: QtBot, shown: Show) -> None:
    field = SearchChoice("项目", projects())
    field.resize(300, 40)
    window = QWidget()
    QVBoxLayout(window).addWidget(field)
    window.resize(400, 400)
    shown(window)
    field.setFocus()
    QTest.keyClicks(field.line, "dxp")
    assert field.list_is_open()
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == 2
    assert field.raw() == "短信平台服务"
    assert not field.list_is_open()


def test_the_list_is_no_popup_window_so_that_input_methods_keep_working(qtbot: QtBot, shown: Show) -> None:
    field = SearchChoice("项目", projects())
    window = QWidget()
    QVBoxLayout(window).addWidget(field)
    window.resize(400, 400)
    shown(window)
    field.setFocus()
    field.open_list()
    assert field.list_is_open()
    assert not [child for child in window.findChildren(QWidget) if child.isWindow() and child.isVisible()]
    assert field.line.hasFocus()


def test_arrows_walk_the_list_a_click_takes_an_entry_and_escape_only_closes_it(qtbot: QtBot, shown: Show) -> None:
    field = SearchChoice("项目", projects())
    window = QWidget()
    QVBoxLayout(window).addWidget(field)
    window.resize(400, 400)
    shown(window)
    field.setFocus()
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() == 2
    field.open_list()
    QTest.keyClick(field.line, Qt.Key.Key_Escape)
    assert not field.list_is_open()
    assert field.value() == 2
    assert window.isVisible()


def test_a_text_that_nothing_is_called_stays_and_is_pointed_out_on_leaving(qtbot: QtBot, shown: Show) -> None:
    field = SearchChoice("项目", projects())
    window, other = QWidget(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(other)
    shown(window)
    field.setFocus()
    field.line.insert("没有的项目")
    other.setFocus()
    assert field.raw() == "没有的项目"
    assert field.value() is None
    assert field.complaint() == "没有找到“没有的项目”，请从列表中选择。"


def test_an_entry_that_is_barred_cannot_be_taken_and_says_why(qtbot: QtBot, shown: Show) -> None:
    field = SearchChoice("项目", projects())
    shown(field)
    field.open_list("旧项目")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() is None
    field.set_value(3)
    assert field.problem() == "项目已结束。"


def test_a_draft_puts_the_choice_back(qtbot: QtBot) -> None:
    field = SearchChoice("项目", projects())
    field.set_value(2)
    again = SearchChoice("项目", projects())
    again.set_raw(field.raw())
    assert again.value() == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape])
def test_no_key_acts_while_an_input_method_composes(qtbot: QtBot, shown: Show, compose: Compose, key: Qt.Key) -> None:
    line = Line()
    line.takes_escape = True
    shown(line)
    acted: list[str] = []
    line.entered.connect(lambda: acted.append("entered"))
    line.stepped.connect(lambda _step: acted.append("stepped"))
    line.escaped.connect(lambda: acted.append("escaped"))
    compose(line, "nihao")
    QTest.keyClick(line, key)
    assert acted == []
    compose(line, "")
    QTest.keyClick(line, key)
    assert len(acted) == 1


def test_losing_the_focus_ends_composing(qtbot: QtBot, shown: Show, compose: Compose) -> None:
    window, other = QWidget(), QLineEdit()
    line = Line()
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(other)
    shown(window)
    line.setFocus()
    compose(line, "nihao")
    assert line.composing
    other.setFocus()
    assert not line.composing
