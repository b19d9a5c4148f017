"""Payment requests (用款申请): what the sign-offs approve."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import PaymentState


class PaymentShare(Base, kw_only=True):
    """The part of a request that one funding source pays (art. 6)."""

    __tablename__ = "payment_share"
    __table_args__ = (UniqueConstraint("payment_id", "source"),)

    id: Mapped[Id] = mapped_column(init=False)
    payment_id: Mapped[int] = ref("payment", default=None)
    source: Mapped[str]
    amount: Mapped[int]


class Invoice(Base, kw_only=True):
    """An invoice of a request. `live` is True unless the request was voided, and a live key is unique in the ledger."""

    __tablename__ = "invoice"
    __table_args__ = (Index("uq_invoice_live_key", "key", unique=True, sqlite_where=text("live = 1")),)

    id: Mapped[Id] = mapped_column(init=False)
    payment_id: Mapped[int] = ref("payment", default=None)
    code: Mapped[str] = mapped_column(default="")
    number: Mapped[str]
    key: Mapped[str]
    issued_on: Mapped[dt.date]
    seller: Mapped[str]
    amount: Mapped[int]
    live: Mapped[bool] = mapped_column(default=True)


class CautionReason(Base, kw_only=True):
    """Why the clerk goes on in spite of a caution; printed on the form."""

    __tablename__ = "caution_reason"
    __table_args__ = (UniqueConstraint("payment_id", "rule"),)

    id: Mapped[Id] = mapped_column(init=False)
    payment_id: Mapped[int] = ref("payment", default=None)
    rule: Mapped[str]
    reason: Mapped[str]
    finding: Mapped[str] = mapped_column(default="")
    """What the rule found when the request was submitted, in its own words."""


class Payment(Base, kw_only=True):
    """A request to pay one milestone or list line.

    `round` counts submissions; sign-offs belong to a round. While the state is in_approval, approved or paid, the
    columns money depends on (milestone, payee, account, amount, year, economic class and the shares and invoices)
    are frozen; a change goes back to draft and voids the round. Remark and filing number stay open.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("amount >= 0", name="amount"),
        Index("ix_payment_list", "year", "dated", "id"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    number: Mapped[str | None] = mapped_column(default=None)
    """Given at first submission, such as ZF-2026-0042."""
    year: Mapped[int]
    dated: Mapped[dt.date]
    project_id: Mapped[int] = ref("project")
    milestone_id: Mapped[int] = ref("milestone")
    division_id: Mapped[int] = ref("division")
    author_id: Mapped[int] = ref("person")
    last_editor_id: Mapped[int] = ref("person")
    payee_id: Mapped[int] = ref("payee")
    account_id: Mapped[int] = ref("payee_account")
    amount: Mapped[int]
    economic_class: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    """Reason for paying: the clause it rests on."""
    reduction_reason: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    actual_progress_bp: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[PaymentState] = choice(PaymentState, default=PaymentState.DRAFT)
    round: Mapped[int] = mapped_column(default=0)
    snapshot: Mapped[str] = mapped_column(default="")
    """Canonical text of all balances as they were at submission."""
    void_reason: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    filing_number: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)
    shares: Mapped[list[PaymentShare]] = relationship(
        init=False, repr=False, order_by=PaymentShare.id, cascade="all, delete-orphan"
    )
    invoices: Mapped[list[Invoice]] = relationship(
        init=False, repr=False, order_by=Invoice.id, cascade="all, delete-orphan"
    )
    reasons: Mapped[list[CautionReason]] = relationship(
        init=False, repr=False, order_by=CautionReason.id, cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}
