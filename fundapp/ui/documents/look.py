"""How the states of a document look."""

from __future__ import annotations

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
