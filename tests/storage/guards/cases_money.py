"""Attempts to let money out."""

from __future__ import annotations

from tests.storage.guards.case import Case, append_only


def pay(
    *,
    payment: int = 3,
    number: int = 1,
    amount: int = 100_000,
    paid_on: str = "2026-11-20",
    by: int = 6,
    id_: str = "NULL",
) -> str:
    """The disbursement of request 3, which is approved, unless said otherwise."""
    return (
        "INSERT INTO disbursement (id, payment_id, round, amount, paid_on, voucher, bank_reference, registered_by_id,"
        f" registered_at) VALUES ({id_}, {payment}, {number}, {amount}, '{paid_on}', '记-2', '', {by}, '')"
    )


CASES = (
    *append_only("disbursement", beside=("disbursement_of_approved",)),
    Case(
        "disbursement_never_replaced",
        pay(id_="1").replace("INSERT", "INSERT OR REPLACE"),
    ),
    Case(
        "disbursement_of_approved",
        pay(payment=2),
        beside=(
            "disbursement_of_present_round",
            "disbursement_by_every_hand",
            "disbursement_by_supervising_leader",
        ),
    ),
    Case(
        "disbursement_of_approved",
        pay(),
        ("UPDATE payment SET state = 'in_approval' WHERE id = 3",),
        without=("payment_moves", "payment_submitted_with_round"),
    ),
    Case(
        "disbursement_applied_for",
        pay(),
        ("UPDATE application SET number = 'neu' WHERE id = 1",),
    ),
    Case("disbursement_of_present_round", pay(), ("UPDATE sign_round SET outcome = 'voided' WHERE id = 2",)),
    Case(
        "disbursement_of_present_round",
        pay(),
        ("UPDATE payment SET round = 2 WHERE id = 3",),
        without=("payment_frozen", "payment_round_counts"),
    ),
    Case(
        "disbursement_of_present_round",
        pay(),
        ("UPDATE payment SET last_editor_id = 8 WHERE id = 3",),
        without=("payment_frozen",),
    ),
    Case(
        "disbursement_by_every_hand",
        pay(),
        ("DELETE FROM sign_off WHERE round_id = 2 AND position = 1",),
        without=("sign_off_never_deleted",),
    ),
    Case(
        "disbursement_by_every_hand",
        pay(),
        ("UPDATE sign_off SET decision = 'return' WHERE round_id = 2 AND position = 4",),
        without=("sign_off_never_changed",),
    ),
    Case(
        "disbursement_by_supervising_leader",
        pay(),
        ("UPDATE round_step SET role = 'principal_leader' WHERE round_id = 2",),
        without=("round_step_never_changed",),
    ),
    Case(
        "disbursement_by_supervising_leader",
        pay(),
        ("UPDATE round_step SET scope = 'any' WHERE round_id = 2",),
        without=("round_step_never_changed",),
    ),
    Case(
        "disbursement_by_separate_hands",
        pay(),
        ("UPDATE sign_off SET person_id = 1 WHERE round_id = 2 AND position = 2",),
        without=("sign_off_never_changed",),
    ),
    Case(
        "disbursement_by_separate_hands",
        pay(),
        ("UPDATE sign_off SET person_id = 4 WHERE round_id = 2 AND position = 2",),
        without=("sign_off_never_changed",),
    ),
    Case("disbursement_registered_apart", pay(by=3)),
    Case(
        "disbursement_registered_apart",
        pay(by=1),
        ("INSERT INTO person_role (person_id, role) VALUES (1, 'finance')",),
    ),
    Case("disbursement_registered_by_finance", pay(by=8)),
    Case(
        "disbursement_registered_by_finance",
        pay(),
        ("INSERT INTO person_role (person_id, role) VALUES (6, 'administrator')",),
    ),
    Case("disbursement_is_the_request", pay(amount=99_999)),
    Case("disbursement_is_the_request", pay(amount=100_001)),
    Case(
        "disbursement_is_the_request",
        pay(),
        ("UPDATE payment_share SET amount = 1 WHERE payment_id = 3",),
        without=("payment_share_frozen_update",),
    ),
    Case(
        "disbursement_is_the_request",
        pay(),
        ("DELETE FROM payment_share WHERE payment_id = 3",),
        without=("payment_share_frozen_delete",),
    ),
    Case(
        "disbursement_to_the_party",
        pay(),
        ("UPDATE payment SET payee_id = 2, account_id = 2 WHERE id = 3",),
        without=("payment_frozen",),
    ),
    Case(
        "disbursement_to_the_party",
        pay(),
        ("UPDATE payment SET account_id = 2 WHERE id = 3",),
        without=("payment_frozen",),
    ),
    Case(
        "disbursement_to_the_party",
        pay(),
        ("UPDATE contract SET payee_id = 2 WHERE id = 1",),
        without=("contract_frozen",),
    ),
    Case("disbursement_on_basis_in_force", pay(), ("UPDATE contract SET state = 'closed' WHERE id = 1",)),
    Case(
        "disbursement_on_basis_in_force",
        pay(),
        ("UPDATE contract SET project_id = 2 WHERE id = 1",),
        without=("contract_frozen",),
    ),
    Case(
        "disbursement_within_basis",
        pay(),
        # 1,000 元 paid, 1,000 元 to pay, 500 元 of amendment: one 分 too little
        ("UPDATE contract SET amount = 149999 WHERE id = 1",),
        without=("contract_frozen",),
    ),
    Case(
        "disbursement_within_milestone",
        pay(),
        ("UPDATE milestone SET amount = 199999 WHERE id = 1",),
        without=("milestone_frozen",),
    ),
    Case(
        "disbursement_within_appropriation",
        pay(),
        ("UPDATE appropriation SET amount = 199999 WHERE id = 1",),
        without=("appropriation_never_changed",),
    ),
    Case(
        "disbursement_within_appropriation",
        pay(),
        # The year has money, but not from this source.
        ("UPDATE payment_share SET source = 'upper' WHERE payment_id = 3",),
        without=("payment_share_frozen_update",),
    ),
    Case("disbursement_within_year", pay(paid_on="2027-01-02")),
    Case("disbursement_within_year", pay(), ("UPDATE project_year SET closed = 1 WHERE id = 1",)),
)
