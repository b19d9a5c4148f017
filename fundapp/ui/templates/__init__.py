"""指标模板: the indicators the office proposes for each category of projects."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.templates.list import TemplateList  # noqa: PLC0415 - screens load when they are opened

        return TemplateList(session)

    return (Screen("templates", "指标模板", "管理", "list", build),)
