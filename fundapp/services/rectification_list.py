"""Questions about many rectifications: the 整改台账, what is overdue, what is still open, what a record led to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, func, or_, select

from fundapp.models import Attachment, Division, LedgerInfo, Person, Project, Rectification
from fundapp.models import RectificationNote as Note
from fundapp.rules.access import readable_divisions
from fundapp.services.desk import Desk
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.services.rectification_sources import source_name
from fundapp.values.choices import ProblemSource, ProblemType, RectificationState, RectificationStep
from fundapp.values.documents import SubjectKind
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger
from fundapp.values.roles import Role

RUNNING = (RectificationState.OPEN, RectificationState.REPORTED)
"""The problem is not put right yet."""
RUNNING_FILTER = "running"
"""Code of the filter that means both."""
_FULL = 10_000


@dataclass(frozen=True)
class RectificationRow:
    """A problem in a list. `overdue_days` 0: not overdue. `progress_bp`: basis points; None when none was reported."""

    id: int
    number: str
    year: int
    project_id: int
    project: str
    source: ProblemSource
    division: str
    person: str
    problem: str
    due_on: dt.date
    state: RectificationState
    overdue_days: int
    progress_bp: int | None
    closed_on: dt.date | None

    @property
    def headline(self) -> str:
        """The first line of the problem."""
        return self.problem.split("\n", 1)[0]


@dataclass(frozen=True)
class RectificationCounts:
    """How many stand where, as far as the person may read them; `overdue` are among the running ones."""

    open: int
    reported: int
    closed: int
    void: int
    overdue: int


_PROGRESS = (
    select(Note.progress_bp)
    .where(Note.rectification_id == Rectification.id, Note.step == RectificationStep.PROGRESS)
    .order_by(Note.id.desc())
    .limit(1)
    .scalar_subquery()
)
SORTS: Mapping[str, SQLColumnExpression[Any]] = {
    "due_on": Rectification.due_on,
    "number": Rectification.number,
    "project": Project.name,
    "division": Division.name,
    "person": Person.name,
    "source": Rectification.source,
    "state": Rectification.state,
}


def _listing(desk: Desk) -> Select[Any]:
    """Rows of the divisions the person may read, and those the person answers for; none before login."""
    columns: tuple[Any, ...] = (
        Rectification,
        Project.name.label("project"),
        Division.name.label("division"),
        Person.name.label("person"),
        _PROGRESS.label("progress_bp"),
    )
    query = (
        select(*columns)
        .join(Project, Project.id == Rectification.project_id)
        .join(Division, Division.id == Rectification.division_id)
        .join(Person, Person.id == Rectification.person_id)
    )
    return readable(desk, query)


def readable(desk: Desk, query: Select[Any]) -> Select[Any]:
    """Only what the person may read."""
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is None:
        return query
    mine = Rectification.person_id == (desk.me.id if desk.me else 0)
    return query.where(or_(Rectification.division_id.in_(divisions), mine))


def _late(desk: Desk) -> ColumnElement[bool]:
    return and_(Rectification.due_on < desk.today, Rectification.state.in_(RUNNING))


def overdue_days(desk: Desk, row: Rectification) -> int:
    """Days past the due day, as long as it is neither closed nor void; 0 otherwise."""
    return max((desk.today - row.due_on).days, 0) if row.state in RUNNING else 0


def progress_of(row: Rectification, reported: int | None) -> int | None:
    """Progress in basis points: what was reported last, all of it once it is said to be done."""
    return _FULL if row.state in (RectificationState.REPORTED, RectificationState.CLOSED) else reported


def _filtered(desk: Desk, request: PageRequest, year: int | None) -> Select[Any]:
    """A year with what is left over from the years before it: an open problem does not go away with its year.

    Filters: state (a code, or `RUNNING_FILTER`), overdue ("1"), source, division, project.
    """
    query = _listing(desk)
    if year is not None:
        left_over = and_(Rectification.year < year, Rectification.state.in_(RUNNING))
        query = query.where(or_(Rectification.year == year, left_over))
    if state := request.filter("state"):
        wanted = RUNNING if state == RUNNING_FILTER else (RectificationState(state),)
        query = query.where(Rectification.state.in_(wanted))
    if request.filter("overdue"):
        query = query.where(_late(desk))
    if source := request.filter("source"):
        query = query.where(Rectification.source == ProblemSource(source))
    if division := request.filter("division"):
        query = query.where(Rectification.division_id == int(division))
    if project := request.filter("project"):
        query = query.where(Rectification.project_id == int(project))
    if request.text.strip():
        words = (Rectification.problem, Rectification.measure, Rectification.source_document)
        query = query.where(
            contains(request.text, Rectification.number, Project.name, Division.name, Person.name, *words)
        )
    return query


def page(desk: Desk, request: PageRequest, year: int | None = None) -> Page[RectificationRow]:
    """A page of the rectifications the person may read; for filters see `_filtered`. `year` None: of every year."""
    query = _filtered(desk, request, year)
    return fetch(desk.session, query, Rectification.id, SORTS, request, lambda found: _row(desk, found))


def _row(desk: Desk, found: Row[Any]) -> RectificationRow:
    row: Rectification = found[0]
    return RectificationRow(
        id=row.id,
        number=row.number,
        year=row.year,
        project_id=row.project_id,
        project=found.project,
        source=ProblemSource(row.source),
        division=found.division,
        person=found.person,
        problem=row.problem,
        due_on=row.due_on,
        state=RectificationState(row.state),
        overdue_days=overdue_days(desk, row),
        progress_bp=progress_of(row, found.progress_bp),
        closed_on=row.closed_on,
    )


def divisions(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Divisions that have problems the person may read, as (id, name)."""
    columns: tuple[Any, ...] = (Division.id, Division.name)
    query = readable(desk, select(*columns).join(Rectification, Rectification.division_id == Division.id))
    return tuple((key, name) for key, name in desk.session.execute(query.distinct().order_by(Division.id)))


