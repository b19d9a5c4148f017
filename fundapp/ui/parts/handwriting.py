"""The pad for a handwritten signature: strokes as whole numbers in a box of 1000 × 400, as signed and printed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import ElidedLabel

BOX_WIDTH = 1000
BOX_HEIGHT = 400
MOST_POINTS = 4000
"""More than a long name takes; keeps a form's bytes small."""

Point = tuple[int, int]
Stroke = tuple[Point, ...]

_NEAR = 3


class _Sheet(QFrame):
    """The writing surface; a mouse, a pen or a finger writes on it."""

    written = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.dress(self, frame="sheet")
        self.strokes: list[list[Point]] = []
        self.writing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(250, 100)
        self.setAccessibleName("手写签名区")

    def sizeHint(self) -> QSize:
        return QSize(400, 160)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * BOX_HEIGHT // BOX_WIDTH

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._points() < MOST_POINTS:
            self.writing = True
            self.strokes.append([self._point(event.position())])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.writing and self._points() < MOST_POINTS:
            point, last = self._point(event.position()), self.strokes[-1][-1]
            if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _NEAR:
                self.strokes[-1].append(point)
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.writing and event.button() == Qt.MouseButton.LeftButton:
            self.writing = False
            self.written.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        painter.setPen(QPen(QColor(tokens.LINE), 1, Qt.PenStyle.DashLine))
        base = area.top() + area.height() * 0.78
        painter.drawLine(QPointF(area.left() + 12, base), QPointF(area.right() - 12, base))
        pen = QPen(QColor(tokens.TEXT), max(2.0, area.width() / 180))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in self.strokes:
            painter.drawPath(self._path(stroke))

    def _path(self, stroke: list[Point]) -> QPainterPath:
        path = QPainterPath(self._place(stroke[0]))
        if len(stroke) == 1:
            path.lineTo(self._place(stroke[0]) + QPointF(0.1, 0.1))
        for point in stroke[1:]:
            path.lineTo(self._place(point))
        return path

    def _area(self) -> QRectF:
        """The largest 5 : 2 box inside the sheet."""
        width = min(float(self.width()), self.height() * BOX_WIDTH / BOX_HEIGHT)
        height = width * BOX_HEIGHT / BOX_WIDTH
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _point(self, at: QPointF) -> Point:
        area = self._area()
        x = round((at.x() - area.left()) * BOX_WIDTH / area.width())
        y = round((at.y() - area.top()) * BOX_HEIGHT / area.height())
        return max(0, min(x, BOX_WIDTH)), max(0, min(y, BOX_HEIGHT))

    def _place(self, point: Point) -> QPointF:
        area = self._area()
        return QPointF(
            area.left() + point[0] * area.width() / BOX_WIDTH, area.top() + point[1] * area.height() / BOX_HEIGHT
        )

    def _points(self) -> int:
        return sum(len(stroke) for stroke in self.strokes)


class Handwriting(QWidget):
    """Pad with 撤销一笔 and 清空; writing by hand is always optional."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = _Sheet()
        self._undo = button("撤销一笔", self.undo, look="link")
        self._clear = button("清空", self.clear, look="link")
        foot = QHBoxLayout()
        foot.addWidget(ElidedLabel("鼠标、笔或手指均可，可不写", "second"))
        foot.addStretch(1)
        foot.addWidget(self._undo)
        foot.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.sheet)
        column.addLayout(foot)
        self.sheet.written.connect(self._on_changed)
        self._on_changed()

    def strokes(self) -> tuple[Stroke, ...]:
        """What was written: points (x, y) with 0 ≤ x ≤ 1000 and 0 ≤ y ≤ 400; empty when nothing was."""
        return tuple(tuple(stroke) for stroke in self.sheet.strokes)

    def undo(self) -> None:
        """Take the last stroke back."""
        if self.sheet.strokes:
            self.sheet.strokes.pop()
            self._on_changed()

    def clear(self) -> None:
        """Take everything back."""
        self.sheet.strokes.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        written = bool(self.sheet.strokes)
        self._undo.setEnabled(written)
        self._clear.setEnabled(written)
        self.sheet.update()
        self.changed.emit()
