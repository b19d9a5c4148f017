"""A restore brings the backup back and keeps the present file first, whatever its state."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fundapp.errors import Busy, Damaged, NotFound, TooNew, Unwritable
from fundapp.places import attachments_folder
from fundapp.storage import attachments, header, lock
from fundapp.storage.backup import Reason, back_up
from fundapp.storage.engine import connect
from fundapp.storage.ledger_file import LedgerFile, open_file
from fundapp.storage.restore import restore
from tests.storage.acts import act, acts, attach
from tests.storage.conftest import NOW, ReadOnly

LATER = NOW + dt.timedelta(hours=2)
KEPT = "政务数据办 恢复前 2026-11-20 103100.fund"


@pytest.fixture
def backup(ledger: LedgerFile, tmp_path: Path) -> Path:
    """A backup with one act and one attachment; the ledger has gone on to two acts and is closed."""
    act(ledger.path)
    attach(ledger.path, b"contract", "合同.pdf")
    made = back_up(ledger.path, tmp_path / "备份", Reason.MANUAL, NOW)
    act(ledger.path)
    ledger.close()
    return made.path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_backup_takes_the_place_and_the_present_file_is_kept_beside_it(backup: Path, ledger: LedgerFile) -> None:
    done = restore(backup, ledger.path, LATER)
    assert done.kept == ledger.path.with_name(KEPT)
    assert (acts(ledger.path), acts(done.kept)) == (1, 2)
    assert header.inspect(done.kept).kind is header.FileKind.CURRENT
    with open_file(ledger.path, LATER):
        pass


def test_two_restores_within_one_second_keep_both_former_files(backup: Path, ledger: LedgerFile) -> None:
    first = restore(backup, ledger.path, LATER)
    second = restore(backup, ledger.path, LATER)
    assert first.kept is not None
    assert second.kept is not None
    assert (acts(first.kept), acts(second.kept)) == (2, 1)


def test_work_that_was_only_in_the_log_of_a_killed_program_is_kept_too(
    backup: Path, ledger: LedgerFile, tmp_path: Path
) -> None:
    crashed = tmp_path / "死机"
    crashed.mkdir()
    writer = connect(ledger.path)
    writer.execute("SELECT count(*) FROM audit_line").fetchone()
    act(ledger.path)
    for suffix in ("", "-wal", "-shm"):
        part = ledger.path.with_name(ledger.path.name + suffix)
        (crashed / part.name).write_bytes(part.read_bytes())
    writer.close()
    path = crashed / ledger.path.name
    assert (crashed / f"{path.name}-wal").stat().st_size > 0
    done = restore(backup, path, LATER)
    assert done.kept is not None
    assert (acts(done.kept), acts(path)) == (3, 1)


def test_a_log_that_a_broken_file_cannot_take_in_is_kept_with_it_and_never_played_into_the_backup(
    backup: Path, ledger: LedgerFile
) -> None:
    wal = ledger.path.with_name(ledger.path.name + "-wal")
    ledger.path.write_bytes(b"x" * 9000)
    wal.write_bytes(b"log")
    done = restore(backup, ledger.path, LATER)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"x" * 9000
    assert done.kept.with_name(done.kept.name + "-wal").read_bytes() == b"log"
    assert not wal.exists()
    assert acts(ledger.path) == 1


def test_a_file_that_is_broken_further_in_is_kept_as_it_was_found(backup: Path, ledger: LedgerFile) -> None:
    broken = ledger.path.read_bytes()[:100] + b"x" * 9000
    ledger.path.write_bytes(broken)
    done = restore(backup, ledger.path, LATER)
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    assert acts(ledger.path) == 1


def test_a_log_left_by_a_file_that_is_gone_is_never_played_into_the_backup(backup: Path, ledger: LedgerFile) -> None:
    ledger.path.unlink()
    ledger.path.with_name(ledger.path.name + "-wal").write_bytes(b"log")
    done = restore(backup, ledger.path, LATER)
    assert done.kept is not None
    assert names(ledger.path.parent).count(ledger.path.name + "-wal") == 0
    assert acts(ledger.path) == 1


def test_a_ledger_can_be_restored_where_there_is_none(backup: Path, tmp_path: Path) -> None:
    done = restore(backup, tmp_path / "演练" / "账套.fund", LATER)
    assert (done.kept, done.attachments, done.missing) == (None, 1, ())
    assert acts(done.ledger) == 1


def test_a_vanished_attachment_comes_back(backup: Path, ledger: LedgerFile) -> None:
    digest = attachments.store(attachments_folder(ledger.path), b"contract")
    attachments.path_of(attachments_folder(ledger.path), digest).unlink()
    done = restore(backup, ledger.path, LATER)
    assert (done.attachments, done.missing) == (1, ())
    assert attachments.read(attachments_folder(ledger.path), digest, "合同.pdf") == b"contract"


def test_an_altered_attachment_comes_back_too(backup: Path, ledger: LedgerFile) -> None:
    digest = attachments.store(attachments_folder(ledger.path), b"contract")
    attachments.path_of(attachments_folder(ledger.path), digest).write_bytes(b"CONTRACT")
    assert restore(backup, ledger.path, LATER).attachments == 1
    assert attachments.read(attachments_folder(ledger.path), digest, "合同.pdf") == b"contract"


def test_an_attachment_that_no_store_has_is_named(backup: Path, ledger: LedgerFile) -> None:
    digest = attachments.store(attachments_folder(ledger.path), b"contract")
    for folder in (attachments_folder(ledger.path), backup.parent / "files"):
        attachments.path_of(folder, digest).unlink()
    assert restore(backup, ledger.path, LATER).missing == ("合同.pdf",)


def test_nothing_is_restored_while_somebody_works_on_the_ledger(backup: Path, ledger: LedgerFile) -> None:
    with lock.acquire(ledger.path, NOW), pytest.raises(Busy, match="已由本程序打开"):
        restore(backup, ledger.path, LATER)
    assert acts(ledger.path) == 2


def test_the_lock_is_given_back_after_a_restore(backup: Path, ledger: LedgerFile) -> None:
    restore(backup, ledger.path, LATER)
    assert lock.holder_of(ledger.path) is None


def too_new(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (too_new, TooNew),
        (truncate, Damaged),
        (Path.unlink, NotFound),
        (lambda path: path.write_bytes(b"x" * 9000), Damaged),
    ],
    ids=["newer", "truncated", "gone", "no ledger"],
)
def test_a_backup_that_is_no_good_replaces_nothing(
    backup: Path,
    ledger: LedgerFile,
    harm: object,
    error: type[Exception],
) -> None:
    assert callable(harm)
    harm(backup)
    before = names(ledger.path.parent)
    with pytest.raises(error):
        restore(backup, ledger.path, LATER)
    assert names(ledger.path.parent) == before
    assert acts(ledger.path) == 2


def test_a_disk_without_room_for_both_files_is_refused_before_anything_is_touched(
    backup: Path, ledger: LedgerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def full(_folder: Path, needed: int) -> bool:
        asked.append(needed)
        return False

    monkeypatch.setattr("fundapp.storage.place.free_space_ok", full)
    with pytest.raises(Unwritable, match="磁盘已满"):
        restore(backup, ledger.path, LATER)
    assert asked == [backup.stat().st_size + ledger.path.stat().st_size]
    assert acts(ledger.path) == 2


def test_a_backup_is_not_restored_into_a_sync_folder(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="Dropbox"):
        restore(backup, tmp_path / "Dropbox" / "账套.fund", LATER)


def test_a_backup_on_a_read_only_disk_can_be_restored(
    backup: Path, ledger: LedgerFile, open_folder: Path, read_only: ReadOnly
) -> None:
    disc = open_folder / "光盘"
    disc.mkdir()
    moved = disc / backup.name
    moved.write_bytes(backup.read_bytes())
    target = open_folder / "本机"
    target.mkdir(mode=0o777)
    target.chmod(0o777)
    with read_only(disc):
        done = restore(moved, target / "账套.fund", LATER)
    assert done.missing == ("合同.pdf",)
    assert acts(done.ledger) == 1
