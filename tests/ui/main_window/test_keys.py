"""The keys of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fundapp.ui import notices
from fundapp.ui.main_window import MainWindow
from fundapp.ui.parts.text_edit import NoteEdit
from tests.ui.main_window.sheet import Compose, Sheet


def test_alt_and_a_number_go_to_the_entries_of_the_sidebar(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "people"
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "desk"
    assert window.sidebar.entry("desk").isChecked()
    assert not window.sidebar.entry("people").isChecked()


def test_escape_goes_back_but_never_leaves_a_screens_first_page(
    qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    detail = Sheet("新建")
    sheets["desk"].pushed.emit(detail)
    detail.box.setFocus()
    QTest.keyClick(detail.box, Qt.Key.Key_Escape)
    assert window.page() is sheets["desk"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.page() is sheets["desk"]


def test_f5_asks_again_and_ctrl_s_saves(qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]) -> None:
    sheets["desk"].log.clear()
    QTest.keyClick(window, Qt.Key.Key_F5)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sheets["desk"].log == [("refresh", None), "save"]


def test_no_key_of_the_window_acts_while_an_input_method_composes(
    qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet], compose: Compose
) -> None:
    page = sheets["desk"]
    page.box.setFocus()
    page.log.clear()
    compose(page.box, "zhengwu")
    QTest.keyClick(page.box, Qt.Key.Key_F5)
    QTest.keyClick(page.box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.box, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.log == []
    assert window.current() == "desk"


def test_f1_explains_the_page_and_lists_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    with notices.captured() as seen:
        QTest.keyClick(window, Qt.Key.Key_F1)
    assert (seen[0].title, seen[0].text) == ("工作台", "这里办理用款申请。")
    assert "Ctrl+S\t保存" in seen[0].details


def test_escape_while_composing_in_several_lines_does_not_leave_the_page(
    window: MainWindow, sheets: dict[str, Sheet], compose: Compose
) -> None:
    editor = Sheet("新建")
    note = NoteEdit("说明")
    editor.layout().addWidget(note)  # type: ignore[union-attr]  # made in its constructor
    sheets["desk"].pushed.emit(editor)
    QApplication.processEvents()
    note.note.setFocus()
    compose(note.note, "nihao")
    QTest.keyClick(note.note, Qt.Key.Key_Escape)
    assert window.page() is editor
    compose(note.note, "")
    QTest.keyClick(note.note, Qt.Key.Key_Escape)
    assert window.page() is sheets["desk"]
