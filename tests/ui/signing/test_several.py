from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fundapp.ui import notices
from fundapp.ui.signing.desk import SigningDesk
from fundapp.values.choices import Decision
from tests.ui.paid_office import Paid
from tests.ui.signing.at_the_desk import before_the_leader, desk_of, hands, sheet, submitted, type_password

Show = Callable[[QWidget], QWidget]
TICKS = ("basis", "amount", "progress")


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
