"""What the disk and SQLite say, turned into sentences for the person at the desk.

Sources: SQLite result codes (sqlite.org/rescode.html); errno of POSIX and the Windows codes that Python maps onto it.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fundapp.errors import Busy, Damaged, FundError, NotFound, Unwritable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
_HELD_BY_OTHERS = frozenset({32, 33})

_ANOTHER_DISK = "请清理磁盘，或换一个有空间的本机文件夹后再试；已保存的内容没有丢失。"


def disk_full(place: Path) -> Unwritable:
    """The sentence for a full disk."""
    return Unwritable(f"磁盘已满，“{place.name}”没有写成。", remedy=_ANOTHER_DISK)


def read_only(place: Path) -> Unwritable:
    """The sentence for a folder or file that may not be written."""
    return Unwritable(
        f"“{place}”不能写入：文件夹只读，或者没有写入权限。",
        remedy="请改用自己能写入的本机文件夹，或请信息员开通权限后再试。",
    )


def no_space_in_format(place: Path) -> Unwritable:
    """The sentence for a file beyond what the disk's format or the quota allows (FAT32: 4 GB)."""
    return Unwritable(f"“{place.name}”超过了这块磁盘允许的文件大小。", remedy="请换到 NTFS 或其他本机磁盘后再试。")


def held_by_another_program(place: Path) -> Unwritable:
    """The sentence for a file that Windows keeps open for another program."""
    return Unwritable(
        f"“{place.name}”正被别的程序打开，不能替换。",
        remedy="请关闭正在查看它的 WPS、压缩软件或网盘同步程序，稍等几秒后再试。",
    )


def missing(place: Path) -> NotFound:
    """The sentence for a file or folder that is not there."""
    return NotFound(f"没有找到“{place}”。", remedy="请检查它是否被移走、改名，或移动硬盘是否已拔下。")


def damaged(place: Path, detail: str = "") -> Damaged:
    """The sentence for a broken ledger file; `detail` is SQLite's own word, kept for the log."""
    found = f"（检查结果：{detail}）" if detail else ""
    return Damaged(
        f"账套“{place.name}”已损坏{found}。",
        remedy="请不要继续使用，也不要删除它；请在“备份与校验”中用最近一份通过检查的备份恢复，恢复前现有文件会先另存。",
    )


def from_os(error: OSError, place: Path) -> FundError:
    """The sentence for a failed file operation on `place`."""
    if error.errno in _FULL:
        return disk_full(place)
    if getattr(error, "winerror", None) in _HELD_BY_OTHERS:
        return held_by_another_program(place)
    if error.errno == errno.EFBIG:
        return no_space_in_format(place)
    if error.errno in _READ_ONLY:
        return read_only(place)
    if error.errno == errno.ENOENT:
        return missing(place)
    return Unwritable(f"“{place}”读写失败（{error.strerror or error}）。", remedy="请检查磁盘或移动硬盘的连接后再试。")


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 when the driver itself complained."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """True when SQLite says that the file is broken or no database at all."""
    return primary_code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def from_sqlite(error: sqlite3.Error, place: Path) -> FundError | None:
    """The sentence for a failed statement on the ledger `place`; None when the fault is the program's own."""
    if is_damage(error):
        return damaged(place, str(error))
    code = primary_code(error)
    if code == sqlite3.SQLITE_FULL:
        return disk_full(place)
    if code == sqlite3.SQLITE_IOERR:
        return Unwritable(f"“{place.name}”读写失败（{error}）。", remedy=_ANOTHER_DISK)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return read_only(place) if place.exists() else missing(place)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return Busy(f"账套“{place.name}”正忙，这一次没有保存。", remedy="请稍等几秒再试一次。")
    return None


@contextmanager
def told_in_words(place: Path) -> Iterator[None]:
    """Lets nothing raw escape: an OSError or a SQLite failure inside becomes its sentence.

    Raises:
        FundError: one of Unwritable, Damaged, NotFound, Busy.
    """
    try:
        yield
    except OSError as error:
        raise from_os(error, place) from error
    except sqlite3.Error as error:
        sentence = from_sqlite(error, place)
        if sentence is None:
            raise
        raise sentence from error
