"""What a contract buys, line by line; quantity and unit price propose the amount."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fundapp.services.contracts import ItemEntry
from fundapp.ui.contracts.milestone_rows import narrow
from fundapp.ui.parts.field import LineField
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.rows_editor import AnyField, CellColumn, RowsEditor
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.values.bad_input import BadInput
from fundapp.values.money import yuan
from fundapp.values.width import without_spaces

_FIGURES = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")


class QuantityEdit(LineField[Decimal]):
    """How many: up to four decimals, above zero."""

    def __init__(self, caption: str = "数量", *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(caption, required=required, parent=parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.select_on_focus = True

    def parse(self, text: str) -> Decimal:
        """Read a quantity. Raises BadInput."""
        typed = without_spaces(text).replace("。", ".").replace(",", "")
        if not _FIGURES.fullmatch(typed) or not Decimal(typed):
            raise BadInput(f"看不懂数量“{text.strip()}”，请填写大于 0 的数字，小数最多四位。")
        return Decimal(typed)

    def show_value(self, value: Decimal) -> str:
        """Without needless zeros."""
        return f"{value.normalize():f}"


class ItemRows(RowsEditor):
    """Name, specification, quantity, unit, unit price, amount."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._row: dict[str, AnyField] = {}
        self._proposed: dict[AnyField, str] = {}
        super().__init__(
            (
                CellColumn("name", "名称", lambda: TextEdit("名称", required=True, limit=80), 150, 3),
                CellColumn("specification", "规格和要求", lambda: TextEdit("规格和要求", limit=200), 150, 3),
                CellColumn("quantity", "数量", self._make_quantity, 84, 0, True),
                CellColumn("unit", "单位", lambda: narrow(TextEdit("单位", limit=10)), 64),
                CellColumn("unit_price", "单价（元）", self._make_price, 124, 0, True),
                CellColumn("amount", "金额（元）", self._make_amount, 130, 0, True),
            ),
            add_text="添加标的",
            parent=parent,
        )
        self.edited.connect(self._show_sum)

    def entries(self) -> tuple[ItemEntry, ...]:
        """The filled rows; ask only when `check` found no problem."""
        return tuple(
            ItemEntry(
                name=self.cell(place, "name").read() or "",
                quantity=self.cell(place, "quantity").read() or Decimal(1),
                unit=self.cell(place, "unit").read() or "",
                unit_price=self.cell(place, "unit_price").read() or 0,
                amount=self.cell(place, "amount").read() or 0,
                specification=self.cell(place, "specification").read() or "",
            )
            for place in self.filled()
        )

    def show_entries(self, entries: tuple[ItemEntry, ...]) -> None:
        """Show stored items."""
        self.set_raw([])
        for entry in entries:
            place = self.add_row({})
            for key in ("name", "specification", "quantity", "unit", "unit_price", "amount"):
                self.cell(place, key).set_value(getattr(entry, key))

    def _make_quantity(self) -> AnyField:
        made = narrow(QuantityEdit(required=True))
        self._row = {"quantity": made}
        return made

    def _make_price(self) -> AnyField:
        made = narrow(MoneyEdit("单价", required=True, unit="", zero=True))
        self._row["unit_price"] = made
        return made

    def _make_amount(self) -> AnyField:
        made = narrow(MoneyEdit("金额", required=True, unit="", zero=True))
        quantity, price = self._row["quantity"], self._row["unit_price"]

        def propose() -> None:
            many, each = quantity.value(), price.value()
            if many is None or each is None or made.raw() not in {"", self._proposed.get(made, "")}:
                return
            made.set_value(int((many * each).to_integral_value(ROUND_HALF_UP)))
            self._proposed[made] = made.raw()

        quantity.edited.connect(propose)
        price.edited.connect(propose)
        return made

    def _show_sum(self) -> None:
        total = sum(self.cell(place, "amount").value() or 0 for place in self.filled())
        self.set_sum("amount", yuan(total))
        self.set_sum("name", "合计")
