"""The whole life of a payment request and of a self-evaluation as one table that a leader could read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from fundapp.rules.route import Subject
from fundapp.values.choices import EvaluationState, PaymentState

State: TypeAlias = PaymentState | EvaluationState


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


_P, _E = PaymentState, EvaluationState
_PAYMENT_OPEN = (_P.DRAFT, _P.IN_APPROVAL, _P.RETURNED, _P.APPROVED)
_EVALUATION_OPEN = (_E.DRAFT, _E.IN_APPROVAL, _E.RETURNED, _E.APPROVED)
_CHANGE = "修改（本轮签批失效）"

MOVES: tuple[Move, ...] = (
    Move("payment", Verb.SAVE, "保存", (_P.DRAFT, _P.RETURNED), None, Who.EDITOR, "第十一条"),
    Move("payment", Verb.SUBMIT, "提交送审", (_P.DRAFT, _P.RETURNED), _P.IN_APPROVAL, Who.AUTHOR, "第十一条"),
    Move("payment", Verb.AGREE, "同意并签字", (_P.IN_APPROVAL,), _P.APPROVED, Who.SIGNER, "第十二条"),
    Move("payment", Verb.RETURN, "退回", (_P.IN_APPROVAL,), _P.RETURNED, Who.SIGNER, "第十二条", True, True),
    Move("payment", Verb.WITHDRAW, "撤回", (_P.IN_APPROVAL,), _P.DRAFT, Who.AUTHOR, "第十一条", True),
    Move("payment", Verb.CHANGE, _CHANGE, (_P.IN_APPROVAL, _P.APPROVED), _P.DRAFT, Who.EDITOR, "第十二条", True, True),
    Move("payment", Verb.VOID, "作废", _PAYMENT_OPEN, _P.VOID, Who.EDITOR, "第十一条", True, True),
    Move("payment", Verb.DISBURSE, "登记拨付", (_P.APPROVED,), _P.PAID, Who.CASHIER, "第十二条"),
    Move("evaluation", Verb.SAVE, "保存", (_E.DRAFT, _E.RETURNED), None, Who.EDITOR, "第十三条"),
    Move("evaluation", Verb.SUBMIT, "提交送审", (_E.DRAFT, _E.RETURNED), _E.IN_APPROVAL, Who.AUTHOR, "第十三条"),
    Move("evaluation", Verb.AGREE, "同意并签字", (_E.IN_APPROVAL,), _E.APPROVED, Who.SIGNER, "第十三条"),
    Move("evaluation", Verb.RETURN, "退回", (_E.IN_APPROVAL,), _E.RETURNED, Who.SIGNER, "第十三条", True, True),
    Move("evaluation", Verb.WITHDRAW, "撤回", (_E.IN_APPROVAL,), _E.DRAFT, Who.AUTHOR, "第十三条", True),
    Move(
        "evaluation", Verb.CHANGE, _CHANGE, (_E.IN_APPROVAL, _E.APPROVED), _E.DRAFT, Who.EDITOR, "第十三条", True, True
    ),
    Move("evaluation", Verb.VOID, "作废", _EVALUATION_OPEN, _E.VOID, Who.EDITOR, "第十三条", True, True),
)


def moves_from(subject: Subject, state: State) -> tuple[Move, ...]:
    """The moves that leave this state, in the order of the table."""
    return tuple(move for move in MOVES if move.subject == subject and state in move.sources)
