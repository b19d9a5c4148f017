"""Rounds and hands of a document, as screens and forms show them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from fundapp.models import SignOff, SignRound
from fundapp.rules.route import Step
from fundapp.services.clock import office_time
from fundapp.services.desk import Desk
from fundapp.services.signing import Strokes, rounds, steps_of
from fundapp.values.choices import Decision
from fundapp.values.documents import RoundOutcome, SubjectKind


@dataclass(frozen=True)
class CheckRow:
    """One line of a signer's checklist."""

    key: str
    label: str
    ticked: bool


@dataclass(frozen=True)
class HandRow:
    """One step of a round: signed, or still open (`decision` None). `at` is office time."""

    key: str
    label: str
    signer: str = ""
    decision: Decision | None = None
    opinion: str = ""
    at: dt.datetime | None = None
    checks: tuple[CheckRow, ...] = ()
    strokes: Strokes = ()


@dataclass(frozen=True)
class RoundRow:
    """One round with all steps of its route; the moments are office time."""

    number: int
    outcome: RoundOutcome
    reason: str
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    hands: tuple[HandRow, ...]

    @property
    def label(self) -> str:
        """Such as 第 1 轮 已退回."""
        return f"第 {self.number} 轮　{self.outcome.label}"


def round_rows(desk: Desk, kind: SubjectKind, subject_id: int) -> tuple[RoundRow, ...]:
    """All rounds of a document, oldest first."""
    found = rounds(desk, kind, subject_id)
    names = desk.names(sign_off.person_id for row in found for sign_off in row.sign_offs)
    return tuple(_round_row(row, names) for row in found)


def open_hands(steps: tuple[Step, ...]) -> tuple[HandRow, ...]:
    """The empty cells of a route that nobody has signed."""
    return tuple(_hand(step, None, "") for step in steps)


def _round_row(row: SignRound, names: Mapping[int, str]) -> RoundRow:
    given = {sign_off.step_key: sign_off for sign_off in row.sign_offs}
    return RoundRow(
        number=row.number,
        outcome=RoundOutcome(row.outcome),
        reason=row.outcome_reason,
        opened_at=office_time(row.opened_at),
        closed_at=office_time(row.closed_at) if row.closed_at else None,
        hands=tuple(_hand(step, given.get(step.key), _signer(given.get(step.key), names)) for step in steps_of(row)),
    )


def _signer(sign_off: SignOff | None, names: Mapping[int, str]) -> str:
    return names[sign_off.person_id] if sign_off else ""


def _hand(step: Step, sign_off: SignOff | None, signer: str) -> HandRow:
    ticked = set(json.loads(sign_off.checklist)) if sign_off else set()
    return HandRow(
        key=step.key,
        label=step.label,
        signer=signer,
        decision=Decision(sign_off.decision) if sign_off else None,
        opinion=sign_off.opinion if sign_off else "",
        at=office_time(sign_off.signed_at) if sign_off else None,
        checks=tuple(CheckRow(item.key, item.label, item.key in ticked) for item in step.checklist),
        strokes=strokes_of(sign_off.strokes) if sign_off else (),
    )


def strokes_of(text: str) -> Strokes:
    """Handwriting from its stored text."""
    return tuple(tuple((x, y) for x, y in stroke) for stroke in json.loads(text)) if text else ()
