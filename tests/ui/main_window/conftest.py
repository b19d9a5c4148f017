"""A window of three screens."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui.main_window import MainWindow
from fundapp.ui.screen import Page, Screen
from tests.ui.main_window.sheet import Kind, Sheet

Show = Callable[[QWidget], QWidget]


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
