"""Upgrades: what is migrated equals what is made new, in one transaction, after a backup, with every guard in place."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from alembic import op
from sqlalchemy import Column, Connection, Integer, Text, create_engine

from fundapp.errors import Damaged, TooNew
from fundapp.models import Base
from fundapp.places import backups_folder
from fundapp.storage import guards, header, migrations
from fundapp.storage.backup import Reason, list_backups
from fundapp.storage.engine import connect, read_transaction
from fundapp.storage.ledger_file import LedgerFile, open_file
from fundapp.storage.migrations import versions
from tests.storage.acts import act, acts
from tests.storage.conftest import NOW

VERSIONS = "fundapp.storage.migrations.versions"


def described(connection: Connection, table: str) -> dict[str, object]:
    """A table as SQLite itself sees it; the order of columns does not count, a migration adds at the end."""

    def rows(pragma: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(pragma).all()]

    text = str(connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one())
    indexes = {
        (
            unique,
            tuple(row[2] for row in rows(f"PRAGMA index_info('{name}')")),
            connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar(),
        )
        for _, name, unique, *_ in rows(f"PRAGMA index_list('{table}')")
    }
    return {
        "columns": {row[1]: row[2:] for row in rows(f"PRAGMA table_info('{table}')")},
        "references": {row[2:] for row in rows(f"PRAGMA foreign_key_list('{table}')")},
        "indexes": indexes,
        "checks": sorted(re.findall(r"CONSTRAINT \w+ (?:CHECK|UNIQUE|PRIMARY KEY) \(.*\)", text)),
        "strict": text.rstrip().endswith("STRICT"),
    }


def tables(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").scalars()
    return [str(name) for name in found if not str(name).startswith("sqlite_")]


def in_memory(make: Callable[[Connection], object]) -> tuple[dict[str, dict[str, object]], list[str]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        make(connection)
        found = {table: described(connection, table) for table in tables(connection)}
        wrong = guards.missing_or_changed(connection)
    engine.dispose()
    return found, wrong


def made_new(connection: Connection) -> None:
    Base.metadata.create_all(connection)
    migrations.stamp(connection, migrations.HEAD)
    guards.install(connection)


def test_a_migrated_file_and_a_new_one_agree_table_by_table_column_by_column_index_by_index() -> None:
    migrated, wrong = in_memory(migrations.upgrade)
    new, _ = in_memory(made_new)
    assert sorted(migrated) == sorted(new)
    for table, description in new.items():
        assert migrated[table] == description, table
    assert wrong == []


def test_the_revisions_are_one_unbroken_line_and_each_is_known_to_the_program() -> None:
    found = {}
    for module in pkgutil.iter_modules(versions.__path__):
        revision = import_module(f"{VERSIONS}.{module.name}")
        found[revision.revision] = (revision.down_revision, module.name)
    assert tuple(sorted(found)) == migrations.REVISIONS
    before = (None, *migrations.REVISIONS)
    assert [found[revision][0] for revision in migrations.REVISIONS] == list(before[:-1])
    assert all(name.startswith(f"{revision}_") for revision, (_, name) in found.items())


def test_no_revision_uses_batch_mode_or_models_that_go_on_changing() -> None:
    for source in Path(str(versions.__path__[0])).glob("*.py"):
        text = source.read_text(encoding="utf-8")
        assert "batch_alter_table" not in text
        assert "fundapp" not in text


def revision(upgrade: Callable[[], None]) -> ModuleType:
    module = ModuleType(f"{VERSIONS}.r0002_next")
    module.__dict__["upgrade"] = upgrade
    return module


Next = Callable[[Callable[[], None]], None]


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> Next:
    """A release with one revision more, which does what the test says."""

    def release(upgrade: Callable[[], None]) -> None:
        newest = "r9998"
        monkeypatch.setattr(migrations, "REVISIONS", (*migrations.REVISIONS, newest))
        monkeypatch.setattr(migrations, "HEAD", newest)
        monkeypatch.setitem(migrations._MODULES, newest, "r9998_next")
        monkeypatch.setitem(sys.modules, f"{VERSIONS}.r9998_next", revision(upgrade))

    return release


def add_column() -> None:
    op.add_column("unit", Column("short_name", Text, nullable=False, server_default=""))


def rebuild_table() -> None:
    """What batch mode would hide: create, copy, drop, rename."""
    op.create_table(
        "amendment_new", Column("id", Integer, primary_key=True), Column("number", Text), sqlite_strict=True
    )
    op.execute("INSERT INTO amendment_new (id, number) SELECT id, number FROM amendment")
    op.drop_table("amendment")
    op.rename_table("amendment_new", "amendment")


def columns(path: Path, table: str) -> list[str]:
    with closing(connect(path)) as connection:
        return [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]


def test_an_older_ledger_is_backed_up_and_upgraded_when_it_is_opened(closed_ledger: Path, next_release: Next) -> None:
    act(closed_ledger)
    next_release(add_column)
    with open_file(closed_ledger, NOW) as file, read_transaction(file.reader) as connection:
        assert migrations.revision_of(connection) == "r9998"
        assert guards.missing_or_changed(connection) == []
    assert "short_name" in columns(closed_ledger, "unit")
    assert acts(closed_ledger) == 1
    (kept,) = list_backups(backups_folder(closed_ledger))
    assert kept.reason is Reason.UPGRADE
    assert "short_name" not in columns(kept.path, "unit")


def test_an_upgrade_into_another_backup_folder_puts_the_old_file_there(
    closed_ledger: Path, next_release: Next, tmp_path: Path
) -> None:
    next_release(add_column)
    with open_file(closed_ledger, NOW, backups=tmp_path / "第二块盘"):
        pass
    assert len(list_backups(tmp_path / "第二块盘")) == 1


def test_a_rebuilt_table_keeps_its_rows_and_every_guard_is_back(closed_ledger: Path, next_release: Next) -> None:
    with closing(connect(closed_ledger)) as connection:
        connection.execute("DROP TRIGGER amendment_of_contract_in_force")
        connection.execute(
            "INSERT INTO amendment (contract_id, number, signed_on, amount, reason) VALUES (1, '补-1', '', 1, '')"
        )
    next_release(rebuild_table)
    migrations.upgrade_file(closed_ledger)
    with closing(connect(closed_ledger)) as connection:
        assert connection.execute("SELECT number FROM amendment").fetchall() == [("补-1",)]
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert there == set(guards.shipped())


def fail() -> None:
    add_column()
    raise RuntimeError("halfway")


def orphan() -> None:
    op.execute("INSERT INTO person_role (person_id, role) VALUES (99, 'clerk')")


@pytest.mark.parametrize(("upgrade", "error"), [(fail, RuntimeError), (orphan, Damaged)])
def test_an_upgrade_that_fails_leaves_the_old_file_as_it_was(
    closed_ledger: Path, next_release: Next, upgrade: Callable[[], None], error: type[Exception]
) -> None:
    before = migrations.HEAD
    next_release(upgrade)
    with pytest.raises(error):
        open_file(closed_ledger, NOW)
    assert header.inspect(closed_ledger).revision == before
    assert "short_name" not in columns(closed_ledger, "unit")
    with closing(connect(closed_ledger)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0] == len(
            guards.shipped()
        )


KILLED = """
import os, sys
from pathlib import Path
from types import ModuleType
from alembic import op
from sqlalchemy import Column, Text
from fundapp.storage import migrations
def upgrade():
    op.add_column("unit", Column("short_name", Text, nullable=False, server_default=""))
    os._exit(9)
module = ModuleType("next")
module.upgrade = upgrade
sys.modules["fundapp.storage.migrations.versions.r9998_next"] = module
migrations.REVISIONS += ("r9998",)
migrations._MODULES["r9998"] = "r9998_next"
migrations.upgrade_file(Path(sys.argv[1]))
"""


def test_an_upgrade_killed_in_the_middle_leaves_the_old_file_as_it_was(closed_ledger: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(closed_ledger)], check=False)
    assert killed.returncode == 9
    assert "short_name" not in columns(closed_ledger, "unit")
    with open_file(closed_ledger, NOW):
        pass


def test_a_file_of_an_unknown_revision_is_not_migrated(ledger: LedgerFile) -> None:
    with ledger.engine.begin() as connection:
        migrations.stamp(connection, "r9999")
        with pytest.raises(TooNew, match="r9999"):
            migrations.upgrade(connection)
        migrations.stamp(connection, migrations.HEAD)
