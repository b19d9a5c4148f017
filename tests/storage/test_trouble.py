"""Whatever the disk or SQLite says, the person reads one sentence and one way out."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from fundapp.errors import Busy, Damaged, FundError, NotFound, Unwritable
from fundapp.storage.trouble import from_os, from_sqlite, told_in_words


def windows_error(code: int) -> OSError:
    error = PermissionError(errno.EACCES, "in use")
    # Only Windows declares the attribute.
    setattr(error, "winerror", code)  # noqa: B010
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (OSError(errno.ENOSPC, ""), Unwritable, "磁盘已满"),
        (OSError(errno.EDQUOT, ""), Unwritable, "磁盘已满"),
        (OSError(errno.EROFS, ""), Unwritable, "只读"),
        (OSError(errno.EACCES, ""), Unwritable, "没有写入权限"),
        (OSError(errno.EFBIG, ""), Unwritable, "允许的文件大小"),
        (OSError(errno.ENOENT, ""), NotFound, "没有找到"),
        (OSError(errno.EIO, "Input/output error"), Unwritable, "Input/output error"),
        (windows_error(32), Unwritable, "正被别的程序打开"),
    ],
)
def test_a_failed_file_operation_is_told_in_words(
    tmp_path: Path, error: OSError, kind: type[FundError], words: str
) -> None:
    told = from_os(error, tmp_path / "账套.fund")
    assert isinstance(told, kind)
    assert words in told.message
    assert told.remedy.startswith("请")


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, Unwritable, "磁盘已满"),
        (sqlite3.SQLITE_READONLY, Unwritable, "不能写入"),
        (sqlite3.SQLITE_CANTOPEN, Unwritable, "不能写入"),
        (sqlite3.SQLITE_IOERR, Unwritable, "读写失败"),
        (sqlite3.SQLITE_IOERR | 10 << 8, Unwritable, "读写失败"),
        (sqlite3.SQLITE_CORRUPT, Damaged, "已损坏"),
        (sqlite3.SQLITE_NOTADB, Damaged, "已损坏"),
        (sqlite3.SQLITE_BUSY, Busy, "正忙"),
    ],
)
def test_what_sqlite_says_is_told_in_words(tmp_path: Path, code: int, kind: type[FundError], words: str) -> None:
    path = tmp_path / "账套.fund"
    path.touch()
    error = sqlite3.OperationalError("disk trouble")
    error.sqlite_errorcode = code
    told = from_sqlite(error, path)
    assert isinstance(told, kind)
    assert words in told.message
    assert told.remedy.startswith("请")


def test_a_fault_of_the_program_is_not_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), told_in_words(tmp_path):
        raise sqlite3.OperationalError("no such table: absent")
    assert from_sqlite(sqlite3.ProgrammingError("closed"), tmp_path) is None


def test_a_sentence_that_was_already_found_passes_unchanged(tmp_path: Path) -> None:
    with pytest.raises(Busy, match=r"^已有$"), told_in_words(tmp_path):
        raise Busy("已有")
