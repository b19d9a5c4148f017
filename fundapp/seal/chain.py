"""The audit chain: every line is sealed onto the line before, so none can be changed, dropped or slipped in unseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fundapp.seal.canonical import digest

GENESIS = "0" * 64
"""What stands before the first line."""

_PURPOSE = "fundapp audit line 1"


@dataclass(frozen=True)
class ChainLine:
    """A line as it is stored: its number from 1, the hash before it, the sealed text and its own hash."""

    seq: int
    previous: str
    body: str
    hash: str


@dataclass(frozen=True)
class Break:
    """The first line that does not fit. `seq` is the number that should stand there, `reason` a Chinese sentence."""

    seq: int
    reason: str


def link(previous: str, body: str) -> str:
    """Give the hash that seals a text onto the hash before it.

    The purpose in front keeps a chain hash from ever being taken for another digest; the previous hash has a fixed
    length, so no text can be moved across the border between the two.

    Raises:
        ValueError: the previous hash is not 64 characters long.
    """
    if len(previous) != len(GENESIS):
        raise ValueError("a chain hash has 64 characters")
    return digest(f"{_PURPOSE}\n{previous}\n{body}")


def first_break(lines: Iterable[ChainLine]) -> Break | None:
    """Recompute the chain in the given order and give the first break, or None when all of it holds.

    A tail that was cut off leaves no break; only a chain head kept elsewhere (paper, backup) shows that.
    """
    head = GENESIS
    for seq, line in enumerate(lines, start=1):
        if line.seq != seq:
            return Break(seq, f"留痕第 {seq} 行缺失或顺序被改动，此处出现的是第 {line.seq} 行。")
        if line.previous != head:
            return Break(seq, f"留痕第 {seq} 行没有接在上一行之后，可能有行被替换或插入。")
        if line.hash != link(head, line.body):
            return Break(seq, f"留痕第 {seq} 行的内容与其校验值不符，内容被改动过。")
        head = line.hash
    return None
