"""Backups of a ledger file: made in one step, checked, thinned, and restored without losing the present file.

A backup is an ordinary file in rollback-journal mode, so that it opens anywhere, also on a read-only disk (floors 10);
its name says whose it is, when and why it was made: ``政务数据办 2026-11-20 083100 自动.fund``. Beside it lies a
small JSON with the result of its last check; beside all of them ``files/`` with the attachments, by SHA-256 and shared
by all backups.

The copy is SQLite's online backup in one step: stepwise it never ends while somebody writes (floors 4).
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fundapp import places
from fundapp.storage import attachments, backup_check, disk, place, trouble
from fundapp.storage.backup_check import Check
from fundapp.storage.engine import connect, connect_to_read
from fundapp.storage.file_names import free_name, in_office, read_stamp, stamp

_NAME = re.compile(r"(?P<ledger>.+) (?P<moment>\d{4}-\d{2}-\d{2} \d{6}) (?P<reason>自动|手动|升级前)(?: \d+)?\.fund")


class Reason(StrEnum):
    """Why a backup was made; part of its name. Only automatic ones are ever thinned."""

    AUTOMATIC = "自动"
    MANUAL = "手动"
    UPGRADE = "升级前"


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup. `made_at` is office time with zone, `size` in bytes, `check` None when it was never checked."""

    path: Path
    ledger: str
    made_at: dt.datetime
    reason: Reason
    size: int
    check: Check | None


def back_up(path: Path, folder: Path, reason: Reason, now: dt.datetime) -> BackupInfo:
    """Copies the ledger `path` with its attachments into `folder`, beside readers and writers, and checks the copy.

    An attachment that has vanished does not stop the backup; the check names it.

    Args:
        path: the ledger file; open or not.
        folder: made when it is not there; a network share or a sync folder is welcome here.
        reason: part of the name.
        now: with time zone.

    Raises:
        Unwritable: disk full or folder read-only; no half file stays.
        Damaged: the ledger is broken; the sentence says to restore. Earlier backups are untouched.
        NotFound: the ledger is not there.
    """
    if not path.is_file():
        raise trouble.missing(path)
    with trouble.told_in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for left_behind in (folder, backup_check.files_folder(folder)):
            # A share may serve several PCs: what is younger than a day may be another program's work.
            disk.sweep(left_behind, older_than=now - dt.timedelta(days=1))
        place.refuse_full(folder, path.stat().st_size)
        target = free_name(folder, f"{path.stem} {stamp(now)} {reason}")
        with disk.whole_file(target) as temporary:
            _copy_database(path, temporary)
            backup_check.refuse_broken(temporary, path)
            # Before the copy gets its name: a backup that can be seen has its attachments.
            wanted = backup_check.attachments_in(temporary)
            digests = [one.sha256 for one in wanted]
            attachments.copy_missing(places.attachments_folder(path), backup_check.files_folder(folder), digests)
    check = backup_check.check(target, now, thorough=False)
    return BackupInfo(target, path.stem, in_office(now), reason, target.stat().st_size, check)


def back_up_if_changed(path: Path, folder: Path, now: dt.datetime) -> BackupInfo | None:
    """The automatic backup at start and at close: made when something changed since the newest one, then thinned.

    Raises: as `back_up`.
    """
    own = [one for one in list_backups(folder) if one.ledger == path.stem]
    if not changed_since(path, own[0] if own else None):
        return None
    made = back_up(path, folder, Reason.AUTOMATIC, now)
    thin(folder, now)
    return made


def list_backups(folder: Path) -> list[BackupInfo]:
    """All backups in `folder`, newest first; other files are left out. Raises Unwritable when it cannot be read."""
    with trouble.told_in_words(folder):
        every = [_info(one) for one in folder.glob("*.fund")] if folder.is_dir() else []
    found = [one for one in every if one is not None]
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def changed_since(path: Path, last: BackupInfo | None) -> bool:
    """True when the ledger holds acts that `last` does not, or was changed in its structure.

    Every act is one audit line, so the last line tells. What somebody edits behind the program's back does not count:
    it would push good backups out.

    Raises:
        Damaged, Unwritable: the ledger cannot be read.
    """
    if last is None or not last.path.is_file():
        return True
    if last.check is not None and not last.check.ok:
        return True
    return backup_check.tail_of(path) != backup_check.tail_of(last.path)


def delete(backup: BackupInfo) -> bool:
    """Deletes one backup and its check; False when another program holds it. Its attachments stay for the others."""
    try:
        backup.path.unlink(missing_ok=True)
        backup_check.sidecar(backup.path).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def thin(folder: Path, now: dt.datetime) -> list[Path]:
    """Deletes automatic backups that are too many and returns their paths.

    Kept per ledger: everything of today and (wrong clock) of the future; then the newest of each of 12 days, before
    those of 10 weeks, before those of 9 months, counted in days, weeks and months that have a backup, so that a long
    holiday costs none. Never deleted: the newest of all, manual ones, those made before an upgrade.

    Raises:
        Unwritable: the folder cannot be read.
    """
    backups = list_backups(folder)
    removed: list[Path] = []
    for ledger in sorted({one.ledger for one in backups}):
        automatic = [one for one in backups if one.ledger == ledger and one.reason is Reason.AUTOMATIC]
        keep = _worth_keeping(automatic, now)
        removed += [one.path for one in automatic if one not in keep and delete(one)]
    return removed


def _worth_keeping(newest_first: list[BackupInfo], now: dt.datetime) -> list[BackupInfo]:
    today = in_office(now).date()
    kept = [one for one in newest_first if one.made_at.date() >= today]
    rest = [one for one in newest_first if one.made_at.date() < today]
    for limit, period in ((12, _day), (10, _week), (9, _month)):
        periods: dict[tuple[int, ...], BackupInfo] = {}
        for one in rest:
            periods.setdefault(period(one), one)
        covered = list(periods)[:limit]
        kept += [periods[one] for one in covered]
        rest = [one for one in rest if period(one) not in covered]
    return kept


def _day(one: BackupInfo) -> tuple[int, ...]:
    return (one.made_at.toordinal(),)


def _week(one: BackupInfo) -> tuple[int, ...]:
    return one.made_at.isocalendar()[:2]


def _month(one: BackupInfo) -> tuple[int, ...]:
    return (one.made_at.year, one.made_at.month)


def _copy_database(path: Path, temporary: Path) -> None:
    try:
        with closing(connect_to_read(path)) as source, closing(connect(temporary, mode="rwc")) as target:
            # The copy is synced once at the end, by whole_file.
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, pages=-1)
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if trouble.is_damage(error):
            raise trouble.damaged(path, str(error)) from error
        raise


def _info(path: Path) -> BackupInfo | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None:
        return None
    try:
        moment = read_stamp(parts["moment"])
    except ValueError:  # 2026-02-30: a name that somebody made up
        return None
    return BackupInfo(
        path=path,
        ledger=parts["ledger"],
        made_at=moment,
        reason=Reason(parts["reason"]),
        size=path.stat().st_size,
        check=backup_check.last_check(path),
    )
