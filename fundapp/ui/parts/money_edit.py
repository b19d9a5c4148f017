"""Amounts: typed as the office types them (``37.5万``, ``375,000``, full width, ``。``), kept as 分."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fundapp.ui.parts.field import LineField
from fundapp.values.amount_in_words import in_words
from fundapp.values.bad_input import BadInput
from fundapp.values.money import Fen, parse_money, yuan


class MoneyEdit(LineField[int]):
    """An amount in 分. What cannot be read stays as typed and the reason stands under the box.

    `words_changed` carries the amount in capitals (人民币…) whenever it changes, empty while there is none.
    """

    words_changed = Signal(str)

    def __init__(
        self,
        caption: str = "金额",
        *,
        required: bool = False,
        positive: bool = True,
        zero: bool = False,
        unit: str = "元",
        parent: QWidget | None = None,
    ) -> None:
        """`positive` refuses amounts below zero, and zero itself unless `zero` allows it."""
        super().__init__(caption, required=required, parent=parent)
        self._positive = positive
        self._zero = zero
        self._words = ""
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.select_on_focus = True
        if unit:
            self.line.set_unit(unit)
        self.edited.connect(self._tell_words)

    def parse(self, text: str) -> Fen:
        """Read an amount.

        Raises:
            BadInput: see `parse_money`; also 0 or a negative amount where none makes sense.
        """
        fen = parse_money(text)
        if self._positive and fen < 0:
            raise BadInput("金额不能是负数。")
        if self._positive and fen == 0 and not self._zero:
            raise BadInput("金额须大于 0。")
        return fen

    def show_value(self, value: Fen) -> str:
        """Thousands commas and two places: ``375,000.00``."""
        return yuan(value)

    def words(self) -> str:
        """The amount in capitals with 人民币, or an empty text."""
        fen = self.value()
        return f"人民币{in_words(fen)}" if fen else ""

    def _tell_words(self) -> None:
        words = self.words()
        if words != self._words:
            self._words = words
            self.words_changed.emit(words)
