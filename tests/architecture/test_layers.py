"""The layers of ARCHITECTURE.md hold. The sentences themselves are in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source_tree import ROOT

_LINT = "from importlinter.cli import lint_imports_command as check; check(['--no-cache', '--no-logo'])"


def _lint() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _LINT], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def test_every_import_goes_down() -> None:
    found = _lint()
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


def _contracts() -> list[dict[str, object]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, object]] = project["tool"]["importlinter"]["contracts"]
    return contracts


def _layers_there() -> set[str]:
    paths = (ROOT / "fundapp").iterdir()
    return {path.stem for path in paths if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__"}


def test_the_layers_leave_no_place_for_a_stray_module() -> None:
    (layers,) = (contract for contract in _contracts() if contract["type"] == "layers")
    lines = layers["layers"]
    assert isinstance(lines, list)
    assert layers["containers"] == ["fundapp"]
    assert layers["exhaustive"] is True
    assert _layers_there() <= {name.strip("() ") for line in lines for name in line.split("|")}
    assert not any("ignore_imports" in contract for contract in _contracts())


@pytest.mark.parametrize(
    ("package", "homes"),
    [
        ("PySide6", {"ui", "app", "__main__"}),
        ("sqlalchemy", {"models", "storage", "services"}),
        ("reportlab", {"forms"}),
        ("openpyxl", {"excel"}),
    ],
)
def test_a_library_is_forbidden_in_every_layer_but_its_own(package: str, homes: set[str]) -> None:
    """A new layer that no contract mentions would be free to import everything."""
    for contract in _contracts():
        forbidden, sources = contract.get("forbidden_modules"), contract.get("source_modules")
        if isinstance(forbidden, list) and package in forbidden:
            assert isinstance(sources, list)
            missing = _layers_there() - homes - {name.removeprefix("fundapp.") for name in sources}
            assert missing == set(), f"add these to source_modules of {contract['name']!r}"
            return
    pytest.fail(f"no contract of pyproject.toml forbids {package}")


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base_utils"}
    found = [p for p in (ROOT / "fundapp").rglob("*") if p.stem in empty]
    assert found == []
