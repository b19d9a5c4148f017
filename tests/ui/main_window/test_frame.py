"""What stands around the page: sidebar, foot and passing lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fundapp.ui import notices
from fundapp.ui.main_window import MainWindow
from fundapp.ui.parts.toast import Toast

MARGIN = 16
"""What every page leaves free below its card."""


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
    tools = [tool for tool in window.sidebar.findChildren(QPushButton) if tool.toolTip() in {"修改密码", "退出登录"}]
    assert [tool.width() for tool in tools if tool.isVisible()] == [30, 30]
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


@pytest.mark.parametrize(("size", "sentences"), [((1366, 768), 3), ((911, 512), 2)])
def test_a_passing_line_covers_the_status_line_only_and_a_long_one_wraps_into_the_margin_above_it(
    window: MainWindow, size: tuple[int, int], sentences: int
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    strip = window.status.geometry()
    notices.say("已保存")
    toast = window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.geometry() == strip
    notices.say("没有保存。“系统故障响应时间”的偏差原因：最多 500 个字，现在有 512 个字，请改短。" * sentences, "bad")
    assert toast.geometry().bottom() == strip.bottom()
    assert strip.height() < toast.height() <= strip.height() + MARGIN
    window.resize(1000, 600)
    QApplication.processEvents()
    assert toast.geometry().bottom() == window.status.geometry().bottom()


def test_a_window_that_is_gone_hears_no_passing_lines(qtbot: QtBot) -> None:
    before = len(notices._stage.speakers)
    window = MainWindow([])
    assert len(notices._stage.speakers) == before + 1
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert len(notices._stage.speakers) == before
    notices.say("没人听见")


def test_every_control_of_the_shell_has_a_name_for_screen_readers(window: MainWindow) -> None:
    nameless = [
        tool
        for tool in window.findChildren(QPushButton)
        if tool.isVisible() and not (tool.accessibleName() or tool.text())
    ]
    assert nameless == []
    assert not [box for box in window.findChildren(QLineEdit) if box.isVisible() and box.parent() is window]
