"""采购与合同: contracts with their milestones, and allocation lists of grants."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.contracts.list import BasisList  # noqa: PLC0415 - screens load when they are opened

        return BasisList(session)

    return (Screen("contracts", "采购与合同", "业务", "handshake", build),)
