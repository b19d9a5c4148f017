from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.services import payment_sheet, people
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.people import PersonEntry
from fundapp.services.seat import Seat
from fundapp.ui import notices
from fundapp.ui.signing import screens
from fundapp.ui.signing.desk import SigningDesk
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.roles import Role
from tests.builders import PASSWORD, Office
from tests.ui.paid_office import Paid
from tests.ui.seated import ready, session

Show = Callable[[QWidget], QWidget]
TICKS = ("basis", "amount", "progress")


_open: list[SigningDesk] = []


@pytest.fixture(autouse=True)
def _closed_again() -> Iterator[None]:
    yield
    while _open:
        _open.pop().leave()


def desk_of(place: Office, seat: Seat) -> SigningDesk:
    """Somebody's signing desk as the shell shows it."""
    page = ready(SigningDesk(session(place, seat)))
    _open.append(page)
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
    assert (page.document.whole, page.document.this) == (80_000_00, 30_000_00)
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


# -- the password --------------------------------------------------------------------------------------------------


def test_a_wrong_password_keeps_the_opinion_and_signs_nothing(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    page.panel.opinion.set_raw("同意，请及时支付")
    page.sign()
    type_password(page, "cuowu-kouling")
    assert page.dialog is not None
    assert "密码不正确" in page.dialog.error.text()
    assert page.dialog.password.line.text() == ""
    assert page.panel.opinion_text() == "同意，请及时支付"
    assert hands(place, key) == []
    page.dialog._timer.stop()


def test_wrong_passwords_slow_down_and_the_button_counts_the_seconds(paid: Paid) -> None:
    place = paid.office
    submitted(paid)
    page = desk_of(place, place.head)
    page.sign()
    dialog = page.dialog
    assert dialog is not None
    waited = 0
    for _ in range(12):
        type_password(page, "cuowu-kouling")
        if dialog._left:
            waited = dialog._left
            break
    assert waited > 0
    assert not dialog.button.isEnabled()
    assert dialog.button.text() == f"{waited} 秒后可重试"
    type_password(page)
    assert dialog.isVisible() or not dialog.button.isEnabled()
    dialog.count_down()
    assert dialog.button.text() == (f"{waited - 1} 秒后可重试" if waited > 1 else "同意并签字")
    while dialog._left > 0:
        dialog.count_down()
    assert dialog.button.isEnabled()
    assert dialog.button.text() == "同意并签字"
    place.clock.pass_by(seconds=waited + 1)
    type_password(page)
    assert not dialog.isVisible()


def test_an_empty_password_is_asked_for(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    page.sign()
    assert page.dialog is not None
    page.dialog.button.click()
    assert page.dialog.password.complaint() != ""
    assert hands(place, key) == []


def test_closing_the_password_box_signs_nothing(paid: Paid) -> None:
    place = paid.office
    key = submitted(paid)
    page = desk_of(place, place.head)
    page.sign()
    assert page.dialog is not None
    page.dialog.reject()
    assert hands(place, key) == []


# -- several at once -----------------------------------------------------------------------------------------------


def both(page: SigningDesk) -> None:
    """Select every card."""
    page.queue.cards.selectAll()


def hinted(paid: Paid) -> int:
    """A request whose purpose sounds like welfare; the reason is written (art. 14)."""
    place = paid.office
    key = place.request(paid.second)
    draft = replace(sheet(place, key).draft, purpose="支付福利平台运行维护费", reasons=(), version=None)
    return place.submit(place.save(draft, key))


def test_several_are_refused_while_one_has_something_to_look_at(paid: Paid) -> None:
    place = paid.office
    keys = [submitted(paid), hinted(paid)]
    page = desk_of(place, place.head)
    both(page)
    with notices.captured() as seen:
        page.sign()
    assert seen[0].title == "请单独签批"
    assert "ZF-2026-0002" in seen[0].text
    assert page.dialog is None
    assert [hands(place, key) for key in keys] == [[], []]


def test_several_green_ones_are_signed_with_one_password(paid: Paid) -> None:
    place = paid.office
    keys = [submitted(paid), submitted(paid, paid.second)]
    page = desk_of(place, place.head)
    both(page)
    page.sign()
    type_password(page)
    assert [hands(place, key) for key in keys] == [[("科室负责人", Decision.AGREE)]] * 2


def test_each_of_several_needs_its_own_ticks(paid: Paid) -> None:
    place = paid.office
    keys = [before_the_leader(paid), before_the_leader(paid, paid.second)]
    page = desk_of(place, place.supervisor)
    page.panel.tick_all()
    both(page)
    with notices.captured() as seen:
        page.sign()
    assert seen[0].title == "还有单据没有核对"
    assert "第十二条" in seen[0].text
    page.queue.cards.setCurrentRow(1)
    assert page.panel.ticks() == ()
    page.panel.tick_all()
    both(page)
    page.sign()
    type_password(page)
    assert [hands(place, key)[-1] for key in keys] == [("分管领导", Decision.AGREE)] * 2


def test_an_opinion_waits_while_another_document_is_looked_at(paid: Paid) -> None:
    place = paid.office
    submitted(paid), submitted(paid, paid.second)
    page = desk_of(place, place.head)
    page.panel.opinion.set_raw("请核对发票")
    page.queue.cards.setCurrentRow(1)
    assert page.panel.opinion_text() == ""
    assert page.unsaved() == "签批意见还没有提交。"
    page.queue.cards.setCurrentRow(0)
    assert page.panel.opinion_text() == "请核对发票"
    page.drop()
    assert page.panel.opinion_text() == ""
    assert page.unsaved() == ""


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
