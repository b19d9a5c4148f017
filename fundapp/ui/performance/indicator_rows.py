"""Indicators as rows that are filled in: names, what is aimed at, and the points at stake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from fundapp.rules.target import Target as Aim
from fundapp.rules.target import target_problem, zero_hint
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.ui.contracts.milestone_rows import narrow
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.field import LineField
from fundapp.ui.parts.figure_edit import PointsEdit, parse_figure, short_points
from fundapp.ui.parts.rows_editor import AnyField, CellColumn, RowsEditor
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.values.bad_input import BadInput
from fundapp.values.dates import iso, parse_date
from fundapp.values.score import Operator, Points

Target: TypeAlias = Decimal | dt.date | str
_KEYS = ("level1", "level2", "name", "operator", "target", "unit", "weight")


class TargetEdit(LineField[Target]):
    """What is aimed at: a figure, a day or words, as the operator of the row asks for."""

    def __init__(self, operator: AnyField, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__("指标值", parent=parent)
        self._operator = operator
        self._today = today
        operator.edited.connect(self._follow)

    def parse(self, text: str) -> Target:
        """Read a target.

        Raises:
            BadInput: not what the operator asks for.
        """
        operator = self._operator.value()
        if operator is Operator.QUALITATIVE:
            return text.strip()
        if operator is Operator.DATE:
            day = parse_date(text, today=self._today())
            if day is None:
                raise BadInput("请填写目标日期。")
            return day
        return parse_figure(text, "%")

    def show_value(self, value: Target) -> str:
        """``95``, ``2026-11-30``, or the words."""
        if isinstance(value, dt.date):
            return iso(value)
        return value if isinstance(value, str) else f"{value:f}"

    def _follow(self) -> None:
        """Another operator asks for something else; what is typed stays."""
        hints = {Operator.QUALITATIVE: "用文字写明", Operator.DATE: "年-月-日"}
        operator: object = self._operator.value()
        self.set_placeholder(hints.get(operator, "数字") if isinstance(operator, Operator) else "数字")
        if self.raw().strip():
            self.check()


class IndicatorRows(RowsEditor):
    """One row per third-level indicator. The id of a stored one is kept beside its row."""

    def __init__(
        self, today: Callable[[], dt.date], *, open_targets: bool = False, parent: QWidget | None = None
    ) -> None:
        """`open_targets` lets targets be left to the project (a template)."""
        self._today = today
        self._open_targets = open_targets
        self._operator: AnyField = Choice("性质", labelled(tuple(Operator)), empty="")
        self._first: tuple[str, ...] = ()
        self._second: tuple[str, ...] = ()
        self._ids: dict[AnyField, str] = {}
        super().__init__(
            (
                CellColumn("level1", "一级指标", self._make_first, 96, 1),
                CellColumn("level2", "二级指标", self._make_second, 104, 1),
                CellColumn("name", "三级指标", lambda: TextEdit("三级指标", required=True, limit=200), 128, 3),
                CellColumn("operator", "性质", self._make_operator, 98),
                CellColumn("target", "年度指标值", self._make_target, 92, 1),
                CellColumn("unit", "单位", lambda: narrow(TextEdit("单位", limit=20)), 62),
                CellColumn("weight", "分值", _make_weight, 58, 0, True),
            ),
            add_text="添加指标",
            parent=parent,
        )

    def offer_names(self, first: Sequence[str], second: Sequence[str]) -> None:
        """Names proposed while typing; others may be typed too."""
        self._first, self._second = tuple(first), tuple(second)

    def show_entries(self, entries: Sequence[IndicatorEntry]) -> None:
        """Show stored or proposed indicators."""
        self.set_raw([])
        for entry in entries:
            self.add_entry(entry)

    def add_entry(self, entry: IndicatorEntry) -> None:
        """One more row."""
        place = self.add_row({})
        for key in ("level1", "level2", "name", "operator", "unit", "weight"):
            self.cell(place, key).set_value(getattr(entry, key))
        target = entry.target_on or entry.target_text or None
        self.cell(place, "target").set_value(target if entry.target is None else entry.target)
        self._ids[self.cell(place, "name")] = str(entry.id or "")

    def add_row(self, raw: Mapping[str, str] | None = None) -> int:
        """Add a row; a draft knows which stored indicator it changes."""
        place = super().add_row(raw)
        if raw is not None and raw.get("id"):
            self._ids[self.cell(place, "name")] = raw["id"]
        return place

    def raw(self) -> list[dict[str, str]]:
        """What stands in every filled row, and the stored indicator it changes."""
        pairs = zip(self.filled(), super().raw(), strict=True)
        return [{**texts, "id": self._ids.get(self.cell(place, "name"), "")} for place, texts in pairs]

    def filled(self) -> list[int]:
        """Rows in which a person has typed; the proposed operator alone is no row."""
        keys = [key for key in _KEYS if key != "operator"]
        return [place for place in range(self.count()) if any(self.cell(place, key).raw() for key in keys)]

    def entries(self) -> tuple[IndicatorEntry, ...]:
        """The filled rows; ask only when `check` found no problem."""
        return tuple(self._entry(place) for place in self.filled())

    def weights(self) -> tuple[tuple[str, Points], ...]:
        """(first-level name, points) of every filled row, as far as it can be read."""
        return tuple(
            (self.cell(place, "level1").raw().strip(), self.cell(place, "weight").value() or 0)
            for place in self.filled()
        )

    def lacking(self) -> tuple[str, ...]:
        """What is still empty, row by row: ``第 2 个缺指标值、分值``. A figure also wants its unit."""
        words = {"level1": "一级指标", "level2": "二级指标", "name": "名称", "target": "指标值", "weight": "分值"}
        if self._open_targets:
            del words["target"]
        found = []
        for number, place in enumerate(self.filled(), start=1):
            empty = [word for key, word in words.items() if not self.cell(place, key).raw().strip()]
            if isinstance(self.cell(place, "target").value(), Decimal) and not self.cell(place, "unit").raw().strip():
                empty.append("单位")
            if empty:
                found.append(f"第 {number} 个缺{'、'.join(empty)}")
        return tuple(found)

    def zero_hints(self) -> tuple[str, ...]:
        """What a target of 0 means, row by row: for the score, or why it cannot be."""
        found = []
        for number, place in enumerate(self.filled(), start=1):
            figure, operator = self.cell(place, "target").value(), self.cell(place, "operator").value()
            if isinstance(figure, Decimal) and not figure and isinstance(operator, Operator):
                aim = Aim(operator=operator, figure=figure, unit=self.cell(place, "unit").raw() or "项")
                wrong = target_problem(aim, self._today().year)
                found.append(f"第 {number} 个{wrong}" if wrong else f"第 {number} 个{zero_hint(aim)}")
        return tuple(found)

    def _entry(self, place: int) -> IndicatorEntry:
        target = self.cell(place, "target").read()
        return IndicatorEntry(
            level1=self.cell(place, "level1").read() or "",
            level2=self.cell(place, "level2").read() or "",
            name=self.cell(place, "name").read() or "",
            operator=self.cell(place, "operator").read() or Operator.AT_LEAST,
            weight=self.cell(place, "weight").read() or 0,
            target=target if isinstance(target, Decimal) else None,
            target_on=target if isinstance(target, dt.date) else None,
            target_text=target if isinstance(target, str) else "",
            unit=self.cell(place, "unit").read() or "",
            id=int(self._ids.get(self.cell(place, "name")) or 0),
        )

    # Fields of a row are made one after the other, from the left: the target finds its operator in `_operator`.

    def _make_first(self) -> AnyField:
        return self._proposing(TextEdit("一级指标", required=True, limit=40), self._first)

    def _make_second(self) -> AnyField:
        return self._proposing(TextEdit("二级指标", required=True, limit=40), self._second)

    def _proposing(self, made: TextEdit, names: Sequence[str]) -> AnyField:
        helper = QCompleter(list(names), made)
        helper.setFilterMode(Qt.MatchFlag.MatchContains)
        made.line.setCompleter(helper)
        return narrow(made)

    def _make_operator(self) -> AnyField:
        self._operator = Choice("性质", labelled(tuple(Operator)), empty="")
        return narrow(self._operator)

    def _make_target(self) -> AnyField:
        return narrow(TargetEdit(self._operator, self._today))


def _make_weight() -> AnyField:
    return narrow(PointsEdit("分值", required=True))


def shown_points(points: Points) -> str:
    """``25 分``."""
    return f"{short_points(points)} 分"
