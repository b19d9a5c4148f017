"""``tour DIR``: walks the real windows through the main job on the sample ledger and saves a picture of every screen.

Works on a copy, so that the ledger in DIR stays as `demo` left it. Needs no display: Qt's offscreen platform gets two
screens, one of them at 150 %, and every window is carried from one to the other as a person would carry it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from fundapp.errors import FundError
from fundapp.places import attachments_folder
from fundapp.sample import demo
from fundapp.sample.office import FILE_NAME, OFFICE, PASSWORD
from fundapp.services import access
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.ledger import open_ledger
from fundapp.services.verification import verify
from fundapp.ui import notices, theme
from fundapp.ui.main_window import MainWindow
from fundapp.ui.program import Program
from fundapp.ui.runner import InlineRunner
from fundapp.ui.tour_steps import STEPS

ORDINARY = "ordinary"
ENLARGED = "enlarged"
DOTS = QSize(1366, 768)
_SCALES = {ORDINARY: 1.0, ENLARGED: 1.5}
FOLDER = "界面"


class TourClock:
    """20 November of the sample year, moving on by a minute at every look."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 11, 20, 10, 0, tzinfo=OFFICE_ZONE)

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at


@dataclass
class Tour:
    """What a step of the tour works with."""

    app: QApplication
    program: Program
    folder: Path
    say: Callable[[str], None]
    people: dict[str, int] = field(default_factory=dict)
    taken: list[Path] = field(default_factory=list)

    @property
    def main(self) -> MainWindow:
        """The main window of whoever has logged in."""
        if self.program.main is None:
            raise AssertionError("nobody has logged in")
        return self.program.main

    def log_in(self, name: str) -> None:
        """Somebody logs in, at their workbench."""
        if self.program.main is not None:
            self.program.main.logout_wanted.emit()
        self.program.log_in(self.people[name], PASSWORD)
        self.carry(self.main, ORDINARY)

    def go(self, key: str, target: object = None) -> None:
        """Opens a screen, from its first page on."""
        self.main.go(key)
        page = None
        while page is not self.main.page():
            page = self.main.page()
            self.main.back()
        self.main.go(key, target)
        self.settle()

    def press(self, text: str) -> None:
        """Presses the button of the page that says `text`; what is filled when it is looked at is filled first."""
        self.settle()
        page = self.main.page()
        found = [made for made in page.findChildren(QPushButton) if made.text() == text] if page is not None else []
        pressable = [made for made in found if made.isVisible() and made.isEnabled()]
        if not pressable:
            raise LookupError(f"there is no button {text} to press")
        pressable[0].click()
        self.settle()

    def dialog(self, name: str) -> None:
        """Saves the open dialog and closes it."""
        opened = QApplication.activeModalWidget()
        if not isinstance(opened, QDialog):
            raise LookupError(f"no dialog is open for {name}")
        self.picture(name, opened)
        opened.reject()
        self.settle()

    def settle(self) -> None:
        """Lets Qt lay out and paint."""
        for _ in range(4):
            self.app.processEvents()

    def picture(self, name: str, window: QWidget | None = None) -> None:
        """Saves a window at 1366 x 768 and at 150 %; a dialog as it is."""
        shown = window or self.main
        self._grab(shown, name)
        if not isinstance(shown, QDialog):
            self.carry(shown, ENLARGED)
            self._grab(shown, f"{name}（150%）")
            self.carry(shown, ORDINARY)

    def carry(self, window: QWidget, screen_name: str) -> None:
        """Puts a window on one of the two screens, which it fills."""
        screen = next(screen for screen in self.app.screens() if screen.name() == screen_name)
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        self.settle()

    def _grab(self, shown: QWidget, name: str) -> None:
        self.settle()
        path = self.folder / f"{len(self.taken) + 1:03d} {name}.png"
        taken = shown.grab()  # 911 of Qt's pixels are half a dot wider than a screen of 1366 at 150 %
        if not taken.copy(taken.rect() & QRect(QPoint(), DOTS)).save(str(path)):
            raise OSError(f"cannot write {path}")
        self.taken.append(path)
        self.say(f"截图：{path.name}")


def main(arguments: Sequence[str]) -> int:
    """``tour DIR``; exit status 0 when every picture was saved and the toured ledger verifies."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("用法：python -m fundapp tour 文件夹", file=sys.stderr)
        return 2
    try:
        return 0 if run(Path(arguments[0]), print) else 1
    except FundError as error:
        print(f"{error.title}：{error}", file=sys.stderr)
        return 2


def run(folder: Path, say: Callable[[str], None]) -> bool:
    """Walks and saves the pictures into ``DIR/界面``; True when the toured ledger verifies.

    Raises:
        FundError: the sample ledger cannot be built or opened.
    """
    app = _on_two_screens()
    source = folder / FILE_NAME
    if not source.exists():
        demo.run(folder, say)
    pictures = folder / FOLDER
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    theme.install(app)
    with _own_settings(), tempfile.TemporaryDirectory() as work:
        copy = Path(work) / FILE_NAME
        shutil.copy2(source, copy)
        shutil.copytree(attachments_folder(source), attachments_folder(copy))
        program = Program(app, InlineRunner())
        tour = Tour(app, program, pictures, say)
        _first_windows(tour)
        ledger = open_ledger(copy, clock=TourClock())
        program.take(ledger)
        tour.people = {one.name: one.person_id for one in ledger.ask(None, access.login_choices)}
        with notices.captured() as seen:
            for step in STEPS:
                step(tour)
        for notice in seen:
            if notice.kind in {"refusal", "crash"}:
                raise AssertionError(f"{notice.title}：{notice.text}")
        program.leave()
        report = verify(copy)
    say(f"共 {len(tour.taken)} 张截图，在 {pictures}")
    say(report.sentence)
    return report.ok


def _on_two_screens() -> QApplication:
    """The program's start on a computer with two screens of 1366 x 768 dots, the second one at 150 %.

    Qt reads their description once, from a path that may hold no colon (so no drive letter of Windows).
    """
    alike = {"y": 0, "width": DOTS.width(), "height": DOTS.height(), "logicalDpi": 96, "logicalBaseDpi": 96}
    screens = [{"name": name, "x": 2000 * place, **alike} for place, name in enumerate(_SCALES)]
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "screens.json").write_text(json.dumps({"screens": screens}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = "offscreen:configfile=screens.json"
        os.environ["QT_SCREEN_SCALE_FACTORS"] = ";".join(f"{name}={scale}" for name, scale in _SCALES.items())
        os.chdir(folder)
        try:
            return QApplication(["fundapp"])
        finally:
            os.chdir(before)


def _first_windows(tour: Tour) -> None:
    """Before any ledger is open."""
    window = tour.program.window
    window.show()
    tour.carry(window, ORDINARY)
    window.show_start()
    tour.picture("首次启动", window)
    window.show_new_ledger()
    window.new_ledger.office.set_raw(OFFICE)
    tour.picture("新建账套", window)
    window.show_first_password("经办人（数据）")
    tour.picture("首次登录改密码", window)


@contextmanager
def _own_settings() -> Iterator[None]:
    """The tour leaves the person's own settings alone."""
    before = os.environ.get("FUNDAPP_SETTINGS")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUNDAPP_SETTINGS"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["FUNDAPP_SETTINGS"]
            else:
                os.environ["FUNDAPP_SETTINGS"] = before
