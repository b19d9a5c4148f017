"""The open ledger: the one gate to the file. Verbs go through `do`, questions through `ask`."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from fundapp.errors import Forbidden, FundError, Invalid, Refused, Stale
from fundapp.models import Base, Division, LedgerInfo, Person, PersonKey, PersonRole, Unit
from fundapp.rules.figures import Figures, figures
from fundapp.rules.person import PersonFacts
from fundapp.seal import keys, passwords
from fundapp.services import access
from fundapp.services.clock import now as office_now
from fundapp.services.desk import Desk, facts_of
from fundapp.services.done import Done
from fundapp.services.seat import Seat
from fundapp.services.unit_of_work import UnitOfWork, append_line, stored_digest
from fundapp.storage.engine import Synchronous, read_transaction, write_transaction
from fundapp.storage.ledger_file import LedgerFile, create_file, open_file
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role

__all__ = ["Clock", "Founding", "Ledger", "Synchronous", "create_ledger", "open_ledger"]

P = ParamSpec("P")
T = TypeVar("T")
Clock = Callable[[], dt.datetime]

GUARDED = frozenset({"payments.sign", "disbursements.register", "evaluations.sign"})
"""Verbs whose refusal is itself logged, in a transaction of its own."""


@dataclass(frozen=True)
class Founding:
    """What a new ledger needs to know: whose it is and who administers it."""

    office: str
    division: str
    administrator: str
    password: str
    sample: bool = False


class Ledger:
    """An open ledger file.

    Args:
        file: the opened file.
        clock: gives the present moment; tests and the sample year set their own.
        cost: how dear a password is to try; cheap in tests only.
    """

    def __init__(self, file: LedgerFile, clock: Clock = office_now, cost: keys.KdfCost = keys.PRODUCTION) -> None:
        self.file = file
        self.clock = clock
        self.cost = cost
        self.figures: Figures = figures()

    @property
    def path(self) -> Path:
        """The ledger file."""
        return self.file.path

    def close(self) -> None:
        """Closes the file and gives up its lock."""
        self.file.close()

    def ask(
        self, seat: Seat | None, question: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answers a question from one consistent view of the file; writes nothing."""
        with read_transaction(self.file.reader) as connection:
            session = Session(bind=connection, autoflush=False, expire_on_commit=False)
            # A session forgets a record that nobody holds, and would read the same project ten times for one page.
            held: list[object] = []
            event.listen(session, "loaded_as_persistent", lambda _session, record: held.append(record))
            try:
                me = _known_facts(connection, session, seat) if seat else None
                return question(Desk(session, me, self.clock(), self.figures, self.path), *args, **kwargs)
            finally:
                session.close()

    def do(
        self, seat: Seat, verb: Callable[Concatenate[UnitOfWork, P], Done], *args: P.args, **kwargs: P.kwargs
    ) -> Done:
        """Runs one verb as one transaction with one sealed audit line.

        Raises:
            FundError: the verb said no; nothing was written. A refused signature or disbursement is logged apart.
        """
        if seat.provisional and verb not in access.PROVISIONAL_VERBS:
            raise Forbidden("初始密码只能用来设置自己的密码。", remedy="请先设置新密码。")
        try:
            return self._transact(seat, verb, *args, **kwargs)
        except StaleDataError:
            raise Stale(
                "这条记录刚被他人修改。", remedy="请按 F5 重新载入后再改，已填写的内容仍在本机草稿中。"
            ) from None
        except IntegrityError as error:
            raise Invalid(
                "内容与已有记录重复，或不完整，没有保存。",
                remedy="请检查编号、名称是否已被使用，资金来源、发票等各行有没有重复。",
            ) from error
        except (OverflowError, UnicodeEncodeError) as error:
            raise Invalid(
                "有数字过大或文字含有无法保存的字符，没有保存。", remedy="请核对金额，并重新输入粘贴来的文字。"
            ) from error
        except (Refused, Forbidden) as refusal:
            name = f"{verb.__module__.rpartition('.')[2]}.{verb.__name__}"
            if name in GUARDED:
                self._log_refusal(seat, name, args, refusal)
            raise

    def _transact(
        self, seat: Seat, verb: Callable[Concatenate[UnitOfWork, P], Done], *args: P.args, **kwargs: P.kwargs
    ) -> Done:
        with write_transaction(self.file.engine) as connection:
            session = Session(bind=connection, expire_on_commit=False)
            try:
                uow = UnitOfWork(session, _facts(session, seat), self.clock(), self.figures, self.path, seat)
                if not _key_in_force(session, seat):
                    raise Forbidden("您的签字密钥已经更换或停用，不能继续办理。", remedy="请退出后重新登录。")
                if not uow.me.active:
                    raise Forbidden(f"{uow.me.name}已停用，不能继续办理。", remedy="请退出登录。")
                done = verb(uow, *args, **kwargs)
                uow.seal()
                return done
            finally:
                session.close()

    def _log_refusal(self, seat: Seat, verb: str, args: tuple[object, ...], refusal: FundError) -> None:
        subject = next((arg for arg in args if isinstance(arg, int)), 0)
        kind = SubjectKind.EVALUATION if verb.startswith("evaluations") else SubjectKind.PAYMENT
        with write_transaction(self.file.engine) as connection, Session(bind=connection) as session:
            if not _key_in_force(session, seat):
                return  # nothing may be signed with it any more, not even this
            append_line(
                session,
                at=self.clock(),
                seat=seat,
                verb=f"{verb}.refused",
                subject=(kind, subject),
                summary=f"被拒绝：{refusal}",
            )

    def log_unsigned(self, verb: str, kind: SubjectKind, subject_id: int, summary: str) -> None:
        """An audit line nobody can sign: a wrong password. It carries no rows."""
        with write_transaction(self.file.engine) as connection, Session(bind=connection) as session:
            append_line(session, at=self.clock(), seat=None, verb=verb, subject=(kind, subject_id), summary=summary)


