"""用款与拨付: payment requests, from the first word to the last signature."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.payments.list import PaymentList  # noqa: PLC0415 - screens load when they are opened

        return PaymentList(session)

    return (Screen("payments", "用款与拨付", "业务", "money", build),)
