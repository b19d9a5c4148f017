"""Milestones of a contract, or lines of an allocation list, and the evidence that their condition is met (art. 12)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import EvidenceKind, EvidenceResult, MilestoneKind


class Milestone(Base, kw_only=True):
    """What one payment request pays for: exactly one of `contract_id` and `allocation_id` is set."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("(contract_id IS NULL) <> (allocation_id IS NULL)", name="basis"),
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("contract_id", "sequence"),
        UniqueConstraint("allocation_id", "sequence"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    contract_id: Mapped[int | None] = ref("contract", default=None)
    allocation_id: Mapped[int | None] = ref("allocation_list", default=None)
    sequence: Mapped[int]
    name: Mapped[str]
    kind: Mapped[MilestoneKind] = choice(MilestoneKind)
    condition: Mapped[str]
    amount: Mapped[int]
    payee_id: Mapped[int] = ref("payee")
    account_id: Mapped[int] = ref("payee_account")
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    evidence_required: Mapped[EvidenceKind | None] = choice(EvidenceKind, default=None)
    agreed_progress_bp: Mapped[int] = mapped_column(default=10000)
    """Progress that the contract demands at this milestone, in basis points."""


class Evidence(Base, kw_only=True):
    """An acceptance, assessment or other proof of progress for one milestone. Append-only once used."""

    __tablename__ = "evidence"

    id: Mapped[Id] = mapped_column(init=False)
    milestone_id: Mapped[int] = ref("milestone")
    kind: Mapped[EvidenceKind] = choice(EvidenceKind)
    title: Mapped[str]
    result: Mapped[EvidenceResult] = choice(EvidenceResult)
    dated: Mapped[dt.date]
    delivered_on: Mapped[dt.date | None] = mapped_column(default=None)
    progress_bp: Mapped[int]
    author_id: Mapped[int] = ref("person")
    note: Mapped[str] = mapped_column(default="")
