"""Whatever is done to the file behind the program's back is refused by the file or reported by `verify`."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, Table, UniqueConstraint

from fundapp.models import Base
from fundapp.models.base import YesNo
from fundapp.places import attachments_folder
from fundapp.services.verification import Kind, verify
from fundapp.services.verification_source import LABELS
from tests.forgery import Forger, complaint, found
from tests.signed_ledger import Signed

TABLES = list(Base.metadata.tables.values())
SEALED = [table for table in TABLES if table.name != "audit_line"]
WIDEST = max(len(table.columns) for table in TABLES)


def raw(path: Path, *statements: str) -> None:
    """What somebody types into the sqlite3 shell."""
    connection = sqlite3.connect(path)
    try:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


def test_a_ledger_that_nobody_touched_passes(spoiled: Signed) -> None:
    report = verify(spoiled.path)
    assert report.breaks == ()
    assert report.ok
    assert report.sentence == "校验通过"
    assert [section.kind for section in report.sections] == list(Kind)
    assert all(number for section in report.sections for _, number in section.counts)


def test_the_test_ledger_has_a_row_in_every_table(spoiled: Signed) -> None:
    connection = sqlite3.connect(spoiled.path)
    empty = [one.name for one in TABLES if not connection.execute(f'SELECT 1 FROM "{one.name}"').fetchone()]
    connection.close()
    assert empty == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO disbursement SELECT 9, 3, round, 1000000, paid_on, 'x', '', 6, registered_at FROM disbursement",
        "UPDATE disbursement SET amount = amount + 1 WHERE id = 1",
        "UPDATE payment SET amount = amount + 1 WHERE id = 1",
        "UPDATE payment SET state = 'paid' WHERE id = 2",
        "UPDATE contract SET amount = amount * 2 WHERE id = 1",
        "DELETE FROM sign_off WHERE id = 1",
        "UPDATE sign_off SET decision = 'agree' WHERE decision = 'return'",
        "UPDATE sign_round SET outcome = 'complete' WHERE outcome = 'open'",
        "UPDATE audit_line SET summary = '改' WHERE id = 5",
        "DELETE FROM audit_line WHERE id = (SELECT max(id) FROM audit_line)",
        "UPDATE issued_form SET code = '222222222222' WHERE id = 1",
        "UPDATE person_key SET public_key = '00' WHERE id = 1",
    ],
)
def test_plain_sql_against_what_was_signed_is_refused_by_the_file(spoiled: Signed, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="GUARD:"):
        raw(spoiled.path, statement)
    assert verify(spoiled.path).ok


def altered(column: Column[object], value: object) -> object:
    """Another value that the column's type and the checks of its table let pass."""
    if isinstance(column.type, YesNo):
        return 1 - int(str(value))
    if isinstance(column.type, Integer) or isinstance(value, int):
        # A term ends after it starts; points never exceed their weight.
        further = -1 if column.name in ("start_year", "from_year", "points") else 1000
        return int(str(value or 0)) + further
    return f"{value or ''}改"


def altered_row(forger: Forger, table: Table, column: Column[object]) -> tuple[int, object]:
    """A row to spoil and the new value, preferring one in which the column is filled."""
    order = f'ORDER BY "{column.name}" IS NULL, id'
    row = forger.do(f'SELECT id, "{column.name}" AS value FROM "{table.name}" {order}')[0]
    return int(row["id"]), altered(column, row["value"])


@pytest.mark.parametrize("place", range(WIDEST))
def test_a_change_of_any_column_of_any_table_is_found_and_its_row_named(spoiled: Signed, place: int) -> None:
    changed: dict[str, str] = {}
    with Forger(spoiled.path) as forger:
        for table in TABLES:
            columns = list(table.columns)
            if place >= len(columns) or (table.name, columns[place].name) == ("ledger_info", "id"):
                continue  # the one id of ledger_info is held by a check: see below
            key, value = altered_row(forger, table, columns[place])
            forger.change(table.name, key, **{columns[place].name: value})
            changed[f"{table.name}#{value if columns[place].primary_key else key}"] = columns[place].name
    said = found(spoiled.path, Kind.CHAIN, Kind.ROWS)
    assert {where: column for where, column in changed.items() if where not in said} == {}


