"""What a screen is to the shell: an entry of the sidebar (data) and pages (widgets) that say what they want by signals.

    SCREENS = (Screen("payments", "用款与拨付", "业务", "money", build=lambda: PaymentList(desk)), …)

A page never knows the main window. To show a detail it emits `pushed` with a page it made, to leave it emits `closed`;
to tell the others what an act changed it emits `changed`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

Section = Literal["", "业务", "绩效", "查阅", "管理"]
"""Groups of the sidebar in their order; the empty one is on top."""

SECTIONS: tuple[Section, ...] = ("", "业务", "绩效", "查阅", "管理")


def nothing() -> None:
    """What happens after saving when nobody waits for it."""


class Page(QWidget):
    """Base of everything that the shell shows beside the sidebar.

    Override what applies: `refresh` (always), `can_save` and `save`, `unsaved` and `drop`, `heading`, `aside`, `help`.
    """

    pushed = Signal(QWidget)
    """Show this page on top of me; 返回 and Esc come back."""
    closed = Signal()
    """Take me away (after saving, say); the page below is shown and refreshed."""
    wanted = Signal(str, object)
    """Go to the screen with this key and hand it this target (an id, or None)."""
    changed = Signal(object)
    """An act changed these kinds of record (a `Changed` flag): every page hears of it through `refresh`."""
    headed = Signal()
    """`heading` or `aside` says something else now."""

    watches: Flag | None = None
    """Kinds of record this page shows; None refreshes at every change."""

    def heading(self) -> str:
        """Title in the header; a screen's own first page may leave it empty and gets the screen's title."""
        return ""

    def shows(self) -> object:
        """The record it is about, so that it is not stacked on itself; None when it may be."""
        return None

    def aside(self) -> str:
        """Small grey text beside the title (待我签批 3 件，合计 61.20 万元)."""
        return ""

    def help(self) -> str:
        """What F1 says about this page, in plain sentences."""
        return ""

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask the services again; `changed` is what an act touched, None on F5, on first show and on a new year."""

    def aim(self, target: object) -> None:
        """Somebody came here with a target (`wanted`): select or open it."""

    def set_year(self, year: int) -> None:
        """The fiscal year in the header is another one; followed by `refresh`."""

    def can_save(self) -> bool:
        """Whether Ctrl+S means something here now."""
        return False

    def save(self, then: Callable[[], None] = nothing) -> None:
        """Ctrl+S; calls `then` once it is stored, not when it is refused."""

    def unsaved(self) -> str:
        """What would be lost by leaving now (本次金额等 3 处修改); empty when nothing would."""
        return ""

    def drop(self) -> None:
        """The person gives up what is unsaved; afterwards `unsaved` is empty."""

    def leave(self) -> None:
        """The page is taken away for good: stop timers."""


@dataclass(frozen=True)
class Screen:
    """An entry of the sidebar.

    Attributes:
        key: name used by `Page.wanted`.
        title: word in sidebar and header.
        section: group of the sidebar.
        icon: drawing of ``resources/icons``.
        build: makes the first page, at the first visit.
    """

    key: str
    title: str
    section: Section
    icon: str
    build: Callable[[], Page]
