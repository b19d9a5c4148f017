"""Units, divisions and people, and a forgotten password that takes two to reset."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, FundError, Invalid, Refused, Stale
from fundapp.models import AuditLine, PersonKey
from fundapp.seal import keys
from fundapp.seal.passwords import WeakPassword
from fundapp.services import access, payment_sheet, payments, people
from fundapp.services.desk import Desk
from fundapp.services.people import PersonEntry, PersonRow
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.verification import verify
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.roles import Role
from tests.builders import CHEAP, FIRST_PASSWORD, PASSWORD, Office
from tests.ui.paid_office import Paid

NEW = "青石-渡口-2951"


def row(place: Office, name: str) -> PersonRow:
    """Somebody as the list shows them."""
    return next(one for one in place.ask(people.people) if one.name == name)


def entry(name: str, *roles: Role, charges: tuple[int, ...] = ()) -> PersonEntry:
    """A person of the first division as typed."""
    return PersonEntry(name, 1, frozenset(roles), frozenset(charges))


def refused_entry(place: Office, typed: PersonEntry, kind: type[FundError] = Invalid) -> FundError:
    """What the program says to an entry; nobody is added."""
    before = len(place.ask(people.people))
    with pytest.raises(kind) as caught:
        place.do(place.administrator, people.add_person, typed, FIRST_PASSWORD, CHEAP)
    assert len(place.ask(people.people)) == before
    return caught.value


# Units and divisions


def test_a_unit_has_a_name_of_its_own(place: Office) -> None:
    unit = place.do(place.administrator, people.add_unit, " 示例市大数据中心 ", "501")
    assert place.ask(people.units) == ((1, "示例市政务服务管理局"), (unit, "示例市大数据中心"))
    with pytest.raises(Invalid, match="已有单位“示例市大数据中心”"):
        place.do(place.administrator, people.add_unit, "示例市大数据中心")
    with pytest.raises(Invalid, match="请填写单位名称") as caught:
        place.do(place.administrator, people.add_unit, " 　")
    assert caught.value.field == "单位名称"


def test_a_division_has_a_name_of_its_own_in_its_unit(place: Office) -> None:
    unit = place.do(place.administrator, people.add_unit, "示例市大数据中心")
    mine = place.division("数据科")
    theirs = place.do(place.administrator, people.add_division, unit, "数据科")
    assert [(one.id, one.unit, one.name, one.active) for one in place.ask(people.divisions)] == [
        (1, "示例市政务服务管理局", "综合科", True),
        (mine, "示例市政务服务管理局", "数据科", True),
        (theirs, "示例市大数据中心", "数据科", True),
    ]
    with pytest.raises(Invalid, match="已有科室“数据科”"):
        place.division(" 数据科")


def test_a_division_is_renamed_or_closed_but_takes_no_other_s_name(place: Office) -> None:
    other = place.division("数据科")
    place.do(place.administrator, people.save_division, other, "数据资源科", False)
    place.do(place.administrator, people.save_division, other, "数据资源科", False)
    assert [(one.name, one.active) for one in place.ask(people.divisions)] == [("综合科", True), ("数据资源科", False)]
    with pytest.raises(Invalid, match="已有科室“综合科”") as caught:
        place.do(place.administrator, people.save_division, other, "综合科", True)
    assert caught.value.field == "科室名称"


@pytest.mark.parametrize("who", ["经办人", "科室负责人", "财务", "分管领导", "主要领导", "监督人员"])
def test_only_the_administrator_keeps_units_and_people(place: Office, who: str) -> None:
    seat, witness = place.seats[who], place.confirm(place.principal)
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.add_unit, "示例市大数据中心")
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.add_division, 1, "数据科")
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.save_division, 1, "数据科", True)
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.add_person, entry("新来人员", Role.CLERK), FIRST_PASSWORD, CHEAP)
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.save_person, seat.person_id, entry(who, Role.SUPERVISING_LEADER, charges=(1,)))
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.close_person, place.cashier.person_id)
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.reopen_person, place.cashier.person_id)
    with pytest.raises(Forbidden, match="须由管理员办理"):
        place.do(seat, people.reset_key, place.cashier.person_id, FIRST_PASSWORD, CHEAP, witness)


# People


def test_the_list_shows_roles_charges_and_the_fingerprint_of_the_key_in_force(place: Office) -> None:
    elsewhere = place.division("数据科")
    leader = place.hire("兼管领导", Role.SUPERVISING_LEADER, Role.STEERING_MEMBER, charges=(elsewhere, 1))
    found = row(place, "兼管领导")
    assert (found.unit, found.division, found.charges) == ("示例市政务服务管理局", "综合科", (1, elsewhere))
    assert found.charge_names == ("综合科", "数据科")
    assert found.roles == (Role.SUPERVISING_LEADER, Role.STEERING_MEMBER)
    assert found.fingerprint == keys.fingerprint(leader.key.public_key)
    assert not found.provisional
    place.do(place.administrator, people.add_person, entry("新来人员", Role.CLERK), FIRST_PASSWORD, CHEAP)
    assert row(place, "新来人员").provisional


def test_a_name_is_kept_without_blanks_and_belongs_to_one_person(place: Office) -> None:
    place.do(place.administrator, people.add_person, entry(" 新来人员 ", Role.CLERK), FIRST_PASSWORD, CHEAP)
    assert row(place, "新来人员").division_id == 1
    said = refused_entry(place, entry("新来人员", Role.CLERK))
    assert (said.message, said.field) == ("已有人员“新来人员”。", "姓名")
    assert refused_entry(place, entry("　", Role.CLERK)).field == "姓名"


def test_everybody_has_a_role_and_a_supervising_leader_a_division(place: Office) -> None:
    assert refused_entry(place, entry("新来人员")).field == "角色"
    said = refused_entry(place, entry("新来领导", Role.SUPERVISING_LEADER))
    assert (said.field, said.article) == ("分管科室", "第十一条")


def test_the_administrator_signs_nothing_and_so_holds_no_other_role(place: Office) -> None:
    said = refused_entry(place, entry("万能人员", Role.ADMINISTRATOR, Role.FINANCE), Refused)
    assert "管理员不签批任何单据" in said.message


def test_the_first_password_must_be_hard_to_guess(place: Office) -> None:
    with pytest.raises(WeakPassword):
        place.do(place.administrator, people.add_person, entry("新来人员", Role.CLERK), "12345678", CHEAP)


def test_charges_end_with_the_role_of_supervising_leader(place: Office) -> None:
    changed = replace(entry("分管领导", Role.CLERK, charges=(1,)), phone=" 0573-00000000 ")
    place.do(place.administrator, people.save_person, place.supervisor.person_id, changed)
    found = row(place, "分管领导")
    assert (found.roles, found.charges, found.phone) == ((Role.CLERK,), (), "0573-00000000")


def test_what_was_loaded_before_somebody_else_saved_is_not_stored(place: Office) -> None:
    loaded = row(place, "出纳")
    typed = replace(entry("出纳", Role.FINANCE), phone="0573-11111111", version=loaded.version)
    place.do(place.administrator, people.save_person, loaded.id, typed)
    with pytest.raises(Stale, match="已被他人修改"):
        place.do(place.administrator, people.save_person, loaded.id, replace(typed, phone="0573-22222222"))
    assert row(place, "出纳").phone == "0573-11111111"


def test_nobody_takes_a_name_that_is_somebody_else_s(place: Office) -> None:
    with pytest.raises(Invalid, match="已有人员“财务”"):
        place.do(place.administrator, people.save_person, place.cashier.person_id, entry("财务", Role.FINANCE))


def test_an_author_keeps_the_name_while_it_stands_in_what_hands_are_signing(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    renamed = entry("经办人（更名）", Role.CLERK)
    with pytest.raises(Refused, match="暂不能改名") as refused:
        place.do(place.administrator, people.save_person, place.clerk.person_id, renamed)
    assert "ZF-2026-0001" in refused.value.message
    place.do(place.clerk, payments.withdraw, payment_id, "先改名")
    place.do(place.administrator, people.save_person, place.clerk.person_id, renamed)


def test_the_administrator_changes_the_own_name_but_never_the_own_roles(place: Office) -> None:
    me = place.administrator
    place.do(me, people.save_person, me.person_id, entry("系统管理员", Role.ADMINISTRATOR))
    with pytest.raises(Refused, match="不能修改自己的角色"):
        place.do(me, people.save_person, me.person_id, entry("系统管理员", Role.SUPERVISING_LEADER, charges=(1,)))
    assert row(place, "系统管理员").roles == (Role.ADMINISTRATOR,)


def test_an_author_s_name_stays_while_hands_stand_under_it(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    renamed = entry("经办人（改名）", Role.CLERK)
    with pytest.raises(Refused, match="ZF-2026-0001 正在签批或待拨付") as caught:
        place.do(place.administrator, people.save_person, place.clerk.person_id, renamed)
    assert (caught.value.article, caught.value.field) == ("第十二条", "姓名")
    same = replace(entry("经办人", Role.CLERK), phone="0573-11111111")
    place.do(place.administrator, people.save_person, place.clerk.person_id, same)
    place.give_back(request, place.head)
    place.do(place.administrator, people.save_person, place.clerk.person_id, renamed)
    assert row(place, "经办人（改名）").id == place.clerk.person_id


def test_a_closed_person_is_kept_and_ends_every_act_at_once(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    confirmed = place.confirm(place.head)
    place.do(place.administrator, people.close_person, place.head.person_id)
    assert row(place, "科室负责人").closed_on == dt.date(2026, 3, 2)
    with pytest.raises(Forbidden, match="科室负责人已停用"):
        place.do(place.head, payments.sign, request, Signing(Decision.AGREE), confirmed)
    place.do(place.administrator, people.reopen_person, place.head.person_id)
    assert row(place, "科室负责人").closed_on is None
    place.sign(request, place.head)
    place.ledger.close()
    assert verify(place.path).ok


def test_nobody_closes_themselves(place: Office) -> None:
    with pytest.raises(Refused, match="不能停用自己"):
        place.do(place.administrator, people.close_person, place.administrator.person_id)


# A forgotten password


def witnessed(place: Office, name: str) -> Confirmation:
    """Somebody types the own password at the administrator's desk."""
    return access.witness(place.ledger, place.seats[name].person_id, PASSWORD)


