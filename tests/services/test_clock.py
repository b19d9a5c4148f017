"""The office's time is China's, whatever the machine thinks."""

from __future__ import annotations

import datetime as dt

from fundapp.services import clock


def test_now_is_aware_and_in_the_office_s_zone() -> None:
    before = dt.datetime.now(dt.UTC)
    found = clock.now()
    assert before <= found <= dt.datetime.now(dt.UTC)
    assert found.utcoffset() == dt.timedelta(hours=8)


def test_a_moment_read_from_the_file_is_shown_in_office_time() -> None:
    stored = dt.datetime(2026, 12, 31, 16, 5, tzinfo=dt.UTC)
    assert clock.office_time(stored).isoformat() == "2027-01-01T00:05:00+08:00"
