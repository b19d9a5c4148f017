"""Pages of a list by keyset: each page starts after the last row of the one before, at any depth equally fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import Session

T = TypeVar("T")
Cursor = tuple[str | int, int]


@dataclass(frozen=True)
class PageRequest:
    """What a list wants to show.

    Attributes:
        sort: key of a sortable column; empty = the list's own order.
        descending: direction.
        text: only rows that contain it.
        filters: (key, value) pairs the list knows, such as ("state", "draft").
        after: cursor of the page before; None for the first page.
        limit: rows per page.
    """

    sort: str = ""
    descending: bool = True
    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    after: Cursor | None = None
    limit: int = 100

    def filter(self, key: str) -> str:
        """Value of a filter; empty when it is not set."""
        return dict(self.filters).get(key, "")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page, how many rows the filters leave in all, and the cursor of the next page.

    `sums`: totals in 分 over all rows that the filters leave, by column key.
    """

    rows: tuple[T, ...]
    total: int
    next: Cursor | None
    sums: Mapping[str, int] = field(default_factory=dict)


def contains(text: str, *columns: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Condition: one of the columns contains the text, taken literally."""
    return or_(*(column.icontains(text.strip(), autoescape=True) for column in columns))


def fetch(
    session: Session,
    query: Select[Any],
    key: SQLColumnExpression[int],
    sorts: Mapping[str, SQLColumnExpression[Any]],
    request: PageRequest,
    make: Callable[[Row[Any]], T],
    sums: Mapping[str, SQLColumnExpression[int]] = MappingProxyType({}),
) -> Page[T]:
    """Runs a list query for one page.

    Args:
        session: reader.
        query: the filtered query, unordered.
        key: unique id of a row; breaks ties of the order.
        sorts: sortable columns by key, none of them NULL; the first is the list's own order.
        request: what is wanted.
        make: turns a row of the query into a list row.
        sums: columns in 分 that are added up over all rows, by column key.
    """
    column = sorts.get(request.sort) if request.sort else None
    if column is None:
        column = next(iter(sorts.values()))
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    totals = _sums(session, query, sums)
    if request.after is not None:
        value, last = request.after
        beyond = column < value if request.descending else column > value
        next_id = key < last if request.descending else key > last
        query = query.where(or_(beyond, and_(column == value, next_id)))
    order = (column.desc(), key.desc()) if request.descending else (column.asc(), key.asc())
    query = (
        query.add_columns(column.label("page_sort"), key.label("page_key")).order_by(*order).limit(request.limit + 1)
    )
    found = session.execute(query).all()
    rows = found[: request.limit]
    more = len(found) > request.limit
    cursor = (_plain(rows[-1].page_sort), rows[-1].page_key) if more else None
    return Page(tuple(make(row) for row in rows), total, cursor, totals)


def _sums(session: Session, query: Select[Any], sums: Mapping[str, SQLColumnExpression[int]]) -> dict[str, int]:
    """Totals over all rows of the query."""
    if not sums:
        return {}
    added = [func.sum(column) for column in sums.values()]
    row = session.execute(query.with_only_columns(*added, maintain_column_froms=True)).one()
    return {key: value or 0 for key, value in zip(sums, row, strict=True)}


def _plain(value: Any) -> str | int:
    """A cursor value as it is bound again; typed columns turn it back."""
    return value  # type: ignore[no-any-return]  # whatever the column gave, it takes again
