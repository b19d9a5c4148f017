from __future__ import annotations

from collections.abc import Callable
from enum import Flag, auto

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui import notices
from fundapp.ui.main_window import MainWindow
from fundapp.ui.parts.line import Line
from fundapp.ui.parts.text_edit import NoteEdit
from fundapp.ui.parts.toast import Toast
from fundapp.ui.screen import Page, Screen, nothing

Show = Callable[[QWidget], QWidget]
Compose = Callable[[QWidget, str], None]


class Kind(Flag):
    PAYMENT = auto()
    PERSON = auto()


class Sheet(Page):
    """A page that notes what happens to it."""

    def __init__(self, name: str = "", watches: Flag | None = None) -> None:
        super().__init__()
        self.name = name
        self.watches = watches
        self.log: list[object] = []
        self.lost = ""
        self.refused = False
        self.box = Line()
        QVBoxLayout(self).addWidget(self.box)

    def heading(self) -> str:
        return self.name

    def aside(self) -> str:
        return "共 3 件"

    def help(self) -> str:
        return "这里办理用款申请。"

    def refresh(self, changed: Flag | None = None) -> None:
        self.log.append(("refresh", changed))

    def aim(self, target: object) -> None:
        self.log.append(("aim", target))

    def set_year(self, year: int) -> None:
        self.log.append(("year", year))

    def can_save(self) -> bool:
        return True

    def save(self, then: Callable[[], None] = nothing) -> None:
        self.log.append("save")
        if not self.refused:
            self.lost = ""
            then()

    def unsaved(self) -> str:
        return self.lost

    def drop(self) -> None:
        self.log.append("drop")
        self.lost = ""

    def leave(self) -> None:
        self.log.append("leave")


@pytest.fixture
def sheets() -> dict[str, Sheet]:
    return {}


@pytest.fixture
def window(qtbot: QtBot, shown: Show, sheets: dict[str, Sheet]) -> MainWindow:
    def builder(key: str, watches: Flag | None = None) -> Callable[[], Page]:
        def build() -> Page:
            sheets[key] = Sheet(watches=watches)
            return sheets[key]

        return build

    made = MainWindow(
        [
            Screen("people", "人员与科室", "管理", "people", builder("people", Kind.PERSON)),
            Screen("desk", "工作台", "", "home", builder("desk")),
            Screen("payments", "用款与拨付", "业务", "money", builder("payments", Kind.PAYMENT)),
        ]
    )
    shown(made)
    made.go("desk")
    return made


def press(window: MainWindow, key: str) -> None:
    window.sidebar.entry(key).click()


def test_only_registered_screens_stand_in_the_sidebar_in_the_order_of_their_groups(window: MainWindow) -> None:
    assert window.sidebar.keys() == ("desk", "payments", "people")
    texts = [label.text() for label in window.sidebar.findChildren(QLabel) if label.isVisible()]
    assert "业务" in texts
    assert "管理" in texts
    assert "查阅" not in texts, "an empty group has no name"


