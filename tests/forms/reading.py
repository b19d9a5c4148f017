"""Reading a printed form back: its text, its letters' boxes, its pixels, its drawing operators."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2

from fundapp.forms.flow import Box
from fundapp.forms.page import PAPER_HEIGHT, Layout

PAPER_INK = 128


@dataclass(frozen=True)
class Letter:
    """A visible character of the file and the box of its ink, from the upper left corner of the page."""

    char: str
    box: Box


def pages(pdf: bytes) -> list[str]:
    """The text of each page without spaces and line ends, in the order it was drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


def letters(pdf: bytes, page_index: int) -> list[Letter]:
    """Every visible character of a page with its box."""
    found: list[Letter] = []
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[page_index].get_textpage()
        text = page.get_text_range()
        for index in range(page.count_chars()):
            left, bottom, right, top = page.get_charbox(index)
            char = page.get_text_range(index, 1)
            if char.strip() and right > left:
                found.append(Letter(char, Box(left, PAPER_HEIGHT - top, right, PAPER_HEIGHT - bottom)))
        assert text
    return found


def pdfium_text(pdf: bytes) -> str:
    """The text of the file as the program's own viewer copies it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def poppler_text(pdf: bytes) -> str:
    """The text of the file as poppler copies it: another reader, which forgives other mistakes."""
    tool = shutil.which("pdftotext")
    assert tool
    return subprocess.run([tool, "-", "-"], input=pdf, check=True, capture_output=True).stdout.decode()


COPIES: dict[str, Callable[[bytes], str]] = {"pdfium": pdfium_text}
if shutil.which("pdftotext"):
    COPIES["poppler"] = poppler_text


def dark(pdf: bytes, page_index: int, scale: int) -> list[list[bool]]:
    """The pixels of a page, True where they are dark, `scale` pixels a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page_index].render(scale=scale, grayscale=True).to_pil()
        wide, high = image.size
        values = image.tobytes()
        return [[value < PAPER_INK for value in values[line * wide : (line + 1) * wide]] for line in range(high)]


def streams(pdf: bytes) -> Iterator[str]:
    """The drawing operators of the file."""
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(match[1]).decode("latin-1")
        except zlib.error:
            continue


def said(layout: Layout) -> str:
    """All text of a layout, page after page, without spaces."""
    text = "".join(placed.text for page in layout.pages for placed in page.texts)
    return re.sub(r"\s", "", text)


def inside(inner: Box, outer: Box, slack: float = 0.3) -> bool:
    """Whether a box lies within another."""
    return (
        inner.left >= outer.left - slack
        and inner.right <= outer.right + slack
        and inner.top >= outer.top - slack
        and inner.bottom <= outer.bottom + slack
    )
