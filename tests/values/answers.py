"""What a value says to an input: the value, or the sentence of its refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fundapp.values.bad_input import BadInput

T = TypeVar("T")


def answer(ask: Callable[[], T]) -> T | str:
    """Give the value, or the sentence when the input was refused; every other exception fails the test."""
    try:
        return ask()
    except BadInput as refusal:
        return refusal.message
