"""Rounding and sharing out in whole numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.proportion import apportion, half_up

WHOLE = st.integers(-(10**16), 10**16)
DIVISOR = st.integers(-(10**12), 10**12).filter(bool)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (5, 10, 1),
        (4, 10, 0),
        (-5, 10, -1),
        (-4, 10, 0),
        (15, 10, 2),
        (25, 10, 3),
        (5, -10, -1),
        (0, 7, 0),
        (7, 7, 1),
        (3, -1, -3),
        (-1, 1, -1),
    ],
)
def test_a_half_is_rounded_away_from_zero(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


@given(WHOLE, DIVISOR)
def test_rounding_agrees_with_decimal_half_up(numerator: int, denominator: int) -> None:
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(numerator) / Decimal(denominator)
        assert half_up(numerator, denominator) == int(quotient.quantize(Decimal(1), ROUND_HALF_UP))


def test_dividing_by_zero_is_a_bug_of_the_caller_and_says_so() -> None:
    with pytest.raises(ZeroDivisionError):
        half_up(1, 0)


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (100, (1, 1, 1), (34, 33, 33)),
        (-100, (1, 1, 1), (-34, -33, -33)),
        (10, (3, 0, 7), (3, 0, 7)),
        (1, (1, 1), (1, 0)),
        (100, (1, 2), (33, 67)),
        (10, (70, 16, 14), (7, 2, 1)),
        (-1, (1,), (-1,)),
        (0, (5, 5), (0, 0)),
    ],
)
def test_the_odd_unit_goes_to_the_largest_remainder_and_of_equals_to_the_earlier(
    total: int, weights: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert apportion(total, weights) == expected


@given(WHOLE, st.lists(st.integers(0, 10**10), min_size=1, max_size=12).filter(any))
def test_the_parts_add_up_and_none_is_a_whole_unit_off_its_share(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize(("weights", "sentence"), [((), "全部为 0"), ((0, 0), "全部为 0"), ((3, -1), "不能为负数")])
def test_weights_that_carry_nothing_are_refused(weights: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        apportion(100, weights)
