"""What every signed document shares: its sign-off case, its round, and the words of a refusal.

They differ in what they say, not in how they are signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, cast

from sqlalchemy import select

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import AuditLine, Payment, Person, SignedDocument, SignRound
from fundapp.rules.finding import Finding, blocking
from fundapp.rules.route import ARTICLES, Step, Subject
from fundapp.rules.signoff import SignCase
from fundapp.services import signing
from fundapp.services.balances import IN_FLIGHT
from fundapp.services.clock import office_time
from fundapp.services.desk import Desk
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import DocumentState, PaymentState
from fundapp.values.documents import RoundOutcome, SubjectKind

Document: TypeAlias = Payment | SignedDocument

UNDER_HANDS = (*IN_FLIGHT, DocumentState.IN_APPROVAL, DocumentState.APPROVED)
"""States in which hands stand under the document and may still fall away."""


def kind_of(document: Document) -> SubjectKind:
    """What kind of record the document is: its table is called so."""
    return SubjectKind(document.__tablename__)


def live_round(desk: Desk, document: Document) -> SignRound | None:
    """The round whose hands count now; None for a draft, a returned or a void document."""
    if document.state not in (*UNDER_HANDS, PaymentState.PAID):
        return None
    return signing.current_round(desk, kind_of(document), document.id, document.round)


def route_of(desk: Desk, document: Document) -> tuple[Step, ...]:
    """Route of the live round as it was stored, or the one the document would take today."""
    return _route(desk, document, live_round(desk, document))


def _route(desk: Desk, document: Document, round_: SignRound | None) -> tuple[Step, ...]:
    if round_ is not None:
        return signing.steps_of(round_)
    subject, amount = _subject(document)
    return desk.figures.route(subject, document.dated, amount)


def sign_case(desk: Desk, document: Document) -> SignCase:
    """The document as the sign-off rules see it."""
    subject, amount = _subject(document)
    round_ = live_round(desk, document)
    return SignCase(
        subject=subject,
        state=document.state,
        round=document.round,
        author_id=document.author_id,
        last_editor_id=document.last_editor_id,
        division_id=document.division_id,
        steps=_route(desk, document, round_),
        signed=signing.signed_of(round_),
        amount=amount,
        on=desk.today,
    )


def _subject(document: Document) -> tuple[Subject, int]:
    amount = document.amount if isinstance(document, Payment) else 0
    return cast(Subject, kind_of(document).value), amount


def refuse_stale(desk: Desk, document: Document, version: int | None) -> None:
    """Lets the document be stored when it is still the one that was loaded.

    Args:
        desk: where to look.
        document: as it is stored.
        version: what was loaded; None does not ask.

    Raises:
        Stale: somebody stored it since; says who, and when.
    """
    if version in (None, document.version):
        return
    kind = kind_of(document)
    last = desk.session.execute(
        select(Person.name, AuditLine.at)
        .join(Person, Person.id == AuditLine.person_id)
        .where(AuditLine.subject_kind == kind, AuditLine.subject_id == document.id)
        .order_by(AuditLine.id.desc())
    ).first()
    by = f"：{last.name}，{office_time(last.at):%m-%d %H:%M}" if last is not None else ""
    raise Stale(f"这份{kind.label}已被他人修改{by}。", remedy="请按 F5 重新载入；刚才填写的内容仍保留在本机草稿中。")


def open_round(desk: Desk, document: Document) -> SignRound:
    """The live round.

    Raises:
        Refused: the document was never submitted (the file was altered).
    """
    round_ = live_round(desk, document)
    if round_ is None:
        raise Refused(f"这份{kind_of(document).label}还没有提交，不能签批。", article=ARTICLES[_subject(document)[0]])
    return round_


def end_round(uow: UnitOfWork, document: Document, outcome: RoundOutcome, reason: str) -> None:
    """Ends the round visibly, before the document changes its state; nothing to do while nobody can have signed."""
    if document.state in UNDER_HANDS:
        signing.close_round(uow, open_round(uow, document), outcome, reason)


def written_reason(text: str) -> str:
    """The reason without blanks around it. Raises Invalid when nothing is written."""
    if not text.strip():
        raise Invalid("请写明原因。", field="原因", remedy="原因会显示在签批记录和表单上。")
    return text.strip()


def refuse_blocked(findings: Iterable[Finding]) -> None:
    """Lets the document pass unless a rule blocks.

    Raises:
        Refused: the first block with its article, field and remedy; the message names every other one too.
    """
    blocks = blocking(findings)
    if not blocks:
        return
    first, *others = blocks
    more = f"（另有 {len(others)} 项必须处理：{'；'.join(one.message for one in others)}）" if others else ""
    raise Refused(first.message + more, article=first.article, field=first.field, remedy=first.remedy)
