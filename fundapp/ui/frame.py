"""The main window of somebody who has logged in: its screens, its frame, and what the frame keeps up to date."""

from __future__ import annotations

from fundapp.errors import FundError
from fundapp.services import office_view
from fundapp.services.verification import verify
from fundapp.ui.main_window import MainWindow
from fundapp.ui.runner import Runner
from fundapp.ui.screens import screens
from fundapp.ui.session import Session

VERIFIED_AT_LOGIN = 50_000
"""Audit lines up to which the whole file is verified after each login; larger files on demand."""


def make(session: Session, checker: Runner | None, idle_minutes: int) -> MainWindow:
    """The window on its first screen.

    Args:
        session: the person's session.
        checker: verifies the file beside the work; without one the status line only counts the audit lines.
        idle_minutes: minutes without a touch until the window locks; 0 never.
    """
    main = MainWindow(screens(session), idle_minutes=idle_minutes)
    shown = session.ask(office_view.view)
    main.sidebar.set_office(shown.office)
    main.sidebar.set_person(shown.person, shown.roles)
    main.set_years(shown.years, shown.year)
    main.status.show_ledger(session.path.name, str(session.path))
    main.status.show_chain(f"留痕 {shown.lines:,} 条", whole=None)
    if checker is not None and shown.lines <= VERIFIED_AT_LOGIN:
        _verify(session, main, checker)

    def count(_changed: object = None) -> None:
        main.set_count("signing", session.ask(office_view.waiting))

    main.changed.connect(count)
    count()
    main.go("workbench")
    return main


def _verify(session: Session, main: MainWindow, checker: Runner) -> None:
    def done(result: tuple[int, int]) -> None:
        breaks, lines = result
        text = f"校验发现 {breaks} 处问题" if breaks else f"签批链完整（{lines:,} 条）"
        main.status.show_chain(text, whole=not breaks)

    def failed(error: FundError) -> None:
        main.status.show_chain(error.message, whole=False)

    def work() -> tuple[int, int]:
        return len(verify(session.path).breaks), session.ask(office_view.view).lines

    checker.do(work, done, failed, owner=main)
