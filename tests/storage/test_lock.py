"""One owner at a time; a crash never locks anybody out."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from fundapp.errors import Busy, Unwritable
from fundapp.storage import lock
from tests.storage.conftest import NOW, ReadOnly

HOLD = """
import datetime as dt, sys
from pathlib import Path
from fundapp.storage import lock
held = lock.acquire(Path(sys.argv[1]), dt.datetime.fromisoformat(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_program(ledger: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that holds the ledger until it is killed or the block ends."""
    command = [sys.executable, "-c", HOLD, str(ledger), NOW.isoformat()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "政务 数据办.fund"


def test_a_second_program_is_refused_and_told_who_holds_the_file_where_and_since_when(path: Path) -> None:
    with another_program(path) as process, pytest.raises(Busy) as refused:
        lock.acquire(path, NOW)
    sentence = str(refused.value)
    assert f"电脑“{socket.gethostname()}”" in sentence
    assert f"进程号 {process.pid}" in sentence
    assert "自 2026-11-20 08:31 起" in sentence
    assert "用户“" in sentence
    assert "请在那里关闭程序以后再打开" in sentence


def test_a_killed_program_locks_nobody_out(path: Path) -> None:
    with another_program(path) as process:
        process.kill()
        process.wait()
        assert json.loads(lock.lock_path(path).read_text(encoding="utf-8"))["pid"] == process.pid
        lock.acquire(path, NOW).release()


def test_a_program_that_closed_the_file_leaves_it_to_the_next(path: Path) -> None:
    lock.acquire(path, NOW).release()
    assert lock.holder_of(path) is None
    with another_program(path):
        assert lock.holder_of(path) is not None


def test_the_same_program_is_told_that_it_has_the_file_open_already(path: Path) -> None:
    with lock.acquire(path, NOW), pytest.raises(Busy, match="已由本程序打开"):
        lock.acquire(path, NOW)


def test_releasing_twice_does_not_release_somebody_elses_lock(path: Path) -> None:
    first = lock.acquire(path, NOW)
    first.release()
    with lock.acquire(path, NOW) as second:
        first.release()
        assert lock.holder_of(path) == second.owner


def write_record(path: Path, **changes: object) -> None:
    """The record of this very process, changed in some places, without the kernel's lock."""
    with lock.acquire(path, NOW) as held:
        record = {name: getattr(held.owner, name) for name in held.owner.__dataclass_fields__}
    lock.lock_path(path).write_text(json.dumps(record | {"token": "0"} | changes), encoding="utf-8")


def test_a_living_owner_is_respected_even_where_the_kernels_lock_was_lost(path: Path) -> None:
    write_record(path)
    with pytest.raises(Busy, match="正由电脑"):
        lock.acquire(path, NOW)


@pytest.mark.parametrize(
    "stale",
    [
        {"started": "another-start"},
        {"started": ""},
        {"host": "another-host"},
        {"pid": 2**22 + 1},
    ],
    ids=["process number given to another process", "start unknown", "moved here from another PC", "process gone"],
)
def test_the_record_of_an_owner_that_is_not_alive_here_is_taken_over(path: Path, stale: dict[str, object]) -> None:
    write_record(path, **stale)
    with lock.acquire(path, NOW) as held:
        assert held.owner.pid == os.getpid()
        assert lock.holder_of(path) == held.owner


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}', '{"host": 1, "pid": "x"}', "\ufeff垃圾"])
def test_a_lock_file_that_says_nothing_sensible_locks_nobody_out(path: Path, content: str) -> None:
    lock.lock_path(path).write_text(content, encoding="utf-8")
    lock.acquire(path, NOW).release()


def test_the_lock_file_stays_so_that_two_programs_never_lock_two_files_of_one_name(path: Path) -> None:
    lock.acquire(path, NOW).release()
    assert lock.lock_path(path).read_bytes() == b""


def test_a_read_only_folder_is_a_sentence(open_folder: Path, read_only: ReadOnly) -> None:
    with read_only(open_folder), pytest.raises(Unwritable, match="不能写入"):
        lock.acquire(open_folder / "账套.fund", NOW)


def test_a_lock_file_of_another_person_still_names_its_living_owner(open_folder: Path, read_only: ReadOnly) -> None:
    path = open_folder / "账套.fund"
    write_record(path)
    with read_only(open_folder), pytest.raises(Busy, match="正由电脑"):
        lock.acquire(path, NOW)


def test_a_holder_whose_record_cannot_be_read_still_holds_the_file(path: Path) -> None:
    with another_program(path):
        lock.lock_path(path).write_bytes(b"{")
        with pytest.raises(Busy, match="已在另一个窗口打开"):
            lock.acquire(path, NOW)


def test_a_full_disk_is_a_sentence_and_keeps_no_lock(
    path: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    with files_up_to(0), pytest.raises(Unwritable):
        lock.acquire(path, NOW)
    lock.acquire(path, NOW).release()


def test_a_process_is_known_by_its_start_and_a_finished_one_is_not_alive() -> None:
    assert lock.process_started(os.getpid())
    finished = subprocess.Popen([sys.executable, "-c", ""])
    finished.wait()
    assert lock.process_started(finished.pid) is None


def test_a_person_without_a_name_is_still_called_something(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    with lock.acquire(path, NOW) as held:
        assert held.owner.person == "未知用户"
