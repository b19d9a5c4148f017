"""Contract or list in force, within its term, not exceeded (art. 12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fundapp.rules.finding import Severity
from fundapp.values.choices import MilestoneKind
from tests.rules.cases import GRANT, SOUND, TODAY, WAN, finding, said


def test_without_a_contract_or_list_nothing_is_paid() -> None:
    found = said(replace(SOUND, basis_number=""), "12-1")
    assert found.blocks
    assert (found.article, found.message, found.field) == ("第十二条", "尚未选择付款依据。", "合同/清单")


def test_a_contract_that_is_not_in_force_blocks() -> None:
    found = said(replace(SOUND, basis_in_force=False), "12-1")
    assert found.blocks
    assert found.message == "合同 HT-2024-0003 不在履行中（未确认、已完结或已作废）。"


def test_a_list_that_is_not_in_force_blocks_and_is_called_a_list() -> None:
    found = said(replace(GRANT, basis_in_force=False), "12-1")
    assert found.blocks
    assert found.message == "分配清单 QD-2026-0001 不在履行中（未确认、已完结或已作废）。"
    assert "分配清单" in found.remedy


def test_a_contract_signed_tomorrow_is_not_in_force_today() -> None:
    assert said(replace(SOUND, basis_signed_on=TODAY), "12-1").passed
    found = said(replace(SOUND, basis_signed_on=TODAY + dt.timedelta(days=1)), "12-1")
    assert found.blocks
    assert "2026-11-21 晚于今天 2026-11-20" in found.message


def test_a_list_without_a_date_is_in_force_when_confirmed() -> None:
    assert said(replace(GRANT, basis_signed_on=None), "12-1").passed


def test_the_last_day_of_the_term_is_inside_and_the_next_day_takes_a_reason() -> None:
    assert said(replace(SOUND, basis_end=TODAY), "12-2").passed
    found = said(replace(SOUND, basis_end=TODAY - dt.timedelta(days=1)), "12-2")
    assert found.needs_reason
    assert found.severity is Severity.CAUTION
    assert found.message == "合同履行期限已于 2026-11-19 届满。"


def test_the_first_day_of_the_term_is_inside_and_the_day_before_takes_a_reason() -> None:
    assert said(replace(SOUND, basis_start=TODAY), "12-2").passed
    found = said(replace(SOUND, basis_start=TODAY + dt.timedelta(days=1)), "12-2")
    assert found.needs_reason
    assert "自 2026-11-21 起" in found.message


def test_an_open_ended_term_has_no_end_to_pass() -> None:
    assert said(replace(SOUND, basis_end=None), "12-2").passed
    assert said(replace(SOUND, basis_start=None), "12-2").passed


def test_lists_retention_money_and_an_unchosen_contract_have_no_term_to_check() -> None:
    past = replace(SOUND, basis_end=dt.date(2025, 1, 1))
    assert said(past, "12-2").needs_reason
    assert finding(replace(past, milestone_kind=MilestoneKind.RETENTION), "12-2") is None
    assert finding(replace(past, basis_number=""), "12-2") is None
    assert finding(GRANT, "12-2") is None


def test_paid_in_approval_and_this_may_reach_the_contract_exactly() -> None:
    full = replace(SOUND, basis_value=100, basis_paid=30, basis_in_approval=20, amount=50)
    assert said(full, "12-7").passed
    found = said(replace(full, amount=51), "12-7")
    assert found.blocks
    assert found.message == "本次后累计 1.01 元（已付 0.30、在批 0.20、本次 0.51），比合同金额 1.00 元多 0.01 元。"
    assert dict(found.numbers) == {
        "已付": "0.30",
        "在批": "0.20",
        "本次": "0.51",
        "累计": "1.01",
        "合同金额": "1.00",
    }


def test_the_list_is_a_limit_like_a_contract() -> None:
    found = said(replace(GRANT, basis_paid=148 * WAN), "12-7")
    assert found.blocks
    assert "分配清单金额 1,480,000.00 元" in found.message


def test_no_sum_is_compared_before_a_contract_is_chosen() -> None:
    assert finding(replace(SOUND, basis_number="", basis_value=0), "12-7") is None


money = st.integers(0, 10**13)


@given(value=money, paid=money, bound=money, amount=money)
def test_the_contract_rule_passes_exactly_when_the_sum_stays_within(
    value: int, paid: int, bound: int, amount: int
) -> None:
    case = replace(SOUND, basis_value=value, basis_paid=paid, basis_in_approval=bound, amount=amount)
    assert said(case, "12-7").passed is (paid + bound + amount <= value)
