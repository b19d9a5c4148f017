"""Money and results of the years of a term: a small table, and the points of each year as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from fundapp.rules.term_review_case import TermFacts, TermYear
from fundapp.ui import theme, tokens
from fundapp.ui.parts.label import ElidedLabel, TextRole, label
from fundapp.values.money import wan
from fundapp.values.score import points_text
from fundapp.values.term_review import arrival_rate_bp, term_execution_bp

_HEADS = ("年度", "预算", "到位", "上年结转", "支出", "到位率", "执行率", "自评", "等级")
_STRETCH = (3, 5, 5, 5, 5, 5, 5, 5, 3)
_CARRIED = 3
_TEXTS = (0, 8)
_WIDE_FROM = 520
_FULL = 10_000
_DASH = "—"


class YearsTable(QWidget):
    """A row per year and one for the term; amounts in 万元, all of them from the ledger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._inner)
        self._shown: tuple[tuple[str, ...], ...] = ()
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the room decides, not the cells

    def show_facts(self, facts: TermFacts) -> None:
        """Show another term."""
        rows = rows_of(facts)
        if rows == self._shown:
            return
        self._shown = rows
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table is set smaller and leaves out what was carried over."""
        super().resizeEvent(event)
        narrow = self.width() < _WIDE_FROM
        if narrow != self._narrow:
            self._narrow = narrow
            self._draw()

    def _draw(self) -> None:
        rows = self._shown
        old, self._inner = self._inner, QWidget()
        self._column.replaceWidget(old, self._inner)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(12, 0, 12, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        ground = QFrame()
        theme.dress(ground, frame="heads")
        grid.addWidget(ground, 0, 0, 1, len(_HEADS))
        for place, head in enumerate(_HEADS):
            self._put(grid, 0, place, head, "second", 6)
            grid.setColumnStretch(place, 0 if self._narrow and place == _CARRIED else _STRETCH[place])
        for line, row in enumerate(rows, start=1):
            plain: TextRole = "label" if self._narrow else "body"
            role: TextRole = "strong" if line == len(rows) and not self._narrow else plain
            for place, text in enumerate(row):
                self._put(grid, line, place, text, role, 0)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What is shown, row by row."""
        return self._shown

    def _put(self, grid: QGridLayout, line: int, place: int, text: str, role: TextRole, room: int) -> None:
        if self._narrow and place == _CARRIED:
            return
        shown = ElidedLabel(text, role)
        side = Qt.AlignmentFlag.AlignLeft if place in _TEXTS else Qt.AlignmentFlag.AlignRight
        shown.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        shown.setContentsMargins(0, room, 0, room)
        grid.addWidget(shown, line, place)


def rows_of(facts: TermFacts) -> tuple[tuple[str, ...], ...]:
    """The table as texts; the last row adds up."""
    rows = [_row(year) for year in facts.years]
    rows.append(
        (
            "合计",
            *(wan(amount) for amount in (facts.budgeted, facts.arrived, facts.brought, facts.spent)),
            _rate(facts.arrived, facts.budgeted, arrival=True),
            _rate(facts.spent, facts.available, arrival=False),
            "",
            "",
        )
    )
    return tuple(rows)


def _row(year: TermYear) -> tuple[str, ...]:
    return (
        str(year.year),
        *(wan(amount) for amount in (year.budgeted, year.arrived, year.carried, year.spent)),
        _rate(year.arrived, year.budgeted, arrival=True),
        _rate(year.spent, year.arrived + year.carried, arrival=False),
        _DASH if year.points is None else points_text(year.points),
        year.grade or "未定稿",
    )


def _rate(part: int, whole: int, *, arrival: bool) -> str:
    if whole <= 0:
        return _DASH
    tenths = (arrival_rate_bp if arrival else term_execution_bp)(part, whole)
    return f"{tenths // 100}.{tenths % 100 // 10}%"


class YearBars(QWidget):
    """The points of each year's self-evaluation as bars under each other's eyes; a year without is a dash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: tuple[tuple[str, int | None], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_years(self, years: Sequence[TermYear]) -> None:
        """Show other years."""
        self._years = tuple((str(year.year), year.points) for year in years)
        self.setAccessibleName("各年度自评得分")
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The same in words."""
        return "，".join(
            f"{year} 年 {'未定稿' if points is None else points_text(points) + ' 分'}" for year, points in self._years
        )

    def sizeHint(self) -> QSize:
        """A bar per year, figures above and years below."""
        return QSize(160, 104)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars from the base line up; 100 points are the whole height."""
        if not self._years:
            return
        painter = QPainter(self)
        painter.setFont(theme.font(tokens.SMALL))
        step = self.width() / len(self._years)
        top, base = 18.0, self.height() - 18.0
        painter.fillRect(QRectF(0, base, self.width(), 1), theme.colour(tokens.LINE))
        for place, (year, points) in enumerate(self._years):
            middle = step * (place + 0.5)
            wide = min(34.0, step * 0.6)
            height = (base - top) * (points or 0) / _FULL
            painter.fillRect(QRectF(middle - wide / 2, base - height, wide, height), theme.colour(tokens.PRIMARY))
            painter.setPen(theme.colour(tokens.TEXT))
            said = _DASH if points is None else points_text(points)
            above = QRectF(middle - step / 2, base - height - 17, step, 16)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, said)
            painter.setPen(theme.colour(tokens.SECOND))
            painter.drawText(QRectF(middle - step / 2, base + 2, step, 16), Qt.AlignmentFlag.AlignCenter, year)


def caption() -> QWidget:
    """What the table's figures mean."""
    return label(
        "金额单位：万元。到位率＝到位÷预算；执行率＝支出÷（到位＋上年结转）。期内结转已在上年到位数中，合计只计期初结转。",
        "second",
        wrap=True,
    )
