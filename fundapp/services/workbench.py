"""What the workbench shows: the year's money, what waits for the person, what is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, or_, select

from fundapp.models import (
    AllocationList,
    Appropriation,
    Contract,
    Disbursement,
    Milestone,
    Payment,
    Project,
    ProjectYear,
)
from fundapp.rules.access import readable_divisions
from fundapp.services import (
    monitoring_list,
    term_review_list,
)
from fundapp.services.desk import Desk
from fundapp.services.rectification_list import overdue
from fundapp.services.term_review_list import EndingRow
from fundapp.services.workbench_tasks import TaskRow, tasks_of
from fundapp.values.choices import ContractState, PaymentState
from fundapp.values.dates import time_progress_bp
from fundapp.values.documents import SubjectKind
from fundapp.values.money import ratio_bp

SHOWN = 12


@dataclass(frozen=True)
class ProgressRow:
    """A project with its money of the year in 分."""

    project_id: int
    name: str
    budget: int
    paid: int
    behind: bool


@dataclass(frozen=True)
class AlertRow:
    """A reminder: a short word, its tone, the sentence and the article it rests on.

    `kind` and `id` say what it leads to; for a term review the id is the project's, because there may be no review yet.
    """

    word: str
    tone: Literal["warn", "bad"]
    text: str
    article: str
    kind: SubjectKind
    id: int


@dataclass(frozen=True)
class Workbench:
    """One person's view of a fiscal year. Amounts in 分, progress in basis points.

    `tasks` are the most urgent ones, `task_count` counts all, and `to_sign` those that wait at the signing desk.
    `overdue_rectifications` counts those of every year: an old problem does not go away with its year.
    """

    year: int
    budget: int
    paid: int
    time_bp: int
    projects: tuple[ProgressRow, ...]
    tasks: tuple[TaskRow, ...]
    due_count: int
    due_amount: int
    alerts: tuple[AlertRow, ...]
    overdue_rectifications: int = 0
    task_count: int = 0
    to_sign: int = 0

    @property
    def paid_bp(self) -> int:
        """Execution rate; 0 without a budget."""
        return ratio_bp(self.paid, self.budget) if self.budget else 0


def workbench(desk: Desk, year: int) -> Workbench:
    """The workbench of the person asking."""
    time_bp = time_progress_bp(year, desk.today)
    behind_by = desk.figures.number("progress_behind", desk.today)
    projects = _projects(desk, year, time_bp, behind_by)
    due, late = _due_this_month(desk), _late_rectifications(desk)
    waiting = tasks_of(desk, year)
    return Workbench(
        year=year,
        budget=sum(row.budget for row in projects),
        paid=sum(row.paid for row in projects),
        time_bp=time_bp,
        projects=projects,
        tasks=waiting.rows[:SHOWN],
        due_count=len(due),
        due_amount=sum(row.amount for row in due),
        alerts=(*late, *_overdue(desk), *_slow(projects, time_bp), *_unwatched(desk, year), *_ending(desk, year))[
            :SHOWN
        ],
        overdue_rectifications=len(late),
        task_count=waiting.count,
        to_sign=waiting.to_sign,
    )


def _projects(desk: Desk, year: int, time_bp: int, behind_by: int) -> tuple[ProgressRow, ...]:
    budget = (
        select(ProjectYear.project_id, func.sum(Appropriation.amount).label("total"))
        .join(Appropriation, Appropriation.project_year_id == ProjectYear.id)
        .where(ProjectYear.year == year)
        .group_by(ProjectYear.project_id)
        .subquery()
    )
    paid = (
        select(Payment.project_id, func.sum(Disbursement.amount).label("total"))
        .join(Disbursement, Disbursement.payment_id == Payment.id)
        .where(Payment.year == year)
        .group_by(Payment.project_id)
        .subquery()
    )
    query = (
        select(Project.id, Project.name, budget.c.total, func.coalesce(paid.c.total, 0))
        .join(budget, budget.c.project_id == Project.id)
        .outerjoin(paid, paid.c.project_id == Project.id)
        .order_by(Project.id)
    )
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    return tuple(
        ProgressRow(key, name, total, gone, total > 0 and time_bp - ratio_bp(gone, total) > behind_by)
        for key, name, total, gone in desk.session.execute(query)
    )


def _due_milestones(desk: Desk, start: dt.date, end: dt.date) -> list[Milestone]:
    """Milestones of documents in force that fall due in a span and that no request has been made for."""
    asked = select(Payment.milestone_id).where(Payment.state.not_in((PaymentState.VOID, PaymentState.DRAFT)))
    query = (
        select(Milestone)
        .outerjoin(Contract, Contract.id == Milestone.contract_id)
        .outerjoin(AllocationList, AllocationList.id == Milestone.allocation_id)
        .join(Project, Project.id == func.coalesce(Contract.project_id, AllocationList.project_id))
        .where(
            or_(Contract.state == ContractState.IN_FORCE, AllocationList.state == ContractState.IN_FORCE),
            Milestone.due_on.between(start, end),
            Milestone.id.not_in(asked),
        )
        .order_by(Milestone.due_on)
    )
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    return list(desk.session.scalars(query))


def _due_this_month(desk: Desk) -> list[Milestone]:
    first = desk.today.replace(day=1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return _due_milestones(desk, first, last)


def _late_rectifications(desk: Desk) -> list[AlertRow]:
    return [
        AlertRow(
            "整改逾期",
            "bad",
            f"{row.number} 已逾期 {row.overdue_days} 天，责任人{row.person} · {row.project} · {row.headline}",
            "第十三条",
            SubjectKind.RECTIFICATION,
            row.id,
        )
        for row in overdue(desk)
    ]


def _overdue(desk: Desk) -> list[AlertRow]:
    rows = _due_milestones(desk, dt.date(2000, 1, 1), desk.today - dt.timedelta(days=1))
    return [
        AlertRow(
            "逾期",
            "bad",
            f"约定日期已过 {(desk.today - row.due_on).days} 天尚未申请：{_document_name(desk, row)} · {row.name}",
            "第十二条",
            SubjectKind.CONTRACT if row.contract_id else SubjectKind.ALLOCATION,
            row.contract_id or row.allocation_id or 0,
        )
        for row in rows
        if row.due_on is not None
    ]


def _document_name(desk: Desk, row: Milestone) -> str:
    if row.contract_id is not None:
        return desk.get(Contract, row.contract_id).name
    return desk.get(AllocationList, row.allocation_id or 0).name


def _slow(projects: tuple[ProgressRow, ...], time_bp: int) -> list[AlertRow]:
    return [
        AlertRow(
            "偏慢",
            "warn",
            f"执行率低于时间进度 {(time_bp - ratio_bp(row.paid, row.budget)) // 100} 个百分点：{row.name}",
            "第十六条",
            SubjectKind.PROJECT,
            row.project_id,
        )
        for row in projects
        if row.behind
    ]


def _unwatched(desk: Desk, year: int) -> list[AlertRow]:
    """Projects that the year's round has not reached though its period is over; the alert leads to starting it."""
    found = monitoring_list.standing_of(desk, year)
    if not found.over:
        return []
    return [
        AlertRow(
            "监控",
            "warn",
            f"{row.project}尚未集中监控（数据截至 {found.until}）",
            "第十五条",
            SubjectKind.MONITORING,
            row.project_id,
        )
        for row in found.missing
    ]


def _ending(desk: Desk, year: int) -> list[AlertRow]:
    """Terms that end this year, or ended without an approved review; the alert leads to starting or opening one."""
    return [
        AlertRow(
            "期满",
            "bad" if row.overdue else "warn",
            f"{row.project}{'已于' if row.overdue else '将于'} {row.to_year}-12-31 期满，{_review_stands(row)}",
            "第十六条",
            SubjectKind.TERM_REVIEW,
            row.project_id,
        )
        for row in term_review_list.ending(desk, year)
    ]


def _review_stands(row: EndingRow) -> str:
    if row.review_id is not None:
        return "期满评价尚未签批完成"
    return "尚未开展期满评价" if row.overdue else "需开展期满评价"
