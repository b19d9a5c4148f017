"""Pages by keyset: together they show every row exactly once, in the order that was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Row, Table, Text, create_engine, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from fundapp.models.base import Day
from fundapp.services.paging import Page, PageRequest, contains, fetch

LISTED = Table(
    "listed",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("dated", Day, nullable=False),
)
SORTS: dict[str, Any] = {"amount": LISTED.c.amount, "name": LISTED.c.name, "dated": LISTED.c.dated}
Rows = list[tuple[str, int, dt.date]]
ROWS = st.lists(
    st.tuples(
        st.text(alphabet="甲乙丙aB%_'\\", max_size=3),
        st.integers(-3, 3) | st.integers(-(2**40), 2**40),
        st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2020, 1, 4)),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A table in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    LISTED.metadata.create_all(engine)
    with Session(engine) as made:
        yield made
    engine.dispose()


def fill(session: Session, rows: Rows) -> None:
    """The table holds these rows and no others; ids run from 1."""
    session.execute(LISTED.delete())
    for key, (name, amount, dated) in enumerate(rows, start=1):
        session.execute(insert(LISTED).values(id=key, name=name, amount=amount, dated=dated))


def one_page(session: Session, request: PageRequest) -> Page[int]:
    """A page of ids, with the sum of the amounts."""
    query = select(LISTED)
    if request.text.strip():
        query = query.where(contains(request.text, LISTED.c.name))

    def make(row: Row[Any]) -> int:
        return int(row.id)

    return fetch(session, query, LISTED.c.id, SORTS, request, make, {"amount": LISTED.c.amount})


def all_pages(session: Session, sort: str, *, descending: bool, limit: int) -> list[Page[int]]:
    """Every page, each starting after the one before."""
    pages = [one_page(session, PageRequest(sort=sort, descending=descending, limit=limit))]
    while (after := pages[-1].next) is not None:
        assert len(pages) < 30, "the pages do not end"
        pages.append(one_page(session, PageRequest(sort=sort, descending=descending, after=after, limit=limit)))
    return pages


@given(
    rows=ROWS, sort=st.sampled_from(["", "amount", "name", "dated"]), descending=st.booleans(), limit=st.integers(1, 9)
)
def test_the_pages_together_show_every_row_exactly_once_in_order(
    session: Session, rows: Rows, sort: str, descending: bool, limit: int
) -> None:
    fill(session, rows)
    pages = all_pages(session, sort, descending=descending, limit=limit)
    place = ["name", "amount", "dated"].index(sort or "amount")

    def rank(key: int) -> tuple[Any, int]:
        value = rows[key - 1][place]
        return (value.encode() if isinstance(value, str) else value, key)

    assert [key for page in pages for key in page.rows] == sorted(range(1, len(rows) + 1), key=rank, reverse=descending)
    assert all(len(page.rows) == limit for page in pages[:-1])
    assert {page.total for page in pages} == {len(rows)}
    assert {page.sums["amount"] for page in pages} == {sum(amount for _, amount, _ in rows)}


@given(rows=ROWS, text=st.text(alphabet="甲aB%_'\\", min_size=1, max_size=2))
def test_a_search_takes_every_character_literally_and_forgives_case(session: Session, rows: Rows, text: str) -> None:
    fill(session, rows)
    found = one_page(session, PageRequest(descending=False, text=f" {text} "))
    wanted = {key for key, (name, _, _) in enumerate(rows, start=1) if text.lower() in name.lower()}
    assert set(found.rows) == wanted
    assert found.total == len(wanted)


def test_rows_that_come_between_two_pages_neither_repeat_nor_hide_others(session: Session) -> None:
    fill(session, [("甲", amount, dt.date(2020, 1, 1)) for amount in (10, 20, 20, 30)])
    first = one_page(session, PageRequest(limit=2))
    assert first.rows == (4, 3)
    session.execute(insert(LISTED).values(id=5, name="新", amount=40, dated=dt.date(2020, 1, 1)))
    session.execute(insert(LISTED).values(id=6, name="新", amount=15, dated=dt.date(2020, 1, 1)))
    assert one_page(session, PageRequest(limit=9, after=first.next)).rows == (2, 6, 1)


def test_an_unknown_column_falls_back_to_the_list_s_own_order_and_without_sums_there_are_none(session: Session) -> None:
    fill(session, [("甲", 1, dt.date(2020, 1, 1)), ("乙", 2, dt.date(2020, 1, 1))])
    assert one_page(session, PageRequest(sort="phone")).rows == (2, 1)
    page = fetch(session, select(LISTED), LISTED.c.id, SORTS, PageRequest(), lambda row: row.name)
    assert (page.rows, dict(page.sums), page.next) == (("乙", "甲"), {}, None)


def test_an_empty_list_is_one_empty_page_with_the_sum_of_nothing(session: Session) -> None:
    fill(session, [])
    assert one_page(session, PageRequest()) == Page((), 0, None, {"amount": 0})


def test_a_filter_that_is_not_set_is_empty() -> None:
    request = PageRequest(filters=(("state", "draft"),))
    assert (request.filter("state"), request.filter("project")) == ("draft", "")
