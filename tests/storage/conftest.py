"""Real files on disk, an ordinary person's rights, and small disks."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from fundapp.storage.ledger_file import LedgerFile, create_file

NOW = dt.datetime.fromisoformat("2026-11-20T08:31:00+08:00")
NOBODY = 65534


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerFile]:
    """A new ledger file, open, in a folder whose name holds Chinese and a space."""
    folder = tmp_path / "项目 资金"
    folder.mkdir()
    with create_file(folder / "政务数据办.fund", NOW, synchronous="OFF") as file:
        yield file


@pytest.fixture
def closed_ledger(ledger: LedgerFile) -> Path:
    """A ledger file that nobody has open."""
    ledger.close()
    return ledger.path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="fundapp-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


ReadOnly = Callable[[Path], AbstractContextManager[None]]


@pytest.fixture
def read_only() -> ReadOnly:
    """Makes a folder and everything in it read-only for the time of a block, also when root runs the tests."""
    return _read_only


if sys.platform == "win32":

    @contextmanager
    def _read_only(folder: Path) -> Iterator[None]:
        icacls, everyone = shutil.which("icacls") or "icacls", "*S-1-1-0"
        subprocess.run([icacls, str(folder), "/deny", f"{everyone}:(OI)(CI)(W,D)"], check=True, capture_output=True)
        try:
            yield
        finally:
            subprocess.run([icacls, str(folder), "/remove:d", everyone], check=True, capture_output=True)

else:

    @contextmanager
    def _read_only(folder: Path) -> Iterator[None]:
        modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
        for path in modes:
            path.chmod(0o555 if path.is_dir() else 0o444)
        was = os.geteuid()
        if was == 0:
            # Root writes anywhere; the kernel drops that right together with the effective user.
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(was)
            for path, mode in modes.items():
                path.chmod(mode)


@pytest.fixture
def files_up_to() -> Callable[[int], AbstractContextManager[None]]:
    """No file may grow beyond so many bytes within the block: what a full disk does, without a disk to fill."""
    return _files_up_to


@contextmanager
def _files_up_to(size: int) -> Iterator[None]:
    if sys.platform == "win32":
        pytest.skip("Windows knows no limit on the size of a file that a test could set")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