def _key_in_force(session: Session, seat: Seat) -> bool:
    """The key of the seat was not made anew while its owner was logged in."""
    key = session.get(PersonKey, seat.key_id)
    return key is not None and key.retired_at is None


def _known_facts(connection: Connection, session: Session, seat: Seat) -> PersonFacts:
    """Who asks. A page asks ten questions, so what one connection has read stands until the file changes."""
    version: int = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    known: tuple[int, dict[int, PersonFacts]] = connection.info.get("facts", (version, {}))
    if known[0] != version:
        known = (version, {})
    connection.info["facts"] = known
    if seat.person_id not in known[1]:
        known[1][seat.person_id] = _facts(session, seat)
    return known[1][seat.person_id]


def _facts(session: Session, seat: Seat) -> PersonFacts:
    person = session.get(Person, seat.person_id)
    if person is None:
        raise Forbidden("登录人员不在账套中。", remedy="请重新登录。")
    return facts_of(person)


def open_ledger(
    path: Path,
    *,
    clock: Clock = office_now,
    cost: keys.KdfCost = keys.PRODUCTION,
    synchronous: Synchronous = "FULL",
) -> Ledger:
    """Opens a ledger file for work. Raises as `storage.ledger_file.open_file`."""
    return Ledger(open_file(path, clock(), synchronous=synchronous), clock, cost)


def create_ledger(
    path: Path,
    founding: Founding,
    *,
    clock: Clock = office_now,
    cost: keys.KdfCost = keys.PRODUCTION,
    synchronous: Synchronous = "FULL",
) -> tuple[Ledger, Seat]:
    """Makes a new ledger with its first unit, division and administrator, whose key signs the first line.

    Raises:
        Invalid: a name is missing.
        SealError: the password is too weak.
        Refused, Unwritable, Busy: see `storage.ledger_file.create_file`.
    """
    for text, field in (
        (founding.office, "单位名称"),
        (founding.division, "科室"),
        (founding.administrator, "管理员姓名"),
    ):
        if not text.strip():
            raise Invalid(f"请填写{field}。", field=field)
    passwords.check_new_password(founding.password, founding.administrator)
    record, key = keys.make_key(founding.password, cost)
    ledger = Ledger(create_file(path, clock(), synchronous=synchronous), clock, cost)
    with write_transaction(ledger.file.engine) as connection, Session(bind=connection) as session:
        seat = _found(session, founding, record, key, clock())
    return ledger, seat


def _found(
    session: Session, founding: Founding, record: keys.KeyRecord, key: keys.UnlockedKey, now: dt.datetime
) -> Seat:
    unit = Unit(name=founding.office.strip())
    info = LedgerInfo(uid=secrets.token_hex(16), office=unit.name, created_at=now, sample=founding.sample)
    session.add_all([info, unit])
    session.flush()
    division = Division(unit_id=unit.id, name=founding.division.strip())
    session.add(division)
    session.flush()
    person = Person(name=founding.administrator.strip(), division_id=division.id)
    person.roles.append(PersonRole(role=Role.ADMINISTRATOR))
    session.add(person)
    session.flush()
    row = access.key_row(person.id, record, now, provisional=False)
    session.add(row)
    session.flush()
    seat = Seat(person.id, person.name, row.id, key)
    written: list[Base] = [info, unit, division, person, person.roles[0], row]
    append_line(
        session,
        at=now,
        seat=seat,
        verb="ledger.create",
        subject=(SubjectKind.LEDGER, 1),
        summary=f"建立账套：{unit.name}",
        rows=sorted([one.__tablename__, one.id, stored_digest(session, one.__tablename__, one.id)] for one in written),  # type: ignore[attr-defined]
    )
    return seat
