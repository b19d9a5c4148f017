"""The one "no" that values can say: what was typed is not what the field means."""

from __future__ import annotations


class BadInput(ValueError):
    """What was typed cannot be read as the value it should be.

    Args:
        message: a whole Chinese sentence that says what is wrong and what to write instead.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
