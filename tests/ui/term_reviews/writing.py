"""Somebody at the screens of a term review, for the tests."""

from __future__ import annotations

from typing import Any

from fundapp.services import term_reviews
from fundapp.ui.parts.field import Field, LineField
from fundapp.ui.runner import InlineRunner
from fundapp.ui.session import Session
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.ui.term_reviews.table import LineRow
from tests.services.evaluation_year import CLERK
from tests.services.term_year import Term
from tests.ui.seated import Told, ready


def seated(term: Term, who: str = CLERK) -> Session:
    """A session of somebody of the office."""
    return Session(term.office.ledger, term.office.seats[who], InlineRunner())


def fresh(term: Term) -> int:
    """A draft in which nothing is filled in."""
    return term.office.do(CLERK, term_reviews.prepare, term.project)


def opened(term: Term, review: int, who: str = CLERK) -> tuple[TermReviewPage, Told]:
    """A term review on the screen."""
    page = TermReviewPage(seated(term, who), review)
    told = Told(page)
    return ready(page), told


def type_in(field: Field[Any], text: str) -> None:
    """Type into a box and leave it."""
    field.set_raw(text)
    if isinstance(field, LineField):
        field.settle()


def row(page: TermReviewPage, key: str) -> LineRow:
    """The row of a line."""
    return next(one for one in page.table.rows if one.key == key)


def checks(page: TermReviewPage) -> dict[str, str]:
    """Outcome of every check on the panel, by its title."""
    return {check.title: check.outcome for check in page.panel._checks}
