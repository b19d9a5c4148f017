"""How self-evaluations look in lists and heads."""

from __future__ import annotations

from fundapp.services.evaluation_list import EvaluationRow
from fundapp.services.key_evaluations import KeyEvaluationRow
from fundapp.ui.documents.grades import GradeTone, grade_column
from fundapp.ui.documents.look import TONES
from fundapp.ui.parts.column import Column, badge_column, date_column, money_column, text_column
from fundapp.ui.tokens import Tone
from fundapp.values.score import points_text


def evaluation_columns(tone: GradeTone) -> tuple[Column[EvaluationRow], ...]:
    """The list of self-evaluations."""
    return (
        text_column("number", "单号", lambda row: row.number or "（未编号）", width=120),
        text_column("project", "项目", stretch=True, width=190, least=120),
        text_column("division", "填报科室", width=130, least=90, spare=True, quiet=True),
        date_column("dated", "填报日期", width=106, spare=True),
        money_column("adjusted", "全年预算（元）", width=130, sortable=False),
        money_column("executed", "全年执行（元）", width=130, sortable=False),
        Column("points", "得分", _points, align="right", width=76, figure=True),
        grade_column(tone, lambda row: row.dated),
        Column("key_points", "重点评价", _key_points, align="right", width=84, figure=True, sortable=False),
        badge_column("state", "状态", lambda row: TONES[row.state], width=84),
    )


def key_columns(tone: GradeTone) -> tuple[Column[KeyEvaluationRow], ...]:
    """The list of key evaluations, void ones too."""
    return (
        date_column("evaluated_on", "评价日期", width=106, sortable=False),
        text_column("evaluator", "评价主体", width=150, sortable=False),
        text_column("document_number", "文号", width=170, sortable=False),
        text_column("project", "项目", stretch=True, width=170, sortable=False),
        Column("points", "得分", lambda row: points_text(row.points), align="right", width=76, figure=True),
        grade_column(tone, lambda row: row.evaluated_on),
        Column("own_points", "自评得分", _own_points, align="right", width=84, figure=True, sortable=False),
        Column("difference", "相差", _difference, align="right", width=76, figure=True, sortable=False),
        badge_column("void_reason", "状态", _standing_tone, _standing, width=84, sortable=False),
    )


def difference_text(points: int) -> str:
    """A difference of points with its sign: +1.20, -10.17, 0.00."""
    sign = "+" if points > 0 else "-" if points < 0 else ""
    return f"{sign}{points_text(abs(points))}"


def scores_text(row: KeyEvaluationRow) -> str:
    """Both scores and how far they are apart."""
    if row.own_points is None or row.difference is None:
        return f"{points_text(row.points)} 分，{row.grade}（没有已定稿的自评）"
    own = f"自评 {points_text(row.own_points)} 分，{row.own_grade}"
    return f"{points_text(row.points)} 分，{row.grade}（{own}，相差 {difference_text(row.difference)}）"


def _own_points(row: KeyEvaluationRow) -> str:
    return "" if row.own_points is None else points_text(row.own_points)


def _difference(row: KeyEvaluationRow) -> str:
    return "" if row.difference is None else difference_text(row.difference)


def _standing(row: KeyEvaluationRow) -> str:
    return "已作废" if row.void_reason else "有效"


def _standing_tone(row: KeyEvaluationRow) -> Tone:
    return "neutral" if row.void_reason else "ok"


def _key_points(row: EvaluationRow) -> str:
    return "" if row.key_points is None else points_text(row.key_points)


def _points(row: EvaluationRow) -> str:
    return "" if row.points is None else points_text(row.points)
