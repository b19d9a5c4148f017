"""Going from page to page, and telling every page what changed."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fundapp.ui import notices
from fundapp.ui.main_window import MainWindow
from tests.ui.main_window.sheet import Kind, Sheet, press


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


def test_a_record_that_may_not_be_read_any_more_is_refused_and_taken_away(
    window: MainWindow, sheets: dict[str, Sheet]
) -> None:
    press(window, "payments")
    detail = Sheet("ZF-2026-0042")
    detail.barred = "所要打开的属于其他科室。"
    with notices.captured() as seen:
        sheets["payments"].pushed.emit(detail)
    assert [one.text for one in seen] == ["所要打开的属于其他科室。"]
    assert window.page() is sheets["payments"]
    sheets["payments"].barred = "没有权限。"
    with notices.captured() as seen:
        sheets["payments"].changed.emit(Kind.PAYMENT)
    assert [one.text for one in seen] == ["没有权限。"]
    assert window.page() is sheets["payments"], "a screen's first page stays"


class Record(Sheet):
    """A page about one record."""

    def shows(self) -> object:
        return self.name


def test_a_record_is_not_stacked_on_itself_but_another_one_is(window: MainWindow, sheets: dict[str, Sheet]) -> None:
    press(window, "payments")
    first, again, other = Record("ZG-2026-0001"), Record("ZG-2026-0001"), Record("ZG-2026-0002")
    sheets["payments"].pushed.emit(first)
    sheets["payments"].pushed.emit(again)
    assert window.page() is first
    assert window.header.crumb() == "用款与拨付"
    sheets["payments"].pushed.emit(other)
    assert window.page() is other
    assert window.header.crumb() == "ZG-2026-0001"
    for page in (Sheet("草稿"), Sheet("草稿")):
        sheets["payments"].pushed.emit(page)
        assert window.page() is page


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
