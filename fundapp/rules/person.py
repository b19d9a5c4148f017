"""A person as the rules see one."""

from __future__ import annotations

from dataclasses import dataclass

from fundapp.values.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """Roles and reach of a person. `charges`: ids of the divisions a supervising leader is in charge of (art. 11)."""

    id: int
    name: str
    roles: frozenset[Role]
    division_id: int
    charges: frozenset[int] = frozenset()
    active: bool = True

    @property
    def roles_text(self) -> str:
        """The roles in the office's order, for messages."""
        return "、".join(role.label for role in Role if role in self.roles) or "（没有角色）"
