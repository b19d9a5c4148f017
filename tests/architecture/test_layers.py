"""The layers of ARCHITECTURE.md hold. The sentences themselves are in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
import tomllib

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


def test_the_layers_leave_no_place_for_a_stray_module() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    assert layers["containers"] == ["fundapp"]
    assert layers["exhaustive"] is True
    named = {name.strip("() ") for line in layers["layers"] for name in line.split("|")}
    there = {
        path.stem for path in (ROOT / "fundapp").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert there - {"__init__"} <= named
    assert not any("ignore_imports" in contract for contract in contracts)


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base_utils"}
    found = [p for p in (ROOT / "fundapp").rglob("*") if p.stem in empty]
    assert found == []
