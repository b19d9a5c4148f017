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
from fundapp.forms.fonts import clean, width
from fundapp.forms.grid import MM, Block
from fundapp.forms.imprint import Imprint
from fundapp.values.dates import chinese_date

PAPER_WIDTH, PAPER_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 26 * MM, 16 * MM
FILING_BOTTOM = 30 * MM
"""Above this line the middle of the first page stays free."""

_TITLE_SIZE, _TITLE_SPACING = 20.0, 3.0
_TITLE_BASE = 37.5 * MM
_UNDER_TITLE_BASE = 43.5 * MM
_FIRST_TOP = 46 * MM
_LATER_HEAD_BASE = 18 * MM
_LATER_TOP = 21 * MM
_UNDER_TABLE = 20 * MM
_UNDER_FOOT = 14 * MM
_NUMBER_BASE = 12.5 * MM
_QR_TOP, _QR_SIZE = 14.5 * MM, 18 * MM
_SMALL = 8.5
_LINE_SHARE = 0.72


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, upright or lying; bound at its left edge either way. Points."""

    width: float
    height: float

    @property
    def table_width(self) -> float:
        """Room between the margins."""
        return self.width - LEFT - RIGHT

    @property
    def area(self) -> Area:
        """Where the table may stand."""
        return Area(LEFT, _FIRST_TOP, _LATER_TOP, self.height - _UNDER_TABLE)

    @property
    def inside(self) -> Box:
        """Where anything may stand."""
        return Box(LEFT, 5 * MM, self.width - RIGHT, self.height - 5 * MM)


UPRIGHT = Sheet(PAPER_WIDTH, PAPER_HEIGHT)
LYING = Sheet(PAPER_HEIGHT, PAPER_WIDTH)
"""A4 across, for tables with many columns."""
TABLE_WIDTH = UPRIGHT.table_width
AREA = UPRIGHT.area


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
    sheet: Sheet = UPRIGHT


def compose(heading: Heading, blocks: Sequence[Block], imprint: Imprint, sheet: Sheet = UPRIGHT) -> Layout:
    """Lay out a form.

    Raises:
        Refused: a character that no face draws.
    """
    pages = lay_out(blocks, sheet.area)
    for index, page in enumerate(pages):
        _furnish(page, index + 1, len(pages), heading, imprint, sheet)
    title = _title(heading.title, sheet)
    return Layout(heading, imprint, tuple(pages), title, _qr(imprint), _qr_box(sheet), sheet)


def _title(text: str, sheet: Sheet) -> PlacedText:
    wide = width(text, "bold", _TITLE_SIZE) + _TITLE_SPACING * (len(text) - 1)
    x = LEFT + (sheet.table_width - wide) / 2
    return PlacedText(text, x, _TITLE_BASE, wide, _TITLE_SIZE, "bold", sheet.inside)


def title_spacing() -> float:
    """Extra room between the title's characters."""
    return _TITLE_SPACING


def _furnish(page: Page, number: int, count: int, heading: Heading, imprint: Imprint, sheet: Sheet) -> None:
    middle, right = LEFT + sheet.table_width / 2, LEFT + sheet.table_width
    foot = sheet.height - _UNDER_FOOT
    if number == 1:
        _put(page, sheet, heading.left, LEFT + 2, _UNDER_TITLE_BASE, "left", 9.5)
        _put(page, sheet, heading.middle, middle, _UNDER_TITLE_BASE, "center", 9.5)
        _put(page, sheet, heading.right, right - 2, _UNDER_TITLE_BASE, "right", 9.5)
    else:
        _put(page, sheet, f"{heading.title}（续）", LEFT + 2, _LATER_HEAD_BASE, "left", 9.5)
    if imprint.final:
        base = _NUMBER_BASE if number == 1 else _LATER_HEAD_BASE
        _put(page, sheet, f"编号 {imprint.number}", right, base, "right", 9.5)
    draft = [] if imprint.listing else ["草稿，未出具，不作为付款或归档依据"]
    marks = [f"核验码 {imprint.grouped_code}"] if imprint.final else draft
    marks += [f"印于 {chinese_date(imprint.printed_on)}"] if imprint.printed_on else []
    _put(page, sheet, "　".join(marks), LEFT, foot, "left", _SMALL)
    _put(page, sheet, f"第 {number} 页 / 共 {count} 页", right, foot, "right", _SMALL)


def _put(page: Page, sheet: Sheet, text: str, x: float, base: float, align: str, size: float) -> None:
    if not text:
        return
    text = clean(text)
    wide, room = width(text, "text", size), sheet.table_width * _LINE_SHARE
    if wide > room:
        wide, size = room, size * room / wide
    shift = {"left": 0.0, "center": wide / 2, "right": wide}[align]
    page.texts.append(PlacedText(text, x - shift, base, wide, size, "text", sheet.inside))


def _qr_box(sheet: Sheet) -> Box:
    right = LEFT + sheet.table_width
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
