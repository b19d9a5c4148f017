"""What the frame of the main window says: office, person, years, and how much waits for the person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from fundapp.models import AuditLine, Division, LedgerInfo, Person, ProjectYear
from fundapp.services import signing_desk
from fundapp.services.desk import Desk
from fundapp.values.roles import Role


@dataclass(frozen=True)
class OfficeView:
    """The frame's texts; `lines` is the number of audit lines."""

    office: str
    sample: bool
    person: str
    roles: str
    years: tuple[int, ...]
    year: int
    lines: int


def view(desk: Desk) -> OfficeView:
    """Asked once after login."""
    info = desk.get(LedgerInfo, 1)
    # The next year is applied for and opened while this one runs (art. 13).
    years = {*desk.session.scalars(select(ProjectYear.year).distinct()), desk.today.year, desk.today.year + 1}
    person, roles = "", ""
    if desk.me is not None:
        row = desk.get(Person, desk.me.id)
        person = row.name
        words = "、".join(role.label for role in Role if role in desk.me.roles)
        roles = f"{desk.get(Division, row.division_id).name} · {words}"
    return OfficeView(
        office=info.office + ("（示例）" if info.sample else ""),
        sample=info.sample,
        person=person,
        roles=roles,
        years=tuple(sorted(years, reverse=True)),
        year=desk.today.year,
        lines=desk.session.scalar(select(func.max(AuditLine.id))) or 0,
    )


def waiting(desk: Desk) -> int:
    """How many documents wait for the hand of the person asking."""
    return signing_desk.count_waiting(desk)
