"""``tour DIR``: walks the real windows through the main job on the sample ledger and saves a picture of every screen.

Works on a copy, so that the ledger in DIR stays as `demo` left it. Needs no display (Qt's offscreen platform).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPixmap
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

ORDINARY = (QSize(1366, 768), 1.0)
ENLARGED = (QSize(911, 512), 1.5)
"""1366 x 768 pixels at 150 % are 911 x 512 of Qt's."""
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
        self.main.resize(ORDINARY[0])
        self.settle()

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
        self._grab(shown, name, 1.0)
        if not isinstance(shown, QDialog):
            shown.resize(ENLARGED[0])
            self.settle()
            self._grab(shown, f"{name}（150%）", ENLARGED[1])
            shown.resize(ORDINARY[0])
            self.settle()

    def _grab(self, shown: QWidget, name: str, ratio: float) -> None:
        self.settle()
        pixmap = QPixmap(int(shown.width() * ratio), int(shown.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        shown.render(pixmap, QPoint())
        path = self.folder / f"{len(self.taken) + 1:02d} {name}.png"
        if not pixmap.save(str(path)):
            raise OSError(f"cannot write {path}")
        self.taken.append(path)
        self.say(f"截图：{path.name}")


def main(arguments: Sequence[str]) -> int:
    """``tour DIR``; exit status 0 when every picture was saved and the toured ledger verifies."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("用法：python -m fundapp tour 文件夹", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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
    source = folder / FILE_NAME
    if not source.exists():
        demo.run(folder, say)
    pictures = folder / FOLDER
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    app = QApplication.instance() or QApplication(["fundapp"])
    if not isinstance(app, QApplication):
        raise TypeError("a QApplication is needed")
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


def _first_windows(tour: Tour) -> None:
    """Before any ledger is open."""
    window = tour.program.window
    window.resize(ORDINARY[0])
    window.show()
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
