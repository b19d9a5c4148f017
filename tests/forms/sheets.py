"""What must hold for every page of every form."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fundapp.forms.flow import Box, Page
from tests.forms.reading import inside


def check_texts(pages: Sequence[Page]) -> None:
    """Every line of text and every handwriting stands inside its cell, and lines do not overprint each other."""
    for page in pages:
        for text in page.texts:
            ink = Box(text.x, text.y - 0.88 * text.size, text.x + text.width, text.y + 0.16 * text.size)
            assert inside(ink, text.cell), f"{text.text!r} leaves its cell"
        for drawn in page.inks:
            assert inside(drawn.box, drawn.cell)
        by_cell: dict[Box, list[float]] = {}
        for text in page.texts:
            if text.cell in page.cells:
                by_cell.setdefault(text.cell, []).append(text.y)
        for bases in by_cell.values():
            assert len(set(bases)) >= len(bases) / 2


def check_grid(pages: Sequence[Page], width: float) -> None:
    """The cells of a page cover its table without a hole and without overlapping."""
    for page in pages:
        boxes = page.cells
        if not boxes:
            continue
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        area = sum((box.right - box.left) * (box.bottom - box.top) for box in boxes)
        assert area == pytest.approx((bottom - top) * width, rel=1e-6)
        assert bottom == pytest.approx(page.bottom)
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                wide = min(one.right, other.right) - max(one.left, other.left)
                high = min(one.bottom, other.bottom) - max(one.top, other.top)
                assert wide < 0.01 or high < 0.01, f"{one} and {other} overlap"
