from __future__ import annotations

import pytest

from fundapp.ui.parts.percent_edit import PercentEdit


@pytest.mark.parametrize(
    ("typed", "points", "shown"),
    [
        ("66.7", 6670, "66.7"),
        ("66.67%", 6667, "66.67"),
        ("６６。５％", 6650, "66.5"),
        ("100", 10000, "100"),
        ("0", 0, "0"),
        ("-0", 0, "0"),
        (" 5.00 ", 500, "5"),
        ("7.", 700, "7"),
    ],
)
def test_a_percentage_is_read_as_it_is_typed_and_written_shortly(typed: str, points: int, shown: str) -> None:
    field = PercentEdit("实际进度")
    field.set_raw(typed)
    field.settle()
    assert field.value() == points
    assert field.raw() == shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("100.01", "应在 0 到 100% 之间"),
        ("-1", "应在 0 到 100% 之间"),
        ("66.667", "最多写两位小数"),
        ("一半", "看不懂“一半”"),
        ("1e2", "看不懂"),
    ],
)
def test_what_is_no_percentage_stays_as_typed_with_the_reason(typed: str, why: str) -> None:
    field = PercentEdit("实际进度")
    field.set_raw(typed)
    field.settle()
    assert field.value() is None
    assert field.raw() == typed
    assert why in field.complaint()


def test_another_limit_can_be_set() -> None:
    field = PercentEdit("比例", most=15000)
    field.set_raw("150")
    assert field.value() == 15000
    field.set_raw("150.01")
    assert field.value() is None


def test_an_empty_box_is_missing_only_where_it_is_required() -> None:
    assert PercentEdit("比例").problem() == ""
    assert PercentEdit("比例", required=True).problem() == "请填写比例。"
