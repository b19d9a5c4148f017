"""The sheet around the table: A4, binding margin, filing space, title, number, QR code, code, page x of y, watermark.

Measures: left margin for binding at least 25 mm, at least 20 mm free above the title for the filing stamp (DA/T 22-2015
asks for a box of about 45 × 16 mm at the upper edge), nothing within 5 mm of the edge, lines of at least half a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import segno

from fundapp.forms.flow import Area, Box, Page, PlacedText, lay_out
from fundapp.forms.fonts import Font, clean, width
from fundapp.forms.grid import MM, Block
from fundapp.forms.imprint import Imprint
from fundapp.values.dates import chinese_date

PAPER_WIDTH, PAPER_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 26 * MM, 16 * MM
TABLE_WIDTH = PAPER_WIDTH - LEFT - RIGHT
FILING_BOTTOM = 30 * MM
"""Above this line the middle of the first page stays free."""

_TITLE_SIZE, _TITLE_SPACING = 20.0, 3.0
_TITLE_BASE = 37.5 * MM
_UNDER_TITLE_BASE = 43.5 * MM
_FIRST_TOP = 46 * MM
_LATER_HEAD_BASE = 18 * MM
_LATER_TOP = 21 * MM
_TABLE_BOTTOM = PAPER_HEIGHT - 20 * MM
_FOOT_BASE = PAPER_HEIGHT - 14 * MM
_NUMBER_BASE = 12.5 * MM
_QR_TOP, _QR_SIZE = 14.5 * MM, 18 * MM
_SMALL = 8.5
_LINE_ROOM = TABLE_WIDTH * 0.72

AREA = Area(LEFT, _FIRST_TOP, _LATER_TOP, _TABLE_BOTTOM)
_SHEET = Box(LEFT, 5 * MM, PAPER_WIDTH - RIGHT, PAPER_HEIGHT - 5 * MM)


@dataclass(frozen=True, slots=True)
class Heading:
    """Title of a form and the line under it."""

    title: str
    left: str = ""
    middle: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A form that is ready to be drawn: pages with everything on them, and the QR code's place on the first."""

    heading: Heading
    imprint: Imprint
    pages: tuple[Page, ...]
    title: PlacedText
    qr: tuple[tuple[int, ...], ...]
    qr_box: Box


def compose(heading: Heading, blocks: Sequence[Block], imprint: Imprint) -> Layout:
    """Lay out a form.

    Raises:
        Refused: a character that no face draws.
    """
    pages = lay_out(blocks, AREA)
    for index, page in enumerate(pages):
        _furnish(page, index + 1, len(pages), heading, imprint)
    return Layout(heading, imprint, tuple(pages), _title(heading.title), _qr(imprint), _qr_box())


def _title(text: str) -> PlacedText:
    wide = width(text, "bold", _TITLE_SIZE) + _TITLE_SPACING * (len(text) - 1)
    x = LEFT + (TABLE_WIDTH - wide) / 2
    return PlacedText(text, x, _TITLE_BASE, wide, _TITLE_SIZE, "bold", _SHEET)


def title_spacing() -> float:
    """Extra room between the title's characters."""
    return _TITLE_SPACING


def _furnish(page: Page, number: int, count: int, heading: Heading, imprint: Imprint) -> None:
    if number == 1:
        _put(page, heading.left, LEFT + 2, _UNDER_TITLE_BASE, "left", 9.5)
        _put(page, heading.middle, LEFT + TABLE_WIDTH / 2, _UNDER_TITLE_BASE, "center", 9.5)
        _put(page, heading.right, LEFT + TABLE_WIDTH - 2, _UNDER_TITLE_BASE, "right", 9.5)
    else:
        _put(page, f"{heading.title}（续）", LEFT + 2, _LATER_HEAD_BASE, "left", 9.5)
    if imprint.final:
        base = _NUMBER_BASE if number == 1 else _LATER_HEAD_BASE
        _put(page, f"编号 {imprint.number}", LEFT + TABLE_WIDTH, base, "right", 9.5)
    marks = [f"核验码 {imprint.grouped_code}"] if imprint.final else ["草稿，未出具，不作为付款或归档依据"]
    marks += [f"印于 {chinese_date(imprint.printed_on)}"] if imprint.printed_on else []
    _put(page, "　".join(marks), LEFT, _FOOT_BASE, "left", _SMALL)
    _put(page, f"第 {number} 页 / 共 {count} 页", LEFT + TABLE_WIDTH, _FOOT_BASE, "right", _SMALL)


def _put(page: Page, text: str, x: float, base: float, align: str, size: float, font: Font = "text") -> None:
    if not text:
        return
    text = clean(text)
    wide = width(text, font, size)
    if wide > _LINE_ROOM:
        wide, size = _LINE_ROOM, size * _LINE_ROOM / wide
    shift = {"left": 0.0, "center": wide / 2, "right": wide}[align]
    page.texts.append(PlacedText(text, x - shift, base, wide, size, font, _SHEET))


def _qr_box() -> Box:
    right = LEFT + TABLE_WIDTH
    return Box(right - _QR_SIZE, _QR_TOP, right, _QR_TOP + _QR_SIZE)


def _qr(imprint: Imprint) -> tuple[tuple[int, ...], ...]:
    """The dark (1) and light (0) modules of the QR code, without the quiet zone; empty on a draft."""
    if not imprint.final:
        return ()
    return qr_modules(imprint.qr_text)


@lru_cache(maxsize=64)
def qr_modules(text: str) -> tuple[tuple[int, ...], ...]:
    """The QR code of a text, error correction M, as rows of 1 (dark) and 0 (light)."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    return tuple(tuple(row) for row in code.matrix)
