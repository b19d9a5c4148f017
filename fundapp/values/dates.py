"""Dates as the office types and prints them. Today is always handed in, never asked of a clock."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from fundapp.values.bad_input import BadInput
from fundapp.values.proportion import half_up
from fundapp.values.width import half_width

FIRST_YEAR = 1990
LAST_YEAR = 2100

_SPOKEN = {"前天": -2, "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "后天": 2}
_SEPARATORS = re.compile(r"\s*[年月./。\-–—]\s*|\s+")
_WITH_YEAR = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_WITHOUT_YEAR = re.compile(r"([0-9]{1,2})-([0-9]{1,2})|([0-9]{2})([0-9]{2})")
_DAY_ONLY = re.compile(r"[0-9]{1,2}")
_SHORT_YEAR = re.compile(r"[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{6}")
_NO_DAY = re.compile(r"([0-9]{4})(-[0-9]{1,2})?")


def parse_date(text: str, *, today: date) -> date | None:
    """Read a date as it is typed: ``20261120``, ``2026年11月20日``, ``11.20``, ``20``, ``今天``; empty gives None.

    Without a year this year is meant, without a month this month.

    Raises:
        BadInput: not a date, a day the month does not have, or a year outside 1990 to 2100.
    """
    typed = half_width(text).strip()
    if not typed:
        return None
    if typed in _SPOKEN:
        return add_days(today, _SPOKEN[typed])
    marks = _SEPARATORS.sub("-", re.sub("[日号]$", "", typed)).removesuffix("-")
    full = _WITH_YEAR.fullmatch(marks)
    if full:
        return _real_day(*_numbers(full))
    if _NO_DAY.fullmatch(marks) and FIRST_YEAR <= int(marks[:4]) <= LAST_YEAR:
        raise BadInput(f"日期“{typed}”不完整，请写到日，例如 {marks[:4]}-11-20。")
    short = _WITHOUT_YEAR.fullmatch(marks)
    if short:
        return _real_day(today.year, *_numbers(short))
    if _DAY_ONLY.fullmatch(marks):
        return _real_day(today.year, today.month, int(marks))
    if _SHORT_YEAR.fullmatch(marks):
        raise BadInput(f"日期“{typed}”的年份请写四位，例如 2026-11-20。")
    raise BadInput(f"看不懂日期“{typed}”，请写成 20261120、2026-11-20 或 11.20。")


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(group) for group in found.groups() if group is not None)


def _real_day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(f"年份 {year} 超出范围，只能是 {FIRST_YEAR} 到 {LAST_YEAR} 年。")
    if not 1 <= month <= 12:
        raise BadInput(f"没有 {month} 月，月份只能是 1 到 12。")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadInput(f"{year}年{month}月只有{last}天，没有{day}日。")
    return date(year, month, day)


def chinese_date(day: date) -> str:
    """Show a date as forms print it, Arabic figures without leading zeros: ``2026年11月20日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def iso(day: date) -> str:
    """Show a date as lists and files hold it: ``2026-11-20``."""
    return day.isoformat()


def days_left(due: date, today: date) -> int:
    """Give the calendar days until a date is due: 0 on the day itself, negative when it has passed."""
    return (due - today).days


def add_days(day: date, days: int) -> date:
    """Give the date some calendar days later (or earlier).

    Raises:
        BadInput: the result lies outside 1990 to 2100.
    """
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    if not (first - day).days <= days <= (last - day).days:
        raise BadInput(f"推算出的日期超出 {FIRST_YEAR} 到 {LAST_YEAR} 年，请核对天数。")
    return day + timedelta(days=days)


def time_progress_bp(year: int, today: date) -> int:
    """Give how much of the fiscal year is over at the end of today, in basis points; 0 before it, 10000 after it."""
    if today.year != year:
        return 0 if today.year < year else 10_000
    length = date(year, 12, 31).timetuple().tm_yday
    return half_up(today.timetuple().tm_yday * 10_000, length)
