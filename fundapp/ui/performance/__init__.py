"""绩效自评: goals and indicators of a year, and its self-evaluation."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.performance.list import PerformanceList  # noqa: PLC0415 - screens load when they are opened

        return PerformanceList(session)

    return (Screen("performance", "绩效自评", "绩效", "target", build),)
