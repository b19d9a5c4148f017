"""A closed list of codes, each with the word the office uses for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code that is stored as plain text and shown by its Chinese label.

    Members are written ``CLERK = "clerk", "经办人"``: the value is the stored code, `label` the word on screen.
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member from its stored code and its label; afterwards ``Role("clerk")`` finds it by code alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
