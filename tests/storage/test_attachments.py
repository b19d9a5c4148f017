"""Attachments are kept by what they hold, and every reading checks it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.errors import Damaged, NotFound, Unwritable
from fundapp.storage import attachments
from fundapp.storage.attachments import Wanted
from tests.storage.conftest import ReadOnly

SCAN = "合同扫描件".encode() * 1000
DIGEST = hashlib.sha256(SCAN).hexdigest()


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_bytes_lie_under_their_digest_and_come_back_as_they_were(tmp_path: Path) -> None:
    assert attachments.store(tmp_path / "新", SCAN) == DIGEST
    assert files_in(tmp_path / "新") == [f"{DIGEST[:2]}/{DIGEST[2:]}"]
    assert attachments.read(tmp_path / "新", DIGEST, "合同.pdf") == SCAN


@given(st.binary(max_size=300))
def test_any_bytes_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    assert attachments.read(folder, attachments.store(folder, content), "示例") == content


def test_storing_the_same_bytes_again_writes_nothing(tmp_path: Path) -> None:
    attachments.store(tmp_path, SCAN)
    before = attachments.path_of(tmp_path, DIGEST).stat()
    attachments.store(tmp_path, SCAN)
    assert attachments.path_of(tmp_path, DIGEST).stat() == before


def test_storing_the_right_bytes_heals_a_broken_copy(tmp_path: Path) -> None:
    attachments.store(tmp_path, SCAN)
    attachments.path_of(tmp_path, DIGEST).write_bytes(b"broken")
    attachments.store(tmp_path, SCAN)
    assert attachments.read(tmp_path, DIGEST, "合同.pdf") == SCAN


def test_a_vanished_attachment_is_named_with_the_way_to_get_it_back(tmp_path: Path) -> None:
    attachments.store(tmp_path, SCAN)
    attachments.path_of(tmp_path, DIGEST).unlink()
    with pytest.raises(NotFound, match="的文件不见了") as refused:
        attachments.read(tmp_path, DIGEST, "合同.pdf")
    assert "附件“合同.pdf”" in refused.value.message
    assert "备份" in refused.value.remedy


def test_an_altered_attachment_is_named_and_its_bytes_are_not_handed_out(tmp_path: Path) -> None:
    attachments.store(tmp_path, SCAN)
    attachments.path_of(tmp_path, DIGEST).write_bytes(SCAN[:-1] + b"!")
    with pytest.raises(Damaged, match="的内容已被改动"):
        attachments.read(tmp_path, DIGEST, "合同.pdf")


def test_what_is_missing_is_listed_and_altered_bytes_only_when_asked_thoroughly(tmp_path: Path) -> None:
    gone, altered, sound = (attachments.store(tmp_path, name) for name in (b"gone", b"altered", b"sound"))
    attachments.path_of(tmp_path, gone).unlink()
    attachments.path_of(tmp_path, altered).write_bytes(b"!")
    wanted = [Wanted(gone, "一.pdf"), Wanted(altered, "二.pdf"), Wanted(sound, "三.pdf")]
    assert [one.file_name for one in attachments.missing(tmp_path, wanted)] == ["一.pdf"]
    assert [one.file_name for one in attachments.missing(tmp_path, wanted, thorough=True)] == ["一.pdf", "二.pdf"]


def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(
    tmp_path: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    with files_up_to(10_000), pytest.raises(Unwritable):
        attachments.store(tmp_path, bytes(20_000))
    assert files_in(tmp_path) == []


def test_a_read_only_folder_is_a_sentence(open_folder: Path, read_only: ReadOnly) -> None:
    with read_only(open_folder), pytest.raises(Unwritable, match="不能写入"):
        attachments.store(open_folder, SCAN)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_row_that_names_no_digest_reaches_no_file(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        attachments.path_of(tmp_path, digest)


def test_only_what_is_sound_and_lacking_is_copied_to_another_store(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    new, known, broken = (attachments.store(source, name) for name in (b"new", b"known", b"broken"))
    attachments.store(target, b"known")
    attachments.path_of(source, broken).write_bytes(b"xxxxxx")
    absent = "0" * 64
    done = attachments.copy_missing(source, target, [new, known, broken, absent])
    assert (done.copied, set(done.faulty)) == ((new,), {broken, absent})
    assert attachments.read(target, new, "新") == b"new"
    assert set(attachments.stored(target)) == {new, known}


def test_a_copy_of_another_length_is_replaced_by_the_sound_one(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    digest = attachments.store(source, b"whole")
    attachments.store(target, b"whole")
    attachments.path_of(target, digest).write_bytes(b"who")
    assert attachments.copy_missing(source, target, [digest]).copied == (digest,)
    assert attachments.read(target, digest, "示例") == b"whole"


def test_what_is_gone_here_but_kept_there_is_not_called_faulty(tmp_path: Path) -> None:
    target = tmp_path / "b"
    digest = attachments.store(target, b"kept")
    assert attachments.copy_missing(tmp_path / "a", target, [digest]) == attachments.Copied((), ())


def test_other_files_in_the_folder_are_not_taken_for_attachments(tmp_path: Path) -> None:
    attachments.store(tmp_path, SCAN)
    (tmp_path / DIGEST[:2] / "desktop.ini").write_bytes(b"")
    assert list(attachments.stored(tmp_path)) == [DIGEST]


def test_a_quick_look_knows_a_file_by_its_size_and_a_thorough_one_by_its_bytes(tmp_path: Path) -> None:
    digest = attachments.store(tmp_path, b"1234")
    wanted = [attachments.Wanted(digest, "a.pdf", 4)]
    attachments.path_of(tmp_path, digest).write_bytes(b"4321")
    assert attachments.missing(tmp_path, wanted) == []
    assert attachments.missing(tmp_path, wanted, thorough=True) == wanted
    attachments.path_of(tmp_path, digest).write_bytes(b"123")
    assert attachments.missing(tmp_path, wanted) == wanted
