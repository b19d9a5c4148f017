"""Somebody at the signing desk, for the tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fundapp.services import payment_sheet
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.seat import Seat
from fundapp.ui.signing.desk import SigningDesk
from fundapp.values.choices import Decision
from tests.builders import PASSWORD, Office
from tests.ui.paid_office import Paid
from tests.ui.seated import ready, session

shown_desks: list[SigningDesk] = []


def desk_of(place: Office, seat: Seat) -> SigningDesk:
    """Somebody's signing desk as the shell shows it."""
    page = ready(SigningDesk(session(place, seat)))
    shown_desks.append(page)
    return page


def sheet(place: Office, payment_id: int) -> PaymentSheet:
    """The request as it is stored."""
    return place.ledger.ask(place.clerk, payment_sheet.sheet, payment_id)


def hands(place: Office, payment_id: int) -> list[tuple[str, Decision]]:
    """Who has signed in the newest round, and how."""
    rounds = sheet(place, payment_id).rounds
    return [(hand.signer, hand.decision) for hand in rounds[-1].hands if hand.decision is not None]


def submitted(paid: Paid, milestone: int | None = None) -> int:
    """A request that waits for the division head."""
    place = paid.office
    return place.submit(place.request(milestone or paid.first))


def before_the_leader(paid: Paid, milestone: int | None = None) -> int:
    """A request that waits for the supervising leader."""
    place = paid.office
    key = submitted(paid, milestone)
    place.sign(key, place.head)
    place.sign(key, place.finance)
    return key


def type_password(page: SigningDesk, password: str = PASSWORD) -> None:
    """The password in the dialog, and Enter."""
    assert page.dialog is not None
    page.dialog.password.line.setText(password)
    QTest.keyClick(page.dialog.password.line, Qt.Key.Key_Return)
