"""Dates as they are typed and printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.dates import add_days, chinese_date, days_left, iso, parse_date, time_progress_bp
from tests.values.answers import answer

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "20261120",
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "2026年11月20日",
        "2026年11月20号",
        "２０２６－１１－２０",
        "２０２６．１１．２０",
        "2026。11。20",
        "2026—11—20",
        " 2026 - 11 - 20 ",
        "2026 11 20",
        "2026.11.20.",
        "11.20",
        "11-20",
        "11/20",
        "11月20日",
        "11月20",
        "1120",
        "20",
        "20日",
        "20号",
    ],
)
def test_a_date_is_read_however_the_office_types_it(typed: str) -> None:
    assert parse_date(typed, today=TODAY) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("前天", date(2026, 11, 21)),
        ("昨天", date(2026, 11, 22)),
        ("今天", TODAY),
        ("今日", TODAY),
        ("明天", date(2026, 11, 24)),
        (" 后天　", date(2026, 11, 25)),
        ("2026-1-6", date(2026, 1, 6)),
        ("1.6", date(2026, 1, 6)),
        ("0106", date(2026, 1, 6)),
        ("6", date(2026, 11, 6)),
        ("2024-02-29", date(2024, 2, 29)),
        ("19900101", date(1990, 1, 1)),
        ("21001231", date(2100, 12, 31)),
    ],
)
def test_days_near_today_and_short_forms_are_understood(typed: str, expected: date) -> None:
    assert parse_date(typed, today=TODAY) == expected


@pytest.mark.parametrize("typed", ["", "   ", "\u3000"])
def test_an_empty_box_is_no_date_and_no_mistake(typed: str) -> None:
    assert parse_date(typed, today=TODAY) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-02-30", "2026年2月只有28天，没有30日。"),
        ("2.30", "2026年2月只有28天，没有30日。"),
        ("2024-02-30", "2024年2月只有29天，没有30日。"),
        ("20261131", "2026年11月只有30天，没有31日。"),
        ("31", "2026年11月只有30天，没有31日。"),
        ("0", "2026年11月只有30天，没有0日。"),
        ("2026-13-01", "没有 13 月，月份只能是 1 到 12。"),
        ("2026-00-01", "没有 0 月，月份只能是 1 到 12。"),
        ("1989-12-31", "年份 1989 超出范围，只能是 1990 到 2100 年。"),
        ("21010101", "年份 2101 超出范围，只能是 1990 到 2100 年。"),
        ("2026", "日期“2026”不完整，请写到日，例如 2026-11-20。"),
        ("1990", "日期“1990”不完整，请写到日，例如 1990-11-20。"),
        ("2100", "日期“2100”不完整，请写到日，例如 2100-11-20。"),
        ("2026年", "日期“2026年”不完整，请写到日，例如 2026-11-20。"),
        ("2025年3月", "日期“2025年3月”不完整，请写到日，例如 2025-11-20。"),
        ("26-11-20", "日期“26-11-20”的年份请写四位，例如 2026-11-20。"),
        ("261120", "日期“261120”的年份请写四位，例如 2026-11-20。"),
        ("120", "看不懂日期“120”，请写成 20261120、2026-11-20 或 11.20。"),
        ("下周", "看不懂日期“下周”，请写成 20261120、2026-11-20 或 11.20。"),
        ("-20", "看不懂日期“-20”，请写成 20261120、2026-11-20 或 11.20。"),
        ("٢٠", "看不懂日期“٢٠”，请写成 20261120、2026-11-20 或 11.20。"),
        ("2026-11-20-1", "看不懂日期“2026-11-20-1”，请写成 20261120、2026-11-20 或 11.20。"),
    ],
)
def test_every_date_that_is_none_gets_a_sentence_of_its_own(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_date(typed, today=TODAY)
    assert refusal.value.message == sentence


def test_a_year_outside_the_range_without_a_day_is_not_taken_for_a_year() -> None:
    with pytest.raises(BadInput, match="没有 30 月"):
        parse_date("3026", today=TODAY)


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_date_nothing_or_a_chinese_sentence(typed: str) -> None:
    outcome = answer(lambda: parse_date(typed, today=TODAY))
    if isinstance(outcome, str):
        assert outcome.endswith("。")
    else:
        assert outcome is None or date(1990, 1, 1) <= outcome <= date(2100, 12, 31)


@given(DAYS)
def test_a_date_that_is_shown_reads_back_as_itself(day: date) -> None:
    for shown in (chinese_date(day), iso(day), f"{day:%Y%m%d}", f"{day:%Y.%m.%d}"):
        assert parse_date(shown, today=TODAY) == day


def test_forms_print_arabic_figures_without_leading_zeros() -> None:
    assert chinese_date(date(2025, 1, 6)) == "2025年1月6日"
    assert iso(date(2025, 1, 6)) == "2025-01-06"


@pytest.mark.parametrize(
    ("due", "left"),
    [(date(2026, 11, 23), 0), (date(2026, 11, 30), 7), (date(2026, 11, 20), -3), (date(2027, 1, 1), 39)],
)
def test_days_left_are_calendar_days_and_negative_once_overdue(due: date, left: int) -> None:
    assert days_left(due, TODAY) == left


def test_thirty_days_after_the_last_of_january_is_the_second_of_march() -> None:
    assert add_days(date(2026, 1, 31), 30) == date(2026, 3, 2)


@given(DAYS, st.integers(-50_000, 50_000))
def test_adding_days_is_undone_by_days_left_or_leaves_the_calendar_with_a_sentence(day: date, days: int) -> None:
    later = answer(lambda: add_days(day, days))
    if isinstance(later, date):
        assert days_left(later, day) == days
    else:
        assert later == "推算出的日期超出 1990 到 2100 年，请核对天数。"
        assert not date(1990, 1, 1) <= day + timedelta(days=days) <= date(2100, 12, 31)


def test_the_first_and_the_last_day_of_the_calendar_can_be_reached() -> None:
    for edge in (date(1990, 1, 1), date(2100, 12, 31)):
        assert add_days(TODAY, days_left(edge, TODAY)) == edge


@pytest.mark.parametrize("days", [10**12, -(10**12)])
def test_an_absurd_number_of_days_is_refused(days: int) -> None:
    with pytest.raises(BadInput, match="请核对天数"):
        add_days(TODAY, days)


@pytest.mark.parametrize(
    ("today", "progress"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 27),
        (date(2026, 7, 2), 5014),
        (date(2026, 12, 31), 10_000),
        (date(2027, 1, 1), 10_000),
    ],
)
def test_the_years_progress_counts_today_as_over(today: date, progress: int) -> None:
    assert time_progress_bp(2026, today) == progress


def test_a_leap_year_has_366_days() -> None:
    assert time_progress_bp(2024, date(2024, 7, 1)) == 5000