def refused_reset(place: Office, owner: str, witness: Confirmation) -> str:
    """What the program says to a reset; the old key stays in force."""
    before = row(place, owner).fingerprint
    with pytest.raises(Forbidden) as caught:
        place.do(place.administrator, people.reset_key, place.seats[owner].person_id, FIRST_PASSWORD, CHEAP, witness)
    assert row(place, owner).fingerprint == before
    return caught.value.message


@pytest.mark.parametrize("leader", ["分管领导", "主要领导"])
def test_the_administrator_and_a_leader_reset_a_key_and_both_names_are_on_record(place: Office, leader: str) -> None:
    before = row(place, "财务")
    place.do(
        place.administrator,
        people.reset_key,
        before.id,
        FIRST_PASSWORD,
        CHEAP,
        witnessed(place, leader),
    )
    after = row(place, "财务")
    assert after.provisional
    assert after.fingerprint != before.fingerprint
    line = place.ask(lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one())
    assert (line.verb, line.person_id) == ("people.reset_key", place.administrator.person_id)
    assert line.summary == f"重置财务的密码，见证人{leader}，新密钥指纹 {after.fingerprint}"
    place.ledger.close()
    assert verify(place.path).ok


@pytest.mark.parametrize("witness", ["财务", "科室负责人", "经办人", "监督人员"])
def test_a_witness_who_is_no_leader_does_not_do(place: Office, witness: str) -> None:
    assert "管理员和另一位领导" in refused_reset(place, "出纳", witnessed(place, witness))


