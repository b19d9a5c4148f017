"""Logging in, the first password, and confirming the password before a signature.

There is no password hash: a password is right if it opens the person's private key (design: trust).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, WrongPassword
from fundapp.models import AuditLine, Division, Person, PersonKey
from fundapp.seal import keys, passwords
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.seat import Seat
from fundapp.services.signing import Confirmation
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role

if TYPE_CHECKING:
    from fundapp.services.ledger import Ledger

LOG_IN = "access.log_in"
RIGHT = "access.right_password"
"""A right password at a signature after wrong ones."""
REFUSED = "access.refused_log_in"


@dataclass(frozen=True)
class LoginChoice:
    """Somebody who can log in, for the login screen."""

    person_id: int
    name: str
    division: str
    roles: tuple[Role, ...]
    provisional: bool


def login_choices(desk: Desk) -> tuple[LoginChoice, ...]:
    """Everybody who is not closed, in the order they were entered."""
    query = select(Person, Division.name).join(Division, Division.id == Person.division_id)
    rows = desk.session.execute(query.where(Person.closed_on.is_(None)).order_by(Person.id)).all()
    return tuple(
        LoginChoice(
            person_id=person.id,
            name=person.name,
            division=division,
            roles=tuple(sorted(person.role_set, key=list(Role).index)),
            provisional=_current_key(desk, person.id).provisional,
        )
        for person, division in rows
    )


def _current_key(desk: Desk, person_id: int) -> PersonKey:
    query = select(PersonKey).filter_by(person_id=person_id, retired_at=None).order_by(PersonKey.id.desc()).limit(1)
    key = desk.session.scalar(query)
    if key is None:
        raise Forbidden("该人员没有有效密钥，不能登录。", remedy="请联系管理员重置密码。")
    return key


def key_record(row: PersonKey) -> keys.KeyRecord:
    """The stored key as the seal layer takes it."""
    return keys.KeyRecord(
        algorithm=row.algorithm,
        public_key=row.public_key,
        wrapped=row.wrapped,
        salt=row.salt,
        nonce=row.nonce,
        kdf=row.kdf,
    )


def key_row(
    person_id: int, record: keys.KeyRecord, made_at: dt.datetime, *, provisional: bool, announced: bool = True
) -> PersonKey:
    """A new row for a key."""
    return PersonKey(
        person_id=person_id,
        algorithm=record.algorithm,
        public_key=record.public_key,
        wrapped=record.wrapped,
        salt=record.salt,
        nonce=record.nonce,
        kdf=record.kdf,
        made_at=made_at,
        provisional=provisional,
        announced=announced,
    )


@dataclass(frozen=True)
class Attempts:
    """Wrong passwords since the last right one."""

    wrong: int
    last_at: dt.datetime | None

    def wait_seconds(self, now: dt.datetime, delays: Sequence[tuple[int, int]]) -> int:
        """Seconds until the next try is taken. `delays`: (from how many wrong tries, seconds), rising."""
        if self.wrong == 0 or self.last_at is None:
            return 0
        delay = max((seconds for count, seconds in delays if count <= self.wrong), default=0)
        passed = now - self.last_at
        # A clock set back must not shorten the wait.
        return max(0, delay - max(0, passed // dt.timedelta(seconds=1)))


def attempts_of(desk: Desk, person_id: int) -> Attempts:
    """How often a wrong password was given for this person, here or at a signature, since the last right one."""
    mine = (AuditLine.subject_kind == SubjectKind.PERSON.value, AuditLine.subject_id == person_id)
    last_right = (
        select(AuditLine.id).where(AuditLine.verb.in_((LOG_IN, RIGHT)), *mine).order_by(AuditLine.id.desc()).limit(1)
    )
    since = desk.session.scalar(last_right) or 0
    wrong = select(AuditLine.at).where(AuditLine.verb == REFUSED, *mine, AuditLine.id > since).order_by(AuditLine.id)
    moments = desk.session.scalars(wrong).all()
    return Attempts(len(moments), moments[-1] if moments else None)


def _unlock(ledger: Ledger, person_id: int, password: str) -> tuple[Person, PersonKey, keys.UnlockedKey]:
    """Opens the person's key, or logs the wrong password, slows down and says so."""

    def look(desk: Desk) -> tuple[Person, PersonKey, Attempts]:
        return desk.get(Person, person_id), _current_key(desk, person_id), attempts_of(desk, person_id)

    person, row, attempts = ledger.ask(None, look)
    if person.closed_on is not None:
        raise Forbidden(f"{person.name}已停用，不能登录。", remedy="如需恢复，请联系管理员。")
    delays = ledger.figures.login_delays(ledger.clock().date())
    wait = attempts.wait_seconds(ledger.clock(), delays)
    if wait > 0:
        raise WrongPassword(f"密码输错 {attempts.wrong} 次，请等 {wait} 秒后再试。", wait_seconds=wait)
    try:
        return person, row, keys.unlock(key_record(row), password)
    except keys.WrongPassphrase:
        ledger.log_unsigned(REFUSED, SubjectKind.PERSON, person_id, f"{person.name}密码不正确")
        wait = Attempts(attempts.wrong + 1, ledger.clock()).wait_seconds(ledger.clock(), delays)
        later = f"，{wait} 秒后可重试" if wait else "，请重新输入"
        raise WrongPassword(f"密码不正确{later}（第 {attempts.wrong + 1} 次）。", wait_seconds=wait) from None