def test_the_id_of_the_ledger_itself_is_held_by_the_file(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger, pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        forger.change("ledger_info", 1, id=2)
    with Forger(spoiled.path) as forger:
        forger.do("PRAGMA ignore_check_constraints = ON")
        forger.change("ledger_info", 1, id=2)
    assert "已损坏" in complaint(spoiled.path)


def unique_columns(table: Table) -> set[str]:
    """Columns that some unique key keeps apart."""
    constraints = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [one.columns for one in table.indexes if one.unique]
    return {column.name for columns in (*constraints, *indexes) for column in columns}


def slip_in(connection: sqlite3.Connection, table: Table) -> str:
    """A copy of the newest row under a new id, unlike it only where the file insists; says where."""
    row = dict(connection.execute(f'SELECT * FROM "{table.name}" ORDER BY id DESC').fetchone())
    row |= {name: altered(table.columns[name], row[name]) for name in unique_columns(table) if row[name] is not None}
    row["id"] = None
    marks = ", ".join("?" for _ in row)
    cursor = connection.execute(f'INSERT INTO "{table.name}" VALUES ({marks})', list(row.values()))
    return f"{table.name}#{cursor.lastrowid}"


def test_a_row_slipped_into_any_table_is_refused_or_found(spoiled: Signed) -> None:
    slipped: list[str] = []
    connection = sqlite3.connect(spoiled.path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for table in TABLES:
        with contextlib.suppress(sqlite3.IntegrityError):
            slipped.append(slip_in(connection, table))
    connection.close()
    assert not {"disbursement", "sign_off", "sign_round"} & {where.split("#")[0] for where in slipped}
    assert set(slipped) <= found(spoiled.path).keys()


def test_a_row_slipped_into_any_table_without_guards_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        slipped = {slip_in(forger.connection, table) for table in TABLES if table.name != "ledger_info"}
    assert len(slipped) == len(TABLES) - 1
    assert slipped <= found(spoiled.path, Kind.CHAIN, Kind.ROWS).keys()


def test_every_column_that_the_guards_let_anybody_change_is_found(spoiled: Signed) -> None:
    changed: set[str] = set()
    connection = sqlite3.connect(spoiled.path, isolation_level=None)
    for table in TABLES:
        for column in table.columns:
            key, value = connection.execute(
                f'SELECT id, "{column.name}" FROM "{table.name}" ORDER BY "{column.name}" IS NULL, id'
            ).fetchone()
            with contextlib.suppress(sqlite3.IntegrityError):
                connection.execute(
                    f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE id = ?', (altered(column, value), key)
                )
                changed.add(f"{table.name}#{key}")
    connection.close()
    assert not {"disbursement", "sign_off", "audit_line"} & {where.split("#")[0] for where in changed}
    assert changed <= found(spoiled.path, Kind.CHAIN, Kind.ROWS).keys()


def test_a_row_deleted_from_any_table_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        gone = {table.name: forger.do(f'SELECT max(id) AS id FROM "{table.name}"')[0]["id"] for table in SEALED}
        for table, key in gone.items():
            forger.do(f'DELETE FROM "{table}" WHERE id = ?', key)
    said = found(spoiled.path, Kind.ROWS)
    for table, key in gone.items():
        assert "被删除了" in said[f"{table}#{key}"]
        assert LABELS[table] in said[f"{table}#{key}"]


def test_a_tail_that_was_cut_off_leaves_rows_without_a_line(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("DELETE FROM audit_line WHERE id = (SELECT max(id) FROM audit_line)")
        hand = forger.do("SELECT max(id) AS id FROM sign_off")[0]["id"]
    assert "没有任何留痕" in found(spoiled.path, Kind.ROWS)[f"sign_off#{hand}"]


def attachment_file(ledger: Signed, place: int = 0) -> Path:
    """One of the kept files."""
    return sorted(one for one in attachments_folder(ledger.path).rglob("*") if one.is_file())[place]


def test_an_attachment_whose_bytes_were_changed_is_found(spoiled: Signed) -> None:
    for place in range(15):
        attachment_file(spoiled, place).write_bytes(b"other")
    said = found(spoiled.path)
    assert {where.split("#")[0] for where in said} == {"attachment", "issued_form"}
    assert len(said) == 15
    assert all("内容已被改动，与登记时不一致" in sentence for sentence in said.values())


def test_an_attachment_that_vanished_is_found(spoiled: Signed) -> None:
    for place in reversed(range(15)):
        attachment_file(spoiled, place).unlink()
    said = found(spoiled.path)
    assert len(said) == 15
    assert "附件“合同扫描件.pdf”的文件不见了" in said["attachment#1"]


def test_an_attachment_whose_registered_size_or_digest_was_changed_is_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.change("attachment", 1, size=7)
        forger.change("attachment", 2, sha256="..")
    said = found(spoiled.path, Kind.ATTACHMENTS)
    assert "登记的大小是 7 字节，文件却有" in said["attachment#1"]
    assert "登记的校验值不是 SHA-256" in said["attachment#2"]


def test_a_guard_that_was_dropped_changed_or_added_is_found(spoiled: Signed) -> None:
    raw(
        spoiled.path,
        "DROP TRIGGER audit_line_never_changed",
        "DROP TRIGGER sign_off_never_deleted",
        "CREATE TRIGGER sign_off_never_deleted BEFORE DELETE ON sign_off BEGIN SELECT 1; END",
        "CREATE TRIGGER helper AFTER INSERT ON payment BEGIN SELECT 1; END",
    )
    said = found(spoiled.path)
    assert said.keys() == {"audit_line_never_changed", "sign_off_never_deleted", "helper"}
    assert "被删除" in said["audit_line_never_changed"]
    assert "的内容被改动" in said["sign_off_never_deleted"]
    assert "不是本程序建立的" in said["helper"]
