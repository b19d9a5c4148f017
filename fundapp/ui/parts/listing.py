"""What a table asks of its source, and what the source answers. Sorting, filtering and paging happen at the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from fundapp.ui.parts.column import Column, sort_key

R = TypeVar("R")


@dataclass(frozen=True)
class Ask:
    """A page that is wanted.

    Attributes:
        sort: key of the column to sort by; empty means the source's own order.
        descending: from the largest.
        text: words typed into the filter box.
        filters: (key, code) of the filters that are set.
        after: what the last batch gave as its end; None asks from the start.
        limit: how many rows at most.
    """

    sort: str = ""
    descending: bool = False
    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    after: object = None
    limit: int = 100

    def filter(self, key: str) -> str:
        """Code of a filter, empty when it is not set."""
        return dict(self.filters).get(key, "")


@dataclass(frozen=True)
class Batch(Generic[R]):
    """Rows of one page.

    Attributes:
        rows: the rows.
        total: how many there are in all under these filters.
        after: hand this back for the next page; None when this was the last one.
        sums: totals over *all* rows under these filters, by column key.
    """

    rows: Sequence[R]
    total: int
    after: object = None
    sums: Mapping[str, object] = field(default_factory=dict)


class Source(Protocol[R]):
    """Where a table's rows come from; called on the runner's thread."""

    def fetch(self, ask: Ask) -> Batch[R]:
        """One page."""


@dataclass(frozen=True)
class Rows(Generic[R]):
    """A source for rows that are all at hand (milestones of a contract): sorts and filters in memory."""

    rows: Sequence[R]
    columns: Sequence[Column[R]]
    sums: Mapping[str, object] = field(default_factory=dict)

    def fetch(self, ask: Ask) -> Batch[R]:
        """All rows that match, in one batch."""
        words = ask.text.lower().split()
        found = [row for row in self.rows if self._matches(row, words)]
        column = next((column for column in self.columns if column.key == ask.sort), None)
        if column is not None:
            by = column
            found.sort(key=lambda row: sort_key(by.take(row)), reverse=ask.descending)
        return Batch(found, len(found), None, self.sums)

    def _matches(self, row: R, words: list[str]) -> bool:
        if not words:
            return True
        text = " ".join(column.text(column.take(row)) for column in self.columns).lower()
        return all(word in text for word in words)
