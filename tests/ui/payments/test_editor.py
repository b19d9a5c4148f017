from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.ui import notices
from fundapp.ui.payments.start import Start
from fundapp.values.choices import PaymentState
from tests.ui.paid_office import Paid
from tests.ui.payments.writing import NUMBER, add_invoice, attach, editor, none_stored, only, scan, type_in

Show = Callable[[QWidget], QWidget]

# -- the main path -------------------------------------------------------------------------------------------------


def test_a_project_is_enough_to_fill_everything_that_is_known(paid: Paid) -> None:
    page, _ = editor(paid, start=Start())
    form = page.form
    form.project.set_value(paid.project)
    form.project.settled.emit()
    assert form.basis.read() == ("contract", paid.contract.id)
    assert form.milestone.read() == paid.first
    assert form.amount.raw() == "30,000.00"
    assert form.words.text() == "人民币叁万元整"
    assert form.sources.shares() == (("local", 30_000_00),)
    assert form.progress.value() == 10000
    assert form.payee.raw() == "示例信息技术有限公司"
    assert "示例银行营业部" in form.account.box.currentText()
    assert form.dated.raw() == "2026-03-02"
    assert "第1期进度款" in form.purpose.raw()


def test_a_new_request_wants_an_invoice_a_class_and_a_scan_and_can_be_submitted(paid: Paid, tmp_path: Path) -> None:
    page, told = editor(paid)
    page.form.economic_class.set_value("30227")
    add_invoice(page)
    attach(page, scan(tmp_path))
    page.live.now()
    assert page.panel.summary().endswith("项提示") or "通过" in page.panel.summary()
    assert page.frame.submit_button.isEnabled()
    page.submit()
    stored = only(paid.office)
    assert stored.state is PaymentState.IN_APPROVAL
    assert stored.number == "ZF-2026-0001"
    assert [entry.number for entry in stored.draft.invoices] == [NUMBER]
    assert told.closed == 1


def test_number_proposes_seller_and_amount(paid: Paid) -> None:
    page, _ = editor(paid)
    place = add_invoice(page)
    assert page.form.invoices.cell(place, "seller").raw() == "示例信息技术有限公司"
    assert page.form.invoices.cell(place, "amount").raw() == "30,000.00"
    type_in(page.form.invoices.cell(place, "amount"), "1万")
    second = add_invoice(page, "26332000000012345679")
    assert page.form.invoices.cell(second, "amount").raw() == "20,000.00"


def test_enter_leads_from_the_class_through_the_invoice_to_the_account(paid: Paid, shown: Show) -> None:
    page, _ = editor(paid)
    page.resize(1100, 700)
    shown(page)
    form = page.form
    form.economic_class.set_value("30227")
    form.economic_class.setFocus()
    QTest.keyClick(form.economic_class.line, Qt.Key.Key_Return)
    cells = [form.invoices.cell(0, key) for key in ("number", "issued_on", "seller", "amount")]
    for cell, text in zip(cells, (NUMBER, "3.1", "", ""), strict=True):
        assert cell.boxes()[0].hasFocus()
        QTest.keyClicks(cell.boxes()[0], text)
        QTest.keyClick(cell.boxes()[0], Qt.Key.Key_Return)
    assert form.invoices.entries()[0].issued_on.isoformat() == "2026-03-01"
    assert form.invoices.count() == 2
    QTest.keyClick(form.invoices.cell(1, "number").boxes()[0], Qt.Key.Key_Return)
    for key in ("issued_on", "seller", "amount"):
        QTest.keyClick(form.invoices.cell(1, key).boxes()[0], Qt.Key.Key_Return)
    assert form.account.box.hasFocus()


def test_another_milestone_brings_its_amount_and_leaves_what_was_typed_elsewhere(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.purpose, "按补充约定支付")
    add_invoice(page)
    page.form.milestone.set_value(paid.second)
    page.form.milestone.settled.emit()
    assert page.form.amount.raw() == "50,000.00"
    assert page.form.purpose.raw() == "按补充约定支付"
    assert [entry.number for entry in page.form.invoices.entries()] == [NUMBER]


def test_a_purpose_nobody_has_typed_follows_the_milestone(paid: Paid) -> None:
    page, _ = editor(paid)
    page.form.milestone.set_value(paid.second)
    page.form.milestone.settled.emit()
    assert "第2期进度款" in page.form.purpose.raw()


def test_a_grant_by_list_asks_for_no_invoice(paid: Paid) -> None:
    page, _ = editor(paid, start=Start("allocation", paid.listed.id))
    page.refresh(None)
    assert page.form.payee.raw() in ("示例镇", "示例街道")
    assert not page.form.invoices.isVisibleTo(page)
    page.save()
    assert only(paid.office).draft.invoices == ()


def test_half_an_invoice_does_not_stand_in_the_way_of_a_grant(paid: Paid) -> None:
    page, _ = editor(paid)
    page.form.invoices.ready()
    type_in(page.form.invoices.cell(0, "number"), "123")
    assert [each.field for each in page.form.unread()] == ["发票"]
    page.form.project.set_value(paid.grants)
    page.form.project.settled.emit()
    assert page.form.unread() == ()
    page.save()
    assert only(paid.office).payee == "示例镇"


