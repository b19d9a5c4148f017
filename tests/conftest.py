"""What every test relies on: no screen, no settings of the person running it, no noise that nobody expected.

Noise is anything that Python, Qt or the program's log says at the level of a warning or above. Python's warnings are
errors by ``filterwarnings`` in pyproject.toml and Qt's messages fail a test through pytest-qt
(``@pytest.mark.qt_log_ignore("pattern")`` where one is expected); log records fail it here
(``@pytest.mark.expects_log("pattern")``, and then the record has to come).
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SOURCE_TREE = Path(__file__).resolve().parent.parent

# Before anything imports Qt: pytest-qt does so in pytest_configure, which runs after this file was read.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FUNDAPP_SETTINGS"] = _settings = tempfile.mkdtemp(prefix="fundapp-settings-")
# Programs that a test starts find fundapp from any folder.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SOURCE_TREE), os.environ.get("PYTHONPATH")]))

# No deadlines: the same example is ten times slower on a machine that is doing something else as well.
settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=200,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_unconfigure() -> None:
    """Leave nothing in the folder for temporary files."""
    shutil.rmtree(_settings, ignore_errors=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A long text is no name for a test; a fresh key even differs between the workers of pytest-xdist."""
    return argname if isinstance(val, str) and len(val) > 40 else None


class _Loud(logging.Handler):
    """Keeps every record at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    handler = _Loud()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
    patterns = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    unexpected = [line for line in handler.said if not any(re.search(pattern, line) for pattern in patterns)]
    missing = [pattern for pattern in patterns if not any(re.search(pattern, line) for line in handler.said)]
    if unexpected:
        pytest.fail("logged although nobody expected it:\n" + "\n".join(unexpected), pytrace=False)
    if missing:
        pytest.fail(f"expected in the log and not there: {missing}", pytrace=False)
