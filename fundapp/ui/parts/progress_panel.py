"""The modal panel of long work: how far it is, what it is doing, and 取消."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.label import ElidedLabel


class ProgressPanel(Dialog):
    """Shown by the runner; closes only when the work has ended, so that nobody edits beside it."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=460)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"{title}进度")
        self._line = ElidedLabel("正在准备…", "second")
        self.body.addWidget(self._bar)
        self.body.addWidget(self._line)
        self._stop = self.add_button("取消", self.reject)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """`done` of `total`; total 0 shows a running bar."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        share = f"（{done} / {total}）" if total else ""
        self._line.setText(f"{text}{share}")
        self._bar.setAccessibleDescription(self._line.text())

    def line(self) -> str:
        """What it says now."""
        return self._line.text()

    def reject(self) -> None:
        """取消 and Esc ask the work to stop; the panel stays until it has."""
        if self._stop.isEnabled():
            self._stop.setEnabled(False)
            self._stop.setText("正在取消…")
            self.cancelled.emit()

    def finish(self) -> None:
        """The work has ended: close."""
        self.accept()
        self.deleteLater()
