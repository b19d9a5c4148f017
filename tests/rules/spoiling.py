"""Changing a file of a copied regulation folder."""

from __future__ import annotations

import re
from pathlib import Path


def change(folder: Path, file: str, pattern: str, by: str, *, count: int = 1) -> None:
    """Change a file of the copy; the pattern has to be there, or the test would prove nothing."""
    path = folder / file
    text, found = re.subn(pattern, by, path.read_text(encoding="utf-8"), count=count)
    assert found, f"{file} has no {pattern}"
    path.write_text(text, encoding="utf-8", newline="\n")
