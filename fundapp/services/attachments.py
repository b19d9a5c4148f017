"""Attachments: bytes kept by SHA-256 beside the ledger, rows that say what they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.errors import Invalid
from fundapp.models import Attachment
from fundapp.places import attachments_folder
from fundapp.services.desk import Desk
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.storage import attachments as store
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class NewFile:
    """A file to attach: its name, its bytes and what it is."""

    file_name: str
    content: bytes
    kind: AttachmentKind


@dataclass(frozen=True)
class FileRow:
    """An attachment as screens show it; `present` is False when its file is gone or of another size."""

    id: int
    kind: AttachmentKind
    file_name: str
    size: int
    sha256: str
    owner: SubjectKind
    present: bool


def attach(uow: UnitOfWork, owner: SubjectKind, owner_id: int, file: NewFile) -> Attachment:
    """Stores the bytes and the row; part of another act, records nothing itself.

    Raises:
        Invalid: the file is empty or larger than 50 MB.
        Unwritable: the disk is full or the folder read-only.
    """
    if not file.content:
        raise Invalid(f"附件“{file.file_name}”是空文件。", field="附件", remedy="请重新选择文件。")
    if len(file.content) > MAX_BYTES:
        raise Invalid(f"附件“{file.file_name}”超过 50 MB。", field="附件", remedy="请压缩或拆分后再上传。")
    row = Attachment(
        owner_kind=owner,
        owner_id=owner_id,
        kind=file.kind,
        file_name=file.file_name,
        size=len(file.content),
        sha256=store.store(attachments_folder(uow.path), file.content),
        added_by_id=uow.me.id,
        added_at=uow.now,
    )
    uow.add(row)
    return row


def missing(desk: Desk, rows: Iterable[Attachment]) -> tuple[str, ...]:
    """Names of the attachments whose file is gone or altered.

    A verb (submitting, signing, paying) reads every byte. A question, which a page asks at every keystroke, looks
    whether the file is there in its full size: scans of hundreds of megabytes cannot be read in the meantime.
    """
    return tuple(one.file_name for one in _lost(desk, rows))


def _lost(desk: Desk, rows: Iterable[Attachment]) -> list[store.Wanted]:
    wanted = [store.Wanted(row.sha256, row.file_name, row.size) for row in rows]
    return store.missing(attachments_folder(desk.path), wanted, thorough=isinstance(desk, UnitOfWork))


def files_of(desk: Desk, rows: Iterable[Attachment]) -> tuple[FileRow, ...]:
    """Attachments for a screen."""
    rows = list(rows)
    lost = {one.sha256 for one in _lost(desk, rows)}  # not by name: two files may share one
    return tuple(
        FileRow(
            id=row.id,
            kind=AttachmentKind(row.kind),
            file_name=row.file_name,
            size=row.size,
            sha256=row.sha256,
            owner=SubjectKind(row.owner_kind),
            present=row.sha256 not in lost,
        )
        for row in rows
    )


def owned_by(desk: Desk, owner: SubjectKind, owner_id: int) -> list[Attachment]:
    """Rows of one owner, oldest first."""
    query = select(Attachment).filter_by(owner_kind=owner, owner_id=owner_id).order_by(Attachment.id)
    return list(desk.session.scalars(query))


def read(desk: Desk, attachment_id: int) -> tuple[str, bytes]:
    """File name and bytes of an attachment, checked against its hash.

    Raises:
        NotFound: the bytes are gone.
        Damaged: the bytes are not those that were attached.
    """
    row = desk.get(Attachment, attachment_id)
    return row.file_name, store.read(attachments_folder(desk.path), row.sha256, row.file_name)
