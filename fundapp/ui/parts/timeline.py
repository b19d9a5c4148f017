"""The milestone line of a contract: full dots are paid, a red ring is where it stands, empty rings are to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fundapp.ui import theme, tokens

StepState = Literal["paid", "now", "late", "open"]

_WORDS = {"paid": "已付", "now": "办理中", "late": "逾期", "open": "未到期"}
_SIDE = 30
_Y = 16
_RADIUS = 6


@dataclass(frozen=True)
class Step:
    """A milestone: short label (24Q2), where it stands, longer text under the mouse."""

    label: str
    state: StepState
    tip: str = ""


class Timeline(QWidget):
    """Milestones in a line; labels that do not fit are shortened, the tooltip has the whole text."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other milestones."""
        self._steps = tuple(steps)
        self.setAccessibleName("付款节点：" + "，".join(f"{step.label}{_WORDS[step.state]}" for step in self._steps))
        self.update()

    def sizeHint(self) -> QSize:
        """Dots and one line of labels."""
        return QSize(320, 48)

    def minimumSizeHint(self) -> QSize:
        """Never lower; narrower is possible."""
        return QSize(120, 48)

    def event(self, event: QEvent) -> bool:
        """Tell the nearest milestone's text under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._steps:
            nearest = min(range(len(self._steps)), key=lambda place: abs(self._x(place) - event.pos().x()))
            step = self._steps[nearest]
            QToolTip.showText(event.globalPos(), step.tip or f"{step.label}：{_WORDS[step.state]}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, dots, labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(tokens.SMALL))
        for place in range(1, len(self._steps)):
            done = self._steps[place - 1].state == "paid" and self._steps[place].state != "open"
            painter.setPen(QPen(QColor(tokens.PRIMARY if done else "#C9D1DA"), 2))
            painter.drawLine(QPointF(self._x(place - 1), _Y), QPointF(self._x(place), _Y))
        for place, step in enumerate(self._steps):
            self._paint_dot(painter, self._x(place), step.state)
            self._paint_label(painter, place, step)

    def _x(self, place: int) -> float:
        if len(self._steps) == 1:
            return self.width() / 2
        return _SIDE + place * (self.width() - 2 * _SIDE) / (len(self._steps) - 1)

    @staticmethod
    def _paint_dot(painter: QPainter, x: float, state: StepState) -> None:
        edge = {"paid": tokens.PRIMARY, "now": tokens.SEAL, "late": tokens.SEAL, "open": "#C9D1DA"}[state]
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(QColor(tokens.PRIMARY if state == "paid" else tokens.SURFACE))
        painter.drawEllipse(QPointF(x, _Y), _RADIUS, _RADIUS)
        if state == "late":
            painter.setPen(QPen(QColor(edge), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(x, _Y - 3), QPointF(x, _Y + 0.5))
            painter.drawPoint(QPointF(x, _Y + 3.2))

    def _paint_label(self, painter: QPainter, place: int, step: Step) -> None:
        """Half the way to the neighbours; at the ends the label leans inwards instead of being cut off."""
        x, metrics = self._x(place), QFontMetrics(painter.font())
        half = (self.width() - 2 * _SIDE) / max(1, len(self._steps) - 1) / 2 - 4 if len(self._steps) > 1 else x
        half = max(half, _SIDE - 2)
        first, last = max(0.0, x - half), min(float(self.width()), x + half)
        words = metrics.elidedText(step.label, Qt.TextElideMode.ElideRight, int(last - first))
        wide = min(last - first, metrics.horizontalAdvance(words) + 2)
        left = max(first, min(x - wide / 2, last - wide))
        painter.setPen(QColor(tokens.TEXT if step.state in {"now", "late"} else tokens.SECOND))
        area = QRect(int(left), _Y + 11, int(wide), 18)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)
