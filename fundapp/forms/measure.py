"""How much room a cell needs: its texts broken into lines, its handwriting scaled, all of it as strips of a height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fundapp.forms.fonts import Font, clean, width
from fundapp.forms.grid import Align, Cell, Ink, Piece, Row, Strokes, Text
from fundapp.forms.wrap import wrap

LEADING = 1.36
PAD_X = 3.3
PAD_Y = 3.2
_FOOT_SHARE = 0.36
_SMALLEST = 6.2


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text or a handwriting: the smallest thing a page end may not cut."""

    height: float
    width: float
    align: Align
    text: str = ""
    size: float = 0.0
    font: Font = "text"
    strokes: Strokes = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A measured cell."""

    cell: Cell
    left: float
    right: float
    strips: tuple[Strip, ...]
    foot: tuple[Strip, ...]

    @property
    def height(self) -> float:
        """Height it needs."""
        heights = total(self.strips), total(self.foot)
        return (max(heights) if self.cell.beside else sum(heights)) + 2 * PAD_Y


def measure(row: Row, edges: tuple[float, ...], table_left: float) -> list[Body]:
    """Measure the cells of a row.

    Raises:
        Refused: a character that no face draws.
    """
    bodies = []
    for cell in row.cells:
        left, right = edges[cell.column], edges[cell.column + cell.span]
        room = right - left - 2 * PAD_X
        foot = _strips(cell.foot, room * _FOOT_SHARE if cell.beside else room)
        strips = _strips(cell.pieces, room * (1 - _FOOT_SHARE) - PAD_X if cell.beside else room)
        bodies.append(Body(cell, table_left + left, table_left + right, strips, foot))
    return bodies


def natural(row: Row, bodies: Sequence[Body]) -> float:
    """Height of a row by itself, without the cells that span it."""
    return max([row.min_height, *(body.height for body in bodies if body.cell.rows == 1)])


def total(strips: Sequence[Strip]) -> float:
    """Height of strips on each other."""
    return sum(strip.height for strip in strips)


def fitting(strips: Sequence[Strip], room: float) -> int:
    """How many of the strips fit into a height."""
    used = 0.0
    for count, strip in enumerate(strips):
        used += strip.height
        if used > room:
            return count
    return len(strips)


def _fitted(piece: Text, room: float) -> tuple[Strip, ...]:
    """One line, smaller where it is too wide; none when it would become too small to read.

    The strip keeps its height, so that rows stay even.
    """
    text = clean(piece.text).replace("\n", " ").strip()
    wide = width(text, piece.font, piece.size)
    size = piece.size if wide <= room else piece.size * room / wide
    readable = text and size >= _SMALLEST
    return (Strip(piece.size * LEADING, min(wide, room), piece.align, text, size, piece.font),) if readable else ()


def _strips(pieces: Sequence[Piece], room: float) -> tuple[Strip, ...]:
    strips: list[Strip] = []
    for piece in pieces:
        if isinstance(piece, Ink):
            wide = min(piece.width, room)
            high = piece.height * wide / piece.width
            strips.append(Strip(high, wide, piece.align, strokes=piece.strokes))
            continue
        strips += (_fitted(piece, room) if piece.fit else ()) or _wrapped(piece, room)
    return tuple(strips)


def _wrapped(piece: Text, room: float) -> tuple[Strip, ...]:
    height = piece.size * LEADING
    lines = wrap(piece.text, piece.font, piece.size, room)
    return tuple(Strip(height, line.width, piece.align, line.text, piece.size, piece.font) for line in lines)
