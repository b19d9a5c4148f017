from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from fundapp.services.seat import Seat
from fundapp.ui import attachment_files, notices
from fundapp.ui.disbursements.dialog import RegisterDialog
from fundapp.ui.disbursements.list import DisbursementPage
from fundapp.ui.parts.button import ElidedLink
from fundapp.ui.payments.detail import PaymentDetail
from fundapp.values.choices import AttachmentKind, PaymentState
from tests.builders import Office
from tests.ui.paid_office import Paid
from tests.ui.payments.writing import scan, sheet
from tests.ui.seated import Told, ready, session

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def approved(paid: Paid) -> int:
    """A request with every hand, its money still there."""
    return paid.office.approve(paid.office.request(paid.first))


def page_of(place: Office, seat: Seat | None = None) -> tuple[DisbursementPage, Told]:
    page = DisbursementPage(session(place, seat or place.cashier))
    told = Told(page)
    return ready(page), told


def open_dialog(page: DisbursementPage) -> RegisterDialog:
    page.pay_button.click()
    assert page.dialog is not None
    return page.dialog


def test_what_waits_for_its_money_stands_first_with_its_sum(paid: Paid, approved: int) -> None:
    paid.office.request(paid.second)
    page, _ = page_of(paid.office)
    assert [row.id for row in page.waiting.rows()] == [approved]
    assert page.aside() == "待拨付 1 件，合计 3.00 万元"
    assert page.tabs.tabText(0) == "待拨付 1"
    assert page.register.rows() == ()


def test_the_dialog_names_payee_account_and_amount_in_words(paid: Paid, approved: int) -> None:
    page, _ = page_of(paid.office)
    dialog = open_dialog(page)
    said = "\n".join(each.text() for each in dialog.findChildren(QLabel))
    for text in ("ZF-2026-0001", "示例信息技术有限公司", "3110 0000", "30,000.00 元", "人民币叁万元整"):
        assert text in said
    assert dialog.paid_on.raw() == "2026-03-02"


def test_registering_moves_the_request_into_the_register(paid: Paid, approved: int, tmp_path: Path) -> None:
    page, _ = page_of(paid.office)
    dialog = open_dialog(page)
    dialog.voucher.set_raw("记-0088")
    dialog.reference.set_raw("HD20260302001")
    dialog.files.added.emit([scan(tmp_path, "付款回单.pdf")])
    dialog.press()
    paid_row = sheet(paid.office, approved).disbursement
    assert paid_row is not None
    assert (paid_row.voucher, paid_row.bank_reference) == ("记-0088", "HD20260302001")
    assert [(file.file_name, file.kind) for file in paid_row.files] == [("付款回单.pdf", AttachmentKind.VOUCHER)]
    assert page.waiting.rows() == ()
    assert [row.voucher for row in page.register.rows()] == ["记-0088"]
    assert "30,000.00" in page.register._totals.accessibleName()
    assert page.aside() == ""


