"""备份与校验: copies of the ledger, and the proof that it is whole."""

from __future__ import annotations

from fundapp.ui.screen import Page, Screen
from fundapp.ui.session import Session


def screens(session: Session) -> tuple[Screen, ...]:
    """The sidebar entry."""

    def build() -> Page:
        from fundapp.ui.backup.page import BackupPage  # noqa: PLC0415 - screens load when they are opened

        return BackupPage(session)

    return (Screen("backup", "备份与校验", "管理", "backup", build),)
