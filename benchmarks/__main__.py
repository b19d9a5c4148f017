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

from benchmarks.answer import Answer
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
    found = [result for module in wanted for result in _measure(module)]
    ratios = [each for each in found if isinstance(each, Ratio)]
    answers = [each for each in found if isinstance(each, Answer)]
    rows = {"ratios": [_row(each) for each in ratios], "answers": [_answer_row(each) for each in answers]}
    figures = json.dumps({**_machine(), **rows}, ensure_ascii=False, indent=2)
    tables = [table for table in (_table(ratios), _answer_table(answers)) if table]
    sys.stdout.write("\n\n".join((*tables, figures)) + "\n")
    if options.json:
        options.json.write_text(f"{figures}\n", encoding="utf-8")
    return 0 if found and all(each.reached for each in found) else 1


def _measure(module: str) -> list[Ratio | Answer]:
    found: list[Ratio | Answer] = importlib.import_module(f"benchmarks.{module}").measure()
    return found


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


def _answer_row(answer: Answer) -> dict[str, object]:
    rounded = {name: round(value, 1) if isinstance(value, float) else value for name, value in asdict(answer).items()}
    return {**rounded, "reached": answer.reached}


def _answer_table(answers: list[Answer]) -> str:
    if not answers:
        return ""
    lines = [f"{'first ms':>9} {'again ms':>9} {'limit':>6}  screen"]
    lines += [
        f"{each.first_ms:>9.1f} {each.again_ms:>9.1f} {each.limit_ms:>6.0f}  "
        f"{each.name}{'' if each.reached else '  MISSED'}"
        for each in answers
    ]
    return "\n".join((*lines, "", *_verdict(answers)))


def _verdict(answers: list[Answer]) -> list[str]:
    """Every visit over its limit, the slowest first, or the slowest of all when there is none."""
    visits = [(each.first_ms, "first", each) for each in answers] + [(each.again_ms, "again", each) for each in answers]
    visits.sort(key=lambda visit: visit[0], reverse=True)
    over = [f"{taken:>9.1f}  {which}  {each.name}" for taken, which, each in visits if taken > each.limit_ms]
    if over:
        return [f"over the limit: {len(over)} of {len(visits)} visits", *over]
    taken, which, each = visits[0]
    return [f"all {len(visits)} visits within the limit; slowest: {taken:.1f} ms, {which}, {each.name}"]


def _table(ratios: list[Ratio]) -> str:
    if not ratios:
        return ""
    lines = [f"{'what':<36} {'ours ms':>9} {'floor ms':>9} {'times':>6} {'goal':>6}  floor"]
    lines += [
        f"{r.name:<36} {r.ours_ms:>9.2f} {r.floor_ms:>9.2f} {r.times:>6.2f} {r.goal:>6.2f}  "
        f"{r.floor}{'' if r.reached else '  MISSED'}"
        for r in ratios
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
