"""Attachments: the row names the bytes by SHA-256; the bytes lie beside the ledger file."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind


class Attachment(Base, kw_only=True):
    """A file that belongs to a project, contract, list, evidence, payment, disbursement or evaluation."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_owner", "owner_kind", "owner_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    owner_kind: Mapped[SubjectKind] = choice(SubjectKind)
    owner_id: Mapped[int]
    kind: Mapped[AttachmentKind] = choice(AttachmentKind)
    file_name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_by_id: Mapped[int] = ref("person")
    added_at: Mapped[dt.datetime]
