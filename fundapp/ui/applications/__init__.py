"""年度申请: the money asked for a year, with what the year before came to."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.applications.list import ApplicationList  # noqa: PLC0415 - screens load when they are opened

        return ApplicationList(session)

    return (Screen("applications", "年度申请", "绩效", "document_add", build),)
