"""What time it is in the office. All of China keeps UTC+8 without daylight saving time."""

from __future__ import annotations

import datetime as dt

OFFICE_ZONE = dt.timezone(dt.timedelta(hours=8), "CST")


def now() -> dt.datetime:
    """The present moment, aware, in office time."""
    return dt.datetime.now(OFFICE_ZONE)


def office_time(moment: dt.datetime) -> dt.datetime:
    """The same moment in office time."""
    return moment.astimezone(OFFICE_ZONE)
