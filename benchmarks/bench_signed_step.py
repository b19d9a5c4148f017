"""One signed step of a payment: rules, content, signature, audit line, guards, commit; without the password's key.

The floor is a bare SQLAlchemy session that stores the same rows in a file without guards, with the same durability.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.ratio import Ratio, compare
from fundapp.models import AuditLine, Base, Division, Person, PersonKey, SignOff, SignRound, Unit
from fundapp.services import payments
from fundapp.services.signing import Signing
from fundapp.storage.engine import open_engine, write_transaction
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
from tests.builders import Office, office

ROUNDS = 20


def measure() -> list[Ratio]:
    """Median of twenty first signatures, each on a request of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = office(Path(folder))
        requests = iter(_submitted(place, ROUNDS + 1))
        confirmation = place.confirm(place.head)

        def ours() -> None:
            place.ledger.do(place.head, payments.sign, next(requests), Signing(Decision.AGREE), confirmation)

        store = _floor(Path(folder) / "floor.fund")
        taken, floor = compare(ours, lambda: next(store), ROUNDS)
        place.ledger.close()
    return [Ratio("one signed step", taken, floor, goal=6.0, floor="the same rows by a bare SQLAlchemy session")]


def _submitted(place: Office, count: int) -> list[int]:
    project = place.project(budget={"local": count * 1_000_000})
    basis = place.contract(project, (1_000_000,) * count)
    return [place.submit(place.request(milestone)) for milestone in basis.milestones]


def _floor(path: Path) -> Iterator[None]:
    """Each step stores a sign-off, an audit line and a change of the round."""
    path.touch()
    engine = open_engine(path, synchronous="OFF")
    now = dt.datetime.now(dt.UTC)
    with write_transaction(engine) as connection, Session(bind=connection) as session:
        Base.metadata.create_all(connection)
        session.add(Unit(name="单位"))
        session.flush()
        session.add(Division(unit_id=1, name="科室"))
        session.flush()
        session.add(Person(name="人员", division_id=1))
        session.flush()
        session.add(_key(now))
        session.flush()
    number = 0
    while True:
        number += 1
        with write_transaction(engine) as connection, Session(bind=connection) as session:
            round_ = SignRound(
                subject_kind=SubjectKind.PAYMENT,
                subject_id=number,
                number=1,
                content="{}",
                digest="0" * 64,
                author_id=1,
                last_editor_id=1,
                opened_by_id=1,
                opened_at=now,
            )
            session.add(round_)
            session.flush()
            session.add(_sign_off(round_.id, now))
            session.add(_line(number, now))
            session.flush()
        yield


def _key(now: dt.datetime) -> PersonKey:
    return PersonKey(
        person_id=1, algorithm="ed25519", public_key="0", wrapped="0", salt="0", nonce="0", kdf="0", made_at=now
    )


def _sign_off(round_id: int, now: dt.datetime) -> SignOff:
    return SignOff(
        round_id=round_id,
        position=1,
        step_key="division_head",
        person_id=1,
        key_id=1,
        decision=Decision.AGREE,
        opinion="同意",
        signed_at=now,
        text="x" * 2500,
        signature="0" * 128,
    )


def _line(number: int, now: dt.datetime) -> AuditLine:
    return AuditLine(
        id=number,
        at=now,
        person_id=1,
        key_id=1,
        verb="payments.sign",
        subject_kind="payment",
        subject_id=number,
        summary="签批同意",
        body="x" * 700,
        previous="0" * 64,
        hash="0" * 64,
        signature="0" * 128,
    )
