"""The amount is the milestone's, or less with a reason (art. 12)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.cases import SOUND, finding, said


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_that_is_not_more_than_nothing_blocks(amount: int) -> None:
    found = said(replace(SOUND, amount=amount), "12-4")
    assert found.blocks
    assert found.field == "本次金额"


def test_one_fen_is_an_amount() -> None:
    assert said(replace(SOUND, amount=1), "12-4").passed


def test_more_than_the_milestone_has_left_blocks_with_the_figures() -> None:
    case = replace(SOUND, milestone_amount=100, milestone_paid=20, milestone_in_approval=30, amount=50)
    assert said(case, "12-5").passed
    found = said(replace(case, amount=51), "12-5")
    assert found.blocks
    assert found.message == ("本次 0.51 元超过“2026年第三季度服务费”余额 0.50 元（节点 1.00、已付 0.20、在批 0.30）。")


def test_less_than_the_milestone_takes_a_reason() -> None:
    found = said(replace(SOUND, amount=30_000_000), "12-6")
    assert found.needs_reason
    assert found.field == "少付原因"
    assert found.message == "本次 300,000.00 元，比“2026年第三季度服务费”余额 375,000.00 元少 75,000.00 元。"


def test_less_than_the_milestone_with_a_reason_is_a_notice_that_shows_the_reason() -> None:
    found = said(replace(SOUND, amount=30_000_000, reduction_reason=" 考核扣款 "), "12-6")
    assert found.passed
    assert found.notice
    assert found.message == "比节点金额少 75,000.00 元，原因：考核扣款。"


def test_blanks_are_no_reason() -> None:
    assert said(replace(SOUND, amount=30_000_000, reduction_reason=" 　"), "12-6").needs_reason


def test_the_whole_rest_of_the_milestone_needs_no_reason() -> None:
    assert said(replace(SOUND, milestone_paid=500_000, amount=37_000_000), "12-6").passed


def test_a_reason_does_not_make_an_excess_pass() -> None:
    case = replace(SOUND, amount=37_500_001, reduction_reason="说明")
    assert said(case, "12-5").blocks
    assert finding(case, "12-6") is None


def test_the_milestone_rules_wait_for_a_milestone_and_an_amount() -> None:
    assert finding(replace(SOUND, milestone_name="", milestone_amount=0), "12-5") is None
    assert finding(replace(SOUND, milestone_name="", amount=1), "12-6") is None
    assert finding(replace(SOUND, amount=0), "12-6") is None


money = st.integers(0, 10**13)


@given(whole=money, paid=money, bound=money, amount=money)
def test_the_milestone_rule_passes_exactly_when_the_rest_is_enough(
    whole: int, paid: int, bound: int, amount: int
) -> None:
    case = replace(SOUND, milestone_amount=whole, milestone_paid=paid, milestone_in_approval=bound, amount=amount)
    assert said(case, "12-5").passed is (amount + paid + bound <= whole)
