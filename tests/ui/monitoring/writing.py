"""Somebody at the screen of a monitoring, for the tests."""

from __future__ import annotations

from fundapp.services import monitoring_sheet, monitorings
from fundapp.services.monitoring_sheet import MonitoringSheet
from fundapp.ui.monitoring.page import MonitoringPage
from fundapp.ui.monitoring.row import WatchRow
from tests.services.evaluation_year import CLERK, INDICATORS, Year
from tests.services.watching import ROUND
from tests.ui.performance.writing import seated
from tests.ui.seated import Told, ready

UP, RESPONSE, SAFE, RELIABLE, CONTENT = (entry.name for entry in INDICATORS)


def opened(year: Year, key: int, who: str = CLERK) -> tuple[MonitoringPage, Told]:
    """A monitoring on the screen."""
    page = MonitoringPage(seated(year, who), key)
    told = Told(page)
    return ready(page), told


def fresh(year: Year) -> int:
    """A round in which nothing is filled in."""
    return year.office.do(CLERK, monitorings.prepare, year.project, 2026, ROUND)


def line(page: MonitoringPage, name: str) -> WatchRow:
    """The row of an indicator."""
    return next(one for one in page.table.rows if one.entry.name == name)


def checks(page: MonitoringPage) -> dict[str, str]:
    """Outcome of every check on the panel, by its title."""
    return {check.title: check.outcome for check in page.panel._checks}


def stored(year: Year, key: int) -> MonitoringSheet:
    """The monitoring as the ledger has it."""
    return year.office.ask(CLERK, monitoring_sheet.sheet, key)
