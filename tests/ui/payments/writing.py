"""A clerk at the request editor, for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fundapp.services import payment_sheet
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.seat import Seat
from fundapp.ui.parts.field import Field, LineField
from fundapp.ui.payments.editor import PaymentEditor
from fundapp.ui.payments.start import Start
from fundapp.values.choices import AttachmentKind
from tests.builders import Office
from tests.ui.paid_office import Paid
from tests.ui.seated import Told, ready, session

NUMBER = "26332000000012345678"


def editor(
    paid: Paid, payment_id: int | None = None, *, start: Start | None = None, seat: Seat | None = None
) -> tuple[PaymentEditor, Told]:
    """An open editor; a new one begins with the milestone whose condition is met."""
    begun = None if payment_id else start or Start("milestone", paid.first)
    page = PaymentEditor(session(paid.office, seat or paid.office.clerk), payment_id, start=begun)
    told = Told(page)
    return ready(page), told


def type_in(field: Field[Any], text: str) -> None:
    """Type into a line and leave it."""
    assert isinstance(field, LineField)
    field.set_raw(text)
    field.settle()


def add_invoice(page: PaymentEditor, number: str = NUMBER, day: str = "2026-03-01") -> int:
    """Fill the first empty row; seller and amount propose themselves. Gives its place."""
    rows = page.form.invoices
    place = len(rows.filled())
    if place >= rows.count():
        rows.add_row({})
    type_in(rows.cell(place, "number"), number)
    type_in(rows.cell(place, "issued_on"), day)
    return place


def scan(folder: Path, name: str = "发票.pdf") -> Path:
    """A file on the disk."""
    path = folder / name
    path.write_bytes(b"%PDF-1.4 " + name.encode())
    return path


def attach(page: PaymentEditor, path: Path, kind: AttachmentKind = AttachmentKind.INVOICE) -> None:
    """A file was chosen and its kind confirmed."""
    page.files.take(((path, kind),))


def sheet(place: Office, payment_id: int) -> PaymentSheet:
    """The request as it is stored."""
    return place.ledger.ask(place.clerk, payment_sheet.sheet, payment_id)


def only(place: Office) -> PaymentSheet:
    """The only request of the ledger."""
    from fundapp.services.paging import PageRequest

    (row,) = place.ledger.ask(place.clerk, payment_sheet.page, PageRequest()).rows
    return sheet(place, row.id)


def none_stored(place: Office) -> bool:
    """Whether no request was stored."""
    from fundapp.services.paging import PageRequest

    return not place.ledger.ask(place.clerk, payment_sheet.page, PageRequest()).rows
