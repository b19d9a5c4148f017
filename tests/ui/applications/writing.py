"""Somebody at the screens of an annual application, for the tests."""

from __future__ import annotations

from fundapp.ui.applications.page import ApplicationPage
from fundapp.ui.runner import InlineRunner
from fundapp.ui.session import Session
from tests.services.evaluation_year import CLERK, Year
from tests.ui.seated import Told, ready


def seated(year: Year, who: str = CLERK) -> Session:
    """A session of somebody of the year."""
    return Session(year.office.ledger, year.office.seats[who], InlineRunner())


def opened(year: Year, key: int, who: str = CLERK) -> tuple[ApplicationPage, Told]:
    """An application on the screen."""
    page = ApplicationPage(seated(year, who), key)
    told = Told(page)
    return ready(page), told


def outcomes(page: ApplicationPage) -> dict[str, str]:
    """Outcome of every check on the panel, by its title."""
    return {check.title: check.outcome for check in page.panel._checks}
