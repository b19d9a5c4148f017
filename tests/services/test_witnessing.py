"""What the administrator may not do alone: a leader's power is given, widened or given back before a witness."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Refused
from fundapp.models import AuditLine, Witnessing
from fundapp.seal import keys
from fundapp.services import access, people, witnessing
from fundapp.services.people import PersonEntry
from fundapp.services.signing import Confirmation
from fundapp.services.verification import verify
from fundapp.values.roles import Role
from tests.builders import CHEAP, FIRST_PASSWORD, PASSWORD, Office

LEADING, PRINCIPAL = Role.SUPERVISING_LEADER, Role.PRINCIPAL_LEADER


def entry(name: str, *roles: Role, charges: tuple[int, ...] = ()) -> PersonEntry:
    """A person of the first division as typed."""
    return PersonEntry(name, 1, frozenset(roles), frozenset(charges))


def add(place: Office, typed: PersonEntry, witness: Confirmation | None = None) -> int:
    """The administrator enters somebody."""
    return place.do(place.administrator, people.add_person, typed, FIRST_PASSWORD, CHEAP, witness)


def save(place: Office, person_id: int, typed: PersonEntry, witness: Confirmation | None = None) -> None:
    """The administrator changes somebody."""
    place.do(place.administrator, people.save_person, person_id, typed, witness)


def witnessings(place: Office) -> list[Witnessing]:
    """All that was witnessed."""
    return place.ask(lambda desk: list(desk.session.scalars(select(Witnessing).order_by(Witnessing.id))))


def last_line(place: Office) -> AuditLine:
    """The newest audit line."""
    return place.ask(lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one())


def names(place: Office, person_id: int | None, typed: PersonEntry) -> list[str]:
    """Who could witness what is typed."""
    return [one.name for one in place.ask(people.witnesses_due, person_id, typed)]


def closed(place: Office, who: str) -> int:
    """Somebody left; gives the id."""
    place.do(place.administrator, people.close_person, place.seats[who].person_id)
    return place.seats[who].person_id


@pytest.mark.parametrize("role", [LEADING, PRINCIPAL])
def test_nobody_becomes_a_leader_by_the_administrator_alone(place: Office, role: Role) -> None:
    with pytest.raises(Forbidden, match="须由管理员和另一位领导共同办理") as caught:
        add(place, entry("新领导", role, charges=(1,)))
    assert (caught.value.article, caught.value.field) == ("第十一条", "见证领导")
    assert "作为见证人输入密码" in caught.value.remedy
    with pytest.raises(Forbidden, match="授予领导角色或分管科室"):
        save(place, place.finance.person_id, entry("财务", Role.FINANCE, role, charges=(1,)))
    assert "新领导" not in [one.name for one in place.ask(people.people)]


def test_what_a_leader_witnessed_is_signed_with_the_own_key_in_the_same_act(place: Office) -> None:
    elsewhere = place.division("数据科")
    before = last_line(place).hash
    new = add(
        place, entry("新领导", LEADING, Role.AUDITOR, charges=(elsewhere, 1)), place.witness(place.principal.person_id)
    )
    row, line = witnessings(place)[-1], last_line(place)
    assert (row.verb, row.person_id, row.witness_id, row.key_id, row.at) == (
        "people.add_person",
        new,
        place.principal.person_id,
        place.principal.key_id,
        line.at,
    )
    assert keys.verify(place.principal.key.public_key, row.text, row.signature)
    assert json.loads(row.text) == {
        "verb": "people.add_person",
        "person": new,
        "name": "新领导",
        "fingerprint": "",
        "roles": ["auditor", "supervising_leader"],
        "charges": [1, elsewhere],
        "administrator": place.administrator.person_id,
        "time": "2026-03-02T01:00:00.000000Z",
        "previous": before,
    }
    assert line.summary == "新增人员：新领导（分管领导、监督人员），见证人主要领导"
    assert ["witnessing", row.id] in [written[:2] for written in json.loads(line.body)["rows"]]
    place.ledger.close()
    assert verify(place.path).ok


def test_the_witness_of_a_reset_signs_the_new_key(place: Office) -> None:
    reset = (place.finance.person_id, FIRST_PASSWORD, CHEAP, place.witness(place.supervisor.person_id))
    place.do(place.administrator, people.reset_key, *reset)
    row = witnessings(place)[-1]
    shown = next(one.fingerprint for one in place.ask(people.people) if one.name == "财务")
    said = json.loads(row.text)
    assert (said["verb"], said["fingerprint"], said["roles"]) == ("people.reset_key", shown, ["finance"])
    assert keys.verify(place.supervisor.key.public_key, row.text, row.signature)


def test_more_divisions_in_charge_need_a_witness_and_fewer_do_not(place: Office) -> None:
    elsewhere, leader = place.division("数据科"), place.supervisor.person_id
    wider = entry("分管领导", LEADING, charges=(1, elsewhere))
    assert names(place, leader, wider) == ["主要领导"]
    with pytest.raises(Forbidden, match="分管科室"):
        save(place, leader, wider)
    save(place, leader, wider, place.witness(place.principal.person_id))
    assert last_line(place).summary == "修改人员：分管领导，见证人主要领导"
    save(place, leader, entry("分管领导", LEADING, charges=(elsewhere,)))
    assert last_line(place).summary == "修改人员：分管领导"
    place.ledger.close()
    assert verify(place.path).ok


def test_what_gives_no_power_needs_no_witness(place: Office) -> None:
    leader = place.supervisor.person_id
    assert names(place, None, entry("新来人员", Role.CLERK, Role.DIVISION_HEAD, charges=(1,))) == []
    assert names(place, leader, entry("分管领导（更名）", LEADING, Role.CLERK, charges=(1,))) == []
    before = len(witnessings(place))
    save(place, leader, entry("分管领导（更名）", LEADING, charges=(1,)), place.witness(place.principal.person_id))
    assert len(witnessings(place)) == before


def test_a_leader_does_not_witness_the_own_promotion(place: Office) -> None:
    leader = place.supervisor.person_id
    promoted = entry("分管领导", LEADING, PRINCIPAL, charges=(1,))
    assert names(place, leader, promoted) == ["主要领导"]
    with pytest.raises(Forbidden, match="另一位领导"):
        save(place, leader, promoted, place.witness(leader))


@pytest.mark.parametrize("who", ["财务", "科室负责人", "监督人员", "管理员"])
def test_only_a_leader_witnesses(place: Office, who: str) -> None:
    place.seats["管理员"] = place.administrator
    seen = access.witness(place.ledger, place.seats[who].person_id, PASSWORD)
    with pytest.raises(Forbidden, match="另一位领导"):
        add(place, entry("新领导", PRINCIPAL), seen)


def test_a_leader_who_left_or_still_has_a_first_password_witnesses_nothing(place: Office) -> None:
    add(place, entry("新领导", PRINCIPAL), place.witness(place.supervisor.person_id))
    gone = place.witness(place.principal.person_id)
    closed(place, "主要领导")
    assert names(place, None, entry("又一领导", PRINCIPAL)) == ["分管领导"]
    with pytest.raises(Forbidden, match="另一位领导"):
        add(place, entry("又一领导", PRINCIPAL), gone)


def test_a_witness_typed_the_password_lately(place: Office) -> None:
    seen = place.witness(place.supervisor.person_id)
    place.clock.pass_by(minutes=5, seconds=1)
    with pytest.raises(Forbidden, match="已过期"):
        add(place, entry("新领导", PRINCIPAL), seen)
    with pytest.raises(Forbidden, match="不符"):
        add(place, entry("新领导", PRINCIPAL), replace(seen, key_id=place.finance.key_id))


def test_while_an_office_is_set_up_nobody_can_witness_and_none_is_asked_for(place: Office) -> None:
    said = [json.loads(row.text)["name"] for row in witnessings(place)]
    assert said == ["主要领导"]  # 分管领导 came first, when no leader had a key of his own


def test_the_only_leader_s_charges_are_widened_without_a_witness(place: Office) -> None:
    closed(place, "主要领导")
    wider = entry("分管领导", LEADING, charges=(1, place.division("数据科")))
    assert names(place, place.supervisor.person_id, wider) == []
    save(place, place.supervisor.person_id, wider)
    place.ledger.close()
    assert verify(place.path).ok


def test_a_closed_leader_comes_back_before_a_witness_and_others_without(place: Office) -> None:
    leader, clerk = closed(place, "主要领导"), closed(place, "经办人")
    assert [one.name for one in place.ask(witnessing.for_reopening, leader)] == ["分管领导"]
    assert place.ask(witnessing.for_reopening, clerk) == ()
    place.do(place.administrator, people.reopen_person, clerk)
    with pytest.raises(Forbidden, match="恢复有领导角色的人员须由"):
        place.do(place.administrator, people.reopen_person, leader)
    place.do(place.administrator, people.reopen_person, leader, place.witness(place.supervisor.person_id))
    assert last_line(place).summary == "恢复人员：主要领导，见证人分管领导"
    place.ledger.close()
    assert verify(place.path).ok


def test_the_last_leader_who_can_witness_stays(place: Office) -> None:
    closed(place, "主要领导")
    with pytest.raises(Refused, match="分管领导是唯一有自己密码的在用领导") as caught:
        closed(place, "分管领导")
    assert caught.value.article == "第十一条"
    assert "请先任命继任的领导" in caught.value.remedy
    with pytest.raises(Refused, match="唯一"):
        save(place, place.supervisor.person_id, entry("分管领导", Role.CLERK))
    save(place, place.supervisor.person_id, entry("分管领导", PRINCIPAL))


def test_a_successor_relieves_the_last_leader_once_the_own_password_is_set(place: Office) -> None:
    closed(place, "主要领导")
    new = add(place, entry("继任领导", PRINCIPAL), place.witness(place.supervisor.person_id))
    with pytest.raises(Refused, match="唯一"):
        closed(place, "分管领导")
    access.set_own_password(
        place.ledger, access.log_in(place.ledger, new, FIRST_PASSWORD), FIRST_PASSWORD, "青石-渡口-2951"
    )
    save(place, place.supervisor.person_id, entry("分管领导", Role.CLERK))
    with pytest.raises(Refused, match="继任领导是唯一"):
        place.do(place.administrator, people.close_person, new)
    place.ledger.close()
    assert verify(place.path).ok
