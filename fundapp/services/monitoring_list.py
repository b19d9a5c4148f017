"""Questions about many monitorings: the list, and which project years the round has not reached yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, SQLColumnExpression, func, select

from fundapp.models import Division, Indicator, Monitoring, Project, ProjectYear
from fundapp.services.desk import Desk
from fundapp.services.evaluation_list import readable
from fundapp.services.monitoring_facts import round_until
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.values.choices import DocumentState, MonitoringKind, ProjectState


@dataclass(frozen=True)
class MonitoringRow:
    """A monitoring in a list. Money is 分, None while it is a draft."""

    id: int
    number: str
    year: int
    project_id: int
    project: str
    division: str
    kind: MonitoringKind
    until: dt.date
    adjusted: int | None
    executed: int | None
    demands: bool
    state: DocumentState


@dataclass(frozen=True)
class UnwatchedRow:
    """A project year that the round has not reached. `indicators`: how many it has to be held against."""

    project_id: int
    project: str
    year: int
    division: str
    indicators: int


@dataclass(frozen=True)
class RoundStanding:
    """The round of a year: its last day, whether that is over, and the project years that have no monitoring of it."""

    year: int
    until: dt.date
    over: bool
    missing: tuple[UnwatchedRow, ...]


_OPEN = (DocumentState.DRAFT, DocumentState.RETURNED)
SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "until": Monitoring.until,
    "number": func.coalesce(Monitoring.number, ""),
    "project": Project.name,
    "division": Division.name,
    "kind": Monitoring.kind,
    "state": Monitoring.state,
}


def page(desk: Desk, request: PageRequest, year: int | None = None) -> Page[MonitoringRow]:
    """A page of the monitorings the person may read. Filters: state, kind (codes), project (id)."""
    columns: tuple[Any, ...] = (Monitoring, ProjectYear.year, Project.id, Project.name, Division.name)
    query = (
        select(*columns)
        .join(ProjectYear, ProjectYear.id == Monitoring.project_year_id)
        .join(Project, Project.id == ProjectYear.project_id)
        .join(Division, Division.id == Monitoring.division_id)
    )
    query = readable(desk, query, Monitoring.division_id)
    if year is not None:
        query = query.where(ProjectYear.year == year)
    if state := request.filter("state"):
        query = query.where(Monitoring.state == DocumentState(state))
    if kind := request.filter("kind"):
        query = query.where(Monitoring.kind == MonitoringKind(kind))
    if project := request.filter("project"):
        query = query.where(Project.id == int(project))
    if request.text.strip():
        query = query.where(contains(request.text, func.coalesce(Monitoring.number, ""), Project.name, Division.name))
    return fetch(desk.session, query, Monitoring.id, SORTS, request, _row)


def _row(found: Row[Any]) -> MonitoringRow:
    monitoring, year, project_id, project, division = tuple(found)[:5]  # what follows is the order of the page
    open_ = monitoring.state in _OPEN
    return MonitoringRow(
        id=monitoring.id,
        number=monitoring.number or "",
        year=year,
        project_id=project_id,
        project=project,
        division=division,
        kind=MonitoringKind(monitoring.kind),
        until=monitoring.until,
        adjusted=None if open_ else monitoring.budget_adjusted,
        executed=None if open_ else monitoring.executed,
        demands=monitoring.demands,
        state=DocumentState(monitoring.state),
    )


def standing_of(desk: Desk, year: int) -> RoundStanding:
    """How the round of a year stands for the person asking (arts. 5, 15: every project year is watched)."""
    until = round_until(desk, year)
    return RoundStanding(year, until, until < desk.today, unwatched(desk, year))


def unwatched(desk: Desk, year: int) -> tuple[UnwatchedRow, ...]:
    """Project years the person may read that no round has reached; a closed year is not waited for."""
    there = select(Monitoring.project_year_id).where(
        Monitoring.state != DocumentState.VOID, Monitoring.kind == MonitoringKind.ROUND
    )
    indicators = select(func.count(Indicator.id)).where(Indicator.project_year_id == ProjectYear.id).scalar_subquery()
    query = (
        select(Project.id, Project.name, Division.name, indicators)
        .join(ProjectYear, ProjectYear.project_id == Project.id)
        .join(Division, Division.id == Project.division_id)
        .where(
            ProjectYear.year == year,
            ProjectYear.closed.is_(False),
            Project.state == ProjectState.IN_FORCE,
            ProjectYear.id.not_in(there),
        )
        .order_by(Project.number)
    )
    rows = desk.session.execute(readable(desk, query, Project.division_id))
    return tuple(UnwatchedRow(key, name, year, division, count) for key, name, division, count in rows)
