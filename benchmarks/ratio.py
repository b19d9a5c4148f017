"""One comparison: what we take, what the floor takes, and how far apart the two may be."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One measured comparison. Milliseconds differ between machines; the ratio hardly does."""

    name: str
    ours_ms: float
    floor_ms: float
    goal: float
    floor: str
    """What the floor does, in a few words."""

    @property
    def times(self) -> float:
        """How many times as long as the floor we take."""
        return self.ours_ms / self.floor_ms

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.times <= self.goal


def compare(ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median milliseconds of both, measured in turn so that whatever else the machine does meets both.

    The first round of each warms caches and is not counted.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for call, times in zip((ours, floor), taken, strict=True):
            start = time.perf_counter()
            call()
            if number:
                times.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])
