"""期满评价: what a project's term came to, and whether it is kept, adjusted or cancelled."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.term_reviews.list import TermReviewList  # noqa: PLC0415 - screens load when they are opened

        return TermReviewList(session)

    return (Screen("term_reviews", "期满评价", "绩效", "scales", build),)
