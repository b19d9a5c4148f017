"""Progress of money and indicators in whole basis points: examples of every operator, and what always holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.progress import Aim, Reached, indicator_progress_bp, is_behind, money_progress_bp
from fundapp.values.score import Operator

JUNE = dt.date(2026, 6, 30)
NOVEMBER = dt.date(2026, 11, 30)
FIGURES = (Operator.AT_LEAST, Operator.ABOVE, Operator.EQUAL)
REVERSE = (Operator.AT_MOST, Operator.BELOW)
quantities = st.decimals(min_value=0, max_value=10**9, places=4)
targets = st.decimals(min_value=Decimal("0.0001"), max_value=10**9, places=4)


def of(operator: Operator, target: str, value: str, judged_bp: int | None = None) -> int | None:
    """Progress of a figure by the end of June."""
    return indicator_progress_bp(Aim(operator, Decimal(target)), Reached(Decimal(value), judged_bp=judged_bp), JUNE)


def by_date(done: dt.date | None, until: dt.date, judged_bp: int | None = None) -> int | None:
    """Progress of 30 November's date."""
    return indicator_progress_bp(Aim(Operator.DATE, target_on=NOVEMBER), Reached(on=done, judged_bp=judged_bp), until)


def test_money_is_executed_of_the_adjusted_budget_rounded_half_up() -> None:
    assert money_progress_bp(187_500_000, 450_000_000) == 4167
    assert money_progress_bp(1, 20_000) == 1
    assert money_progress_bp(0, 450_000_000) == 0


def test_money_without_a_budget_has_no_progress_and_a_refund_is_not_negative() -> None:
    assert money_progress_bp(5, 0) is None
    assert money_progress_bp(5, -1) is None
    assert money_progress_bp(-5, 100) == 0


def test_an_overdrawn_budget_shows_more_than_the_whole() -> None:
    assert money_progress_bp(110, 100) == 11_000


@pytest.mark.parametrize("operator", FIGURES)
def test_a_figure_that_has_to_grow_is_actual_of_target(operator: Operator) -> None:
    assert of(operator, "48", "20") == 4167
    assert of(operator, "48", "60") == 10_000
    assert of(operator, "48", "0.6") == 125
    assert of(operator, "48", "-0.5") == 0


def test_the_target_itself_is_reached_unless_more_is_promised() -> None:
    assert of(Operator.AT_LEAST, "95", "95") == 10_000
    assert of(Operator.EQUAL, "100", "100.0") == 10_000
    assert of(Operator.ABOVE, "95", "95") == 9_999


def test_a_hair_below_the_target_is_never_rounded_up_to_the_whole() -> None:
    assert of(Operator.AT_LEAST, "100000", "99999.9999") == 9_999


def test_a_limit_is_on_course_within_it_and_target_of_actual_beyond_it() -> None:
    assert of(Operator.AT_MOST, "2", "2") == 10_000
    assert of(Operator.BELOW, "2", "1.5") == 10_000
    assert of(Operator.BELOW, "2", "2") == 9_999
    assert of(Operator.AT_MOST, "2", "2.5") == 8_000
    assert of(Operator.AT_MOST, "0", "0") == 10_000
    assert of(Operator.AT_MOST, "0", "1") == 0
    assert of(Operator.BELOW, "0", "0") == 0


def test_a_target_of_nothing_is_judged_by_the_clerk() -> None:
    assert of(Operator.AT_LEAST, "0", "3") is None
    assert of(Operator.AT_LEAST, "0", "3", 4_000) == 4_000


def test_a_figure_that_is_there_outweighs_the_judgement() -> None:
    assert of(Operator.AT_LEAST, "50", "25", 9_000) == 5_000


def test_without_a_figure_or_target_and_for_a_quality_the_judgement_counts() -> None:
    judged = Reached(judged_bp=4_500)
    assert indicator_progress_bp(Aim(Operator.AT_LEAST, Decimal(50)), judged, JUNE) == 4_500
    assert indicator_progress_bp(Aim(Operator.AT_LEAST), Reached(Decimal(3), judged_bp=100), JUNE) == 100
    assert indicator_progress_bp(Aim(Operator.QUALITATIVE), judged, JUNE) == 4_500
    assert indicator_progress_bp(Aim(Operator.QUALITATIVE), Reached(), JUNE) is None
    with_figures = Aim(Operator.QUALITATIVE, Decimal(5))
    assert indicator_progress_bp(with_figures, Reached(Decimal(3), judged_bp=4_500), JUNE) == 4_500


def test_a_date_is_reached_or_not() -> None:
    assert by_date(NOVEMBER, NOVEMBER) == 10_000
    assert by_date(dt.date(2026, 12, 1), dt.date(2026, 12, 31)) == 0


def test_a_date_that_is_not_due_yet_is_judged_and_an_overdue_one_is_missed() -> None:
    assert by_date(None, JUNE) is None
    assert by_date(None, NOVEMBER, 6_000) == 6_000
    assert by_date(None, dt.date(2026, 12, 1), 6_000) == 0
    assert indicator_progress_bp(Aim(Operator.DATE), Reached(on=JUNE, judged_bp=1), JUNE) == 1


def test_behind_means_more_than_the_limit_behind() -> None:
    assert not is_behind(2_959, 4_959, 2_000)
    assert is_behind(2_958, 4_959, 2_000)
    assert not is_behind(9_000, 4_959, 2_000)


@given(st.sampled_from((*FIGURES, *REVERSE)), targets, quantities)
def test_progress_lies_between_nothing_and_the_whole(operator: Operator, target: Decimal, value: Decimal) -> None:
    found = indicator_progress_bp(Aim(operator, target), Reached(value), JUNE)
    assert found is not None
    assert 0 <= found <= 10_000


@given(st.sampled_from(FIGURES), targets, quantities, quantities)
def test_more_never_is_less_progress(operator: Operator, target: Decimal, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    aim = Aim(operator, target)
    first, second = (indicator_progress_bp(aim, Reached(value), JUNE) for value in (low, high))
    assert first is not None
    assert second is not None
    assert first <= second


@given(st.sampled_from(REVERSE), targets, quantities, quantities)
def test_more_never_is_more_progress_under_a_limit(
    operator: Operator, target: Decimal, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    aim = Aim(operator, target)
    first, second = (indicator_progress_bp(aim, Reached(value), JUNE) for value in (low, high))
    assert first is not None
    assert second is not None
    assert first >= second


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.integers(1, 10**13))
def test_more_money_spent_never_is_less_progress(one: int, other: int, budget: int) -> None:
    low, high = sorted((one, other))
    first, second = money_progress_bp(low, budget), money_progress_bp(high, budget)
    assert first is not None
    assert second is not None
    assert 0 <= first <= second
