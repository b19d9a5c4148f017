"""The key card: which key a person signs with now, on paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from fundapp.errors import NotFound
from fundapp.models import PersonKey
from fundapp.seal import keys
from fundapp.services import key_card
from fundapp.services.desk import Desk
from tests.builders import Office, office


@pytest.fixture
def place(tmp_path: Path) -> Office:
    return office(tmp_path)


def _text(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def test_the_card_shows_the_fingerprint_of_the_key_in_force(place: Office) -> None:
    said = _text(place.ask(key_card.pdf, place.clerk.person_id))
    assert keys.fingerprint(place.clerk.key.public_key) in said
    assert "首次设置密码" in said


def test_somebody_without_a_key_in_force_has_no_card(place: Office) -> None:
    def without_key(desk: Desk) -> bytes:
        for row in desk.session.scalars(select(PersonKey).filter_by(person_id=place.clerk.person_id)):
            row.retired_at = desk.now  # only in this reader's view; nothing is written
        return key_card.pdf(desk, place.clerk.person_id)

    with pytest.raises(NotFound, match="还没有密钥"):
        place.ask(without_key)
