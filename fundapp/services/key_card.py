"""密钥登记卡: the present key of a person on paper, to be signed by hand and filed as a witness outside the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from fundapp.errors import NotFound
from fundapp.forms import key_card
from fundapp.forms.imprint import Imprint
from fundapp.models import Division, Person, PersonKey
from fundapp.seal import keys
from fundapp.seal.codes import form_code
from fundapp.services.clock import office_time
from fundapp.services.desk import Desk
from fundapp.services.printing import office_of
from fundapp.values.roles import Role


def pdf(desk: Desk, person_id: int, participants: Sequence[tuple[str, str]] = ()) -> bytes:
    """The card of a person's present key.

    Args:
        participants: who took part besides the holder, as (role, name): two people when a key was reset.

    Raises:
        NotFound: no such person, or one without a key.
    """
    person = desk.get(Person, person_id)
    rows = list(desk.session.scalars(select(PersonKey).filter_by(person_id=person_id).order_by(PersonKey.id)))
    current = next((row for row in reversed(rows) if row.retired_at is None), None)
    if current is None:
        raise NotFound(f"{person.name}还没有密钥。", remedy="请先由管理员设置初始密码。")
    earlier = [row for row in rows if row.id < current.id]
    own = [row for row in earlier if not row.provisional]
    occasion = "首次设置密码" if not own else "重置密码后重设"
    shown = keys.fingerprint(current.public_key)
    imprint = Imprint(
        office=office_of(desk),
        final=True,
        number=f"MY-{person.id:04d}-{len(rows)}",
        # The card witnesses the key and nothing else in the ledger, so its code follows from the key alone.
        code=form_code(current.public_key, ""),
        qr_text=shown,
        printed_on=desk.today,
    )
    blanks = key_card.KeyCardBlanks(
        imprint=imprint,
        person=person.name,
        roles="、".join(role.label for role in Role if role in person.role_set),
        division=desk.get(Division, person.division_id).name,
        algorithm="Ed25519",
        fingerprint=shown,
        created_at=office_time(current.made_at),
        occasion="初始密码（待本人修改）" if current.provisional else occasion,
        replaced_fingerprint=keys.fingerprint(own[-1].public_key) if own else "",
        participants=tuple(participants),
    )
    return key_card.draw(blanks)
