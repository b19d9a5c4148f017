"""What the tests of verification share: a forgery, moments outside the ledger's time, and where the newest line is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from tests.forgery import Forger
from tests.signed_ledger import Signed

Forgery = Callable[[Forger, Signed], object]
FAR = "2030-01-01T00:00:00.000000Z"
LONG_AGO = "2020-01-01T00:00:00.000000Z"


def newest(ledger: Signed) -> str:
    """Where the newest line is."""
    connection = sqlite3.connect(ledger.path)
    try:
        return f"audit_line#{connection.execute('SELECT max(id) FROM audit_line').fetchone()[0]}"
    finally:
        connection.close()
