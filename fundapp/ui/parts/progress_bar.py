"""A bar of progress with a red mark where time is: money behind the mark is late."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fundapp.ui import tokens
from fundapp.ui.parts import bars
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.values.money import percent

_BEHIND = 2500
"""From 25 percentage points behind the time the bar is amber and hatched."""


class ProgressBar(QWidget):
    """Progress and time in basis points; without a time there is no mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = 0
        self._time: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress_bp: int, time_bp: int | None = None) -> None:
        """Change progress and time."""
        self._progress, self._time = progress_bp, time_bp
        late = "，慢于时间进度" if self.is_behind() else ""
        at = "" if time_bp is None else f"，时间进度 {percent(time_bp)}"
        self.setToolTip(f"进度 {percent(progress_bp)}{at}{late}")
        self.setAccessibleName(self.toolTip())
        self.update()

    def is_behind(self) -> bool:
        """Whether the money is far behind the time."""
        return self._time is not None and self._time - self._progress >= _BEHIND

    def sizeHint(self) -> QSize:
        """Thin; the mark stands out above and below."""
        return QSize(200, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, progress and mark."""
        painter = QPainter(self)
        middle = self.height() / 2
        area = QRectF(1, middle - 5, self.width() - 2, 10)
        bars.track(painter, area)
        colour = tokens.AMBER if self.is_behind() else tokens.PRIMARY
        filled = QRectF(area.left(), area.top(), bars.span(self._progress, area.width()), 10)
        bars.piece(painter, filled, colour, hatched=self.is_behind())
        painter.setClipping(False)
        if self._time is not None:
            x = area.left() + bars.span(self._time, area.width())
            bars.mark(painter, x, middle - 9, middle + 9, tokens.SEAL)


class ProgressRow(QWidget):
    """Name, bar and figures in a line: 信息化项目 ▬▬▬|▬ 213.0 / 300.0 万元."""

    def __init__(
        self, name: str, figures: str, progress_bp: int, time_bp: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        self._name = ElidedLabel(name)
        self._name.setMinimumWidth(140)
        self.bar = ProgressBar()
        self.bar.show_progress(progress_bp, time_bp)
        row.addWidget(self._name, 2)
        row.addWidget(self.bar, 4)
        row.addWidget(label(figures, "second"))
        self.setAccessibleName(f"{name} {figures} {self.bar.toolTip()}")
