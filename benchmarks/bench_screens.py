"""Every screen on the sample year: from the click until it is built, filled and painted. It may take 100 ms.

Three walks, each in a process of its own and after the warm-up behind the login; the least of the three counts,
because whatever else the machine does can only add to it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.answer import Answer
from benchmarks.sample_year import built

WALKS, ROUNDS = 3, 4


def measure() -> list[Answer]:
    """First and later visits of everybody who uses the program."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = built(Path(folder))
        walks = [_walk(ledger, Path(folder) / "settings") for _ in range(WALKS)]
    return [
        Answer(name, min(walk[name][0] for walk in walks), min(walk[name][1] for walk in walks)) for name in walks[0]
    ]


def _walk(ledger: Path, settings: Path) -> dict[str, tuple[float, float]]:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.screen_walk", str(ledger), str(ROUNDS)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "FUNDAPP_SETTINGS": str(settings)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return {name: (first, again) for name, first, again in json.loads(run.stdout)}
