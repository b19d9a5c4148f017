"""The total at a glance: points, grade, what is still missing, and the project's earlier years."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fundapp.rules.evaluation_case import EvaluationResult
from fundapp.services.evaluation_sheet import EarlierGrade
from fundapp.services.key_evaluations import KeyEvaluationRow
from fundapp.ui import theme
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.figure_link import FigureLink
from fundapp.ui.parts.label import label
from fundapp.ui.performance.look import difference_text
from fundapp.ui.tokens import Tone
from fundapp.values.score import points_text


class ScoreCard(Card):
    """自评总分."""

    traced = Signal()
    """The total was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.setSpacing(2)
        self.total = FigureLink("自评总分", "score")
        self.total.clicked.connect(lambda _checked=False: self.traced.emit())
        self.grade = Badge()
        self.note = label("", "second", wrap=True)
        self.earlier = label("", "second")
        self.keys = label("", "second", wrap=True)
        for shown in (label("自评总分", "second"), self.total, self.grade):
            self.body.addWidget(shown, 0, middle)
        self.body.addSpacing(6)
        for text in (self.note, self.keys, self.earlier):
            text.setAlignment(middle)
            self.body.addWidget(text)
        self.show_keys(())

    def show_keys(self, keys: Sequence[KeyEvaluationRow]) -> None:
        """What the steering group or the finance bureau gave (art. 16), and how far it is from the self-evaluation."""
        counting = [one for one in keys if not one.void_reason]
        self.keys.setText("\n".join(_key_line(one) for one in counting))
        self.keys.setVisible(bool(counting))

    def show_result(self, result: EvaluationResult, earlier: Sequence[EarlierGrade], tone: Tone) -> None:
        """Show the scores in the tint of the grade; while something is missing the sum is grey and has no grade."""
        self.total.show_figure(points_text(result.total_points))
        shown = tone if result.finished else "neutral"
        theme.dress(self.total, score_tone=shown)
        self.grade.show_text(result.grade if result.finished else "未填完", shown)
        missing = sum(one.points is None for one in result.indicators)
        lacks = [f" {missing} 个指标待填"] if missing else []
        if result.execution_points is None:
            lacks.append("执行率无法计算")
        self.note.setText(f"还有{'、'.join(lacks)}，以上为已得分之和" if lacks else "")
        self.note.setVisible(bool(lacks))
        self.earlier.setText("\n".join(f"{one.year} 年度：{points_text(one.points)} {one.grade}" for one in earlier))
        self.earlier.setVisible(bool(earlier))


def _key_line(row: KeyEvaluationRow) -> str:
    apart = f"，与自评相差 {difference_text(row.difference)}" if row.difference is not None else ""
    return f"重点评价（{row.evaluator.label}）：{points_text(row.points)} {row.grade}{apart}"
