"""Money follows the actual progress (art. 12)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.choices import MilestoneKind
from tests.rules.cases import FIGURES, GRANT, SOUND, TODAY, finding, said

BY_PROGRESS = (MilestoneKind.PROGRESS, MilestoneKind.FINAL)
OTHERS = tuple(kind for kind in MilestoneKind if kind not in BY_PROGRESS)


@pytest.mark.parametrize("kind", BY_PROGRESS)
def test_a_request_by_progress_without_its_progress_blocks(kind: MilestoneKind) -> None:
    found = said(replace(SOUND, milestone_kind=kind, actual_progress_bp=None), "12-11")
    assert found.blocks
    assert found.field == "实际进度"


@pytest.mark.parametrize("progress", [-1, 10_001])
def test_a_progress_outside_nothing_and_everything_blocks(progress: int) -> None:
    assert said(replace(SOUND, actual_progress_bp=progress), "12-11").blocks


@pytest.mark.parametrize("progress", [0, 10_000])
def test_no_progress_and_all_of_it_can_be_stated(progress: int) -> None:
    assert said(replace(SOUND, actual_progress_bp=progress), "12-11").passed


@pytest.mark.parametrize("kind", OTHERS)
def test_advance_retention_and_grant_are_not_paid_by_progress(kind: MilestoneKind) -> None:
    case = replace(SOUND, milestone_kind=kind, actual_progress_bp=0)
    assert [finding(case, number) for number in ("12-11", "12-12", "12-13")] == [None, None, None]


def test_paying_twenty_points_ahead_passes_and_a_fen_more_takes_a_reason() -> None:
    case = replace(SOUND, basis_value=1000, basis_paid=300, basis_in_approval=200, amount=200, actual_progress_bp=5000)
    assert said(case, "12-12").passed
    found = said(replace(case, amount=201), "12-12")
    assert found.needs_reason
    assert found.message == "本次后累计付款比例 70.10%，实际进度 50.00%，超前幅度大于 20.00%。"
    assert dict(found.numbers)["允许超前"] == "20.00%"


def test_the_shares_are_compared_before_they_are_rounded_for_the_screen() -> None:
    case = replace(SOUND, basis_value=10**9, basis_paid=0, amount=7 * 10**8 + 1, actual_progress_bp=5000)
    found = said(case, "12-12")
    assert found.needs_reason
    assert dict(found.numbers)["累计付款比例"] == "70.00%"


def test_a_contract_without_value_has_no_share_to_compare() -> None:
    assert finding(replace(SOUND, basis_value=0), "12-12") is None


def test_without_progress_there_is_nothing_to_compare() -> None:
    bare = replace(SOUND, actual_progress_bp=None)
    assert finding(bare, "12-12") is None
    assert finding(bare, "12-13") is None


def test_progress_as_agreed_passes_and_a_hundredth_of_a_point_less_takes_a_reason() -> None:
    assert said(replace(SOUND, agreed_progress_bp=6667, actual_progress_bp=6667), "12-13").passed
    found = said(replace(SOUND, agreed_progress_bp=6667, actual_progress_bp=6666), "12-13")
    assert found.needs_reason
    assert found.message == "约定进度 66.67%，实际进度 66.66%，相差 0.01%。"
    assert dict(found.numbers)["进度差"] == "-0.01%"


def test_a_grant_has_no_progress() -> None:
    assert finding(GRANT, "12-11") is None


@given(
    value=st.integers(1, 10**12),
    paid=st.integers(0, 10**12),
    amount=st.integers(1, 10**12),
    progress=st.integers(0, 10_000),
)
def test_nobody_is_paid_further_ahead_than_the_figure_allows_without_a_reason(
    value: int, paid: int, amount: int, progress: int
) -> None:
    case = replace(SOUND, basis_value=value, basis_paid=paid, amount=amount, actual_progress_bp=progress)
    ahead = (paid + amount) * 10_000 > (progress + FIGURES.number("progress_ahead", TODAY)) * value
    assert said(case, "12-12").needs_reason is ahead
