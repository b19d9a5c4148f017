"""What a person has to do: sign, register, put right, complete, confirm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select

from fundapp.models import AllocationList, Contract, Payment, Project, Rectification
from fundapp.rules.access import may, may_in_division
from fundapp.rules.rectification_moves import RectificationVerb, offers
from fundapp.services import (
    application_sheet,
    applications,
    document_sheet,
    evaluation_sheet,
    evaluations,
    monitoring_demands,
    monitoring_sheet,
    monitorings,
    term_review_sheet,
    term_reviews,
    why_not,
)
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.paging import PageRequest
from fundapp.services.payment_sheet import days_left, page, queue, to_disburse
from fundapp.services.rectification_list import running_of, to_confirm
from fundapp.services.rectifications import standing_of
from fundapp.values.choices import ContractState, DocumentState, PaymentState, ProjectState
from fundapp.values.documents import SubjectKind

B = TypeVar("B", Contract, AllocationList)
LISTED = 12
"""So many payment requests of one state are named; the others are counted."""
SIGNED: tuple[tuple[DocumentKind[Any], Callable[[Desk, Any], tuple[str, str]]], ...] = (
    (applications.KIND, application_sheet.title),
    (evaluations.KIND, evaluation_sheet.title),
    (monitorings.KIND, monitoring_sheet.title),
    (term_reviews.KIND, term_review_sheet.title),
)
"""What comes to the signing desk besides payment requests, and its title; the desk itself draws forms, and late."""


@dataclass(frozen=True)
class TaskRow:
    """Something the person has to do. `days_left` None when no clock runs."""

    what: str
    number: str
    kind: SubjectKind
    id: int
    verb: str
    days_left: int | None


@dataclass(frozen=True)
class Tasks:
    """All tasks, the most urgent first.

    Attributes:
        count: of all, those too that are not named.
        to_sign: those that wait at the signing desk.
    """

    rows: tuple[TaskRow, ...]
    count: int
    to_sign: int


def tasks_of(desk: Desk, year: int) -> Tasks:
    """What waits for the person asking; `year` is that of the payment requests."""
    signing, (own, unlisted) = _to_sign(desk), _payments(desk, year)
    rows = [*signing, *own, *_drafts(desk), *_problems(desk), *_to_confirm(desk)]
    rows.sort(key=lambda row: (row.days_left is None, row.days_left or 0))
    return Tasks(tuple(rows), len(rows) + unlisted, len(signing))


def _to_sign(desk: Desk) -> list[TaskRow]:
    """What waits for the person's hand: the very documents of the signing desk, payment requests by their milestone."""
    payments = [
        TaskRow(f"签批 · {row.project} {row.milestone}", row.number, SubjectKind.PAYMENT, row.id, "sign", row.days_left)
        for row in queue(desk)
    ]
    return payments + [
        TaskRow(f"签批 · {' '.join(title(desk, found))}", found.number or "", kind.subject, found.id, "sign", None)
        for kind, title in SIGNED
        for found in document_sheet.waiting(desk, kind)
    ]


def _payments(desk: Desk, year: int) -> tuple[list[TaskRow], int]:
    """Payments to register, to put right and to complete; and how many more there are than are listed."""
    tasks: list[TaskRow] = []
    unlisted = 0
    if desk.me is None:
        return tasks, unlisted
    if may(desk.me, "disbursements.register"):
        tasks += [
            TaskRow(
                f"登记拨付 · {row.project} {row.milestone}", row.number, SubjectKind.PAYMENT, row.id, "disburse", None
            )
            for row in to_disburse(desk)
        ]
    if may(desk.me, "payments.edit"):
        for state, word in ((PaymentState.RETURNED, "补正后重新送审"), (PaymentState.DRAFT, "完成草稿")):
            found = page(desk, PageRequest(filters=(("state", state.value),), limit=LISTED), year)
            unlisted += found.total - len(found.rows)
            tasks += [
                TaskRow(
                    f"{word} · {row.project} {row.milestone}",
                    row.number or "草稿",
                    SubjectKind.PAYMENT,
                    row.id,
                    "edit",
                    days_left(desk, desk.get(Payment, row.id)),
                )
                for row in found.rows
            ]
    return tasks, unlisted


def _problems(desk: Desk) -> list[TaskRow]:
    """What the person answers for, what a monitoring wants registered, and what waits for the person's confirmation."""
    if desk.me is None:
        return []
    me, kind = desk.me, SubjectKind.RECTIFICATION
    own = [
        TaskRow(
            f"整改 · {row.project} {row.headline}", row.number, kind, row.id, "edit", (row.due_on - desk.today).days
        )
        for row in running_of(desk, me.id)
    ]
    begin = [
        TaskRow(f"登记整改 · {one.project} 监控要求整改", one.number, SubjectKind.MONITORING, one.id, "rectify", None)
        for one in monitoring_demands.unregistered(desk)
        if one.division_id == me.division_id and may_in_division(me, one.division_id, "rectifications.edit")
    ]
    confirm = [
        TaskRow(f"确认销号 · {row.project} {row.headline}", row.number, kind, row.id, "confirm", None)
        for row in to_confirm(desk)
        if any(
            one.verb is RectificationVerb.CONFIRM and one.allowed
            for one in offers(standing_of(desk.get(Rectification, row.id)), me)
        )
    ]
    return [*own, *begin, *confirm]


def _drafts(desk: Desk) -> list[TaskRow]:
    """Documents that came back, and drafts, of the divisions the person writes for."""
    me = desk.me
    if me is None:
        return []
    return [
        TaskRow(
            f"{word} · {' '.join(title(desk, found))}", found.number or "草稿", kind.subject, found.id, "edit", None
        )
        for state, word in ((DocumentState.RETURNED, "补正后重新送审"), (DocumentState.DRAFT, "完成草稿"))
        for kind, title in SIGNED
        for found in desk.session.scalars(
            select(kind.record).where(kind.record.state == state).order_by(kind.record.id)
        )
        if may_in_division(me, found.division_id, kind.edit)
    ]


def _to_confirm(desk: Desk) -> list[TaskRow]:
    """Projects, contracts and lists that the person may put in force now (arts. 11, 12)."""
    if desk.me is None or not may(desk.me, "projects.confirm"):
        return []
    session = desk.session
    found = [
        TaskRow(f"确认项目 · {row.name}", row.number, SubjectKind.PROJECT, row.id, "confirm", None)
        for row in session.scalars(select(Project).where(Project.state == ProjectState.DRAFT).order_by(Project.id))
        if not why_not.confirm_project(desk, row.id)
    ]
    drafts: list[tuple[str, SubjectKind, Contract | AllocationList]] = [
        *(("确认合同", SubjectKind.CONTRACT, row) for row in session.scalars(_unconfirmed(Contract))),
        *(("确认分配清单", SubjectKind.ALLOCATION, row) for row in session.scalars(_unconfirmed(AllocationList))),
    ]
    return found + [
        TaskRow(f"{word} · {row.name}", row.number, kind, row.id, "confirm", None)
        for word, kind, row in drafts
        if not why_not.confirm_basis(desk, kind, row.id)
    ]


def _unconfirmed(record: type[B]) -> Select[B]:
    return select(record).where(record.state == ContractState.DRAFT).order_by(record.id)