def test_enter_goes_from_field_to_field_to_the_button(paid: Paid, approved: int, shown: Show) -> None:
    page, _ = page_of(paid.office)
    shown(page)
    page.waiting.view.setFocus()
    QTest.keyClick(page.waiting.view, Qt.Key.Key_Return)
    dialog = page.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.activateWindow()
    dialog.paid_on.setFocus()
    QTest.keyClick(dialog.paid_on.line, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.voucher.line, "88")
    QTest.keyClick(dialog.voucher.line, Qt.Key.Key_Return)
    QTest.keyClick(dialog.reference.line, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert sheet(paid.office, approved).state is PaymentState.PAID


@pytest.mark.parametrize(
    ("box", "typed", "why"),
    [
        ("voucher", "", "请填写凭证号"),
        ("paid_on", "2026-02-30", "2026年2月只有28天"),
        ("paid_on", "", "请填写拨付日期"),
        ("paid_on", "2026-03-01", "早于最后一次签字"),
        ("paid_on", "2026-03-03", "不能晚于今天"),
    ],
)
def test_a_field_that_cannot_be_is_named_and_everything_stays(
    paid: Paid, approved: int, box: str, typed: str, why: str
) -> None:
    page, _ = page_of(paid.office)
    dialog = open_dialog(page)
    dialog.voucher.set_raw("记-0088")
    dialog.reference.set_raw("HD1")
    getattr(dialog, box).set_raw(typed)
    dialog.press()
    field = getattr(dialog, box)
    assert why in field.complaint()
    assert field.raw() == typed
    assert dialog.reference.raw() == "HD1"
    assert sheet(paid.office, approved).state is PaymentState.APPROVED


def test_a_chosen_receipt_can_be_looked_at_and_is_not_given_up_without_asking(
    paid: Paid, approved: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(attachment_files, "show_by_system", opened.append)
    page, _ = page_of(paid.office)
    dialog = open_dialog(page)
    receipt = scan(tmp_path, "回单.pdf")
    dialog.files.added.emit([receipt])
    link = next(link for link in dialog.files.findChildren(ElidedLink) if link.isEnabled())
    link.click()
    assert opened == [receipt]
    with notices.captured("no") as seen:
        dialog.reject()
    assert seen[0].title == "放弃填写的内容？"
    assert dialog.isVisible()


def test_a_receipt_that_vanished_is_named_and_nothing_is_registered(paid: Paid, approved: int, tmp_path: Path) -> None:
    page, _ = page_of(paid.office)
    dialog = open_dialog(page)
    dialog.voucher.set_raw("记-0088")
    receipt = scan(tmp_path, "回单.pdf")
    dialog.files.added.emit([receipt])
    receipt.unlink()
    dialog.press()
    assert "回单.pdf" in dialog.wrong.text()
    assert sheet(paid.office, approved).state is PaymentState.APPROVED
    dialog.files.removed.emit(receipt)
    dialog.press()
    assert sheet(paid.office, approved).state is PaymentState.PAID


def test_the_finance_hand_that_signed_may_not_register(paid: Paid, approved: int) -> None:
    page, _ = page_of(paid.office, paid.office.finance)
    with notices.captured("ok") as seen:
        page.pay_button.click()
    assert seen[0].article == "第十五条"
    assert "已签批过本单" in seen[0].text
    assert page.dialog is None


def test_a_clerk_reads_the_register_and_is_told_who_registers(paid: Paid, approved: int) -> None:
    page, _ = page_of(paid.office, paid.office.clerk)
    assert [row.id for row in page.waiting.rows()] == [approved]
    assert not page.pay_button.isEnabled()
    assert "第十二条" in page.pay_button.toolTip()


def test_with_nothing_waiting_the_button_says_what_to_choose(paid: Paid) -> None:
    page, _ = page_of(paid.office)
    assert page.pay_button.toolTip() == "请先选中一份申请。"


def test_the_register_belongs_to_a_year(paid: Paid, approved: int) -> None:
    paid.office.pay(approved)
    page, told = page_of(paid.office)
    assert [row.id for row in page.register.rows()] == [approved]
    page.register.activated.emit(page.register.rows()[0])
    assert isinstance(told.pushed[0], PaymentDetail)
    page.set_year(2025)
    page.refresh(None)
    assert page.register.rows() == ()


def test_a_request_handed_over_is_registered_at_once_or_opened(paid: Paid, approved: int) -> None:
    page, told = page_of(paid.office)
    page.aim(approved)
    assert page.dialog is not None
    page.dialog.reject()
    paid.office.pay(approved)
    page.refresh(None)
    page.aim(approved)
    assert isinstance(told.pushed[0], PaymentDetail)


def test_a_request_that_lost_its_signatures_meanwhile_is_refused(paid: Paid, approved: int) -> None:
    from fundapp.services import payments

    page, _ = page_of(paid.office)
    dialog = open_dialog(page)
    paid.office.do(paid.office.clerk, payments.change, approved, "更正用途")
    dialog.voucher.set_raw("记-0088")
    dialog.press()
    assert "草稿" in dialog.wrong.text()
    assert sheet(paid.office, approved).state is PaymentState.DRAFT
