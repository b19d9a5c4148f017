"""A file is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from fundapp.storage.disk import copy_whole, sha256_of, sweep, sync_folder, whole_file, write_whole


def test_a_file_appears_whole_and_leaves_no_temporary_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "新.json", b"1")
    write_whole(tmp_path / "新.json", b"22")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"新.json": b"22"}


def test_a_failure_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "账套.fund"
    target.write_bytes(b"old")

    def fail() -> None:
        with whole_file(target) as temporary:
            temporary.write_bytes(b"half")
            temporary.with_name(temporary.name + "-journal").write_bytes(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"账套.fund": b"old"}


def test_the_new_file_is_on_the_disk_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    replace = Path.replace

    def noted_replace(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    monkeypatch.setattr("os.fsync", lambda _descriptor: done.append("fsync"))
    monkeypatch.setattr(Path, "replace", noted_replace)
    write_whole(tmp_path / "新", b"1")
    assert done == ["fsync", "replace", *(["fsync"] if os.name == "posix" else [])]


def test_the_rename_is_forced_onto_the_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.fsync", synced.append)
    sync_folder(tmp_path)
    assert len(synced) == 1


def test_windows_has_no_such_call_and_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("os.fsync", lambda _descriptor: pytest.fail("fsync of a folder"))
    sync_folder(tmp_path)


def test_a_copy_is_the_same_bytes_and_knows_its_digest(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"x" * (3 << 20))
    digest = copy_whole(source, tmp_path / "b")
    assert digest == sha256_of(tmp_path / "b") == hashlib.sha256(source.read_bytes()).hexdigest()


def test_what_a_killed_program_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    def killed() -> None:
        with whole_file(tmp_path / "新") as temporary:
            temporary.write_bytes(b"half")
            (tmp_path / (temporary.name + "-kept")).write_bytes(b"half")
            temporary.rename(tmp_path / "moved")

    with pytest.raises(FileNotFoundError):
        killed()
    (tmp_path / "合同.writing.fund").write_bytes(b"mine")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["moved", "合同.writing.fund"]
