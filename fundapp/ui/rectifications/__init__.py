"""整改台账: problems that have to be put right, from whatever found them to the confirmed end."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.rectifications.list import RectificationList  # noqa: PLC0415 - screens load when they are opened

        return RectificationList(session)

    return (Screen("rectifications", "整改台账", "绩效", "clipboard_task", build),)