def log_in(ledger: Ledger, person_id: int, password: str) -> Seat:
    """Opens the person's seat.

    Raises:
        WrongPassword: with the seconds to wait; every try is logged.
        Forbidden: the person is closed.
    """
    person, row, key = _unlock(ledger, person_id, password)
    notices = () if row.announced else ("您的密钥由他人重置过，请核对密钥登记卡上的指纹；如非本人要求，请立即报告。",)
    seat = Seat(person.id, person.name, row.id, key, provisional=row.provisional, notices=notices)
    ledger.do(seat, _note_log_in)
    return seat


def _note_log_in(uow: UnitOfWork) -> Done:
    row = uow.get(PersonKey, uow.seat.key_id)
    if not row.announced:
        row.announced = True
    uow.record(LOG_IN, SubjectKind.PERSON, uow.me.id, f"{uow.me.name}登录")
    return Done(f"{uow.me.name}已登录", Changed.NOTHING, uow.me.id)


def confirm(ledger: Ledger, seat: Seat, password: str) -> Confirmation:
    """The password typed again before a signature. Raises as `log_in`."""
    person, row, key = _unlock(ledger, seat.person_id, password)
    if row.provisional:
        raise Forbidden("初始密码不能签字。", remedy="请先设置自己的密码。")
    return _confirmation(ledger, person, row, key)


def witness(ledger: Ledger, person_id: int, password: str) -> Confirmation:
    """Somebody else at the same desk types the own password, to witness an act. Raises as `log_in`, and Forbidden."""
    person, row, key = _unlock(ledger, person_id, password)
    if row.provisional:
        raise Forbidden("见证人还在使用初始密码，不能见证。", remedy="请见证人先登录设置自己的密码。")
    return _confirmation(ledger, person, row, key)


def _confirmation(ledger: Ledger, person: Person, row: PersonKey, key: keys.UnlockedKey) -> Confirmation:
    """The unlocked key. After wrong passwords the right one is an act of its own: from it they count anew."""
    if ledger.ask(None, attempts_of, person.id).wrong:
        ledger.do(Seat(person.id, person.name, row.id, key), _note_right_password)
    return Confirmation(person.id, row.id, ledger.clock(), key)


def _note_right_password(uow: UnitOfWork) -> Done:
    uow.record(RIGHT, SubjectKind.PERSON, uow.me.id, f"{uow.me.name}输错密码后重新输入正确")
    return Done("密码正确", Changed.NOTHING, uow.me.id)


def set_own_password(ledger: Ledger, seat: Seat, old: str, new: str) -> Seat:
    """Sets a new password. The first one makes the person's own key; later ones wrap the same key anew.

    Raises:
        WrongPassword: the old password does not open the key.
        WeakPassword: the new password is too easy to guess.
        Invalid: it is the same as the old one.
    """
    person, _, _ = _unlock(ledger, seat.person_id, old)
    if old == new:
        raise Invalid("新密码与原密码相同。", field="新密码", remedy="请换一个密码。")
    passwords.check_new_password(new, person.name)
    ledger.do(seat, _make_own_key if seat.provisional else _wrap_anew, old, new, ledger.cost)
    return log_in(ledger, seat.person_id, new)


def _make_own_key(uow: UnitOfWork, _old: str, new: str, cost: keys.KdfCost) -> Done:
    provisional = uow.get(PersonKey, uow.seat.key_id)
    provisional.retired_at = uow.now
    record, _key = keys.make_key(new, cost)
    uow.add(key_row(uow.me.id, record, uow.now, provisional=False))
    fingerprint = keys.fingerprint(record.public_key)
    uow.record("access.make_own_key", SubjectKind.PERSON, uow.me.id, f"{uow.me.name}建立签字密钥，指纹 {fingerprint}")
    return Done("密码已设置", Changed.PERSON, uow.me.id)


def _wrap_anew(uow: UnitOfWork, old: str, new: str, cost: keys.KdfCost) -> Done:
    row = uow.get(PersonKey, uow.seat.key_id)
    record = keys.rewrap(key_record(row), old, new, cost)
    row.wrapped, row.salt, row.nonce, row.kdf = record.wrapped, record.salt, record.nonce, record.kdf
    uow.record("access.change_password", SubjectKind.PERSON, uow.me.id, f"{uow.me.name}修改密码")
    return Done("密码已修改", Changed.PERSON, uow.me.id)


PROVISIONAL_VERBS = (_make_own_key, _note_log_in)
"""All that a provisional key may sign."""
