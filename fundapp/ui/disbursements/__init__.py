"""拨付登记: what waits for its money, and the register of what has left."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.disbursements.list import DisbursementPage  # noqa: PLC0415 - screens load when they are opened

        return DisbursementPage(session)

    return (Screen("disbursements", "拨付登记", "业务", "building_bank", build),)