def test_nobody_witnesses_the_reset_of_the_own_key(place: Office) -> None:
    assert "管理员和另一位领导" in refused_reset(place, "分管领导", witnessed(place, "分管领导"))


def test_the_administrator_is_no_witness_of_the_own_act(place: Office) -> None:
    own = place.confirm(place.administrator)
    assert "管理员和另一位领导" in refused_reset(place, "出纳", own)


def test_a_leader_who_left_is_no_witness(place: Office) -> None:
    confirmed = witnessed(place, "主要领导")
    place.do(place.administrator, people.close_person, place.principal.person_id)
    assert "管理员和另一位领导" in refused_reset(place, "出纳", confirmed)


def test_a_witness_typed_the_password_within_five_minutes(place: Office) -> None:
    confirmed = witnessed(place, "分管领导")
    place.clock.pass_by(minutes=5, seconds=1)
    assert "已过期" in refused_reset(place, "出纳", confirmed)


def test_a_witness_s_key_is_in_force_and_the_own(place: Office) -> None:
    confirmed = witnessed(place, "分管领导")
    swapped = replace(confirmed, key_id=place.finance.key_id)
    assert "不符" in refused_reset(place, "出纳", swapped)
    reset = (place.supervisor.person_id, FIRST_PASSWORD, CHEAP, witnessed(place, "主要领导"))
    place.do(place.administrator, people.reset_key, *reset)
    assert "管理员和另一位领导" in refused_reset(place, "出纳", confirmed)
    first = access.log_in(place.ledger, place.supervisor.person_id, FIRST_PASSWORD)
    access.set_own_password(place.ledger, first, FIRST_PASSWORD, NEW)
    assert "已过期" in refused_reset(place, "出纳", confirmed)


