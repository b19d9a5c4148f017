"""Invoices cover the amount, are used once and come from the payee (art. 5)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.choices import MilestoneKind
from tests.rules.cases import GRANT, INVOICE, SOUND, finding, said

SECOND = replace(INVOICE, key="26332000000012345679", label="数电发票 26332000000012345679", amount=500_000)


def test_invoices_may_be_more_than_the_amount_and_not_one_fen_less() -> None:
    assert said(replace(SOUND, invoices=(INVOICE, SECOND)), "5-1").passed
    found = said(replace(SOUND, invoices=(replace(INVOICE, amount=37_499_999),)), "5-1")
    assert found.blocks
    assert found.message == "发票 1 张，合计 374,999.99 元，低于本次金额 375,000.00 元。"


def test_a_red_letter_invoice_takes_its_amount_away() -> None:
    red = replace(SECOND, amount=-1)
    assert said(replace(SOUND, invoices=(INVOICE, red)), "5-1").blocks


def test_an_advance_may_be_paid_by_receipt_only_when_the_contract_says_so() -> None:
    advance = replace(SOUND, milestone_kind=MilestoneKind.ADVANCE, invoices=())
    assert said(advance, "5-1").blocks
    found = said(replace(advance, advance_receipt_allowed=True), "5-1")
    assert found.passed
    assert found.notice


def test_a_receipt_is_not_enough_for_anything_but_an_advance() -> None:
    assert said(replace(SOUND, invoices=(), advance_receipt_allowed=True), "5-1").blocks


def test_a_grant_needs_no_invoice() -> None:
    assert finding(GRANT, "5-1") is None


def test_invoices_are_not_compared_before_there_is_an_amount() -> None:
    assert finding(replace(SOUND, amount=0), "5-1") is None


def test_an_invoice_of_another_request_blocks_and_the_request_is_named() -> None:
    found = said(replace(SOUND, invoices=(replace(INVOICE, used_by="ZF-2026-0007"),)), "5-2")
    assert found.blocks
    assert found.message == "数电发票 26332000000012345678 已用于 ZF-2026-0007。"


def test_the_same_invoice_twice_in_one_request_blocks() -> None:
    found = said(replace(SOUND, invoices=(INVOICE, INVOICE)), "5-2")
    assert found.blocks
    assert "在本单中列了 2 次" in found.message


def test_two_different_invoices_are_no_repetition() -> None:
    assert said(replace(SOUND, invoices=(INVOICE, SECOND)), "5-2").passed


def test_an_invoice_of_a_void_request_takes_a_reason_and_shows_where_it_was() -> None:
    seen = replace(INVOICE, seen_in=("ZF-2026-0003", "ZF-2026-0005"))
    found = said(replace(SOUND, invoices=(seen,)), "5-3")
    assert found.needs_reason
    assert "ZF-2026-0003、ZF-2026-0005" in found.message
    assert said(replace(SOUND, invoices=(seen,)), "5-2").passed


def test_invoices_that_nobody_has_seen_give_no_line() -> None:
    assert finding(SOUND, "5-3") is None


def test_an_invoice_of_somebody_else_takes_a_reason() -> None:
    found = said(replace(SOUND, invoices=(INVOICE, replace(SECOND, seller="示例软件有限公司"))), "5-4")
    assert found.needs_reason
    assert "26332000000012345679 的销售方为“示例软件有限公司”" in found.message
    assert "12345678 的" not in found.message


def test_brackets_and_spaces_do_not_make_another_seller() -> None:
    invoice = replace(INVOICE, seller="示例云(平湖) 有限公司")
    assert said(replace(SOUND, invoices=(invoice,), payee_name="示例云（平湖）有限公司"), "5-4").passed


def test_without_invoices_there_is_nothing_to_compare() -> None:
    bare = replace(SOUND, invoices=())
    assert [finding(bare, number) for number in ("5-2", "5-3", "5-4")] == [None, None, None]


@given(st.lists(st.integers(-(10**9), 10**9), max_size=5), st.integers(1, 10**9))
def test_the_invoice_rule_passes_exactly_when_the_sum_covers_the_amount(amounts: list[int], amount: int) -> None:
    invoices = tuple(replace(INVOICE, key=str(place), amount=each) for place, each in enumerate(amounts))
    assert said(replace(SOUND, invoices=invoices, amount=amount), "5-1").passed is (sum(amounts) >= amount)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), st.booleans())
def test_the_uniqueness_rule_passes_exactly_when_no_key_comes_twice(keys: list[str], used: bool) -> None:
    invoices = tuple(replace(INVOICE, key=key) for key in keys)
    if used:
        invoices = (*invoices[:-1], replace(invoices[-1], used_by="ZF-2026-0001"))
    assert said(replace(SOUND, invoices=invoices), "5-2").passed is (len(set(keys)) == len(keys) and not used)
