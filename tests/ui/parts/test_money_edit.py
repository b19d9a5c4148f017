from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui.parts.money_edit import MoneyEdit

Show = Callable[[QWidget], QWidget]


def beside_another_box(field: QWidget) -> tuple[QWidget, QLineEdit]:
    window = QWidget()
    other = QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(field)
    return window, other


@pytest.mark.parametrize(
    ("typed", "fen", "written"),
    [("37.5万", 37_500_000, "375,000.00"), ("375,000", 37_500_000, "375,000.00"), ("３７。５", 3750, "37.50")],
)
def test_an_amount_typed_as_the_office_types_it_is_rewritten_on_leaving(
    qtbot: QtBot, shown: Show, typed: str, fen: int, written: str
) -> None:
    field = MoneyEdit()
    window, other = beside_another_box(field)
    shown(window)
    field.setFocus()
    field.line.insert(typed)
    other.setFocus()
    assert field.value() == fen
    assert field.raw() == written


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0", "金额须大于 0。"),
        ("-5", "金额不能是负数。"),
        ("1.234", "2 位小数"),
        ("1000000000000", "超出上限"),
        ("十二", "金额"),
    ],
)
def test_a_bad_amount_keeps_what_was_typed_and_says_why(qtbot: QtBot, shown: Show, typed: str, reason: str) -> None:
    field = MoneyEdit()
    window, other = beside_another_box(field)
    shown(window)
    field.setFocus()
    field.line.insert(typed)
    other.setFocus()
    assert field.raw() == typed
    assert field.value() is None
    assert reason in field.complaint()
    assert field.line.accessibleDescription() == field.complaint()


def test_the_red_line_goes_away_with_the_next_keystroke(qtbot: QtBot, shown: Show) -> None:
    field = MoneyEdit()
    shown(field)
    field.set_raw("1.234")
    assert not field.check()
    field.setFocus()
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.complaint() == ""


def test_zero_is_taken_where_it_makes_sense() -> None:
    field = MoneyEdit(zero=True)
    field.set_raw("0")
    assert field.value() == 0
    assert field.problem() == ""


def test_a_negative_amount_is_taken_where_it_makes_sense() -> None:
    field = MoneyEdit(positive=False)
    field.set_raw("-12.30")
    assert field.value() == -1230


def test_an_empty_box_is_a_problem_only_when_an_amount_is_required() -> None:
    assert MoneyEdit("本次金额", required=True).problem() == "请填写本次金额。"
    assert MoneyEdit("本次金额").problem() == ""


def test_coming_in_by_tab_selects_the_whole_amount_so_that_typing_replaces_it(qtbot: QtBot, shown: Show) -> None:
    field = MoneyEdit()
    field.set_value(37_500_000)
    window, other = beside_another_box(field)
    shown(window)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Tab)
    assert field.line.selectedText() == "375,000.00"


def test_a_click_selects_the_whole_amount_too(qtbot: QtBot, shown: Show) -> None:
    field = MoneyEdit()
    field.set_value(37_500_000)
    window, other = beside_another_box(field)
    shown(window)
    other.setFocus()
    QTest.mouseClick(field.line, Qt.MouseButton.LeftButton)
    assert field.line.selectedText() == "375,000.00"
    QTest.mouseClick(field.line, Qt.MouseButton.LeftButton)
    assert field.line.selectedText() == "", "a second click places the cursor"


def test_the_amount_in_capitals_follows_every_change(qtbot: QtBot) -> None:
    field = MoneyEdit()
    told: list[str] = []
    field.words_changed.connect(told.append)
    field.set_raw("37.5万")
    field.set_raw("37.5万元整")
    field.set_raw("37.5x")
    assert told == ["人民币叁拾柒万伍仟元整", ""]


def test_figures_stand_at_the_right_and_leave_room_for_the_unit() -> None:
    field = MoneyEdit()
    assert field.line.alignment() & Qt.AlignmentFlag.AlignRight
    assert field.line.textMargins().right() > 10


def test_a_read_only_amount_is_not_judged_or_rewritten(shown: Show) -> None:
    field = MoneyEdit()
    field.set_raw("1.234")
    field.set_read_only(True)
    field.settle()
    assert field.complaint() == ""
    assert field.raw() == "1.234"
