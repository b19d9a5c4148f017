"""Questions about projects: one with its years and money, and lists of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, and_, func, select

from fundapp.models import (
    Appropriation,
    Contract,
    Disbursement,
    Division,
    Evaluation,
    Payment,
    Project,
    ProjectYear,
)
from fundapp.rules.access import may_in_division, readable_divisions
from fundapp.services import balances, terms
from fundapp.services.attachments import FileRow, files_of, owned_by
from fundapp.services.balances import Balance
from fundapp.services.basis_list import BasisRow
from fundapp.services.basis_list import page as basis_page
from fundapp.services.desk import Desk
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.services.payment_sheet import PaymentRow
from fundapp.services.payment_sheet import page as payment_page
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import AppropriationKind, ContractState, DocumentState, ProjectStanding, ProjectState
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class AppropriationRow:
    """An entry of money; a cut is negative."""

    id: int
    source: str
    kind: AppropriationKind
    amount: int
    document_number: str
    document_date: dt.date
    functional_class: str
    note: str


@dataclass(frozen=True)
class SourceRow:
    """A funding source of a year with its balance."""

    key: str
    title: str
    money: Balance


@dataclass(frozen=True)
class YearRow:
    """A project year with its money."""

    id: int
    year: int
    goal: str
    closed: bool
    money: Balance
    sources: tuple[SourceRow, ...]
    appropriations: tuple[AppropriationRow, ...]


@dataclass(frozen=True)
class ProjectSheet:
    """Everything a screen says about one project.

    `last_year`: the last year its term and its reviews allow; `cancelled`: number of the review that ended it, or empty
    (art. 16). `may` names the verbs open to the person asking.
    """

    id: int
    number: str
    state: ProjectState
    standing: ProjectStanding
    version: int
    entry: ProjectEntry
    category: str
    grant: bool
    division: str
    author: str
    start_year: int
    end_year: int
    last_year: int
    cancelled: str
    approval_document: str
    approved_on: dt.date | None
    contract_total: int
    paid_total: int
    years: tuple[YearRow, ...]
    bases: tuple[BasisRow, ...]
    payments: tuple[PaymentRow, ...]
    files: tuple[FileRow, ...]
    may: frozenset[str]

    def year(self, year: int) -> YearRow | None:
        """One of its years."""
        return next((row for row in self.years if row.year == year), None)


_VERBS = (
    "projects.edit",
    "projects.confirm",
    "appropriations.edit",
    "years.close",
    "contracts.edit",
    "allocations.edit",
    "payments.edit",
    "indicators.edit",
    "evaluations.edit",
)


def sheet(desk: Desk, project_id: int) -> ProjectSheet:
    """One project. Raises NotFound, Forbidden (another division's)."""
    row = desk.get(Project, project_id)
    desk.require_readable(row.division_id)
    ended = terms.cancelled(desk, project_id)
    category = desk.figures.category(row.category, dt.date(row.start_year, 12, 31))
    mine = PageRequest(filters=(("project", str(project_id)),), limit=500)
    bases = basis_page(desk, mine).rows
    years = desk.session.scalars(select(ProjectYear).filter_by(project_id=row.id).order_by(ProjectYear.year)).all()
    entries = _appropriations(desk, [one.id for one in years])
    contracts = desk.session.scalars(select(Contract).filter_by(project_id=row.id))
    return ProjectSheet(
        id=row.id,
        number=row.number,
        state=ProjectState(row.state),
        standing=_standing(row, ended is not None),
        version=row.version,
        entry=ProjectEntry(
            name=row.name,
            category=row.category,
            division_id=row.division_id,
            start_year=row.start_year,
            content=row.content,
            goal=row.goal,
            national_code=row.national_code,
            version=row.version,
        ),
        category=category.title,
        grant=category.grant,
        division=desk.get(Division, row.division_id).name,
        author=desk.names([row.author_id])[row.author_id],
        start_year=row.start_year,
        end_year=row.end_year,
        last_year=terms.last_year(desk, row),
        cancelled=(ended.number or "") if ended is not None else "",
        approval_document=row.approval_document,
        approved_on=row.approved_on,
        contract_total=sum(one.value for one in contracts if one.state != ContractState.DRAFT)
        + sum(one.amount for one in bases if one.kind == SubjectKind.ALLOCATION and one.state != ContractState.DRAFT),
        paid_total=_paid(desk, row.id),
        years=tuple(_year_row(desk, one, entries[one.id]) for one in years),
        bases=bases,
        payments=payment_page(desk, mine).rows,
        files=files_of(desk, owned_by(desk, SubjectKind.PROJECT, row.id)),
        may=frozenset(verb for verb in _VERBS if desk.me and may_in_division(desk.me, row.division_id, verb)),
    )


def _paid(desk: Desk, project_id: int) -> int:
    query = select(func.sum(Disbursement.amount)).join(Payment, Payment.id == Disbursement.payment_id)
    return desk.session.scalar(query.where(Payment.project_id == project_id)) or 0


def _appropriations(desk: Desk, years: Sequence[int]) -> dict[int, list[Appropriation]]:
    found: dict[int, list[Appropriation]] = {key: [] for key in years}
    query = select(Appropriation).where(Appropriation.project_year_id.in_(years)).order_by(Appropriation.id)
    for row in desk.session.scalars(query):
        found[row.project_year_id].append(row)
    return found


def _year_row(desk: Desk, row: ProjectYear, entries: Sequence[Appropriation]) -> YearRow:
    sources = balances.of_sources(desk.session, row.project_id, row.year)
    return YearRow(
        id=row.id,
        year=row.year,
        goal=row.goal,
        closed=row.closed,
        money=balances.of_year(desk.session, row.project_id, row.year),
        sources=tuple(
            SourceRow(one.key, one.title, sources.get(one.key, Balance(0, 0, 0)))
            for one in desk.figures.sources(dt.date(row.year, 12, 31))
        ),
        appropriations=tuple(
            AppropriationRow(
                id=one.id,
                source=desk.figures.source(one.source, one.document_date).title,
                kind=AppropriationKind(one.kind),
                amount=one.amount,
                document_number=one.document_number,
                document_date=one.document_date,
                functional_class=one.functional_class,
                note=one.note,
            )
            for one in entries
        ),
    )


@dataclass(frozen=True)
class ProjectRow:
    """A project in a list, with the money of the chosen year in 分; `last_year` as its reviews allow."""

    id: int
    number: str
    name: str
    category: str
    division: str
    start_year: int
    last_year: int
    state: ProjectStanding
    budget: int
    paid: int


def page(desk: Desk, request: PageRequest, year: int) -> Page[ProjectRow]:
    """A page of the projects the person may read. Filters: state, category."""
    budget = (
        select(func.coalesce(func.sum(Appropriation.amount), 0))
        .join(ProjectYear, ProjectYear.id == Appropriation.project_year_id)
        .where(ProjectYear.project_id == Project.id, ProjectYear.year == year)
        .scalar_subquery()
    )
    paid = (
        select(func.coalesce(func.sum(Disbursement.amount), 0))
        .join(Payment, Payment.id == Disbursement.payment_id)
        .where(Payment.project_id == Project.id, Payment.year == year)
        .scalar_subquery()
    )
    query = select(Project, Division.name.label("division"), budget.label("budget"), paid.label("paid"))
    query = query.join(Division, Division.id == Project.division_id)
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    if state := request.filter("state"):
        query = query.where(_stands(ProjectStanding(state)))
    if category := request.filter("category"):
        query = query.where(Project.category == category)
    if request.text.strip():
        query = query.where(contains(request.text, Project.number, Project.name, Division.name))
    sorts: Mapping[str, SQLColumnExpression[Any]] = {
        "number": Project.number,
        "name": Project.name,
        "category": Project.category,
        "division": Division.name,
        "state": Project.state,
        "budget": budget,
        "paid": paid,
    }
    end = terms.ends(desk)
    titles = {one.key: one.title for one in desk.figures.categories(desk.today)}

    def make(found: Row[Any]) -> ProjectRow:
        row: Project = found[0]
        last, cancelled = end(row)
        return ProjectRow(
            id=row.id,
            number=row.number,
            name=row.name,
            category=titles.get(row.category, row.category),
            division=found.division,
            start_year=row.start_year,
            last_year=last,
            state=_standing(row, cancelled),
            budget=found.budget,
            paid=found.paid,
        )

    sums: Mapping[str, SQLColumnExpression[int]] = {"budget": budget, "paid": paid}
    return fetch(desk.session, query, Project.id, sorts, request, make, sums)


def _standing(row: Project, cancelled: bool) -> ProjectStanding:
    """A project in force that a review has ended is 已取消; one that was closed as well is 已结束."""
    if cancelled and row.state == ProjectState.IN_FORCE:
        return ProjectStanding.CANCELLED
    return ProjectStanding(row.state.value)


def _stands(standing: ProjectStanding) -> ColumnElement[bool]:
    if standing is ProjectStanding.CANCELLED:
        return and_(Project.state == ProjectState.IN_FORCE, terms.ended())
    state = Project.state == ProjectState(standing.value)
    return and_(state, ~terms.ended()) if standing is ProjectStanding.IN_FORCE else state


@dataclass(frozen=True)
class ProjectChoices:
    """What the editor of a project offers: categories as (key, title), and the division the person writes for."""

    categories: tuple[tuple[str, str], ...]
    division_id: int
    division: str


def choices(desk: Desk) -> ProjectChoices:
    """For a new project of the person asking. Raises NotFound."""
    key = desk.me.division_id if desk.me is not None else 0
    categories = tuple((one.key, one.title) for one in desk.figures.categories(desk.today))
    return ProjectChoices(categories, key, desk.get(Division, key).name)


def goal_proposed(desk: Desk, project_id: int, year: int) -> tuple[str, str]:
    """The goal a fiscal year may begin with, and where it comes from. Raises NotFound.

    The newest earlier year's; before any year was opened, the yearly goal of the project's family (art. 9). The goal of
    the whole term is no year's.
    """
    project = desk.get(Project, project_id)
    query = select(ProjectYear).where(
        ProjectYear.project_id == project_id, ProjectYear.year < year, ProjectYear.goal != ""
    )
    before = desk.session.scalar(query.order_by(ProjectYear.year.desc()).limit(1))
    if before is not None:
        return before.goal, f"取自 {before.year} 年度目标，请按 {year} 年度的情况修改。"
    family = desk.figures.category(project.category, desk.today)
    return family.goal, f"取自{family.title}的年度目标（第九条），请按本项目的情况修改。"


def sources(desk: Desk, year: int) -> tuple[tuple[str, str], ...]:
    """Funding sources of a year as (key, title)."""
    return tuple((one.key, one.title) for one in desk.figures.sources(dt.date(year, 12, 31)))


def payable(desk: Desk, *, grant: bool) -> tuple[tuple[int, str, str], ...]:
    """Projects in force of the person's divisions as (id, number, name); `grant`: those paid by allocation list."""
    query = select(Project).where(Project.state == ProjectState.IN_FORCE).order_by(Project.number)
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    grants = {one.key for one in desk.figures.categories(desk.today) if one.grant}
    found = desk.session.scalars(query)
    return tuple((row.id, row.number, row.name) for row in found if not grant or row.category in grants)


def evaluation_of(desk: Desk, project_id: int, year: int) -> int | None:
    """Id of the newest self-evaluation of a year that can be shown on paper; None when there is none."""
    query = select(Evaluation.id).join(ProjectYear, ProjectYear.id == Evaluation.project_year_id)
    query = query.where(ProjectYear.project_id == project_id, ProjectYear.year == year)
    return desk.session.scalar(
        query.where(Evaluation.state != DocumentState.VOID).order_by(Evaluation.id.desc()).limit(1)
    )
