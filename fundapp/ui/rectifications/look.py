"""How rectifications look in lists and heads."""

from __future__ import annotations

import datetime as dt

from fundapp.services.rectification_list import RectificationRow
from fundapp.ui.parts.column import Column, badge_column, percent_column, text_column
from fundapp.ui.tokens import Tone
from fundapp.values.choices import RectificationState, RectificationStep
from fundapp.values.dates import iso

TONES: dict[RectificationState, Tone] = {
    RectificationState.OPEN: "warn",
    RectificationState.REPORTED: "info",
    RectificationState.CLOSED: "ok",
    RectificationState.VOID: "neutral",
}
"""Tint of each state; the word stands beside it."""
STEP_TONES: dict[RectificationStep, Tone] = {
    RectificationStep.PROGRESS: "neutral",
    RectificationStep.EXTENSION: "warn",
    RectificationStep.HANDOVER: "neutral",
    RectificationStep.REPORT: "info",
    RectificationStep.REJECTION: "bad",
    RectificationStep.CONFIRMATION: "ok",
}
RUNNING = (RectificationState.OPEN, RectificationState.REPORTED)
_SOON = 15
"""Days left from which the due day turns amber."""


def columns() -> tuple[Column[RectificationRow], ...]:
    """The list."""
    return (
        text_column("number", "编号", width=118),
        badge_column("due_on", "整改期限", due_tone, due_text, width=182),
        badge_column("state", "状态", lambda row: TONES[row.state], width=80),
        text_column(
            "problem", "问题", lambda row: row.headline, stretch=True, width=200, least=150, tip=lambda row: row.problem
        ),
        text_column("project", "项目", width=150, least=110, spare=True, quiet=True),
        text_column("source", "来源", width=84, spare=True),
        text_column("division", "责任科室", width=110, spare=True, quiet=True),
        text_column("person", "责任人", width=126, least=90),
        percent_column("progress_bp", "进度", width=90, sortable=False),
    )


def due_text(row: RectificationRow) -> str:
    """The day, and loudly how late it is."""
    return f"{iso(row.due_on)} 逾期 {row.overdue_days} 天" if row.overdue_days else iso(row.due_on)


def due_tone(row: RectificationRow) -> Tone:
    """Red once it is overdue."""
    return "bad" if row.overdue_days else "neutral"


def left_text(due_on: dt.date, today: dt.date, state: RectificationState) -> tuple[str, Tone]:
    """What the head of a problem says about its time."""
    if state not in RUNNING:
        return "", "neutral"
    days = (due_on - today).days
    if days < 0:
        return f"逾期 {-days} 天", "bad"
    return (f"还有 {days} 天" if days else "今天到期"), "warn" if days <= _SOON else "neutral"
