"""What every test of a screen relies on: the program's look, an empty settings folder, a window that has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui import notices, theme

W = TypeVar("W", bound=QWidget)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no window manager and says so at every dialog."""
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not qapp.property("dressed"):
        theme.install(qapp)
        qapp.setProperty("dressed", True)
    monkeypatch.setenv("FUNDAPP_SETTINGS", str(tmp_path / "settings"))
    yield
    qapp.clipboard().clear()  # the offscreen platform frees what Python put there after Python has ended, and crashes


@pytest.fixture(autouse=True)
def _no_box_waits_for_anybody() -> Iterator[None]:
    """A box nobody prepared for would wait for ever: it is closed at once, and a refusal or crash fails the test."""
    with notices.captured() as seen:
        yield
    unexpected = [f"{notice.title}：{notice.text}" for notice in seen if notice.kind in {"refusal", "crash"}]
    if unexpected:
        pytest.fail("shown although nobody expected it:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[W], W]:
    """Show a widget as the active window."""

    def show(widget: W) -> W:
        qtbot.addWidget(widget)
        if widget.isWindow() and not widget.styleSheet():
            theme.dress_window(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def compose() -> Callable[[QWidget, str], None]:
    """Half-typed pinyin stands in a box, as an input method puts it there; an empty text ends it."""

    def type_pinyin(box: QWidget, pinyin: str) -> None:
        QApplication.sendEvent(box, QInputMethodEvent(pinyin, []))

    return type_pinyin
