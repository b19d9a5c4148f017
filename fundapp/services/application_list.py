"""Questions about many annual applications: the list of a year, and the project years that have none yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, SQLColumnExpression, and_, case, func, literal, select
from sqlalchemy.orm import aliased

from fundapp.models import (
    Application,
    ApplicationShare,
    Division,
    Evaluation,
    Indicator,
    Project,
    ProjectYear,
)
from fundapp.rules.access import readable_divisions
from fundapp.services.desk import Desk
from fundapp.services.evaluation_list import readable
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.services.terms import last_year, to_evaluate
from fundapp.values.choices import DocumentState, ProjectState
from fundapp.values.money import Fen

_Number: TypeAlias = SQLColumnExpression[int]


@dataclass(frozen=True)
class ApplicationRow:
    """An application in a list. `amount` is 分; `last_grade`: of the year before, empty while it is not approved."""

    id: int
    number: str
    year: int
    project_id: int
    project: str
    category: str
    division: str
    dated: dt.date
    amount: Fen
    last_grade: str
    state: DocumentState


@dataclass(frozen=True)
class UnappliedRow:
    """A project without an application for a year it runs in.

    Attributes:
        opened: the year was opened for it; else that comes first.
        further: an earlier year is in the ledger, so that no money can be entered before the application (art. 13).
        last_grade: grade of the year before; empty while its self-evaluation is not approved.
        indicators: how many the year has.
    """

    project_id: int
    project: str
    year: int
    division: str
    opened: bool
    further: bool
    last_grade: str
    indicators: int


_AMOUNT = (
    select(func.coalesce(func.sum(ApplicationShare.amount), 0))
    .where(ApplicationShare.application_id == Application.id)
    .correlate(Application)
    .scalar_subquery()
)
SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "dated": Application.dated,
    "number": func.coalesce(Application.number, ""),
    "project": Project.name,
    "division": Division.name,
    "amount": _AMOUNT,
    "state": Application.state,
}


def _listing() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Application,
        ProjectYear.year.label("year"),
        Project.id.label("project_id"),
        Project.name.label("project"),
        Project.category.label("category"),
        Division.name.label("division"),
        _AMOUNT.label("amount"),
        _grade_before(ProjectYear.project_id, ProjectYear.year).label("last_grade"),
    )
    return (
        select(*columns)
        .join(ProjectYear, ProjectYear.id == Application.project_year_id)
        .join(Project, Project.id == ProjectYear.project_id)
        .join(Division, Division.id == Application.division_id)
    )


def _grade_before(project: _Number, year: _Number) -> SQLColumnExpression[str]:
    """Grade of the approved self-evaluation of the year before, which the gate asks too; null without one.

    That year is the one of `application_prior.year_before`: a year left out is passed over.
    """
    before = aliased(ProjectYear)
    approved = and_(Evaluation.project_year_id == before.id, Evaluation.state == DocumentState.APPROVED)
    query = (
        select(Evaluation.grade)
        .select_from(before)
        .outerjoin(Evaluation, approved)
        .where(
            before.project_id == project,
            before.year < year,
            to_evaluate(before),
        )
        .order_by(before.year.desc())
        .limit(1)
    )
    return query.correlate(ProjectYear, Project).scalar_subquery()


def page(desk: Desk, request: PageRequest, year: int | None = None) -> Page[ApplicationRow]:
    """A page of the applications the person may read; voided ones are listed but not added up.

    Filters: state (a DocumentState code), category (key), project (id).
    """
    query = readable(desk, _listing(), Application.division_id)
    if year is not None:
        query = query.where(ProjectYear.year == year)
    if state := request.filter("state"):
        query = query.where(Application.state == DocumentState(state))
    if category := request.filter("category"):
        query = query.where(Project.category == category)
    if project := request.filter("project"):
        query = query.where(Project.id == int(project))
    if request.text.strip():
        query = query.where(contains(request.text, func.coalesce(Application.number, ""), Project.name, Division.name))
    titles = {one.key: one.title for one in desk.figures.categories(desk.today)}

    def make(found: Row[Any]) -> ApplicationRow:
        row: Application = found[0]
        return ApplicationRow(
            id=row.id,
            number=row.number or "",
            year=found.year,
            project_id=found.project_id,
            project=found.project,
            category=titles.get(found.category, found.category),
            division=found.division,
            dated=row.dated,
            amount=found.amount,
            last_grade=found.last_grade or "",
            state=DocumentState(row.state),
        )

    asked = case((Application.state == DocumentState.VOID, 0), else_=_AMOUNT)
    return fetch(desk.session, query, Application.id, SORTS, request, make, {"amount": asked})


def missing(desk: Desk, year: int) -> tuple[UnappliedRow, ...]:
    """Projects in force that the person may read and that have no application for a year, in the order of numbers.

    From this year on also those for which the year was not opened yet, as far as they may run in it (art. 16).
    """
    rows = [*_opened(desk, year), *(_unopened(desk, year) if year >= desk.today.year else ())]
    return tuple(row for _, row in sorted(rows, key=lambda one: one[0]))


def _opened(desk: Desk, year: int) -> list[tuple[str, UnappliedRow]]:
    there = select(Application.project_year_id).where(Application.state != DocumentState.VOID)
    indicators = select(func.count(Indicator.id)).where(Indicator.project_year_id == ProjectYear.id).scalar_subquery()
    columns: tuple[Any, ...] = (
        *_columns(ProjectYear.project_id, ProjectYear.year),
        indicators,
    )
    query = (
        select(*columns)
        .join(ProjectYear, ProjectYear.project_id == Project.id)
        .join(Division, Division.id == Project.division_id)
        .where(
            ProjectYear.year == year,
            ProjectYear.closed.is_(False),
            Project.state == ProjectState.IN_FORCE,
            ProjectYear.id.not_in(there),
        )
    )
    rows = desk.session.execute(readable(desk, query, Project.division_id))
    return [
        (number, UnappliedRow(key, name, year, division, True, bool(before), grade or "", count))
        for number, key, name, division, before, grade, count in rows
    ]


def _unopened(desk: Desk, year: int) -> list[tuple[str, UnappliedRow]]:
    there = select(ProjectYear.project_id).where(ProjectYear.year == year)
    query = (
        select(*_columns(Project.id, literal(year)), Project)
        .join(Division, Division.id == Project.division_id)
        .where(Project.state == ProjectState.IN_FORCE, Project.start_year <= year, Project.id.not_in(there))
    )
    rows = desk.session.execute(readable(desk, query, Project.division_id))
    return [
        (number, UnappliedRow(key, name, year, division, False, bool(before), grade or "", 0))
        for number, key, name, division, before, grade, project in rows
        if year <= last_year(desk, project)
    ]


def _columns(project: _Number, year: _Number) -> tuple[Any, ...]:
    earlier = ProjectYear.__table__.alias("earlier")
    further = (
        select(func.count())
        .select_from(earlier)
        .where(earlier.c.project_id == project, earlier.c.year < year)
        .correlate(ProjectYear, Project)
        .scalar_subquery()
    )
    return (Project.number, Project.id, Project.name, Division.name, further, _grade_before(project, year))


def categories(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Project families as (key, title), for the filter."""
    return tuple((one.key, one.title) for one in desk.figures.categories(desk.today))


def of_year(desk: Desk, project_id: int, year: int) -> int | None:
    """Id of the application of a project year that is not void; None when there is none, or it may not be read."""
    query = select(Application.id).join(ProjectYear, ProjectYear.id == Application.project_year_id)
    query = query.where(
        ProjectYear.project_id == project_id, ProjectYear.year == year, Application.state != DocumentState.VOID
    )
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Application.division_id.in_(divisions))
    return desk.session.scalar(query)
