"""Run every ``bench_*.py`` beside this file: ``python -m benchmarks [--json FILE] [NAME ...]``.

Prints a table, then the same figures as JSON together with the machine and the versions they were measured on.
Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sqlite3
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.ratio import Ratio

_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "cryptography", "reportlab", "pypdfium2")


def main(arguments: list[str]) -> int:
    """Measure, print, and say by the exit status whether every goal is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("names", nargs="*", help="only these, such as: start")
    options = parser.parse_args(arguments)
    modules = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [m for m in modules if not options.names or m.removeprefix("bench_") in options.names]
    ratios = [ratio for module in wanted for ratio in _measure(module)]
    figures = json.dumps({**_machine(), "ratios": [_row(ratio) for ratio in ratios]}, ensure_ascii=False, indent=2)
    sys.stdout.write(f"{_table(ratios)}\n\n{figures}\n")
    if options.json:
        options.json.write_text(f"{figures}\n", encoding="utf-8")
    return 0 if ratios and all(ratio.reached for ratio in ratios) else 1


def _measure(module: str) -> list[Ratio]:
    ratios: list[Ratio] = importlib.import_module(f"benchmarks.{module}").measure()
    return ratios


def _machine() -> dict[str, object]:
    return {
        "machine": {"system": platform.platform(), "processor": platform.machine(), "cores": os.cpu_count()},
        "versions": {
            "Python": platform.python_version(),
            "SQLite": sqlite3.sqlite_version,
            **{package: version(package) for package in _PACKAGES},
        },
    }


def _row(ratio: Ratio) -> dict[str, object]:
    rounded = {name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(ratio).items()}
    return {**rounded, "times": round(ratio.times, 2), "reached": ratio.reached}


def _table(ratios: list[Ratio]) -> str:
    lines = [f"{'what':<36} {'ours ms':>9} {'floor ms':>9} {'times':>6} {'goal':>6}  floor"]
    lines += [
        f"{r.name:<36} {r.ours_ms:>9.2f} {r.floor_ms:>9.2f} {r.times:>6.2f} {r.goal:>6.2f}  "
        f"{r.floor}{'' if r.reached else '  MISSED'}"
        for r in ratios
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
