"""Composition root of the window: application, look, log, runners."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from fundapp import __version__
from fundapp.ui import log, theme
from fundapp.ui.login.login_window import LoginWindow
from fundapp.ui.program import Program
from fundapp.ui.runner import ThreadRunner


def main(arguments: Sequence[str]) -> int:
    """Opens the window and runs until it is closed; gives the exit status.

    Args:
        arguments: nothing, a ledger file, or ``--check-start``, which ends once the login was painted.
    """
    gc.disable()  # collecting while thousands of lasting objects are made costs 50 ms at start
    app = QApplication(["fundapp", *(argument for argument in arguments if argument.startswith("-platform"))])
    app.setApplicationName("fundapp")
    app.setApplicationVersion(__version__)
    theme.install(app)
    if "--check-start" in arguments:
        window = LoginWindow()
        window.show()
        QTimer.singleShot(0, app.quit)
        return app.exec()
    log.keep()
    runner, checker = ThreadRunner(), ThreadRunner()
    program = Program(app, runner, checker)
    given = [Path(argument) for argument in arguments if not argument.startswith("-")]
    program.start(given[0] if given else None)
    try:
        return app.exec()
    finally:
        runner.close()
        checker.close()
        program.close_ledger()
