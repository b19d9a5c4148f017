"""One list as a spreadsheet file: title, typed cells, a heading that stays, filters, totals, ready to be printed.

Cells carry values, never formulas: what an office typed may begin with ``=`` and still is only text (CWE-1236).
openpyxl is imported when a file is written, not when the program starts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from fundapp.errors import Unwritable

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value: TypeAlias = str | int | Decimal | dt.date | None
Kind: TypeAlias = Literal["text", "number", "date", "percent", "money"]

HEADING_ROW = 3
"""Title, the line under it, then the heading."""
_FORMATS: dict[Kind, str] = {"text": "@", "number": "0", "date": "yyyy-mm-dd", "percent": "0.00%", "money": "#,##0.00"}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_A4 = 9
_LINE, _MOST_LINES = 15, 27
"""Height of a line in points, and how many a row may have (a row is at most 409 points high)."""
_AIR = 5
"""Points that the heading has besides: it is bold."""
_WIDE = "\u2e80"
"""From here on characters are as wide as two figures."""


@dataclass(frozen=True)
class Column:
    """A column: heading, what its cells are, and its width in characters."""

    title: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True)
class Table:
    """A list.

    Attributes:
        rows: a value for each column.
        totals: (word, number) pairs below the rows.
        folds: how many columns stand before each place where a wide list goes on on another sheet of paper; empty for
            one that is as wide as a page.
        repeated: how many of the first columns each of these sheets says again.
    """

    name: str
    title: str
    under_title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[tuple[str, int]] = ()
    folds: tuple[int, ...] = ()
    repeated: int = 0


def write(path: Path, table: Table) -> None:
    """Writes the file at once or not at all: a temporary file beside it takes its place when it is complete.

    Raises:
        Unwritable: the file is open in another program, the folder is read-only, or the disk is full.
    """
    book = _book(table)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        os.close(handle)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        book.save(name)
        Path(name).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> Unwritable:
    if isinstance(error, PermissionError):
        return Unwritable(
            f"不能写入“{path.name}”：文件正在被其他程序使用，或没有写入权限。",
            remedy="请关闭打开该文件的表格程序后重试，或换一个文件名。",
        )
    return Unwritable(
        f"不能写入“{path.name}”（{error.strerror or '磁盘写入失败'}）。", remedy="请检查磁盘空间和文件夹后重试。"
    )


def _book(table: Table) -> Workbook:
    import openpyxl  # noqa: PLC0415 - takes a fifth of a second; only whoever exports waits for it

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one sheet
    sheet.title = table.name
    _fill(sheet, table)
    _arrange(sheet, table)
    return book


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    thin = Side(style="thin", color="9AA5B1")
    border, bold = Border(left=thin, right=thin, top=thin, bottom=thin), Font(bold=True)
    _put(sheet.cell(1, 1), table.title, "text")
    _put(sheet.cell(2, 1), table.under_title, "text")
    for row, font, place in ((1, Font(bold=True, size=16), "center"), (2, Font(color="5B6B7B"), "left")):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=(*table.folds, len(table.columns))[0])
        sheet.cell(row, 1).font = font
        sheet.cell(row, 1).alignment = Alignment(horizontal=place, vertical="center")
    for place_of, column in enumerate(table.columns, start=1):
        cell = sheet.cell(HEADING_ROW, place_of)
        _put(cell, column.title, "text")
        cell.font, cell.border, cell.fill = bold, border, PatternFill("solid", fgColor="E8EDF3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    titles = [column.title for column in table.columns]
    sheet.row_dimensions[HEADING_ROW].height = _LINE * _lines(table.columns, titles) + _AIR
    for line, values in enumerate(table.rows, start=HEADING_ROW + 1):
        for place_of, (column, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            cell = sheet.cell(line, place_of)
            _put(cell, value, column.kind)
            cell.border = border
            sideways = "left" if column.kind == "text" else "right"
            cell.alignment = Alignment(horizontal=sideways, vertical="top", wrap_text=True)
        sheet.row_dimensions[line].height = _LINE * _lines(table.columns, values)
    for line, (word, number) in enumerate(table.totals, start=HEADING_ROW + len(table.rows) + 2):
        _put(sheet.cell(line, 1), word, "text")
        _put(sheet.cell(line, 2), number, "number")
        sheet.cell(line, 1).font = sheet.cell(line, 2).font = bold


def _put(cell: Cell | object, value: Value, kind: Kind) -> None:
    """A typed value; text stays text whatever it begins with."""
    from openpyxl.cell.cell import Cell as Stored  # noqa: PLC0415

    assert isinstance(cell, Stored)  # noqa: S101 - merged cells are filled by their first one
    cell.number_format = _FORMATS[kind]
    if not isinstance(value, str):
        cell.value = value
        return
    text = _UNPRINTABLE.sub("", value)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True  # editing the cell later does not turn it into a formula either


def _lines(columns: Sequence[Column], values: Sequence[Value]) -> int:
    """How many lines the row needs, for no program of ours measures its fonts; Chinese characters are two wide."""
    most = 1
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, str):
            wide = [sum(1 if char < _WIDE else 2 for char in line) for line in value.split("\n")]
            most = max(most, sum(max(1, -(-one // max(1, column.width - 1))) for one in wide))
    return min(most, _MOST_LINES)


def _arrange(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    last = get_column_letter(len(table.columns))
    bottom = HEADING_ROW + len(table.rows)
    for place, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{bottom}"
    end = bottom + (1 + len(table.totals) if table.totals else 0)
    sheet.print_area = f"A1:{last}{end}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom, margins.footer = 0.6, 0.4, 0.6, 0.6, 0.3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = len(table.folds) + 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if table.folds:
        _fold(sheet, table)
    footer = sheet.oddFooter
    assert footer is not None  # noqa: S101 - a sheet has one from the start,
    assert footer.center is not None  # noqa: S101 - in three parts
    footer.center.text = "第 &P 页 / 共 &N 页"


def _fold(sheet: Worksheet, table: Table) -> None:
    """Where a wide list goes on on another sheet of paper, and which columns stand on each.

    The program that prints finds the scale: it alone knows how wide its faces are. Excel breaks where a sheet is full,
    others where the list says so; with parts that are about as wide as each other that is the same place.
    """
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.pagebreak import Break, ColBreak  # noqa: PLC0415

    breaks = ColBreak()
    for place in table.folds:
        breaks.append(Break(id=place))
    sheet.col_breaks = breaks
    sheet.print_title_cols = f"A:{get_column_letter(table.repeated)}"
