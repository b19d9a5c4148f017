"""Opening, creating and closing a ledger file: place, lock, header, upgrade, guards, engines, in this order."""

from __future__ import annotations

import datetime as dt
import glob
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from fundapp import places
from fundapp.errors import Damaged, Refused
from fundapp.storage import backup, backup_check, disk, guards, header, lock, migrations, place, trouble
from fundapp.storage.engine import Synchronous, checkpoint, in_words, open_engine, read_transaction, write_transaction


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """An open, owned ledger file: `engine` to write with (one connection), `reader` to ask with (several)."""

    path: Path
    engine: Engine
    reader: Engine
    lock: lock.Lock

    @property
    def attachments(self) -> Path:
        """Folder of the attachments' bytes."""
        return places.attachments_folder(self.path)

    def close(self) -> None:
        """Empties the ``-wal``, closes every connection and gives the lock back, whatever the disk says.

        The second call does nothing.

        Raises:
            Unwritable, Damaged: the ``-wal`` could not be emptied; what was saved is in it and is not lost.
        """
        if not self.lock.held:
            return
        self.reader.dispose()
        try:
            with in_words(self.engine), trouble.told_in_words(self.path):
                checkpoint(self.engine)
        finally:
            self.engine.dispose()
            self.lock.release()

    def __enter__(self) -> LedgerFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_file(path: Path, now: dt.datetime, *, synchronous: Synchronous = "FULL") -> LedgerFile:
    """Makes a new, empty ledger file and opens it. It appears whole or not at all.

    Args:
        path: ``NAME.fund``; its folder is made when it is not there.
        now: with time zone; for the owner record.
        synchronous: ``OFF`` in tests only.

    Raises:
        Refused: there is a file of that name already.
        Unwritable, Busy, NotFound: as `open_file`.
    """
    with trouble.told_in_words(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    place.refuse_unfit_place(path)
    held = lock.acquire(path, now)
    try:
        if path.exists():
            raise Refused(f"“{path.name}”已经存在，没有覆盖它。", remedy="请换一个名字，或用“打开”来打开它。")
        with trouble.told_in_words(path), disk.whole_file(path) as temporary:
            _build(temporary)
        return _opened(path, held, synchronous)
    except BaseException:
        held.release()
        raise


def open_file(
    path: Path, now: dt.datetime, *, backups: Path | None = None, synchronous: Synchronous = "FULL"
) -> LedgerFile:
    """Opens a ledger file for work. An older one is backed up and upgraded first.

    Args:
        path: the file.
        now: with time zone; for the owner record and the backup's name.
        backups: folder for the backup before an upgrade; beside the ledger when left out.
        synchronous: ``OFF`` in tests only.

    Raises:
        NotFound: no such file.
        Unwritable: network share, sync folder, read-only folder, full disk.
        Busy: another program owns it.
        Damaged: not a ledger, broken, or its guards were tampered with.
        TooNew: written by a newer release.
    """
    if not path.is_file():
        raise trouble.missing(path)
    place.refuse_unfit_place(path)
    held = lock.acquire(path, now)
    try:
        state = header.inspect(path)
        state.refuse_unusable()
        if state.kind is header.FileKind.OLDER:
            backup.back_up(path, backups or places.backups_folder(path), backup.Reason.UPGRADE, now)
            migrations.upgrade_file(path)
        with trouble.told_in_words(path):
            _sweep(path)
        return _opened(path, held, synchronous)
    except BaseException:
        held.release()
        raise


@contextmanager
def open_to_read(path: Path) -> Iterator[Engine]:
    """A reading engine on a ledger or a backup, also while another program works on it, also on a read-only disk.

    The guards are not looked at: whoever verifies wants to report them, not to be refused.

    Raises:
        NotFound, Damaged, TooNew, Unwritable, Busy: it is no sound ledger of this release.
    """
    state = header.inspect(path)
    state.refuse_unusable()
    engine = open_engine(path, readonly=True)
    try:
        yield engine
    finally:
        engine.dispose()


def _sweep(path: Path) -> None:
    """Removes what a killed owner of this very file left half-written."""
    stem = glob.escape(path.stem)
    for own in (glob.escape(path.name), f"{stem} 恢复前 *"):
        disk.sweep(path.parent, like=own)
    backups = places.backups_folder(path)
    for folder in (places.attachments_folder(path), backups, backup_check.files_folder(backups)):
        disk.sweep(folder)


def _build(path: Path) -> None:
    from fundapp.models import Base  # noqa: PLC0415 - mapping all tables is slow; only a new file needs it here

    path.touch()
    engine = open_engine(path, synchronous="OFF")
    try:
        with write_transaction(engine) as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
            Base.metadata.create_all(connection)
            migrations.stamp(connection, migrations.HEAD)
            guards.install(connection)
        checkpoint(engine)
    finally:
        engine.dispose()


def _opened(path: Path, held: lock.Lock, synchronous: Synchronous) -> LedgerFile:
    engine = open_engine(path, synchronous=synchronous)
    try:
        with read_transaction(engine) as connection:
            wrong = guards.missing_or_changed(connection)
        if wrong:
            raise Damaged(
                f"账套“{path.name}”的保护规则被改动（{'、'.join(wrong[:5])}{' 等' if len(wrong) > 5 else ''}），"
                "可能有人用别的工具改过它。",
                remedy="没有打开。请用最近一份通过检查的备份恢复，并请监督人员核查这个文件。",
            )
        return LedgerFile(path, engine, open_engine(path, readonly=True), held)
    except BaseException:
        engine.dispose()
        raise
