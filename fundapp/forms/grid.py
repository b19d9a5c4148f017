"""What a form says before it is laid out: blocks of rows of cells.

A block has its own column edges; blocks stand on each other without a gap. Rows grow with their texts. The
first `heads` rows of a block are repeated when it goes on to another page, and so is the text of a spanning cell.
Measures are points (1/72 inch) unless they say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fundapp.forms.fonts import Font

Align: TypeAlias = Literal["left", "center", "right"]
Strokes: TypeAlias = tuple[tuple[tuple[int, int], ...], ...]
"""Handwriting: strokes of (x, y) points in a box 1000 wide and 400 high, y downwards."""

MM = 72 / 25.4
SIGNATURE_HEIGHT = 18.5 * MM
"""Room for a hand; the office asks for at least 18 mm."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in a cell; `fit` rather makes it smaller than breaks it, as long as it can still be read."""

    text: str
    size: float = 9.5
    font: Font = "text"
    align: Align = "left"
    fit: bool = False


@dataclass(frozen=True, slots=True)
class Ink:
    """Handwriting in a cell, drawn as lines."""

    strokes: Strokes
    width: float = 80.0
    height: float = 32.0
    align: Align = "right"


Piece: TypeAlias = Text | Ink


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of the grid.

    Args:
        column: index of its first column.
        span: how many columns it covers.
        rows: how many rows it covers; the rows below leave its columns out.
        pieces: what it says, from the top.
        foot: what stands at its bottom edge (signature and date).
        beside: True gives pieces the left part and foot the right part of the cell instead of one above the other.
        top: True pins the pieces to the top instead of the middle.
        repeat: True says everything again when the row is cut by a page end (labels).
    """

    column: int
    pieces: tuple[Piece, ...] = ()
    span: int = 1
    rows: int = 1
    foot: tuple[Piece, ...] = ()
    beside: bool = False
    top: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `whole` forbids a page end inside it."""

    cells: tuple[Cell, ...]
    min_height: float = 19.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that share column edges (points from the left edge of the table, first one 0).

    `keep` begins a new page rather than let a page end come between the rows, if they fit on a page at all.
    """

    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    heads: int = 0
    keep: bool = False


def label(column: int, text: str, *, span: int = 1, rows: int = 1, size: float = 9.5, font: Font = "text") -> Cell:
    """A printed word of the form: centred, and said again after a page end."""
    return Cell(column, (Text(text, size, font, "center"),), span=span, rows=rows, repeat=True)


def value(
    column: int, text: str, *, span: int = 1, size: float = 9.5, font: Font = "text", align: Align = "left"
) -> Cell:
    """What was filled in."""
    return Cell(column, (Text(text, size, font, align),), span=span)


def figure(
    column: int, text: str, *, span: int = 1, size: float = 9.5, font: Font = "text", align: Align = "right"
) -> Cell:
    """An amount, rate, score, date or short name that was filled in: on one line, smaller if need be."""
    return Cell(column, (Text(text, size, font, align, fit=True),), span=span)
