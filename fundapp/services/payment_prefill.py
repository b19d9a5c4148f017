"""A new payment request with everything known filled in, and the choices its editor offers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.models import AllocationList, Contract, Milestone, PayeeAccount, Payment, Project
from fundapp.rules.access import readable_divisions
from fundapp.rules.signoff import Verb, offers
from fundapp.services import balances, signing
from fundapp.services.attachments import FileRow, files_of
from fundapp.services.contract_sheet import MilestoneRow, milestones_of_project
from fundapp.services.desk import Desk
from fundapp.services.document import sign_case
from fundapp.services.payment_draft import PaymentDraft
from fundapp.services.payment_facts import attachments_behind, basis_of, evidences_of, in_use
from fundapp.services.payments import draft_of
from fundapp.values.choices import ContractState, ProjectState
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class SourceChoice:
    """A funding source with what it still allows in the project year, in 分."""

    key: str
    title: str
    free: int


@dataclass(frozen=True)
class BasisChoice:
    """A contract or list that can be paid, with its milestones."""

    kind: SubjectKind
    id: int
    number: str
    name: str
    milestones: tuple[MilestoneRow, ...]


@dataclass(frozen=True)
class ProjectChoice:
    """A project of the clerk's division that is in force."""

    id: int
    number: str
    name: str


def projects(desk: Desk) -> tuple[ProjectChoice, ...]:
    """Projects the person can write a request for."""
    query = select(Project).where(Project.state == ProjectState.IN_FORCE).order_by(Project.number)
    divisions = readable_divisions(desk.me) if desk.me else frozenset()
    if divisions is not None:
        query = query.where(Project.division_id.in_(divisions))
    return tuple(ProjectChoice(row.id, row.number, row.name) for row in desk.session.scalars(query))


def project_of(desk: Desk, kind: SubjectKind, key: int) -> int:
    """The project of a contract or list the person can write a request for; 0 when it is none of those."""
    document: Contract | AllocationList | None = (
        desk.session.get(Contract, key) if kind == SubjectKind.CONTRACT else desk.session.get(AllocationList, key)
    )
    if document is None or document.state != ContractState.IN_FORCE:
        return 0
    return document.project_id if document.project_id in {one.id for one in projects(desk)} else 0


def bases(desk: Desk, project_id: int) -> tuple[BasisChoice, ...]:
    """Contracts and lists of a project that are in force."""
    contracts = select(Contract).filter_by(project_id=project_id, state=ContractState.IN_FORCE).order_by(Contract.id)
    lists = select(AllocationList).filter_by(project_id=project_id, state=ContractState.IN_FORCE)
    rows = milestones_of_project(desk, project_id)

    def choice(kind: SubjectKind, row: Contract | AllocationList) -> BasisChoice:
        return BasisChoice(kind, row.id, row.number, row.name, rows.get((kind, row.id), ()))

    return (
        *(choice(SubjectKind.CONTRACT, row) for row in desk.session.scalars(contracts)),
        *(choice(SubjectKind.ALLOCATION, row) for row in desk.session.scalars(lists.order_by(AllocationList.id))),
    )


def sources(desk: Desk, project_id: int, year: int, without: int | None = None) -> tuple[SourceChoice, ...]:
    """All funding sources with what is left of each; `without` leaves out one request."""
    money = balances.of_sources(desk.session, project_id, year, without)
    return tuple(
        SourceChoice(source.key, source.title, money[source.key].free if source.key in money else 0)
        for source in desk.figures.sources(dt.date(year, 12, 31))
    )


@dataclass(frozen=True)
class ClassChoice:
    """A code of the economic classification; `forbidden` says why it cannot be charged (art. 14), empty when it can."""

    code: str
    name: str
    forbidden: str = ""


@dataclass(frozen=True)
class AccountChoice:
    """An account of the payee. `agreed`: the one of the contract or list; `closed`: no longer the payee's."""

    id: int
    bank: str
    number: str
    agreed: bool
    closed: bool


@dataclass(frozen=True)
class EditorChoices:
    """What the editor of a request for one milestone offers. Amounts in 分.

    `rest`: what may still be asked for; `files`: what lies behind the request already.
    """

    project_id: int
    document: SubjectKind
    document_id: int
    milestone: str
    amount: int
    rest: int
    payee: str
    sources: tuple[SourceChoice, ...]
    classes: tuple[ClassChoice, ...]
    accounts: tuple[AccountChoice, ...]
    methods: tuple[str, ...]
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class StoredRequest:
    """A request as its editor opens it. `returned`: what was written when it last came back; `why_no_submit`: see
    the offer of that move, empty when it is open."""

    draft: PaymentDraft
    number: str
    round: int
    version: int
    editable: bool
    why_no_submit: str
    returned: str


