"""Two processes lose nothing, a full disk loses nothing, a guard speaks through the ORM."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from fundapp.errors import Busy, Damaged, NotFound, Refused, Unwritable
from fundapp.storage.engine import (
    checkpoint,
    connect,
    connect_to_read,
    open_engine,
    outside_transaction,
    read_transaction,
    write_transaction,
)
from fundapp.storage.ledger_file import LedgerFile
from tests.storage.conftest import ReadOnly

WRITES = 300


@pytest.fixture
def counter(tmp_path: Path) -> Path:
    """A file with one number in it."""
    path = tmp_path / "计数 器.db"
    path.touch()
    engine = open_engine(path, synchronous="OFF")
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE counter (value INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO counter VALUES (0)"))
    engine.dispose()
    return path


def add_and_write(path: Path, times: int) -> None:
    """Reads, adds one, writes: what loses updates where the transaction begins too late."""
    engine = open_engine(path, synchronous="OFF")
    for _ in range(times):
        with write_transaction(engine) as connection:
            value = connection.execute(text("SELECT value FROM counter")).scalar_one()
            connection.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})
    engine.dispose()


def in_one_transaction(engine: Engine, *statements: str) -> None:
    with write_transaction(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


def value_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT value FROM counter").fetchone()[0])
    finally:
        connection.close()


def test_two_processes_that_read_add_and_write_lose_no_update(counter: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=add_and_write, args=(counter, WRITES)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert value_of(counter) == 2 * WRITES


def test_threads_share_the_one_writing_connection_and_lose_no_update(counter: Path) -> None:
    engine = open_engine(counter, synchronous="OFF")
    used: set[int] = set()

    def work() -> None:
        for _ in range(50):
            with write_transaction(engine) as connection:
                used.add(id(connection.connection.driver_connection))
                value = connection.execute(text("SELECT value FROM counter")).scalar_one()
                connection.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert value_of(counter) == 200
    assert len(used) == 1


def test_a_writer_holds_the_file_from_its_first_word_and_a_reader_does_not(counter: Path) -> None:
    engine, reader = open_engine(counter, synchronous="OFF"), open_engine(counter, readonly=True)
    other = sqlite3.connect(counter, isolation_level=None, timeout=0)
    with read_transaction(reader) as connection:
        connection.execute(text("SELECT value FROM counter"))
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with write_transaction(engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()
    reader.dispose()


def test_a_reader_sees_one_consistent_state_while_somebody_writes(counter: Path) -> None:
    engine, reader = open_engine(counter, synchronous="OFF"), open_engine(counter, readonly=True)
    with read_transaction(reader) as connection:
        before = connection.execute(text("SELECT value FROM counter")).scalar_one()
        with write_transaction(engine) as writer:
            writer.execute(text("UPDATE counter SET value = 7"))
        after = connection.execute(text("SELECT value FROM counter")).scalar_one()
    assert (before, after, value_of(counter)) == (0, 0, 7)
    engine.dispose()
    reader.dispose()


def test_a_reading_engine_cannot_write(counter: Path) -> None:
    reader = open_engine(counter, readonly=True)
    with pytest.raises(Unwritable), read_transaction(reader) as connection:
        connection.execute(text("UPDATE counter SET value = 7"))
    reader.dispose()
    assert value_of(counter) == 0


def test_an_exception_leaves_nothing_of_the_transaction(counter: Path) -> None:
    engine = open_engine(counter, synchronous="OFF")

    def fail() -> None:
        with write_transaction(engine) as connection:
            connection.execute(text("UPDATE counter SET value = 7"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert value_of(counter) == 0
    add_and_write(counter, 1)
    engine.dispose()
    assert value_of(counter) == 1


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
    ],
)
def test_production_settings_are_those_that_lost_nothing(counter: Path, pragma: str, value: object) -> None:
    engine = open_engine(counter)
    with read_transaction(engine) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()


def fill_up(engine: Engine) -> None:
    """Allows four pages more than there are; whatever is written next runs out of room."""
    with read_transaction(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    outside_transaction(engine, f"PRAGMA max_page_count = {pages + 4}")


def test_a_full_disk_is_a_sentence_and_everything_committed_before_stays(counter: Path) -> None:
    engine = open_engine(counter, synchronous="OFF")
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE counter SET value = 7"))
    fill_up(engine)
    with pytest.raises(Unwritable, match="磁盘已满") as refused:
        in_one_transaction(
            engine,
            "UPDATE counter SET value = 8",
            "CREATE TABLE bulk (bytes BLOB)",
            "INSERT INTO bulk VALUES (zeroblob(100000))",
        )
    assert "已保存的内容没有丢失" in refused.value.remedy
    outside_transaction(engine, "PRAGMA max_page_count = 1000000")
    with write_transaction(engine) as connection:  # The connection is usable: no ROLLBACK failed, none is pending.
        value = connection.execute(text("UPDATE counter SET value = value + 1 RETURNING value")).scalar_one()
    engine.dispose()
    assert (value, value_of(counter)) == (8, 8)


def test_a_file_held_by_another_process_is_a_sentence(counter: Path) -> None:
    engine = open_engine(counter, synchronous="OFF")
    outside_transaction(engine, "PRAGMA busy_timeout = 0")
    other = sqlite3.connect(counter, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="正忙"), write_transaction(engine):
        pass
    other.close()
    engine.dispose()


def test_a_file_that_is_gone_is_a_sentence_and_is_not_made_anew(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "没有.fund")
    with pytest.raises(NotFound, match="没有找到"), write_transaction(engine):
        pass
    assert list(tmp_path.iterdir()) == []
    engine.dispose()


def test_a_file_that_is_broken_is_a_sentence(counter: Path) -> None:
    content = bytearray(counter.read_bytes())
    content[4096:8192] = bytes(4096)
    counter.write_bytes(content)
    engine = open_engine(counter)
    with pytest.raises(Damaged, match="已损坏"), read_transaction(engine) as connection:
        connection.execute(text("SELECT value FROM counter")).all()
    engine.dispose()


def test_a_fault_of_the_program_itself_is_not_dressed_up(counter: Path) -> None:
    engine = open_engine(counter, synchronous="OFF")
    with pytest.raises(OperationalError, match="no such table"), write_transaction(engine) as connection:
        connection.execute(text("SELECT * FROM absent"))
    engine.dispose()


def test_a_guard_speaks_as_a_refusal_and_nothing_is_stored(ledger: LedgerFile) -> None:
    with pytest.raises(Refused) as refused:
        in_one_transaction(
            ledger.engine,
            "INSERT INTO number_series (prefix, year, last) VALUES ('ZF', 2026, 5)",
            "UPDATE number_series SET last = 4",
        )
    assert refused.value.message == "单据编号只能向前，不能退回重用；作废的编号也不再使用。"
    with read_transaction(ledger.reader) as connection:
        assert connection.execute(text("SELECT count(*) FROM number_series")).scalar_one() == 0


def test_a_broken_foreign_key_stays_an_error_of_the_program(ledger: LedgerFile) -> None:
    with pytest.raises(DBAPIError, match="FOREIGN KEY"), write_transaction(ledger.engine) as connection:
        connection.execute(text("INSERT INTO person_role (person_id, role) VALUES (9, 'clerk')"))


def test_a_checkpoint_empties_the_write_ahead_log(counter: Path) -> None:
    engine = open_engine(counter)
    wal = counter.with_name(counter.name + "-wal")
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE counter SET value = 7"))
    assert wal.stat().st_size > 0
    checkpoint(engine)
    assert wal.stat().st_size == 0
    engine.dispose()


def test_a_closed_file_on_a_read_only_disk_can_still_be_read(
    counter: Path, open_folder: Path, read_only: ReadOnly
) -> None:
    moved = open_folder / counter.name
    moved.write_bytes(counter.read_bytes())
    with read_only(open_folder):
        reader = open_engine(moved, readonly=True)
        with read_transaction(reader) as connection:
            assert connection.execute(text("SELECT value FROM counter")).scalar_one() == 0
        reader.dispose()


def test_a_leftover_log_on_a_read_only_disk_is_never_silently_ignored(
    counter: Path, open_folder: Path, read_only: ReadOnly
) -> None:
    moved = open_folder / counter.name
    writer = connect(counter)
    writer.execute("UPDATE counter SET value = 7")
    for suffix in ("", "-wal"):
        moved.with_name(moved.name + suffix).write_bytes(counter.with_name(counter.name + suffix).read_bytes())
    writer.close()
    with read_only(open_folder), pytest.raises(sqlite3.OperationalError, match=r"readonly|unable to open"):
        connect_to_read(moved).execute("SELECT value FROM counter")
