"""One owner at a time: who may work on a ledger file.

The kernel's lock on ``NAME.fund.lock`` decides (flock on Linux, LockFile through msvcrt on Windows). It was chosen over
creating a file with O_EXCL because the kernel drops it when the owner dies, whatever killed it: a crash never
locks anybody out, and there is no moment between "is the old owner dead?" and "then it is mine" in which two
programs could both say yes. The lock file is never deleted, because deleting it would let two programs lock two
different files of the same name.

The file also carries a record of the owner, for the sentence that the second person reads, and as a second test:
where somebody deleted the lock file by hand, or the disk's format ignores locks, a record whose process is alive
(same host, process number alive, same start time) still refuses. A record whose process is gone is taken over.

The lock is not on the ledger file itself: SQLite locks that one, and on POSIX systems closing any handle of a file
drops the process's locks on it.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import secrets
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from fundapp.errors import Busy
from fundapp.storage import trouble

# Far beyond the record: Windows locks are mandatory, and others must be able to read the record.
_LOCKED_BYTE = 1 << 30
_RECORD_BYTES = 4096
PROGRAM_TOKEN = secrets.token_hex(8)
"""Differs between two starts of the program, also when process number and second agree."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a ledger file. `started` identifies the process beyond its number, `since` is ISO 8601 with zone."""

    host: str
    pid: int
    started: str
    token: str
    person: str
    since: str

    def alive(self) -> bool:
        """True when that very process still runs on this machine; another host's record cannot be alive here."""
        return self.host == socket.gethostname() and process_started(self.pid) == self.started


class Lock:
    """The held lock; `release` it, or leave a ``with`` block."""

    def __init__(self, descriptor: int, path: Path, owner: Owner) -> None:
        self._descriptor: int | None = descriptor
        self.path = path
        self.owner = owner

    @property
    def held(self) -> bool:
        """False once it was released."""
        return self._descriptor is not None

    def release(self) -> None:
        """Empties the record and gives the lock back; the second call does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            os.ftruncate(descriptor, 0)
        finally:
            _unlock(descriptor)
            os.close(descriptor)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def lock_path(ledger: Path) -> Path:
    """The lock file beside the ledger file."""
    return ledger.with_name(ledger.name + ".lock")


def acquire(ledger: Path, now: dt.datetime) -> Lock:
    """Makes this program the owner of `ledger`.

    Args:
        ledger: the ledger file; it need not exist yet.
        now: with time zone; shown to the person who comes second.

    Raises:
        Busy: another program owns it; the sentence names host, person and since when.
        Unwritable: the folder cannot be written.
    """
    path = lock_path(ledger)
    with trouble.told_in_words(path):
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except PermissionError:
            # Somebody else's lock file on a shared PC: it still tells whether that person is at work.
            holder = _read(path)
            if holder is not None and holder.alive():
                raise _busy(ledger, holder) from None
            raise
        try:
            return _take(descriptor, path, ledger, now)
        except BaseException:
            os.close(descriptor)
            raise


def holder_of(ledger: Path) -> Owner | None:
    """The living owner of `ledger` as its record says; None when nobody works on it."""
    owner = _read(lock_path(ledger))
    return owner if owner is not None and owner.alive() else None


def _take(descriptor: int, path: Path, ledger: Path, now: dt.datetime) -> Lock:
    if not _try_lock(descriptor):
        raise _busy(ledger, _read(path))
    holder = _read(path)
    if holder is not None and holder.alive():
        _unlock(descriptor)
        raise _busy(ledger, holder)
    owner = Owner(
        host=socket.gethostname(),
        pid=os.getpid(),
        started=process_started(os.getpid()) or "",
        token=PROGRAM_TOKEN,
        person=_person(),
        since=now.isoformat(timespec="seconds"),
    )
    record = json.dumps(asdict(owner), ensure_ascii=False).encode()
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, record)
        os.fsync(descriptor)
    except BaseException:
        _unlock(descriptor)
        raise
    return Lock(descriptor, path, owner)


def _busy(ledger: Path, holder: Owner | None) -> Busy:
    if holder is None:
        return Busy(f"账套“{ledger.name}”已在另一个窗口打开。", remedy="请切换到那个窗口，或关闭它以后再打开。")
    since = holder.since.replace("T", " ")[:16]
    if holder.token == PROGRAM_TOKEN:
        return Busy(f"账套“{ledger.name}”已由本程序打开（自 {since} 起）。", remedy="请切换到已打开的窗口。")
    return Busy(
        f"账套“{ledger.name}”正由电脑“{holder.host}”上的用户“{holder.person}”使用"
        f"（自 {since} 起，进程号 {holder.pid}）。",
        remedy="请在那里关闭程序以后再打开；同一时间只能有一个人办理。",
    )


def _read(path: Path) -> Owner | None:
    try:
        with path.open("rb") as handle:
            found = json.loads(handle.read(_RECORD_BYTES).decode())
        return Owner(
            host=str(found["host"]),
            pid=int(found["pid"]),
            started=str(found["started"]),
            token=str(found["token"]),
            person=str(found["person"]),
            since=str(found["since"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        # No record, a half-written one, or something else of that name: nobody is named by it.
        return None


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION = 0x1000
    _STILL_ACTIVE = 259

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def process_started(pid: int) -> str | None:
        """When the process began, as an opaque text; None when no such process lives."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
        if not handle:
            return None
        try:
            code = wintypes.DWORD()
            times = [wintypes.FILETIME() for _ in range(4)]
            alive = kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            known = kernel.GetProcessTimes(wintypes.HANDLE(handle), *(ctypes.byref(one) for one in times))
            if not alive or not known or code.value != _STILL_ACTIVE:
                return None
            return f"{times[0].dwHighDateTime:08x}{times[0].dwLowDateTime:08x}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def process_started(pid: int) -> str | None:
        """When the process began, as an opaque text; None when no such process lives."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return None
        # Field 2 is the name in parentheses and may hold spaces; field 3 is the state, field 22 the start in clock
        # ticks since boot (proc(5)).
        fields = stat.rpartition(")")[2].split()
        return None if fields[0] in {"Z", "X"} else f"{boot}:{fields[19]}"
