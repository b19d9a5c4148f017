"""Judging a whole case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.rules.finding import Severity, blocking, wanting_reason
from fundapp.rules.judgement import judge, rules
from fundapp.rules.payment_case import PaymentCase
from tests.rules.cases import EVALUATION, FIGURES, GRANT, LOCAL, SOUND, TODAY


@pytest.mark.parametrize("case", [SOUND, GRANT, EVALUATION], ids=["contract", "grant", "evaluation"])
def test_a_sound_case_is_neither_blocked_nor_asked_for_a_reason(case: PaymentCase) -> None:
    found = judge(case, FIGURES)
    assert len(found) >= 8
    assert [each.rule for each in found if not each.passed] == []


def test_every_rule_says_something_at_most_once() -> None:
    numbers = [each.rule for each in judge(SOUND, FIGURES)]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= {each.number for each in rules(TODAY, PaymentCase)}


def test_blocks_come_first_then_cautions_then_notices_then_what_is_in_order() -> None:
    case = replace(SOUND, amount=1, purpose="奖金", accepted_on=TODAY - dt.timedelta(days=29), basis_in_force=False)
    found = judge(case, FIGURES)
    kinds = [(each.blocks, each.needs_reason, each.notice) for each in found]
    assert kinds == sorted(kinds, reverse=True)
    assert [each.rule for each in blocking(found)] == ["6-1", "12-1"]
    assert [each.rule for each in wanting_reason(found)] == ["12-6", "14-3"]


def test_a_block_late_in_the_book_comes_before_a_caution_and_a_caution_before_an_earlier_notice() -> None:
    case = replace(SOUND, evidence_required=None, purpose="奖金", year_closed=True)
    found = [each.rule for each in judge(case, FIGURES)]
    assert found[:3] == ["16-1", "14-3", "12-3"]


EMPTY = replace(
    SOUND,
    project_name="",
    project_in_force=False,
    basis_number="",
    basis_in_force=False,
    basis_value=0,
    milestone_name="",
    milestone_amount=0,
    condition="",
    evidence_required=None,
    evidences=(),
    amount=0,
    shares=(),
    invoices=(),
    payee_name="",
    party_name="",
    account_number="",
    party_account_number="",
    economic_class="",
    purpose="",
    actual_progress_bp=None,
    attachment_kinds=frozenset(),
)


def test_an_empty_form_is_judged_and_says_what_to_fill_in_first() -> None:
    found = {each.rule for each in blocking(judge(EMPTY, FIGURES))}
    assert {"6-1", "12-1", "12-3", "12-4", "12-8", "12-11", "14-1", "15-1"} <= found


def bad(**changes: object) -> PaymentCase:
    """The sound case with changes of any kind."""
    return replace(SOUND, **changes)  # type: ignore[arg-type]  # the field names vary


SPOILED = [
    EMPTY,
    bad(amount=10**12),
    bad(amount=1),
    bad(economic_class="30101", purpose="奖金"),
    bad(payee_name="别家", account_number="1", account_is_personal=True),
    bad(year=2025, project_end_year=2020),
    bad(evidences=(), attachment_kinds=frozenset(), missing_attachments=("a",)),
    bad(accepted_on=dt.date(2026, 1, 1), agreed_days=90),
    bad(basis_end=dt.date(2026, 1, 1), milestone_due_on=dt.date(2027, 6, 1), actual_progress_bp=0),
    bad(unstaffed_steps=("分管领导核对",), shares=(replace(LOCAL, appropriated=0),)),
]


@pytest.mark.parametrize("case", SPOILED, ids=range(len(SPOILED)))
def test_every_no_is_a_sentence_with_a_remedy_and_a_field(case: PaymentCase) -> None:
    noes = [each for each in judge(case, FIGURES) if not each.passed]
    assert noes
    for each in noes:
        assert each.message.endswith("。"), each
        assert each.remedy.endswith("。"), each
        assert each.field, each


@pytest.mark.parametrize("case", SPOILED, ids=range(len(SPOILED)))
def test_every_caution_says_which_reason_is_wanted(case: PaymentCase) -> None:
    for each in wanting_reason(judge(case, FIGURES)):
        assert "说明" in each.remedy, each
        assert each.severity is Severity.CAUTION


money = st.integers(-(10**6), 10**6)


@given(
    value=money, paid=money, bound=money, milestone=money, appropriated=money, share=money, invoice=money, amount=money
)
def test_whatever_is_typed_nothing_passes_that_exceeds_contract_milestone_appropriation_or_invoices(
    value: int, paid: int, bound: int, milestone: int, appropriated: int, share: int, invoice: int, amount: int
) -> None:
    case = replace(
        SOUND,
        basis_value=value,
        basis_paid=paid,
        basis_in_approval=bound,
        milestone_amount=milestone,
        amount=amount,
        shares=(replace(LOCAL, amount=share, appropriated=appropriated, paid=0),),
        invoices=(replace(SOUND.invoices[0], amount=invoice),),
    )
    if not blocking(judge(case, FIGURES)):
        assert 0 < amount == share <= appropriated
        assert amount <= milestone
        assert amount <= invoice
        assert paid + bound + amount <= value


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_on_no_day_does_a_case_without_contract_and_amount_pass(on: dt.date) -> None:
    assert blocking(judge(replace(EMPTY, on=on, year=on.year), FIGURES))
