"""One act: one transaction, one sealed audit line with the digest of every row it wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from fundapp.models import AuditLine, Base, NumberSeries
from fundapp.rules.signoff import PersonFacts
from fundapp.seal.canonical import canonical, row_digest
from fundapp.seal.chain import GENESIS, link
from fundapp.services.desk import Desk
from fundapp.services.seat import Seat
from fundapp.values.documents import SubjectKind
from fundapp.values.numbers import document_number

RowKey = tuple[str, int]


@dataclass
class UnitOfWork(Desk):
    """A writer's desk: verbs take it as first argument and call `record` exactly once."""

    me: PersonFacts
    seat: Seat
    _touched: dict[RowKey, bool] = field(default_factory=dict)
    _act: tuple[str, SubjectKind, int, str] | None = None

    def __post_init__(self) -> None:
        event.listen(self.session, "after_flush", self._collect)

    def _collect(self, _session: Session, context: UOWTransaction) -> None:
        # Not session.deleted: a line that was taken out of its document (an orphan) is deleted without standing there.
        # States that are merely listed come with changed primary keys only, and an id never changes.
        for state, (deleted, _listed_only) in context.states.items():
            self._touched[_row_key(state)] = not deleted

    def add(self, record: Base) -> None:
        """Stores a new record; its id is known afterwards."""
        self.session.add(record)
        self.session.flush()

    def record(self, verb: str, kind: SubjectKind, subject_id: int, summary: str) -> None:
        """Names the act for its audit line.

        Args:
            verb: such as ``payments.sign``.
            kind: kind of the record the act is about.
            subject_id: its id.
            summary: Chinese sentence that an auditor will read.
        """
        if self._act is not None:
            raise AssertionError(f"one act, one audit line: {self._act[0]} then {verb}")
        self._act = (verb, kind, subject_id, summary)

    def next_number(self, prefix: str, year: int) -> str:
        """Gives out the next gap-free number of a series, such as ZF-2026-0042."""
        series = self.session.scalar(select(NumberSeries).filter_by(prefix=prefix, year=year))
        if series is None:
            series = NumberSeries(prefix=prefix, year=year)
            self.session.add(series)
        series.last += 1
        self.session.flush()
        return document_number(prefix, year, series.last)

    @property
    def head(self) -> str:
        """Hash of the newest audit line: what a signature made now is sealed onto."""
        return chain_head(self.session)[1]

    def seal(self) -> AuditLine:
        """Writes the audit line of the act. Called once by the ledger, just before the commit."""
        if self._act is None:
            raise AssertionError("a verb ended without naming its act")
        self.session.flush()
        verb, kind, subject_id, summary = self._act
        rows = [[*key, digest] for key, digest in sorted(self._digests().items())]
        return append_line(
            self.session,
            at=self.now,
            seat=self.seat,
            verb=verb,
            subject=(kind, subject_id),
            summary=summary,
            rows=rows,
        )

    def _digests(self) -> dict[RowKey, str]:
        """Digest of each touched row as the file now holds it; empty text for a deleted row."""
        return {
            (table, key): stored_digest(self.session, table, key) if alive else ""
            for (table, key), alive in self._touched.items()
        }


def _row_key(state: InstanceState[Any]) -> RowKey:
    # A stored row is known by its key, a row stored just now by its id.
    return (state.mapper.local_table.description, state.key[1][0] if state.key else state.dict["id"])


def stored_digest(session: Session, table: str, key: int) -> str:
    """Digest of a row read back as stored, so that `verify` computes the very same from the file alone."""
    quoted = Base.metadata.tables[table].name
    row = session.connection().exec_driver_sql(f'SELECT * FROM "{quoted}" WHERE id = ?', (key,)).mappings().one()  # noqa: S608
    return row_digest(table, dict(row))


def chain_head(session: Session) -> tuple[int, str]:
    """Sequence number and hash of the newest audit line; (0, GENESIS) in an empty ledger."""
    last = session.execute(select(AuditLine.id, AuditLine.hash).order_by(AuditLine.id.desc()).limit(1)).first()
    return (0, GENESIS) if last is None else (last.id, last.hash)


def append_line(
    session: Session,
    *,
    at: dt.datetime,
    seat: Seat | None,
    verb: str,
    subject: tuple[SubjectKind, int],
    summary: str,
    rows: Iterable[list[Any]] = (),
) -> AuditLine:
    """Seals one line onto the chain. Without a seat (a refused login) it is unsigned and carries no rows."""
    seq, previous = chain_head(session)
    body = canonical(
        {
            "seq": seq + 1,
            "at": at,
            "person": seat.person_id if seat else None,
            "key": seat.key_id if seat else None,
            "verb": verb,
            "subject": [subject[0].value, subject[1]],
            "summary": summary,
            "rows": list(rows),
        }
    )
    sealed = link(previous, body)
    line = AuditLine(
        id=seq + 1,
        at=at,
        person_id=seat.person_id if seat else None,
        key_id=seat.key_id if seat else None,
        verb=verb,
        subject_kind=subject[0].value,
        subject_id=subject[1],
        summary=summary,
        body=body,
        previous=previous,
        hash=sealed,
        signature=seat.key.sign(sealed) if seat else "",
    )
    session.add(line)
    session.flush()
    return line
