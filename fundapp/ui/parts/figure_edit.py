"""Figures that are no money: quantities of indicators, and points of a score."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fundapp.ui.parts.field import LineField
from fundapp.values.bad_input import BadInput
from fundapp.values.score import Points
from fundapp.values.width import without_spaces

_FIGURE = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,6})?")
_POINTS = re.compile(r"([0-9]{1,3})(?:\.([0-9]{0,2}))?")
_FULL: Points = 10_000


class FigureEdit(LineField[Decimal]):
    """A quantity; its unit may be typed behind it. What cannot be read stays as typed."""

    def __init__(
        self, caption: str = "数值", *, unit: str = "", required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(caption, required=required, parent=parent)
        self._unit = without_spaces(unit)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.select_on_focus = True

    def parse(self, text: str) -> Decimal:
        """Read a quantity.

        Raises:
            BadInput: no figure, more than 15 figures before the point or 6 behind it.
        """
        return parse_figure(text, self._unit)

    def show_value(self, value: Decimal) -> str:
        """As it is printed: without an exponent, with the decimals that were typed."""
        return f"{value:f}"


class PointsEdit(LineField[Points]):
    """Points of a score, ``25`` or ``12.5``, kept in hundredths."""

    def __init__(self, caption: str = "分值", *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(caption, required=required, parent=parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.select_on_focus = True

    def parse(self, text: str) -> Points:
        """Read points.

        Raises:
            BadInput: no figure, more than two decimals, or more than 100.
        """
        found = _POINTS.fullmatch(without_spaces(text).replace("。", ".").removesuffix("分"))
        if found is None:
            raise BadInput(f"看不懂“{text.strip()}”，请填写分数，例如 25 或 12.5，小数最多两位。")
        points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
        if points > _FULL:
            raise BadInput("分数不能超过 100 分。")
        return points

    def show_value(self, value: Points) -> str:
        """``25``, ``12.5``."""
        return short_points(value)


def parse_figure(text: str, unit: str = "") -> Decimal:
    """Read a quantity, with or without its unit behind it: ``99.9%``, ``１.5小时``, ``1,200``.

    Raises:
        BadInput: no figure, more than 15 figures before the point or 6 behind it.
    """
    typed = without_spaces(text).replace("。", ".").replace("−", "-").replace(",", "")
    if unit:
        typed = typed.removesuffix(without_spaces(unit))
    if not _FIGURE.fullmatch(typed):
        example = f"例如 95{unit}" if unit else "例如 95"
        raise BadInput(f"看不懂“{text.strip()}”，请填写数字（{example}），小数最多六位。")
    return Decimal(typed.removesuffix("."))


def short_points(points: Points) -> str:
    """Points without needless zeros: ``25``, ``12.5``."""
    return f"{points // 100}.{points % 100:02d}".rstrip("0").rstrip(".")
