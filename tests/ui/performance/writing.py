"""Somebody at the screens of a self-evaluation, for the tests."""

from __future__ import annotations

from typing import Any

from fundapp.services import evaluation_sheet
from fundapp.services.evaluation_sheet import EvaluationSheet
from fundapp.ui.parts.field import Field, LineField
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.ui.performance.row import IndicatorRow
from fundapp.ui.runner import InlineRunner
from fundapp.ui.session import Session
from tests.services.evaluation_year import CLERK, Year
from tests.ui.seated import Told, ready


def seated(year: Year, who: str = CLERK) -> Session:
    """A session of somebody of the year."""
    return Session(year.office.ledger, year.office.seats[who], InlineRunner())


def opened(year: Year, evaluation_id: int, who: str = CLERK) -> tuple[EvaluationPage, Told]:
    """A self-evaluation on the screen."""
    page = EvaluationPage(seated(year, who), evaluation_id)
    told = Told(page)
    return ready(page), told


def stored(year: Year, evaluation_id: int) -> EvaluationSheet:
    """The self-evaluation as the ledger has it."""
    return year.office.ask(CLERK, evaluation_sheet.sheet, evaluation_id)


def type_in(field: Field[Any], text: str) -> None:
    """Type into a line and leave it."""
    field.set_raw(text)
    if isinstance(field, LineField):
        field.settle()


def row(page: EvaluationPage, name: str) -> IndicatorRow:
    """The row of an indicator."""
    return next(one for one in page.table.rows if one.entry.name == name)


def checks(page: EvaluationPage) -> dict[str, str]:
    """Outcome of every check on the panel, by its title."""
    return {check.title: check.outcome for check in page.panel._checks}
