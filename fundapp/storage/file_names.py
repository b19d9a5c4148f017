"""Names of files that carry a moment: office time, so that a name says the same on every PC.

All of China keeps UTC+8 without daylight saving time; a name that followed the PC's own zone would sort wrongly where
that zone is set wrong.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

_OFFICE = dt.timezone(dt.timedelta(hours=8))
_FORM = "%Y-%m-%d %H%M%S"


def in_office(moment: dt.datetime) -> dt.datetime:
    """The moment in office time, to the second as names carry it."""
    return moment.astimezone(_OFFICE).replace(microsecond=0)


def stamp(moment: dt.datetime) -> str:
    """The moment as it stands in a name: ``2026-11-20 083100``."""
    return f"{in_office(moment):{_FORM}}"


def read_stamp(text: str) -> dt.datetime:
    """The moment that a name carries. Raises ValueError for a day or time that does not exist."""
    return dt.datetime.strptime(text, _FORM).replace(tzinfo=_OFFICE)


def free_name(folder: Path, base: str) -> Path:
    """``base.fund`` in `folder`, or with the next free number behind it: no file ever takes the place of another."""
    path, count = folder / f"{base}.fund", 2
    while path.exists():
        path, count = folder / f"{base} {count}.fund", count + 1
    return path
