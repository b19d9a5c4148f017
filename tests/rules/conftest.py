"""A copy of the shipped regulation folder that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fundapp import places


@pytest.fixture
def regulation(tmp_path: Path) -> Path:
    """A copy of ``resources/regulation``."""
    return Path(shutil.copytree(places.resources() / "regulation", tmp_path / "regulation"))
