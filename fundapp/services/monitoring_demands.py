"""Monitorings that demand a rectification nobody has registered yet (arts. 13, 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select

from fundapp.models import Monitoring, Project, ProjectYear, Rectification
from fundapp.services.desk import Desk
from fundapp.values.choices import DocumentState, ProblemSource, RectificationState


@dataclass(frozen=True)
class Demand:
    """A monitoring that every hand is on, and that wants something put right."""

    id: int
    number: str
    year: int
    project_id: int
    project: str
    division_id: int


def unregistered(desk: Desk) -> tuple[Demand, ...]:
    """Of every project and year, the oldest first; a rectification that was voided answers nothing.

    Not narrowed to what the person may read: the gate is the same for everybody (art. 13).
    """
    answered = exists().where(
        Rectification.source == ProblemSource.MONITORING,
        Rectification.source_id == Monitoring.id,
        Rectification.state != RectificationState.VOID,
    )
    columns: tuple[Any, ...] = (
        Monitoring.id, Monitoring.number, ProjectYear.year, Project.id, Project.name, Monitoring.division_id
    )  # fmt: skip
    query = (
        select(*columns)
        .join(ProjectYear, ProjectYear.id == Monitoring.project_year_id)
        .join(Project, Project.id == ProjectYear.project_id)
        .where(Monitoring.state == DocumentState.APPROVED, Monitoring.demands, ~answered)
        .order_by(Monitoring.id)
    )
    return tuple(Demand(*row) for row in desk.session.execute(query))
