"""Rounding and sharing out in whole numbers, so that no float ever touches money or scores."""

from __future__ import annotations

from collections.abc import Sequence

from fundapp.values.bad_input import BadInput


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round halves away from zero (四舍五入), also for negative amounts.

    Raises:
        ZeroDivisionError: the denominator is 0.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def apportion(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share out a whole number by weights so that the parts add up to it exactly (largest remainder).

    Of equal remainders the earlier part gets the odd unit.

    Raises:
        BadInput: no weights, a negative weight, or weights that are all 0.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights):
        raise BadInput("分摊比例不能为负数，请核对。")
    if whole == 0:
        raise BadInput("分摊比例不能全部为 0，请至少填写一项。")
    size = abs(total)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(size * weights[place] % whole), place))
    for place in by_remainder[: size - sum(parts)]:
        parts[place] += 1
    return tuple(part if total >= 0 else -part for part in parts)
