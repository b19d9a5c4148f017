"""A file of every released schema opens in this program, and everything that was signed in it still verifies."""

from __future__ import annotations

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from fundapp.places import backups_folder
from fundapp.services.verification import Kind, verify
from fundapp.storage import guards, header, migrations
from fundapp.storage.backup import list_backups
from fundapp.storage.engine import connect, read_transaction
from fundapp.storage.ledger_file import open_file
from tests.storage.conftest import NOW

FILES = sorted(Path(__file__).parent.glob("*.fund.gz"))


@pytest.fixture(params=FILES, ids=lambda path: path.name.partition(".")[0])
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file as its release left it, without the attachments."""
    path = tmp_path / f"{request.param.name.partition('.')[0]}.fund"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def counts(path: Path) -> dict[str, int]:
    with closing(connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}


def test_there_is_a_file_of_every_revision() -> None:
    assert [path.name.partition(".")[0] for path in FILES] == list(migrations.REVISIONS)


def test_a_released_file_is_of_its_revision_and_full_of_real_work(released: Path) -> None:
    assert header.inspect(released).revision == released.stem
    there = counts(released)
    assert min(there[name] for name in ("payment", "sign_off", "disbursement", "evaluation", "issued_form")) > 0
    assert there["audit_line"] > 100


def test_a_released_file_opens_and_loses_no_row_and_every_guard_is_the_present_one(released: Path) -> None:
    # A guard that reads differently needs a new revision, which puts the present guards into older files.
    before = counts(released)
    with open_file(released, NOW) as file, read_transaction(file.reader) as connection:
        assert migrations.revision_of(connection) == migrations.HEAD
        assert guards.missing_or_changed(connection) == []
    assert {name: count for name, count in counts(released).items() if name in before} == before
    assert len(list_backups(backups_folder(released))) == (released.stem != migrations.HEAD)


def test_everything_that_was_signed_and_recorded_in_a_released_file_still_verifies(released: Path) -> None:
    with open_file(released, NOW):
        pass
    report = verify(released)
    assert [fault for fault in report.breaks if fault.kind is not Kind.ATTACHMENTS] == []
    assert {section.kind for section in report.sections if section.counts} == set(Kind)
