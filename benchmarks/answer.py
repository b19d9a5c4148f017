"""How long a screen takes to answer, and how long it may."""

from __future__ import annotations

from dataclasses import dataclass

LIMIT_MS = 100.0
"""What a person still takes for at once."""


@dataclass(frozen=True)
class Answer:
    """From the click until the page is built, filled and painted.

    Attributes:
        name: whose screen, and which.
        first_ms: at the first visit since the program was started.
        again_ms: built anew, once everything it needs has been used before.
    """

    name: str
    first_ms: float
    again_ms: float
    limit_ms: float = LIMIT_MS

    @property
    def reached(self) -> bool:
        """Whether both stay within the limit."""
        return max(self.first_ms, self.again_ms) <= self.limit_ms
