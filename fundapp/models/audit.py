"""The audit chain: one sealed line per act."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, ref


class AuditLine(Base, kw_only=True):
    """What was done, by whom, when, and the digest of every row it wrote. Append-only.

    `body` is the canonical text that was sealed and signed; the other columns repeat parts of it for lists.
    A line without a signature is allowed for a refused login only, and carries no rows.
    """

    __tablename__ = "audit_line"

    id: Mapped[Id] = mapped_column(autoincrement=False)
    at: Mapped[dt.datetime]
    person_id: Mapped[int | None] = ref("person", default=None)
    key_id: Mapped[int | None] = ref("person_key", index=False, default=None)
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    summary: Mapped[str]
    body: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
    signature: Mapped[str] = mapped_column(default="")
