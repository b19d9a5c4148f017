"""The box for what was achieved on one indicator, and the boxes that are only sometimes wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.ui import theme
from fundapp.ui.parts.check_group import CheckGroup
from fundapp.ui.parts.choice import Choice, Option, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.figure_edit import FigureEdit, PointsEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.line import ENTER
from fundapp.ui.parts.percent_edit import PercentEdit
from fundapp.ui.parts.rows_editor import AnyField
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.values.score import Band, Bands, Operator, band_of

_OUT = "out"
EXTRAS = ("评定比例", "完成情况", "本年度不适用", "人工扣减", "扣减理由")


@dataclass(frozen=True)
class Setting:
    """What every row of one evaluation goes by: the office's day and the edges of the qualitative bands.

    `scale` says how the two ways of scoring the execution rate work, with their documents.
    """

    today: Callable[[], dt.date]
    bands: Bands
    scale: str = ""


def actual_box(entry: IndicatorEntry, setting: Setting) -> AnyField:
    """A figure, a day, or a band, as the indicator asks for."""
    made: AnyField
    if entry.operator is Operator.DATE:
        made = DateEdit("实际完成日期", today=setting.today)
    elif entry.operator is Operator.QUALITATIVE:
        made = Choice("完成档次", labelled(tuple(Band)), empty="请选择")
    else:
        made = FigureEdit("实际完成值", unit=entry.unit)
    made.set_dense()
    return made


def sure_share(band: Band, bands: Bands) -> int:
    """What a band is worth at least: the whole when it was reached, its lower edge otherwise."""
    top, bottom = bands.of(band)
    return top if band is Band.REACHED else bottom


class Extras(QWidget):
    """A judgement, words instead of a figure, not applicable, a deduction with its reason."""

    def __init__(self, entry: IndicatorEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form()
        self.rating = PercentEdit("评定比例")
        self.words = TextEdit("完成情况", limit=100)
        self.out: CheckGroup[str] = CheckGroup("本年度不适用", (Option(_OUT, "不适用，分值按比例分给其余指标"),))
        self.deduction = PointsEdit("人工扣减")
        self.deduction.line.set_unit("分")
        self.reason = TextEdit("扣减理由", limit=200)
        self.formula = label("", "second", wrap=True, selectable=True)
        judged = entry.operator is Operator.QUALITATIVE
        self.rating.set_hint("所选档次内的具体比例" if judged else "没有数字或不能按比例计算时，由经办人评定")
        self.words.set_placeholder("印在“实际完成值”一栏的文字")
        self.form.section("")
        fields: tuple[AnyField, ...] = (self.rating, self.words, self.out, self.deduction, self.reason)
        for name, field in zip(EXTRAS, fields, strict=True):
            self.form.add(name, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.formula)
        column.addWidget(self.form)
        theme.dress(self, ground="pale")

    def show_entry(self, score: ScoreEntry) -> None:
        """What is stored."""
        self.rating.set_value(score.rating_bp)
        self.words.set_value(score.actual_text or None)
        self.out.set_value(None if score.applicable else frozenset({_OUT}))
        self.deduction.set_value(score.deduction or None)
        self.reason.set_value(score.deduction_reason or None)

    def applicable(self) -> bool:
        """Whether the indicator counts this year."""
        return not self.out.read()


def wants_extras(entry: IndicatorEntry, score: ScoreEntry, bands: Bands) -> bool:
    """Whether the row holds more than its own boxes show."""
    plain_rating: bool = score.rating_bp is None
    if entry.operator is Operator.QUALITATIVE and score.rating_bp is not None:
        plain_rating = score.rating_bp == sure_share(band_of(score.rating_bp, bands), bands)
    return bool(
        not plain_rating or score.actual_text or not score.applicable or score.deduction or score.deduction_reason
    )


class Explanation(NoteEdit):
    """A cell for words that grows with them; Enter moves on, Shift+Enter makes a new line."""

    _MOST_LINES = 6

    def __init__(self) -> None:
        super().__init__("偏差原因及改进措施", lines=1, limit=500)
        self.set_dense()
        self.note.installEventFilter(self)
        self.note.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fit)
        # never at once: the signal comes from inside a layout, and another height lays out again
        self.note.document().documentLayout().documentSizeChanged.connect(lambda _size: self._later.start())
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leaves the cell, unless an input method composes."""
        if watched is self.note and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if Qt.Key(event.key()) in ENTER and not shift:
                if not self.note.composing:
                    self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        lines = max(1, min(int(self.note.document().size().height()), self._MOST_LINES))
        height = lines * self.note.fontMetrics().lineSpacing() + 14
        if self.note.height() != height:
            self.note.setFixedHeight(height)


def figure_of(field: AnyField) -> Decimal | None:
    """The figure of an actual box; None when it is another kind of box, empty or unreadable."""
    value = field.value()
    return value if isinstance(value, Decimal) else None


def day_of(field: AnyField) -> dt.date | None:
    """The day of an actual box."""
    value = field.value()
    return value if isinstance(value, dt.date) else None
