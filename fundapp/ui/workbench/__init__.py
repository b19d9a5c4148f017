"""工作台: what the person sees first."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.workbench.page import WorkbenchPage  # noqa: PLC0415 - screens load when they are opened

        return WorkbenchPage(session)

    return (Screen("workbench", "工作台", "", "home", build),)
