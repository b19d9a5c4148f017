"""Questions about many term reviews: the list, and the projects whose term ends or ended without one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, SQLColumnExpression, case, func, select

from fundapp.models import Division, Evaluation, Project, ProjectYear, TermReview
from fundapp.services import terms
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES
from fundapp.services.evaluation_list import readable
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.services.term_reviews import live_of
from fundapp.values.choices import Conclusion, DocumentState, ProjectState


@dataclass(frozen=True)
class TermReviewRow:
    """A term review in a list. Points are hundredths; points and grade are empty while it is a draft."""

    id: int
    number: str
    project_id: int
    project: str
    division: str
    from_year: int
    to_year: int
    dated: dt.date
    points: int | None
    grade: str
    conclusion: Conclusion | None
    state: DocumentState

    @property
    def term(self) -> str:
        """2024—2026."""
        return f"{self.from_year}—{self.to_year}"


@dataclass(frozen=True)
class EndingRow:
    """A project whose term ends this year, or ended without a review.

    Attributes:
        years: years of the term that the ledger knows; `evaluated` of them have an approved self-evaluation.
        overdue: the term is over.
        review_id: a review that was begun; None when there is none.
    """

    project_id: int
    project: str
    division_id: int
    division: str
    from_year: int
    to_year: int
    years: int
    evaluated: int
    overdue: bool
    review_id: int | None

    @property
    def term(self) -> str:
        """2024—2026."""
        return f"{self.from_year}—{self.to_year}"


_POINTS = case((TermReview.state.in_(OPEN_STATES), -1), else_=func.coalesce(TermReview.total_points, -1))
SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "dated": TermReview.dated,
    "number": func.coalesce(TermReview.number, ""),
    "project": Project.name,
    "division": Division.name,
    "term": TermReview.to_year,
    "points": _POINTS,
    "state": TermReview.state,
}


def page(desk: Desk, request: PageRequest) -> Page[TermReviewRow]:
    """A page of the reviews the person may read. Filters: state, conclusion (codes), project (id)."""
    columns: tuple[Any, ...] = (TermReview, Project.name.label("project"), Division.name.label("division"))
    query = (
        select(*columns)
        .join(Project, Project.id == TermReview.project_id)
        .join(Division, Division.id == TermReview.division_id)
    )
    query = readable(desk, query, TermReview.division_id)
    if state := request.filter("state"):
        query = query.where(TermReview.state == DocumentState(state))
    if conclusion := request.filter("conclusion"):
        query = query.where(TermReview.conclusion == Conclusion(conclusion))
    if project := request.filter("project"):
        query = query.where(TermReview.project_id == int(project))
    if request.text.strip():
        number = func.coalesce(TermReview.number, "")
        query = query.where(contains(request.text, number, Project.name, Division.name, TermReview.grade))
    return fetch(desk.session, query, TermReview.id, SORTS, request, _row)


def _row(found: Row[Any]) -> TermReviewRow:
    review: TermReview = found[0]
    open_ = review.state in OPEN_STATES
    return TermReviewRow(
        id=review.id,
        number=review.number or "",
        project_id=review.project_id,
        project=found.project,
        division=found.division,
        from_year=review.from_year,
        to_year=review.to_year,
        dated=review.dated,
        points=None if open_ else review.total_points,
        grade="" if open_ else review.grade,
        conclusion=Conclusion(review.conclusion) if review.conclusion is not None else None,
        state=DocumentState(review.state),
    )


def ending(desk: Desk, year: int) -> tuple[EndingRow, ...]:
    """Projects in force that the person may read whose term ends in this year or ended before, without an approved
    review of that term; those that are longest overdue first."""
    columns: tuple[Any, ...] = (Project, Division.name)
    query = (
        select(*columns)
        .join(Division, Division.id == Project.division_id)
        .where(Project.state == ProjectState.IN_FORCE, Project.end_year <= year)
        .order_by(Project.end_year, Project.number)
    )
    rows: list[EndingRow] = []
    for project, division in desk.session.execute(readable(desk, query, Project.division_id)):
        first, last = terms.running_term(desk, project, year)
        review = live_of(desk, project.id, first)
        done = review is not None and review.state == DocumentState.APPROVED
        if last > year or done or terms.cancelled(desk, project.id) is not None:
            continue
        rows.append(_ending(desk, project, division, (first, last), year, review))
    return tuple(sorted(rows, key=lambda row: row.to_year))


def _ending(
    desk: Desk, project: Project, division: str, term: tuple[int, int], year: int, review: TermReview | None
) -> EndingRow:
    years = select(ProjectYear.id).where(ProjectYear.project_id == project.id, ProjectYear.year.between(*term))
    evaluated = select(func.count(Evaluation.id)).where(
        Evaluation.project_year_id.in_(years), Evaluation.state == DocumentState.APPROVED
    )
    return EndingRow(
        project_id=project.id,
        project=project.name,
        division_id=project.division_id,
        division=division,
        from_year=term[0],
        to_year=term[1],
        years=desk.session.scalar(select(func.count()).select_from(years.subquery())) or 0,
        evaluated=desk.session.scalar(evaluated) or 0,
        overdue=term[1] < year,
        review_id=review.id if review is not None else None,
    )
