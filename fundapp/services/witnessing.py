"""见证: what the administrator may not do alone (art. 11), signed by a leader with the own key in the same act.

Giving somebody a leader's power, and making a forgotten key anew, would each let one person act as a leader. As long
as no leader has a key of his own, as when the office is set up, there is nobody to witness and none is asked for; from
then on there is always one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from fundapp.errors import Forbidden, Refused
from fundapp.models import Person, PersonKey, Witnessing
from fundapp.rules.access import MAY
from fundapp.rules.person import PersonFacts
from fundapp.seal.canonical import canonical
from fundapp.services.desk import Desk
from fundapp.services.signing import Confirmation, check_confirmation
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.roles import Role

LEADERS = MAY["people.witness"]
ADD, SAVE, REOPEN, RESET = "people.add_person", "people.save_person", "people.reopen_person", "people.reset_key"

_CONCERN = {
    ADD: "授予领导角色或分管科室",
    SAVE: "授予领导角色或分管科室",
    REOPEN: "恢复有领导角色的人员",
    RESET: "重置密码",
}
"""The acts that are witnessed, as the office calls them."""


def leaders(desk: Desk, apart_from: int | None = None) -> tuple[PersonFacts, ...]:
    """Who can witness an act about this person: every other leader at work who has a key of the own."""
    own = set(desk.session.scalars(select(PersonKey.person_id).filter_by(retired_at=None, provisional=False)))
    return tuple(one for one in desk.people() if one.roles & LEADERS and one.id in own and one.id != apart_from)


def for_roles(
    desk: Desk, person_id: int | None, roles: frozenset[Role], charges: frozenset[int]
) -> tuple[PersonFacts, ...]:
    """Leaders of whom one has to witness that a person (None: a new one) gets these roles and divisions in charge.

    Empty when nothing is given that the person did not hold, or nobody can witness it yet.
    """
    held = _power(desk.person_facts(person_id)) if person_id is not None else frozenset()
    wanted = _granting(roles, charges)
    return leaders(desk, person_id) if wanted - held else ()


def for_reopening(desk: Desk, person_id: int) -> tuple[PersonFacts, ...]:
    """Leaders of whom one has to witness that a closed person comes back; empty for somebody without such power."""
    return leaders(desk, person_id) if _power(desk.person_facts(person_id)) else ()


def _power(person: PersonFacts) -> frozenset[Role | int]:
    return _granting(person.roles, person.charges)


def _granting(roles: frozenset[Role], charges: frozenset[int]) -> frozenset[Role | int]:
    # A division in charge means something in the hands of a supervising leader only.
    return (roles & LEADERS) | (charges if Role.SUPERVISING_LEADER in roles else frozenset())


def add(
    uow: UnitOfWork,
    verb: str,
    person: Person,
    offered: tuple[PersonFacts, ...],
    witness: Confirmation | None,
    fingerprint: str = "",
) -> str:
    """Stores what the witness signs: the person as they stand after the act, and the fingerprint of a key made anew.

    Args:
        offered: who can witness it, asked before the act.

    Returns:
        What the summary of the act says of the witness.

    Raises:
        Forbidden: nobody witnessed, or somebody who cannot, or the password was typed too long ago.
    """
    helper = next((one for one in offered if witness is not None and one.id == witness.person_id), None)
    if witness is None or helper is None:
        raise Forbidden(
            f"{_CONCERN[verb]}须由管理员和另一位领导共同办理。",
            article="第十一条",
            field="见证领导",
            remedy="请另一位有自己密码的分管领导或主要领导到场，作为见证人输入密码。",
        )
    check_confirmation(uow, helper.id, witness)
    said = text_of(
        verb=verb,
        person=person.id,
        name=person.name,
        fingerprint=fingerprint,
        roles=person.role_set,
        charges=person.charge_set,
        administrator=uow.me.id,
        at=uow.now,
        previous=uow.head,
    )
    text = canonical(said)
    row = Witnessing(
        verb=verb,
        person_id=person.id,
        witness_id=helper.id,
        key_id=witness.key_id,
        at=uow.now,
        text=text,
        signature=witness.key.sign(text),
    )
    uow.add(row)
    return f"，见证人{helper.name}"


def text_of(
    *,
    verb: str,
    person: int,
    name: str,
    fingerprint: str,
    roles: frozenset[Role],
    charges: frozenset[int],
    administrator: int | None,
    at: dt.datetime | str,
    previous: str,
) -> dict[str, Any]:
    """What is signed: the act, whom it is about, what they hold afterwards, and the place in the chain."""
    return {
        "verb": verb,
        "person": person,
        "name": name,
        "fingerprint": fingerprint,
        "roles": sorted(roles),
        "charges": sorted(charges),
        "administrator": administrator,
        "time": at,
        "previous": previous,
    }


def keep_one(uow: UnitOfWork, person: Person) -> None:
    """Lets the last leader who can witness neither leave nor lose the role: nobody could witness anything after.

    Raises:
        Refused: this is the last one.
    """
    if [one.id for one in leaders(uow)] == [person.id]:
        raise Refused(
            f"{person.name}是唯一有自己密码的在用领导，停用或取消领导角色以后就没有人能见证任命和重置密码。",
            article="第十一条",
            remedy="请先任命继任的领导，并请其登录设置自己的密码，然后再办理。",
        )
