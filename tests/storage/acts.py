"""What people do to a ledger, as far as storage notices: audit lines and attachments, written by raw SQL."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from fundapp.places import attachments_folder
from fundapp.storage import attachments
from fundapp.storage.engine import connect
from tests.storage.guards.office import GENESIS, Office


def act(path: Path) -> int:
    """One more audit line; returns its number."""
    with closing(connect(path)) as connection:
        office = Office(connection)
        last, head = connection.execute(
            "SELECT coalesce(max(id), 0), coalesce(max(hash), ?) FROM audit_line", (GENESIS,)
        ).fetchone()
        return office.insert("audit_line", id=last + 1, previous=head, hash=f"{last + 1:064}")


def acts(path: Path) -> int:
    """How many audit lines there are."""
    with closing(connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM audit_line").fetchone()[0])


def attach(path: Path, content: bytes, name: str) -> str:
    """Attaches a file to some contract; returns its digest."""
    digest = attachments.store(attachments_folder(path), content)
    with closing(connect(path)) as connection:
        Office(connection).insert("attachment", owner_kind="contract", owner_id=1, file_name=name, sha256=digest)
    return digest
