"""What kind of file is this? Asked before anything is written to it.

A ledger is a SQLite file whose `application_id` is ours and whose Alembic revision this program knows. Everything is
asked through SQLite itself: reading the bytes of an open database by hand and closing the handle would drop SQLite's
locks on POSIX systems (sqlite.org/howtocorrupt.html 2.2).
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fundapp.errors import Damaged, TooNew
from fundapp.storage import migrations, trouble
from fundapp.storage.engine import connect_to_read

APPLICATION_ID = 0x46554E44
"""``FUND``: how the ledger is told from any other SQLite file."""


class FileKind(StrEnum):
    """What a path turned out to be."""

    ABSENT = "absent"
    NOT_A_LEDGER = "not_a_ledger"
    DAMAGED = "damaged"
    NEWER = "newer"
    OLDER = "older"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class FileState:
    """The finding on one file. `revision` is empty when unknown, `detail` is SQLite's word on what is broken."""

    path: Path
    kind: FileKind
    revision: str = ""
    detail: str = ""

    def refuse_unusable(self) -> None:
        """Refuses everything but a current or an older ledger.

        Raises:
            NotFound: no such file.
            Damaged: not a ledger, or a broken one.
            TooNew: written by a newer release.
        """
        name = self.path.name
        if self.kind is FileKind.ABSENT:
            raise trouble.missing(self.path)
        if self.kind is FileKind.NOT_A_LEDGER:
            raise Damaged(
                f"“{name}”不是账套文件，没有打开，也没有改动它。",
                remedy="请选择本程序建立的 .fund 文件；如果它原来是账套，说明文件开头已损坏，请用最近一份备份恢复。",
            )
        if self.kind is FileKind.NEWER:
            raise TooNew(
                f"账套“{name}”由较新版本的程序写成（结构版本 {self.revision}，本程序只认识到 {migrations.HEAD}）。",
                remedy="没有改动它。请先升级本程序，再打开这个账套。",
            )
        if self.kind is FileKind.DAMAGED:
            raise trouble.damaged(self.path, self.detail)


def inspect(path: Path, *, thorough: bool = True) -> FileState:
    """Looks at the file at `path` without changing it.

    Args:
        path: the file.
        thorough: also run ``quick_check`` (0.2 s for 208 MB).

    Raises:
        Busy: another process holds it.
        Unwritable: it cannot even be read.
    """
    if not path.is_file():
        return FileState(path, FileKind.ABSENT)
    with trouble.told_in_words(path):
        try:
            with closing(connect_to_read(path)) as connection:
                return _state(connection, path, thorough=thorough)
        except sqlite3.DatabaseError as error:
            if not trouble.is_damage(error):
                raise
            not_sqlite = trouble.primary_code(error) == sqlite3.SQLITE_NOTADB
            return FileState(path, FileKind.NOT_A_LEDGER if not_sqlite else FileKind.DAMAGED, detail=str(error))


def quick_check(connection: sqlite3.Connection) -> str:
    """Empty when SQLite finds the file sound, otherwise its first complaint."""
    try:
        complaint = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if not trouble.is_damage(error):
            raise
        return str(error)
    return "" if complaint == "ok" else complaint


def _state(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> FileState:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return FileState(path, FileKind.NOT_A_LEDGER)
    if thorough and (complaint := quick_check(connection)):
        return FileState(path, FileKind.DAMAGED, detail=complaint)
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if there else []
    if len(rows) != 1:
        return FileState(path, FileKind.DAMAGED, detail="缺少结构版本")
    revision = str(rows[0][0])
    if revision in migrations.REVISIONS:
        return FileState(path, FileKind.CURRENT if revision == migrations.HEAD else FileKind.OLDER, revision)
    if re.fullmatch(r"r\d{4}", revision) and revision > migrations.HEAD:
        return FileState(path, FileKind.NEWER, revision)
    return FileState(path, FileKind.DAMAGED, revision, detail="结构版本无法识别")
