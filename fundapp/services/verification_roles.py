"""Who held which role when, read from digests alone.

The chain keeps only the digest of a role's row. There are few people and few roles, so the row itself is found by
trying them; a hand or a disbursement can then be held against the roles of its own day, whatever was changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fundapp.rules.access import MAY
from fundapp.seal.canonical import row_digest
from fundapp.values.roles import Role

Entry = tuple[str, int, str]
"""Table, id and digest of a row that a line wrote; the digest is empty for a deleted row."""

Power = frozenset[tuple[int, str | int]]
"""Person, and a leader's role or a division in charge."""

_ROLES, _CHARGES = "person_role", "person_charge"
_COLUMNS = {_ROLES: "role", _CHARGES: "division_id"}


@dataclass
class RoleHistory:
    """Roles and divisions in charge as they stand after the lines taken so far."""

    _people: set[int] = field(default_factory=set)
    _divisions: set[int] = field(default_factory=set)
    _held: dict[tuple[str, int], tuple[int, str | int]] = field(default_factory=dict)

    def of(self, person: int | None) -> frozenset[Role]:
        """Roles that a person holds now."""
        return frozenset(Role(str(what)) for what in self._of(_ROLES, person))

    def charges_of(self, person: int | None) -> frozenset[int]:
        """Divisions that a person is in charge of now."""
        return frozenset(int(what) for what in self._of(_CHARGES, person))

    def power(self) -> Power:
        """Who holds which leader's role, and is in charge of which division, now."""
        leading = {str(role) for role in MAY["people.witness"]}
        return frozenset(held for (table, _), held in self._held.items() if table == _CHARGES or held[1] in leading)

    def _of(self, wanted: str, person: int | None) -> list[str | int]:
        return [what for (table, _), (holder, what) in self._held.items() if table == wanted and holder == person]

    def take(self, rows: Sequence[Entry], about: int) -> None:
        """Takes the rows of one line; `about` is the id of its subject, most often the very person."""
        self._people.update(key for table, key, _ in rows if table == "person")
        self._divisions.update(key for table, key, _ in rows if table == "division")
        for table, key, digest in rows:
            if table in _COLUMNS:
                self._held.pop((table, key), None)
                found = self._tried(table, key, digest, about) if digest else None
                if found is not None:
                    self._held[table, key] = found

    def _tried(self, table: str, key: int, digest: str, about: int) -> tuple[int, str | int] | None:
        values: list[str | int] = [*Role] if table == _ROLES else sorted(self._divisions)
        for person in sorted(self._people, key=lambda one: one != about):
            for value in values:
                if row_digest(table, {"id": key, "person_id": person, _COLUMNS[table]: value}) == digest:
                    return person, value
        return None
