"""Invoice numbers, and the key by which the same invoice is recognised wherever it turns up again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fundapp.values.bad_input import BadInput
from fundapp.values.labelled import Labelled
from fundapp.values.width import without_spaces

_DIGITS = re.compile("[0-9]*")


class InvoiceKind(Labelled):
    """The three families of receipts the office pays against."""

    DIGITAL = "digital", "数电发票"
    PAPER = "paper", "税控发票"
    FISCAL = "fiscal", "财政票据"


@dataclass(frozen=True, order=True)
class InvoiceKey:
    """What identifies one invoice; `code` is empty for a digital invoice, which has a 20-digit number only."""

    kind: InvoiceKind
    code: str
    number: str

    @property
    def key(self) -> str:
        """Unique text: the hyphen keeps a 12-digit code with its number apart from a 20-digit number."""
        return f"{self.code}-{self.number}" if self.code else self.number

    @property
    def label(self) -> str:
        """How screens and forms name the invoice."""
        if self.kind is InvoiceKind.DIGITAL:
            return f"数电发票 {self.number}"
        word = "票据" if self.kind is InvoiceKind.FISCAL else "发票"
        return f"{word}代码 {self.code} 号码 {self.number}"


_SHAPES = {
    (0, 20): InvoiceKind.DIGITAL,
    (10, 8): InvoiceKind.PAPER,
    (12, 8): InvoiceKind.PAPER,
    (8, 10): InvoiceKind.FISCAL,
}
_WANTED = "数电发票填 20 位号码、不填代码；税控发票填 10 或 12 位代码和 8 位号码；财政票据填 8 位代码和 10 位号码"


def parse_invoice(code: str, number: str) -> InvoiceKey:
    """Read what is printed on an invoice; a 20-digit number typed into the code box is understood.

    Raises:
        BadInput: nothing typed, a character that is no figure, or lengths that no kind of invoice has.
    """
    code, number = _figures("代码", code), _figures("号码", number)
    if len(code) == 20 and not number:
        code, number = "", code
    if not number:
        raise BadInput("请填写发票号码。")
    if code and len(number) == 20:
        raise BadInput("20 位号码是数电发票，没有发票代码，请清空代码一栏。")
    kind = _SHAPES.get((len(code), len(number)))
    if kind is None:
        raise BadInput(f"代码 {len(code)} 位、号码 {len(number)} 位，位数不对：{_WANTED}。")
    return InvoiceKey(kind, code, number)


def _figures(box: str, text: str) -> str:
    typed = without_spaces(text)
    if not _DIGITS.fullmatch(typed):
        raise BadInput(f"发票{box}只能是数字，请核对“{typed}”。")
    return typed
