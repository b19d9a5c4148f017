"""Whatever program writes to the file: the guards refuse what the rules refuse."""

from __future__ import annotations

import re
import sqlite3
from typing import get_args

import pytest
from sqlalchemy import UniqueConstraint

from fundapp.errors import Refused
from fundapp.models import Base
from fundapp.rules.moves import MOVES
from fundapp.rules.route import Subject
from fundapp.storage import guards
from fundapp.values.choices import PaymentState
from tests.storage.guards import (
    cases_basis,
    cases_document,
    cases_money,
    cases_payment,
    cases_record,
    cases_rectification,
    cases_signing,
    cases_witness,
)
from tests.storage.guards.case import Case, copied
from tests.storage.guards.office import Office

CASES = (
    *cases_payment.CASES,
    *cases_signing.CASES,
    *cases_money.CASES,
    *cases_basis.CASES,
    *cases_document.CASES,
    *cases_rectification.CASES,
    *cases_record.CASES,
    *cases_witness.CASES,
)
IDS = [f"{case.guard}-{number}" for number, case in enumerate(CASES)]


def prepare(office: Office, case: Case) -> None:
    office.drop(*case.without)
    for sql in case.first:
        office.run(sql)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_raw_sql_that_breaks_a_rule_is_refused_by_its_guard(office: Office, case: Case) -> None:
    prepare(office, case)
    office.drop(*case.beside)
    with pytest.raises(sqlite3.IntegrityError, match=f"^GUARD:{case.guard}:"):
        office.run(case.sql)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_without_its_guard_the_same_sql_would_pass(office: Office, case: Case) -> None:
    prepare(office, case)
    office.drop(case.guard, *case.beside)
    assert office.run(case.sql).rowcount > 0


def test_every_guard_has_a_case() -> None:
    moves = {f"{subject}_moves" for subject in get_args(Subject)}  # they have a test of their own below
    assert set(guards.shipped()) - moves == {case.guard for case in CASES}


MOVED = [(old, new) for old in PaymentState for new in PaymentState if old != new]


@pytest.mark.parametrize(("old", "new"), MOVED)
@pytest.mark.parametrize("subject", get_args(Subject))
def test_a_document_moves_only_as_the_table_of_moves_allows(
    office: Office, subject: str, old: PaymentState, new: PaymentState
) -> None:
    if subject != "payment" and PaymentState.PAID in (old, new):
        return
    allowed = {(str(source), str(move.target)) for move in MOVES if move.subject == subject for source in move.sources}
    others = [name for name in guards.shipped() if name.startswith(f"{subject}_") and name != f"{subject}_moves"]
    office.drop(*others)
    office.run(f"DROP TRIGGER {subject}_moves")
    office.run(f"UPDATE {subject} SET state = ? WHERE id = 1", str(old))
    office.run(guards.shipped()[f"{subject}_moves"])
    move = f"UPDATE {subject} SET state = '{new}' WHERE id = 1"
    if (str(old), str(new)) in allowed:
        assert office.run(move).rowcount == 1
    else:
        with pytest.raises(sqlite3.IntegrityError, match=f"^GUARD:{subject}_moves:"):
            office.run(move)


OPEN_COLUMNS = {
    "payment": {"remark", "filing_number", "version"},
    "contract": {"end_on", "warranty", "version"},
    "allocation_list": {"version"},
    "project": {"national_code", "content", "goal", "version"},
    "milestone": {"due_on"},
    "evidence": set(),
    "person_key": {"wrapped", "salt", "nonce", "kdf", "announced", "retired_at"},
    "payee_account": {"closed_on"},
    "sign_round": set(),
    "evaluation": {"version"},
    "application": {"version"},
    "application_share": set(),
    "monitoring": {"version"},
    "monitoring_line": set(),
    "term_review": {"version"},
    "term_review_line": set(),
    "rectification": set(),
    "key_evaluation": {"void_reason"},
    "evaluation_score": set(),
    "indicator": set(),
    "payment_share": set(),
    "invoice": set(),
    "caution_reason": set(),
    "contract_item": set(),
    "number_series": {"last"},
    "ledger_info": {"office"},
    "project_year": {"goal", "scheme", "closed", "version"},
}
"""What stays open in a row that has been signed, paid or put in force."""
SETTLED = {"payment": 4, "sign_round": 3, "evaluation": 3, "evaluation_score": 3, "indicator": 3}
SETTLED |= dict.fromkeys(("application", "monitoring", "term_review", "rectification"), 3)
SETTLED |= dict.fromkeys(("application_share", "monitoring_line", "term_review_line"), 3)
SETTLED |= {"payment_share": 4, "invoice": 4, "caution_reason": 4}
COLUMNS = [(table, column) for table in OPEN_COLUMNS for column in Base.metadata.tables[table].c.keys()]  # noqa: SIM118


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_settled_row_is_frozen_in_every_column_but_those_that_are_named_open(
    office: Office, table: str, column: str
) -> None:
    # A column that a later release adds must be thought about: frozen, or named above.
    row = SETTLED.get(table, 1)
    attempt = f"UPDATE {table} SET {column} = ? WHERE id = ?"
    value = "2030-01-01" if office.kind(table, column) == "TEXT" else 77
    if column in OPEN_COLUMNS[table]:
        assert office.run(attempt, value, row).rowcount == 1
    else:
        with pytest.raises(sqlite3.IntegrityError, match=r"^GUARD:"):
            office.run(attempt, value, row)


