"""The people of the small office in `tests.builders`, their clock, and what they type to be let in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from fundapp.seal.keys import KdfCost
from fundapp.services import access, people
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.desk import Desk
from fundapp.services.done import Done
from fundapp.services.ledger import Ledger
from fundapp.services.people import PersonEntry
from fundapp.services.seat import Seat
from fundapp.services.signing import Confirmation
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.roles import Role

P = ParamSpec("P")
T = TypeVar("T")

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
"""A password that is cheap to try: tests only."""
FIRST_PASSWORD = "初始-门牌-0417"  # noqa: S105 - opens nothing but a test's ledger
PASSWORD = "云岭-松针-8306"  # noqa: S105 - nor does this
"""Everybody's own password."""
START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=OFFICE_ZONE)


@dataclass
class OfficeClock:
    """The office's clock; it stands still until a test moves it."""

    at: dt.datetime = START

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_by(self, **time: int) -> None:
        """Move on by days, hours, minutes …"""
        self.at += dt.timedelta(**time)

    @property
    def today(self) -> dt.date:
        """The office's calendar day."""
        return self.at.date()


@dataclass
class People:
    """An open ledger and the people at their desks."""

    ledger: Ledger
    clock: OfficeClock
    administrator: Seat
    division_id: int
    seats: dict[str, Seat] = field(default_factory=dict)
    _serial: int = 0

    @property
    def path(self) -> Path:
        """The ledger file."""
        return self.ledger.path

    def do(
        self, seat: Seat, verb: Callable[Concatenate[UnitOfWork, P], Done], *args: P.args, **kwargs: P.kwargs
    ) -> int:
        """Run a verb and give the id of what it was about."""
        return self.ledger.do(seat, verb, *args, **kwargs).id

    def ask(self, question: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question as nobody in particular."""
        return self.ledger.ask(None, question, *args, **kwargs)

    # People. Seats are named by what they do, so that a test reads place.finance.

    def hire(self, name: str, *roles: Role, division_id: int = 0, charges: tuple[int, ...] = ()) -> Seat:
        """Enter somebody, who logs in with the first password and sets an own one."""
        entry = PersonEntry(name, division_id or self.division_id, frozenset(roles), frozenset(charges))
        person_id = self.do(self.administrator, people.add_person, entry, FIRST_PASSWORD, CHEAP, self.seen(None, entry))
        first = access.log_in(self.ledger, person_id, FIRST_PASSWORD)
        seat = access.set_own_password(self.ledger, first, FIRST_PASSWORD, PASSWORD)
        self.seats[name] = seat
        return seat

    def seen(self, person_id: int | None, entry: PersonEntry) -> Confirmation | None:
        """The first leader who can types the own password, when what is typed about a person needs a witness."""
        offered = self.ask(people.witnesses_due, person_id, entry)
        return self.witness(offered[0].id) if offered else None

    def witness(self, leader: int) -> Confirmation:
        """A leader types the own password at the administrator's desk."""
        return access.witness(self.ledger, leader, PASSWORD)

    def division(self, name: str) -> int:
        """Another division of the office."""
        return self.do(self.administrator, people.add_division, 1, name)

    @property
    def clerk(self) -> Seat:
        """经办人: writes."""
        return self.seats["经办人"]

    @property
    def other_clerk(self) -> Seat:
        """A second 经办人 of the same division."""
        return self.seats["另一经办人"]

    @property
    def head(self) -> Seat:
        """科室负责人: signs first, confirms projects and contracts."""
        return self.seats["科室负责人"]

    @property
    def finance(self) -> Seat:
        """财务: signs second, enters appropriations."""
        return self.seats["财务"]

    @property
    def cashier(self) -> Seat:
        """出纳: finance that signs nothing and registers disbursements."""
        return self.seats["出纳"]

    @property
    def supervisor(self) -> Seat:
        """分管领导: in charge of the division, signs third with the checklist."""
        return self.seats["分管领导"]

    @property
    def principal(self) -> Seat:
        """主要领导: signs large sums."""
        return self.seats["主要领导"]

    @property
    def auditor(self) -> Seat:
        """监督人员: reads everything."""
        return self.seats["监督人员"]

    def confirm(self, seat: Seat) -> Confirmation:
        """The person types the own password again."""
        return access.confirm(self.ledger, seat, PASSWORD)

    def signer(self, role: Role) -> Seat:
        """Who signs for a role."""
        return {
            Role.DIVISION_HEAD: self.head,
            Role.FINANCE: self.finance,
            Role.SUPERVISING_LEADER: self.supervisor,
            Role.PRINCIPAL_LEADER: self.principal,
        }[role]
