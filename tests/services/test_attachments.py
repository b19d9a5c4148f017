"""Attachments: bytes beside the ledger by their SHA-256, rows that say whose they are, words when one is lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select

from fundapp.errors import Damaged, Invalid, NotFound, Refused
from fundapp.models import Attachment
from fundapp.places import attachments_folder
from fundapp.services import attachments, contracts
from fundapp.services.attachments import FileRow, NewFile
from fundapp.services.desk import Desk
from fundapp.services.verification import verify
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind
from tests.builders import START, Office
from tests.ui.paid_office import Paid

MINUTES = NewFile("会议纪要.pdf", "第一次会议".encode(), AttachmentKind.OTHER)
SAME_NAME = NewFile("会议纪要.pdf", "第二次会议".encode(), AttachmentKind.OTHER)


def rows(place: Office, contract: int) -> list[Attachment]:
    """The rows of a contract."""
    return place.ask(attachments.owned_by, SubjectKind.CONTRACT, contract)


def shown(place: Office, contract: int) -> tuple[FileRow, ...]:
    """The files of a contract as a screen shows them."""
    return place.ask(
        lambda desk: attachments.files_of(desk, attachments.owned_by(desk, SubjectKind.CONTRACT, contract))
    )


def add(paid: Paid, file: NewFile) -> Attachment:
    """Attaches a file to the contract in force."""
    paid.office.do(paid.office.clerk, contracts.attach_file, paid.contract.id, file)
    return rows(paid.office, paid.contract.id)[-1]


def kept(place: Office, sha256: str) -> Path:
    """Where the bytes lie."""
    return attachments_folder(place.path) / sha256[:2] / sha256[2:]


def test_a_file_is_kept_by_its_hash_beside_the_ledger_and_its_row_says_who_and_when(paid: Paid) -> None:
    place, row = paid.office, add(paid, MINUTES)
    assert row.sha256 == hashlib.sha256(MINUTES.content).hexdigest()
    assert kept(place, row.sha256).read_bytes() == MINUTES.content
    assert (row.file_name, row.kind, row.size) == ("会议纪要.pdf", AttachmentKind.OTHER, 15)
    assert (row.owner_kind, row.owner_id) == (SubjectKind.CONTRACT, paid.contract.id)
    assert (row.added_by_id, row.added_at) == (place.clerk.person_id, START)
    assert place.ask(attachments.read, row.id) == ("会议纪要.pdf", MINUTES.content)


def test_an_empty_file_and_one_beyond_50_mb_are_not_attached(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attachments.MAX_BYTES == 52_428_800
    monkeypatch.setattr(attachments, "MAX_BYTES", 20)
    add(paid, NewFile("正好.pdf", b"x" * 20, AttachmentKind.OTHER))
    before = len(rows(paid.office, paid.contract.id))
    for content, said in ((b"", "是空文件"), (b"x" * 21, "超过 50 MB")):
        with pytest.raises(Invalid, match=said) as caught:
            add(paid, NewFile("扫描件.pdf", content, AttachmentKind.OTHER))
        assert caught.value.field == "附件"
        assert "“扫描件.pdf”" in caught.value.message
    assert len(rows(paid.office, paid.contract.id)) == before


def test_a_lost_or_altered_file_is_named_and_its_namesake_is_not_suspected(paid: Paid) -> None:
    place, first, second = paid.office, add(paid, MINUTES), add(paid, SAME_NAME)
    assert [one.present for one in shown(place, paid.contract.id)] == [True, True, True]
    kept(place, first.sha256).unlink()
    found = {one.id: one.present for one in shown(place, paid.contract.id)}
    assert (found[first.id], found[second.id]) == (False, True)
    assert place.ask(attachments.missing, rows(place, paid.contract.id)) == ("会议纪要.pdf",)
    with pytest.raises(NotFound, match="不见了"):
        place.ask(attachments.read, first.id)
    kept(place, second.sha256).write_bytes("改过的会议内容".encode())
    assert not shown(place, paid.contract.id)[-1].present
    with pytest.raises(Damaged, match="已被改动"):
        place.ask(attachments.read, second.id)
    place.ledger.close()
    assert not verify(place.path).ok


def test_the_same_bytes_are_kept_once_and_attaching_them_again_heals_them(paid: Paid) -> None:
    place, first = paid.office, add(paid, MINUTES)
    kept(place, first.sha256).unlink()
    second = add(paid, NewFile("再次上传.pdf", MINUTES.content, AttachmentKind.OTHER))
    assert second.sha256 == first.sha256
    assert all(one.present for one in shown(place, paid.contract.id))


def test_an_owner_s_files_come_oldest_first_and_nobody_else_s(paid: Paid) -> None:
    add(paid, MINUTES)
    found = paid.office.ask(attachments.owned_by, SubjectKind.CONTRACT, paid.contract.id)
    assert [row.file_name for row in found] == ["合同扫描件.pdf", "会议纪要.pdf"]

    def total(desk: Desk) -> int:
        return len(desk.session.scalars(select(Attachment)).all())

    assert paid.office.ask(total) > len(found)
    assert paid.office.ask(attachments.owned_by, SubjectKind.PAYMENT, paid.contract.id) == []


def test_a_screen_shows_kind_size_and_owner_of_a_file(paid: Paid) -> None:
    row = add(paid, MINUTES)
    found = shown(paid.office, paid.contract.id)[-1]
    assert found == FileRow(
        row.id, AttachmentKind.OTHER, "会议纪要.pdf", 15, row.sha256, SubjectKind.CONTRACT, present=True
    )


def test_a_page_looks_at_the_size_of_a_file_and_an_act_at_every_byte(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    behind = place.ask(attachments.owned_by, SubjectKind.EVIDENCE, 1)
    bytes_of = kept(place, behind[0].sha256)
    bytes_of.write_bytes(b"?" * behind[0].size)
    assert place.ask(attachments.missing, behind) == ()
    with pytest.raises(Refused, match=behind[0].file_name):
        place.submit(request)
    bytes_of.write_bytes(b"?" * (behind[0].size + 1))
    assert place.ask(attachments.missing, behind) == (behind[0].file_name,)
