"""How annual applications look in lists and heads."""

from __future__ import annotations

import datetime as dt

from fundapp.services.application_list import ApplicationRow, UnappliedRow
from fundapp.ui.documents.grades import GradeTone, grade_column
from fundapp.ui.documents.look import TONES
from fundapp.ui.parts.column import Column, badge_column, date_column, money_column, text_column


def application_columns(tone: GradeTone) -> tuple[Column[ApplicationRow], ...]:
    """The list of applications."""
    return (
        text_column("number", "单号", lambda row: row.number or "（未编号）", width=120),
        text_column("project", "项目", stretch=True, width=140),
        text_column("category", "项目类别", width=116, spare=True, quiet=True, sortable=False),
        text_column("division", "申报科室", width=100, spare=True, quiet=True),
        date_column("dated", "申报日期", width=100),
        money_column("amount", "申请金额（元）", width=126),
        grade_column(tone, lambda row: row.dated, key="last_grade", title="上年等级", width=86),
        badge_column("state", "状态", lambda row: TONES[row.state], width=84),
    )


def unapplied_columns(tone: GradeTone) -> tuple[Column[UnappliedRow], ...]:
    """Project years without an application."""
    return (
        text_column("project", "项目", stretch=True, width=240),
        text_column("division", "归口科室", width=160, quiet=True),
        badge_column(
            "further",
            "年度申请",
            lambda row: "warn" if row.further or not row.opened else "neutral",
            _standing,
            width=126,
        ),
        grade_column(tone, _new_year, key="last_grade", title="上年等级", width=90, sortable=True),
        badge_column(
            "indicators",
            "绩效指标",
            lambda row: "ok" if row.indicators else "warn",
            lambda row: f"{row.indicators} 项" if row.indicators else "尚未编制",
            width=110,
        ),
    )


def _standing(row: UnappliedRow) -> str:
    if not row.opened:
        return "尚未建立年度"
    return "尚未申请" if row.further else "首年，可不申请"


def _new_year(row: UnappliedRow) -> dt.date:
    return dt.date(row.year, 1, 1)
