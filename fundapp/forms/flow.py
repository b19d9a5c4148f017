"""From blocks to pages: measures every cell, lets rows grow, breaks pages, and says exactly what stands where.

The result is plain data (`Placed…`), so that a test can prove that no text leaves its cell and no cell its page, and so
that drawing has nothing left to decide. Positions are points from the upper left corner of the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fundapp.errors import Refused
from fundapp.forms.fonts import Font
from fundapp.forms.grid import Block, Row, Strokes
from fundapp.forms.measure import PAD_X, PAD_Y, Body, Strip, fitting, measure, natural, total

_ASCENT = 0.87
_LONG_SHARE = 0.3
_MIN_CUT = 72.0
_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One line of text: `x` is its left end, `y` its base line, `cell` the box it must stay in."""

    text: str
    x: float
    y: float
    width: float
    size: float
    font: Font
    cell: Box


@dataclass(frozen=True, slots=True)
class PlacedInk:
    """Handwriting that fills `box` (keeping its shape)."""

    strokes: Strokes
    box: Box
    cell: Box


@dataclass(slots=True)
class Page:
    """Everything of the table on one page."""

    cells: list[Box] = field(default_factory=list)
    texts: list[PlacedText] = field(default_factory=list)
    inks: list[PlacedInk] = field(default_factory=list)
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where the table may stand: left edge, and top and bottom of the first and of later pages."""

    left: float
    first_top: float
    later_top: float
    bottom: float


@dataclass(slots=True)
class _Span:
    """A cell over several rows, as far as it stands on the page being filled."""

    body: Body
    rows_left: int
    top: float

    def missing(self, y: float) -> float:
        """How much height its text still needs when the table has come down to y."""
        return self.body.height - (y - self.top)


def lay_out(blocks: Sequence[Block], area: Area) -> list[Page]:
    """Lay blocks on pages.

    Raises:
        Refused: a character that no face draws, or a label that is higher than a page.
    """
    flow = _Flow(area)
    for block in blocks:
        flow.add(block)
    flow.end_page()
    return flow.pages


class _Flow:
    def __init__(self, area: Area) -> None:
        self.area = area
        self.pages: list[Page] = []
        self.page = Page()
        self.y = area.first_top
        self.fresh = True
        self.heads: list[tuple[Row, list[Body]]] = []
        self.spans: list[_Span] = []
        self.late: list[tuple[Body, float]] = []
        """Cells that end with the latest row, and their tops: drawn one row late, because that row may still grow."""

    def add(self, block: Block) -> None:
        """Place the rows of one block."""
        measured = [(row, measure(row, block.edges, self.area.left)) for row in block.rows]
        self._begin(block, measured)
        for index, (row, bodies) in enumerate(measured):
            self._place(row, bodies)
            if index < block.heads:
                self.heads.append((row, bodies))
        self.heads = []

    def end_page(self) -> None:
        """Close what is open on this page and start to fill the next one."""
        self.y += max([0.0, *(span.missing(self.y) for span in self.spans)])
        self.late += [(span.body, span.top) for span in self.spans]
        self._draw_late()
        self.page.bottom = self.y
        self.pages.append(self.page)
        self.page, self.y, self.fresh, self.spans = Page(), self.area.later_top, True, []

    def _begin(self, block: Block, measured: Sequence[tuple[Row, list[Body]]]) -> None:
        """Break before a block that must be kept together, or whose heads would stand alone at the foot of a page."""
        if self.fresh or not measured:
            return
        heights = [natural(row, bodies) for row, bodies in measured]
        start = self._start(measured, block.heads)
        whole = sum(heights)
        keep = block.keep and whole <= self.area.bottom - self.area.later_top
        if self.y + (whole if keep else start) > self.area.bottom + _HAIR:
            self.end_page()

    def _start(self, measured: Sequence[tuple[Row, list[Body]]], heads: int) -> float:
        """What the heads and the first row under them need on a page: of a row that may be cut, its first lines."""
        need = 0.0
        height = 0.0
        for place, (row, bodies) in enumerate(measured[: heads + 1]):
            tall = [height + body.height for body in bodies if body.cell.rows > 1]
            own = natural(row, bodies)
            piece = _MIN_CUT if place == heads and self._long(row, bodies) else own
            need = max([need, height + piece, *tall])
            height += own
        return need

    def _place(self, row: Row, bodies: list[Body]) -> None:
        """Place a row where it fits: here, on the next page, or cut in two."""
        spans = [*self.spans, *self._opening(bodies)]
        least = max((span.missing(self.y) for span in spans), default=0.0)
        if self.y + max(natural(row, bodies), least) <= self.area.bottom + _HAIR:
            self._put(row, bodies, self._opening(bodies))
        elif self._worth_cutting(row, bodies, least):
            self._cut(row, bodies)
        elif self.fresh:
            raise Refused("表格中有一格内容过长，一页放不下，不能出具表单。", remedy="请把长的类别名称或意见改短。")
        else:
            self._break_page()
            self._place(row, bodies)

    def _opening(self, bodies: Sequence[Body]) -> list[_Span]:
        return [_Span(body, body.cell.rows, self.y) for body in bodies if body.cell.rows > 1]

    def _put(self, row: Row, bodies: Sequence[Body], opening: list[_Span]) -> None:
        """Put a row here, high enough for its own cells and for the spanning cells that end with it."""
        self._draw_late()
        self.spans += opening
        ending = (span.missing(self.y) for span in self.spans if span.rows_left == 1)
        self.late = [(body, self.y) for body in bodies if body.cell.rows == 1]
        self.y += max([natural(row, bodies), *ending])
        self.fresh = False
        for span in self.spans:
            span.rows_left -= 1
        self.late += [(span.body, span.top) for span in self.spans if not span.rows_left]
        self.spans = [span for span in self.spans if span.rows_left]

    def _break_page(self) -> None:
        """End the page; repeat the heads and the spanning cells on the next one."""
        open_rows = {id(span.body): span.rows_left for span in self.spans}
        carried = self.spans
        self.end_page()
        for index, (row, bodies) in enumerate(self.heads):
            opening = self._opening(bodies)
            for span in opening:
                if id(span.body) in open_rows:
                    span.rows_left = open_rows.pop(id(span.body)) + len(self.heads) - index
            self._put(row, bodies, opening)
        self.spans += [_Span(span.body, span.rows_left, self.y) for span in carried if id(span.body) in open_rows]
        self.fresh = True

    def _worth_cutting(self, row: Row, bodies: list[Body], least: float) -> bool:
        """A row is cut when it is long and the page has room, or when it would not fit on an empty page either."""
        room = self.area.bottom - self.y
        return room >= max(_MIN_CUT, least) and (self.fresh or self._long(row, bodies))

    def _long(self, row: Row, bodies: Sequence[Body]) -> bool:
        """Whether a row may be cut before its page is empty."""
        page = self.area.bottom - self.area.later_top
        return not row.whole and natural(row, bodies) > page * _LONG_SHARE

    def _cut(self, row: Row, bodies: list[Body]) -> None:
        """Fill the page with the first lines of the row and go on with the others overleaf."""
        height = self.area.bottom - self.y
        opening = self._opening(bodies)
        now: list[Body] = []
        rest: list[Body] = []
        for body in bodies:
            if body.cell.rows == 1:
                count = len(body.strips) if body.cell.repeat else fitting(body.strips, height - 2 * PAD_Y)
                later = body.strips if body.cell.repeat else body.strips[count:]
                top = replace(body.cell, top=True)
                now.append(replace(body, strips=body.strips[:count], foot=(), cell=top if count else body.cell))
                rest.append(replace(body, strips=later, cell=body.cell if body.cell.repeat else top))
        now = [replace(body, cell=replace(body.cell, top=False)) if body.cell.repeat else body for body in now]
        for span in (*self.spans, *opening):
            span.rows_left += 1
        self._put(replace(row, min_height=height), now, opening)
        self._break_page()
        self._place(replace(row, min_height=0.0), rest)

    def _draw_late(self) -> None:
        for body, top in self.late:
            self._draw(body, Box(body.left, top, body.right, self.y))
        self.late = []

    def _draw(self, body: Body, box: Box) -> None:
        self.page.cells.append(box)
        spare = box.bottom - box.top - 2 * PAD_Y - total(body.strips)
        pinned = body.cell.top or (body.foot and not body.cell.beside)
        self._draw_strips(body.strips, box.top + PAD_Y + (0.0 if pinned else spare / 2), box)
        self._draw_strips(body.foot, box.bottom - PAD_Y - total(body.foot), box)

    def _draw_strips(self, strips: tuple[Strip, ...], top: float, box: Box) -> None:
        for strip in strips:
            x = _left(strip, box)
            if strip.strokes:
                room = Box(x, top, x + strip.width, top + strip.height)
                self.page.inks.append(PlacedInk(strip.strokes, room, box))
            elif strip.text:
                base = top + (strip.height - strip.size) / 2 + strip.size * _ASCENT
                self.page.texts.append(PlacedText(strip.text, x, base, strip.width, strip.size, strip.font, box))
            top += strip.height


def _left(strip: Strip, box: Box) -> float:
    if strip.align == "left":
        return box.left + PAD_X
    if strip.align == "right":
        return box.right - PAD_X - strip.width
    return (box.left + box.right - strip.width) / 2
