from __future__ import annotations

from decimal import Decimal

import pytest

from fundapp.ui.parts.figure_edit import FigureEdit, PointsEdit, short_points


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("99.95", "99.95"),
        ("９９。９％", "99.9"),
        ("1,200", "1200"),
        ("-3", "-3"),
        ("95.", "95"),
        (" 96 % ", "96"),
        ("0.000001", "0.000001"),
    ],
)
def test_a_figure_is_read_with_or_without_its_unit(qtbot: object, typed: str, read: str) -> None:
    box = FigureEdit("实际完成值", unit="%")
    box.set_raw(typed)
    assert box.value() == Decimal(read)


@pytest.mark.parametrize("typed", ["九十", "1.2.3", "0.0000001", "9" * 16, "1e3", "nan", "95台"])
def test_what_is_no_figure_stays_and_is_named(qtbot: object, typed: str) -> None:
    box = FigureEdit("实际完成值", unit="%")
    box.set_raw(typed)
    box.settle()
    assert box.value() is None
    assert typed in box.complaint()
    assert box.raw() == typed


def test_a_figure_keeps_the_decimals_that_were_typed(qtbot: object) -> None:
    box = FigureEdit()
    box.set_raw("99.90")
    box.settle()
    assert box.raw() == "99.90"
    box.set_value(Decimal("1E+2"))
    assert box.raw() == "100"


@pytest.mark.parametrize(
    ("typed", "points"), [("25", 2500), ("12.5", 1250), ("0.05", 5), ("100分", 10000), ("３０", 3000)]
)
def test_points_are_kept_in_hundredths(qtbot: object, typed: str, points: int) -> None:
    box = PointsEdit()
    box.set_raw(typed)
    assert box.value() == points


@pytest.mark.parametrize("typed", ["100.01", "-1", "1.234", "二十"])
def test_points_out_of_reach_are_named(qtbot: object, typed: str) -> None:
    box = PointsEdit()
    box.set_raw(typed)
    assert box.problem() != ""


@pytest.mark.parametrize(("points", "text"), [(2500, "25"), (1250, "12.5"), (5, "0.05"), (0, "0")])
def test_needless_zeros_are_left_out(points: int, text: str) -> None:
    assert short_points(points) == text
