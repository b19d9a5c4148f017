"""The table of moves."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from fundapp.rules.moves import MOVES, Verb, Who, moves_from
from fundapp.rules.route import Subject
from fundapp.values.choices import DocumentState, PaymentState


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


@pytest.mark.parametrize("subject", get_args(Subject))
def test_the_division_s_clerks_write_the_author_sends_and_takes_back_and_signers_decide(subject: Subject) -> None:
    who = {move.verb: move.who for move in MOVES if move.subject == subject and move.verb is not Verb.DISBURSE}
    assert who == {
        Verb.SAVE: Who.EDITOR,
        Verb.SUBMIT: Who.AUTHOR,
        Verb.AGREE: Who.SIGNER,
        Verb.RETURN: Who.SIGNER,
        Verb.WITHDRAW: Who.AUTHOR,
        Verb.CHANGE: Who.EDITOR,
        Verb.VOID: Who.EDITOR,
    }


def test_only_signers_lead_to_approved() -> None:
    into = [move for move in MOVES if move.target == PaymentState.APPROVED]
    assert {(move.verb, move.who) for move in into} == {(Verb.AGREE, Who.SIGNER)}


SUBJECTS = get_args(Subject)


def test_whatever_leaves_approval_backwards_ends_the_round_and_nothing_else_does() -> None:
    backwards = {Verb.RETURN, Verb.WITHDRAW, Verb.CHANGE, Verb.VOID}
    leaving = {move.verb for move in MOVES if PaymentState.IN_APPROVAL in move.sources}
    assert leaving == backwards | {Verb.AGREE}
    assert {(move.subject, move.verb) for move in MOVES if move.ends_round} == set(product(SUBJECTS, backwards))


def test_return_change_and_void_take_a_reason_and_nothing_else_does() -> None:
    wordy = {Verb.RETURN, Verb.CHANGE, Verb.VOID}
    assert {(move.subject, move.verb) for move in MOVES if move.reason} == set(product(SUBJECTS, wordy))


@pytest.mark.parametrize("subject", [subject for subject in SUBJECTS if subject != "payment"])
def test_only_a_payment_request_is_ever_disbursed(subject: Subject) -> None:
    assert Verb.DISBURSE not in {move.verb for state in DocumentState for move in moves_from(subject, state)}


def test_a_returned_document_stays_returned_when_it_is_saved() -> None:
    assert [move.target for move in moves_from("payment", PaymentState.RETURNED) if move.verb is Verb.SAVE] == [None]
