"""The sample year to measure on, as of 20 November."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fundapp.sample import year
from fundapp.seal.keys import KdfCost
from fundapp.services import evaluations
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.ledger import Ledger, open_ledger

_QUICK = KdfCost(8, 1, 1)
"""Cost of the passwords' keys: no screen waits for one."""
UNEVALUATED = (2, 2026)
"""A project year that the sample leaves without a self-evaluation."""


def built(folder: Path) -> Path:
    """Builds the sample year, adds the draft of a self-evaluation to type into, and gives the file."""
    office = year.build(folder, lambda _line: None, cost=_QUICK, synchronous="OFF")
    path = office.ledger.path
    seat = office.seats["经办人（数据）"]
    office.ledger.do(seat, evaluations.prepare, *UNEVALUATED)
    office.ledger.close()
    return path


def opened(path: Path) -> Ledger:
    """The file, open for work on 20 November of its year."""
    now = dt.datetime(2026, 11, 20, 10, 0, tzinfo=OFFICE_ZONE)
    return open_ledger(path, clock=lambda: now, cost=_QUICK, synchronous="OFF")
