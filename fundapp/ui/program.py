"""The program with a window, from start to close: which window is shown, and which ledger is open.

The login is painted before the data layer is imported; everything that needs it runs on the worker thread.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from fundapp import places
from fundapp.errors import FundError
from fundapp.ui import notices
from fundapp.ui.login.login_window import LoginWindow
from fundapp.ui.parts.choice import Option
from fundapp.ui.runner import Runner
from fundapp.ui.warm_up import warm_up

if TYPE_CHECKING:
    from fundapp.services.access import LoginChoice
    from fundapp.services.ledger import Ledger
    from fundapp.services.seat import Seat
    from fundapp.ui.login.start_panel import LedgerWish
    from fundapp.ui.main_window import MainWindow

IDLE_MINUTES = 15
_LAST_LEDGER, _LAST_PERSON = "ledger/last", "login/last"


def settings() -> QSettings:
    """Window sizes, the last ledger and the last person, as an ini file in the settings folder."""
    return QSettings(str(places.settings_folder() / "fundapp.ini"), QSettings.Format.IniFormat)


class Program(QObject):
    """From start to close: which window is shown, and which ledger is open."""

    def __init__(self, app: QApplication, runner: Runner, checker: Runner | None = None) -> None:
        """`checker` verifies the chain after login, beside the work; without one the status line only counts."""
        super().__init__(app)
        self._app = app
        self._checker = checker
        self.runner = runner
        self.window = LoginWindow()
        self.main: MainWindow | None = None
        self.ledger: Ledger | None = None
        self._seat: Seat | None = None
        self._first_password = ""
        self._locked = False
        self._backup = ""
        self._hidden: list[QDialog] = []
        self._connect()

    def _connect(self) -> None:
        self.window.login_wanted.connect(self.log_in)
        self.window.password_chosen.connect(self._set_first_password)
        self.window.ledger_wanted.connect(self.create)
        self.window.opened.connect(self.open)
        self.window.sample_wanted.connect(self.open_sample)
        self.window.forgotten.connect(self._explain_forgotten)
        self.window.switched.connect(self._log_out)
        self.window.back_to_login.connect(self._show_login)

    # -- ledger files ---------------------------------------------------------------------------------------------

    def start(self, path: Path | None) -> None:
        """Shows the login and opens the given ledger, or the last one."""
        last = str(settings().value(_LAST_LEDGER, ""))
        wanted = path or (Path(last) if last else None)
        self.window.show()
        if wanted is None:
            QTimer.singleShot(0, self._preload)
        else:
            self.window.show_waiting()
            QTimer.singleShot(0, lambda: self.open(wanted))

    def _preload(self) -> None:
        def load() -> None:
            import fundapp.services.ledger  # noqa: F401, PLC0415 - ready when the person has chosen

        self.runner.do(load, lambda _none: settle(), owner=self)

    def open(self, path: Path) -> None:
        """Opens a ledger file; the one open before is closed."""
        self.window.show_waiting()
        self.close_ledger()

        def work() -> Ledger:
            from fundapp.services.ledger import open_ledger  # noqa: PLC0415

            return open_ledger(path)

        self.runner.do(work, self.take, self.window.show_start, owner=self)

    def open_sample(self) -> None:
        """Opens the sample ledger in the data folder; builds it the first time."""
        folder = places.data_folder()

        def work(progress: Callable[[int, int, str], None]) -> Path:
            from fundapp.sample import year  # noqa: PLC0415
            from fundapp.sample.office import FILE_NAME  # noqa: PLC0415

            if not (folder / FILE_NAME).exists():
                steps: list[str] = []

                def say(line: str) -> None:
                    steps.append(line)
                    progress(len(steps), 0, line)

                year.build(folder, say).ledger.close()
            return folder / FILE_NAME

        self.runner.run_long(
            work, self._sample_built, self.window.show_start, title="正在准备示例账套", parent=self.window
        )

    def _sample_built(self, path: Path) -> None:
        from fundapp.sample.office import PASSWORD  # noqa: PLC0415

        notices.inform(self.window, "示例账套", f"示例账套只用来试用。各人员的密码都是：{PASSWORD}")
        self.open(path)

    def create(self, wish: LedgerWish) -> None:
        """Makes a new ledger and logs its administrator in."""

        def work() -> tuple[Ledger, Seat]:
            from fundapp.services.ledger import Founding, create_ledger  # noqa: PLC0415

            founding = Founding(wish.office, wish.division, wish.administrator, wish.password)
            return create_ledger(wish.path, founding)

        def made(result: tuple[Ledger, Seat]) -> None:
            self.take(result[0])
            self._enter(result[1])

        self.close_ledger()
        self.window.new_ledger.set_busy(True)
        self.runner.do(work, made, self.window.new_ledger.refuse, owner=self)

    def take(self, ledger: Ledger) -> None:
        """An open ledger: its people may log in."""
        self.ledger = ledger
        settings().setValue(_LAST_LEDGER, str(ledger.path))
        self._show_login()
        settle()
        self.back_up()
        warm_up(self.runner, self, lambda: self.ledger)

    def back_up(self) -> None:
        """The automatic backup at start, when something changed since the last one."""
        ledger = self.ledger
        if ledger is None:
            return

        def work() -> str:
            from fundapp.services import backups  # noqa: PLC0415

            backups.automatic(ledger)
            return backups.newest_in_words(ledger.path)

        def failed(error: FundError) -> None:
            self._show_backup("未成功")
            notices.say(f"自动备份没有成功：{error.message}{error.remedy}", "warn")

        self.runner.do(work, self._show_backup, failed, owner=self)

    def _show_backup(self, text: str) -> None:
        self._backup = text
        if self.ledger is not None:
            self.window.show_facts(self.ledger.path.name, str(self.ledger.path.parent), text)
        if self.main is not None:
            self.main.status.show_backup(text)

    def _heard(self, changed: object) -> None:
        """A backup made by hand is the newest one now."""
        from fundapp.services import backups  # noqa: PLC0415
        from fundapp.services.done import Changed  # noqa: PLC0415

        if self.ledger is not None and isinstance(changed, Changed) and Changed.BACKUP in changed:
            self._show_backup(backups.newest_in_words(self.ledger.path))

    def leave(self) -> None:
        """Everything ends: windows away, ledger closed."""
        self._leave_main()
        self.window.hide()
        self.close_ledger()

    def close_ledger(self) -> None:
        """Backs up what changed and gives the file back."""
        ledger, self.ledger = self.ledger, None
        if ledger is None:
            return
        from fundapp.services import backups  # noqa: PLC0415

        try:
            backups.automatic(ledger)
        except FundError as error:
            logging.getLogger("fundapp").info("no backup at close: %s", error)
        ledger.close()

    def restore(self, backup: Path) -> None:
        """Closes the ledger, puts a backup in its place (the present file is kept first) and opens it again."""
        ledger = self.ledger
        if ledger is None:
            return
        path = ledger.path
        self._leave_main()
        self.ledger = None

        def work() -> str:
            from fundapp.services import backups  # noqa: PLC0415

            ledger.close()
            kept, missing = backups.restore(backup, path)
            lost = f"缺少附件：{'、'.join(missing)}。" if missing else ""
            return f"已恢复。{f'原文件保留为“{kept.name}”。' if kept else ''}{lost}"

        def done(sentence: str) -> None:
            notices.inform(self.window, "恢复备份", sentence)
            self.open(path)

        def failed(error: FundError) -> None:
            notices.refusal(self.window, error)
            self.open(path)

        self.runner.do(work, done, failed, owner=self)

    # -- people ---------------------------------------------------------------------------------------------------

    def _show_login(self) -> None:
        ledger = self.ledger
        if ledger is None:
            self.window.show_start()
            return
        from fundapp.services import access  # noqa: PLC0415

        self._seat, self._first_password = None, ""
        people = [Option(one.person_id, _name_of(one)) for one in ledger.ask(None, access.login_choices)]
        self.window.show_facts(ledger.path.name, str(ledger.path.parent), self._backup)
        last = settings().value(_LAST_PERSON, 0, type=int)
        self.window.show_login(people, last if isinstance(last, int) else None)
        self.window.show()

    def log_in(self, person_id: int, password: str) -> None:
        """Opens the person's seat."""
        ledger = self.ledger
        if ledger is None:
            return

        def work() -> Seat:
            from fundapp.services import access  # noqa: PLC0415

            return access.log_in(ledger, person_id, password)

        def done(seat: Seat) -> None:
            settings().setValue(_LAST_PERSON, person_id)
            if seat.provisional:
                self._leave_main()  # a locked window belongs to its own person, never to a newcomer
                self._seat, self._first_password = seat, password
                self.window.show_first_password(seat.name)
            else:
                self._enter(seat)

        self.window.login.set_busy(True)
        self.runner.do(work, done, self.window.login.refuse, owner=self)

    def _set_first_password(self, new: str) -> None:
        ledger, seat, old = self.ledger, self._seat, self._first_password
        if ledger is None or seat is None:
            return

        def work() -> Seat:
            from fundapp.services import access  # noqa: PLC0415

            return access.set_own_password(ledger, seat, old, new)

        self.window.first_password.set_busy(True)
        self.runner.do(work, self._enter, self.window.first_password.refuse, owner=self)

    def _change_password(self) -> None:
        ledger, seat, main = self.ledger, self._seat, self.main
        if ledger is None or seat is None or main is None:
            return
        from fundapp.services import access  # noqa: PLC0415
        from fundapp.ui.login.password_panel import PasswordDialog  # noqa: PLC0415

        dialog = PasswordDialog(seat.name, main)

        def ask(old: str, new: str) -> None:
            dialog.set_busy(True)
            self.runner.do(lambda: access.set_own_password(ledger, seat, old, new), done, dialog.refuse, owner=dialog)

        def done(_seat: Seat) -> None:
            dialog.accept()
            notices.say("密码已修改")

        dialog.chosen.connect(ask)
        dialog.open()

    def _explain_forgotten(self) -> None:
        notices.inform(
            self.window,
            "忘记密码",
            "密码无法找回，只能由管理员和另一位领导共同重置：管理员登录后在“人员与科室”中选择该人员，点“重置密码”，"
            "由在场领导输入本人密码见证。以前的签字继续有效，重置后请打印密钥登记卡归档。",
        )

    # -- the main window ------------------------------------------------------------------------------------------

    def _enter(self, seat: Seat) -> None:
        ledger = self.ledger
        if ledger is None:
            return
        if self._locked and self.main is not None and self._seat is not None and seat.person_id == self._seat.person_id:
            self._locked = False
            self.main.show()
            for dialog in self._hidden:
                dialog.show()
            self.window.hide()
            return
        self._leave_main()
        self._seat, self._first_password = seat, ""
        self.main = self._make_main(ledger, seat)
        self.main.show()
        self.window.hide()
        self.main.status.show_backup(self._backup)
        for notice in seat.notices:
            notices.inform(self.main, "请核对密钥", notice)

    def _make_main(self, ledger: Ledger, seat: Seat) -> MainWindow:
        from fundapp.ui import frame  # noqa: PLC0415
        from fundapp.ui.session import Session  # noqa: PLC0415

        main = frame.make(Session(ledger, seat, self.runner, self.restore), self._checker, IDLE_MINUTES)
        main.logout_wanted.connect(self._log_out)
        main.password_wanted.connect(self._change_password)
        main.idle.connect(self._lock)
        main.closing.connect(self._app.quit)
        main.changed.connect(self._heard)
        return main

    def _leave_main(self) -> None:
        main, self.main, self._locked = self.main, None, False
        self._hidden = []
        if main is not None:
            main.leave_pages()
            main.hide()
            main.deleteLater()

    def _log_out(self) -> None:
        self._leave_main()
        self._show_login()

    def _lock(self) -> None:
        """Nobody has touched the window: what is typed stays, the password opens it again."""
        if self.main is None or self._seat is None or self._locked:
            return
        seat = self._seat
        # Hiding a window leaves its dialogs standing, with everything that is typed in them.
        self._hidden = [dialog for dialog in self.main.findChildren(QDialog) if dialog.isVisible()]
        for shown in (*self._hidden, self.main):
            shown.hide()
        self._show_login()
        self._seat, self._locked = seat, True
        self.window.login.lock_to(seat.person_id)


def _name_of(one: LoginChoice) -> str:
    return f"{one.name} · {one.division}"


def settle() -> None:
    """The lasting objects are made: collect again, and never look at them."""
    gc.enable()
    gc.freeze()