def test_a_screen_is_built_at_its_first_visit_and_kept(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    assert set(sheets) == {"desk"}
    press(window, "payments")
    first = sheets["payments"]
    press(window, "desk")
    press(window, "payments")
    assert sheets["payments"] is first
    assert window.page() is first
    assert window.header.title() == "用款与拨付"


def test_alt_and_a_number_go_to_the_entries_of_the_sidebar(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "people"
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "desk"
    assert window.sidebar.entry("desk").isChecked()
    assert not window.sidebar.entry("people").isChecked()


def test_a_pushed_page_stands_on_top_with_the_way_back_in_the_header(
    window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    press(window, "payments")
    detail = Sheet("ZF-2026-0042")
    sheets["payments"].pushed.emit(detail)
    assert window.page() is detail
    assert (window.header.crumb(), window.header.title()) == ("用款与拨付", "ZF-2026-0042")
    window.header.back.emit()
    assert window.page() is sheets["payments"]
    assert detail.log[-1] == "leave"


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


def test_a_change_refreshes_the_page_seen_at_once_and_others_when_they_are_seen(
    window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    press(window, "payments")
    press(window, "people")
    for sheet in sheets.values():
        sheet.log.clear()
    sheets["people"].changed.emit(Kind.PAYMENT)
    assert sheets["payments"].log == []
    assert sheets["people"].log == [], "it does not show payments"
    press(window, "payments")
    assert sheets["payments"].log == [("refresh", Kind.PAYMENT)]
    press(window, "people")
    press(window, "payments")
    assert len(sheets["payments"].log) == 1, "nothing new, nothing asked"


def test_what_a_page_missed_adds_up(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    press(window, "payments")
    sheets["desk"].log.clear()
    window.tell_changed(Kind.PAYMENT)
    window.tell_changed(Kind.PERSON)
    press(window, "desk")
    assert sheets["desk"].log == [("refresh", Kind.PAYMENT | Kind.PERSON)]


def test_the_window_passes_every_change_on(qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]) -> None:
    with qtbot.waitSignal(window.changed) as told:
        sheets["desk"].changed.emit(Kind.PERSON)
    assert told.args == [Kind.PERSON]


def test_a_page_can_send_the_person_to_another_screen_with_a_target(
    window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    sheets["desk"].wanted.emit("payments", 42)
    assert window.current() == "payments"
    assert sheets["payments"].log[-1] == ("aim", 42)
    sheets["desk"].wanted.emit("nowhere", None)
    assert window.current() == "payments"


def test_a_target_goes_to_the_first_page_whatever_is_open_above_it(
    window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    window.go("payments")
    above = Sheet("填报")
    sheets["payments"].pushed.emit(above)
    window.go("desk")
    window.go("payments", 42)
    assert ("aim", 42) in sheets["payments"].log
    assert ("aim", 42) not in above.log
    assert window.page() is above


def test_f5_asks_again_and_ctrl_s_saves(qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]) -> None:
    sheets["desk"].log.clear()
    QTest.keyClick(window, Qt.Key.Key_F5)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sheets["desk"].log == [("refresh", None), "save"]


def test_f5_does_not_overwrite_what_is_typed_without_asking(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    page = sheets["desk"]
    page.log.clear()
    page.lost = "一处修改"
    with notices.captured("stay"):
        window.reload()
    assert page.log == []
    with notices.captured("drop"):
        window.reload()
    assert page.log == ["drop", ("refresh", None)]


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


def test_another_year_is_told_to_every_page_and_refreshes_them(
    qtbot: QtBot, window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    window.set_years([2025, 2026], 2026)
    press(window, "payments")
    assert ("year", 2026) in sheets["payments"].log, "a page built later starts with the year shown"
    for sheet in sheets.values():
        sheet.log.clear()
    with qtbot.waitSignal(window.year_changed) as told:
        window.header.choose_year(2025)
    assert told.args == [2025]
    assert sheets["payments"].log == [("year", 2025), ("refresh", None)]
    assert sheets["desk"].log == [("year", 2025)]
    press(window, "desk")
    assert sheets["desk"].log[-1] == ("refresh", None)


def test_the_red_count_is_said_in_words_too(window: MainWindow) -> None:
    window.set_count("payments", 3)
    assert window.sidebar.entry("payments").accessibleName() == "用款与拨付，3 件待办"
    window.set_count("payments", 0)
    assert window.sidebar.entry("payments").accessibleName() == "用款与拨付"


def test_a_small_window_shows_icons_only_with_the_names_as_tooltips(window: MainWindow) -> None:
    window.resize(1366, 768)
    assert window.sidebar.width() == 200
    window.resize(911, 512)
    assert window.sidebar.width() == 60
    assert window.sidebar.entry("payments").toolTip() == "用款与拨付　Alt+2"
    window.resize(1366, 768)
    assert window.sidebar.entry("payments").text() == "用款与拨付"


def test_the_foot_says_ledger_chain_and_backup(window: MainWindow) -> None:
    window.status.show_ledger("政务数据办.fund", "D:/账套/政务数据办.fund")
    window.status.show_chain("签批链断裂", whole=False)
    window.status.show_backup("3 天前", late=True)
    assert window.status.texts() == ("账套：政务数据办.fund", "签批链断裂", "上次备份：3 天前")


def test_passing_lines_appear_over_the_foot_of_the_window(window: MainWindow) -> None:
    notices.say("已保存")
    toast = window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.isVisible()
    assert toast.text() == "已保存"
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_a_window_that_is_gone_hears_no_passing_lines(qtbot: QtBot) -> None:
    before = len(notices._stage.speakers)
    window = MainWindow([])
    assert len(notices._stage.speakers) == before + 1
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert len(notices._stage.speakers) == before
    notices.say("没人听见")


def test_nobody_at_the_desk_is_told_after_the_set_minutes_and_any_key_starts_them_anew(
    qtbot: QtBot, window: MainWindow
) -> None:
    watch = window._watch
    watch._timer.start(5)
    with qtbot.waitSignal(window.idle):
        pass
    window.set_idle_minutes(10)
    watch._timer.stop()
    handle = window.windowHandle()
    assert handle is not None
    QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))
    assert watch.remaining_ms() > 500_000
    window.set_idle_minutes(0)
    assert watch.remaining_ms() == -1


def test_every_control_of_the_shell_has_a_name_for_screen_readers(window: MainWindow) -> None:
    nameless = [
        tool
        for tool in window.findChildren(QPushButton)
        if tool.isVisible() and not (tool.accessibleName() or tool.text())
    ]
    assert nameless == []
    assert not [box for box in window.findChildren(QLineEdit) if box.isVisible() and box.parent() is window]


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
