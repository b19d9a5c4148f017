"""Dates: typed as the office types them (``20261120``, ``11.20``, ``今天``), may be empty; a calendar helps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fundapp.ui import icons, theme
from fundapp.ui.parts.button import button, icon_button
from fundapp.ui.parts.field import LineField
from fundapp.ui.parts.label import label
from fundapp.values.dates import iso, parse_date

_OFFICE = dt.timezone(dt.timedelta(hours=8))


def system_today() -> dt.date:
    """The office's calendar day by this machine's clock."""
    return dt.datetime.now(_OFFICE).date()


class DateEdit(LineField[dt.date]):
    """A day, or nothing. Without a year this year is meant; what cannot be read stays as typed."""

    def __init__(
        self,
        caption: str = "日期",
        *,
        required: bool = False,
        today: Callable[[], dt.date] = system_today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(caption, required=required, parent=parent)
        self._today = today
        self.line.setPlaceholderText("年-月-日")
        self._button = QAction(icons.icon("calendar"), "打开日历", self)
        self._button.triggered.connect(self.open_calendar)
        self.line.addAction(self._button, QLineEdit.ActionPosition.TrailingPosition)
        self.line.stepped.connect(self._step)
        self._calendar: Calendar | None = None

    def parse(self, text: str) -> dt.date:
        """Read a day.

        Raises:
            BadInput: see `parse_date`.
        """
        day = parse_date(text, today=self._today())
        if day is None:
            raise AssertionError("空白文本不到这里")
        return day

    def show_value(self, value: dt.date) -> str:
        """``2026-11-20``."""
        return iso(value)

    def set_read_only(self, read_only: bool) -> None:
        """Grey, without the calendar."""
        super().set_read_only(read_only)
        self._button.setVisible(not read_only)

    def open_calendar(self) -> None:
        """Show the calendar under the box; it has no text box, so that input methods have nothing to fail at."""
        if self._calendar is None:
            self._calendar = Calendar(self)
            self._calendar.picked.connect(self._pick)
        self._calendar.show_at(self.line, self.value() or self._today(), self._today())

    def _pick(self, day: object) -> None:
        if day is None or isinstance(day, dt.date):
            self.set_value(day)
        self.line.setFocus()
        self.settled.emit()

    def _step(self, days: int) -> None:
        """Arrow down is a day later, arrow up a day earlier."""
        day = self.value()
        if day is not None and not self.line.isReadOnly():
            self.set_value(day + dt.timedelta(days=days))


class Calendar(QFrame):
    """A month with ‹ › for months, « » for years, 今天 and 清空; chosen by mouse, arrows and Enter."""

    picked = Signal(object)
    """The chosen day, or None for 清空."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme.dress(self, frame="card", ground="surface")
        self._month = QCalendarWidget()
        self._month.setNavigationBarVisible(False)
        self._month.setDateEditEnabled(False)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.activated.connect(self._on_day)
        self._month.clicked.connect(self._on_day)
        self._month.currentPageChanged.connect(self._name_page)
        self._name = label("", "head")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._today = dt.date.min
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._head())
        column.addWidget(self._month)
        foot = QHBoxLayout()
        foot.addWidget(button("今天", lambda: self._choose(self._today), look="link"))
        foot.addStretch(1)
        foot.addWidget(button("清空", lambda: self._choose(None), look="link"))
        column.addLayout(foot)

    def show_at(self, box: QWidget, day: dt.date, today: dt.date) -> None:
        """Open under `box` (above it when the screen ends) with `day` selected."""
        self._today = today
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self._name_page()
        self.adjustSize()
        place = box.mapToGlobal(QPoint(0, box.height() + 2))
        screen = box.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(box.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self._month.setFocus()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button("«", self._month_turner(self._month.showPreviousYear), look="quiet", tip="上一年"))
        row.addWidget(icon_button("chevron_left", "上个月", self._month_turner(self._month.showPreviousMonth)))
        row.addWidget(self._name, 1)
        row.addWidget(icon_button("chevron_right", "下个月", self._month_turner(self._month.showNextMonth)))
        row.addWidget(button("»", self._month_turner(self._month.showNextYear), look="quiet", tip="下一年"))
        return row

    def _month_turner(self, turn: Callable[[], None]) -> Callable[[], None]:
        def turned() -> None:
            turn()
            self._month.setFocus()

        return turned

    def _name_page(self) -> None:
        self._name.setText(f"{self._month.yearShown()}年{self._month.monthShown()}月")

    def _on_day(self, day: QDate) -> None:
        self._choose(dt.date(day.year(), day.month(), day.day()))

    def _choose(self, day: dt.date | None) -> None:
        self.hide()
        self.picked.emit(day)
