"""The 100 points while indicators are typed: the sum, and what each first-level name of the split lacks or exceeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.rules.dated import WeightScheme
from fundapp.rules.weights import FULL
from fundapp.ui.parts.badge import Badge
from fundapp.ui.performance.indicator_rows import shown_points
from fundapp.values.score import Points


class SplitBadges(QWidget):
    """A badge per part of the split; `sums` is the whole and stands where the page puts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sums = Badge()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._states: list[tuple[str, bool]] = []

    def texts(self) -> tuple[str, ...]:
        """What stands in the badges."""
        return tuple(text for text, _ in self._states)

    def show_weights(self, scheme: WeightScheme | None, weights: Iterable[tuple[str, Points]]) -> None:
        """Add up what is typed, after every keystroke."""
        by_level: defaultdict[str, Points] = defaultdict(int)
        for name, points in weights:
            by_level[name] += points
        total = sum(by_level.values()) + (scheme.execution if scheme else 0)
        gap = FULL - total
        word = "" if not gap else f"，还差 {shown_points(gap)}" if gap > 0 else f"，超出 {shown_points(-gap)}"
        self.sums.show_text(f"合计 {shown_points(total)}{word}", "bad" if gap else "ok")
        self._states = _states(scheme, by_level)
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for text, good in self._states:
            self._row.addWidget(Badge(text, "ok" if good else "warn"))
        self._row.addStretch(1)


def _states(scheme: WeightScheme | None, by_level: dict[str, Points]) -> list[tuple[str, bool]]:
    """(sentence, in order) of every part of the split."""
    if scheme is None:
        return []
    execution = (f"预算执行率 {shown_points(scheme.execution)}", True)
    if len(scheme.parts) == 1:
        ((name, wanted),) = scheme.parts
        return [execution, _state(name, sum(by_level.values()), wanted)]
    parts = [_state(name, by_level.get(name, 0), wanted) for name, wanted in scheme.parts]
    known = dict(scheme.parts)
    strange = [(f"“{name}”不在方案中", False) for name in by_level if name and name not in known]
    return [execution, *parts, *strange]


def _state(name: str, points: Points, wanted: Points) -> tuple[str, bool]:
    gap = wanted - points
    word = "" if not gap else f" 还差 {shown_points(gap)}" if gap > 0 else f" 超出 {shown_points(-gap)}"
    return f"{name} {shown_points(points)} / {shown_points(wanted)}{word}", not gap
