"""Bringing a backup back. The present file is kept first, whatever its state.

Order matters: a ``-wal`` left beside a replaced file would be played into it by SQLite. It is therefore copied together
with the present file and taken away before the backup takes its place. The copy takes it in, unless it is too broken
to be a database: then both are kept as they were found.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fundapp import places
from fundapp.storage import attachments, backup_check, disk, header, lock, place, trouble
from fundapp.storage.engine import connect, connect_to_read
from fundapp.storage.file_names import free_name, stamp

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. `kept` is the file that was there before; `missing` names attachments that no store has."""

    ledger: Path
    kept: Path | None
    attachments: int
    missing: tuple[str, ...]


def restore(backup: Path, ledger: Path, now: dt.datetime) -> Restored:
    """Puts `backup` in the place of `ledger`, after keeping the present file as ``… 恢复前 时间.fund``.

    Killed at any moment, `ledger` is either the old or the restored file, and the old one is never lost.

    Args:
        backup: a file made by `backup.back_up`, or any sound ledger file.
        ledger: where to; need not exist. The program has closed it.
        now: with time zone; part of the kept file's name.

    Raises:
        NotFound, Damaged, TooNew: the backup is gone, broken, no ledger, or newer than this program.
        Busy: somebody works on the ledger.
        Unwritable: disk full, read-only or unfit place; the present file is as it was.
    """
    state = header.inspect(backup)
    state.refuse_unusable()
    with trouble.told_in_words(ledger):
        ledger.parent.mkdir(parents=True, exist_ok=True)
    place.refuse_unfit_place(ledger)
    with lock.acquire(ledger, now), trouble.told_in_words(ledger):
        present = ledger.stat().st_size if ledger.exists() else 0
        place.refuse_full(ledger.parent, backup.stat().st_size + present)
        with disk.whole_file(ledger) as temporary:
            # Through SQLite, so that a backup which somebody opened in between comes with its own -wal.
            with closing(connect_to_read(backup)) as source, closing(connect(temporary, mode="rwc")) as target:
                source.backup(target, pages=-1)
                target.execute("PRAGMA journal_mode = DELETE")
            header.inspect(temporary).refuse_unusable()
            found = _bring_attachments(backup, temporary, ledger)
            kept = _keep_present(ledger, now)
    return Restored(ledger, kept, len(found.copied), _names(ledger))


def _bring_attachments(backup: Path, database: Path, ledger: Path) -> attachments.Copied:
    digests = [one.sha256 for one in backup_check.attachments_in(database)]
    home = places.attachments_folder(ledger)
    home.mkdir(exist_ok=True)
    return attachments.copy_missing(backup_check.files_folder(backup.parent), home, digests, thorough=True)


def _names(ledger: Path) -> tuple[str, ...]:
    wanted = backup_check.attachments_in(ledger)
    return tuple(one.file_name for one in attachments.missing(places.attachments_folder(ledger), wanted))


def _keep_present(ledger: Path, now: dt.datetime) -> Path | None:
    wal = ledger.with_name(ledger.name + "-wal")
    if not ledger.exists() and not wal.exists():
        return None
    kept = free_name(ledger.parent, f"{ledger.stem} 恢复前 {stamp(now)}")
    if ledger.exists():
        disk.copy_whole(ledger, kept)
    if wal.exists():
        disk.copy_whole(wal, kept.with_name(kept.name + "-wal"))
        wal.unlink()
    ledger.with_name(ledger.name + "-shm").unlink(missing_ok=True)
    _take_in_log(kept)
    return kept


def _take_in_log(kept: Path) -> None:
    # Beside an empty or overwritten file SQLite would delete the -wal instead of reading it.
    if not kept.exists() or not _is_database(kept):
        return
    try:
        with closing(connect(kept)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        # Broken further in: the pair stays as it is.
        return


def _is_database(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(len(_MAGIC)) == _MAGIC
