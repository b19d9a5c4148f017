"""People, their roles, the divisions a supervising leader is in charge of, and their keys."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.roles import Role


class PersonRole(Base, kw_only=True):
    """One role of one person."""

    __tablename__ = "person_role"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[Id] = mapped_column(init=False)
    person_id: Mapped[int] = ref("person", default=None)
    role: Mapped[Role] = choice(Role)


class PersonCharge(Base, kw_only=True):
    """A division that a supervising leader is in charge of (art. 11)."""

    __tablename__ = "person_charge"
    __table_args__ = (UniqueConstraint("person_id", "division_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    person_id: Mapped[int] = ref("person", default=None)
    division_id: Mapped[int] = ref("division")


class PersonKey(Base, kw_only=True):
    """An Ed25519 key of a person; the private half is wrapped under the password.

    A provisional key opens with the first password that the administrator handed over and may sign one act only:
    the making of the person's own key.
    """

    __tablename__ = "person_key"

    id: Mapped[Id] = mapped_column(init=False)
    person_id: Mapped[int] = ref("person")
    algorithm: Mapped[str]
    public_key: Mapped[str]
    wrapped: Mapped[str]
    salt: Mapped[str]
    nonce: Mapped[str]
    kdf: Mapped[str]
    made_at: Mapped[dt.datetime]
    provisional: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    announced: Mapped[bool] = mapped_column(default=True)
    """False until the owner has been told at login that others made this key."""


class Person(Base, kw_only=True):
    """Somebody who works with the ledger."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[Id] = mapped_column(init=False)
    name: Mapped[str]
    division_id: Mapped[int] = ref("division")
    phone: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    roles: Mapped[list[PersonRole]] = relationship(
        init=False, repr=False, order_by=PersonRole.id, cascade="all, delete-orphan", lazy="selectin"
    )
    charges: Mapped[list[PersonCharge]] = relationship(
        init=False, repr=False, order_by=PersonCharge.id, cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def role_set(self) -> frozenset[Role]:
        """All roles of the person."""
        return frozenset(Role(row.role) for row in self.roles)

    @property
    def charge_set(self) -> frozenset[int]:
        """Ids of the divisions in charge."""
        return frozenset(row.division_id for row in self.charges)
