"""Sign-offs (签批) and the rounds they belong to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import Decision
from fundapp.values.documents import RoundOutcome, SubjectKind
from fundapp.values.roles import Role


class RoundStep(Base, kw_only=True):
    """A step of the route as it stood when the round was opened. Append-only."""

    __tablename__ = "round_step"
    __table_args__ = (UniqueConstraint("round_id", "position"), UniqueConstraint("round_id", "key"))

    id: Mapped[Id] = mapped_column(init=False)
    round_id: Mapped[int] = ref("sign_round", default=None)
    position: Mapped[int]
    key: Mapped[str]
    label: Mapped[str]
    role: Mapped[Role] = choice(Role)
    scope: Mapped[str]
    checklist: Mapped[str] = mapped_column(default="[]")
    """Canonical text: list of [key, label]."""


class SignOff(Base, kw_only=True):
    """One hand: a decision on one step of one round, signed with the person's own key. Append-only."""

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id: Mapped[Id] = mapped_column(init=False)
    round_id: Mapped[int] = ref("sign_round", default=None)
    position: Mapped[int]
    step_key: Mapped[str]
    person_id: Mapped[int] = ref("person")
    key_id: Mapped[int] = ref("person_key")
    decision: Mapped[Decision] = choice(Decision)
    opinion: Mapped[str]
    checklist: Mapped[str] = mapped_column(default="[]")
    """Canonical text: list of the ticked keys."""
    strokes: Mapped[str] = mapped_column(default="")
    """Canonical text of the handwriting: list of strokes of [x, y] in a 1000 x 400 box; empty without one."""
    signed_at: Mapped[dt.datetime]
    text: Mapped[str]
    """The canonical text that was signed: everything this hand approves."""
    signature: Mapped[str]


class SignRound(Base, kw_only=True):
    """One submission of a document: its content, route and outcome. Only the outcome is ever set, once."""

    __tablename__ = "sign_round"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    subject_kind: Mapped[SubjectKind] = choice(SubjectKind)
    subject_id: Mapped[int]
    number: Mapped[int]
    content: Mapped[str]
    """Canonical text of the document as submitted."""
    digest: Mapped[str]
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    opened_by_id: Mapped[int] = ref("person")
    opened_at: Mapped[dt.datetime]
    outcome: Mapped[RoundOutcome] = choice(RoundOutcome, default=RoundOutcome.OPEN)
    outcome_reason: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    steps: Mapped[list[RoundStep]] = relationship(init=False, repr=False, order_by=RoundStep.position)
    sign_offs: Mapped[list[SignOff]] = relationship(init=False, repr=False, order_by=SignOff.position)
