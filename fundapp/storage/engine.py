"""SQLite as the ledger needs it: two engines per open file, one to write and one to read.

Why so (design/floors.md):

* 3. SQLAlchemy's default SQLite set-up loses updates in silence and a deferred BEGIN fails with BUSY. The driver is
  therefore left in autocommit, writers send ``BEGIN IMMEDIATE`` and readers a plain ``BEGIN``.
* 2. SQLite 3.7.0–3.51.2 can corrupt a WAL file that two connections write or checkpoint at the same instant. The
  writing engine owns exactly one connection (threads queue for it); reading connections are ``query_only`` and never
  checkpoint.
* 10. After SQLITE_FULL the transaction is gone already. Only the driver's ``rollback()`` is ever called, which asks
  SQLite whether a transaction is open; the word ROLLBACK is never sent blindly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from fundapp.errors import FundError
from fundapp.storage import guards, trouble
from fundapp.storage.trouble import primary_code

Synchronous = Literal["FULL", "OFF"]

_BUSY_MILLISECONDS = 5000
_QUEUE_SECONDS = 60.0
_READERS = 4


def file_uri(path: Path, mode: Literal["rw", "ro", "rwc"], *, immutable: bool = False) -> str:
    """``file:`` address of a database; unlike a bare path it never creates an empty file by accident."""
    return f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"


def connect(path: Path, *, mode: Literal["rw", "ro", "rwc"] = "rw", immutable: bool = False) -> sqlite3.Connection:
    """A plain connection in driver autocommit, for the header, backups and tests.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    return sqlite3.connect(
        file_uri(path, mode, immutable=immutable),
        uri=True,
        isolation_level=None,
        timeout=_BUSY_MILLISECONDS / 1000,
        check_same_thread=False,
    )


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A plain connection that cannot write, also on a read-only disk.

    A closed WAL file in a read-only folder opens only as `immutable`, which silently ignores a leftover ``-wal``
    (floors 10); it is therefore used only when there is none.

    Raises:
        sqlite3.Error: the file cannot be opened or read.
    """
    connection = connect(path)
    try:
        # The first look at the file shows whether its -wal and -shm can be made.
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        connection.close()
        if primary_code(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} or _has_log(path):
            raise
        connection = connect(path, mode="ro", immutable=True)
    except sqlite3.Error:
        connection.close()
        raise
    connection.execute("PRAGMA query_only = ON")
    return connection


def _has_log(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def open_engine(path: Path, *, synchronous: Synchronous = "FULL", readonly: bool = False) -> Engine:
    """Engine on an existing ledger file. Nothing is read before the first connection.

    Args:
        path: the ledger file.
        synchronous: ``OFF`` in tests only; FULL lost nothing in 400 simulated power cuts, NORMAL lost 225 commits.
        readonly: connections that can only read; several at once, beside the writer.

    Use `write_transaction` on the writing engine, and a second engine with ``readonly=True`` for questions.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=lambda: connect_to_read(path) if readonly else connect(path),
        poolclass=QueuePool,
        pool_size=_READERS if readonly else 1,
        max_overflow=_READERS if readonly else 0,
        pool_timeout=_QUEUE_SECONDS,
    )
    settings = [
        f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}",
        "PRAGMA foreign_keys = ON",
        # The file came from somebody: its schema may call no function that could act outside of it.
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
    ]
    if not readonly:
        settings += ["PRAGMA journal_mode = WAL", f"PRAGMA synchronous = {synchronous}"]

    def on_connect(dbapi_connection: sqlite3.Connection, _record: object) -> None:
        for setting in settings:
            dbapi_connection.execute(setting)

    def on_begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction on the writing engine: ``BEGIN IMMEDIATE``, then COMMIT, or nothing at all on any exception.

    A session joins it with ``Session(bind=connection)``; such a session's commit() only flushes, the COMMIT comes when
    the block ends.

    Raises:
        Refused: a guard of the file said no.
        Unwritable: disk full or read-only; nothing was stored.
        Busy: another process holds the file; nothing was stored.
        Damaged: the file is broken.
    """
    with in_words(engine), engine.execution_options(immediate=True).begin() as connection:
        yield connection


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """One consistent view for several questions: a plain BEGIN that never waits for the writer.

    Raises:
        Damaged: the file is broken.
        NotFound: the file is gone.
    """
    with in_words(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def in_words(engine: Engine) -> Iterator[None]:
    """Turns what the database says into its sentence; a fault of the program itself passes unchanged."""
    try:
        yield
    except DBAPIError as error:
        sentence: FundError | None = guards.refusal(error)
        if sentence is None and isinstance(error.orig, sqlite3.Error):
            sentence = trouble.from_sqlite(error.orig, Path(str(engine.url.database)))
        if sentence is None:
            raise
        raise sentence from error


def outside_transaction(engine: Engine, statement: str) -> None:
    """Runs one statement that SQLite ignores or refuses inside a transaction, on the writing engine's connection."""
    # Not through execution_options(isolation_level="AUTOCOMMIT"): its reset would end the driver's autocommit for good.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()


def checkpoint(engine: Engine) -> None:
    """Moves the ``-wal`` into the file and empties it; to be called on the writing engine only (floors 2)."""
    outside_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
