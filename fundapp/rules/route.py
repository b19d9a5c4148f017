"""Steps of a sign-off route (art. 11, 12). Which steps a document takes is dated data in ``routes.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fundapp.values.roles import Role

Scope = Literal["division", "charge", "any"]
"""Whose document a signer may sign: his own division's, a division's in his charge, or anybody's."""

Subject = Literal["payment", "application", "monitoring", "evaluation", "term_review"]
"""What a route signs."""

ARTICLES: Mapping[Subject, str] = {
    "payment": "第十二条",
    "application": "第十三条",
    "monitoring": "第十五条",
    "evaluation": "第十三条",
    "term_review": "第十六条",
}
"""The article that asks for the hands on it: what a refusal about the sign-off itself cites."""


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
