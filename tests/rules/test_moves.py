"""The table of moves."""

from __future__ import annotations

import pytest

from fundapp.rules.moves import MOVES, Verb, Who, moves_from
from fundapp.values.choices import EvaluationState, PaymentState


def test_each_move_stands_once_in_the_table() -> None:
    keys = [(move.subject, move.verb) for move in MOVES]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("state", [PaymentState.PAID, PaymentState.VOID])
def test_nothing_leaves_paid_or_void(state: PaymentState) -> None:
    assert moves_from("payment", state) == ()


def test_only_finance_after_approval_leads_to_paid() -> None:
    into = [move for move in MOVES if move.target is PaymentState.PAID]
    assert [(move.verb, move.sources, move.who) for move in into] == [
        (Verb.DISBURSE, (PaymentState.APPROVED,), Who.CASHIER)
    ]


def test_only_signers_lead_to_approved() -> None:
    into = [move for move in MOVES if move.target == PaymentState.APPROVED]
    assert {(move.verb, move.who) for move in into} == {(Verb.AGREE, Who.SIGNER)}


def test_whatever_leaves_approval_backwards_ends_the_round() -> None:
    backwards = [move for move in MOVES if PaymentState.IN_APPROVAL in move.sources and move.verb is not Verb.AGREE]
    assert {move.verb for move in backwards} == {Verb.RETURN, Verb.WITHDRAW, Verb.CHANGE, Verb.VOID}
    assert all(move.ends_round for move in backwards)


def test_return_change_and_void_take_a_reason() -> None:
    assert {move.verb for move in MOVES if move.reason} == {Verb.RETURN, Verb.CHANGE, Verb.VOID}


def test_an_evaluation_is_never_disbursed() -> None:
    assert Verb.DISBURSE not in {move.verb for state in EvaluationState for move in moves_from("evaluation", state)}


def test_a_returned_document_stays_returned_when_it_is_saved() -> None:
    assert [move.target for move in moves_from("payment", PaymentState.RETURNED) if move.verb is Verb.SAVE] == [None]
