"""The whole life of every document that is signed, as one table that a leader could read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from fundapp.rules.route import Subject
from fundapp.values.choices import DocumentState, PaymentState

State: TypeAlias = PaymentState | DocumentState


class Verb(StrEnum):
    """What people do with a document that is signed off."""

    SAVE = "save"
    SUBMIT = "submit"
    AGREE = "agree"
    RETURN = "return"
    WITHDRAW = "withdraw"
    CHANGE = "change"
    VOID = "void"
    DISBURSE = "disburse"


class Who(StrEnum):
    """Who makes a move."""

    EDITOR = "editor"
    """A clerk of the document's division."""
    AUTHOR = "author"
    """The clerk who wrote it, or who changed it last."""
    SIGNER = "signer"
    """Whoever the next step of the route asks for."""
    CASHIER = "cashier"
    """Finance, and nobody who wrote or signed this document."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way from state to state. `target` None: the state stays. Agreeing reaches `target` with the last hand only.

    `ends_round`: the signatures given so far stop counting, visibly. `reason`: the person has to write why.
    """

    subject: Subject
    verb: Verb
    label: str
    sources: tuple[State, ...]
    target: State | None
    who: Who
    article: str
    ends_round: bool = False
    reason: bool = False


_P, _D = PaymentState, DocumentState
_PAYMENT_OPEN = (_P.DRAFT, _P.IN_APPROVAL, _P.RETURNED, _P.APPROVED)
_D_OPEN = (_D.DRAFT, _D.IN_APPROVAL, _D.RETURNED, _D.APPROVED)
_CHANGE = "修改（本轮签批失效）"
_DOCUMENTS: tuple[tuple[Subject, str], ...] = (
    ("application", "第十三条"),
    ("monitoring", "第十五条"),
    ("evaluation", "第十三条"),
    ("term_review", "第十六条"),
)
"""What is signed besides payment requests, and the article each goes by."""


def _document_moves(subject: Subject, article: str) -> tuple[Move, ...]:
    """All of them move alike; nothing comes after the last hand but a change or the end."""
    return (
        Move(subject, Verb.SAVE, "保存", (_D.DRAFT, _D.RETURNED), None, Who.EDITOR, article),
        Move(subject, Verb.SUBMIT, "提交送审", (_D.DRAFT, _D.RETURNED), _D.IN_APPROVAL, Who.AUTHOR, article),
        Move(subject, Verb.AGREE, "同意并签字", (_D.IN_APPROVAL,), _D.APPROVED, Who.SIGNER, article),
        Move(subject, Verb.RETURN, "退回", (_D.IN_APPROVAL,), _D.RETURNED, Who.SIGNER, article, True, True),
        Move(subject, Verb.WITHDRAW, "撤回", (_D.IN_APPROVAL,), _D.DRAFT, Who.AUTHOR, article, True),
        Move(subject, Verb.CHANGE, _CHANGE, (_D.IN_APPROVAL, _D.APPROVED), _D.DRAFT, Who.EDITOR, article, True, True),
        Move(subject, Verb.VOID, "作废", _D_OPEN, _D.VOID, Who.EDITOR, article, True, True),
    )


MOVES: tuple[Move, ...] = (
    Move("payment", Verb.SAVE, "保存", (_P.DRAFT, _P.RETURNED), None, Who.EDITOR, "第十一条"),
    Move("payment", Verb.SUBMIT, "提交送审", (_P.DRAFT, _P.RETURNED), _P.IN_APPROVAL, Who.AUTHOR, "第十一条"),
    Move("payment", Verb.AGREE, "同意并签字", (_P.IN_APPROVAL,), _P.APPROVED, Who.SIGNER, "第十二条"),
    Move("payment", Verb.RETURN, "退回", (_P.IN_APPROVAL,), _P.RETURNED, Who.SIGNER, "第十二条", True, True),
    Move("payment", Verb.WITHDRAW, "撤回", (_P.IN_APPROVAL,), _P.DRAFT, Who.AUTHOR, "第十一条", True),
    Move("payment", Verb.CHANGE, _CHANGE, (_P.IN_APPROVAL, _P.APPROVED), _P.DRAFT, Who.EDITOR, "第十二条", True, True),
    Move("payment", Verb.VOID, "作废", _PAYMENT_OPEN, _P.VOID, Who.EDITOR, "第十一条", True, True),
    Move("payment", Verb.DISBURSE, "登记拨付", (_P.APPROVED,), _P.PAID, Who.CASHIER, "第十二条"),
    *(move for subject, article in _DOCUMENTS for move in _document_moves(subject, article)),
)


def moves_from(subject: Subject, state: State) -> tuple[Move, ...]:
    """The moves that leave this state, in the order of the table."""
    return tuple(move for move in MOVES if move.subject == subject and state in move.sources)
