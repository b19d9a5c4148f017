from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from tests.ui.paid_office import Paid
from tests.ui.signing.at_the_desk import desk_of, hands, submitted, type_password

Show = Callable[[QWidget], QWidget]
TICKS = ("basis", "amount", "progress")


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
