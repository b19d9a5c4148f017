"""Writing a file so that it is there whole or not at all: temporary file, fsync, `os.replace`, fsync of the folder.

Never delete-then-rename: killing a program between the two leaves no file (design/trust.md, data safety).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CHUNK = 1 << 20
TEMPORARY = ".writing"


def sync_file(path: Path) -> None:
    """Forces the file's bytes onto the disk. Raises OSError."""
    # Windows flushes only handles that may write, hence "r+b".
    with path.open("r+b") as handle:
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Forces a rename inside `folder` onto the disk; Windows has no such call, NTFS journals the rename itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def whole_file(target: Path, *, work_in: Path | None = None) -> Iterator[Path]:
    """Gives a temporary path; when the block ends well it has become `target`, otherwise it is gone.

    Args:
        target: the file to write.
        work_in: folder of the temporary file, on the same disk as `target`; beside `target` when left out.

    Raises:
        OSError: the disk is full, the folder read-only …; `target` is then as it was before.
    """
    temporary = (work_in or target.parent) / f"{target.name}.{secrets.token_hex(4)}{TEMPORARY}"
    try:
        yield temporary
        sync_file(temporary)
        # replace() keeps either the old or the new file whatever happens in between.
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def sweep(folder: Path, *, like: str = "*", older_than: dt.datetime | None = None) -> None:
    """Removes temporary files that a killed program left in `folder`.

    Args:
        folder: need not exist.
        like: pattern of the files that were being written.
        older_than: with time zone; younger ones are left, for a folder that others write to as well.

    Raises:
        OSError: one cannot be removed.
    """
    for leftover in folder.glob(f"{like}.????????{TEMPORARY}*"):
        if older_than is None or leftover.stat().st_mtime < older_than.timestamp():
            leftover.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes, *, work_in: Path | None = None) -> None:
    """Writes `content` to `target`, whole or not at all. Raises OSError."""
    with whole_file(target, work_in=work_in) as temporary:
        temporary.write_bytes(content)


def copy_whole(source: Path, target: Path, *, work_in: Path | None = None) -> str:
    """Copies `source` to `target`, whole or not at all, and returns the SHA-256 (hex) of what was copied.

    Raises:
        OSError: either side failed; `target` is then as it was before.
    """
    digest = hashlib.sha256()
    with whole_file(target, work_in=work_in) as temporary, source.open("rb") as reader, temporary.open("wb") as writer:
        while chunk := reader.read(_CHUNK):
            digest.update(chunk)
            writer.write(chunk)
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """SHA-256 (hex) of the file's bytes, read in pieces. Raises OSError."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
