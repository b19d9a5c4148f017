"""Verification of the file itself: its tables, its references, its release, and what lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fundapp.errors import Damaged, NotFound, Refused, TooNew
from fundapp.places import attachments_folder
from fundapp.services.verification import Kind, verify
from fundapp.storage import backup, backup_check, migrations
from tests.builders import START
from tests.forgery import Forger, found
from tests.signed_ledger import Signed


def test_tables_and_columns_that_are_not_ours_are_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
        forger.do("CREATE VIEW paid AS SELECT 1")
        forger.do("DROP INDEX uq_invoice_live_key")
    said = found(spoiled.path)
    assert said.keys() == {"notes", "paid", "invoice"}
    assert "文件中多出了表“notes”" in said["notes"]
    assert "表“invoice”（发票）的唯一性与索引与本程序建立的不同" in said["invoice"]


def test_nothing_is_read_from_tables_of_another_make(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("ALTER TABLE unit ADD COLUMN share REAL DEFAULT 1.5")
        forger.do("ALTER TABLE caution_reason RENAME TO gone")
    report = verify(spoiled.path)
    said = {fault.where: fault.sentence for fault in report.breaks if fault.kind is Kind.FILE}
    assert "表“unit”（单位）的列与本程序建立的不同" in said["unit"]
    assert "缺少表“caution_reason”（情况说明）" in said["caution_reason"]
    unread = [section.kind for section in report.sections if not section.counts]
    assert unread == [Kind.CHAIN, Kind.ROWS, Kind.SIGN_OFFS, Kind.TOTALS, Kind.ATTACHMENTS, Kind.FORMS]
    assert report.sections[-1].sentence == "已出具表单：未核对，账套结构与本程序不符。"
    assert not report.ok


def test_a_table_made_anew_without_types_and_references_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("CREATE TABLE other AS SELECT * FROM disbursement")
        forger.do("DROP TABLE disbursement")
        forger.do("ALTER TABLE other RENAME TO disbursement")
    said = found(spoiled.path)["disbursement"]
    for part in ("列", "类型检查", "唯一性与索引", "引用关系"):
        assert f"的{part}与本程序建立的不同，被改动过" in said


def test_a_row_that_refers_to_nothing_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("payment", 1, payee_id=77)
    expected = "用款申请 ZF-2026-0001（payment 第 1 号）引用的 payee 记录不存在"
    assert expected in found(spoiled.path, Kind.FILE)["payment#1"]


def test_text_that_is_no_text_is_found_like_any_other_change(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE payee SET name = CAST(x'ff41' AS TEXT) WHERE id = 1")
        forger.do("UPDATE audit_line SET summary = CAST(x'ff41' AS TEXT) WHERE id = 3")
    assert {"payee#1", "audit_line#3"} <= found(spoiled.path).keys()


def test_a_file_of_an_older_release_is_to_be_opened_first(spoiled: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "REVISIONS", ("r0000", *migrations.REVISIONS))
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE alembic_version SET version_num = 'r0000'")
    with pytest.raises(Refused, match=r"旧版本的结构（r0000）.*先用本程序打开它一次"):
        verify(spoiled.path)


def test_what_is_no_ledger_is_said_in_words(spoiled: Signed, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        verify(tmp_path / "没有.fund")
    (tmp_path / "文本.fund").write_text("不是账套" * 1000, encoding="utf-8")
    with pytest.raises(Damaged, match="不是账套文件"):
        verify(tmp_path / "文本.fund")
    with Forger(spoiled.path) as forger:
        forger.do("UPDATE alembic_version SET version_num = 'r9999'")
    with pytest.raises(TooNew):
        verify(spoiled.path)


def test_verification_writes_nothing(spoiled: Signed) -> None:
    before = spoiled.path.read_bytes()
    names = sorted(one.name for one in spoiled.path.parent.iterdir())
    assert verify(spoiled.path).ok
    assert spoiled.path.read_bytes() == before
    assert sorted(one.name for one in spoiled.path.parent.iterdir()) == names


def test_a_backup_is_verified_with_the_attachments_that_backups_share(spoiled: Signed, tmp_path: Path) -> None:
    made = backup.back_up(spoiled.path, tmp_path / "备份", backup.Reason.MANUAL, START)
    assert verify(made.path).ok
    files = backup_check.files_folder(tmp_path / "备份")
    one = next(path for path in sorted(files.rglob("*")) if path.is_file())
    one.unlink()
    assert len(verify(made.path).breaks) == 1


def test_a_ledger_beside_a_folder_named_files_keeps_to_its_own(spoiled: Signed) -> None:
    (spoiled.path.parent / "files").mkdir()
    assert attachments_folder(spoiled.path).is_dir()
    assert verify(spoiled.path).ok
