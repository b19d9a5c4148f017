"""Document numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.numbers import DocumentNumber, document_number, parse_document_number


@pytest.mark.parametrize(
    ("prefix", "year", "serial", "number"),
    [
        ("ZF", 2026, 42, "ZF-2026-0042"),
        ("ZF", 2026, 1, "ZF-2026-0001"),
        ("ZP", 2026, 9999, "ZP-2026-9999"),
        ("ZF", 2026, 10_000, "ZF-2026-10000"),
    ],
)
def test_a_number_is_prefix_year_and_a_serial_of_at_least_four_figures(
    prefix: str, year: int, serial: int, number: str
) -> None:
    assert document_number(prefix, year, serial) == number


@given(st.text("ABCXYZ", min_size=1, max_size=4), st.integers(0, 9999), st.integers(1, 10**9 - 1))
def test_a_number_reads_back_as_its_parts(prefix: str, year: int, serial: int) -> None:
    parts = parse_document_number(document_number(prefix, year, serial))
    assert (parts.prefix, parts.year, parts.serial) == (prefix, year, serial)
    assert str(parts) == document_number(prefix, year, serial)


@pytest.mark.parametrize("typed", ["zf-2026-42", "ＺＦ－２０２６－００４２", " ZF - 2026 - 0042 ", "ZF—2026—0042"])
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert str(parse_document_number(typed)) == "ZF-2026-0042"


@pytest.mark.parametrize(
    "typed", ["", "ZF20260042", "ZF-2026-", "ZF-26-0042", "ZF-2026-0000", "支付-2026-1", "ZF-2026-٤"]
)
def test_what_is_no_number_is_told_the_shape(typed: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_document_number(f" {typed}\n")
    assert refusal.value.message == f"“{typed}”不是单据编号，应写成 ZF-2026-0042 的样式。"


@pytest.mark.parametrize(
    ("prefix", "year", "serial"), [("zf", 2026, 1), ("ZF", 2026, 0), ("ZF", 12_026, 1), ("", 2026, 1)]
)
def test_parts_that_would_not_read_back_are_a_bug_of_the_caller(prefix: str, year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="not a document number"):
        document_number(prefix, year, serial)


def test_numbers_sort_by_prefix_year_and_serial_not_by_text() -> None:
    late, early = DocumentNumber("ZF", 2026, 10_000), DocumentNumber("ZF", 2026, 9_999)
    assert sorted([late, early]) == [early, late]
