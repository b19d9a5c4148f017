"""How projects look in lists and heads."""

from __future__ import annotations

from fundapp.ui.tokens import Tone
from fundapp.values.choices import ProjectStanding

TONES: dict[ProjectStanding, Tone] = {
    ProjectStanding.DRAFT: "neutral",
    ProjectStanding.IN_FORCE: "ok",
    ProjectStanding.CANCELLED: "warn",
    ProjectStanding.CLOSED: "neutral",
}
"""Tint of each state; the word stands beside it."""
