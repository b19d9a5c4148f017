"""Questions about many self-evaluations: the list, what waits for my hand, and what the year still lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, SQLColumnExpression, case, func, select

from fundapp.models import Division, Evaluation, Indicator, KeyEvaluation, Project, ProjectYear
from fundapp.rules.access import readable_divisions
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES, waiting
from fundapp.services.evaluations import KIND
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.values.choices import DocumentState, ProjectState


@dataclass(frozen=True)
class EvaluationRow:
    """A self-evaluation in a list. Points are hundredths, money 分; None while it is a draft.

    `key_points` are those of the newest key evaluation of the year; None when there is none.
    """

    id: int
    number: str
    year: int
    project_id: int
    project: str
    division: str
    dated: dt.date
    adjusted: int | None
    executed: int | None
    points: int | None
    grade: str
    key_points: int | None
    state: DocumentState


@dataclass(frozen=True)
class MissingRow:
    """A project year without a self-evaluation. `indicators`: how many it has to be held against."""

    project_id: int
    project: str
    year: int
    division: str
    indicators: int


@dataclass(frozen=True)
class EvaluationCounts:
    """How the self-evaluations of a year stand, for the workbench; `waiting_for_me` counts those of every year."""

    year: int
    draft: int
    in_approval: int
    returned: int
    approved: int
    missing: int
    waiting_for_me: int


_KEY_POINTS = (
    select(KeyEvaluation.points)
    .where(KeyEvaluation.project_year_id == ProjectYear.id, KeyEvaluation.void_reason == "")
    .order_by(KeyEvaluation.evaluated_on.desc(), KeyEvaluation.id.desc())
    .limit(1)
    .scalar_subquery()
)
_POINTS = case((Evaluation.state.in_(OPEN_STATES), -1), else_=func.coalesce(Evaluation.total_points, -1))
SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "dated": Evaluation.dated,
    "number": func.coalesce(Evaluation.number, ""),
    "year": ProjectYear.year,
    "project": Project.name,
    "division": Division.name,
    "points": _POINTS,
    "state": Evaluation.state,
}


def _listing() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Evaluation,
        ProjectYear.year.label("year"),
        Project.id.label("project_id"),
        Project.name.label("project"),
        Division.name.label("division"),
        _KEY_POINTS.label("key_points"),
    )
    return (
        select(*columns)
        .join(ProjectYear, ProjectYear.id == Evaluation.project_year_id)
        .join(Project, Project.id == ProjectYear.project_id)
        .join(Division, Division.id == Evaluation.division_id)
    )


def _row(found: Row[Any]) -> EvaluationRow:
    evaluation: Evaluation = found[0]
    open_ = evaluation.state in OPEN_STATES
    return EvaluationRow(
        id=evaluation.id,
        number=evaluation.number or "",
        year=found.year,
        project_id=found.project_id,
        project=found.project,
        division=found.division,
        dated=evaluation.dated,
        adjusted=None if open_ else evaluation.budget_adjusted,
        executed=None if open_ else evaluation.executed,
        points=None if open_ else evaluation.total_points,
        grade="" if open_ else evaluation.grade,
        key_points=found.key_points,
        state=DocumentState(evaluation.state),
    )


def readable(desk: Desk, query: Select[Any], division: SQLColumnExpression[int]) -> Select[Any]:
    """Only rows of the divisions the person may read; none before login."""
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    return query if divisions is None else query.where(division.in_(divisions))


def page(desk: Desk, request: PageRequest, year: int | None = None) -> Page[EvaluationRow]:
    """A page of the self-evaluations the person may read. Filters: state (an DocumentState code), project (id)."""
    query = readable(desk, _listing(), Evaluation.division_id)
    if year is not None:
        query = query.where(ProjectYear.year == year)
    if state := request.filter("state"):
        query = query.where(Evaluation.state == DocumentState(state))
    if project := request.filter("project"):
        query = query.where(Project.id == int(project))
    if request.text.strip():
        query = query.where(
            contains(request.text, func.coalesce(Evaluation.number, ""), Project.name, Division.name, Evaluation.grade)
        )
    return fetch(desk.session, query, Evaluation.id, SORTS, request, _row)


def missing(desk: Desk, year: int) -> tuple[MissingRow, ...]:
    """Project years the person may read that have no self-evaluation yet (art. 16: every year is evaluated)."""
    there = select(Evaluation.project_year_id).where(Evaluation.state != DocumentState.VOID)
    indicators = select(func.count(Indicator.id)).where(Indicator.project_year_id == ProjectYear.id).scalar_subquery()
    query = (
        select(Project.id, Project.name, Division.name, indicators)
        .join(ProjectYear, ProjectYear.project_id == Project.id)
        .join(Division, Division.id == Project.division_id)
        .where(ProjectYear.year == year, Project.state != ProjectState.DRAFT, ProjectYear.id.not_in(there))
        .order_by(Project.number)
    )
    rows = desk.session.execute(readable(desk, query, Project.division_id))
    return tuple(MissingRow(key, name, year, division, count) for key, name, division, count in rows)


def counts(desk: Desk, year: int) -> EvaluationCounts:
    """How the self-evaluations of a year stand, as far as the person may read them."""
    columns: tuple[Any, ...] = (Evaluation.state, func.count())
    query = select(*columns).join(ProjectYear, ProjectYear.id == Evaluation.project_year_id)
    query = readable(desk, query.where(ProjectYear.year == year), Evaluation.division_id)
    rows = desk.session.execute(query.group_by(Evaluation.state))
    found: dict[str, int] = {row[0]: row[1] for row in rows}
    return EvaluationCounts(
        year=year,
        draft=found.get(DocumentState.DRAFT, 0),
        in_approval=found.get(DocumentState.IN_APPROVAL, 0),
        returned=found.get(DocumentState.RETURNED, 0),
        approved=found.get(DocumentState.APPROVED, 0),
        missing=len(missing(desk, year)),
        waiting_for_me=len(waiting(desk, KIND)),
    )
