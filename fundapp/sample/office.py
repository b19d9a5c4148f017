"""The office of the sample year: role names instead of people, one published password, a clock that is set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Concatenate, ParamSpec

from fundapp.errors import Refused
from fundapp.seal.keys import PRODUCTION, KdfCost
from fundapp.services import access, people
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.done import Done
from fundapp.services.ledger import Founding, Ledger, Synchronous, create_ledger
from fundapp.services.people import PersonEntry
from fundapp.services.seat import Seat
from fundapp.services.signing import Confirmation
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.roles import Role

P = ParamSpec("P")

FILE_NAME = "示例账套.fund"
PASSWORD = "shili-zhangtao"  # noqa: S105 - published: it opens sample data only
"""Everybody's password in the sample ledger; printed in the manual and on the first-start screen."""
_FIRST = "chushi-mima-01"
OFFICE = "示例市政务服务和数据资源管理办公室"
DATA_CENTRE = "大数据中心"
SERVICE_DIVISION = "政务服务科"
SMART_DIVISION = "数智城市科"


@dataclass
class SampleClock:
    """Stands still until the story moves it."""

    at: dt.datetime = dt.datetime(2023, 12, 13, 9, 0, tzinfo=OFFICE_ZONE)
    year: int = 2023

    def __call__(self) -> dt.datetime:
        return self.at

    def on(self, month: int, day: int, hour: int = 9) -> None:
        """Moves to a day of the year that is being told, never backwards."""
        self.at = max(self.at + dt.timedelta(minutes=3), dt.datetime(self.year, month, day, hour, tzinfo=OFFICE_ZONE))

    def tick(self) -> None:
        """A few minutes pass."""
        self.at += dt.timedelta(minutes=4)


@dataclass
class SampleOffice:
    """The open sample ledger with everybody's seat. `say` prints one line per step."""

    ledger: Ledger
    clock: SampleClock
    say: Callable[[str], None]
    divisions: dict[str, int] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    found: dict[tuple[str, int], int] = field(default_factory=dict)
    """Ids of the self-evaluations by project and year."""

    def do(self, who: str, verb: Callable[Concatenate[UnitOfWork, P], Done], *args: P.args, **kwargs: P.kwargs) -> int:
        """Somebody does something; says so, and gives the id of what it was about."""
        self.clock.tick()
        done = self.ledger.do(self.seats[who], verb, *args, **kwargs)
        self.say(f"{self.clock.at:%Y-%m-%d %H:%M}　{who}：{done.message}")
        return done.id

    def refused(
        self, who: str, verb: Callable[Concatenate[UnitOfWork, P], Done], *args: P.args, **kwargs: P.kwargs
    ) -> Refused:
        """Somebody tries something that the rules refuse; says the refusal.

        Raises:
            AssertionError: it was not refused, so the story is wrong.
        """
        self.clock.tick()
        try:
            self.ledger.do(self.seats[who], verb, *args, **kwargs)
        except Refused as no:
            self.say(f"{self.clock.at:%Y-%m-%d %H:%M}　{who}：未能办理——【{no.article}】{no.message}")
            return no
        raise AssertionError(f"nothing refused {verb.__name__}")

    def confirm(self, who: str) -> Confirmation:
        """Somebody confirms before signing, with the key that the login opened: typing hundreds of passwords, each
        slow to check by design, would take minutes and prove nothing more."""
        seat = self.seats[who]
        return Confirmation(seat.person_id, seat.key_id, self.clock(), seat.key)


def found(
    folder: Path, say: Callable[[str], None], *, cost: KdfCost = PRODUCTION, synchronous: Synchronous = "FULL"
) -> SampleOffice:
    """Makes the ledger file in `folder` and enters divisions and people.

    Raises:
        Refused: there is a sample ledger in the folder already.
        Unwritable: the folder cannot be written.
    """
    clock = SampleClock()
    founding = Founding(OFFICE, DATA_CENTRE, "管理员", PASSWORD, sample=True)
    ledger, administrator = create_ledger(folder / FILE_NAME, founding, clock=clock, cost=cost, synchronous=synchronous)
    office = SampleOffice(ledger, clock, say, {DATA_CENTRE: 1}, {"管理员": administrator})
    say(f"建立账套：{ledger.path.name}（示例数据）")
    for name in (SERVICE_DIVISION, SMART_DIVISION):
        office.divisions[name] = office.do("管理员", people.add_division, 1, name)
    _hire_everybody(office)
    return office


def _hire_everybody(office: SampleOffice) -> None:
    own = office.divisions
    everywhere = frozenset(own.values())
    for division, short in ((DATA_CENTRE, "数据"), (SERVICE_DIVISION, "服务"), (SMART_DIVISION, "数智")):
        _hire(office, f"经办人（{short}）", own[division], Role.CLERK)
        _hire(office, f"科室负责人（{short}）", own[division], Role.DIVISION_HEAD)
    _hire(office, "财务审核", own[DATA_CENTRE], Role.FINANCE)
    _hire(office, "财务出纳", own[DATA_CENTRE], Role.FINANCE)
    _hire(office, "分管领导", own[DATA_CENTRE], Role.SUPERVISING_LEADER, charges=everywhere)
    _hire(office, "主要领导", own[DATA_CENTRE], Role.PRINCIPAL_LEADER)
    _hire(office, "领导小组成员（一）", own[SERVICE_DIVISION], Role.STEERING_MEMBER)
    _hire(office, "领导小组成员（二）", own[SMART_DIVISION], Role.STEERING_MEMBER)
    _hire(office, "监督人员", own[SERVICE_DIVISION], Role.AUDITOR)


def _hire(office: SampleOffice, name: str, division: int, role: Role, charges: frozenset[int] = frozenset()) -> None:
    entry = PersonEntry(name, division, frozenset({role}), charges)
    offered = office.ledger.ask(office.seats["管理员"], people.witnesses_due, None, entry)
    witness = access.witness(office.ledger, offered[0].id, PASSWORD) if offered else None
    person_id = office.do("管理员", people.add_person, entry, _FIRST, office.ledger.cost, witness)
    office.clock.tick()
    first = access.log_in(office.ledger, person_id, _FIRST)
    office.seats[name] = access.set_own_password(office.ledger, first, _FIRST, PASSWORD)
    office.say(f"{office.clock.at:%Y-%m-%d %H:%M}　{name}：首次登录，设置密码并建立签字密钥")
