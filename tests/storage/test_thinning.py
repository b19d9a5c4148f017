"""12 days, 10 weeks, 9 months; never the newest, never one that somebody asked for."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.storage.backup import Reason, list_backups, thin
from tests.storage.conftest import NOW

TODAY = NOW.date()


def put(folder: Path, day: dt.date, time: str = "170000", reason: str = "自动", ledger: str = "账套") -> str:
    name = f"{ledger} {day} {time} {reason}.fund"
    (folder / name).write_bytes(b"")
    (folder / f"{name}.json").write_bytes(b"{}")
    return name


def left(folder: Path) -> list[dt.date]:
    return [one.made_at.date() for one in list_backups(folder)]


def test_daily_backups_of_two_years_are_thinned_to_days_weeks_and_months(tmp_path: Path) -> None:
    for age in range(730):
        put(tmp_path, TODAY - dt.timedelta(days=age))
    removed = thin(tmp_path, NOW)
    kept = left(tmp_path)
    ages = [(TODAY - day).days for day in kept]
    assert ages[:13] == list(range(13))  # today and the twelve days before it
    weeks, months = kept[13:23], kept[23:]
    assert [len(weeks), len(months)] == [10, 9]
    assert all(day.isoweekday() == 7 for day in weeks[1:])  # the last of each week
    assert [later - day for later, day in pairwise(weeks[1:])] == [dt.timedelta(days=7)] * 8
    assert [(day.year * 12 + day.month) for day in months] == list(
        range(months[0].year * 12 + months[0].month, months[0].year * 12 + months[0].month - 9, -1)
    )
    assert len(removed) == 730 - 13 - 10 - 9


def test_of_one_past_day_the_last_backup_is_kept_and_of_today_all_are(tmp_path: Path) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    for time in ("080000", "120000", "170000"):
        put(tmp_path, yesterday, time)
        put(tmp_path, TODAY, time)
    thin(tmp_path, NOW)
    assert [(one.made_at.date(), one.made_at.hour) for one in list_backups(tmp_path)] == [
        (TODAY, 17),
        (TODAY, 12),
        (TODAY, 8),
        (yesterday, 17),
    ]


def test_days_are_counted_where_there_is_a_backup_so_that_a_long_holiday_costs_none(tmp_path: Path) -> None:
    days = [TODAY - dt.timedelta(days=40 + age) for age in range(12)]
    for day in days:
        put(tmp_path, day)
    assert thin(tmp_path, NOW) == []
    assert left(tmp_path) == days


@pytest.mark.parametrize("reason", ["手动", "升级前"])
def test_backups_that_somebody_asked_for_and_those_before_an_upgrade_are_never_thinned(
    tmp_path: Path, reason: str
) -> None:
    for age in range(400):
        put(tmp_path, TODAY - dt.timedelta(days=age), reason=reason)
    assert thin(tmp_path, NOW) == []


def test_a_backup_from_the_future_of_a_wrong_clock_is_kept_and_pushes_no_day_out(tmp_path: Path) -> None:
    for age in range(-3, 13):
        put(tmp_path, TODAY - dt.timedelta(days=age))
    assert thin(tmp_path, NOW) == []


def test_each_ledger_is_thinned_by_itself(tmp_path: Path) -> None:
    for age in range(13):
        for ledger in ("甲", "乙"):
            put(tmp_path, TODAY - dt.timedelta(days=age), ledger=ledger)
    assert thin(tmp_path, NOW) == []


def test_a_thinned_backup_takes_its_check_with_it_and_leaves_the_attachments(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    yesterday = TODAY - dt.timedelta(days=1)
    gone = put(tmp_path, yesterday, "080000")
    put(tmp_path, yesterday, "090000")
    assert [path.name for path in thin(tmp_path, NOW)] == [gone]
    assert not (tmp_path / f"{gone}.json").exists()
    assert (tmp_path / "files").is_dir()


def test_a_backup_that_another_program_holds_is_left_and_the_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    put(tmp_path, yesterday, "080000")
    put(tmp_path, yesterday, "090000")

    def held(_self: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", held)
    assert thin(tmp_path, NOW) == []


@given(
    ages=st.sets(st.integers(min_value=0, max_value=2000), min_size=1, max_size=80),
    by_hand=st.sets(st.integers(min_value=0, max_value=2000), max_size=5),
)
def test_the_newest_stays_whatever_there_is_and_thinning_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, ages: set[int], by_hand: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("thin")
    for age in ages:
        put(folder, TODAY - dt.timedelta(days=age))
    for age in by_hand:
        put(folder, TODAY - dt.timedelta(days=age), reason="手动")
    newest = list_backups(folder)[0]
    thin(folder, NOW)
    after = list_backups(folder)
    assert after[0] == newest
    assert sum(one.reason is Reason.MANUAL for one in after) == len(by_hand)
    assert sum(one.reason is Reason.AUTOMATIC for one in after) <= 1 + 12 + 10 + 9
    assert thin(folder, NOW) == []
