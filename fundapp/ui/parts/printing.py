"""Printing a PDF as it is seen: the pages are drawn at the printer's own resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from fundapp.ui.parts.paper_sheets import Paper

_MOST_DPI = 300
"""Sharper than a mono laser shows; more only fills its memory."""


def ask_and_print(parent: QWidget, paper: Paper, name: str) -> bool:
    """Let the person choose printer, copies and pages; True when it was sent."""
    printer = prepare(paper, name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(paper.sizes))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return print_pages(printer, paper)


def prepare(paper: Paper, name: str) -> QPrinter:
    """A printer set to A4 and the direction of the first page, whole paper: the form has its own margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    width, height = paper.sizes[0]
    landscape = width > height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def print_pages(printer: QPrinter, paper: Paper) -> bool:
    """Print the chosen pages; False when the printer does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    first = printer.fromPage() or 1
    last = printer.toPage() or len(paper.sizes)
    dots = min(printer.resolution(), _MOST_DPI)
    for place in range(first - 1, min(last, len(paper.sizes))):
        if place > first - 1:
            printer.newPage()
        image = paper.draw(place, dots / 72)
        width, height = paper.sizes[place]
        to_dots = printer.resolution() / 72
        painter.drawImage(QRectF(0, 0, width * to_dots, height * to_dots), image)
    return painter.end()