def counts(desk: Desk, year: int | None = None) -> RectificationCounts:
    """How many stand where."""
    columns: tuple[Any, ...] = (Rectification.state, func.count())
    query = readable(desk, select(*columns))
    late = readable(desk, select(func.count(Rectification.id)).where(_late(desk)))
    if year is not None:
        query, late = query.where(Rectification.year == year), late.where(Rectification.year == year)
    found: dict[str, int] = {row[0]: row[1] for row in desk.session.execute(query.group_by(Rectification.state))}
    return RectificationCounts(
        open=found.get(RectificationState.OPEN, 0),
        reported=found.get(RectificationState.REPORTED, 0),
        closed=found.get(RectificationState.CLOSED, 0),
        void=found.get(RectificationState.VOID, 0),
        overdue=desk.session.scalar(late) or 0,
    )


def overdue(desk: Desk) -> tuple[RectificationRow, ...]:
    """Every problem past its day that the person may read, the oldest first."""
    query = _listing(desk).where(_late(desk)).order_by(Rectification.due_on, Rectification.id)
    return tuple(_row(desk, found) for found in desk.session.execute(query))


def to_confirm(desk: Desk) -> tuple[RectificationRow, ...]:
    """Problems reported as done that wait for a confirmation, the oldest first."""
    query = _listing(desk).where(Rectification.state == RectificationState.REPORTED)
    return tuple(_row(desk, found) for found in desk.session.execute(query.order_by(Rectification.id)))


def running_of(desk: Desk, person_id: int) -> tuple[RectificationRow, ...]:
    """Open problems that somebody answers for, the most urgent first."""
    query = _listing(desk).where(Rectification.person_id == person_id, Rectification.state == RectificationState.OPEN)
    return tuple(_row(desk, found) for found in desk.session.execute(query.order_by(Rectification.due_on)))


def open_before(desk: Desk, project_id: int, year: int) -> tuple[Rectification, ...]:
    """Problems of a project's earlier fiscal years that are not put right yet: they bar the year's application.

    Not narrowed to what the person may read: the gate is the same for everybody (art. 13).
    """
    query = select(Rectification).where(
        Rectification.project_id == project_id, Rectification.year < year, Rectification.state.in_(RUNNING)
    )
    return tuple(desk.session.scalars(query.order_by(Rectification.id)))


def of_source(desk: Desk, source: ProblemSource, source_id: int) -> tuple[RectificationRow, ...]:
    """What a self-evaluation, monitoring or key evaluation led to, in the order of registering."""
    query = _listing(desk).where(Rectification.source == source, Rectification.source_id == source_id)
    return tuple(_row(desk, found) for found in desk.session.execute(query.order_by(Rectification.id)))


def ledger(desk: Desk, request: PageRequest, year: int | None, scope: str) -> RectificationLedger:
    """The 整改台账 with every problem the filters leave, by number. `scope` says in words which those are."""
    query = _filtered(desk, replace(request, after=None), year).order_by(Rectification.number)
    in_charge = leaders(desk)
    return RectificationLedger(
        office=desk.get(LedgerInfo, 1).office,
        scope=scope,
        on=desk.today,
        lines=tuple(_line(desk, found, in_charge) for found in desk.session.execute(query)),
    )


def leaders(desk: Desk) -> dict[int, str]:
    """Who is in charge of each division today (art. 11), by its id; several joined."""
    names: dict[int, list[str]] = {}
    for person in desk.people():
        if Role.SUPERVISING_LEADER in person.roles:
            for division in person.charges:
                names.setdefault(division, []).append(person.name)
    return {division: "、".join(found) for division, found in names.items()}


def _line(desk: Desk, found: Row[Any], in_charge: Mapping[int, str]) -> LedgerLine:
    row: Rectification = found[0]
    moved = [note.text for note in row.notes if note.step == RectificationStep.EXTENSION]
    files = select(func.count()).where(
        Attachment.owner_kind == SubjectKind.RECTIFICATION, Attachment.owner_id == row.id
    )
    return LedgerLine(
        number=row.number,
        year=row.year,
        source=source_name(desk, row),
        project=found.project,
        problem=row.problem,
        demand=row.demand,
        measure=row.measure,
        division=found.division,
        person=found.person,
        leader=in_charge.get(row.division_id, ""),
        found_on=row.found_on,
        first_due_on=row.first_due_on,
        due_on=row.due_on,
        state=RectificationState(row.state),
        problem_type=ProblemType(row.problem_type).label,
        amount=row.amount,
        basis=row.basis,
        extended=len(moved),
        extension=moved[-1] if moved else "",
        overdue_days=overdue_days(desk, row),
        progress_bp=progress_of(row, found.progress_bp),
        progress=_said(row),
        evidence=(desk.session.scalar(files) or 0) - row.papers,
        closed_on=row.closed_on,
        closed_by=desk.get(Person, row.closed_by_id).name if row.closed_by_id else "",
    )


def _said(row: Rectification) -> str:
    """How it stands, in words: why it is void, the result, or what was last noted or sent back."""
    if row.void_reason or row.result:
        return row.void_reason or row.result
    told = (RectificationStep.PROGRESS, RectificationStep.REJECTION)
    last = next((note for note in reversed(row.notes) if note.step in told), None)
    if last is None:
        return ""
    return f"退回整改：{last.text}" if last.step == RectificationStep.REJECTION else last.text
