"""项目与预算: projects, their years and the money appropriated to them."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.projects.list import ProjectList  # noqa: PLC0415 - screens load when they are opened

        return ProjectList(session)

    return (Screen("projects", "项目与预算", "业务", "folder", build),)
