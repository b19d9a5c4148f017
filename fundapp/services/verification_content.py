"""What a signed document says now, computed afresh from the rows, against what its hands signed.

Each kind of document that takes signatures has one entry in `DOCUMENTS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from fundapp.models import (
    Amendment,
    Application,
    Attachment,
    Base,
    Evaluation,
    Evidence,
    Milestone,
    Monitoring,
    Payment,
    SignRound,
    TermReview,
)
from fundapp.rules.figures import figures
from fundapp.seal.canonical import canonical, digest
from fundapp.services import (
    application_content,
    application_facts,
    evaluation_content,
    monitoring_content,
    payment_content,
    term_review_content,
)
from fundapp.services.clock import now
from fundapp.services.desk import Desk
from fundapp.services.verification_chain import GROWING, Act, Chain

_GROWING: tuple[type[Evidence | Attachment | Amendment], ...] = (Evidence, Attachment, Amendment)
_FORGET_AFTER = 200

Place = tuple[str | int, ...]
"""Where in a content something stands: keys and positions from the outside in."""
Named = tuple[str, Callable[[Desk, Any], int]]
"""Table and id of the row whose name stands there."""


@dataclass(frozen=True)
class Document:
    """A kind of document that is signed.

    Attributes:
        record: its model.
        content: computes what it says now; the round gives what it said.
        names: names in the content that may be changed later by an act of their own, without touching the document.
    """

    record: type[Base]
    content: Callable[[Desk, Any, SignRound], Mapping[str, Any]]
    names: Mapping[Place, Named]


def _payment(desk: Desk, payment: Payment, _round: SignRound) -> Mapping[str, Any]:
    return payment_content.content_of(desk, payment)


def _evaluation(desk: Desk, evaluation: Evaluation, round_: SignRound) -> Mapping[str, Any]:
    # The ledger goes on after a self-evaluation; its figures are held against those of its own day.
    return evaluation_content.content_of(desk, evaluation, evaluation_content.signed_facts(round_))


def _term_review(desk: Desk, review: TermReview, _round: SignRound) -> Mapping[str, Any]:
    return term_review_content.content_of(desk, review)


def _monitoring(desk: Desk, monitoring: Monitoring, _round: SignRound) -> Mapping[str, Any]:
    return monitoring_content.content_of(desk, monitoring)


def _application(desk: Desk, application: Application, _round: SignRound) -> Mapping[str, Any]:
    # Goal and indicators are frozen with it; what came before was kept on it when it was submitted.
    return application_content.content_of(desk, application, application_facts.facts_of(desk, application))


def _party(desk: Desk, payment: Payment) -> int:
    return desk.get(Milestone, payment.milestone_id).payee_id


DOCUMENTS: dict[str, Document] = {
    "payment": Document(
        Payment,
        _payment,
        {
            ("payee",): ("payee", lambda _desk, payment: payment.payee_id),
            ("basis", "party"): ("payee", _party),
            ("author", 1): ("person", lambda _desk, payment: payment.author_id),
        },
    ),
    "application": Document(
        Application,
        _application,
        {
            ("division",): ("division", lambda _desk, application: application.division_id),
            ("author", 1): ("person", lambda _desk, application: application.author_id),
        },
    ),
    "evaluation": Document(
        Evaluation,
        _evaluation,
        {
            ("division",): ("division", lambda _desk, evaluation: evaluation.division_id),
            ("author", 1): ("person", lambda _desk, evaluation: evaluation.author_id),
        },
    ),
    "monitoring": Document(
        Monitoring,
        _monitoring,
        {
            ("division",): ("division", lambda _desk, monitoring: monitoring.division_id),
            ("author", 1): ("person", lambda _desk, monitoring: monitoring.author_id),
        },
    ),
    "term_review": Document(
        TermReview,
        _term_review,
        {
            ("division",): ("division", lambda _desk, review: review.division_id),
            ("author", 1): ("person", lambda _desk, review: review.author_id),
        },
    ),
}
"""By `SubjectKind` code, which is also the name of the table."""


class Contents:
    """Computes contents inside one consistent view of the file."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._session = Session(bind=connection, autoflush=False)
        self._seen = 0

    def close(self) -> None:
        """Lets go of everything read."""
        self._session.close()

    def stands(self, kind: str, round_id: int, chain: Chain) -> bool:
        """The document of this round says what was signed, apart from names changed since by acts of their own.

        A paid request is judged by the evidence, attachments and amendments of its day: more may have come since.
        """
        self._seen += 1
        if self._seen % _FORGET_AFTER == 0:
            self._session.expunge_all()
        try:
            if self._same(kind, round_id):
                return True
            with Session(bind=self._connection, autoflush=False) as session:
                return self._stood(session, kind, round_id, chain)
        except Exception:
            # Whatever a tampered row makes the program stumble over, it does not say what was signed.
            return False

    def _same(self, kind: str, round_id: int) -> bool:
        desk, round_, record = self._at(self._session, kind, round_id)
        return digest(canonical(dict(DOCUMENTS[kind].content(desk, record, round_)))) == round_.digest

    def _stood(self, session: Session, kind: str, round_id: int, chain: Chain) -> bool:
        act = chain.act("sign_round", round_id)
        if act is None:
            return False
        desk, round_, record = self._at(session, kind, round_id)
        if record.state == "paid":
            _look_back(session, act, chain)
        said = json.loads(round_.content)
        says = json.loads(canonical(dict(DOCUMENTS[kind].content(desk, record, round_))))
        names = DOCUMENTS[kind].names
        return all(
            place in names and _renamed(names[place], desk, record, chain) > act.seq for place in _differing(said, says)
        )

    def _at(self, session: Session, kind: str, round_id: int) -> tuple[Desk, SignRound, Any]:
        desk = Desk(session, None, now(), figures(), self._path)
        round_ = desk.get(SignRound, round_id)
        return desk, round_, desk.get(DOCUMENTS[kind].record, round_.subject_id)


def _renamed(named: Named, desk: Desk, record: Any, chain: Chain) -> int:
    """Number of the line that last wrote the row whose name this is."""
    table, key = named
    return chain.last_line(table, key(desk, record))


def _look_back(session: Session, act: Act, chain: Chain) -> None:
    """From here on the session does not see what was added behind the document after this act."""
    criteria = []
    for kind, table, last in zip(_GROWING, GROWING, act.reach, strict=True):
        given_out_again = [key for key, row in chain.rows[table].items() if key <= last and row.first > act.seq]
        criteria.append(with_loader_criteria(kind, (kind.id <= last) & kind.id.not_in(given_out_again)))

    def narrow(state: ORMExecuteState) -> None:
        state.statement = state.statement.options(*criteria)

    event.listen(session, "do_orm_execute", narrow)


def _differing(one: Any, other: Any, place: Place = ()) -> Iterator[Place]:
    """Places where two contents differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differing(one[key], other[key], (*place, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for position, pair in enumerate(zip(one, other, strict=True)):
            yield from _differing(*pair, (*place, position))
    elif one != other:
        yield place
