"""The sample ledger, built once by `demo` for all tests that read it; they belong into the group "sample"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fundapp.sample import demo
from fundapp.sample.office import FILE_NAME
from fundapp.services.ledger import Ledger, open_ledger
from fundapp.services.verification import Report
from tests.builders import CHEAP


@dataclass(frozen=True)
class Built:
    """What `demo` left in a folder, what it said, and the report of its verification."""

    folder: Path
    said: tuple[str, ...]
    report: Report

    @property
    def path(self) -> Path:
        """The ledger file."""
        return self.folder / FILE_NAME


@cache
def sample_year(base: Path) -> Built:
    """The sample year in a folder of the tests' own `base`; nobody may change it."""
    folder = base / "demo" / "新文件夹"
    said: list[str] = []
    report = demo.run(folder, said.append, cost=CHEAP, synchronous="OFF")
    return Built(folder, tuple(said), report)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample year; nobody may change it."""
    return sample_year(tmp_path_factory.getbasetemp())


@pytest.fixture
def ledger(built: Built) -> Iterator[Ledger]:
    """The sample ledger, open; ask, do not do."""
    opened = open_ledger(built.path, cost=CHEAP)
    yield opened
    opened.close()
