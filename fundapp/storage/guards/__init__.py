"""Guards: triggers that hold the sign-off rules inside the file, against whatever program writes to it.

One ``.sql`` file per table or subject, beside this module; what holds for every signed document is written once in
`templates`. Every trigger raises ``GUARD:<name>:<sentence>``, where the
sentence may begin with 【article】. `install` puts them into a file, `missing_or_changed` compares a file with what
this release ships, and `refusal` turns what SQLite raised into the program's own `Refused`.

Guards stop honest mistakes and shells; whoever holds the file can drop them, which `missing_or_changed` and the
signatures then show (design/trust.md, 3 and 4).
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from fundapp.errors import Refused
from fundapp.storage.guards import documents

_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+)\b.*?^END;$", re.MULTILINE | re.DOTALL)
_RAISED = re.compile(r"GUARD:(?P<name>\w+):(?:【(?P<article>[^】]+)】)?(?P<sentence>[^'\n]+)")


@cache
def shipped() -> dict[str, str]:
    """Name and text of every guard of this release: those of one table file by file, then those of all documents."""
    sources = sorted(
        (one for one in files(__package__).iterdir() if one.name.endswith(".sql")), key=lambda one: one.name
    )
    texts = [source.read_text(encoding="utf-8").replace("\r\n", "\n") for source in sources]
    return {
        match[1]: match[0].removesuffix(";")
        for text in (*texts, *documents.guards())
        for match in _TRIGGER.finditer(text)
    }


def install(connection: Connection) -> None:
    """Puts all guards into the file, replacing any of the same name; in the caller's transaction."""
    remove(connection)
    for text in shipped().values():
        connection.exec_driver_sql(text)


def remove(connection: Connection) -> None:
    """Takes every trigger off, before tables are rebuilt; in the caller's transaction."""
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        quoted = str(name).replace('"', '""')
        connection.exec_driver_sql(f'DROP TRIGGER "{quoted}"')


def missing_or_changed(connection: Connection) -> list[str]:
    """Names of guards that the file lacks, that read differently, or that are none of ours; empty when all is right."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    there = {str(name): str(text) for name, text in rows}
    wanted = shipped()
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def refusal(error: DBAPIError | sqlite3.Error) -> Refused | None:
    """The refusal that a guard raised; None when the error came from anything else."""
    raised = _RAISED.search(str(error.orig if isinstance(error, DBAPIError) else error))
    if raised is None:
        return None
    return Refused(raised["sentence"], article=raised["article"] or "")
