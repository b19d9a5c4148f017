"""人员与科室: who works with the ledger, in which division and with which roles."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.people.page import PeoplePage  # noqa: PLC0415 - screens load when they are opened

        return PeoplePage(session)

    return (Screen("people", "人员与科室", "管理", "people", build),)
