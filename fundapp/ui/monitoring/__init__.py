"""运行监控: how money and goals of a year come along, in the yearly round and whenever there is a reason."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.monitoring.list import MonitoringList  # noqa: PLC0415 - screens load when they are opened

        return MonitoringList(session)

    return (Screen("monitoring", "运行监控", "绩效", "chart", build),)
