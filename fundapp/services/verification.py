"""Verification of a whole ledger file: nothing that the file says of itself is believed, everything is computed again.

The guards may have been dropped by whoever holds the file; signatures cannot be forged (design: trust).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from fundapp.services.verification_chain import walk
from fundapp.services.verification_content import Contents
from fundapp.services.verification_file import check_guards, check_structure, refuse_older
from fundapp.services.verification_findings import Break, Findings, Kind, Progress, Report, Section, Watch
from fundapp.services.verification_papers import check_attachments, check_forms, folder_of
from fundapp.services.verification_rows import check_rows
from fundapp.services.verification_signoffs import check_signoffs
from fundapp.services.verification_source import Source
from fundapp.services.verification_totals import check_totals
from fundapp.storage import trouble
from fundapp.storage.engine import read_transaction
from fundapp.storage.ledger_file import open_to_read

__all__ = ["Break", "Kind", "Report", "Section", "verify"]


def verify(path: Path, progress: Progress | None = None, cancel: Callable[[], bool] | None = None) -> Report:
    """Checks a ledger or a backup from one consistent view; also while the program works on it. Writes nothing.

    Args:
        path: the file.
        progress: told how far it is; may raise `Cancelled`.
        cancel: asked now and then; True stops the work.

    Raises:
        NotFound, Damaged, TooNew, Unwritable, Busy: the file cannot be read as a ledger at all.
        Refused: it is of an older release.
        Cancelled: the person stopped it.
    """
    watch = Watch(progress, cancel)
    with open_to_read(path) as engine, trouble.told_in_words(path), read_transaction(engine) as connection:
        refuse_older(connection, path.name)
        parts = _checked(connection, path, {kind: Findings(kind, watch) for kind in Kind})
    return Report(
        sections=tuple(part.section() for part in parts.values()),
        breaks=tuple(fault for part in parts.values() for fault in part.breaks),
    )


def _checked(connection: Connection, path: Path, parts: dict[Kind, Findings]) -> dict[Kind, Findings]:
    source = Source.of(connection)
    sound = check_structure(source, parts[Kind.FILE])
    check_guards(connection, parts[Kind.GUARDS])
    if not sound:
        return parts
    chain = walk(source, parts[Kind.CHAIN])
    check_rows(source, chain, parts[Kind.ROWS])
    contents = Contents(connection, path)
    try:
        check_signoffs(source, chain, contents, parts[Kind.SIGN_OFFS])
    finally:
        contents.close()
    check_totals(source, chain, parts[Kind.TOTALS])
    check_attachments(source, folder_of(path), parts[Kind.ATTACHMENTS])
    check_forms(source, chain, parts[Kind.FORMS])
    return parts
