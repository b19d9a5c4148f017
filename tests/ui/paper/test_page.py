from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from fundapp.places import attachments_folder
from fundapp.services import printing
from fundapp.services.seat import Seat
from fundapp.ui import notices
from fundapp.ui.notices import Answer
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts import printing as printers
from fundapp.ui.parts.paper_sheets import Paper
from fundapp.values.documents import FormKind
from tests.builders import Office
from tests.ui.paid_office import Paid
from tests.ui.seated import ready, session

Open = Callable[..., PaperPage]
FORM = FormKind.PAYMENT_APPROVAL


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Bytes sent to the printer; nobody chooses one."""
    sent: list[bytes] = []

    def take(_parent: QWidget, paper: Paper, _name: str) -> bool:
        sent.append(paper.data)
        return True

    monkeypatch.setattr(printers, "ask_and_print", take)
    return sent


@pytest.fixture
def paper() -> Iterator[Open]:
    """Opens form pages and closes them in the end."""
    pages: list[PaperPage] = []

    def show(place: Office, payment_id: int, seat: Seat | None = None) -> PaperPage:
        pages.append(ready(PaperPage(session(place, seat or place.clerk), FORM, payment_id)))
        return pages[-1]

    yield show
    for page in pages:
        page.leave()


def test_before_the_last_hand_there_is_only_a_draft(paid: Paid, paper: Open) -> None:
    page = paper(paid.office, paid.office.submit(paid.office.request(paid.first)))
    assert page.badge.text() == "草稿预览"
    assert page.paper.pages() >= 1
    assert not page.issue_button.isEnabled()
    assert "最后一个签字" in page.issue_button.toolTip()
    assert page.issued() is None


def test_what_is_issued_is_shown_printed_and_registered(paid: Paid, paper: Open, printed: list[bytes]) -> None:
    place = paid.office
    request = place.approve(place.request(paid.first))
    page = paper(place, request)
    draft = page.paper.data()
    page.issue_button.click()
    row = place.ask(printing.latest, FORM, request)
    assert row is not None
    assert page.badge.text() == "正式表单"
    assert row.code in page.note()
    assert page.paper.data() == place.ask(printing.issued_pdf, row.id) != draft
    assert printed == [page.paper.data()]
    assert page.issue_button.isHidden()


def test_an_issued_form_is_shown_again_and_not_issued_twice(paid: Paid, paper: Open, printed: list[bytes]) -> None:
    place = paid.office
    request = place.approve(place.request(paid.first))
    paper(place, request).issue()
    first = place.ask(printing.latest, FORM, request)
    again = paper(place, request)
    assert again.issued() == first
    again.paper.print_paper()
    assert printed[-1] == printed[0]
    assert place.ask(printing.latest, FORM, request) == first


def test_after_the_money_has_left_the_form_is_issued_anew(paid: Paid, paper: Open, printed: list[bytes]) -> None:
    place = paid.office
    request = place.approve(place.request(paid.first))
    paper(place, request).issue()
    place.pay(request)
    page = paper(place, request)
    assert page.badge.text() == "草稿预览"
    assert "不再有效" in page.note()
    page.issue()
    assert page.badge.text() == "正式表单"
    assert len(printed) == 2


def test_lost_bytes_of_an_issued_form_are_said_and_can_be_issued_again(
    paid: Paid, paper: Open, printed: list[bytes]
) -> None:
    place = paid.office
    request = place.approve(place.request(paid.first))
    paper(place, request).issue()
    for file in attachments_folder(place.path).rglob("*"):
        if file.is_file() and file.read_bytes() == printed[0]:
            file.unlink()
    page = paper(place, request)
    assert "从备份恢复" in page.note()
    assert page.issue_button.isEnabled()
    assert page.paper.pages() >= 1


def test_an_auditor_sees_the_form_and_issues_none(paid: Paid, paper: Open) -> None:
    place = paid.office
    page = paper(place, place.approve(place.request(paid.first)), place.auditor)
    assert page.paper.pages() >= 1
    assert not page.issue_button.isEnabled()
    assert "只能查看" in page.issue_button.toolTip()


def test_save_as_writes_the_very_bytes(paid: Paid, paper: Open, printed: list[bytes], tmp_path: Path) -> None:
    place = paid.office
    page = paper(place, place.approve(place.request(paid.first)))
    page.issue()
    target = tmp_path / "审批表.pdf"
    with notices.captured(Answer(files=(target,))) as seen:
        page.paper.save_as()
    assert "ZF-2026-0001" in seen[0].hint
    assert target.read_bytes() == printed[0]


def test_a_form_that_is_not_there_says_so_on_the_page(paid: Paid, paper: Open) -> None:
    page = paper(paid.office, 4711)
    assert page.paper.pages() == 0
    assert not page.issue_button.isEnabled()
