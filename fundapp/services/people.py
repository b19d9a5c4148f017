"""Units, divisions and people: entered by the administrator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import Division, Evaluation, Payment, Person, PersonCharge, PersonKey, PersonRole, Unit
from fundapp.rules import access as may
from fundapp.rules.person import PersonFacts
from fundapp.seal import keys, passwords
from fundapp.services import witnessing
from fundapp.services.access import key_row
from fundapp.services.balances import IN_FLIGHT
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Confirmation
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import DocumentState
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role


@dataclass(frozen=True)
class PersonEntry:
    """A person as typed."""

    name: str
    division_id: int
    roles: frozenset[Role]
    charges: frozenset[int] = frozenset()
    phone: str = ""
    version: int | None = None


@dataclass(frozen=True)
class PersonRow:
    """A person as the list shows one."""

    id: int
    name: str
    division_id: int
    division: str
    unit: str
    roles: tuple[Role, ...]
    charges: tuple[int, ...]
    charge_names: tuple[str, ...]
    phone: str
    closed_on: dt.date | None
    fingerprint: str
    provisional: bool
    version: int


@dataclass(frozen=True)
class DivisionRow:
    """A division as lists and pickers show one."""

    id: int
    name: str
    unit_id: int
    unit: str
    active: bool


def divisions(desk: Desk) -> tuple[DivisionRow, ...]:
    """All divisions with their unit."""
    query = select(Division, Unit.name).join(Unit, Unit.id == Division.unit_id).order_by(Unit.id, Division.id)
    return tuple(
        DivisionRow(row.id, row.name, row.unit_id, unit, row.active) for row, unit in desk.session.execute(query)
    )


def units(desk: Desk) -> tuple[tuple[int, str], ...]:
    """All units as (id, name)."""
    return tuple((row.id, row.name) for row in desk.session.scalars(select(Unit).order_by(Unit.id)))


def people(desk: Desk) -> tuple[PersonRow, ...]:
    """Everybody, closed people too."""
    names = {row.id: row for row in divisions(desk)}
    found = desk.session.scalars(select(Person).order_by(Person.id)).all()
    current = {
        row.person_id: row
        for row in desk.session.scalars(select(PersonKey).filter_by(retired_at=None).order_by(PersonKey.id))
    }
    return tuple(
        PersonRow(
            id=person.id,
            name=person.name,
            division_id=person.division_id,
            division=names[person.division_id].name,
            unit=names[person.division_id].unit,
            roles=tuple(sorted(person.role_set, key=list(Role).index)),
            charges=tuple(sorted(person.charge_set)),
            charge_names=tuple(names[key].name for key in sorted(person.charge_set)),
            phone=person.phone,
            closed_on=person.closed_on,
            fingerprint=keys.fingerprint(current[person.id].public_key) if person.id in current else "",
            provisional=current[person.id].provisional if person.id in current else False,
            version=person.version,
        )
        for person in found
    )


def add_unit(uow: UnitOfWork, name: str, code: str = "") -> Done:
    """Adds a unit. Raises Invalid for an empty or known name."""
    may.require(uow.me, "units.edit")
    clean = _name(name, "单位名称")
    if uow.session.scalar(select(Unit).filter_by(name=clean)):
        raise Invalid(f"已有单位“{clean}”。", field="单位名称", remedy="请换一个名称。")
    unit = Unit(name=clean, code=code.strip())
    uow.add(unit)
    uow.record("units.add_unit", SubjectKind.UNIT, unit.id, f"新增单位：{clean}")
    return Done("单位已新增", Changed.OFFICE, unit.id)


def add_division(uow: UnitOfWork, unit_id: int, name: str) -> Done:
    """Adds a division to a unit. Raises Invalid for an empty or known name."""
    may.require(uow.me, "units.edit")
    unit = uow.get(Unit, unit_id)
    clean = _free_division_name(uow, unit, name, None)
    division = Division(unit_id=unit_id, name=clean)
    uow.add(division)
    uow.record("units.add_division", SubjectKind.UNIT, division.id, f"新增科室：{unit.name} {clean}")
    return Done("科室已新增", Changed.OFFICE, division.id)


def save_division(uow: UnitOfWork, division_id: int, name: str, active: bool) -> Done:
    """Renames a division or closes it for new records. Raises Invalid for an empty or known name."""
    may.require(uow.me, "units.edit")
    division = uow.get(Division, division_id)
    division.name = _free_division_name(uow, uow.get(Unit, division.unit_id), name, division.id)
    division.active = active
    uow.record("units.save_division", SubjectKind.UNIT, division.id, f"修改科室：{division.name}")
    return Done("科室已保存", Changed.OFFICE, division.id)


def _free_division_name(uow: UnitOfWork, unit: Unit, name: str, mine: int | None) -> str:
    clean = _name(name, "科室名称")
    other = uow.session.scalar(select(Division).filter_by(unit_id=unit.id, name=clean))
    if other is not None and other.id != mine:
        raise Invalid(f"{unit.name}已有科室“{clean}”。", field="科室名称", remedy="请换一个名称。")
    return clean


def _name(text: str, field: str) -> str:
    if not text.strip():
        raise Invalid(f"请填写{field}。", field=field)
    return text.strip()


def witnesses_due(desk: Desk, person_id: int | None, entry: PersonEntry) -> tuple[PersonFacts, ...]:
    """Leaders of whom one has to witness what is typed about a person (None: a new one); empty when none need."""
    return witnessing.for_roles(desk, person_id, entry.roles, entry.charges)


def add_person(
    uow: UnitOfWork, entry: PersonEntry, first_password: str, cost: keys.KdfCost, witness: Confirmation | None = None
) -> Done:
    """Adds a person with a first password, which opens a provisional key until the person sets their own.

    Raises:
        Forbidden: not the administrator, or a leader's role without a witness although there could be one.
        Invalid: name missing or taken, weak first password, no role, a supervising leader without a division in charge.
    """
    may.require(uow.me, "people.edit")
    person = Person(name=_free_name(uow, entry.name, None), division_id=entry.division_id, phone=entry.phone.strip())
    uow.add(person)
    with_witness = _set_roles(uow, witnessing.ADD, person, entry, witness)
    passwords.check_new_password(first_password, person.name)
    record, _key = keys.make_key(first_password, cost)
    uow.add(key_row(person.id, record, uow.now, provisional=True))
    roles = "、".join(role.label for role in sorted(entry.roles, key=list(Role).index))
    uow.record(witnessing.ADD, SubjectKind.PERSON, person.id, f"新增人员：{person.name}（{roles}）{with_witness}")
    return Done("人员已新增", Changed.PERSON, person.id)


def save_person(uow: UnitOfWork, person_id: int, entry: PersonEntry, witness: Confirmation | None = None) -> Done:
    """Changes name, division, roles and charges. Raises as `add_person`, and Stale.

    Raises:
        Refused: the own roles; who gives out roles takes none, and an office without administrator cannot get another.
            Another name while documents of this person are being signed: their content names the author.
            No leader's role any more for the last leader who can witness.
    """
    may.require(uow.me, "people.edit")
    person = uow.get(Person, person_id)
    if entry.version is not None and entry.version != person.version:
        raise Stale("该人员信息已被他人修改。", remedy="请重新载入后再改。")
    if person_id == uow.me.id and entry.roles != person.role_set:
        raise Refused("不能修改自己的角色。", field="角色", remedy="请由另一位管理员办理。")
    name = _free_name(uow, entry.name, person_id)
    if name != person.name:
        _refuse_while_in_flight(uow, person)
    person.name, person.phone = name, entry.phone.strip()
    person.division_id = entry.division_id
    if not entry.roles & witnessing.LEADERS:
        witnessing.keep_one(uow, person)
    with_witness = _set_roles(uow, witnessing.SAVE, person, entry, witness)
    uow.record(witnessing.SAVE, SubjectKind.PERSON, person.id, f"修改人员：{person.name}{with_witness}")
    return Done("人员已保存", Changed.PERSON, person.id)


def _refuse_while_in_flight(uow: UnitOfWork, person: Person) -> None:
    waiting = select(Payment.number).where(Payment.author_id == person.id, Payment.state.in_(IN_FLIGHT))
    also = select(Evaluation.number).filter_by(author_id=person.id, state=DocumentState.IN_APPROVAL)
    numbers = "、".join(str(number) for number in (*uow.session.scalars(waiting), *uow.session.scalars(also)))
    if numbers:
        raise Refused(
            f"{person.name}填报的 {numbers} 正在签批或待拨付，所签内容中有填报人姓名，暂不能改名。",
            article="第十二条",
            field="姓名",
            remedy="请等办结，或退回以后再改名。",
        )


def _free_name(uow: UnitOfWork, name: str, mine: int | None) -> str:
    clean = _name(name, "姓名")
    other = uow.session.scalar(select(Person).filter_by(name=clean))
    if other is not None and other.id != mine:
        raise Invalid(f"已有人员“{clean}”。", field="姓名", remedy="同名时请加科室以示区别。")
    return clean


def _set_roles(uow: UnitOfWork, verb: str, person: Person, entry: PersonEntry, witness: Confirmation | None) -> str:
    """Gives and takes roles, witnessed where that is due; tells what the summary says of the witness."""
    if not entry.roles:
        raise Invalid("请至少选择一个角色。", field="角色")
    if Role.ADMINISTRATOR in entry.roles and len(entry.roles) > 1:
        raise Refused("管理员不签批任何单据，不能兼任其他角色。", field="角色", remedy="请为业务工作另设人员。")
    if Role.SUPERVISING_LEADER in entry.roles and not entry.charges:
        raise Invalid("分管领导须指定分管科室。", article="第十一条", field="分管科室", remedy="请勾选至少一个科室。")
    offered = witnessing.for_roles(uow, person.id, entry.roles, entry.charges)
    _keep(person.roles, {row.role: row for row in person.roles}, entry.roles, lambda role: PersonRole(role=role))
    charges = entry.charges if Role.SUPERVISING_LEADER in entry.roles else frozenset()
    _keep(
        person.charges,
        {row.division_id: row for row in person.charges},
        charges,
        lambda division_id: PersonCharge(division_id=division_id),
    )
    uow.session.flush()
    return witnessing.add(uow, verb, person, offered, witness) if offered else ""


def _keep(rows, present, wanted: Iterable, make) -> None:  # type: ignore[no-untyped-def,type-arg]
    for key, row in present.items():
        if key not in wanted:
            rows.remove(row)
    for key in sorted(wanted):
        if key not in present:
            rows.append(make(key))


def close_person(uow: UnitOfWork, person_id: int) -> Done:
    """Closes a person who left: no login any more, old signatures stay valid. People are never deleted.

    Raises:
        Forbidden: not the administrator.
        Refused: oneself, or the last leader who can witness.
    """
    may.require(uow.me, "people.edit")
    if person_id == uow.me.id:
        raise Refused("不能停用自己。", remedy="请由另一位管理员办理。")
    person = uow.get(Person, person_id)
    witnessing.keep_one(uow, person)
    person.closed_on = uow.today
    uow.record("people.close_person", SubjectKind.PERSON, person.id, f"停用人员：{person.name}")
    return Done("已停用", Changed.PERSON, person.id)


def reopen_person(uow: UnitOfWork, person_id: int, witness: Confirmation | None = None) -> Done:
    """Lets a closed person log in again.

    Raises:
        Forbidden: not the administrator, or a leader comes back without a witness although there could be one.
    """
    may.require(uow.me, "people.edit")
    person = uow.get(Person, person_id)
    offered = witnessing.for_reopening(uow, person_id)
    person.closed_on = None
    with_witness = witnessing.add(uow, witnessing.REOPEN, person, offered, witness) if offered else ""
    uow.record(witnessing.REOPEN, SubjectKind.PERSON, person.id, f"恢复人员：{person.name}{with_witness}")
    return Done("已恢复", Changed.PERSON, person.id)


def reset_key(uow: UnitOfWork, person_id: int, first_password: str, cost: keys.KdfCost, witness: Confirmation) -> Done:
    """A forgotten password: a new provisional key, made by the administrator together with another leader.

    Old sign-offs stay valid under the old public key; the owner is told at the next login.

    Raises:
        Forbidden: not the administrator, or the witness is no leader, is the owner or the administrator, or confirmed
            too long ago.
        WeakPassword: the first password is too easy to guess.
    """
    may.require(uow.me, "people.reset")
    person = uow.get(Person, person_id)
    offered = witnessing.leaders(uow, person_id)
    passwords.check_new_password(first_password, person.name)
    for row in uow.session.scalars(select(PersonKey).filter_by(person_id=person_id, retired_at=None)):
        row.retired_at = uow.now
    record, _key = keys.make_key(first_password, cost)
    uow.add(key_row(person_id, record, uow.now, provisional=True, announced=False))
    fingerprint = keys.fingerprint(record.public_key)
    with_witness = witnessing.add(uow, witnessing.RESET, person, offered, witness, fingerprint)
    summary = f"重置{person.name}的密码{with_witness}，新密钥指纹 {fingerprint}"
    uow.record(witnessing.RESET, SubjectKind.PERSON, person.id, summary)
    return Done("已重置，请打印密钥登记卡归档", Changed.PERSON, person.id)
