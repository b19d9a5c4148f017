"""Canonical text, and the digests over it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.seal.canonical import canonical, digest, row_digest
from fundapp.values.choices import PaymentState

CHINA = timezone(timedelta(hours=8))

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALAR = st.one_of(st.none(), st.booleans(), st.integers(-(10**18), 10**18), TEXT)
JSON = st.recursive(
    SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (37_500_000, "37500000"),
        (-1, "-1"),
        ("本次支付", '"本次支付"'),
        ('"\\\n\x00', '"\\"\\\\\\n\\u0000"'),
        (PaymentState.IN_APPROVAL, '"in_approval"'),
        (date(2026, 11, 20), '"2026-11-20"'),
        (datetime(2026, 11, 20, 9, 30, tzinfo=CHINA), '"2026-11-20T01:30:00.000000Z"'),
        (datetime(2026, 11, 20, 1, 30, 0, 7, tzinfo=UTC), '"2026-11-20T01:30:00.000007Z"'),
        (Decimal("95.50"), '"95.50"'),
        (Decimal("1E+3"), '"1000"'),
        ([1, (2, "三")], '[1,[2,"三"]]'),
        ({}, "{}"),
        ({"收款": {"b": 1, "a": None}, "Z": [], "a": 0}, '{"Z":[],"a":0,"收款":{"a":null,"b":1}}'),
        ({PaymentState.PAID: 1, "a": 2}, '{"a":2,"paid":1}'),
    ],
)
def test_every_value_that_is_signed_has_exactly_one_text(value: object, text: str) -> None:
    assert canonical(value) == text


@given(JSON)
def test_the_text_holds_everything_and_can_be_read_by_any_json_reader(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(TEXT, SCALAR, min_size=2, max_size=6))
def test_the_order_in_which_fields_were_filled_in_does_not_matter(value: dict[str, object]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_characters_stay_exactly_as_they_were_given() -> None:
    composed, decomposed = "\u00e9", "e\u0301"
    assert canonical(composed) != canonical(decomposed)
    assert canonical("（浙江）") != canonical("(浙江)")


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (37.5, "float"),
        (float("nan"), "float"),
        ([0.1], "float"),
        ({"a": {"b": 0.1}}, "float"),
        (b"bytes", "bytes"),
        ({1, 2}, "set"),
        (object(), "object"),
        (Decimal("NaN"), "Decimal"),
        (Decimal("Infinity"), "Decimal"),
        (datetime(2026, 11, 20, 9, 30), "time zone"),  # noqa: DTZ001 -- the naive one is the point
        ({1: "a"}, "keys are text, not int"),
        ({None: "a"}, "keys are text, not NoneType"),
    ],
)
def test_what_would_not_come_out_the_same_twice_is_refused(value: object, named: str) -> None:
    with pytest.raises(TypeError, match=named):
        canonical(value)


def test_the_digest_is_sha_256_of_utf_8() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("资金") == digest("资金".encode()) == hashlib.sha256("资金".encode()).hexdigest()


ROW = {"id": 7, "amount": 37_500_000, "reason": "按合同支付", "paid_on": None, "content": b"\x00\xff"}


def test_a_rows_digest_is_that_of_its_table_and_its_filled_columns() -> None:
    text = '{"row":{"amount":37500000,"content":"00ff","id":7,"reason":"按合同支付"},"table":"payment"}'
    assert row_digest("payment", ROW) == digest(text)


def test_a_new_empty_column_keeps_the_old_digest() -> None:
    assert row_digest("payment", {**ROW, "added_later": None}) == row_digest("payment", ROW)


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 37_500_001},
        {"amount": "37500000"},
        {"reason": "按合同支付 "},
        {"reason": ""},
        {"reason": None},
        {"paid_on": "2026-11-20"},
        {"content": b"\x00\xfe"},
        {"content": None},
        {"id": 8},
    ],
)
def test_any_other_change_of_a_row_changes_its_digest(changed: dict[str, object]) -> None:
    assert row_digest("payment", {**ROW, **changed}) != row_digest("payment", ROW)


def test_the_same_row_in_another_table_has_another_digest() -> None:
    assert row_digest("contract", ROW) != row_digest("payment", ROW)


def test_a_truth_and_a_choice_digest_as_sqlite_stores_them() -> None:
    assert row_digest("payment", {"live": True, "state": PaymentState.PAID}) == row_digest(
        "payment", {"live": 1, "state": "paid"}
    )


@pytest.mark.parametrize("value", [0.5, date(2026, 11, 20), Decimal(1), [1]])
def test_what_sqlite_would_not_give_back_as_it_is_cannot_be_in_a_row(value: object) -> None:
    with pytest.raises(TypeError, match="not a stored value"):
        row_digest("payment", {"amount": value})
