"""Attempts on rounds, steps, hands and keys."""

from __future__ import annotations

from tests.storage.guards.case import Case, append_only, changed, replaced

# Rounds: 1 of request 2 (open, one hand), 2 of request 3, 3 of request 4 (paid), 4 void, 5 returned, 6 and 7 of the
# self-evaluations 2 (open, one hand) and 3.
OPEN_ROUND = (
    "INSERT INTO sign_round (subject_kind, subject_id, number, content, digest, author_id, last_editor_id,"
    " opened_by_id, opened_at, outcome, outcome_reason, closed_at)"
)
HAND = (
    "INSERT INTO sign_off (round_id, position, step_key, person_id, key_id, decision, opinion, checklist, strokes,"
    " signed_at, text, signature)"
)


def hand(
    *,
    round_id: int = 1,
    position: int = 2,
    step: str = "finance",
    person: int = 3,
    key: int | None = None,
    decision: str = "agree",
    opinion: str = "同意",
    signature: str = "示例",
) -> str:
    """The second hand of the open round, unless said otherwise."""
    return (
        f"{HAND} VALUES ({round_id}, {position}, '{step}', {person}, {key or person}, '{decision}', '{opinion}', '[]',"
        f" '', '', '示例', '{signature}')"
    )


def opened(subject: int, number: int, *, kind: str = "payment", author: int = 1, outcome: str = "open") -> str:
    """A new round."""
    return f"{OPEN_ROUND} VALUES ('{kind}', {subject}, {number}, '', '', {author}, 1, 1, '', '{outcome}', '', NULL)"


def routed(role: str, scope: str) -> tuple[str, ...]:
    """Makes the second step of the open round one of this role and scope."""
    return (f"UPDATE round_step SET role = '{role}', scope = '{scope}' WHERE round_id = 1 AND position = 2",)


CASES = (
    Case("sign_round_opens", opened(1, 1)),
    Case("sign_round_opens", opened(6, 2)),
    Case("sign_round_opens", opened(6, 2, author=8), ("UPDATE payment SET round = 2 WHERE id = 6",)),
    Case("sign_round_opens", opened(6, 2, outcome="complete"), ("UPDATE payment SET round = 2 WHERE id = 6",)),
    Case("sign_round_opens", opened(1, 1, kind="project")),
    Case("sign_round_one_open", opened(2, 2), beside=("sign_round_opens",)),
    replaced("sign_round", 3, "sign_round_opens", "sign_round_one_open"),
    *changed(
        "sign_round_fixed",
        "sign_round",
        3,
        "id = 99",
        "subject_kind = 'evaluation'",
        "subject_id = 1",
        "number = 9",
        "content = '改动'",
        "digest = '改动'",
        "author_id = 8",
        "last_editor_id = 8",
        "opened_by_id = 8",
        "opened_at = '改动'",
    ),
    *changed("sign_round_ends_once", "sign_round", 5, "outcome = 'open'", "outcome_reason = '改动'", "closed_at = ''"),
    *changed("sign_round_ends_once", "sign_round", 4, "outcome = 'complete'", beside=("sign_round_complete_by_hands",)),
    *changed("sign_round_ends_once", "sign_round", 2, "outcome = 'returned'", beside=("sign_round_returned_by_hand",)),
    *changed("sign_round_complete_by_hands", "sign_round", 1, "outcome = 'complete'"),
    Case(
        "sign_round_complete_by_hands",
        "UPDATE sign_round SET outcome = 'complete' WHERE id = 1",
        (
            "DELETE FROM round_step WHERE round_id = 1 AND position > 1",
            "UPDATE round_step SET role = 'principal_leader' WHERE round_id = 1",
        ),
        without=("round_step_never_deleted", "round_step_never_changed"),
    ),
    *changed("sign_round_returned_by_hand", "sign_round", 1, "outcome = 'returned'"),
    *changed("sign_round_paid_stays", "sign_round", 3, "outcome = 'voided'"),
    Case("sign_round_never_deleted", "DELETE FROM sign_round WHERE id = 5"),
    *append_only("round_step", beside=("round_step_before_hands",)),
    Case(
        "round_step_before_hands",
        "INSERT INTO round_step (round_id, position, key, label, role, scope, checklist)"
        " VALUES (1, 9, 'neu', '', 'clerk', 'any', '[]')",
    ),
    Case(
        "round_step_before_hands",
        "INSERT INTO round_step (round_id, position, key, label, role, scope, checklist)"
        " VALUES (4, 9, 'neu', '', 'clerk', 'any', '[]')",
    ),
    *append_only(
        "sign_off", beside=("sign_off_in_turn", "sign_off_one_hand_each", "sign_off_own_key", "sign_off_by_role")
    ),
    Case(
        "sign_off_needs_open_round",
        hand(),
        ("UPDATE sign_round SET outcome = 'withdrawn' WHERE id = 1",),
    ),
    Case("sign_off_in_turn", hand(position=3, step="supervising_leader", person=4)),
    Case("sign_off_in_turn", hand(step="principal_leader")),
    Case(
        "sign_off_in_turn",
        hand(position=3, step="supervising_leader", person=4),
        (hand(decision="return", opinion="请补正"),),
    ),
    Case("sign_off_decides", hand(opinion=" ")),
    Case("sign_off_decides", hand(decision="perhaps")),
    Case("sign_off_decides", hand(signature="")),
    Case(
        "sign_off_not_own",
        hand(person=1),
        ("INSERT INTO person_role (person_id, role) VALUES (1, 'finance')",),
    ),
    Case(
        "sign_off_one_hand_each",
        hand(person=2),
        ("INSERT INTO person_role (person_id, role) VALUES (2, 'finance')",),
    ),
    Case("sign_off_own_key", hand(key=6)),
    *(
        Case(
            "sign_off_own_key",
            hand(person=2, key=key),
            ("INSERT INTO person_role (person_id, role) VALUES (2, 'finance')",),
            beside=("sign_off_one_hand_each",),
        )
        for key in (12, 13)
    ),
    Case("sign_off_by_role", hand(person=8)),
    Case(
        "sign_off_by_role",
        hand(person=7),
        ("INSERT INTO person_role (person_id, role) VALUES (7, 'finance')",),
    ),
    Case(
        "sign_off_within_reach",
        hand(person=9),
        routed("division_head", "division"),
        without=("round_step_never_changed",),
    ),
    Case(
        "sign_off_within_reach",
        hand(person=10),
        routed("supervising_leader", "charge"),
        without=("round_step_never_changed",),
    ),
    *changed(
        "person_key_fixed",
        "person_key",
        2,
        "id = 99",
        "person_id = 8",
        "algorithm = '改动'",
        "public_key = '改动'",
        "made_at = '改动'",
        "provisional = 1",
    ),
    *changed("person_key_retired_once", "person_key", 13, "retired_at = NULL", "retired_at = '改动'"),
    Case("person_key_never_deleted", "DELETE FROM person_key WHERE id = 13"),
    replaced("person_key", 2),
    Case("person_never_deleted", "DELETE FROM person WHERE id = 11"),
    replaced("person", 2),
    Case("person_stays_unique", "UPDATE OR REPLACE person SET name = '分管领导' WHERE id = 11"),
    *changed("person_id_kept", "person", 11, "id = 99"),
)
