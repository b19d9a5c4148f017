"""How a grade looks, wherever one is shown: what the dated table of grades says about it decides, not its word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias, TypeVar

from fundapp.rules.dated import GradeLevel
from fundapp.ui.parts.column import Column, badge_column
from fundapp.ui.session import Session
from fundapp.ui.tokens import Tone

R = TypeVar("R")

GradeTone: TypeAlias = Callable[[str, dt.date], Tone]
"""Tint of a grade that was given on a day; a word that is no grade is grey."""

_TONES: dict[GradeLevel, Tone] = {"good": "ok", "poor": "warn", "worst": "bad"}


def grade_tone(session: Session) -> GradeTone:
    """The tints by the ledger's own table."""
    level = session.ledger.figures.grade_level

    def tone(grade: str, on: dt.date) -> Tone:
        found = level(grade, on)
        return "neutral" if found is None else _TONES[found]

    return tone


def grade_column(
    tone: GradeTone,
    on: Callable[[R], dt.date],
    *,
    key: str = "grade",
    title: str = "等级",
    width: int = 56,
    sortable: bool = False,
) -> Column[R]:
    """Grades as badges; `on` gives the day of a row."""

    def tint(row: R) -> Tone:
        return tone(getattr(row, key), on(row))

    return badge_column(key, title, tint, width=width, sortable=sortable)
