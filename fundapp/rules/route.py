"""Steps of a sign-off route (art. 11, 12). Which steps a document takes is dated data in ``routes.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fundapp.values.roles import Role

Scope = Literal["division", "charge", "any"]
"""Whose document a signer may sign: his own division's, a division's in his charge, or anybody's."""

Subject = Literal["payment", "application", "monitoring", "evaluation", "term_review"]
"""What a route signs."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """Something the signer has to tick before signing."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One hand of a route."""

    key: str
    label: str
    role: Role
    scope: Scope
    checklist: tuple[ChecklistItem, ...] = ()
    article: str = ""


def has_supervising_step(steps: tuple[Step, ...]) -> bool:
    """Art. 12: the supervising leader's check, limited to the divisions in his charge, is part of every route."""
    return any(step.role is Role.SUPERVISING_LEADER and step.scope == "charge" for step in steps)
