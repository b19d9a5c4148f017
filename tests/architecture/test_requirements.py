"""What is installed is locked, hashed, the same everywhere, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source_tree import ROOT

_LOCKS = ("runtime.txt", "dev.txt")


def _entries(lock: str) -> list[str]:
    """The requirements of a lock file, each on one line with its hashes, without comments."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if not line.lstrip().startswith("#")]
    return [line for line in lines if line.strip()]


def _pins(lock: str) -> dict[str, str]:
    requirements = [Requirement(entry.split(" --hash")[0]) for entry in _entries(lock)]
    return {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in requirements}


def _asked_for() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(r.name): r for r in map(Requirement, project["dependencies"])}


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_locked_package_has_one_version_and_hashes(lock: str) -> None:
    entries = _entries(lock)
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9_.-]+==[^ ;]+( ; [^-]+)? +--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("file", [*_LOCKS, "runtime.in", "dev.in"])
def test_no_requirement_file_names_an_address_or_a_path(file: str) -> None:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|\bfile:| @ |^-e ", text, re.MULTILINE)


def test_the_project_asks_for_exactly_what_the_runtime_lock_starts_from() -> None:
    lines = (ROOT / "requirements" / "runtime.in").read_text(encoding="utf-8").splitlines()
    listed = {canonicalize_name(Requirement(line.split("#")[0]).name) for line in lines if line.split("#")[0].strip()}
    assert listed == set(_asked_for())


def test_the_locked_versions_are_in_the_range_the_project_asks_for() -> None:
    pins = _pins("runtime.txt")
    for name, requirement in _asked_for().items():
        assert requirement.specifier.contains(pins[name]), f"{requirement} but {pins[name]} is locked"


def test_developers_run_the_versions_that_offices_run() -> None:
    runtime, dev = _pins("runtime.txt"), _pins("dev.txt")
    assert runtime == {name: version for name, version in dev.items() if name in runtime}


def test_qt_stays_at_the_version_that_survives_python_3_11() -> None:
    pins = _pins("runtime.txt")
    assert (pins["pyside6-essentials"], pins["shiboken6"]) == ("6.11.3", "6.11.3")
