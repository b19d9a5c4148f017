"""The ledger file itself: whose it is."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id


class LedgerInfo(Base, kw_only=True):
    """The one row that names the office and this file."""

    __tablename__ = "ledger_info"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[Id] = mapped_column(init=False, default=1)
    uid: Mapped[str]
    office: Mapped[str]
    created_at: Mapped[dt.datetime]
    sample: Mapped[bool] = mapped_column(default=False)


class NumberSeries(Base, kw_only=True):
    """The last serial given out per prefix and year; numbers are gap-free."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("prefix", "year"),)

    id: Mapped[Id] = mapped_column(init=False)
    prefix: Mapped[str]
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)
