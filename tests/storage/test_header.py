"""What kind of file it is, said in a sentence that tells what to do; the file itself is never changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fundapp.errors import Busy, Damaged, NotFound, TooNew
from fundapp.storage import migrations
from fundapp.storage.header import FileKind, inspect, quick_check
from fundapp.storage.ledger_file import LedgerFile
from tests.storage.conftest import ReadOnly


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def flip(path: Path, offset: int) -> None:
    """Turns one bit of the file."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)


def test_a_ledger_of_this_release_is_current(closed_ledger: Path) -> None:
    state = inspect(closed_ledger)
    assert (state.kind, state.revision) == (FileKind.CURRENT, migrations.HEAD)
    state.refuse_unusable()


def test_a_ledger_is_recognised_while_it_is_open_and_written(ledger: LedgerFile) -> None:
    assert inspect(ledger.path).kind is FileKind.CURRENT


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    state = inspect(tmp_path / "没有.fund")
    assert state.kind is FileKind.ABSENT
    with pytest.raises(NotFound, match="没有找到"):
        state.refuse_unusable()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"x", "合同台账".encode() * 500, b"%PDF-1.7" * 1000, b"SQLite format 3\0", b"PK\3\4" + bytes(9000)],
    ids=["empty", "one byte", "text", "pdf", "only the magic", "spreadsheet"],
)
def test_a_file_of_another_kind_is_no_ledger_and_stays_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "别的.fund"
    path.write_bytes(content)
    state = inspect(path)
    assert state.kind is FileKind.NOT_A_LEDGER
    with pytest.raises(Damaged, match="不是账套文件，没有打开，也没有改动它") as refused:
        state.refuse_unusable()
    assert "备份恢复" in refused.value.remedy
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "别的.fund"
    run(path, "CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('r0001')")
    assert inspect(path).kind is FileKind.NOT_A_LEDGER


def test_a_ledger_of_a_newer_release_is_refused_with_the_way_out(closed_ledger: Path) -> None:
    run(closed_ledger, "UPDATE alembic_version SET version_num = 'r9999'")
    state = inspect(closed_ledger)
    assert state.kind is FileKind.NEWER
    with pytest.raises(TooNew, match="r9999") as refused:
        state.refuse_unusable()
    assert "升级本程序" in refused.value.remedy


def test_a_ledger_of_an_older_release_is_usable(closed_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "HEAD", "r9999")
    state = inspect(closed_ledger)
    assert state.kind is FileKind.OLDER
    state.refuse_unusable()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('r0000')",
        "UPDATE alembic_version SET version_num = '随便'",
        "UPDATE alembic_version SET version_num = 'r0000'",
    ],
)
def test_a_ledger_whose_version_mark_makes_no_sense_is_damaged(closed_ledger: Path, statement: str) -> None:
    run(closed_ledger, statement)
    assert inspect(closed_ledger).kind is FileKind.DAMAGED


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_ledger_is_damaged_and_the_sentence_says_restore(closed_ledger: Path, kept: float) -> None:
    size = closed_ledger.stat().st_size
    with closed_ledger.open("r+b") as handle:
        handle.truncate(int(size * kept))
    state = inspect(closed_ledger)
    assert state.kind is FileKind.DAMAGED
    with pytest.raises(Damaged, match="已损坏") as refused:
        state.refuse_unusable()
    assert "用最近一份通过检查的备份恢复" in refused.value.remedy


def test_a_ledger_with_one_flipped_bit_in_its_structure_is_damaged(closed_ledger: Path) -> None:
    # Byte 100 begins the first page's b-tree header: what kind of page it is.
    flip(closed_ledger, 100)
    assert inspect(closed_ledger).kind is FileKind.DAMAGED


def test_a_ledger_whose_first_bytes_are_broken_is_told_to_be_restored(closed_ledger: Path) -> None:
    flip(closed_ledger, 3)
    with pytest.raises(Damaged, match="不是账套文件") as refused:
        inspect(closed_ledger).refuse_unusable()
    assert "文件开头已损坏，请用最近一份备份恢复" in refused.value.remedy


def test_the_quick_look_leaves_the_long_check_out(closed_ledger: Path) -> None:
    with closing(sqlite3.connect(closed_ledger)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'payment'").fetchone()[0]
    flip(closed_ledger, (page - 1) * 4096)
    assert inspect(closed_ledger).kind is FileKind.DAMAGED
    assert inspect(closed_ledger, thorough=False).kind is FileKind.CURRENT


def test_a_ledger_that_another_program_keeps_to_itself_is_busy_not_broken(
    closed_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundapp.storage.engine._BUSY_MILLISECONDS", 1)
    with closing(sqlite3.connect(closed_ledger, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy, match="正忙"):
            inspect(closed_ledger)


def test_the_check_itself_does_not_take_a_busy_file_for_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "账套.fund"
    run(path, "CREATE TABLE unit (name)")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with (
            closing(sqlite3.connect(path, timeout=0)) as connection,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            quick_check(connection)


def test_a_ledger_on_a_read_only_disk_can_be_inspected(
    closed_ledger: Path, open_folder: Path, read_only: ReadOnly
) -> None:
    moved = open_folder / "账套.fund"
    moved.write_bytes(closed_ledger.read_bytes())
    with read_only(open_folder):
        assert inspect(moved).kind is FileKind.CURRENT
