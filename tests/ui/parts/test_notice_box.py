from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from fundapp.ui.notices import Answer, Notice, Option
from fundapp.ui.parts import notice_box

Show = Callable[[QWidget], QWidget]


def test_a_box_waits_for_its_answer_over_the_window_it_belongs_to(shown: Show) -> None:
    window = shown(QWidget())
    owners: list[object] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        owners.append(box.parent())
        next(tool for tool in box.findChildren(QPushButton) if tool.text() == "作废").click()

    QTimer.singleShot(0, press)
    notice = Notice("confirm", "作废？", options=(Option("no", "取消"), Option("yes", "作废", "danger")))
    assert notice_box.present(window, notice) == Answer("yes", "")
    assert owners == [window]


@pytest.mark.parametrize(
    ("kind", "raw", "chooser", "given", "files"),
    [
        ("open", "", "getOpenFileName", ("a.fund", ""), (Path("a.fund"),)),
        ("open", "many", "getOpenFileNames", (["a.pdf", "b.pdf"], ""), (Path("a.pdf"), Path("b.pdf"))),
        ("open", "", "getOpenFileName", ("", ""), ()),
        ("save", "", "getSaveFileName", ("表.pdf", ""), (Path("表.pdf"),)),
        ("folder", "", "getExistingDirectory", "文件夹", (Path("文件夹"),)),
    ],
)
def test_the_systems_own_choosers_are_asked_for_files(
    monkeypatch: pytest.MonkeyPatch, kind: str, raw: str, chooser: str, given: object, files: tuple[Path, ...]
) -> None:
    monkeypatch.setattr(QFileDialog, chooser, lambda *_args: given)
    notice = Notice(kind, "选择", raw=raw)  # type: ignore[arg-type]  # the kinds above are all known
    assert notice_box.present(None, notice).files == files
