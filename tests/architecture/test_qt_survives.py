"""PySide6 6.12.0 dropped a reference of None per void call; Python 3.11 died of it after about 3,600 calls."""

from __future__ import annotations

import subprocess
import sys

_CALLS = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range(100_000):
    thing.setObjectName("x")
print(before - sys.getrefcount(None))
"""


def test_a_hundred_thousand_void_calls_do_not_wear_none_out() -> None:
    found = subprocess.run([sys.executable, "-c", _CALLS], capture_output=True, text=True, check=False, timeout=120)
    assert found.returncode == 0, found.stderr
    assert int(found.stdout) < 1_000, "every void call takes a reference of None away"
