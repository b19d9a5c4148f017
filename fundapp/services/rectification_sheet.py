"""Questions about one rectification: everything a screen says of it, and what its dialogs offer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.models import Division, Person, Project, Rectification
from fundapp.rules.access import may_in_division, readable_divisions
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.rectification_moves import Offer, offers
from fundapp.services.attachments import FileRow, files_of, owned_by
from fundapp.services.clock import office_time
from fundapp.services.desk import Desk
from fundapp.services.rectification_entry import RectificationEntry, case_of
from fundapp.services.rectification_list import leaders, overdue_days, progress_of
from fundapp.services.rectification_sources import source_name
from fundapp.services.rectifications import NO_EVIDENCE, papers_before, standing_of
from fundapp.values.choices import ProblemSource, ProblemType, ProjectState, RectificationState, RectificationStep
from fundapp.values.documents import SubjectKind
from fundapp.values.money import Fen


@dataclass(frozen=True)
class NoteRow:
    """One thing that was done or decided, with office time; `progress_bp` and `due_on` where the step has them."""

    at: dt.datetime
    person: str
    step: RectificationStep
    text: str
    progress_bp: int | None
    due_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class RectificationSheet:
    """Everything a screen says about one problem.

    Attributes:
        source_name: where it was found, with the number of the record or paper.
        leader: who is in charge of the division today, several joined; empty when nobody is.
        first_due_on: the day it was due when it was registered.
        extended: how often the due day was moved.
        amount: money the problem is about, 分; None when it is about none.
        papers: how many of the files, the oldest ones, were registered with the problem.
        proofs: how many of the files, the newest ones, were added since and after the last rejection.
        rejected: what was reported last, as long as it was sent back and not reported again; without the reason why
            there was no proof.
        overdue_days: days past the due day; 0 when it is not overdue.
        offers: moves of the present state, open to the person asking or not, with the reason.
    """

    id: int
    number: str
    version: int
    state: RectificationState
    project_id: int
    project: str
    year: int
    source: ProblemSource
    source_id: int | None
    source_name: str
    division_id: int
    division: str
    person_id: int
    person: str
    leader: str
    author: str
    found_on: dt.date
    first_due_on: dt.date
    due_on: dt.date
    extended: int
    papers: int
    proofs: int
    overdue_days: int
    progress_bp: int | None
    problem_type: ProblemType
    problem: str
    amount: Fen | None
    basis: str
    demand: str
    measure: str
    result: str
    rejected: str
    reported_by: str
    reported_on: dt.date | None
    closed_by: str
    closed_on: dt.date | None
    closing_opinion: str
    void_reason: str
    notes: tuple[NoteRow, ...]
    files: tuple[FileRow, ...]
    offers: tuple[Offer, ...]

    def offer(self, verb: str) -> Offer | None:
        """The offer of a verb; None when the present state has no such move."""
        return next((one for one in self.offers if one.verb == verb), None)


def sheet(desk: Desk, key: int) -> RectificationSheet:
    """One rectification. Raises NotFound, Forbidden (another division's, and the person does not answer for it)."""
    row = desk.get(Rectification, key)
    desk.require_readable(row.division_id, row.person_id)
    notes, files = tuple(_note(desk, row)), owned_by(desk, SubjectKind.RECTIFICATION, row.id)
    reported = next((one.progress_bp for one in reversed(notes) if one.step == RectificationStep.PROGRESS), None)
    return RectificationSheet(
        id=row.id,
        number=row.number,
        version=row.version,
        state=RectificationState(row.state),
        project_id=row.project_id,
        project=desk.get(Project, row.project_id).name,
        year=row.year,
        source=ProblemSource(row.source),
        source_id=row.source_id,
        source_name=source_name(desk, row),
        division_id=row.division_id,
        division=desk.get(Division, row.division_id).name,
        person_id=row.person_id,
        person=_name(desk, row.person_id),
        leader=leaders(desk).get(row.division_id, ""),
        author=_name(desk, row.author_id),
        found_on=row.found_on,
        first_due_on=row.first_due_on,
        due_on=row.due_on,
        extended=sum(1 for one in notes if one.step == RectificationStep.EXTENSION),
        papers=row.papers,
        proofs=len(files) - papers_before(row),
        overdue_days=overdue_days(desk, row),
        progress_bp=progress_of(row, reported),
        problem_type=ProblemType(row.problem_type),
        problem=row.problem,
        amount=row.amount,
        basis=row.basis,
        demand=row.demand,
        measure=row.measure,
        result=row.result,
        rejected=_rejected(row),
        reported_by=_name(desk, row.reported_by_id),
        reported_on=row.reported_on,
        closed_by=_name(desk, row.closed_by_id),
        closed_on=row.closed_on,
        closing_opinion=row.closing_opinion,
        void_reason=row.void_reason,
        notes=notes,
        files=files_of(desk, files),
        offers=offers(standing_of(row), desk.me) if desk.me else (),
    )


def _rejected(row: Rectification) -> str:
    reports = [note.text for note in row.notes if note.step == RectificationStep.REPORT]
    if row.result or not reports:
        return ""
    return reports[-1].partition(NO_EVIDENCE)[0].strip()


def _note(desk: Desk, row: Rectification) -> list[NoteRow]:
    return [
        NoteRow(
            office_time(note.at),
            _name(desk, note.person_id),
            RectificationStep(note.step),
            note.text,
            note.progress_bp,
            note.due_on,
        )
        for note in row.notes
    ]


def _name(desk: Desk, person_id: int | None) -> str:
    return desk.get(Person, person_id).name if person_id is not None else ""


def check(desk: Desk, entry: RectificationEntry) -> tuple[Finding, ...]:
    """What the rules say of a problem as it is typed, passed ones too."""
    return judge(case_of(desk, entry), desk.figures)


@dataclass(frozen=True)
class ProjectChoice:
    """A project a problem can belong to; `years` are its fiscal years up to this one, the newest first."""

    id: int
    number: str
    name: str
    division_id: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class PersonChoice:
    """Somebody of a division who can answer for a problem."""

    id: int
    name: str
    division_id: int


@dataclass(frozen=True)
class Choices:
    """What the dialogs offer: projects, divisions as (id, name) the person may register for, and their people."""

    projects: tuple[ProjectChoice, ...]
    divisions: tuple[tuple[int, str], ...]
    people: tuple[PersonChoice, ...]

    def people_of(self, division_id: int | None) -> tuple[PersonChoice, ...]:
        """Those of one division."""
        return tuple(one for one in self.people if one.division_id == division_id)


def choices(desk: Desk) -> Choices:
    """For the person asking; nothing before login."""
    me = desk.me
    divisions = desk.session.scalars(select(Division).order_by(Division.id)) if me else ()
    mine = tuple((one.id, one.name) for one in divisions if me and may_in_division(me, one.id, "rectifications.edit"))
    return Choices(
        projects=_projects(desk),
        divisions=mine,
        people=tuple(PersonChoice(one.id, one.name, one.division_id) for one in desk.people()),
    )


def _projects(desk: Desk) -> tuple[ProjectChoice, ...]:
    query = select(Project).where(Project.state != ProjectState.DRAFT).order_by(Project.number)
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    return tuple(
        ProjectChoice(
            row.id, row.number, row.name, row.division_id, tuple(range(desk.today.year, row.start_year - 1, -1))
        )
        for row in desk.session.scalars(query)
    )


def why_not_register(desk: Desk) -> str:
    """Why the person asking cannot register any problem; empty when some division is within reach."""
    if choices(desk).divisions:
        return ""
    return "【第十三条】您的角色只能查看，不能登记整改事项。"
