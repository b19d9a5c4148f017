"""A finished ledger for the stories of people who spoil one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.signed_ledger import Signed, signed_ledger


@pytest.fixture
def spoiled(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """A copy of the finished ledger that the test may spoil."""
    return signed_ledger(tmp_path_factory.getbasetemp()).copied_to(tmp_path)
