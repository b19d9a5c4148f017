"""From a layout to PDF bytes: nothing is decided here any more, and the same layout always gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from fundapp.forms.flow import Box, Page, PlacedInk, PlacedText
from fundapp.forms.fonts import FIRST_FACE, drawing, face, runs, width
from fundapp.forms.page import Layout, Sheet, title_spacing

# Text-safe coding of streams is of no use in a file and makes it a quarter larger.
rl_config.useA85 = 0

THIN_LINE, OUTER_LINE = 0.6, 1.1
_INK_WIDTH = 1.3
_WATERMARK_GREY = 0.88
_WATERMARK_SIZE = 130.0


def render(layout: Layout) -> bytes:
    """Draw a layout."""
    sheet = layout.sheet
    with drawing:
        face(FIRST_FACE)
        out = BytesIO()
        canvas = Canvas(
            out,
            pagesize=(sheet.width, sheet.height),
            pageCompression=1,
            invariant=1,
            initialFontName=FIRST_FACE,  # type: ignore[arg-type]  # the stub says float, reportlab wants the name
            lang="zh-CN",
        )
        imprint = layout.imprint
        canvas.setTitle(layout.heading.title)
        canvas.setAuthor(imprint.office)
        canvas.setSubject(imprint.number if imprint.final else imprint.watermark)
        canvas.setCreator("fundapp")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for index, page in enumerate(layout.pages):
            _watermark(canvas, imprint.watermark, sheet)
            _lines(canvas, page, sheet.height)
            if index == 0:
                _text(canvas, layout.title, sheet.height, title_spacing())
                _qr(canvas, layout)
            for text in page.texts:
                _text(canvas, text, sheet.height)
            for ink in page.inks:
                _ink(canvas, ink, sheet.height)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


def _watermark(canvas: Canvas, word: str, sheet: Sheet) -> None:
    if not word:
        return
    canvas.saveState()
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(45)
    canvas.setFillGray(_WATERMARK_GREY)
    wide = width(word, "bold", _WATERMARK_SIZE)
    _string(canvas, PlacedText(word, 0, 0, wide, _WATERMARK_SIZE, "bold", Box(0, 0, 0, 0)), -wide / 2, -45.0, 0.0)
    canvas.restoreState()


def _lines(canvas: Canvas, page: Page, high: float) -> None:
    """Draw each edge of the grid once, and the table's outline a little stronger."""
    edges: set[tuple[float, float, float, float]] = set()
    for box in page.cells:
        left, top, right, bottom = (round(side, 2) for side in (box.left, box.top, box.right, box.bottom))
        edges |= {(left, top, right, top), (left, bottom, right, bottom)}
        edges |= {(left, top, left, bottom), (right, top, right, bottom)}
    canvas.setLineWidth(THIN_LINE)
    canvas.setLineCap(2)
    canvas.lines([(x0, high - y0, x1, high - y1) for x0, y0, x1, y1 in sorted(edges)])
    left, right = min(box.left for box in page.cells), max(box.right for box in page.cells)
    top, bottom = min(box.top for box in page.cells), max(box.bottom for box in page.cells)
    canvas.setLineWidth(OUTER_LINE)
    canvas.rect(left, high - bottom, right - left, bottom - top)


def _text(canvas: Canvas, text: PlacedText, high: float, spacing: float = 0.0) -> None:
    _string(canvas, text, text.x, high - text.y, spacing)


def _string(canvas: Canvas, text: PlacedText, x: float, y: float, spacing: float) -> None:
    writer = canvas.beginText(x, y)
    writer.setCharSpace(spacing)
    for name, piece in runs(text.text, text.font):
        writer.setFont(name, text.size)
        writer.textOut(piece)
    canvas.drawText(writer)


def _qr(canvas: Canvas, layout: Layout) -> None:
    """Draw the dark modules as filled rectangles, one per run of a row, so that they stay sharp on any printer.

    Written as PDF operators with whole numbers: most figures of the page belong to the code, and this is quick.
    """
    if not layout.qr:
        return
    box, count = layout.qr_box, len(layout.qr)
    side = (box.right - box.left) / count
    rectangles: list[str] = []
    for line, row in enumerate(layout.qr):
        column = 0
        for dark, modules in groupby(row):
            length = len(tuple(modules))
            if dark:
                rectangles.append(f"{column} {count - line - 1} {length} 1 re")
            column += length
    corner = f"{side:.5f} 0 0 {side:.5f} {box.left:.3f} {layout.sheet.height - box.bottom:.3f} cm"
    canvas.addLiteral(f"q {corner} {' '.join(rectangles)} f Q")


def _ink(canvas: Canvas, ink: PlacedInk, high: float) -> None:
    """Draw handwriting into its box, keeping its shape; a dot is a stroke of no length."""
    scale = min((ink.box.right - ink.box.left) / 1000, (ink.box.bottom - ink.box.top) / 400)
    canvas.saveState()
    canvas.setLineWidth(_INK_WIDTH)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    for stroke in ink.strokes:
        inside = [(min(max(x, 0), 1000), min(max(y, 0), 400)) for x, y in stroke]
        points = [(ink.box.left + x * scale, high - ink.box.top - y * scale) for x, y in inside]
        for index, (x, y) in enumerate(points):
            (path.lineTo if index else path.moveTo)(x, y)
        if len(points) == 1:
            path.lineTo(*points[0])
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
