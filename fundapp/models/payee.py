"""Payees: suppliers, institutions and the town and street service centres, with their bank accounts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import FirmSize, PayeeKind


class Payee(Base, kw_only=True):
    """Somebody who can be paid."""

    __tablename__ = "payee"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[Id] = mapped_column(init=False)
    name: Mapped[str]
    kind: Mapped[PayeeKind] = choice(PayeeKind)
    uscc: Mapped[str] = mapped_column(default="")
    size: Mapped[FirmSize] = choice(FirmSize, default=FirmSize.NONE)
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}


class PayeeAccount(Base, kw_only=True):
    """A bank account of a payee. Accounts are never edited: a change closes one and adds another."""

    __tablename__ = "payee_account"

    id: Mapped[Id] = mapped_column(init=False)
    payee_id: Mapped[int] = ref("payee")
    bank: Mapped[str]
    number: Mapped[str]
    bank_code: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[dt.date]
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
