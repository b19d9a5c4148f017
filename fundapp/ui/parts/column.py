"""Columns as data: what a table shows, how it is written, and how it is copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from fundapp.ui.tokens import Tone
from fundapp.values.dates import iso
from fundapp.values.money import percent, yuan, yuan_plain

R = TypeVar("R")

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    Attributes:
        key: name for sorting, totals and remembering.
        title: heading, with the unit where there is one: ``金额（元）``.
        value: takes the value out of a row; the attribute `key` when left out.
        show: writes the value on the screen.
        copy: writes it for the clipboard; as shown when left out.
        align: figures to the right.
        width: pixels at first.
        stretch: takes what room is left (one column of a table).
        least: may become as narrow as this where the room is short; 0 when it always needs `width`.
        spare: left out where the room is still too short, the last one of a table first.
        tone: tint of a badge, from the row; the cell is plain text when left out.
        quiet: small grey text.
        sortable: the source can sort by it.
        hidden: not shown until chosen from the heading's menu.
        figure: is a number for a spreadsheet; everything else is copied as text, so that codes keep their zeros.
        tip: longer text under the mouse, from the row.
    """

    key: str
    title: str
    value: Callable[[R], object] | None = None
    show: Callable[[object], str] | None = None
    copy: Callable[[object], str] | None = None
    align: Align = "left"
    width: int = 120
    stretch: bool = False
    least: int = 0
    spare: bool = False
    tone: Callable[[R], Tone] | None = None
    quiet: bool = False
    bold: bool = False
    sortable: bool = True
    hidden: bool = False
    figure: bool = False
    tip: Callable[[R], str] | None = None

    def take(self, row: R) -> object:
        """The value of a row."""
        return getattr(row, self.key) if self.value is None else self.value(row)

    def text(self, value: object) -> str:
        """A value as the screen shows it."""
        return self.show(value) if self.show is not None else plain(value)

    def copied(self, value: object) -> str:
        """A value as the clipboard takes it."""
        return self.copy(value) if self.copy is not None else self.text(value)


def plain(value: object) -> str:
    """Words, dates, enum members and numbers in the house's way; None is empty."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return iso(value)
    return str(getattr(value, "label", value))


def text_column(
    key: str,
    title: str,
    value: Callable[[R], object] | None = None,
    *,
    width: int = 120,
    stretch: bool = False,
    least: int = 0,
    spare: bool = False,
    quiet: bool = False,
    bold: bool = False,
    sortable: bool = True,
    hidden: bool = False,
    tip: Callable[[R], str] | None = None,
) -> Column[R]:
    """Words or codes, to the left."""
    return Column(
        key,
        title,
        value,
        width=width,
        stretch=stretch,
        least=least,
        spare=spare,
        quiet=quiet,
        bold=bold,
        sortable=sortable,
        hidden=hidden,
        tip=tip,
    )


def money_column(
    key: str,
    title: str,
    value: Callable[[R], object] | None = None,
    *,
    width: int = 130,
    spare: bool = False,
    sortable: bool = True,
    hidden: bool = False,
) -> Column[R]:
    """An amount in 分, shown in 元 with commas, copied without them; None is empty."""
    return Column(
        key,
        title,
        value,
        show=_yuan,
        copy=_yuan_plain,
        align="right",
        width=width,
        spare=spare,
        sortable=sortable,
        hidden=hidden,
        figure=True,
    )


def percent_column(
    key: str,
    title: str,
    value: Callable[[R], object] | None = None,
    *,
    width: int = 90,
    spare: bool = False,
    sortable: bool = True,
) -> Column[R]:
    """Basis points, shown as ``66.67%``."""
    return Column(
        key, title, value, show=_percent, align="right", width=width, spare=spare, sortable=sortable, figure=True
    )


def date_column(
    key: str,
    title: str,
    value: Callable[[R], object] | None = None,
    *,
    width: int = 110,
    spare: bool = False,
    sortable: bool = True,
    hidden: bool = False,
) -> Column[R]:
    """A day, shown as ``2026-11-20``."""
    return Column(key, title, value, width=width, spare=spare, sortable=sortable, hidden=hidden)


def count_column(
    key: str, title: str, value: Callable[[R], object] | None = None, *, width: int = 70, sortable: bool = True
) -> Column[R]:
    """A whole number, to the right."""
    return Column(key, title, value, align="right", width=width, sortable=sortable, figure=True)


def badge_column(
    key: str,
    title: str,
    tone: Callable[[R], Tone],
    value: Callable[[R], object] | None = None,
    *,
    width: int = 120,
    sortable: bool = True,
) -> Column[R]:
    """A state as a badge."""
    return Column(key, title, value, width=width, tone=tone, sortable=sortable)


def _yuan(value: object) -> str:
    return yuan(value) if isinstance(value, int) else plain(value)


def _yuan_plain(value: object) -> str:
    return yuan_plain(value) if isinstance(value, int) else plain(value)


def _percent(value: object) -> str:
    return percent(value) if isinstance(value, int) else plain(value)


def sort_key(value: object) -> tuple[int, object]:
    """Order of values inside one list: empty ones first, numbers and dates by size, words by their text."""
    if value is None or value == "":
        return (0, 0)
    if isinstance(value, int | Decimal):
        return (1, value)
    if isinstance(value, dt.datetime):
        return (2, value.isoformat())
    if isinstance(value, dt.date):
        return (2, value.isoformat())
    return (3, plain(value))
