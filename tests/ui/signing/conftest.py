"""The office whose leaders sign."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.paid_office import built, paid, place
from tests.ui.signing.at_the_desk import shown_desks

__all__ = ["built", "paid", "place"]


@pytest.fixture(autouse=True)
def _desks_are_left() -> Iterator[None]:
    """As the shell does at logout: the pages of the papers are given back."""
    yield
    while shown_desks:
        shown_desks.pop().leave()
