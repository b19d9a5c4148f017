"""Attempts on witnessings."""

from __future__ import annotations

from tests.storage.guards.case import Case, append_only


def seen(*, person: int = 8, witness: int = 4, key: int | None = None, text: str = "示例", signed: str = "示例") -> str:
    """A leader witnesses something about another clerk, unless said otherwise."""
    return (
        "INSERT INTO witnessing (verb, person_id, witness_id, key_id, at, text, signature)"
        f" VALUES ('people.save_person', {person}, {witness}, {key or witness}, '', '{text}', '{signed}')"
    )


FRESH_KEY = (
    "INSERT INTO person_key (id, person_id, algorithm, public_key, wrapped, salt, nonce, kdf, made_at, provisional,"
    " retired_at, announced) VALUES (50, 4, '', '', '', '', '', '', '', {provisional}, {retired}, 1)"
)

CASES = (
    *append_only("witnessing"),
    Case("witnessing_by_leader", seen(person=4)),
    Case("witnessing_by_leader", seen(text="")),
    Case("witnessing_by_leader", seen(signed="")),
    Case("witnessing_by_leader", seen(witness=3)),
    Case("witnessing_by_leader", seen(witness=7)),
    Case("witnessing_by_leader", seen(), first=("UPDATE person SET closed_on = '2026-01-01' WHERE id = 4",)),
    Case("witnessing_own_key", seen(key=5)),
    Case("witnessing_own_key", seen(key=50), first=(FRESH_KEY.format(provisional=1, retired="NULL"),)),
    Case("witnessing_own_key", seen(key=50), first=(FRESH_KEY.format(provisional=0, retired="'2026'"),)),
)
