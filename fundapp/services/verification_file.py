"""Is the file what this release makes: its tables, columns, references and guards?"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, create_engine

from fundapp.errors import Refused
from fundapp.models import Base
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_source import LABELS, Source
from fundapp.storage import guards, migrations

_VERSION_TABLE = "alembic_version"


@dataclass(frozen=True)
class _Table:
    """How a table is made, as far as SQLite itself can say it; order does not count."""

    strict: bool
    columns: frozenset[tuple[object, ...]]
    keys: tuple[tuple[object, ...], ...]
    references: frozenset[tuple[object, ...]]


def refuse_older(connection: Connection, name: str) -> None:
    """A file of an older release is upgraded before it is verified: its rows are read by this release's models.

    Raises:
        Refused: says what to do.
    """
    revision = migrations.revision_of(connection)
    if revision != migrations.HEAD:
        raise Refused(
            f"账套“{name}”还是旧版本的结构（{revision}），没有校验。",
            remedy="请先用本程序打开它一次（会自动备份并升级），然后再校验。",
        )


def check_structure(source: Source, findings: Findings) -> bool:
    """Compares tables, columns, unique keys and references with this release; False when rows cannot be read by it."""
    wanted, found = _shipped(), _described(source.connection)
    findings.count("张表", len(wanted))
    findings.count("处引用", sum(len(table.references) for table in wanted.values()))
    for name in sorted(found.keys() - wanted.keys()):
        findings.fault(name, f"文件中多出了表“{name}”，不是本程序建立的。")
    for name in sorted(wanted.keys() - found.keys()):
        findings.fault(name, f"文件中缺少表“{name}”（{LABELS[name]}）。")
    for name in sorted(wanted.keys() & found.keys()):
        for part in _differing(wanted[name], found[name]):
            findings.fault(name, f"表“{name}”（{LABELS[name]}）的{part}与本程序建立的不同，被改动过。")
    for table, row_id, parent, _ in source.connection.execute("PRAGMA foreign_key_check"):
        findings.fault(
            f"{table}#{row_id}", f"{source.named(table, row_id)}（{table} 第 {row_id} 号）引用的 {parent} 记录不存在。"
        )
    return all(
        name in found and table.columns == found[name].columns and table.strict == found[name].strict
        for name, table in wanted.items()
    )


def _differing(wanted: _Table, found: _Table) -> list[str]:
    parts = {
        "列": wanted.columns == found.columns,
        "类型检查": wanted.strict == found.strict,
        "唯一性与索引": wanted.keys == found.keys,
        "引用关系": wanted.references == found.references,
    }
    return [part for part, same in parts.items() if not same]


@cache
def _shipped() -> dict[str, _Table]:
    """The tables as this release makes them, asked of an empty ledger in memory."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            return _described(Source.of(connection).connection)
    finally:
        engine.dispose()


def _described(connection: sqlite3.Connection) -> dict[str, _Table]:
    with closing(connection.cursor()) as cursor:
        listed = cursor.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
        names = {str(name): bool(strict) for name, strict in listed if not str(name).startswith("sqlite_")}
        names.pop(_VERSION_TABLE, None)
        return {name: _table(cursor, name, strict) for name, strict in names.items()}


def _table(cursor: sqlite3.Cursor, name: str, strict: bool) -> _Table:
    columns = cursor.execute('SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)', (name,)).fetchall()
    keys = []
    for index, unique, partial in cursor.execute(
        'SELECT name, "unique", partial FROM pragma_index_list(?)', (name,)
    ).fetchall():
        of = cursor.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,)).fetchall()
        keys.append((unique, partial, *(column for (column,) in of)))
    references = cursor.execute('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', (name,)).fetchall()
    return _Table(strict, frozenset(columns), tuple(sorted(keys, key=repr)), frozenset(references))


def check_guards(connection: Connection, findings: Findings) -> None:
    """Every guard stands as shipped, and none that is not ours."""
    shipped = guards.shipped()
    there = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    findings.count("条", len(shipped))
    for name in guards.missing_or_changed(connection):
        if name not in there:
            findings.fault(name, f"保护规则“{name}”被删除，有人用别的工具改过这个账套。")
        elif name not in shipped:
            findings.fault(name, f"文件中多出了触发器“{name}”，不是本程序建立的。")
        else:
            findings.fault(name, f"保护规则“{name}”的内容被改动。")
