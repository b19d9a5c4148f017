"""House rules that hold for every file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, python_files, text_files


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:120]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_every_text_file_is_utf_8_and_ends_its_lines_as_unix_does() -> None:
    for path in text_files():
        data = path.read_bytes()
        data.decode("utf-8")
        assert b"\r\n" not in data or path.suffix in (".bat", ".cmd"), path


_HOMES = ("work", "root", r"home/\w+", r"Users/\w+", "opt", "tmp")
_MACHINE_PATH = re.compile(r"(?<![\w.~/}\)<-])/(?:" + "|".join(_HOMES) + r")(?!\w)|[A-Z]:\\{1,2}Users\\")


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert _lines_with(_MACHINE_PATH) == []


@pytest.mark.parametrize("path", ["work/main/x.py", "root/.venv", "home/li/x", "tmp/a", "opt"])
def test_a_folder_of_a_machine_does_not_slip_through_this_check(path: str) -> None:
    assert _MACHINE_PATH.search(f'open("/{path}")')
    assert _MACHINE_PATH.search("C:" + "\\Users\\li")
    assert not _MACHINE_PATH.search("fundapp/root, docs/work and ~/tmp")


def test_no_file_names_a_package_registry() -> None:
    hosts = [("pypi", "org"), ("pythonhosted", "org"), ("deb.debian", "org"), ("npmjs", "org"), ("npmjs", "com")]
    pattern = re.compile("|".join(re.escape(".".join(host)) for host in hosts))
    assert _lines_with(pattern) == []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    assert _lines_with(re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")) == []


def test_no_python_file_is_longer_than_four_hundred_lines() -> None:
    # a released migration is history: nobody edits it, and cutting it up would hide one step in several files
    versions = ROOT / "fundapp" / "storage" / "migrations" / "versions"
    paths = [path for path in python_files() if path.parent != versions]
    lengths = {p.relative_to(ROOT).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_every_folder_of_tests_is_a_package() -> None:
    """Two test files of one name in folders that are not packages hide each other."""
    folders = {path.parent for path in python_files("tests")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_module_says_what_it_is_for() -> None:
    def silent(path: Path) -> bool:
        source = path.read_text(encoding="utf-8")
        return bool(source.strip()) and ast.get_docstring(ast.parse(source)) is None

    assert [path.relative_to(ROOT).as_posix() for path in python_files("fundapp") if silent(path)] == []
