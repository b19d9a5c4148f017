"""Percentages: typed as ``66.7``, ``66.7%`` or full width, kept as basis points (10000 = 100 %)."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fundapp.ui.parts.field import LineField
from fundapp.values.bad_input import BadInput
from fundapp.values.money import BASIS
from fundapp.values.width import without_spaces

_FIGURES = re.compile(r"(-?)([0-9]{1,6})(?:\.([0-9]*))?")


class PercentEdit(LineField[int]):
    """A share in basis points, 0 to `most`; what cannot be read stays as typed."""

    def __init__(
        self, caption: str = "比例", *, most: int = BASIS, required: bool = False, parent: QWidget | None = None
    ) -> None:
        """`most` in basis points."""
        super().__init__(caption, required=required, parent=parent)
        self._most = most
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.select_on_focus = True
        self.line.set_unit("%")

    def parse(self, text: str) -> int:
        """Read a percentage.

        Raises:
            BadInput: no figure, more than two decimals, or outside 0 to `most`.
        """
        typed = without_spaces(text).replace("。", ".").removesuffix("%")
        found = _FIGURES.fullmatch(typed)
        if found is None:
            raise BadInput(f"看不懂“{text.strip()}”，请填写百分数，例如 66.7。")
        minus, whole, decimals = found[1], found[2], found[3] or ""
        if len(decimals.rstrip("0")) > 2:
            raise BadInput("百分数最多写两位小数。")
        points = int(whole) * 100 + int(decimals.ljust(2, "0")[:2])
        if (minus and points) or points > self._most:
            raise BadInput(f"应在 0 到 {_short(self._most)}% 之间。")
        return points

    def show_value(self, value: int) -> str:
        """``66.7``, ``100``."""
        return _short(value)


def _short(points: int) -> str:
    return f"{points // 100}.{points % 100:02d}".rstrip("0").rstrip(".")
