from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.rows_editor import CellColumn, RowsEditor
from fundapp.ui.parts.text_edit import TextEdit

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def rows(qtbot: QtBot) -> RowsEditor:
    made = RowsEditor(
        [
            CellColumn("number", "发票号码", lambda: TextEdit(required=True), 180, 1),
            CellColumn("on", "开票日期", DateEdit, 120),
            CellColumn("amount", "金额", lambda: MoneyEdit("", unit="", required=True), 120, 0, True),
        ],
        add_text="添加发票",
    )
    qtbot.addWidget(made)
    return made


def focused() -> QWidget:
    QApplication.processEvents()  # Qt shows what is added to a visible window a moment later
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def box(rows: RowsEditor, place: int, key: str) -> QWidget:
    return rows.cell(place, key).boxes()[0]


def test_the_button_adds_a_row_and_goes_there(qtbot: QtBot, shown: Show, rows: RowsEditor) -> None:
    shown(rows)
    next(tool for tool in rows.findChildren(QPushButton) if tool.text() == "+ 添加发票").click()
    assert rows.count() == 1
    assert focused() is box(rows, 0, "number")


def test_enter_walks_through_the_cells_adds_a_row_at_the_end_and_stops_at_an_empty_one(
    qtbot: QtBot, shown: Show, rows: RowsEditor
) -> None:
    shown(rows)
    rows.add_row()
    rows.cell(0, "number").set_raw("26332000000012345678")
    for key in ("number", "on", "amount"):
        assert focused() is box(rows, 0, key)
        QTest.keyClick(box(rows, 0, key), Qt.Key.Key_Return)
    assert rows.count() == 2
    assert focused() is box(rows, 1, "number")
    box(rows, 1, "amount").setFocus()
    with qtbot.waitSignal(rows.finished):
        QTest.keyClick(box(rows, 1, "amount"), Qt.Key.Key_Return)
    assert rows.count() == 2


def test_empty_rows_are_neither_checked_nor_given_back(rows: RowsEditor) -> None:
    rows.add_row({})
    rows.add_row({"number": "1", "amount": "5"})
    assert rows.check()
    assert rows.raw() == [{"number": "1", "on": "", "amount": "5"}]


def test_what_is_wrong_is_said_under_the_rows_with_row_and_column(shown: Show, rows: RowsEditor) -> None:
    shown(rows)
    rows.add_row({"number": "1", "amount": "5"})
    rows.add_row({"number": "2", "on": "2026-02-30", "amount": "1.234"})
    assert not rows.check()
    assert rows.complaints()[0] == "第 2 行开票日期：2026年2月只有28天，没有30日。"
    assert rows.complaints()[1].startswith("第 2 行金额：")
    assert focused() is box(rows, 1, "on")
    QApplication.processEvents()
    said = [label.text() for label in rows.findChildren(QLabel) if label.isVisible() and "第 2 行" in label.text()]
    assert said == ["\n".join(rows.complaints())]
    rows.cell(1, "on").set_raw("2026-02-28")
    assert len(rows.complaints()) == 1


def test_a_row_is_removed_with_its_own_content(qtbot: QtBot, shown: Show, rows: RowsEditor) -> None:
    shown(rows)
    for number in ("1", "2", "3"):
        rows.add_row({"number": number, "amount": number})
    next(tool for tool in rows.findChildren(QPushButton) if tool.accessibleName() == "删除第 2 行").click()
    assert [row["number"] for row in rows.raw()] == ["1", "3"]
    assert focused() is box(rows, 1, "number")


def test_rows_come_back_from_a_draft_and_nonsense_is_ignored(rows: RowsEditor) -> None:
    rows.set_raw([{"number": "1", "on": "x", "amount": "1.234"}])
    kept = rows.raw_text()
    rows.set_raw([])
    rows.set_raw_text(kept)
    assert rows.raw() == [{"number": "1", "on": "x", "amount": "1.234"}]
    rows.set_raw_text("{broken")
    rows.set_raw_text("[1]")
    assert rows.count() == 1


def test_cells_copied_from_a_spreadsheet_fill_rows_from_the_cursor_on(
    qtbot: QtBot, shown: Show, rows: RowsEditor
) -> None:
    shown(rows)
    rows.add_row()
    QApplication.clipboard().setText("2026/11/12\t375000\n20261113\t1.234\n")
    box(rows, 0, "on").setFocus()
    QTest.keyClick(box(rows, 0, "on"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(row["on"], row["amount"]) for row in rows.raw()] == [("2026/11/12", "375000"), ("20261113", "1.234")]
    assert [line[:5] for line in rows.complaints()] == ["第 2 行"]


def test_a_single_word_is_pasted_as_usual(qtbot: QtBot, shown: Show, rows: RowsEditor) -> None:
    shown(rows)
    rows.add_row()
    QApplication.clipboard().setText("26332")
    QTest.keyClick(box(rows, 0, "number"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows.cell(0, "number").raw() == "26332"


def test_grey_rows_cannot_be_changed_added_or_removed(shown: Show, rows: RowsEditor) -> None:
    shown(rows)
    rows.add_row({"number": "1"})
    rows.set_read_only(True)
    assert not [tool for tool in rows.findChildren(QPushButton) if tool.isVisible()]
    assert box(rows, 0, "number").property("reading") is True


def test_a_total_stands_under_its_column(shown: Show, rows: RowsEditor) -> None:
    rows.resize(600, 300)
    shown(rows)
    rows.add_row({"number": "1", "amount": "5"})
    rows.set_sum("amount", "5.00")
    QApplication.processEvents()
    total = next(label for label in rows.findChildren(QLabel) if label.text() == "5.00")
    cell = box(rows, 0, "amount")
    assert total.mapTo(rows, total.rect().topLeft()).y() > cell.mapTo(rows, cell.rect().bottomLeft()).y()
    assert total.mapTo(rows, total.rect().topLeft()).x() >= cell.mapTo(rows, cell.rect().topLeft()).x() - 1


def test_tab_goes_along_the_row(qtbot: QtBot, shown: Show, rows: RowsEditor) -> None:
    shown(rows)
    rows.add_row({"number": "1"})
    rows.add_row({"number": "2"})
    QApplication.processEvents()
    box(rows, 0, "number").setFocus()
    for key in ("on", "amount"):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is box(rows, 0, key)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is box(rows, 1, "number")
