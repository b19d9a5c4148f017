"""Forms that were issued on paper, so that a printed code can be checked against the ledger."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.documents import FormKind, SubjectKind


class IssuedForm(Base, kw_only=True):
    """One issue of a form. Append-only; a reprint is a new row with the same number and the next copy."""

    __tablename__ = "issued_form"
    __table_args__ = (UniqueConstraint("code"), Index("ix_issued_form_subject", "subject_kind", "subject_id"))

    id: Mapped[Id] = mapped_column(init=False)
    kind: Mapped[FormKind] = choice(FormKind)
    number: Mapped[str]
    subject_kind: Mapped[SubjectKind] = choice(SubjectKind)
    subject_id: Mapped[int]
    round: Mapped[int]
    digest: Mapped[str]
    """SHA-256 of the canonical text of what the form says."""
    chain_head: Mapped[str]
    code: Mapped[str]
    pdf_sha256: Mapped[str]
    issued_by_id: Mapped[int] = ref("person")
    issued_at: Mapped[dt.datetime]
