"""Several PDFs as one file: every page stays as it is, with its own number, code and page x of y."""

from __future__ import annotations

import threading
from io import BytesIO

import pypdfium2 as pdfium

pdfium_turn = threading.RLock()
"""pdfium is not safe in two threads at once: whoever calls it, here or on a screen, waits for this."""


class Binder:
    """Takes PDFs one after the other; close it when it is no longer needed."""

    def __init__(self) -> None:
        with pdfium_turn:
            self._whole = pdfium.PdfDocument.new()

    def add(self, pdf: bytes) -> int:
        """Append every page of a PDF; gives how many there were.

        Raises:
            ValueError: the bytes are no PDF.
        """
        with pdfium_turn:
            try:
                part = pdfium.PdfDocument(pdf)
            except pdfium.PdfiumError as error:
                raise ValueError("not a PDF") from error
            try:
                self._whole.import_pages(part)
                return len(part)
            finally:
                part.close()

    def bound(self) -> bytes:
        """The whole as PDF."""
        with pdfium_turn:
            out = BytesIO()
            self._whole.save(out)
            return out.getvalue()

    def close(self) -> None:
        """Give the memory back."""
        with pdfium_turn:
            self._whole.close()
