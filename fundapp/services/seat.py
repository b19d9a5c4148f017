"""The seat of a person who has logged in: who it is and the key unlocked for the session."""

from __future__ import annotations

from dataclasses import dataclass, field

from fundapp.seal.keys import UnlockedKey


@dataclass(frozen=True)
class Seat:
    """Held in memory only, from login to logout.

    Attributes:
        person_id: who.
        name: for the screen.
        key_id: row of the key that signs the audit lines.
        key: the unlocked private key; never shown.
        provisional: the first password is still in use; only a new password can be set.
        notices: sentences the person must be shown once, such as a key made by others.
    """

    person_id: int
    name: str
    key_id: int
    key: UnlockedKey = field(repr=False)
    provisional: bool = False
    notices: tuple[str, ...] = ()
