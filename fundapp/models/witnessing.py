"""Witnessings (见证): a leader's own signature under what the administrator may not do alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, ref


class Witnessing(Base, kw_only=True):
    """One act of the administrator that a leader saw and signed: power given, or a key made anew. Append-only."""

    __tablename__ = "witnessing"

    id: Mapped[Id] = mapped_column(init=False)
    verb: Mapped[str]
    person_id: Mapped[int] = ref("person")
    """Whom the act is about."""
    witness_id: Mapped[int] = ref("person")
    key_id: Mapped[int] = ref("person_key")
    at: Mapped[dt.datetime]
    text: Mapped[str]
    """The canonical text that was signed: the act as the witness saw it."""
    signature: Mapped[str]
