"""Who may do what with a document, and in which state: the sign-off of art. 11, 12 and 15.

`MOVES` is the whole life of a payment request and of a self-evaluation. `offers` answers for one person which moves
stand open and, for the others, why not; buttons and services ask the same function.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from fundapp.rules.route import Step, Subject
from fundapp.values.choices import EvaluationState, PaymentState
from fundapp.values.money import Fen
from fundapp.values.roles import Role

State = PaymentState | EvaluationState


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


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement given in the current round."""

    step_key: str
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCase:
    """A document as sign-off sees it.

    Attributes:
        steps: the route: of the open round as it was stored, else the one the document would take today.
        signed: agreements of the current round only.
        amount: 分; 0 for an evaluation.
    """

    subject: Subject
    state: State
    round: int
    author_id: int
    last_editor_id: int
    division_id: int
    steps: tuple[Step, ...]
    signed: tuple[Signed, ...] = ()
    amount: Fen = 0
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person as rules see one. `charges`: ids of the divisions a supervising leader is in charge of."""

    id: int
    name: str
    roles: frozenset[Role]
    division_id: int
    charges: frozenset[int] = frozenset()
    active: bool = True
