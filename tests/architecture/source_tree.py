"""The files of this project, whether git is at hand or not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

_NOT_OURS = {
    ".git", ".venv", ".coverage", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    "__pycache__", "build", "dist", "sample",
}  # fmt: skip
_PICTURES_AND_FONTS = {".fund", ".gz", ".ico", ".pdf", ".png", ".ttf", ".xlsx"}


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file of the project."""
    return tuple(path for path in _below(ROOT) if path.suffix not in _PICTURES_AND_FONTS)


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Every Python file of the project, or of these folders."""
    homes = [ROOT / folder for folder in folders] or [ROOT]
    return tuple(path for path in text_files() if path.suffix == ".py" and any(path.is_relative_to(h) for h in homes))


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        # `sample` and the like are outputs at the top; fundapp/sample is a package
        if path.name in _NOT_OURS and (folder == ROOT or path.name == "__pycache__"):
            continue
        if path.is_dir():
            found += _below(path)
        elif not path.name.startswith(".coverage"):
            found.append(path)
    return found
