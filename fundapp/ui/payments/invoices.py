"""The invoices of a request: number (or code and number) in one cell, day, seller, amount."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fundapp.services.payment_draft import InvoiceEntry
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.field import LineField
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.rows_editor import CellColumn, RowsEditor
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.values.invoice import InvoiceKey, parse_invoice
from fundapp.values.money import Fen, yuan
from fundapp.values.width import half_width

_CODE_AND_NUMBER = {(10, 8), (12, 8), (8, 10)}
_PARTS = re.compile(r"[\s\-–—/,，、]+")


class InvoiceNumberEdit(LineField[InvoiceKey]):
    """A 20-digit number, or ``code-number`` for older invoices and fiscal receipts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("发票号码", required=True, parent=parent)
        self.set_placeholder("20 位号码，或 代码-号码")

    def parse(self, text: str) -> InvoiceKey:
        """Read what is printed on an invoice.

        Raises:
            BadInput: see `parse_invoice`.
        """
        parts = [part for part in _PARTS.split(half_width(text).strip()) if part]
        if len(parts) == 2 and (len(parts[0]), len(parts[1])) in _CODE_AND_NUMBER:
            return parse_invoice(parts[0], parts[1])
        return parse_invoice("", "".join(parts))

    def show_value(self, value: InvoiceKey) -> str:
        """``26332000000012345678`` or ``033002100111-12345678``."""
        return value.key


class InvoiceRows(RowsEditor):
    """Rows of invoices; seller and amount propose themselves as soon as a number stands there."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(
            (
                CellColumn("number", "发票号码", self._make_number, 184, 3),
                CellColumn("issued_on", "开票日期", lambda: DateEdit("开票日期", required=True, today=today), 116),
                CellColumn("seller", "销售方", lambda: TextEdit("销售方", required=True), 110, 3),
                CellColumn("amount", "金额（元）", lambda: MoneyEdit("发票金额", required=True, unit=""), 112, 0, True),
            ),
            add_text="添加发票",
            parent=parent,
        )
        self._seller = ""
        self._wanted: Fen = 0

    def propose(self, seller: str, wanted: Fen) -> None:
        """Who sells and how much is to be covered, for new rows."""
        self._seller, self._wanted = seller, wanted

    def ready(self) -> None:
        """One empty row to type into, where there is none."""
        if not self.count():
            self.add_row({})

    def entries(self) -> tuple[InvoiceEntry, ...]:
        """The rows that are complete."""
        return tuple(entry for place in self.filled() if (entry := self._entry(place)) is not None)

    def problem(self) -> str:
        """The first thing that cannot be read or is missing in a filled row, with its row; empty when nothing is."""
        for place in self.filled():
            for key in ("number", "issued_on", "seller", "amount"):
                if problem := self.cell(place, key).problem():
                    return f"第 {place + 1} 行：{problem}"
        return ""

    def total(self) -> Fen:
        """Sum of the complete rows in 分."""
        return sum(entry.amount for entry in self.entries())

    def _entry(self, place: int) -> InvoiceEntry | None:
        number, day = self.cell(place, "number").value(), self.cell(place, "issued_on").value()
        seller, amount = self.cell(place, "seller").value(), self.cell(place, "amount").value()
        if (
            isinstance(number, InvoiceKey)
            and isinstance(day, dt.date)
            and isinstance(seller, str)
            and isinstance(amount, int)
        ):
            return InvoiceEntry(number.number, day, seller, amount, number.code)
        return None

    def _make_number(self) -> InvoiceNumberEdit:
        made = InvoiceNumberEdit()
        made.settled.connect(lambda: self._propose(made))
        return made

    def _propose(self, number: InvoiceNumberEdit) -> None:
        """Seller and the amount still uncovered, where nothing stands yet."""
        place = next((place for place in range(self.count()) if self.cell(place, "number") is number), None)
        if place is None or number.value() is None:
            return
        seller, amount = self.cell(place, "seller"), self.cell(place, "amount")
        if self._seller and not seller.raw():
            seller.set_value(self._seller)
        rest = self._wanted - self.total()
        if rest > 0 and not amount.raw():
            amount.set_value(rest)


def rows_of(entries: tuple[InvoiceEntry, ...]) -> list[dict[str, str]]:
    """Stored invoices as the cells show them."""
    return [
        {
            "number": f"{entry.code}-{entry.number}" if entry.code else entry.number,
            "issued_on": entry.issued_on.isoformat(),
            "seller": entry.seller,
            "amount": yuan(entry.amount),
        }
        for entry in entries
    ]
