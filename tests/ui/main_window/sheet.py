"""A page that notes what the window does to it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag, auto

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import Forbidden
from fundapp.ui.main_window import MainWindow
from fundapp.ui.parts.line import Line
from fundapp.ui.screen import Page, nothing

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
        self.barred = ""
        self.box = Line()
        QVBoxLayout(self).addWidget(self.box)

    def heading(self) -> str:
        return self.name

    def aside(self) -> str:
        return "共 3 件"

    def help(self) -> str:
        return "这里办理用款申请。"

    def refresh(self, changed: Flag | None = None) -> None:
        if self.barred:
            raise Forbidden(self.barred)
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


def press(window: MainWindow, key: str) -> None:
    window.sidebar.entry(key).click()
