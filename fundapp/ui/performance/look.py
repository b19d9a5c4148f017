"""How self-evaluations look in lists and heads."""

from __future__ import annotations

from fundapp.services.evaluation_list import EvaluationRow, MissingRow
from fundapp.ui.parts.column import Column, badge_column, count_column, date_column, money_column, text_column
from fundapp.ui.tokens import Tone
from fundapp.values.choices import DocumentState
from fundapp.values.score import points_text

TONES: dict[DocumentState, Tone] = {
    DocumentState.DRAFT: "neutral",
    DocumentState.IN_APPROVAL: "warn",
    DocumentState.RETURNED: "bad",
    DocumentState.APPROVED: "ok",
    DocumentState.VOID: "neutral",
}
"""Tint of each state; the word stands beside it."""


def evaluation_columns() -> tuple[Column[EvaluationRow], ...]:
    """The list of self-evaluations."""
    return (
        text_column("number", "单号", lambda row: row.number or "（未编号）", width=120),
        text_column("project", "项目", stretch=True, width=190, least=140),
        text_column("division", "填报科室", width=130, least=90, spare=True, quiet=True),
        date_column("dated", "填报日期", width=106, spare=True),
        money_column("adjusted", "全年预算（元）", width=130, sortable=False),
        money_column("executed", "全年执行（元）", width=130, sortable=False),
        Column("points", "得分", _points, align="right", width=76, figure=True),
        text_column("grade", "等级", width=58, sortable=False),
        badge_column("state", "状态", lambda row: TONES[row.state], width=84),
    )


def missing_columns() -> tuple[Column[MissingRow], ...]:
    """Project years without a self-evaluation."""
    return (
        text_column("project", "项目", stretch=True, width=240),
        text_column("division", "归口科室", width=180, quiet=True),
        count_column("year", "年度", width=80),
        badge_column(
            "indicators",
            "绩效指标",
            lambda row: "ok" if row.indicators else "warn",
            lambda row: f"{row.indicators} 项" if row.indicators else "尚未编制",
            width=120,
        ),
    )


def _points(row: EvaluationRow) -> str:
    return "" if row.points is None else points_text(row.points)
