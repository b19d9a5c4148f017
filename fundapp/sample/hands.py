"""Hands under a document of the sample: whoever the route asks for agrees."""

from __future__ import annotations

from fundapp.sample.office import SampleOffice
from fundapp.services.rounds import HandRow, round_rows
from fundapp.services.signing import Signing, Strokes
from fundapp.services.signing_desk import KINDS
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind

SIGNERS = {
    "finance": "财务审核",
    "supervising_leader": "分管领导",
    "principal_leader": "主要领导",
    "steering_1": "领导小组成员（一）",
    "steering_2": "领导小组成员（二）",
}
"""Who signs a step; the division head differs from document to document."""
STROKES: Strokes = (
    ((180, 90), (300, 70), (430, 80)),
    ((310, 40), (300, 180), (250, 300)),
    ((300, 170), (380, 260), (460, 310)),
    ((560, 110), (700, 95)),
    ((630, 60), (625, 200), (600, 320)),
    ((520, 220), (760, 205)),
)
"""A made-up flourish, nobody's signature."""


def sign(office: SampleOffice, who: str, kind: SubjectKind, key: int, opinion: str = "同意") -> None:
    """The next hand agrees: everything on its checklist is ticked, and leaders write by hand."""
    hand = next(hand for hand in _hands(office, kind, key) if hand.decision is None)
    ticks = tuple(check.key for check in hand.checks)
    given = Signing(Decision.AGREE, opinion, ticks, STROKES if "领导" in who else ())
    office.do(who, KINDS[kind].sign, key, given, office.confirm(who))


def sign_all(office: SampleOffice, head: str, kind: SubjectKind, key: int) -> None:
    """Every hand of the route, in its order."""
    for hand in _hands(office, kind, key):
        sign(office, SIGNERS.get(hand.key, head), kind, key)


def give_back(office: SampleOffice, who: str, kind: SubjectKind, key: int, opinion: str) -> None:
    """One hand returns the document."""
    office.do(who, KINDS[kind].sign, key, Signing(Decision.RETURN, opinion), office.confirm(who))


def _hands(office: SampleOffice, kind: SubjectKind, key: int) -> tuple[HandRow, ...]:
    return office.ledger.ask(None, round_rows, kind, key)[-1].hands
