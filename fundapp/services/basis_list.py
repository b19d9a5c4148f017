"""Contracts and allocation lists in one list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, SQLColumnExpression, String, literal, select, type_coerce, union_all

from fundapp.models import AllocationList, Contract, Payee, Project
from fundapp.rules.access import readable_divisions
from fundapp.services.desk import Desk
from fundapp.services.paging import Page, PageRequest, contains, fetch
from fundapp.values.choices import ContractState, ProcurementMethod
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class BasisRow:
    """A contract or list in a list.

    Attributes:
        party: empty for a list, which pays many.
        rests_on: how the contract was procured, or the document the list was allocated by.
    """

    kind: SubjectKind
    id: int
    number: str
    name: str
    project: str
    party: str
    amount: int
    signed_on: dt.date | None
    end_on: dt.date | None
    state: ContractState
    rests_on: str


def page(desk: Desk, request: PageRequest) -> Page[BasisRow]:
    """A page of contracts and allocation lists the person may read. Filters: state, project (id), kind."""
    contracts = select(
        literal(SubjectKind.CONTRACT.value).label("kind"), Contract.id, Contract.number, Contract.name,
        Contract.project_id, Payee.name.label("party"), Contract.amount, Contract.signed_on, Contract.end_on,
        Contract.state, type_coerce(Contract.method, String).label("rests_on"),
    ).join(Payee, Payee.id == Contract.payee_id)  # fmt: skip
    lists = select(
        literal(SubjectKind.ALLOCATION.value).label("kind"), AllocationList.id, AllocationList.number,
        AllocationList.name, AllocationList.project_id, literal("").label("party"), AllocationList.amount,
        AllocationList.document_date.label("signed_on"), literal(None).label("end_on"), AllocationList.state,
        AllocationList.document_number.label("rests_on"),
    )  # fmt: skip
    both = union_all(contracts, lists).subquery()
    unique = (both.c.id * 2 + (both.c.kind == SubjectKind.ALLOCATION.value)).label("unique_key")
    query = select(both, Project.name.label("project")).join(Project, Project.id == both.c.project_id)
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    if state := request.filter("state"):
        query = query.where(both.c.state == ContractState(state))
    if project := request.filter("project"):
        query = query.where(both.c.project_id == int(project))
    if kind := request.filter("kind"):
        query = query.where(both.c.kind == kind)
    if request.text.strip():
        query = query.where(contains(request.text, both.c.number, both.c.name, both.c.party, Project.name))
    sorts: Mapping[str, SQLColumnExpression[Any]] = {
        "number": both.c.number,
        "name": both.c.name,
        "project": Project.name,
        "party": both.c.party,
        "amount": both.c.amount,
        "state": both.c.state,
    }
    return fetch(desk.session, query, unique, sorts, request, _basis_row, {"amount": both.c.amount})


def _basis_row(found: Row[Any]) -> BasisRow:
    by_contract = found.kind == SubjectKind.CONTRACT
    return BasisRow(
        rests_on=ProcurementMethod(found.rests_on).label if by_contract else found.rests_on,
        kind=SubjectKind(found.kind),
        id=found.id,
        number=found.number,
        name=found.name,
        project=found.project,
        party=found.party,
        amount=found.amount,
        signed_on=found.signed_on,
        end_on=found.end_on,
        state=ContractState(found.state),
    )
