"""Creating, opening and closing a ledger file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from fundapp.errors import Busy, Damaged, NotFound, Refused, TooNew, Unwritable
from fundapp.places import attachments_folder, backups_folder
from fundapp.storage import guards, header, lock, migrations
from fundapp.storage.engine import connect, read_transaction, write_transaction
from fundapp.storage.ledger_file import LedgerFile, create_file, open_file, open_to_read
from tests.storage.acts import act, acts
from tests.storage.conftest import NOW, ReadOnly


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_ledger_is_current_guarded_and_owned(ledger: LedgerFile) -> None:
    assert header.inspect(ledger.path).kind is header.FileKind.CURRENT
    with read_transaction(ledger.engine) as connection:
        assert guards.missing_or_changed(connection) == []
    assert lock.holder_of(ledger.path) == ledger.lock.owner
    assert ledger.attachments == attachments_folder(ledger.path)


def test_what_the_writer_stored_the_reader_sees(ledger: LedgerFile) -> None:
    with write_transaction(ledger.engine) as connection:
        connection.execute(text("INSERT INTO unit (name, code) VALUES ('示例单位', '')"))
    with read_transaction(ledger.reader) as connection:
        assert connection.execute(text("SELECT name FROM unit")).scalar_one() == "示例单位"


def test_a_closed_ledger_is_one_whole_file_and_free_for_the_next(ledger: LedgerFile) -> None:
    act(ledger.path)
    ledger.close()
    ledger.close()
    assert names(ledger.path.parent) == ["政务数据办.fund", "政务数据办.fund.lock"]
    assert lock.holder_of(ledger.path) is None
    with open_file(ledger.path, NOW) as again:
        assert acts(again.path) == 1


def test_making_and_opening_a_ledger_does_not_wait_for_alembic(tmp_path: Path) -> None:
    script = (
        "import datetime as dt, sys; from pathlib import Path\n"
        "from fundapp.storage.ledger_file import create_file, open_file\n"
        "path, now = Path(sys.argv[1]), dt.datetime.now(dt.UTC)\n"
        "create_file(path, now).close(); open_file(path, now).close()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'alembic', 'mako'}))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "账套.fund")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_ledger_of_that_name_is_never_overwritten(closed_ledger: Path) -> None:
    before = closed_ledger.read_bytes()
    with pytest.raises(Refused, match="已经存在，没有覆盖它"):
        create_file(closed_ledger, NOW)
    assert closed_ledger.read_bytes() == before
    assert lock.holder_of(closed_ledger) is None


def test_a_new_ledger_makes_its_folder(tmp_path: Path) -> None:
    with create_file(tmp_path / "文档" / "项目资金" / "账套.fund", NOW, synchronous="OFF") as file:
        assert file.path.is_file()


def test_a_full_disk_leaves_no_half_ledger(
    tmp_path: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    path = tmp_path / "账套.fund"
    with files_up_to(50_000), pytest.raises(Unwritable):
        create_file(path, NOW)
    assert names(tmp_path) == ["账套.fund.lock"]
    with create_file(path, NOW, synchronous="OFF"):
        assert path.is_file()


def test_a_read_only_folder_is_refused_with_a_sentence(
    closed_ledger: Path, open_folder: Path, read_only: ReadOnly
) -> None:
    path = open_folder / "账套.fund"
    path.write_bytes(closed_ledger.read_bytes())
    with read_only(open_folder):
        with pytest.raises(Unwritable, match="只读"):
            open_file(path, NOW)
        with pytest.raises(Unwritable, match="不能写入"):
            create_file(open_folder / "新.fund", NOW)


def test_a_second_instance_is_refused_with_a_sentence(ledger: LedgerFile) -> None:
    with pytest.raises(Busy, match="已由本程序打开"):
        open_file(ledger.path, NOW)
    act(ledger.path)
    assert acts(ledger.path) == 1


def test_a_ledger_in_a_sync_folder_is_refused_with_a_sentence(closed_ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "我的坚果云" / "账套.fund"
    path.parent.mkdir()
    path.write_bytes(closed_ledger.read_bytes())
    with pytest.raises(Unwritable, match="坚果云"):
        open_file(path, NOW)
    with pytest.raises(Unwritable, match="坚果云"):
        create_file(path.with_name("新.fund"), NOW)
    assert names(path.parent) == ["账套.fund"]


def test_a_ledger_that_is_not_there_is_a_sentence_and_leaves_no_lock(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有找到"):
        open_file(tmp_path / "没有.fund", NOW)
    assert names(tmp_path) == []


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("harm", "error", "words"),
    [
        (lambda path: path.write_bytes(b"%PDF" * 5000), Damaged, "不是账套文件"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), Damaged, "已损坏"),
        (lambda path: run(path, "UPDATE alembic_version SET version_num = 'r9999'"), TooNew, "较新版本"),
    ],
    ids=["no ledger", "truncated", "newer"],
)
def test_a_file_that_cannot_be_worked_on_is_refused_unchanged_and_unlocked(
    closed_ledger: Path, harm: Callable[[Path], object], error: type[Exception], words: str
) -> None:
    harm(closed_ledger)
    before = closed_ledger.read_bytes()
    with pytest.raises(error, match=words):
        open_file(closed_ledger, NOW)
    with pytest.raises(error, match=words), open_to_read(closed_ledger):
        pass
    assert closed_ledger.read_bytes() == before
    assert lock.holder_of(closed_ledger) is None


WEAKENED = (
    "CREATE TRIGGER sign_off_never_deleted BEFORE DELETE ON sign_off WHEN OLD.id < 0 BEGIN SELECT RAISE(ABORT, ''); END"
)


@pytest.mark.parametrize(
    ("statements", "guard"),
    [
        (["DROP TRIGGER sign_off_never_deleted"], "sign_off_never_deleted"),
        (["DROP TRIGGER sign_off_never_deleted", WEAKENED], "sign_off_never_deleted"),
        (["CREATE TRIGGER extra AFTER INSERT ON unit BEGIN DELETE FROM unit; END"], "extra"),
    ],
    ids=["dropped", "weakened", "added"],
)
def test_a_ledger_whose_guards_were_tampered_with_is_not_opened_for_work_but_can_be_verified(
    closed_ledger: Path, statements: list[str], guard: str
) -> None:
    run(closed_ledger, *statements)
    with pytest.raises(Damaged, match=guard) as refused:
        open_file(closed_ledger, NOW)
    assert "保护规则被改动" in refused.value.message
    assert "备份恢复" in refused.value.remedy
    assert lock.holder_of(closed_ledger) is None
    with open_to_read(closed_ledger) as engine, read_transaction(engine) as connection:
        assert guards.missing_or_changed(connection) == [guard]


def test_many_missing_guards_are_named_in_a_sentence_that_can_still_be_read(closed_ledger: Path) -> None:
    run(closed_ledger, *(f"DROP TRIGGER {name}" for name in guards.shipped()))
    with pytest.raises(Damaged, match=" 等）") as refused:
        open_file(closed_ledger, NOW)
    assert len(refused.value.message) < 250


def test_a_ledger_can_be_read_while_another_program_works_on_it(ledger: LedgerFile) -> None:
    act(ledger.path)
    with open_to_read(ledger.path) as engine, read_transaction(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_line")).scalar_one() == 1


def test_what_a_killed_program_left_is_swept_when_its_successor_opens_the_file(closed_ledger: Path) -> None:
    backups = backups_folder(closed_ledger)
    folders = (attachments_folder(closed_ledger), backups, backups / "files")
    for folder in folders:
        folder.mkdir()
        (folder / "0123.0123abcd.writing").write_bytes(b"half")
        (folder / "0123.0123abcd.writing-journal").write_bytes(b"half")
    for name in ("政务数据办.fund", "政务数据办 恢复前 2026-11-20 103100.fund", "另一账套.fund"):
        (closed_ledger.parent / f"{name}.0123abcd.writing").write_bytes(b"half")
    with open_file(closed_ledger, NOW):
        pass
    assert [path for folder in folders for path in folder.iterdir()] == [backups / "files"]
    left = [name for name in names(closed_ledger.parent) if "writing" in name]
    assert left == ["另一账套.fund.0123abcd.writing"]


def test_the_log_of_a_killed_program_is_taken_in_when_its_successor_opens_the_file(
    closed_ledger: Path, tmp_path: Path
) -> None:
    writer = connect(closed_ledger)
    writer.execute("SELECT count(*) FROM audit_line").fetchone()
    act(closed_ledger)
    moved = tmp_path / "死机.fund"
    for suffix in ("", "-wal"):
        part = closed_ledger.with_name(closed_ledger.name + suffix)
        moved.with_name(moved.name + suffix).write_bytes(part.read_bytes())
    writer.close()
    with open_file(moved, NOW) as file:
        assert acts(file.path) == 1


def test_the_revision_in_a_new_file_is_the_newest(ledger: LedgerFile) -> None:
    with read_transaction(ledger.reader) as connection:
        assert migrations.revision_of(connection) == migrations.HEAD
