"""Is a backup any good? The check of one backup, kept in a small JSON beside it."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from fundapp.errors import Damaged
from fundapp.storage import attachments, disk, header, trouble
from fundapp.storage.attachments import Wanted
from fundapp.storage.engine import connect_to_read


@dataclass(frozen=True, slots=True)
class Check:
    """Result of a check. `ok` is about the database; `missing` names attachments that could not be backed up."""

    at: dt.datetime
    ok: bool
    detail: str
    sha256: str
    missing: tuple[str, ...]


def files_folder(folder: Path) -> Path:
    """Where the backups in `folder` keep their attachments."""
    return folder / "files"


def sidecar(backup: Path) -> Path:
    """The JSON that keeps the last check of `backup`."""
    return backup.with_name(backup.name + ".json")


def check(backup: Path, now: dt.datetime, *, thorough: bool = True) -> Check:
    """Checks one backup again: its bytes as they were made, SQLite's ``quick_check``, its attachments.

    Args:
        backup: a file made by `backup.back_up`.
        now: with time zone; kept with the result.
        thorough: read every attachment; otherwise only see that it is there.

    Raises:
        NotFound: the backup is gone.
        Unwritable: it cannot be read, or the result cannot be kept.
    """
    state = header.inspect(backup)
    earlier = last_check(backup)
    with trouble.told_in_words(backup):
        digest = disk.sha256_of(backup)
        detail = ""
        lost: tuple[str, ...] = ()
        if state.kind in {header.FileKind.NOT_A_LEDGER, header.FileKind.DAMAGED}:
            detail = state.detail or "不是账套文件"
        elif earlier is not None and earlier.sha256 != digest:
            detail = "备份做好以后内容被改动"
        else:
            lost = tuple(
                one.file_name
                for one in attachments.missing(files_folder(backup.parent), attachments_in(backup), thorough=thorough)
            )
        result = Check(now, not detail, detail, earlier.sha256 if earlier else digest, lost)
        kept = {**asdict(result), "at": now.isoformat()}
        disk.write_whole(sidecar(backup), json.dumps(kept, ensure_ascii=False, indent=1).encode())
    return result


def last_check(backup: Path) -> Check | None:
    """The result kept beside `backup`; None when it was never checked or the JSON is not readable."""
    try:
        found = json.loads(sidecar(backup).read_text(encoding="utf-8"))
        return Check(
            at=dt.datetime.fromisoformat(found["at"]),
            ok=bool(found["ok"]),
            detail=str(found["detail"]),
            sha256=str(found["sha256"]),
            missing=tuple(str(name) for name in found["missing"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse_broken(copy: Path, ledger: Path) -> None:
    """Refuses a fresh copy that SQLite finds broken: then the ledger itself is.

    Raises:
        Damaged: names the ledger and says to restore.
        TooNew: written by a newer release.
    """
    state = header.inspect(copy)
    if state.kind is header.FileKind.DAMAGED:
        raise trouble.damaged(ledger, state.detail)
    header.FileState(ledger, state.kind, state.revision, state.detail).refuse_unusable()


def attachments_in(database: Path) -> list[Wanted]:
    """All files that the rows of a ledger or backup name: attachments and issued forms. Raises sqlite3.Error."""
    with closing(connect_to_read(database)) as connection:
        rows = connection.execute(
            "SELECT sha256, file_name FROM attachment UNION SELECT pdf_sha256, number || '.pdf' FROM issued_form"
            " ORDER BY 2, 1"
        )
        return [Wanted(str(digest), str(name)) for digest, name in rows]


def tail_of(database: Path) -> tuple[object, ...]:
    """What tells two states of a ledger apart: structure, number of audit lines and hash of the last one.

    Raises:
        Damaged, Unwritable, NotFound: it cannot be read.
    """
    with trouble.told_in_words(database), closing(connect_to_read(database)) as connection:
        try:
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            count = connection.execute("SELECT count(*) FROM audit_line").fetchone()
            last = connection.execute("SELECT id, hash FROM audit_line ORDER BY id DESC LIMIT 1").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                raise Damaged(f"“{database.name}”不是账套文件。", remedy="请选择本程序建立的 .fund 文件。") from error
            raise
    return (revision, count, last)
