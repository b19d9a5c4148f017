"""Invoice numbers and the key by which a duplicate is found."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.invoice import InvoiceKey, InvoiceKind, parse_invoice

DIGITAL = "25332000000012345678"
WANTED = "数电发票填 20 位号码、不填代码；税控发票填 10 或 12 位代码和 8 位号码；财政票据填 8 位代码和 10 位号码"


@pytest.mark.parametrize(
    ("code", "number", "kind", "key", "label"),
    [
        ("", DIGITAL, InvoiceKind.DIGITAL, DIGITAL, f"数电发票 {DIGITAL}"),
        (DIGITAL, "", InvoiceKind.DIGITAL, DIGITAL, f"数电发票 {DIGITAL}"),
        ("3300201130", "01234567", InvoiceKind.PAPER, "3300201130-01234567", "发票代码 3300201130 号码 01234567"),
        ("033002100111", "01234567", InvoiceKind.PAPER, "033002100111-01234567", "发票代码 033002100111 号码 01234567"),
        ("33010125", "0012345678", InvoiceKind.FISCAL, "33010125-0012345678", "票据代码 33010125 号码 0012345678"),
        (
            " ３３０１０１２５ ",
            "0012 3456 78",
            InvoiceKind.FISCAL,
            "33010125-0012345678",
            "票据代码 33010125 号码 0012345678",
        ),
    ],
)
def test_the_three_families_are_told_apart_by_their_lengths(
    code: str, number: str, kind: InvoiceKind, key: str, label: str
) -> None:
    invoice = parse_invoice(code, number)
    assert (invoice.kind, invoice.key, invoice.label) == (kind, key, label)


@pytest.mark.parametrize(
    ("code", "number", "sentence"),
    [
        ("", "", "请填写发票号码。"),
        ("3300201130", " ", "请填写发票号码。"),
        ("3300201130", DIGITAL, "20 位号码是数电发票，没有发票代码，请清空代码一栏。"),
        ("", "2533200000001234567O", "发票号码只能是数字，请核对“2533200000001234567O”。"),
        ("33OO201130", "01234567", "发票代码只能是数字，请核对“33OO201130”。"),
        ("3300201130", "1234567", f"代码 10 位、号码 7 位，位数不对：{WANTED}。"),
        ("", "01234567", f"代码 0 位、号码 8 位，位数不对：{WANTED}。"),
    ],
)
def test_what_is_no_invoice_number_gets_a_sentence_of_its_own(code: str, number: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_invoice(code, number)
    assert refusal.value.message == sentence


def test_an_invoice_is_a_value_that_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        parse_invoice("", DIGITAL).number = ""  # type: ignore[misc]  # the assignment that must fail


@given(st.text("0123456789", min_size=20, max_size=20))
def test_a_digital_number_never_collides_with_a_paper_invoice_of_the_same_figures(figures: str) -> None:
    assert parse_invoice("", figures).key != parse_invoice(figures[:12], figures[12:]).key


@given(st.sampled_from(((0, 20), (10, 8), (12, 8), (8, 10))), st.data())
def test_the_key_and_the_parsed_value_say_the_same(lengths: tuple[int, int], data: st.DataObject) -> None:
    code, number = (data.draw(st.text("0123456789", min_size=length, max_size=length)) for length in lengths)
    invoice = parse_invoice(code, number)
    assert parse_invoice(*(["", *invoice.key.split("-")][-2:])) == invoice
    assert invoice == InvoiceKey(invoice.kind, code, number)
