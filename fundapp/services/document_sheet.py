"""How a signed document stands: what every screen shows of one, whatever it says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.models import Division
from fundapp.rules.route import Step
from fundapp.rules.signoff import Offer, next_step, offers
from fundapp.services.attachments import FileRow, files_of, owned_by
from fundapp.services.desk import Desk
from fundapp.services.document import sign_case
from fundapp.services.document_verbs import D, DocumentKind
from fundapp.services.rounds import RoundRow, round_rows
from fundapp.values.choices import DocumentState
from fundapp.values.money import Fen

OPEN_STATES = (DocumentState.DRAFT, DocumentState.RETURNED)
"""States in which the ledger of today counts; in all others what was submitted."""


@dataclass(frozen=True)
class BarMoney:
    """A money bar: the whole, what is paid of it, and what this document asks for; in 分."""

    title: str
    whole: Fen
    paid: Fen
    this: Fen = 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    """State, hands and files of one document, and what the person asking may do with it; sheets add what it says.

    Attributes:
        step: the hand that is wanted now; None unless it is in approval.
        offers: moves of the present state, each open to the person asking or not, with the reason.
    """

    id: int
    number: str
    state: DocumentState
    round: int
    version: int
    division_id: int
    division: str
    author: str
    offers: tuple[Offer, ...]
    step: Step | None
    rounds: tuple[RoundRow, ...]
    files: tuple[FileRow, ...]
    void_reason: str

    @property
    def open(self) -> bool:
        """A draft, or returned: what the ledger says today counts."""
        return self.state in OPEN_STATES

    def offer(self, verb: str) -> Offer | None:
        """The offer of a verb in the present state; None when the state has no such move."""
        return next((one for one in self.offers if one.verb == verb), None)


@dataclass(frozen=True, kw_only=True)
class DocumentSheet(Standing):
    """How a document stands and what it says; each kind adds its own.

    Attributes:
        moved: how what it rests on changed since it was submitted; empty when it did not, or when today's counts.
    """

    moved: str


def standing(desk: Desk, kind: DocumentKind[D], document: D) -> Standing:
    """How a document stands for the person asking. Raises Forbidden: it is of a division the person does not read."""
    desk.require_readable(document.division_id)
    case = sign_case(desk, document)
    return Standing(
        id=document.id,
        number=document.number or "",
        state=DocumentState(document.state),
        round=document.round,
        version=document.version,
        division_id=document.division_id,
        division=desk.get(Division, document.division_id).name,
        author=desk.names([document.author_id])[document.author_id],
        offers=tuple(_held(desk, kind, document, offer) for offer in offers(case, desk.me)) if desk.me else (),
        step=next_step(case),
        rounds=round_rows(desk, kind.subject, document.id),
        files=files_of(desk, owned_by(desk, kind.subject, document.id)),
        void_reason=document.void_reason,
    )


def _held(desk: Desk, kind: DocumentKind[D], document: D, offer: Offer) -> Offer:
    """The offer, closed with the reason when something rests on the document."""
    if not offer.allowed:
        return offer
    try:
        kind.held(desk, document, offer.verb)
    except Refused as error:
        return replace(offer, allowed=False, why=f"{error.message}{error.remedy}", article=error.article, held=True)
    return offer


def must_exist(desk: Desk, kind: DocumentKind[D], document_id: int) -> None:
    """Raises NotFound, or Forbidden for another division's; far cheaper than its sheet."""
    desk.require_readable(desk.get(kind.record, document_id).division_id)


def waiting(desk: Desk, kind: DocumentKind[D]) -> tuple[D, ...]:
    """Documents that wait for the hand of the person asking, the oldest first."""
    if desk.me is None:
        return ()
    me = desk.me
    query = select(kind.record).where(kind.record.state == DocumentState.IN_APPROVAL).order_by(kind.record.id)
    return tuple(
        found
        for found in desk.session.scalars(query)
        if any(offer.verb == "agree" and offer.allowed for offer in offers(sign_case(desk, found), me))
    )
