"""What is imported behind the login: everything that a screen needs, and a login does not wait for all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from fundapp.services.ledger import Ledger
from fundapp.ui import notices
from fundapp.ui.runner import InlineRunner
from fundapp.ui.warm_up import MODULES, warm_up
from tests.builders import office

_VISIT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fundapp.ui import theme
from fundapp.ui.program import Program
from fundapp.services.ledger import Ledger
from fundapp.ui import notices
from fundapp.ui.runner import InlineRunner
from tests.builders import PASSWORD, office
app = QApplication(["x", "-platform", "offscreen"])
theme.install(app)
place = office(Path(sys.argv[1]))
program = Program(app, InlineRunner())
program.take(place.ledger)
before = set(sys.modules)
program.log_in(place.clerk.person_id, PASSWORD)
for key in program.main.sidebar.keys():
    program.main.go(key)
    assert program.main.current() == key
print(" ".join(sorted(name for name in set(sys.modules) - before if name.startswith("fundapp."))))
program.leave()
"""


def test_no_first_visit_imports_anything_more(tmp_path: Path) -> None:
    here = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", _VISIT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=here,
        env={**os.environ, "FUNDAPP_SETTINGS": str(tmp_path / "settings")},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []


def test_the_worker_gets_it_in_pieces_so_that_a_login_comes_in_between() -> None:
    waiting: list[Callable[[], None]] = []

    class OneByOne(InlineRunner):
        def do(self, *args: object, **kwargs: object) -> None:
            waiting.append(lambda: InlineRunner.do(self, *args, **kwargs))  # type: ignore[arg-type]  # passed on

    owner = QObject()
    warm_up(OneByOne(), owner, lambda: None)
    pieces = 0
    while waiting:
        assert len(waiting) == 1
        pieces += 1
        waiting.pop()()
    assert pieces > len(MODULES)


def test_a_broken_ledger_is_not_told_behind_the_login(tmp_path: Path) -> None:
    place = office(tmp_path)
    place.ledger.close()
    place.ledger.path.write_bytes(b"nonsense" * 1000)
    with notices.captured() as said:
        warm_up(InlineRunner(), QObject(), lambda: place.ledger)
    assert said == []


def test_a_ledger_closed_meanwhile_is_not_asked_any_more(tmp_path: Path) -> None:
    place = office(tmp_path)
    asked = 0

    def opened() -> Ledger | None:
        nonlocal asked
        asked += 1
        return place.ledger if asked == 1 else None

    warm_up(InlineRunner(), QObject(), opened)
    place.ledger.close()
    assert asked == 2
