"""Rounds of sign-offs: opening one at submission, one hand per step, and how a round ends.

Serves every document that is signed; what the document says is handed over as its content.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from fundapp.errors import Forbidden, Refused
from fundapp.models import PersonKey, RoundStep, SignOff, SignRound
from fundapp.rules.route import ChecklistItem, Scope, Step
from fundapp.rules.signoff import SignCase, Signed, check_checklist, complete, next_step
from fundapp.seal.canonical import canonical, digest
from fundapp.seal.keys import UnlockedKey
from fundapp.services.desk import Desk
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Decision
from fundapp.values.documents import RoundOutcome, SubjectKind

Strokes = tuple[tuple[tuple[int, int], ...], ...]
CONFIRMED_FOR = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Confirmation:
    """The password was typed again: the key unlocked for sign-offs made within five minutes."""

    person_id: int
    key_id: int
    at: dt.datetime
    key: UnlockedKey = field(repr=False)


@dataclass(frozen=True)
class Signing:
    """What a signer hands in.

    Attributes:
        decision: agree or return.
        opinion: Chinese text; demanded when returning.
        ticks: keys of the checklist items that were checked.
        strokes: handwriting in a 1000 x 400 box; empty without.
    """

    decision: Decision
    opinion: str = ""
    ticks: tuple[str, ...] = ()
    strokes: Strokes = ()


def current_round(desk: Desk, kind: SubjectKind, subject_id: int, number: int) -> SignRound | None:
    """The round with this number; None before the first submission."""
    return desk.session.scalar(select(SignRound).filter_by(subject_kind=kind, subject_id=subject_id, number=number))


def rounds(desk: Desk, kind: SubjectKind, subject_id: int) -> list[SignRound]:
    """All rounds of a document, oldest first."""
    query = select(SignRound).filter_by(subject_kind=kind, subject_id=subject_id).order_by(SignRound.number)
    hands = (selectinload(SignRound.steps), selectinload(SignRound.sign_offs))
    return list(desk.session.scalars(query.options(*hands)))


def steps_of(round_: SignRound) -> tuple[Step, ...]:
    """The route as it stood when the round was opened."""
    return tuple(
        Step(
            key=row.key,
            label=row.label,
            role=row.role,
            scope=cast(Scope, row.scope),
            checklist=tuple(ChecklistItem(*item) for item in json.loads(row.checklist)),
        )
        for row in round_.steps
    )


def signed_of(round_: SignRound | None) -> tuple[Signed, ...]:
    """The agreeing hands of a round so far."""
    if round_ is None:
        return ()
    return tuple(Signed(row.step_key, row.person_id) for row in round_.sign_offs if row.decision == Decision.AGREE)


def open_round(
    uow: UnitOfWork,
    kind: SubjectKind,
    subject_id: int,
    number: int,
    content: Mapping[str, Any],
    steps: Iterable[Step],
    author_id: int,
    last_editor_id: int,
) -> SignRound:
    """Opens round `number` of a document with its content and its route frozen."""
    text = canonical(dict(content))
    round_ = SignRound(
        subject_kind=kind,
        subject_id=subject_id,
        number=number,
        content=text,
        digest=digest(text),
        author_id=author_id,
        last_editor_id=last_editor_id,
        opened_by_id=uow.me.id,
        opened_at=uow.now,
    )
    uow.add(round_)
    for position, step in enumerate(steps, start=1):
        row = RoundStep(
            round_id=round_.id,
            position=position,
            key=step.key,
            label=step.label,
            role=step.role,
            scope=step.scope,
            checklist=canonical([[item.key, item.label] for item in step.checklist]),
        )
        uow.session.add(row)
    uow.session.flush()
    uow.session.refresh(round_)
    return round_


def sign(
    uow: UnitOfWork,
    round_: SignRound,
    case: SignCase,
    content: Mapping[str, Any],
    signing: Signing,
    confirmation: Confirmation,
) -> RoundOutcome:
    """Adds one hand to the round and returns how the round stands afterwards.

    The rules have already offered the step to this person. The content is computed afresh from the ledger and must be
    what was submitted, so that nobody agrees to something else than what the round says; it may always be returned.

    Raises:
        Refused: the content changed, the checklist is not complete, or the opinion is missing.
        Forbidden: the password was confirmed by somebody else or too long ago.
    """
    step = next_step(case)
    if step is None or round_.outcome != RoundOutcome.OPEN:
        raise Refused("本轮签批已经结束，没有可签的步骤。", article=case.article, remedy="请刷新待签清单。")
    check_confirmation(uow, uow.me.id, confirmation)
    opinion = signing.opinion.strip()
    if signing.decision == Decision.RETURN:
        if not opinion:
            raise Refused(
                "退回时必须写明意见。", article=case.article, field="签批意见", remedy="请写明需要补正的内容。"
            )
    else:
        if digest(canonical(dict(content))) != round_.digest:
            raise Refused(
                "送审之后内容已变化，不能在原轮次上签字。", article=case.article, remedy="请退回经办人重新提交。"
            )
        check_checklist(step, signing.ticks, case.article)
        opinion = opinion or "同意"
    position = len(round_.sign_offs) + 1
    strokes = canonical([[list(point) for point in stroke] for stroke in signing.strokes]) if signing.strokes else ""
    text = canonical(
        {
            "content": json.loads(round_.content),
            "document": [round_.subject_kind.value, round_.subject_id],
            "round": round_.number,
            "step": step.key,
            "person": uow.me.id,
            "decision": signing.decision.value,
            "opinion": opinion,
            "checklist": list(signing.ticks),
            "strokes": digest(strokes),
            "time": uow.now,
            "previous": uow.head,
        }
    )
    sign_off = SignOff(
        round_id=round_.id,
        position=position,
        step_key=step.key,
        person_id=uow.me.id,
        key_id=confirmation.key_id,
        decision=signing.decision,
        opinion=opinion,
        checklist=canonical(list(signing.ticks)),
        strokes=strokes,
        signed_at=uow.now,
        text=text,
        signature=confirmation.key.sign(text),
    )
    uow.add(sign_off)
    uow.session.refresh(round_)
    if signing.decision == Decision.RETURN:
        close_round(uow, round_, RoundOutcome.RETURNED, f"{uow.me.name}退回：{opinion}")
    elif complete(replace_signed(case, round_)):
        close_round(uow, round_, RoundOutcome.COMPLETE, "")
    return RoundOutcome(round_.outcome)


def replace_signed(case: SignCase, round_: SignRound) -> SignCase:
    """The same case with the hands that the round has now."""
    return replace(case, signed=signed_of(round_))


def check_confirmation(uow: UnitOfWork, person_id: int, confirmation: Confirmation) -> None:
    """The password was typed by this person, lately, and opened a key that is still in force. Raises Forbidden."""
    key = uow.session.get(PersonKey, confirmation.key_id)
    if confirmation.person_id != person_id or key is None or key.person_id != person_id or key.provisional:
        raise Forbidden("签字密码与当前登录人员不符。", remedy="请本人登录后签字。")
    if key.retired_at is not None or not dt.timedelta(0) <= uow.now - confirmation.at <= CONFIRMED_FOR:
        raise Forbidden("签字密码的确认已过期。", remedy="请重新输入密码。")


def close_round(uow: UnitOfWork, round_: SignRound, outcome: RoundOutcome, reason: str) -> None:
    """Ends an open round; a complete one can only become void."""
    round_.outcome = outcome
    round_.outcome_reason = reason
    round_.closed_at = uow.now
    uow.session.flush()
