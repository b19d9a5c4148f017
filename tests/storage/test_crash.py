"""Kill -9 at any moment: every acknowledged commit is there, the file is sound, nobody is locked out."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from fundapp.places import backups_folder
from fundapp.storage import header
from fundapp.storage.backup import Reason, back_up, list_backups
from fundapp.storage.ledger_file import open_file
from tests.storage.acts import act, acts
from tests.storage.conftest import NOW

PRELUDE = """
import datetime as dt, sys
from pathlib import Path
from fundapp.places import backups_folder
from fundapp.storage.backup import Reason, back_up
from fundapp.storage.ledger_file import open_file
from fundapp.storage.restore import restore
from tests.storage.acts import act
path, now = Path(sys.argv[1]), dt.datetime.fromisoformat(sys.argv[2])
def said(number):
    print(number, flush=True)
"""
WRITE = (
    PRELUDE
    + """
file = open_file(path, now)
while True:
    said(act(path))
"""
)
BACK_UP = (
    PRELUDE
    + """
file = open_file(path, now)
number = 0
while True:
    number += 1
    back_up(path, backups_folder(path), Reason.MANUAL, now)
    said(number)
"""
)
RESTORE = (
    PRELUDE
    + """
source = next(backups_folder(path).glob("*.fund"))
number = 0
while True:
    number += 1
    restore(source, path, now)
    said(number)
"""
)


def killed_after(script: str, path: Path, lines: int, delay: float) -> int:
    """Runs the script, kills it some time after so many lines, and returns the last number it said."""
    command = [sys.executable, "-c", script, str(path), NOW.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = [process.stdout.readline() for _ in range(lines)][-1]
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            process.kill()
        rest = [line for line in process.stdout.read().splitlines() if line]
    return int((rest or [last])[-1])


# Different moments in every run; the seed is shown by the test's name.
MOMENTS = [random.SystemRandom().randint(0, 30) / 1000 for _ in range(3)]


@pytest.mark.parametrize("delay", MOMENTS, ids=["first", "second", "third"])
def test_a_writer_killed_at_any_moment_loses_no_commit_that_it_acknowledged(closed_ledger: Path, delay: float) -> None:
    said = killed_after(WRITE, closed_ledger, 20, delay)
    assert header.inspect(closed_ledger).kind is header.FileKind.CURRENT
    with open_file(closed_ledger, NOW) as file:
        assert said <= acts(file.path) <= said + 1


@pytest.mark.parametrize("delay", MOMENTS, ids=["first", "second", "third"])
def test_a_backup_killed_at_any_moment_leaves_only_whole_backups(closed_ledger: Path, delay: float) -> None:
    act(closed_ledger)
    said = killed_after(BACK_UP, closed_ledger, 2, delay)
    with open_file(closed_ledger, NOW) as file:
        assert acts(file.path) == 1
    folder = backups_folder(closed_ledger)
    found = list_backups(folder)
    assert said <= len(found) <= said + 1
    assert all(header.inspect(one.path).kind is header.FileKind.CURRENT for one in found)
    assert {path.suffix for path in folder.iterdir()} <= {".fund", ".json"}


@pytest.mark.parametrize("delay", MOMENTS, ids=["first", "second", "third"])
def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_restored_file(closed_ledger: Path, delay: float) -> None:
    act(closed_ledger)
    back_up(closed_ledger, backups_folder(closed_ledger), Reason.MANUAL, NOW)
    act(closed_ledger)
    killed_after(RESTORE, closed_ledger, 1, delay)
    with open_file(closed_ledger, NOW) as file:
        assert acts(file.path) == 1
    kept = [path for path in closed_ledger.parent.glob("* 恢复前 *.fund") if acts(path) == 2]
    assert len(kept) == 1
