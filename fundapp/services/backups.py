"""Backups as the program's screens and command line ask for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from fundapp.places import backups_folder
from fundapp.rules import access
from fundapp.services.clock import now as office_now
from fundapp.services.clock import office_time
from fundapp.services.done import Changed, Done
from fundapp.services.ledger import Clock, Ledger
from fundapp.services.seat import Seat
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.storage import backup, backup_check
from fundapp.storage import restore as storage_restore
from fundapp.values.documents import SubjectKind


@dataclass(frozen=True)
class BackupRow:
    """A backup in the list; `checked` None = never checked. `made_at` is office time, `size` in bytes."""

    path: Path
    made_at: dt.datetime
    reason: str
    size: int
    checked_at: dt.datetime | None
    ok: bool | None
    detail: str


def backups(path: Path, folder: Path | None = None) -> tuple[BackupRow, ...]:
    """All backups of the ledger at `path`, newest first. Raises Unwritable when the folder cannot be read."""
    found = backup.list_backups(folder or backups_folder(path))
    return tuple(_row(one) for one in found if one.ledger == path.stem)


def _row(one: backup.BackupInfo) -> BackupRow:
    return BackupRow(
        path=one.path,
        made_at=office_time(one.made_at),
        reason=one.reason.value,
        size=one.size,
        checked_at=office_time(one.check.at) if one.check else None,
        ok=one.check.ok if one.check else None,
        detail=one.check.detail if one.check else "",
    )


def newest_in_words(path: Path) -> str:
    """When the newest backup was made and whether it is sound, for the login and the status line."""
    found = backups(path)
    if not found:
        return "还没有备份"
    newest = found[0]
    word = {None: "", True: "，检查通过", False: "，检查未通过"}[newest.ok]
    return f"{newest.made_at:%m-%d %H:%M}{word}"


def automatic(ledger: Ledger) -> BackupRow | None:
    """The backup at start and at close: made when something changed since the newest one, then thinned."""
    made = backup.back_up_if_changed(ledger.path, backups_folder(ledger.path), ledger.clock())
    return _row(made) if made else None


def on_demand(ledger: Ledger, seat: Seat, folder: Path | None = None) -> BackupRow:
    """A backup by hand, also to another disk or a share; the act is on record.

    Raises:
        Unwritable: the folder cannot be written or the disk is full; no half file stays.
    """
    target = folder or backups_folder(ledger.path)
    ledger.do(seat, _note, str(target))
    return _row(backup.back_up(ledger.path, target, backup.Reason.MANUAL, ledger.clock()))


def _note(uow: UnitOfWork, folder: str) -> Done:
    access.require(uow.me, "backups.make")
    uow.record("backups.make", SubjectKind.LEDGER, 1, f"手动备份到 {folder}")
    return Done("已备份", Changed.BACKUP)


def check(path: Path, clock: Clock = office_now) -> str:
    """Checks one backup again and gives the result as a sentence. Raises Damaged, NotFound, Unwritable."""
    result = backup_check.check(path, clock())
    return "检查通过" if result.ok and not result.missing else result.detail or f"缺少附件：{'、'.join(result.missing)}"


def restore(source: Path, ledger: Path, clock: Clock = office_now) -> tuple[Path | None, tuple[str, ...]]:
    """Puts a backup in the place of the (closed) ledger file; the present file is kept first.

    Returns:
        where the former file was kept (None when there was none), and names of attachments that no store has.

    Raises:
        NotFound, Damaged, TooNew, Busy, Unwritable: as `storage.restore.restore`.
    """
    done = storage_restore.restore(source, ledger, clock())
    return done.kept, done.missing
