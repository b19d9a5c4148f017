"""Somebody at the screen of a term review, for the tests."""

from __future__ import annotations

from fundapp.services import term_reviews
from fundapp.services.term_review_sheet import TermReviewSheet
from fundapp.ui.runner import InlineRunner
from fundapp.ui.session import Session
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.ui.term_reviews.table import LineRow
from tests.services.evaluation_year import CLERK
from tests.services.term_year import JUDGED, Term
from tests.ui.performance.writing import type_in
from tests.ui.seated import Told, ready


def seated(term: Term, who: str = CLERK) -> Session:
    """A session of somebody of the office."""
    return Session(term.office.ledger, term.office.seats[who], InlineRunner())


def opened(term: Term, review: int, who: str = CLERK) -> tuple[TermReviewPage, Told]:
    """A term review on the screen."""
    page = TermReviewPage(seated(term, who), review)
    told = Told(page)
    return ready(page), told


def fresh(term: Term) -> int:
    """A draft in which nothing is filled in."""
    return term.office.do(CLERK, term_reviews.prepare, term.project)


def stored(term: Term, review: int) -> TermReviewSheet:
    """The review as the ledger has it."""
    return term.sheet(review)


def line(page: TermReviewPage, key: str) -> LineRow:
    """The row of a line of the framework."""
    return next(row for row in page.table.rows if row.key == key)


def judged(page: TermReviewPage) -> None:
    """People give full points wherever nothing is proposed."""
    for key, points in JUDGED.items():
        type_in(line(page, key).points, str(points // 100))


def checks(page: TermReviewPage) -> dict[str, str]:
    """Outcome of every check on the panel, by its title."""
    return {check.title: check.outcome for check in page.panel._checks}
