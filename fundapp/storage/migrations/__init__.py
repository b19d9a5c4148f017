"""Schema changes of released ledger files, applied by Alembic from code.

The revision modules are imported, not scanned for, so that the same code works from a checkout, a wheel and a frozen
program. Alembic costs 320 ms to import (design/floors.md) and is therefore imported only when a file is behind.

Rules: explicit operations only, never batch mode, whose move-and-copy silently dropped the guards
(design/architecture.md). A revision that rebuilds a table does so in the open: create the new one, copy, drop, rename.
The guards are taken off before and put back after, inside the same transaction. A new column is nullable and stays
empty in old rows: the digests on record leave empty columns out (fundapp.seal.canonical.row_digest). A guard that reads
differently is a revision of its own, even without any other change, or older files would count as tampered with.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection

from fundapp.errors import Damaged, TooNew
from fundapp.storage import guards

REVISIONS = ("r0001", "r0002")
"""All revisions, oldest first; a test holds them against the modules in `versions`."""
HEAD = REVISIONS[-1]
_MODULES = {"r0001": "r0001_first", "r0002": "r0002_performance"}


def stamp(connection: Connection, revision: str) -> None:
    """Writes the revision into the file, as Alembic itself would."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version ("
        "version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (revision,))


def revision_of(connection: Connection) -> str:
    """The file's revision; empty for a file without tables."""
    there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first() if there else None
    return "" if row is None else str(row[0])


def upgrade(connection: Connection) -> list[str]:
    """Brings the file to `HEAD` and re-installs the guards, all in the caller's transaction; returns what was applied.

    Args:
        connection: inside a write transaction on the file; foreign keys are checked again before it may commit.

    Raises:
        TooNew: the file's revision is none of ours.
        Damaged: after the upgrade a row refers to one that is not there.
    """
    from alembic.migration import MigrationContext  # noqa: PLC0415 - 320 ms, only when the file is behind
    from alembic.operations import Operations  # noqa: PLC0415

    revision = revision_of(connection)
    if revision and revision not in REVISIONS:
        raise TooNew(f"账套的结构版本 {revision} 不是本程序认识的版本。", remedy="请先升级本程序，再打开这个账套。")
    pending = REVISIONS[REVISIONS.index(revision) + 1 :] if revision else REVISIONS
    guards.remove(connection)
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for one in pending:
            import_module(f"{__name__}.versions.{_MODULES[one]}").upgrade()
            stamp(connection, one)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise Damaged(
            f"升级后核对发现表 {broken[0]} 有记录缺少所属内容，升级已全部撤销。",
            remedy="账套仍是原来的版本，没有改动。请用最近一份通过检查的备份重试，或联系维护人员。",
        )
    guards.install(connection)
    return list(pending)


def upgrade_file(path: Path) -> list[str]:
    """Brings a ledger file to `HEAD` in one transaction: a crash in the middle leaves the old schema.

    The caller has made a backup and owns the lock.

    Raises:
        TooNew, Damaged, Unwritable, Busy: nothing was changed.
    """
    from fundapp.storage.engine import open_engine, outside_transaction, write_transaction  # noqa: PLC0415 - engine knows the guards

    engine = open_engine(path)
    try:
        # A table that is rebuilt is dropped for a moment; with foreign keys on, that would delete its children.
        outside_transaction(engine, "PRAGMA foreign_keys = OFF")
        with write_transaction(engine) as connection:
            return upgrade(connection)
    finally:
        engine.dispose()
