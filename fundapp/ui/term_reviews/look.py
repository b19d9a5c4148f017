"""How term reviews look in lists and heads."""

from __future__ import annotations

from fundapp.services.term_review_list import EndingRow, TermReviewRow
from fundapp.ui.documents.grades import GradeTone, grade_column
from fundapp.ui.documents.look import TONES
from fundapp.ui.parts.column import Column, badge_column, date_column, text_column
from fundapp.ui.tokens import Tone
from fundapp.values.choices import Conclusion
from fundapp.values.score import points_text

_CONCLUSIONS: dict[Conclusion, Tone] = {Conclusion.KEEP: "ok", Conclusion.ADJUST: "warn", Conclusion.CANCEL: "bad"}


def review_columns(tone: GradeTone) -> tuple[Column[TermReviewRow], ...]:
    """The list of term reviews."""
    return (
        text_column("number", "单号", lambda row: row.number or "（未编号）", width=120),
        text_column("project", "项目", stretch=True, width=190),
        text_column("term", "实施期", width=104),
        text_column("division", "归口科室", width=130, spare=True, quiet=True),
        date_column("dated", "填报日期", width=106, spare=True),
        Column("points", "得分", _points, align="right", width=76, figure=True),
        grade_column(tone, lambda row: row.dated),
        badge_column("conclusion", "结论", _conclusion_tone, _conclusion, width=70),
        badge_column("state", "状态", lambda row: TONES[row.state], width=84),
    )


def ending_columns() -> tuple[Column[EndingRow], ...]:
    """Projects whose term ends, or ended without a review."""
    return (
        text_column("project", "项目", stretch=True, width=150, sortable=False),
        text_column("division", "归口科室", width=110, quiet=True, sortable=False),
        text_column("term", "实施期", width=100, sortable=False),
        badge_column("overdue", "期满", _due_tone, _due, width=90),
        badge_column("evaluated", "已定稿自评", _evaluated_tone, _evaluated, width=96),
        text_column("review_id", "期满评价", _begun, width=86, sortable=False),
    )


def _points(row: TermReviewRow) -> str:
    return "" if row.points is None else points_text(row.points)


def _conclusion(row: TermReviewRow) -> str:
    return "" if row.conclusion is None else row.conclusion.label


def _conclusion_tone(row: TermReviewRow) -> Tone:
    return "neutral" if row.conclusion is None else _CONCLUSIONS[row.conclusion]


def _due(row: EndingRow) -> str:
    return "已到期" if row.overdue else "本年到期"


def _due_tone(row: EndingRow) -> Tone:
    return "bad" if row.overdue else "warn"


def _evaluated(row: EndingRow) -> str:
    return f"{row.evaluated} / {row.years} 年"


def _evaluated_tone(row: EndingRow) -> Tone:
    return "ok" if row.years and row.evaluated == row.years else "warn"


def _begun(row: EndingRow) -> str:
    return "尚未开始" if row.review_id is None else "填报中"
