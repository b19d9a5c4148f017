"""One indicator of a monitoring: the boxes for progress, expectation and likelihood, and those that explain a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.monitoring_sheet import WatchedLine
from fundapp.ui import icons, theme
from fundapp.ui.documents.table import DocumentRow
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import icon_button
from fundapp.ui.parts.check_group import CheckGroup
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.figure_edit import FigureEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.percent_edit import PercentEdit
from fundapp.ui.parts.rows_editor import AnyField
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.performance.actual import Setting, day_of, figure_of
from fundapp.ui.tokens import Tone
from fundapp.values.choices import Cause, Likelihood
from fundapp.values.money import percent
from fundapp.values.score import Operator

ACTUAL, EXPECTED, LIKELY = "执行情况", "全年预计", "完成目标可能性"
SILENT = "缺说明"
GAP = 10
MORE = 26
TARGET, BOX, CHOICE, BAR, BADGE = 84, 112, 128, 62, 80
"""Pixels of the columns of a wide row."""
WIDE_FROM = TARGET + 2 * BOX + CHOICE + BAR + BADGE + MORE + 8 * GAP + 150


class Details(QWidget):
    """Causes and reason of a doubt, words instead of figures, the clerk's own judgement, a note."""

    def __init__(self, entry: IndicatorEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        judged = entry.operator is Operator.QUALITATIVE
        self.form = Form()
        self.causes: CheckGroup[Cause] = CheckGroup("偏差原因", labelled(tuple(Cause)), columns=3)
        self.reason = NoteEdit("原因说明", lines=2, limit=300)
        self.words = TextEdit("执行说明", limit=100)
        self.rating = None if judged else PercentEdit("评定进度")
        self.outlook = None if judged else TextEdit("预计说明", limit=100)
        self.note = TextEdit("备注", limit=100)
        self.words.set_placeholder("印在“执行情况”一栏的文字")
        self.form.section("")
        self.form.add("偏差原因", self.causes, wide=True)
        self.form.add("原因说明", self.reason, wide=True)
        self.form.add("执行说明", self.words)
        if self.rating is not None and self.outlook is not None:
            self.rating.set_hint("没有数字，或日期未到期时，由经办人评定")
            self.form.add("预计说明", self.outlook)
            self.form.add("评定进度", self.rating)
        self.form.add("备注", self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 12)
        column.addWidget(self.form)
        theme.dress(self, ground="pale")

    def show_line(self, line: LineEntry) -> None:
        """What is stored."""
        self.causes.set_value(line.causes)
        self.reason.set_value(line.reason or None)
        self.words.set_value(line.actual_text or None)
        self.note.set_value(line.note or None)
        if self.rating is not None and self.outlook is not None:
            self.rating.set_value(line.progress_bp)
            self.outlook.set_value(line.expected_text or None)

    def complete(self, line: LineEntry) -> LineEntry:
        """The line with what is typed here, as far as it can be read."""
        said = replace(
            line,
            actual_text=self.words.value() or "",
            causes=self.causes.value() or frozenset(),
            reason=self.reason.value() or "",
            note=self.note.value() or "",
        )
        if self.rating is None or self.outlook is None:
            return said
        return replace(said, progress_bp=self.rating.value(), expected_text=self.outlook.value() or "")


class WatchRow(DocumentRow[WatchedLine]):
    """An indicator: actual and expected value, likelihood, and the reasons when it is doubtful."""

    def __init__(self, line: WatchedLine, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(line.entry.id, line.entry.name, parent)
        self.entry = line.entry
        self.actual, self.expected = _boxes(self.entry, setting)
        self.likelihood: Choice[Likelihood] = Choice(LIKELY, labelled(tuple(Likelihood)), empty="请选择")
        self._details: Details | None = None
        self._read_only = False
        self.progress = label("")
        self.badge = Badge()
        self.more = icon_button("chevron_down", "偏差原因、文字说明、评定进度和备注", self.toggle)
        self.more.setFixedWidth(MORE)
        self._name = label(self.entry.name, wrap=True)
        self._target = label(line.target, "second", wrap=True)
        self._grid = QGridLayout()
        self._column = QVBoxLayout(self)
        self._build()
        self.show_stored(line)
        self.show_line(line)

    def _build(self) -> None:
        theme.dress(self, frame="line")
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._grid.setContentsMargins(12, 5, 12, 5)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(4)
        self._column.addLayout(self._grid)
        self._name.setToolTip(f"{self.entry.level1} · {self.entry.level2}")
        self.progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.progress.setMinimumWidth(BAR)
        for field, what in ((self.actual, ACTUAL), (self.expected, EXPECTED), (self.likelihood, LIKELY)):
            field.set_dense()
            field.set_caption(f"{self.entry.name}的{what}")
            field.edited.connect(self.edited)
        self._step_from(self.actual)
        self.actual.entered.connect(lambda: self.expected.setFocus(Qt.FocusReason.TabFocusReason))
        self.expected.entered.connect(lambda: self.likelihood.setFocus(Qt.FocusReason.TabFocusReason))
        self.likelihood.entered.connect(self._after_likelihood)
        self.likelihood.edited.connect(self._open_for_doubt)

    @property
    def details(self) -> Details:
        """The boxes that are only sometimes wanted; made when they are."""
        if self._details is None:
            made = self._details = Details(self.entry)
            made.form.set_read_only(self._read_only)
            made.form.edited.connect(self.edited)
            made.form.finished.connect(self.passed)
            made.hide()
            self._column.addWidget(made)
        return self._details

    def arrange(self, wide: bool) -> None:
        """One line of cells, or the boxes under the name where the room is short."""
        middle = Qt.AlignmentFlag.AlignVCenter
        boxes = ((self.actual, BOX), (self.expected, BOX), (self.likelihood, CHOICE))
        for place in range(8):
            self._grid.setColumnStretch(place, 0)
        if wide:
            self._grid.addWidget(self._name, 0, 0, middle)
            self._grid.addWidget(self._target, 0, 1, middle)
            self._target.setFixedWidth(TARGET)
            for place, (box, width) in enumerate(boxes, start=2):
                box.setFixedWidth(width)
                self._grid.addWidget(box, 0, place, middle)
            ends = ((self.progress, 5), (self.badge, 6), (self.more, 7))
            self._grid.setColumnMinimumWidth(6, BADGE)
            self._grid.setColumnStretch(0, 1)
        else:
            self._grid.addWidget(self._name, 0, 0, 1, 2, middle)
            self._grid.addWidget(self._target, 0, 2, middle)
            self._target.setFixedWidth(TARGET + 20)
            for place, (box, _) in enumerate(boxes):
                box.setMinimumWidth(0)
                box.setMaximumWidth(16_777_215)
                self._grid.addWidget(box, 1, place, 1, 4 if place == 2 else 1, middle)
                self._grid.setColumnStretch(place, 1)
            ends = ((self.progress, 3), (self.badge, 4), (self.more, 5))
            self._grid.setColumnMinimumWidth(6, 0)
        for made, place in ends:
            self._grid.addWidget(made, 0, place, middle)

    # -- what is typed --------------------------------------------------------------------------------------------

    @property
    def box(self) -> QWidget:
        """The actual value."""
        return self.actual

    def show_stored(self, found: WatchedLine) -> None:
        """What is stored."""
        line = found.line
        judged = self.entry.operator is Operator.QUALITATIVE
        self.actual.set_value(line.progress_bp if judged else line.actual_on or line.actual)
        self.expected.set_value((line.expected_text or None) if judged else line.expected_on or line.expected)
        self.likelihood.set_value(line.likelihood)
        said_more = line.causes or line.reason or line.actual_text or line.note
        apart = not judged and (line.progress_bp is not None or line.expected_text)
        if self._details is not None or said_more or apart:
            self.details.show_line(line)
        self._show_details(self._wants_details())

    def line(self) -> LineEntry:
        """What is typed, as far as it can be read."""
        own = LineEntry(
            indicator_id=self.entry.id,
            actual=figure_of(self.actual),
            actual_on=day_of(self.actual),
            expected=figure_of(self.expected),
            expected_on=day_of(self.expected),
            likelihood=self.likelihood.value(),
        )
        if self.entry.operator is Operator.QUALITATIVE:
            rating, outlook = self.actual.value(), self.expected.value()
            own = replace(
                own,
                progress_bp=rating if isinstance(rating, int) else None,
                expected_text=outlook if isinstance(outlook, str) else "",
            )
        return own if self._details is None else self._details.complete(own)

    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of every box whose text cannot be read."""
        found = [(ACTUAL, self.actual.problem()), (EXPECTED, self.expected.problem())]
        if self._details is not None:
            found += list(self._details.form.problems().items())
        return tuple((name, problem) for name, problem in found if problem)

    def check(self) -> bool:
        """Show what is wrong beside each box."""
        good = [self.actual.check(), self.expected.check()]
        if self._details is not None and self._details.form.problems():
            self._show_details(True)
            good.append(self._details.form.check())
        return all(good)

    def raw(self) -> dict[str, str]:
        """Every box as typed."""
        own = {ACTUAL: self.actual.raw(), EXPECTED: self.expected.raw(), LIKELY: self.likelihood.raw()}
        more = self._details.form.raw() if self._details is not None else dict.fromkeys(self._more_names(), "")
        return {**own, **more}

    def _more_names(self) -> tuple[str, ...]:
        apart = () if self.entry.operator is Operator.QUALITATIVE else ("预计说明", "评定进度")
        return ("偏差原因", "原因说明", "执行说明", *apart, "备注")

    def set_raw(self, raw: Mapping[str, str]) -> None:
        """Put a draft back."""
        self.actual.set_raw(raw.get(ACTUAL, ""))
        self.expected.set_raw(raw.get(EXPECTED, ""))
        self.likelihood.set_raw(raw.get(LIKELY, ""))
        more = {name: raw.get(name, "") for name in self._more_names()}
        if self._details is not None or any(more.values()):
            self.details.form.set_raw(more)
        self._show_details(self._wants_details())

    def set_read_only(self, read_only: bool) -> None:
        """Grey boxes."""
        for field in (self.actual, self.expected, self.likelihood):
            field.set_read_only(read_only)
        self._read_only = read_only
        if self._details is not None:
            self._details.form.set_read_only(read_only)

    # -- what came of it ------------------------------------------------------------------------------------------

    def show_line(self, line: WatchedLine) -> None:
        """Progress and badge; nothing typed is touched."""
        shown = "—" if line.progress_bp is None else percent(line.progress_bp)
        self.progress.setText(shown)
        self.progress.setToolTip("指标进度" + ("，落后于时间进度" if line.behind else ""))
        self.badge.show_text(line.status, _tone(line.tone))

    def toggle(self) -> None:
        """Open or close the boxes that are only sometimes wanted."""
        opening = not self._open()
        self._show_details(opening, whole=opening)
        if opening:
            self.details.form.focus_first()

    def focus_box(self, field: str) -> None:
        """Put the cursor where a finding points: into causes or reason, or the first box."""
        places: dict[str, AnyField] = {"全年预计": self.expected, "完成目标可能性": self.likelihood}
        if field in ("偏差原因", "原因说明"):
            self._show_details(True, whole=True)
            (self.details.causes if field == "偏差原因" else self.details.reason).setFocus()
        else:
            places.get(field, self.actual).setFocus()

    def _show_details(self, shown: bool, *, whole: bool = False) -> None:
        """`whole` shows the causes too, where nothing is in doubt."""
        self.more.setIcon(icons.icon("chevron_up" if shown else "chevron_down"))
        if not shown and self._details is None:
            return
        more = self.details
        explained = whole or self._doubtful() or bool(more.causes.raw() or more.reason.raw())
        for name in ("偏差原因", "原因说明"):
            more.form.set_row_visible(name, explained)
        more.setVisible(shown)

    def _open(self) -> bool:
        return self._details is not None and not self._details.isHidden()

    def _doubtful(self) -> bool:
        return self.likelihood.value() not in (None, Likelihood.CERTAIN)

    def _wants_details(self) -> bool:
        return self._doubtful() or (self._details is not None and any(self._details.form.raw().values()))

    def _open_for_doubt(self) -> None:
        if self._doubtful():
            self._show_details(True)

    def _after_likelihood(self) -> None:
        if self._open():
            self.details.form.focus_first()
        else:
            self.passed.emit()


def _boxes(entry: IndicatorEntry, setting: Setting) -> tuple[AnyField, AnyField]:
    """Boxes for what is there and what is expected: figures, days, or a judgement and words."""
    if entry.operator is Operator.DATE:
        return DateEdit("完成日期", today=setting.today), DateEdit("预计日期", today=setting.today)
    if entry.operator is Operator.QUALITATIVE:
        judged, words = PercentEdit("评定进度"), TextEdit(EXPECTED, limit=100)
        judged.set_placeholder("评定进度")
        words.set_placeholder(EXPECTED)
        return judged, words
    there, expected = FigureEdit(ACTUAL, unit=entry.unit), FigureEdit(EXPECTED, unit=entry.unit)
    there.set_placeholder(ACTUAL)
    expected.set_placeholder(EXPECTED)
    return there, expected


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"ok": "ok", "warn": "warn", "bad": "bad"}
    return tones.get(name, "neutral")
