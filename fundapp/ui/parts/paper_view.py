"""The very page that will be printed: shown, saved and printed from the same bytes."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.ui import notices, theme
from fundapp.ui.parts.button import button, icon_button
from fundapp.ui.parts.empty import EmptyState
from fundapp.ui.parts.label import label
from fundapp.ui.parts.paper_sheets import Paper, Sheets


class PaperView(QWidget):
    """A page with its tools: page x / y, zoom (Ctrl+wheel, Ctrl++, Ctrl+-, Ctrl+0), print, save as."""

    printed = Signal()
    """Sent to a printer."""
    saved = Signal(Path)
    """Written to this file."""

    def __init__(self, *, tools: bool = True, parent: QWidget | None = None) -> None:
        """Without `tools` only the page is shown (signing desk)."""
        super().__init__(parent)
        self._name = "表单.pdf"
        self._sheets = Sheets()
        self._empty = EmptyState("没有可以显示的表单")
        self._page = label("", "second")
        self._zoom = label("", "second")
        bar = QFrame()
        theme.dress(bar, frame="header")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(4)
        row.addWidget(self._page)
        row.addStretch(1)
        row.addWidget(icon_button("zoom_out", "缩小（Ctrl+-）", lambda: self._sheets.step_zoom(-1)))
        row.addWidget(self._zoom)
        row.addWidget(icon_button("zoom_in", "放大（Ctrl++）", lambda: self._sheets.step_zoom(1)))
        row.addWidget(icon_button("page_fit", "适合宽度（Ctrl+0）", lambda: self._sheets.set_zoom(None)))
        self._save = button("另存为…", self.save_as, look="quiet", icon="save")
        self._print = button("打印…", self.print_paper, look="quiet", icon="print")
        row.addWidget(self._save)
        row.addWidget(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        bar.setVisible(tools)
        column.addWidget(self._sheets, 1)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self._sheets)
        self._sheets.zoomed.connect(self._tell)
        self._sheets.turned.connect(self._tell)
        self.clear()

    def show_pdf(self, data: bytes, name: str) -> None:
        """Show a PDF; `name` is proposed by 另存为. The place in it is kept when its pages are like before."""
        try:
            paper = Paper(data)
        except pdfium.PdfiumError:
            self.clear("这份文件不是可以显示的 PDF。")
            return
        self._name = name
        place = self._sheets.verticalScrollBar().value()
        before = self._sheets.paper
        self._sheets.show_paper(paper)
        if before is not None:
            if before.sizes == paper.sizes:
                self._sheets.verticalScrollBar().setValue(place)
            before.close()
        self._show(True)

    def clear(self, text: str = "没有可以显示的表单") -> None:
        """Show nothing but a sentence."""
        before = self._sheets.paper
        self._sheets.show_paper(None)
        if before is not None:
            before.close()
        self._empty.set_offer(text)
        self._show(False)

    def data(self) -> bytes:
        """The bytes shown; empty when there are none."""
        return self._sheets.paper.data if self._sheets.paper is not None else b""

    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sheets.paper.sizes) if self._sheets.paper is not None else 0

    def page(self) -> int:
        """The page seen, from 1; 0 when there is none."""
        return self._sheets.page() + 1 if self.pages() else 0

    def go_to_page(self, page: int) -> None:
        """Show a page, from 1."""
        self._sheets.go_to_page(page - 1)

    def zoom(self) -> float:
        """1.0 is the size of the paper."""
        return self._sheets.zoom

    def set_zoom(self, zoom: float | None) -> None:
        """None fits the width, now and when the window changes."""
        self._sheets.set_zoom(zoom)

    def save_as(self) -> None:
        """Write the very bytes that are shown."""
        target = notices.ask_save(self, "另存为", Path.home() / self._name, "PDF 文件 (*.pdf)")
        if target is None:
            return
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        part = target.with_name(f"{target.name}.part")
        try:
            part.write_bytes(self.data())
            part.replace(target)
        except OSError as error:
            notices.inform(self, "没有存下来", f"无法写入 {target}：{error.strerror}。请换一个文件夹再试。")
            return
        notices.say(f"已存为 {target}")
        self.saved.emit(target)

    def print_paper(self) -> None:
        """Choose a printer and print what is shown."""
        from fundapp.ui.parts import printing  # noqa: PLC0415 - QtPrintSupport is rarely needed

        if self._sheets.paper is not None and printing.ask_and_print(self, self._sheets.paper, self._name):
            notices.say("已送往打印机")
            self.printed.emit()

    def _show(self, there: bool) -> None:
        self._sheets.setVisible(there)
        self._empty.setVisible(not there)
        self._save.setEnabled(there)
        self._print.setEnabled(there)
        self._tell()

    def _tell(self) -> None:
        self._page.setText(f"第 {self.page()} 页 / 共 {self.pages()} 页" if self.pages() else "")
        self._zoom.setText(f"{round(self._sheets.zoom * 100)}%" if self.pages() else "")
        self._sheets.setAccessibleName(f"{self._name} {self._page.text()}")
