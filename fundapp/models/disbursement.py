"""Disbursements (拨付): money that left the account."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, ref


class Disbursement(Base, kw_only=True):
    """Money that left the account for an approved request. Append-only, one per request."""

    __tablename__ = "disbursement"
    __table_args__ = (UniqueConstraint("payment_id"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[Id] = mapped_column(init=False)
    payment_id: Mapped[int] = ref("payment", index=False)
    round: Mapped[int]
    amount: Mapped[int]
    paid_on: Mapped[dt.date]
    voucher: Mapped[str]
    bank_reference: Mapped[str] = mapped_column(default="")
    registered_by_id: Mapped[int] = ref("person")
    registered_at: Mapped[dt.datetime]
