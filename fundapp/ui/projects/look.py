"""How projects look in lists and heads."""

from __future__ import annotations

from fundapp.ui.tokens import Tone
from fundapp.values.choices import ProjectState

TONES: dict[ProjectState, Tone] = {
    ProjectState.DRAFT: "neutral",
    ProjectState.IN_FORCE: "ok",
    ProjectState.CLOSED: "neutral",
}
"""Tint of each state; the word stands beside it."""
