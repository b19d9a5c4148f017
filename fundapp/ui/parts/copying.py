"""A table on the clipboard: tab-separated text with headings, and the same as HTML.

Spreadsheets take the HTML, in which codes are marked as text: an account of 19 figures keeps them all, and a name that
begins with = is no formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeVar

from PySide6.QtCore import QMimeData

from fundapp.ui.parts.column import Column

R = TypeVar("R")

_TEXT = " style=\"mso-number-format:'\\@'\""


def tsv(columns: Sequence[Column[R]], rows: Sequence[R]) -> str:
    """Headings and rows, cells parted by tabs, lines by line feeds."""
    lines = [[column.title for column in columns], *(_cells(columns, row) for row in rows)]
    return "\n".join("\t".join(cells) for cells in lines)


def html(columns: Sequence[Column[R]], rows: Sequence[R]) -> str:
    """The same as an HTML table."""
    marks = ["" if column.figure else _TEXT for column in columns]
    head = "".join(f"<th>{escape(column.title)}</th>" for column in columns)
    body = "".join(
        "<tr>"
        + "".join(f"<td{mark}>{escape(cell)}</td>" for mark, cell in zip(marks, _cells(columns, row), strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def mime(columns: Sequence[Column[R]], rows: Sequence[R]) -> QMimeData:
    """Both for the clipboard."""
    data = QMimeData()
    data.setText(tsv(columns, rows))
    data.setHtml(html(columns, rows))
    return data


def _cells(columns: Sequence[Column[R]], row: R) -> list[str]:
    return [" ".join(column.copied(column.take(row)).split()) for column in columns]