def stored(desk: Desk, payment_id: int) -> StoredRequest:
    """A stored request for its editor. Raises NotFound."""
    payment = desk.get(Payment, payment_id)
    moves = {offer.verb: offer for offer in offers(sign_case(desk, payment), desk.me)} if desk.me else {}
    save, submit = moves.get(Verb.SAVE), moves.get(Verb.SUBMIT)
    last = signing.current_round(desk, SubjectKind.PAYMENT, payment.id, payment.round)
    return StoredRequest(
        draft=draft_of(payment),
        number=payment.number or "",
        round=payment.round,
        version=payment.version,
        editable=save is not None and save.allowed,
        why_no_submit=f"【{submit.article}】{submit.why}" if submit is not None and not submit.allowed else "",
        returned=last.outcome_reason if last is not None else "",
    )


METHODS = ("财政直接支付", "财政授权支付")
"""How the treasury pays (国库集中支付); others are offered once they have been used."""


def choices(desk: Desk, milestone_id: int, year: int, payment_id: int | None = None) -> EditorChoices:
    """Everything the editor offers for a milestone, leaving the request `payment_id` out of the balances.

    Raises:
        NotFound: no such milestone.
    """
    basis = basis_of(desk, milestone_id)
    used = desk.session.scalars(select(Payment.method).where(Payment.method != "").order_by(Payment.id))
    return EditorChoices(
        project_id=basis.project.id,
        document=SubjectKind.CONTRACT if basis.contract else SubjectKind.ALLOCATION,
        document_id=basis.document.id,
        milestone=basis.milestone.name,
        amount=basis.milestone.amount,
        rest=max(balances.of_milestone(desk.session, basis.milestone, payment_id).free, 0),
        payee=basis.party.name,
        sources=sources(desk, basis.project.id, year, payment_id),
        classes=_classes(desk, dt.date(year, 12, 31)),
        accounts=_accounts(desk, basis.milestone),
        methods=tuple(dict.fromkeys((*METHODS, *used))),
        files=files_of(desk, attachments_behind(desk, basis, payment_id)),
    )


def _classes(desk: Desk, on: dt.date) -> tuple[ClassChoice, ...]:
    found = []
    for listed in desk.figures.economic_classes(on):
        known = desk.figures.economic_class(listed.code, on) or listed
        why = (known.reason or "不得从项目资金中列支") if known.forbidden else ""
        found.append(ClassChoice(listed.code, listed.name, why))
    return tuple(found)


def _accounts(desk: Desk, milestone: Milestone) -> tuple[AccountChoice, ...]:
    """The agreed account first, then the payee's open ones, newest first."""
    query = select(PayeeAccount).filter_by(payee_id=milestone.payee_id).order_by(PayeeAccount.id.desc())
    rows = [
        AccountChoice(row.id, row.bank, row.number, row.id == milestone.account_id, row.closed_on is not None)
        for row in desk.session.scalars(query)
    ]
    return tuple(sorted((row for row in rows if row.agreed or not row.closed), key=lambda row: not row.agreed))


def prefill(desk: Desk, milestone_id: int) -> PaymentDraft:
    """A draft for a milestone: the rest of its amount, the richest source, last time's class and method.

    The account is the agreed one; when the payee has changed it since, the present one, which rule 12-9 warns about.
    """
    basis = basis_of(desk, milestone_id)
    rest = max(balances.of_milestone(desk.session, basis.milestone).free, 0)
    year = desk.today.year
    best = max(sources(desk, basis.project.id, year), key=lambda one: one.free)
    earlier = desk.session.scalars(select(Payment).filter_by(project_id=basis.project.id).order_by(Payment.id)).all()
    classes = Counter(row.economic_class for row in earlier if row.economic_class)
    proofs = evidences_of(desk, milestone_id)
    return PaymentDraft(
        milestone_id=milestone_id,
        year=year,
        dated=desk.today,
        amount=rest,
        shares=((best.key, rest),),
        economic_class=classes.most_common(1)[0][0] if classes else "",
        purpose=_purpose(basis.milestone, basis.document.name),
        method=earlier[-1].method if earlier else "财政直接支付",
        actual_progress_bp=proofs[-1].progress_bp if proofs else None,
        account_id=(in_use(desk, basis.party_account) or basis.party_account).id,
    )


def _purpose(milestone: Milestone, document: str) -> str:
    condition = f"，{milestone.condition}" if milestone.condition else ""
    return f"按{document}约定支付{milestone.name}{condition}"
