"""Somebody at the screens of rectification, for the tests."""

from __future__ import annotations

from typing import TypeVar

from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.list import RectificationList
from fundapp.ui.rectifications.register import RegisterDialog
from tests.services.evaluation_year import CLERK, Year
from tests.ui.performance.writing import seated
from tests.ui.seated import Told, ready

D = TypeVar("D")


def listed(year: Year, who: str = CLERK, of: int = 2026) -> tuple[RectificationList, Told]:
    """The list as the shell shows it."""
    page = RectificationList(seated(year, who))
    told = Told(page)
    page.set_year(of)
    return ready(page), told


def numbers(page: RectificationList) -> list[str]:
    """Numbers in the list."""
    return [row.number for row in page.table.rows()]


def opened(year: Year, key: int, who: str = CLERK) -> tuple[RectificationPage, Told]:
    """One problem on the screen."""
    page = RectificationPage(seated(year, who), key)
    told = Told(page)
    return ready(page), told


def dialog_of(page: RectificationPage, verb: str, kind: type[D]) -> D:
    """The dialog that a button opens."""
    page.buttons.button(verb).click()
    assert isinstance(page.dialog, kind)
    return page.dialog


def registering(page: RectificationList) -> RegisterDialog:
    """The dialog that 登记整改 opens."""
    page.new.click()
    assert page.dialog is not None
    return page.dialog


def buttons(page: RectificationPage) -> dict[str, bool]:
    """Which moves are offered, and whether each can be pressed."""
    return {key: made.isEnabled() for key, made in page.buttons._buttons.items()}
