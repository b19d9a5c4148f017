"""The bytes of attachments, kept by SHA-256: ``folder/ab/cdef…``.

A row in the ledger names the digest, and the digest is part of what is signed; so a file here is never changed, and
every reading checks it. The same layout serves the folder beside the ledger and the one beside the backups.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fundapp.errors import Damaged, NotFound
from fundapp.storage import trouble
from fundapp.storage.disk import copy_whole, sha256_of, write_whole

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An attachment that the ledger knows: its digest, the name people know it by, its size in bytes where known."""

    sha256: str
    file_name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """What `copy_missing` did: digests copied, and those whose source was gone or no longer matched."""

    copied: tuple[str, ...]
    faulty: tuple[str, ...]


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this digest lie, whether or not they are there.

    Raises:
        ValueError: not a SHA-256 in lower-case hex; a bug or a tampered row, never typed by a person.
    """
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return folder / sha256[:2] / sha256[2:]


def store(folder: Path, content: bytes) -> str:
    """Keeps `content` and returns its SHA-256. Storing the same bytes again changes nothing, and heals a broken copy.

    Raises:
        Unwritable: disk full or folder read-only; nothing half-written stays.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(folder, digest)
    with trouble.told_in_words(target):
        if not _sound(target, digest):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, content, work_in=folder)
    return digest


def read(folder: Path, sha256: str, file_name: str) -> bytes:
    """The bytes of an attachment, checked against the digest.

    Args:
        folder: the store.
        sha256: digest in the ledger's row.
        file_name: the name people know it by, for the sentence.

    Raises:
        NotFound: the file has vanished.
        Damaged: the file is no longer what was stored.
        Unwritable: it cannot be read.
    """
    source = path_of(folder, sha256)
    if not source.is_file():
        raise NotFound(
            f"附件“{file_name}”的文件不见了（{source}）。",
            remedy="请在“备份与校验”中用最近一份备份找回，或把原文件重新放回附件文件夹；其余内容不受影响。",
        )
    with trouble.told_in_words(source):
        content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(
            f"附件“{file_name}”的内容已被改动，与登记时不一致（{source}）。",
            remedy="请不要使用它；请在“备份与校验”中用最近一份备份找回原来的内容。",
        )
    return content


def missing(folder: Path, wanted: Iterable[Wanted], *, thorough: bool = False) -> list[Wanted]:
    """Attachments whose file is gone or of another size, or, when `thorough`, no longer matches its digest.

    Raises:
        Unwritable: a file cannot be read.
    """

    def lost(one: Wanted) -> bool:
        target = path_of(folder, one.sha256)
        return not (_sound(target, one.sha256) if thorough else _there(target, one.size))

    with trouble.told_in_words(folder):
        return [one for one in wanted if lost(one)]


def stored(folder: Path) -> Iterator[str]:
    """Digests of everything in the store."""
    for shelf in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        for kept in sorted(shelf.iterdir()):
            if _DIGEST.fullmatch(digest := shelf.name + kept.name):
                yield digest


def copy_missing(source: Path, target: Path, digests: Iterable[str], *, thorough: bool = False) -> Copied:
    """Copies the bytes that `target` lacks. A file whose bytes no longer match its digest is not copied.

    Real copies, not hard links: a link would share every later damage with its original.

    Args:
        source: the store to copy from.
        target: the store to fill.
        digests: what `target` should hold.
        thorough: read what `target` has already and replace it when it was altered; otherwise its size is believed.

    Raises:
        OSError: disk full, folder read-only.
    """
    copied: list[str] = []
    faulty: list[str] = []
    for digest in sorted(set(digests)):
        there = path_of(target, digest)
        original = path_of(source, digest)
        if _sound(there, digest) if thorough else _same_size(there, original):
            continue
        if not _sound(original, digest):
            faulty.append(digest)
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        copy_whole(original, there, work_in=target)
        copied.append(digest)
    return Copied(tuple(copied), tuple(faulty))


def _same_size(there: Path, original: Path) -> bool:
    return there.is_file() and (not original.is_file() or there.stat().st_size == original.stat().st_size)


def _there(target: Path, size: int | None) -> bool:
    return target.is_file() and (size is None or target.stat().st_size == size)


def _sound(target: Path, digest: str) -> bool:
    return target.is_file() and sha256_of(target) == digest
