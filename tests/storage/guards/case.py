"""A case: one statement that exactly one guard has to refuse."""

from __future__ import annotations

from dataclasses import dataclass

from fundapp.models import Base

ATTACH = (
    "INSERT INTO attachment (owner_kind, owner_id, kind, file_name, size, sha256, added_by_id, added_at)"
    " VALUES ('{kind}', {owner}, '', '示例.pdf', 1, '', 1, '')"
)
"""A file for an owner."""


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody with an SQL shell tries.

    Attributes:
        guard: the guard that has to refuse `sql`.
        sql: the attempt, on the office of `tests.storage.guards.office`.
        first: statements that prepare it.
        without: guards dropped for the preparation, which could not be made otherwise.
        beside: other guards that would refuse `sql` as well; with these dropped, `guard` alone stands in the way.
    """

    guard: str
    sql: str
    first: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def append_only(table: str, row: int = 1, *, beside: tuple[str, ...] = (), column: str = "id") -> tuple[Case, ...]:
    """The three ways to tamper with a row that may only ever be added."""
    return (
        Case(f"{table}_never_changed", f"UPDATE {table} SET {column} = {column} WHERE id = {row}"),
        Case(f"{table}_never_deleted", f"DELETE FROM {table} WHERE id = {row}"),
        replaced(table, row, *beside),
    )


def replaced(table: str, row: int, *beside: str) -> Case:
    """``INSERT OR REPLACE`` deletes the old row without firing its DELETE trigger, so it needs a guard of its own."""
    return Case(
        f"{table}_never_replaced",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = {row}",
        beside=beside,
    )


def copied(table: str, row: str, *, verb: str = "INSERT", **values: str) -> str:
    """Copies the row that the condition names, with other SQL expressions in some columns; a new id unless given."""
    columns = Base.metadata.tables[table].columns.keys()
    chosen = ", ".join({"id": "NULL", **values}.get(column, column) for column in columns)
    return f"{verb} INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {row}"


def changed(guard: str, table: str, row: int, *assignments: str, beside: tuple[str, ...] = ()) -> tuple[Case, ...]:
    """One case for each assignment."""
    return tuple(Case(guard, f"UPDATE {table} SET {one} WHERE id = {row}", beside=beside) for one in assignments)
