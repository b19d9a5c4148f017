"""Backups: whole, checked, thinned, and never in the way of the work."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from fundapp.errors import Damaged, NotFound, Unwritable
from fundapp.places import attachments_folder
from fundapp.storage import attachments, backup_check, header
from fundapp.storage.backup import Reason, back_up, back_up_if_changed, changed_since, delete, list_backups
from fundapp.storage.engine import connect
from fundapp.storage.ledger_file import LedgerFile
from tests.storage.acts import act, acts, attach
from tests.storage.conftest import NOW, ReadOnly


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "备份 盘"


def test_a_backup_is_a_sound_ledger_whose_name_says_whose_when_and_why(ledger: LedgerFile, folder: Path) -> None:
    act(ledger.path)
    made = back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    assert made.path.name == "政务数据办 2026-11-20 083100 自动.fund"
    assert (made.ledger, made.reason, made.made_at) == ("政务数据办", Reason.AUTOMATIC, NOW)
    assert made.check is not None
    assert (made.check.ok, made.check.missing, made.check.at) == (True, (), NOW)
    assert list_backups(folder) == [made]
    assert header.inspect(made.path).kind is header.FileKind.CURRENT
    assert acts(made.path) == 1


def test_a_backup_needs_no_log_beside_it_so_that_it_opens_anywhere(ledger: LedgerFile, folder: Path) -> None:
    made = back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    with closing(connect(made.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert names(folder) == [made.path.name, made.path.name + ".json"]


def test_the_folder_holds_nothing_half_written_and_the_ledger_is_untouched(ledger: LedgerFile, folder: Path) -> None:
    act(ledger.path)
    back_up(ledger.path, folder, Reason.MANUAL, NOW)
    assert act(ledger.path) == 2


def test_a_name_says_office_time_whatever_zone_the_moment_comes_in(ledger: LedgerFile, folder: Path) -> None:
    made = back_up(ledger.path, folder, Reason.MANUAL, dt.datetime(2026, 12, 31, 16, 30, tzinfo=dt.UTC))
    assert made.path.name == "政务数据办 2027-01-01 003000 手动.fund"


def test_a_name_with_a_day_that_does_not_exist_is_no_backup(folder: Path) -> None:
    folder.mkdir()
    (folder / "账套 2026-02-30 083100 自动.fund").write_bytes(b"")
    assert list_backups(folder) == []


def test_two_backups_of_one_second_do_not_replace_each_other(ledger: LedgerFile, folder: Path) -> None:
    first = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    second = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    assert first.path != second.path
    assert {one.path for one in list_backups(folder)} == {first.path, second.path}


def test_a_backup_ends_while_somebody_keeps_writing(ledger: LedgerFile, folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            act(ledger.path)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    finally:
        stop.set()
        writer.join()
    assert made.check is not None
    assert made.check.ok
    assert acts(made.path) <= acts(ledger.path)


def test_attachments_are_kept_once_for_all_backups(ledger: LedgerFile, folder: Path) -> None:
    digest = attach(ledger.path, b"contract", "合同.pdf")
    back_up(ledger.path, folder, Reason.MANUAL, NOW)
    back_up(ledger.path, folder, Reason.MANUAL, NOW + dt.timedelta(hours=1))
    assert list(attachments.stored(folder / "files")) == [digest]
    assert attachments.read(folder / "files", digest, "合同.pdf") == b"contract"


def test_a_copy_in_the_backup_does_not_share_the_damage_of_its_original(ledger: LedgerFile, folder: Path) -> None:
    digest = attach(ledger.path, b"contract", "合同.pdf")
    back_up(ledger.path, folder, Reason.MANUAL, NOW)
    attachments.path_of(attachments_folder(ledger.path), digest).write_bytes(b"damaged!")
    assert attachments.read(folder / "files", digest, "合同.pdf") == b"contract"


def test_a_vanished_attachment_does_not_stop_the_backup_and_is_named(ledger: LedgerFile, folder: Path) -> None:
    digest = attach(ledger.path, b"contract", "合同.pdf")
    attachments.path_of(attachments_folder(ledger.path), digest).unlink()
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    assert made.check is not None
    assert (made.check.ok, made.check.missing) == (True, ("合同.pdf",))


def test_an_issued_form_is_backed_up_like_an_attachment(ledger: LedgerFile, folder: Path) -> None:
    digest = attachments.store(attachments_folder(ledger.path), b"%PDF")
    with closing(connect(ledger.path)) as connection:
        connection.execute("DROP TRIGGER issued_form_of_signed")
        connection.execute(
            "INSERT INTO issued_form (kind, number, subject_kind, subject_id, round, digest, chain_head, code,"
            " pdf_sha256, issued_by_id, issued_at) VALUES ('', 'ZF-2026-0001', '', 1, 1, '', '', '', ?, 1, '')",
            (digest,),
        )
    back_up(ledger.path, folder, Reason.MANUAL, NOW)
    assert attachments.read(folder / "files", digest, "ZF-2026-0001.pdf") == b"%PDF"


def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(
    ledger: LedgerFile, folder: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    folder.mkdir()
    with files_up_to(100_000), pytest.raises(Unwritable):
        back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    assert names(folder) == []
    assert act(ledger.path) == 1


def test_a_disk_without_room_is_refused_before_anything_is_written(
    ledger: LedgerFile, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundapp.storage.place.free_space_ok", lambda _folder, _needed: False)
    with pytest.raises(Unwritable, match="磁盘已满"):
        back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    assert names(folder) == []


def test_a_full_disk_while_attachments_are_copied_leaves_no_backup_that_lacks_them(
    ledger: LedgerFile, folder: Path, files_up_to: Callable[[int], AbstractContextManager[None]]
) -> None:
    attach(ledger.path, bytes(3_000_000), "大合同.pdf")
    with files_up_to(2_000_000), pytest.raises(Unwritable):
        back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    assert list_backups(folder) == []
    assert list(attachments.stored(folder / "files")) == []


def test_a_read_only_backup_folder_is_a_sentence(ledger: LedgerFile, open_folder: Path, read_only: ReadOnly) -> None:
    source = open_folder / "账套.fund"
    ledger.close()
    source.write_bytes(ledger.path.read_bytes())
    target = open_folder / "备份"
    target.mkdir()
    with read_only(open_folder), pytest.raises(Unwritable, match="不能写入"):
        back_up(source, target, Reason.MANUAL, NOW)


def test_a_backup_sweeps_what_a_killed_one_left_but_not_what_another_pc_is_writing(
    ledger: LedgerFile, folder: Path
) -> None:
    (folder / "files").mkdir(parents=True)
    old, new = folder / "甲.fund.0123abcd.writing", folder / "乙.fund.0123abcd.writing"
    old_file = folder / "files" / "01.0123abcd.writing"
    for path in (old, new, old_file):
        path.write_bytes(b"half")
    day_before = (NOW - dt.timedelta(hours=25)).timestamp()
    os.utime(new, (NOW.timestamp(), NOW.timestamp()))
    for path in (old, old_file):
        os.utime(path, (day_before, day_before))
    back_up(ledger.path, folder, Reason.MANUAL, NOW)
    assert [path.exists() for path in (old, old_file, new)] == [False, False, True]


def test_a_ledger_that_is_not_there_is_a_sentence(folder: Path) -> None:
    with pytest.raises(NotFound, match="没有找到"):
        back_up(folder / "没有.fund", folder, Reason.MANUAL, NOW)


def damage(path: Path) -> None:
    with path.open("r+b") as handle:
        handle.seek(4096)
        handle.write(b"\xff" * 4096)


def test_a_broken_ledger_is_not_backed_up_over_sound_backups(closed_ledger: Path, folder: Path) -> None:
    good = back_up(closed_ledger, folder, Reason.AUTOMATIC, NOW)
    damage(closed_ledger)
    with pytest.raises(Damaged, match="已损坏") as refused:
        back_up(closed_ledger, folder, Reason.AUTOMATIC, NOW + dt.timedelta(days=1))
    assert "账套“政务数据办.fund”" in refused.value.message
    assert "恢复" in refused.value.remedy
    assert [one.path for one in list_backups(folder)] == [good.path]


def test_a_file_that_is_no_database_is_not_backed_up(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "账套.fund"
    path.write_bytes(b"x" * 9000)
    with pytest.raises(Damaged):
        back_up(path, folder, Reason.MANUAL, NOW)
    assert names(folder) == []


def test_the_automatic_backup_is_made_only_when_something_was_done(ledger: LedgerFile, folder: Path) -> None:
    act(ledger.path)
    assert back_up_if_changed(ledger.path, folder, NOW) is not None
    assert back_up_if_changed(ledger.path, folder, NOW + dt.timedelta(hours=1)) is None
    act(ledger.path)
    made = back_up_if_changed(ledger.path, folder, NOW + dt.timedelta(hours=2))
    assert made is not None
    assert acts(made.path) == 2
    assert len(list_backups(folder)) == 2


def test_a_restored_older_state_counts_as_changed(ledger: LedgerFile, folder: Path) -> None:
    act(ledger.path)
    act(ledger.path)
    newest = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    with closing(connect(ledger.path)) as connection:
        connection.execute("DROP TRIGGER audit_line_never_deleted")
        connection.execute("DELETE FROM audit_line WHERE id = 2")
    assert changed_since(ledger.path, newest)


def test_a_backup_that_failed_its_check_does_not_count_as_up_to_date(ledger: LedgerFile, folder: Path) -> None:
    act(ledger.path)
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    damage(made.path)
    backup_check.check(made.path, NOW)
    assert changed_since(ledger.path, list_backups(folder)[0])


def test_a_deleted_backup_does_not_count_as_up_to_date(ledger: LedgerFile, folder: Path) -> None:
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    assert not changed_since(ledger.path, made)
    assert delete(made)
    assert changed_since(ledger.path, made)
    assert changed_since(ledger.path, None)
    assert names(folder) == []


def test_a_file_that_is_no_ledger_cannot_be_asked_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "别的.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(Damaged, match="不是账套文件"):
        backup_check.tail_of(path)


def test_the_list_is_newest_first_and_leaves_other_files_out(ledger: LedgerFile, folder: Path) -> None:
    assert list_backups(folder) == []
    back_up(ledger.path, folder, Reason.AUTOMATIC, NOW)
    back_up(ledger.path, folder, Reason.UPGRADE, NOW + dt.timedelta(days=1))
    (folder / "别的.fund").write_bytes(b"")
    (folder / "说明.txt").write_bytes(b"")
    assert [one.reason for one in list_backups(folder)] == [Reason.UPGRADE, Reason.AUTOMATIC]


def test_a_backup_that_was_altered_afterwards_fails_its_check(ledger: LedgerFile, folder: Path) -> None:
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    with closing(connect(made.path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = version_num || ''")
    later = NOW + dt.timedelta(days=30)
    result = backup_check.check(made.path, later)
    assert (result.ok, result.detail, result.at) == (False, "备份做好以后内容被改动", later)
    assert backup_check.last_check(made.path) == result
    assert backup_check.check(made.path, later).ok is False


@pytest.mark.parametrize("harm", [damage, lambda path: path.write_bytes(b"x" * 9000)], ids=["page", "whole"])
def test_a_broken_backup_fails_its_check(ledger: LedgerFile, folder: Path, harm: Callable[[Path], None]) -> None:
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    harm(made.path)
    result = backup_check.check(made.path, NOW)
    assert (result.ok, bool(result.detail)) == (False, True)


def test_the_thorough_check_reads_every_attachment(ledger: LedgerFile, folder: Path) -> None:
    digest = attach(ledger.path, b"contract", "合同.pdf")
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    attachments.path_of(folder / "files", digest).write_bytes(b"CONTRACT")
    assert backup_check.check(made.path, NOW, thorough=False).missing == ()
    assert backup_check.check(made.path, NOW).missing == ("合同.pdf",)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"at": "gestern"}', '{"ok": true}'])
def test_a_check_that_cannot_be_read_counts_as_none(ledger: LedgerFile, folder: Path, content: str) -> None:
    made = back_up(ledger.path, folder, Reason.MANUAL, NOW)
    backup_check.sidecar(made.path).write_text(content, encoding="utf-8")
    assert list_backups(folder)[0].check is None
    assert backup_check.check(made.path, NOW).ok
