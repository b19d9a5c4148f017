"""签批台: where leaders check, sign and return."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.signing.desk import SigningDesk  # noqa: PLC0415 - screens load when they are opened

        return SigningDesk(session)

    return (Screen("signing", "签批台", "", "signature", build),)
