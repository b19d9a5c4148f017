"""What every question and verb works at: a session, the day, the person asking, the dated figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from fundapp.errors import NotFound
from fundapp.models import Base, Person
from fundapp.rules import access
from fundapp.rules.figures import Figures
from fundapp.rules.signoff import PersonFacts
from fundapp.services.clock import office_time

Record = TypeVar("Record", bound=Base)


@dataclass
class Desk:
    """A reader's desk: questions take it as first argument; it never writes.

    Attributes:
        session: reads the ledger file.
        me: who asks, with the roles held now; None before login.
        now: aware moment of the question.
        figures: dated figures of the regulation.
        path: the ledger file, for attachments beside it.
    """

    session: Session
    me: PersonFacts | None
    now: dt.datetime
    figures: Figures
    path: Path

    @property
    def today(self) -> dt.date:
        """The office's calendar day."""
        return office_time(self.now).date()

    def get(self, kind: type[Record], key: int) -> Record:
        """The record with this id.

        Raises:
            NotFound: it is not in the ledger (any more).
        """
        found = self.session.get(kind, key)
        if found is None:
            raise NotFound("要找的内容不存在，可能已被删除。", remedy="请刷新列表后再试。")
        return found

    def require_readable(self, division_id: int, *by_name: int) -> None:
        """Lets the person asking read a document of this division; the program itself, before login, reads all.

        Raises:
            Forbidden: see `access.require_readable`.
        """
        if self.me is not None:
            access.require_readable(self.me, division_id, *by_name)

    def gather(self, kind: type[Record], keys: Iterable[int]) -> list[Record]:
        """Several records in one statement, in no order; as long as they are held, `get` finds them without asking."""
        wanted = set(keys)
        if not wanted:
            return []
        return list(self.session.scalars(select(kind).where(inspect(kind).primary_key[0].in_(wanted))))

    def names(self, people: Iterable[int]) -> dict[int, str]:
        """Names by the ids of people, in one statement."""
        return dict(self.session.execute(select(Person.id, Person.name).where(Person.id.in_(set(people)))).all())

    def person_facts(self, person_id: int) -> PersonFacts:
        """Roles, division and charges of a person as rules see them. Raises NotFound."""
        return facts_of(self.get(Person, person_id))

    def people(self) -> tuple[PersonFacts, ...]:
        """Everybody who is not closed."""
        rows = self.session.scalars(select(Person).where(Person.closed_on.is_(None)).order_by(Person.id))
        return tuple(facts_of(row) for row in rows)


def facts_of(person: Person) -> PersonFacts:
    """What the rules need to know of a person."""
    return PersonFacts(
        id=person.id,
        name=person.name,
        roles=person.role_set,
        division_id=person.division_id,
        charges=person.charge_set,
        active=person.closed_on is None,
    )
