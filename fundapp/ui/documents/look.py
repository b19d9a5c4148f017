"""How the states of a document look, and the project years that wait for one."""

from __future__ import annotations

from typing import Protocol, TypeVar

from fundapp.ui.parts.column import Column, badge_column, count_column, text_column
from fundapp.ui.tokens import Tone
from fundapp.values.choices import DocumentState

TONES: dict[DocumentState, Tone] = {
    DocumentState.DRAFT: "neutral",
    DocumentState.IN_APPROVAL: "warn",
    DocumentState.RETURNED: "bad",
    DocumentState.APPROVED: "ok",
    DocumentState.VOID: "neutral",
}
"""Tint of each state; the word stands beside it."""


class Waiting(Protocol):
    """A project year without a document; `indicators` says how many it has."""

    @property
    def indicators(self) -> int:
        """How many indicators its goals have."""
        ...


W = TypeVar("W", bound=Waiting)


def waiting_columns(_row: type[W]) -> tuple[Column[W], ...]:
    """Project, division and year, and whether goals are there to be measured."""
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