def test_a_milestone_that_is_used_up_cannot_be_chosen(paid: Paid) -> None:
    paid.office.submit(paid.office.request(paid.first))
    page, _ = editor(paid, start=Start("contract", paid.contract.id))
    barred = {option.value: option.barred for option in page.form.milestone.options()}
    assert "已全部拨付或在签批中" in barred[paid.first]
    assert barred[paid.second] == ""
    assert page.form.milestone.read() == paid.second


def test_forbidden_classes_are_shown_and_cannot_be_chosen(paid: Paid) -> None:
    page, _ = editor(paid)
    bonus = next(option for option in page.form.economic_class.options() if option.value == "30103")
    assert "奖金" in bonus.text
    assert "第十四条" in bonus.barred
    page.form.economic_class.set_value("30103")
    assert "第十四条" in page.form.economic_class.problem()


# -- several sources -----------------------------------------------------------------------------------------------


def test_a_request_can_be_split_over_two_sources(paid: Paid) -> None:
    page, _ = editor(paid)
    sources = page.form.sources
    sources.switch.click()
    assert page.form.sources.rows.isVisibleTo(page)
    type_in(sources.rows.cell(0, "amount"), "1.8万")
    assert "还差 12,000.00 元" in sources._under.text()
    sources.rows.cell(1, "source").set_value("own")
    type_in(sources.rows.cell(1, "amount"), "12000")
    assert sources._under.text() == ""
    page.save()
    assert only(paid.office).draft.shares == (("local", 18_000_00), ("own", 12_000_00))


def test_a_split_request_opens_split_again(paid: Paid) -> None:
    page, _ = editor(paid)
    sources = page.form.sources
    sources.switch.click()
    type_in(sources.rows.cell(0, "amount"), "18000")
    sources.rows.cell(1, "source").set_value("own")
    type_in(sources.rows.cell(1, "amount"), "12000")
    page.save()
    again, _ = editor(paid, only(paid.office).id)
    assert again.form.sources.shares() == (("local", 18_000_00), ("own", 12_000_00))
    assert again.form.sources.rows.isVisibleTo(again)
    assert again.unsaved() == ""
    again.form.sources.switch.click()
    assert again.form.sources.shares() == (("local", 30_000_00),)


def test_the_single_source_follows_the_amount(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "2.5万")
    assert page.form.sources.shares() == (("local", 25_000_00),)


def test_less_than_the_milestone_asks_for_the_reason_on_the_form(paid: Paid) -> None:
    page, _ = editor(paid)
    assert not page.form.reduction.isVisibleTo(page)
    type_in(page.form.amount, "2.5万")
    assert page.form.reduction.isVisibleTo(page)
    type_in(page.form.reduction, "扣除违约金")
    page.save()
    assert only(paid.office).draft.reduction_reason == "扣除违约金"


# -- bad input -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["1.234", "一万", "100000000000000", "-5"])
def test_an_amount_that_cannot_be_is_named_and_stays_as_typed(paid: Paid, typed: str) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, typed)
    with notices.captured() as seen:
        page.save()
    assert page.form.amount.raw() == typed
    assert page.form.amount.complaint()
    assert "本次金额" in seen[0].title
    assert none_stored(paid.office)
    page.live.now()
    assert not page.frame.submit_button.isEnabled()
    assert page.frame.submit_button.toolTip().startswith("本次金额：")


def test_an_amount_of_zero_blocks_with_its_article(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "0")
    page.live.now()
    blocked = [finding for finding in page.live.findings() if finding.blocks and finding.field == "本次金额"]
    assert "0.00" in blocked[0].message
    assert not page.frame.submit_button.isEnabled()


def test_a_day_that_does_not_exist_is_named_and_stays_as_typed(paid: Paid) -> None:
    page, _ = editor(paid)
    place = add_invoice(page, day="2026-02-30")
    with notices.captured() as seen:
        page.save()
    assert page.form.invoices.cell(place, "issued_on").raw() == "2026-02-30"
    assert "2026年2月只有28天" in seen[0].title
    assert "发票" in seen[0].title
    assert none_stored(paid.office)


def test_an_invoice_number_of_a_wrong_length_is_named(paid: Paid) -> None:
    page, _ = editor(paid)
    add_invoice(page, "12345")
    with notices.captured() as seen:
        page.save()
    assert "位数不对" in seen[0].title
    assert none_stored(paid.office)


@pytest.mark.parametrize(
    "typed", ["033002100111-12345678", "033002100111 12345678", "０３３００２１００１１１／12345678"]
)
def test_code_and_number_of_older_invoices_are_told_apart(paid: Paid, typed: str) -> None:
    page, _ = editor(paid)
    add_invoice(page, typed)
    (entry,) = page.form.invoices.entries()
    assert (entry.code, entry.number) == ("033002100111", "12345678")
    assert page.form.invoices.cell(0, "number").raw() == "033002100111-12345678"


def test_a_number_copied_with_blanks_is_one_number(paid: Paid) -> None:
    page, _ = editor(paid)
    add_invoice(page, "2633 2000 0000 1234 5678")
    assert page.form.invoices.entries()[0].number == NUMBER


def test_without_a_milestone_nothing_is_stored_and_the_field_is_named(paid: Paid) -> None:
    page, _ = editor(paid, start=Start())
    with notices.captured() as seen:
        page.save()
    assert "项目" in seen[0].title
    assert page.form.project.complaint()
    assert none_stored(paid.office)
    assert page.frame.preview_button.toolTip() == "请先选择付款节点。"
