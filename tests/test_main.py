"""``python -m fundapp``: who gets the window and who the command line, and that Chinese comes out whole."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from fundapp import __main__ as program


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Who was asked, with which words."""
    heard: list[tuple[str, list[str]]] = []

    def listener(name: str) -> SimpleNamespace:
        def main(words: list[str]) -> int:
            heard.append((name, words))
            return 7

        return SimpleNamespace(main=main)

    for name in ("fundapp.app", "fundapp.ui.tour", "fundapp.cli"):
        monkeypatch.setitem(sys.modules, name, listener(name))
    return heard


@pytest.mark.parametrize(
    ("words", "name", "handed"),
    [
        ([], "fundapp.app", []),
        (["账套.fund"], "fundapp.app", ["账套.fund"]),
        (["账套.FUND"], "fundapp.app", ["账套.FUND"]),
        (["--check-start"], "fundapp.app", ["--check-start"]),
        (["tour", "图"], "fundapp.ui.tour", ["图"]),
        (["verify", "账套.fund"], "fundapp.cli", ["verify", "账套.fund"]),
        (["--version"], "fundapp.cli", ["--version"]),
        (["别的"], "fundapp.cli", ["别的"]),
    ],
)
def test_words_are_handed_to_the_window_or_to_the_command_line(
    asked: list[tuple[str, list[str]]], words: list[str], name: str, handed: list[str]
) -> None:
    assert program.main(words) == 7
    assert asked == [(name, handed)]


def test_the_words_of_the_process_are_taken_when_none_are_given(
    asked: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["fundapp", "backup", "账套.fund"])
    assert program.main() == 7
    assert asked == [("fundapp.cli", ["backup", "账套.fund"])]


def test_a_program_without_a_console_starts(
    asked: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert program.main([]) == 7


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
def test_chinese_comes_out_as_utf_8_whatever_the_code_page(encoding: str) -> None:
    settings = {**os.environ, "PYTHONIOENCODING": encoding}
    ran = subprocess.run(
        [sys.executable, "-m", "fundapp", "verify", "没有𬱖.fund"],
        capture_output=True,
        env=settings,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 2
    assert "没有找到" in ran.stderr.decode("utf-8")
    assert "没有𬱖.fund" in ran.stderr.decode("utf-8")