def test_a_reset_sets_no_weak_password(place: Office) -> None:
    with pytest.raises(WeakPassword):
        place.do(
            place.administrator,
            people.reset_key,
            place.cashier.person_id,
            "88888888",
            CHEAP,
            witnessed(place, "分管领导"),
        )


def test_old_sign_offs_stay_valid_under_the_old_key_and_the_new_one_signs_on(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    place.sign(request, place.head)
    place.sign(request, place.finance)
    reset = (place.head.person_id, FIRST_PASSWORD, CHEAP, place.confirm(place.supervisor))
    place.do(place.administrator, people.reset_key, *reset)
    place.sign(request, place.supervisor)
    place.pay(request)
    sheet = place.ledger.ask(place.clerk, payment_sheet.sheet, request)
    assert sheet.state == PaymentState.PAID
    first = access.log_in(place.ledger, place.head.person_id, FIRST_PASSWORD)
    again = access.set_own_password(place.ledger, first, FIRST_PASSWORD, NEW)
    second = place.request(paid.second)
    place.submit(second)
    given = Signing(Decision.AGREE)
    place.do(again, payments.sign, second, given, access.confirm(place.ledger, again, NEW))
    place.ledger.close()
    assert verify(place.path).ok


def test_every_key_in_force_of_the_owner_is_retired(place: Office) -> None:
    reset = (place.cashier.person_id, FIRST_PASSWORD, CHEAP, witnessed(place, "分管领导"))
    place.do(place.administrator, people.reset_key, *reset)

    def in_force(desk: Desk) -> list[int]:
        query = select(PersonKey.id).filter_by(person_id=place.cashier.person_id, retired_at=None)
        return list(desk.session.scalars(query))

    assert len(place.ask(in_force)) == 1
