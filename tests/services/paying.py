"""Short words for the tests of payment requests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from fundapp.errors import FundError, Refused
from fundapp.models import AuditLine, Invoice, Payment
from fundapp.rules.finding import Finding
from fundapp.services import payment_sheet, payments
from fundapp.services.desk import Desk
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.rounds import RoundRow
from fundapp.values.choices import AttachmentKind, PaymentState
from tests.builders import Office
from tests.ui.paid_office import Paid

DRAFT, IN_APPROVAL, RETURNED = PaymentState.DRAFT, PaymentState.IN_APPROVAL, PaymentState.RETURNED
APPROVED, PAID, VOID = PaymentState.APPROVED, PaymentState.PAID, PaymentState.VOID


def stored(place: Office, draft: PaymentDraft) -> int:
    """Stores a request exactly as typed, its invoice attached; gives its id."""
    payment_id = place.do(place.clerk, payments.save, draft)
    kind = AttachmentKind.INVOICE if draft.invoices else AttachmentKind.ASSESSMENT
    place.do(place.clerk, payments.attach_file, payment_id, place.file(f"{kind.label}.pdf", kind))
    return payment_id


def invoiced(draft: PaymentDraft, *invoices: InvoiceEntry) -> PaymentDraft:
    """The draft with these invoices instead of its own."""
    return replace(draft, invoices=invoices)


def refusal(place: Office, payment_id: int, kind: type[FundError] = Refused) -> str:
    """What the program says when the clerk submits; the request is as it was: no number, no round, nothing recorded."""
    before, lines = sheet(place, payment_id), acts(place)
    with pytest.raises(kind) as caught:
        place.submit(payment_id)
    after = sheet(place, payment_id)
    assert (after.state, after.number, after.round) == (before.state, before.number, before.round)
    assert after.version == before.version
    assert acts(place) == lines
    return str(caught.value)


def sheet(place: Office, payment_id: int) -> PaymentSheet:
    """The request as its clerk sees it."""
    return place.ledger.ask(place.clerk, payment_sheet.sheet, payment_id)


def state(place: Office, payment_id: int) -> PaymentState:
    """Where the request stands."""
    return sheet(place, payment_id).state


def last_round(place: Office, payment_id: int) -> RoundRow:
    """Its newest round."""
    return sheet(place, payment_id).rounds[-1]


def finding(place: Office, draft: PaymentDraft, rule: str, payment_id: int | None = None) -> Finding:
    """What one rule says about a draft."""
    return next(one for one in place.ask(payments.check, draft, payment_id) if one.rule == rule)


def acts(place: Office) -> int:
    """How many audit lines there are."""
    return place.ask(lambda desk: desk.session.query(AuditLine).count())


def last_act(place: Office) -> tuple[str, str]:
    """Verb and summary of the newest audit line."""

    def question(desk: Desk) -> tuple[str, str]:
        line = desk.session.query(AuditLine).order_by(AuditLine.id.desc()).first()
        assert line is not None
        return line.verb, line.summary

    return place.ask(question)


def column(place: Office, payment_id: int, name: str) -> Any:
    """A stored column of the request."""
    return place.ask(lambda desk: getattr(desk.get(Payment, payment_id), name))


def signed_once(paid: Paid) -> int:
    """A request that the division head has signed."""
    payment_id = paid.office.request(paid.first, with_evidence=False)
    paid.office.submit(payment_id)
    paid.office.sign(payment_id, paid.office.head)
    return payment_id


def invoices(place: Office, payment_id: int) -> list[Invoice]:
    """The invoices as stored."""
    query = select(Invoice).filter_by(payment_id=payment_id)
    return place.ask(lambda desk: list(desk.session.scalars(query)))
