"""收款单位: who is paid, and to which account."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.payees.list import PayeeList  # noqa: PLC0415 - screens load when they are opened

        return PayeeList(session)

    return (Screen("payees", "收款单位", "业务", "building", build),)
