"""The total at a glance: points, grade, what is still missing, and the points of each year of the term."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fundapp.rules.term_review_case import TermFacts, TermResult
from fundapp.services.term_review_sheet import LineView
from fundapp.ui import theme
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.label import label
from fundapp.ui.term_reviews.years import YearBars
from fundapp.ui.tokens import Tone
from fundapp.values.score import points_text


class TotalCard(Card):
    """期满评价总分."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.setSpacing(2)
        self.total = label("—", "score")
        self.grade = Badge()
        self.note = label("", "second", wrap=True)
        self.bars = YearBars()
        for shown in (label("期满评价总分", "second"), self.total, self.grade):
            self.body.addWidget(shown, 0, middle)
        self.body.addSpacing(6)
        self.note.setAlignment(middle)
        self.body.addWidget(self.note)
        self._caption = label("各年度自评得分", "second")
        self.body.addWidget(self._caption, 0, middle)
        self.body.addWidget(self.bars)

    def show_bars(self, *, shown: bool) -> None:
        """A low window has no room for the picture; the table of the years says the same."""
        self._caption.setVisible(shown)
        self.bars.setVisible(shown)

    def show_result(self, result: TermResult, lines: Sequence[LineView], facts: TermFacts, tone: Tone) -> None:
        """Show the points in the tint of the grade; while something is missing the sum is grey and has no grade."""
        self.total.setText(points_text(result.total_points))
        shown = tone if result.finished else "neutral"
        theme.dress(self.total, score_tone=shown)
        self.grade.show_text(result.grade if result.finished else "未填完", shown)
        missing = sum(line.points is None for line in lines)
        self.note.setText(f"还有 {missing} 项指标待评分，以上为已得分之和" if missing else "")
        self.note.setVisible(bool(missing))
        self.bars.show_years(facts.years)
