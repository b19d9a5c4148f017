"""The wheel that people install carries everything and starts, away from the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

# one worker builds the wheel, once
pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from this source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    _python(
        *("-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"),
        *("--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)),
        cwd=folder,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder holding the installed wheel and nothing else; its name is one an office could have chosen."""
    folder = tmp_path_factory.mktemp("installed") / "项目 资金"
    _python(
        *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"),
        *("--no-deps", "--no-warn-script-location", "--target", str(folder), str(wheel)),
        cwd=wheel.parent,
    )
    return folder


def _python(*arguments: str, cwd: Path, path: Path | None = None) -> str:
    """Run Python away from the source tree and return what it printed; fail when it complains."""
    settings = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(path or "")}
    found = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def _version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def test_the_wheel_holds_the_program_its_resources_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {"fundapp", f"fundapp-{_version()}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]
    for home, place in ((ROOT / "fundapp", "fundapp"), (ROOT / "resources", "fundapp/resources")):
        files = [path for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert files
        assert {f"{place}/{path.relative_to(home).as_posix()}" for path in files} <= names


def test_the_wheel_holds_the_guards_the_migrations_and_the_regulation(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder, kind in (
        ("fundapp/storage/guards/", ".sql"),
        ("fundapp/storage/migrations/versions/", ".py"),
        ("fundapp/resources/regulation/", ".toml"),
        ("fundapp/resources/forms/evaluation/", ".toml"),
        ("fundapp/resources/fonts/", ".ttf"),
        ("fundapp/resources/icons/", ".svg"),
    ):
        assert [name for name in names if name.startswith(folder) and name.endswith(kind)], folder


def test_the_installed_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    said = _python("-W", "error", "-m", "fundapp", "--version", cwd=tmp_path, path=installed)
    assert _version() in said


def test_the_installed_program_finds_its_own_resources(installed: Path, tmp_path: Path) -> None:
    code = "from fundapp import places; print(places.resources())"
    assert Path(_python("-c", code, cwd=tmp_path, path=installed).strip()) == installed / "fundapp" / "resources"


def test_the_commands_of_the_installed_program_lead_to_it(installed: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.metadata import distribution; "
        "print([(e.name, callable(e.load())) for e in distribution('fundapp').entry_points])"
    )
    said = _python("-c", code, cwd=tmp_path, path=installed)
    assert said.strip() == "[('fundapp', True), ('fundapp-window', True)]"


def test_the_installed_program_paints_its_login(installed: Path, tmp_path: Path) -> None:
    _python("-W", "error", "-m", "fundapp", "--check-start", cwd=tmp_path, path=installed)
    assert list(tmp_path.iterdir()) == []
