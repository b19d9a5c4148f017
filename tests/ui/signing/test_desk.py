from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.services import people, signing_desk
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import BarMoney
from fundapp.services.people import PersonEntry
from fundapp.ui import notices
from fundapp.ui.parts.empty import EmptyState
from fundapp.ui.signing import screens
from fundapp.ui.signing.desk import SigningDesk
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import PASSWORD, Office
from tests.ui.paid_office import Paid
from tests.ui.seated import session
from tests.ui.signing.at_the_desk import before_the_leader, desk_of, hands, sheet, submitted, type_password

Show = Callable[[QWidget], QWidget]
TICKS = ("basis", "amount", "progress")


# -- the main path -------------------------------------------------------------------------------------------------


def test_the_screen_stands_on_top_of_the_sidebar(place: Office) -> None:
    (screen,) = screens(session(place, place.head))
    assert (screen.key, screen.title, screen.section) == ("signing", "签批台", "")
    assert isinstance(screen.build(), SigningDesk)


def test_a_document_is_signed_in_three_clicks(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    clicks = 0
    page.queue.cards.setCurrentRow(0)
    clicks += 1
    page.panel.sign_button.click()
    clicks += 1
    assert page.dialog is not None
    page.dialog.password.line.setText(PASSWORD)
    page.dialog.button.click()
    clicks += 1
    assert hands(place, key) == [("科室负责人", Decision.AGREE)]
    assert clicks == 3
    assert not page.dialog.isVisible()


def test_the_desk_shows_the_very_page_the_checks_and_the_money(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    assert page.document is not None
    assert page.document.id == key
    assert page.paper.data() == page.document.pdf
    assert page.paper.data().startswith(b"%PDF")
    assert page.document.money == BarMoney("合同支付进度", 80_000_00, 0, 30_000_00)
    assert page.aside() == "待我签批 1 件，合计 3.00 万元"


def test_the_supervising_leader_cannot_sign_before_every_line_of_article_twelve_is_ticked(paid: Paid) -> None:
    place = paid.office
    key = before_the_leader(paid)
    page = desk_of(place, place.supervisor)
    assert not page.panel.sign_button.isEnabled()
    assert page.panel.sign_button.toolTip() == "【第十二条】还有 3 项核对内容没有勾选。"
    page.sign()
    assert page.dialog is None
    boxes = list(page.panel._ticks.values())
    for box in boxes[:2]:
        box.setChecked(True)
    assert page.panel.sign_button.toolTip() == "【第十二条】还有 1 项核对内容没有勾选。"
    boxes[2].setChecked(True)
    assert page.panel.sign_button.isEnabled()
    page.sign()
    type_password(page)
    assert hands(place, key)[-1] == ("分管领导", Decision.AGREE)
    signed = next(hand for hand in sheet(place, key).rounds[-1].hands if hand.signer == "分管领导")
    assert tuple(check.key for check in signed.checks if check.ticked) == TICKS


def said_instead_of_paper(page: SigningDesk) -> str:
    return " ".join(empty.text() for empty in page.paper.findChildren(EmptyState))


def test_after_signing_the_next_document_is_selected(paid: Paid) -> None:
    place = paid.office
    first, second = submitted(paid), submitted(paid, paid.second)
    page = desk_of(place, place.head)
    assert page.document is not None
    shown = page.document.id
    page.sign()
    type_password(page)
    assert page.document is not None
    assert {shown, page.document.id} == {first, second}
    assert page.aside().startswith("待我签批 1 件")
    page.sign()
    type_password(page)
    assert page.document is None
    assert page.aside() == "没有等您签批的单据"
    assert said_instead_of_paper(page) == "没有等您签批的单据"
    page.queue.list_chosen.emit("returned")
    assert said_instead_of_paper(page) == "还没有退回过"


def test_what_was_signed_is_in_the_history_for_reading_only(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    place.sign(key, place.head, opinion="同意支付")
    page = desk_of(place, place.head)
    page.queue.list_chosen.emit("signed")
    assert page.document is not None
    assert page.document.id == key
    assert not page.panel._foot.isVisibleTo(page.panel)
    page.sign()
    assert page.dialog is None
    assert "同意支付" in page.queue.current().note  # type: ignore[union-attr]  # there is one


# -- returning -----------------------------------------------------------------------------------------------------


def test_returning_needs_words_and_the_box_gets_the_cursor(paid: Paid, shown: Show) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    shown(page)
    page.panel.return_button.click()
    assert page.dialog is None
    assert "退回时必须写明意见" in page.panel.opinion.complaint()
    assert page.panel.opinion.note.hasFocus()
    assert sheet(place, key).state is PaymentState.IN_APPROVAL


def test_a_returned_document_goes_back_with_the_opinion_and_into_the_history(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    page.panel.opinion.set_raw("请补充进度确认单")
    page.panel.return_button.click()
    type_password(page)
    assert sheet(place, key).state is PaymentState.RETURNED
    assert "请补充进度确认单" in sheet(place, key).rounds[-1].reason
    assert page.panel.opinion_text() == ""
    assert page.unsaved() == ""
    page.queue.list_chosen.emit("returned")
    assert page.document is not None
    assert page.document.id == key


# -- who may not ---------------------------------------------------------------------------------------------------


def test_who_wrote_it_does_not_find_it_waiting_and_reads_the_article(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    _also(place, "经办人", Role.CLERK, Role.DIVISION_HEAD)
    page = desk_of(place, place.clerk)
    assert page.queue.cards.count() == 0
    page.aim(("payment", key))
    assert page.document is not None
    assert page.document.id == key
    assert not page.panel.sign_button.isEnabled()
    assert page.panel.sign_button.toolTip().startswith("【第十五条】您是本单的填报人")
    assert page.panel._why.text() == page.panel.sign_button.toolTip()
    page.sign()
    assert page.dialog is None


def test_whose_turn_it_is_not_reads_who_is_next(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.supervisor)
    page.aim(("payment", key))
    assert not page.panel.sign_button.isEnabled()
    assert "【第十" in page.panel.sign_button.toolTip()
    page.give_back()
    assert page.dialog is None


def test_a_document_that_is_gone_is_refused_with_a_sentence(paid: Paid) -> None:
    page = desk_of(paid.office, paid.office.head)
    with notices.captured() as seen:
        page.aim(("payment", 99))
    assert seen[0].kind == "refusal"
    seen.clear()


def test_what_was_withdrawn_meanwhile_is_not_signed_and_the_box_says_why(paid: Paid) -> None:
    from fundapp.services import payments

    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    page.sign()
    place.do(place.clerk, payments.withdraw, key, "金额写错")
    type_password(page)
    assert page.dialog is not None
    assert page.dialog.error.text() != ""
    assert page.document is None
    assert sheet(place, key).state is PaymentState.DRAFT
    page.dialog.reject()


def _also(place: Office, name: str, *roles: Role) -> None:
    """The administrator gives somebody more roles."""
    seat = place.seats[name]
    entry = PersonEntry(name, place.division_id, frozenset(roles))
    place.do(place.administrator, people.save_person, seat.person_id, entry)


# -- keyboard ------------------------------------------------------------------------------------------------------


def test_arrows_move_through_the_queue_and_ctrl_enter_signs(paid: Paid, shown: Show) -> None:
    place = paid.office
    submitted(paid), submitted(paid, paid.second)
    page = desk_of(place, place.head)
    shown(page)
    page.setFocus()
    assert page.document is not None
    first = page.document.id
    QTest.keyClick(page.queue.cards, Qt.Key.Key_Down)
    assert page.document.id != first
    QTest.keyClick(page.queue.cards, Qt.Key.Key_Up)
    assert page.document.id == first
    QTest.keyClick(page.queue.cards, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.dialog is not None
    type_password(page)
    assert hands(place, first) == [("科室负责人", Decision.AGREE)]


def test_ctrl_r_returns(paid: Paid, shown: Show) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    shown(page)
    page.panel.opinion.set_raw("请补充")
    QTest.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert page.dialog is not None
    type_password(page)
    assert sheet(place, key).state is PaymentState.RETURNED


def test_handwriting_becomes_part_of_the_signature(paid: Paid, shown: Show) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    shown(page)
    page.sign()
    assert page.dialog is not None
    pad = page.dialog.pad.findChildren(QWidget)[0]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center() / 2)
    QTest.mouseMove(pad, pad.rect().center())
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    drawn = page.dialog.pad.strokes()
    type_password(page)
    hand = sheet(place, key).rounds[-1].hands[0]
    assert len(drawn) == 1
    assert hand.strokes == drawn


def test_a_document_is_drawn_once_when_the_desk_opens(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    submitted(paid)
    drawn: list[int] = []
    fetch = signing_desk.document

    def counted(desk: Desk, kind: SubjectKind, key: int) -> signing_desk.DeskDocument:
        drawn.append(key)
        return fetch(desk, kind, key)

    monkeypatch.setattr(signing_desk, "document", counted)
    page = desk_of(paid.office, paid.office.head)
    assert page.document is not None
    assert drawn == [page.document.id]
