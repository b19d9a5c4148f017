"""Progress against time as a picture: a bar for the money and one for each indicator, and one line where time is.

What the colour says, the pattern and the words at the end of the bar say too; a screen reader hears row by row what is
painted, and ↑ ↓ walk through the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.parts import bars
from fundapp.values.money import percent

_TOP, _ROW, _FOOT = 22, 24, 24
_BAR = 12
_GAP = 10
_LATE = "落后于时间进度"


@dataclass(frozen=True)
class Progress:
    """A bar: name and progress in basis points; None while nobody can say. `behind` is said by whoever knows the
    limit."""

    name: str
    bp: int | None
    behind: bool = False

    @property
    def words(self) -> str:
        """What stands at its end."""
        if self.bp is None:
            return "未评定"
        return f"{percent(self.bp)} 落后" if self.behind else percent(self.bp)

    @property
    def sentence(self) -> str:
        """The bar in words."""
        shown = "未评定" if self.bp is None else f"进度 {percent(self.bp)}"
        return f"{self.name}：{shown}" + (f"，{_LATE}" if self.behind else "")


class ProgressPicture(QWidget):
    """The first bar is the money and printed strongly."""

    chosen = Signal(int)
    """Place of a bar that was pressed, or where Enter was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Progress, ...] = ()
        self.current = 0
        self._time = 0
        self._late = _LATE
        self._plain, self._strong = theme.font(tokens.SMALL), theme.font(tokens.SMALL, bold=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_rows(self, rows: Sequence[Progress], time_bp: int, limit: str = "") -> None:
        """Show other bars and another time, in basis points; `limit` says from where on a bar is called behind."""
        self.rows, self._time = tuple(rows), time_bp
        self._late = f"落后超过 {limit}" if limit else _LATE
        self.current = min(self.current, max(len(self.rows) - 1, 0))
        self.setAccessibleDescription(self.text())
        self._name_current()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The whole picture in words."""
        return "；".join((f"时间进度 {percent(self._time)}", *(row.sentence for row in self.rows)))

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(320, _TOP + _ROW * len(self.rows) + _FOOT)

    def minimumSizeHint(self) -> QSize:
        """Names give way first."""
        return QSize(200, self.sizeHint().height())

    def go(self, place: int) -> None:
        """Make another bar the current one."""
        if self.rows:
            self.current = max(0, min(place, len(self.rows) - 1))
            self._name_current()
            self.update()

    def row_at(self, y: float) -> int | None:
        """Place of the bar at a height; None above and below them."""
        place = int((y - _TOP) // _ROW)
        return place if 0 <= place < len(self.rows) else None

    def legend(self) -> tuple[str, ...]:
        """What the two fillings and the line mean."""
        return ("进度", self._late, "时间进度")

    # -- what people do -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ Home End walk, Enter chooses."""
        ways = {
            Qt.Key.Key_Up: self.current - 1,
            Qt.Key.Key_Down: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.rows) - 1,
        }
        key = Qt.Key(event.key())
        if key in ways:
            self.go(ways[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses the bar."""
        place = self.row_at(event.position().y())
        if place is not None:
            self.go(place)
            self.chosen.emit(place)

    def event(self, event: QEvent) -> bool:
        """The sentence of the bar under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.row_at(event.pos().y())
            shown = self.text() if place is None else self.rows[place].sentence
            QToolTip.showText(event.globalPos(), shown, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current bar gets a frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the focus there is no frame."""
        super().focusOutEvent(event)
        self.update()

    # -- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars first, then the line of time across all of them, then the legend."""
        painter = QPainter(self)
        area = self._area()
        for place, row in enumerate(self.rows):
            self._paint_row(painter, area, place, row)
        x = area.left() + bars.span(self._time, area.width())
        bars.mark(painter, x, _TOP - 2, _TOP + _ROW * len(self.rows), tokens.SEAL)
        self._paint_time(painter, x)
        self._paint_legend(painter)

    def _area(self) -> QRectF:
        """Where the bars lie: names before them, words behind them."""
        metrics = QFontMetrics(self._strong)
        words = max((metrics.horizontalAdvance(row.words) for row in self.rows), default=0)
        longest = max((metrics.horizontalAdvance(row.name) for row in self.rows), default=0)
        names = min(longest + 2, int(self.width() * 0.34))
        left = names + _GAP + 4
        return QRectF(left, _TOP, max(self.width() - left - words - _GAP - 4, 20), 0)

    def _paint_row(self, painter: QPainter, area: QRectF, place: int, row: Progress) -> None:
        top = _TOP + _ROW * place
        bar = QRectF(area.left(), top + (_ROW - _BAR) / 2, area.width(), _BAR)
        painter.save()
        bars.track(painter, bar)
        if row.bp is not None:
            filled = QRectF(bar.left(), bar.top(), bars.span(row.bp, bar.width()), _BAR)
            bars.piece(painter, filled, tokens.AMBER if row.behind else tokens.PRIMARY, hatched=row.behind)
        painter.restore()
        painter.setFont(self._plain if place else self._strong)
        metrics = painter.fontMetrics()
        room = int(area.left()) - _GAP - 4
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour(tokens.TEXT))
        painter.drawText(QRectF(4, top, room, _ROW), middle, name)
        ink = tokens.WARN if row.behind else tokens.TEXT if row.bp is not None else tokens.SECOND
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(area.right() + _GAP, top, self.width(), _ROW), middle, row.words)
        if self.hasFocus() and place == self.current:
            painter.setPen(QPen(theme.colour(tokens.PRIMARY), 1))
            painter.drawRoundedRect(QRectF(0.5, top + 0.5, self.width() - 1, _ROW - 1), 4, 4)

    def _paint_time(self, painter: QPainter, x: float) -> None:
        painter.setFont(self._strong)
        painter.setPen(theme.colour(tokens.SEAL))
        words = f"时间进度 {percent(self._time)}"
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = max(0.0, min(x - wide / 2, self.width() - wide))
        painter.drawText(QPointF(left, _TOP - 7), words)

    def _paint_legend(self, painter: QPainter) -> None:
        top = _TOP + _ROW * len(self.rows) + 7
        x = 4.0
        painter.setFont(self._plain)
        for hatched, words in ((False, "进度"), (True, self._late)):
            square = QRectF(x, top, 10, 10)
            bars.piece(painter, square, tokens.AMBER if hatched else tokens.PRIMARY, hatched=hatched)
            painter.setPen(theme.colour(tokens.SECOND))
            painter.drawText(QPointF(x + 15, top + 10), words)
            x += 15 + painter.fontMetrics().horizontalAdvance(words) + 16
        bars.mark(painter, x + 4, top - 1, top + 11, tokens.SEAL)
        painter.setPen(theme.colour(tokens.SECOND))
        painter.drawText(QPointF(x + 12, top + 10), "时间进度")

    def _name_current(self) -> None:
        shown = self.rows[self.current].sentence if self.rows else ""
        self.setAccessibleName(f"进度与时间进度对比。{shown}".strip())
