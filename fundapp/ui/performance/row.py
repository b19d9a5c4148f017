"""One indicator of a self-evaluation: what was promised, the box for what came of it, points, badge, explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.evaluation_sheet import NOT_APPLICABLE, IndicatorLine
from fundapp.ui import icons, theme
from fundapp.ui.documents.table import DocumentRow
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import icon_button
from fundapp.ui.parts.figure_edit import short_points
from fundapp.ui.parts.figure_link import FigureLink
from fundapp.ui.parts.label import label
from fundapp.ui.parts.rows_editor import AnyField
from fundapp.ui.performance.actual import (
    EXTRAS,
    Explanation,
    Extras,
    Setting,
    actual_box,
    day_of,
    figure_of,
    sure_share,
    wants_extras,
)
from fundapp.ui.tokens import Tone
from fundapp.values.score import Band, Operator, band_of, points_text

ACTUAL, WHY = "实际完成值", "偏差原因"
SILENT = "缺说明"


@dataclass(frozen=True)
class Widths:
    """Pixels of the columns; `narrow` puts the explanation under the row and leaves out the second-level name."""

    level2: int
    name: int
    target: int
    actual: int
    weight: int
    points: int
    badge: int
    why: int
    narrow: bool


_DASH = "—"
GAP = 10
MORE = 26
_WIDE_FROM = 740
_BOXES = {Operator.QUALITATIVE: 98, Operator.DATE: 122}
"""Pixels of a drop-down and of a day with its calendar; a figure needs less."""


def widths(room: int, actual: int) -> Widths:
    """Share out the room of the table; `actual` is what its boxes need."""
    if room >= _WIDE_FROM:
        level2, target, weight, points, badge = 72, 84, 38, 48, 66
        rest = room - (level2 + target + actual + weight + points + badge + MORE) - 8 * GAP
        name = rest * 45 // 100
        return Widths(level2, name, target, actual, weight, points, badge, rest - name, False)
    target, weight, points, badge = 80, 38, 48, 66
    rest = room - (target + actual + weight + points + badge + MORE) - 6 * GAP
    return Widths(0, max(rest, 80), target, actual, weight, points, badge, 0, True)


def weight_text(lines: Iterable[IndicatorLine]) -> str:
    """The weight of some lines; with two places once the weights of the evaluation are rescaled."""
    known = tuple(lines)
    total = sum(line.result.weight for line in known)
    return points_text(total) if any(line.rescaled for line in known) else short_points(total)


def box_width(operators: Iterable[Operator]) -> int:
    """Pixels that the widest box of these indicators needs."""
    return max((_BOXES.get(operator, 88) for operator in operators), default=88)


class IndicatorRow(DocumentRow[IndicatorLine]):
    """An indicator: actual value, points, and the reason when it is off the target."""

    traced = Signal()
    """The points were pressed: where do they come from?"""

    def __init__(self, line: IndicatorLine, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(line.entry.id, line.entry.name, parent)
        self.entry = line.entry
        self._setting = setting
        self._read_only = False
        self._linking = False
        self._narrow = False
        self._out = False
        self._formula = ""
        self._extras: Extras | None = None
        self.actual: AnyField = actual_box(self.entry, setting)
        self._absent = label(NOT_APPLICABLE, "second")
        self._absent.hide()
        self.why = Explanation()
        self.why.setParent(self)
        self.badge = Badge()
        self.points = FigureLink(f"{self.entry.name}的得分")
        self.origin = label("", "second", wrap=True)
        self.weight = label("")
        self.more = icon_button("chevron_down", "评定、不适用、人工扣减和计分过程", self.toggle)
        self.more.setFixedWidth(MORE)
        self._level2 = label(_short(line.entry.level2), wrap=True)
        self._level2.setToolTip(line.entry.level2)
        self._name = label(line.entry.name, wrap=True)
        self._target = label(line.target, wrap=True)
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._build()
        self._connect()
        self.show_stored(line)
        self.show_line(line)

    def _build(self) -> None:
        theme.dress(self, frame="line")
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._grid.setContentsMargins(12, 4, 12, 4)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(4)
        self._column.addLayout(self._grid)
        self.origin.setContentsMargins(12, 0, 12, 6)
        self._column.addWidget(self.origin)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for shown in (self._target, self.weight, self._absent):
            shown.setAlignment(right)
        self.actual.set_caption(f"{self.entry.name}的实际完成值")
        self.why.set_caption(f"{self.entry.name}的偏差原因及改进措施")

    def _connect(self) -> None:
        self.points.clicked.connect(lambda _checked=False: self.traced.emit())
        self.actual.edited.connect(self._on_actual)
        self.actual.entered.connect(self._after_actual)
        self.why.edited.connect(self.edited)
        self.why.entered.connect(self.passed)
        self._step_from(self.actual)

    def arrange(self, given: Widths) -> None:
        """Put the cells where the width allows."""
        cells: tuple[tuple[QWidget, int], ...] = (
            (self._level2, given.level2),
            (self._name, given.name),
            (self._target, given.target),
            (self.actual, given.actual),
            (self.weight, given.weight),
            (self.points, given.points),
        )
        self._absent.setFixedWidth(given.actual)
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, (cell, width) in enumerate(cells):
            cell.setFixedWidth(width)
            self._grid.addWidget(cell, 0, place, middle)
        self._grid.addWidget(self._absent, 0, 3, middle)
        self._narrow = given.narrow
        self._level2.setVisible(not given.narrow)
        self._grid.setColumnMinimumWidth(6, given.badge)
        self._grid.addWidget(self.badge, 0, 6, Qt.AlignmentFlag.AlignLeft | middle)
        self._grid.addWidget(self.more, 0, 8, Qt.AlignmentFlag.AlignRight | middle)
        if given.narrow:
            self.why.setFixedWidth(sum((given.name, given.target, given.actual, given.weight, given.points)) + 4 * GAP)
            self._grid.addWidget(self.why, 1, 1, 1, 6, Qt.AlignmentFlag.AlignLeft)
            self._grid.setColumnMinimumWidth(7, 0)
        else:
            self.why.setFixedWidth(given.why)
            self._grid.addWidget(self.why, 0, 7, middle)
        self._show_absent()
        self._show_why()

    # -- what is typed --------------------------------------------------------------------------------------------

    @property
    def box(self) -> QWidget:
        """The actual value; the reason where none applies."""
        return self.why if self._out else self.actual

    def show_stored(self, line: IndicatorLine) -> None:
        """What is stored."""
        score = line.score
        self._linking = True
        if self.entry.operator is Operator.QUALITATIVE:
            share = score.rating_bp
            self.actual.set_value(None if share is None else band_of(share, self._setting.bands))
        elif self.entry.operator is Operator.DATE:
            self.actual.set_value(score.actual_on)
        else:
            self.actual.set_value(score.actual)
        self.why.set_value(score.explanation)
        if self._extras is not None or wants_extras(self.entry, score, self._setting.bands):
            self.extras().show_entry(score)
        self._linking = False

    def score(self) -> ScoreEntry:
        """What is typed, as far as it can be read."""
        extras = self._extras
        return ScoreEntry(
            indicator_id=self.entry.id,
            actual=figure_of(self.actual),
            actual_on=day_of(self.actual),
            actual_text=(extras.words.value() or "") if extras else "",
            rating_bp=self._rating(),
            applicable=extras.applicable() if extras else True,
            deduction=(extras.deduction.value() or 0) if extras else 0,
            deduction_reason=(extras.reason.value() or "") if extras else "",
            explanation=self.why.value() or "",
        )

    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of every box whose text cannot be read."""
        found = [(ACTUAL, "" if self._out else self.actual.problem()), (WHY, self.why.problem())]
        if self._extras is not None:
            found += list(self._extras.form.problems().items())
        return tuple((name, problem) for name, problem in found if problem)

    def check(self) -> bool:
        """Show what is wrong beside each box."""
        good = [self._out or self.actual.check(), self.why.check()]
        if self._extras is not None:
            good.append(self._extras.form.check())
        return all(good)

    def raw(self) -> dict[str, str]:
        """Every box as typed."""
        more = self._extras.form.raw() if self._extras is not None else dict.fromkeys(EXTRAS, "")
        return {ACTUAL: self.actual.raw(), WHY: self.why.raw(), **more}

    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Put a draft back."""
        self._linking = True
        self.actual.set_raw(raw.get(ACTUAL, ""))
        self.why.set_raw(raw.get(WHY, ""))
        kept = {name: raw.get(name, "") for name in EXTRAS}
        if self._extras is not None or any(kept.values()):
            self.extras().form.set_raw(kept)
        self._linking = False

    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""
        self._read_only = read_only
        self.actual.set_read_only(read_only)
        self.why.set_read_only(read_only)
        if self._extras is not None:
            self._extras.form.set_read_only(read_only)

    # -- what came of it ------------------------------------------------------------------------------------------

    def show_line(self, line: IndicatorLine) -> None:
        """Points, badge and how they came about; nothing typed is touched."""
        result, self._out = line.result, not line.score.applicable
        self._show_absent()
        self.weight.setText(_DASH if self._out else weight_text((line,)))
        spread = result.weight != line.entry.weight and not self._out
        self.weight.setToolTip(
            f"原分值 {short_points(line.entry.weight)} 分，不适用指标的分值已按比例分入" if spread else ""
        )
        scored = result.points is not None and not self._out
        self.points.show_figure(points_text(result.points or 0) if scored else _DASH, result.formula)
        self.origin.setText(line.origin)
        self.origin.setVisible(bool(line.origin))
        self.badge.show_text(line.status, _tone(line.tone))
        self.badge.setToolTip(result.formula)
        wanted = line.status == SILENT
        self.why.set_placeholder("请填写偏差原因" if wanted else "")
        theme.dress(self.why.note, wanted=wanted)
        self._show_why()
        self._formula = result.formula
        if self._extras is not None:
            self._extras.formula.setText(f"计分：{result.formula}")

    def toggle(self) -> None:
        """Open or close the boxes that are only sometimes wanted."""
        if self._extras is None or not self._extras.isVisibleTo(self):
            self.open_extras()
        else:
            self._extras.hide()
            self.more.setIcon(icons.icon("chevron_down"))
            self._show_why()

    def open_extras(self) -> Extras:
        """Show them, with the cursor in the first."""
        made = self.extras()
        made.show()
        self.more.setIcon(icons.icon("chevron_up"))
        self._show_why()
        made.form.focus_first()
        return made

    def extras(self) -> Extras:
        """The boxes that are only sometimes wanted; made when they are."""
        if self._extras is None:
            made = self._extras = Extras(self.entry)
            made.form.set_read_only(self._read_only)
            made.formula.setText(f"计分：{self._formula}")
            band: object = self.actual.value()
            if isinstance(band, Band):
                made.rating.set_value(sure_share(band, self._setting.bands))
            made.form.edited.connect(self._on_extras)
            made.form.finished.connect(lambda: self.why.setFocus(Qt.FocusReason.TabFocusReason))
            made.setVisible(False)
            self._column.addWidget(made)
        return self._extras

    def _show_absent(self) -> None:
        """A word in place of the box of an indicator that does not apply, once they have their places."""
        if self.actual.parentWidget() is not None:
            self._absent.setVisible(self._out)
            self.actual.setVisible(not self._out)

    def _show_why(self) -> None:
        """Under a narrow row an empty explanation that nobody asks for takes no room."""
        opened = self._extras is not None and self._extras.isVisibleTo(self)
        wanted = bool(self.why.raw()) or self.badge.text() == SILENT or opened
        self.why.setVisible(not self._narrow or wanted or self.why.note.hasFocus())

    def _after_actual(self) -> None:
        if self.why.isVisibleTo(self):
            self.why.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.passed.emit()

    def _rating(self) -> int | None:
        if self._extras is not None:
            return self._extras.rating.value()
        band = self.actual.value()
        return sure_share(band, self._setting.bands) if isinstance(band, Band) else None

    def _on_actual(self) -> None:
        """A band chosen sets the share it is worth at least."""
        band: object = self.actual.value()
        if not self._linking and self._extras is not None and self.entry.operator is Operator.QUALITATIVE:
            self._linking = True
            share = sure_share(band, self._setting.bands) if isinstance(band, Band) else None
            self._extras.rating.set_value(share)
            self._linking = False
        self.edited.emit()

    def _on_extras(self) -> None:
        """A share typed chooses its band."""
        if self._linking or self._extras is None:
            return
        share = self._extras.rating.value()
        if self.entry.operator is Operator.QUALITATIVE:
            self._linking = True
            self.actual.set_value(None if share is None else band_of(share, self._setting.bands))
            self._linking = False
        self.edited.emit()


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"ok": "ok", "warn": "warn", "bad": "bad"}
    return tones.get(name, "neutral")


def _short(name: str) -> str:
    """社会效益指标 as the column shows it: its heading says 指标 already."""
    return name if len(name) <= len("质量指标") else name.removesuffix("指标")
