"""The command line: what it prints, its exit status, and that it says everything in Chinese."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fundapp import __version__, cli
from fundapp.models import Base
from fundapp.places import attachments_folder, backups_folder
from fundapp.storage.backup import list_backups
from tests.signed_ledger import Signed, signed_ledger


@pytest.fixture
def ledger(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """A copy of the finished ledger."""
    return signed_ledger(tmp_path_factory.getbasetemp()).copied_to(tmp_path)


def spoil(path: Path) -> None:
    """Change a remark behind the program's back."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE payment SET remark = '改' WHERE id = 1")
    connection.commit()
    connection.close()


def test_verify_prints_a_line_per_section_and_the_verdict(ledger: Signed, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(ledger.path)]) == 0
    said = capsys.readouterr().out.splitlines()
    references = sum(len(table.foreign_keys) for table in Base.metadata.tables.values())
    assert said[0] == f"文件结构：{len(Base.metadata.tables)} 张表，{references} 处引用；无误。"
    assert [line.split("：")[0] for line in said[:-1]] == [
        "文件结构", "保护规则", "留痕", "数据", "签批", "金额", "附件", "已出具表单",
    ]  # fmt: skip
    assert said[-1] == "校验通过"


def test_verify_prints_every_break_and_fails(ledger: Signed, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(ledger.path)
    assert cli.main(["verify", str(ledger.path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[3].startswith(f"数据：{len(Base.metadata.tables) - 1} 张表，")  # all but the audit lines
    assert said[3].endswith("；发现 1 处问题。")
    assert said[-2].startswith("【数据】用款申请 ZF-2026-0001（payment 第 1 号）与留痕第 ")
    assert said[-1] == "发现 1 处问题"


def test_a_file_that_cannot_be_verified_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "文本.fund").write_bytes(b"no ledger" * 500)
    assert cli.main(["verify", str(tmp_path / "文本.fund")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("文件有问题：“文本.fund”不是账套文件，没有打开，也没有改动它。")
    assert cli.main(["verify", str(tmp_path / "没有.fund")]) == 2
    assert capsys.readouterr().err.startswith("没有找到：")


def test_a_backup_lies_beside_the_ledger_unless_told_where(
    ledger: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["backup", str(ledger.path)]) == 0
    (made,) = list_backups(backups_folder(ledger.path))
    assert capsys.readouterr().out == f"已备份到 {made.path}\n"
    assert cli.main(["backup", str(ledger.path), "--to", str(tmp_path / "移动硬盘")]) == 0
    (other,) = list_backups(tmp_path / "移动硬盘")
    assert cli.main(["verify", str(other.path)]) == 0


def test_a_backup_names_the_attachments_it_could_not_take(ledger: Signed, capsys: pytest.CaptureFixture[str]) -> None:
    lost = sorted(one for one in attachments_folder(ledger.path).rglob("*") if one.is_file())
    for one in lost:
        one.unlink()
    assert cli.main(["backup", str(ledger.path)]) == 1
    assert "缺少附件：合同扫描件.pdf\n" in capsys.readouterr().out


def test_a_backup_is_brought_back_and_the_present_file_is_kept(
    ledger: Signed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["backup", str(ledger.path)]) == 0
    (made,) = list_backups(backups_folder(ledger.path))
    spoil(ledger.path)
    capsys.readouterr()
    assert cli.main(["restore", str(made.path), str(ledger.path)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"已恢复为 {ledger.path}"
    kept = Path(second.removeprefix("原来的文件保留为 "))
    assert cli.main(["verify", str(ledger.path)]) == 0
    assert cli.main(["verify", str(kept)]) == 1


def test_a_backup_can_become_a_ledger_where_there_was_none(
    ledger: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["restore", str(ledger.path), str(tmp_path / "新" / "账套.fund")]) == 1
    said = capsys.readouterr().out
    assert "原来的文件" not in said
    assert "缺少附件：" in said  # a ledger that is no backup has no files beside it


def test_a_work_that_is_broken_off_ends_without_a_traceback(
    ledger: Signed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fundapp.services.verification.verify", interrupted)
    assert cli.main(["verify", str(ledger.path)]) == 130
    assert capsys.readouterr().err == "已中断，没有做完。\n"


@pytest.mark.parametrize(
    "words", [[], ["verify"], ["没有这个命令"], ["verify", "一.fund", "二.fund"], ["backup", "--at"]]
)
def test_what_is_no_command_is_answered_with_the_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("用法：python -m fundapp")
    assert "命令写法不对，请对照上面的用法" in said


@pytest.mark.parametrize("words", [["--help"], *([command.name, "--help"] for command in cli.COMMANDS)])
def test_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：python -m fundapp")
    assert said.count("用法：") == 1
    for english in ("usage", "positional", "options", "show this", "arguments", "commands"):
        assert english not in said


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"项目资金管理 {__version__}\n"


@pytest.mark.parametrize(
    ("words", "absent"),
    [("['--help']", "sqlalchemy"), ("['--help']", "cryptography"), ("['verify', 'x.fund']", "PySide6")],
)
def test_a_command_loads_no_more_than_it_needs(words: str, absent: str) -> None:
    code = f"""
import sys
from fundapp.__main__ import main
try:
    main({words})
except SystemExit:
    pass
assert {absent!r} not in sys.modules
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, capture_output=True, timeout=60)
