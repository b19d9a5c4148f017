"""Funding sources and appropriations (arts. 6 and 16)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.choices import DocumentState
from tests.rules.cases import LOCAL, SOUND, finding, said

OWN = replace(LOCAL, source="own", label="单位资金", amount=7_500_000, appropriated=7_500_000, paid=0)


def test_an_amount_without_a_source_blocks() -> None:
    case = replace(SOUND, shares=())
    assert said(case, "6-1").blocks
    assert said(case, "6-1").message == "尚未选择资金来源。"
    assert finding(case, "6-2") is None


def test_shares_that_add_up_to_the_amount_pass_and_are_listed() -> None:
    found = said(replace(SOUND, shares=(replace(LOCAL, amount=30_000_000), OWN)), "6-1")
    assert found.passed
    assert found.message == "本级财政管理资金 300,000.00 元；单位资金 75,000.00 元。"


def test_one_fen_of_difference_blocks() -> None:
    found = said(replace(SOUND, shares=(replace(LOCAL, amount=37_499_999),)), "6-1")
    assert found.blocks
    assert found.message == "资金来源合计 374,999.99 元，与本次金额 375,000.00 元相差 0.01 元。"


def test_a_share_of_nothing_or_less_blocks_even_when_the_sum_is_right() -> None:
    shares = (replace(LOCAL, amount=38_000_000), replace(OWN, amount=-500_000))
    assert said(replace(SOUND, shares=shares), "6-1").blocks
    assert said(replace(SOUND, shares=(LOCAL, replace(OWN, amount=0))), "6-1").blocks


def test_the_same_source_twice_blocks() -> None:
    half = replace(LOCAL, amount=18_750_000)
    found = said(replace(SOUND, shares=(half, half)), "6-1")
    assert found.blocks
    assert "重复" in found.message


def test_a_source_may_be_used_up_exactly_and_not_by_one_fen_more() -> None:
    full = replace(LOCAL, appropriated=100, paid=30, in_approval=20, amount=50)
    assert said(replace(SOUND, shares=(full,)), "6-2").passed
    found = said(replace(SOUND, shares=(replace(full, amount=51),)), "6-2")
    assert found.blocks
    assert found.article == "第六条、第十六条"
    assert found.message == (
        "本级财政管理资金可用 0.50 元（2026 年下达 1.00、已付 0.30、在批 0.20），本次 0.51 元，超出 0.01 元。"
    )


def test_each_source_stands_for_itself() -> None:
    found = said(replace(SOUND, shares=(LOCAL, replace(OWN, amount=7_500_001))), "6-2")
    assert found.blocks
    assert found.message.startswith("单位资金可用 75,000.00 元")
    assert "本级" not in found.message


def test_one_source_in_two_rows_counts_together() -> None:
    half = replace(LOCAL, appropriated=100, paid=0, amount=60)
    found = said(replace(SOUND, shares=(half, half)), "6-2")
    assert found.blocks
    assert "本次 1.20 元" in found.message


money = st.integers(0, 10**13)


@given(appropriated=money, paid=money, bound=money, amount=st.integers(1, 10**13))
def test_the_appropriation_rule_passes_exactly_when_enough_is_left(
    appropriated: int, paid: int, bound: int, amount: int
) -> None:
    share = replace(LOCAL, appropriated=appropriated, paid=paid, in_approval=bound, amount=amount)
    assert said(replace(SOUND, shares=(share,)), "6-2").passed is (paid + bound + amount <= appropriated)


@given(parts=st.lists(st.integers(-100, 10**6), min_size=1, max_size=3), amount=st.integers(1, 10**6))
def test_the_share_rule_never_passes_when_the_parts_differ_from_the_amount(parts: list[int], amount: int) -> None:
    shares = tuple(replace(LOCAL, source=f"s{place}", amount=part) for place, part in enumerate(parts))
    passed = said(replace(SOUND, shares=shares, amount=amount), "6-1").passed
    assert passed is (sum(parts) == amount and min(parts) > 0)


APPLIED = replace(SOUND, further_year=True, application="SQ-2026-0003", application_state=DocumentState.APPROVED)


@pytest.mark.parametrize("state", [DocumentState.DRAFT, DocumentState.IN_APPROVAL, DocumentState.RETURNED])
@pytest.mark.parametrize("further", [True, False])
def test_an_application_that_is_not_approved_stops_the_money_of_its_year(state: DocumentState, further: bool) -> None:
    found = said(replace(APPLIED, application_state=state, further_year=further), "13-60")
    assert found.blocks
    assert found.message == f"2026 年度申请 SQ-2026-0003（{state.label}）还没有批准。"
    assert (found.article, found.field) == ("第十三条", "年度")


def test_an_approved_application_lets_its_money_out() -> None:
    found = said(APPLIED, "13-60")
    assert (found.passed, found.message) == (True, "2026 年度申请 SQ-2026-0003 已批准。")
    assert finding(APPLIED, "13-61") is None


def test_a_further_year_without_an_application_takes_a_reason() -> None:
    case = replace(APPLIED, application="", application_state=None)
    assert finding(case, "13-60") is None
    found = said(case, "13-61")
    assert found.needs_reason
    assert found.message == "2026 年度没有年度申请，本次使用的是上年结转资金。"


def test_the_first_year_of_a_project_needs_no_application() -> None:
    assert finding(SOUND, "13-60") is None
    assert finding(SOUND, "13-61") is None
