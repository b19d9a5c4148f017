"""Edges of what is typed and told: no points are points, and a demand is named in the trail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from fundapp.models import AuditLine
from fundapp.services import term_reviews
from fundapp.services.desk import Desk
from tests.services import watching
from tests.services.evaluation_year import CLERK, Year
from tests.services.term_year import Term


@pytest.mark.parametrize("points", [0, 300])
def test_a_line_of_a_term_review_may_have_nothing_or_its_whole_weight(term: Term, points: int) -> None:
    review = term.office.do(CLERK, term_reviews.save, term.draft(basis=points))
    assert {line.key: line.points for line in term.sheet(review).draft.lines}["basis"] == points


@pytest.mark.parametrize("demands", [True, False])
def test_the_trail_says_whether_a_monitoring_demands_a_rectification(year: Year, demands: bool) -> None:
    watching.submitted(year, demands=demands)

    def summary(desk: Desk) -> str:
        query = select(AuditLine.summary).where(AuditLine.verb == "monitorings.submit")
        return desk.session.scalars(query).one()

    assert ("，提出整改要求" in year.office.ask(CLERK, summary)) is demands
