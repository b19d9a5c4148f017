"""The milestone line of a contract: full dots are paid, a red ring is where it stands, empty rings are to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fundapp.ui import theme, tokens

StepState = Literal["paid", "now", "late", "open"]

_WORDS = {"paid": "已付", "now": "办理中", "late": "逾期", "open": "未到期"}
_SIDE = 30
_Y = 16
_RADIUS = 6
_ONE_LINE, _LINE = 48, 16


@dataclass(frozen=True)
class Step:
    """A milestone: short label (24Q2), where it stands, longer text under the mouse."""

    label: str
    state: StepState
    tip: str = ""


class Timeline(QWidget):
    """Milestones in a line; labels take two lines where they must, the tooltip has the whole text."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other milestones."""
        self._steps = tuple(steps)
        self.setAccessibleName("付款节点：" + "，".join(f"{step.label}{_WORDS[step.state]}" for step in self._steps))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Dots and their labels."""
        return QSize(320, _ONE_LINE + (_LINE if self._lines() > 1 else 0))

    def minimumSizeHint(self) -> QSize:
        """Never lower; narrower is possible."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels may need a second line now, or need it no more."""
        super().resizeEvent(event)
        self.updateGeometry()

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
        metrics = QFontMetrics(painter.font())
        first, last = self._room(place)
        lines = _broken(step.label, metrics, int(last - first))
        wide = min(last - first, max(metrics.horizontalAdvance(line) for line in lines) + 2)
        left = max(first, min(self._x(place) - wide / 2, last - wide))
        painter.setPen(QColor(tokens.TEXT if step.state in {"now", "late"} else tokens.SECOND))
        for number, line in enumerate(lines):
            area = QRect(int(left), _Y + 11 + number * _LINE, int(wide), 18)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), line)

    def _room(self, place: int) -> tuple[float, float]:
        """From where to where a label may reach."""
        x = self._x(place)
        half = (self.width() - 2 * _SIDE) / max(1, len(self._steps) - 1) / 2 - 4 if len(self._steps) > 1 else x
        half = max(half, _SIDE - 2)
        return max(0.0, x - half), min(float(self.width()), x + half)

    def _lines(self) -> int:
        metrics = QFontMetrics(theme.font(tokens.SMALL))
        most = 1
        for place, step in enumerate(self._steps):
            first, last = self._room(place)
            most = max(most, len(_broken(step.label, metrics, int(last - first))))
        return most


def _broken(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    """The label in one line or two of about the same length; the second is shortened if it must be."""
    if metrics.horizontalAdvance(text) <= room:
        return [text]
    fits = max((place for place in range(1, len(text)) if metrics.horizontalAdvance(text[:place]) <= room), default=1)
    place = min(fits, (len(text) + 1) // 2) if metrics.horizontalAdvance(text) <= 2 * room - 12 else fits
    return [text[:place], metrics.elidedText(text[place:], Qt.TextElideMode.ElideRight, room)]