ADDED_ONLY = (
    "amendment",
    "appropriation",
    "attachment",
    "audit_line",
    "disbursement",
    "issued_form",
    "rectification_note",
    "round_step",
    "witnessing",
)


def test_every_table_is_guarded_or_named_as_free() -> None:
    free = {"division", "unit", "person_role", "person_charge", "person", "payee"}
    free |= {"indicator_template", "indicator_template_line"}
    assert set(Base.metadata.tables) == {*OPEN_COLUMNS, *ADDED_ONLY, "sign_off", *free}


def unique_keys(table: str) -> list[list[str]]:
    rows = Base.metadata.tables[table]
    unique = [one for one in rows.constraints if isinstance(one, UniqueConstraint)]
    return [[column.name for column in one.columns] for one in unique]


KEYS = [
    (table, key)
    for table in sorted(Base.metadata.tables)
    if f"{table}_never_replaced" in guards.shipped()
    for key in unique_keys(table)
]


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_a_row_cannot_be_pushed_out_by_a_new_one_of_the_same_unique_key(
    office: Office, table: str, key: list[str]
) -> None:
    office.drop(*(name for name in guards.shipped() if name != f"{table}_never_replaced"))
    others = {column for one in unique_keys(table) for column in one} - set(key)
    fresh = {column: "'neu'" if office.kind(table, column) == "TEXT" else "99" for column in others}
    full = " AND ".join(f"{column} IS NOT NULL" for column in key)
    attempt = copied(table, f"{full} LIMIT 1", verb="INSERT OR REPLACE", **fresh)
    with pytest.raises(sqlite3.IntegrityError, match=f"^GUARD:{table}_never_replaced:"):
        office.run(attempt)


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_a_row_cannot_be_pushed_out_by_a_changed_one_of_the_same_unique_key(
    office: Office, table: str, key: list[str]
) -> None:
    wanted = ", ".join(f"{column} = old.{column}" for column in key)
    full = " AND ".join(f"{column} IS NOT NULL" for column in key)
    mine = office.run(f"SELECT max(id), min(id) FROM {table} WHERE {full}").fetchone()
    before = office.one(f"SELECT count(*) FROM {table}")
    with pytest.raises(sqlite3.IntegrityError, match=r"^GUARD:"):
        office.run(
            f"UPDATE OR REPLACE {table} SET {wanted} FROM {table} AS old WHERE old.id = ? AND {table}.id = ?",
            mine[1],
            mine[0],
        )
    assert office.one(f"SELECT count(*) FROM {table}") == before


def test_a_refusal_names_its_article_and_says_what_to_do(office: Office) -> None:
    with pytest.raises(sqlite3.IntegrityError) as raised:
        office.run("DELETE FROM sign_off WHERE id = 1")
    refused = guards.refusal(raised.value)
    assert isinstance(refused, Refused)
    assert refused.article == "第十二条"
    assert refused.message == "签批不能删除；如有差错请退回，开启新一轮。"


def test_an_error_that_no_guard_raised_is_no_refusal() -> None:
    assert guards.refusal(sqlite3.IntegrityError("UNIQUE constraint failed: payee.name")) is None


@pytest.mark.parametrize("name", guards.shipped())
def test_every_guard_speaks_a_whole_chinese_sentence_under_its_own_name(name: str) -> None:
    text = guards.shipped()[name]
    assert re.search(rf"'GUARD:{name}:(【[^】]+】)?[^'：]+[。]'\);", text)
    assert not re.search(r"[,;:!?]", re.findall(r"'GUARD:\w+:([^']+)'", text)[0])
