from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from fundapp.ui import notices
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.payments.start import Start
from fundapp.values.choices import PaymentState
from tests.ui.paid_office import Paid
from tests.ui.payments.writing import NUMBER, add_invoice, attach, editor, only, scan, sheet, type_in

Show = Callable[[QWidget], QWidget]

# -- checks --------------------------------------------------------------------------------------------------------


def test_a_block_bars_submitting_with_article_and_reason(paid: Paid) -> None:
    page, _ = editor(paid, start=Start("milestone", paid.second))
    page.form.economic_class.set_value("30227")
    add_invoice(page)
    page.live.now()
    assert not page.frame.submit_button.isEnabled()
    assert page.frame.submit_button.toolTip().startswith("【第十二条】")
    assert "进度确认单" in page.frame.submit_button.toolTip()


def test_checks_follow_an_edit_after_a_moment(paid: Paid, qtbot: object) -> None:
    page, _ = editor(paid)
    before = {finding.rule for finding in page.live.findings() if finding.blocks}
    page.form.economic_class.set_value("30227")
    page.live._timer.timeout.emit()
    after = {finding.rule for finding in page.live.findings() if finding.blocks}
    assert before - after == {"14-1"}


def test_the_link_of_a_block_leads_to_its_field(paid: Paid, shown: Show) -> None:
    page, _ = editor(paid)
    page.form.progress.set_value(None)
    page.resize(1100, 700)
    shown(page)
    page.live.now()
    progress = next(finding.rule for finding in page.live.findings() if finding.field == "实际进度" and finding.blocks)
    page.panel.linked.emit(progress)
    assert page.form.progress.line.hasFocus()
    invoice = next(finding.rule for finding in page.live.findings() if finding.field == "发票" and finding.blocks)
    page.panel.linked.emit(invoice)
    assert page.form.invoices.cell(0, "number").boxes()[0].hasFocus()


def test_the_link_of_missing_proof_leads_to_the_contract(paid: Paid) -> None:
    page, told = editor(paid, start=Start("milestone", paid.second))
    proof = next(finding.rule for finding in page.live.findings() if finding.field == "佐证")
    page.panel.linked.emit(proof)
    assert told.wanted == [("contracts", ("contract", paid.contract.id))]


def test_the_link_of_missing_papers_asks_for_files(paid: Paid) -> None:
    page, _ = editor(paid)
    papers = next(finding.rule for finding in page.live.findings() if finding.field == "附件" and not finding.passed)
    with notices.captured() as seen:
        page.panel.linked.emit(papers)
    assert seen[0].kind == "open"


def test_a_caution_takes_a_reason_that_is_stored_and_shown_again(paid: Paid) -> None:
    page, _ = editor(paid)
    page.form.economic_class.set_value("30227")
    add_invoice(page)
    page.live.now()
    assert "请在右侧写明理由" in page.frame.submit_button.toolTip()
    (caution,) = [finding.rule for finding in page.live.findings() if finding.needs_reason]
    page.panel._cards[caution]._note.set_raw("发票原件随后补交")
    assert page.frame.submit_button.isEnabled()
    page.save()
    stored = only(paid.office)
    assert stored.draft.reasons == ((caution, "发票原件随后补交"),)
    again, _ = editor(paid, stored.id)
    assert again.panel.reasons() == {caution: "发票原件随后补交"}
    assert again.frame.submit_button.isEnabled()


def test_a_reason_for_a_caution_that_no_longer_stands_is_not_stored(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    (caution,) = [finding.rule for finding in page.live.findings() if finding.needs_reason]
    page.panel._cards[caution]._note.set_raw("发票原件随后补交")
    attach(page, scan(tmp_path))
    page.live.now()
    page.save()
    assert only(paid.office).draft.reasons == ()


def test_a_box_that_cannot_be_read_has_a_card_of_its_own_in_place_of_the_rules(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "abc")
    page.live.now()
    shown = [check.title for check in page.panel._checks if check.outcome == "block"]
    assert shown[0] == "本次金额"
    assert "本次金额大于零" not in shown


# -- who and when --------------------------------------------------------------------------------------------------


def test_a_closed_account_gives_way_to_the_present_one(paid: Paid) -> None:
    from fundapp.services import payees
    from fundapp.services.payees import AccountEntry

    place = paid.office
    payee_id, _ = place.payee()
    account = place.do(
        place.clerk, payees.change_account, payee_id, AccountEntry("示例银行新城支行", "311099990000000001")
    )
    page, _ = editor(paid)
    assert page.form.account.read() == account
    assert "非合同登记" in page.form.account.box.currentText()
    assert any(finding.field == "收款账户" and finding.needs_reason for finding in page.live.findings())


def test_a_returned_request_says_why_it_came_back(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    paid.office.give_back(request, paid.office.head, "请补充进度确认单")
    page, _ = editor(paid, request)
    assert "请补充进度确认单" in page.frame.banner_text.text()
    assert page.heading() == "ZF-2026-0001 修改"


def test_a_request_that_was_sent_meanwhile_is_shown_in_grey(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    page, _ = editor(paid, request)
    assert not page.can_save()
    assert page.form.amount.line.isReadOnly()
    assert not page.frame.submit_button.isEnabled()
    assert "不能修改" in page.frame.banner_text.text()


def test_whoever_takes_over_stores_before_submitting(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    page, told = editor(paid, request, seat=place.other_clerk)
    page.live.now()
    assert "填报人" in page.frame.submit_button.toolTip()
    type_in(page.form.purpose, "接手后核对无误")
    page.live.now()
    assert page.frame.submit_button.isEnabled()
    page.submit()
    assert sheet(place, request).state is PaymentState.IN_APPROVAL
    assert told.closed == 1


def test_preview_stores_first_and_shows_the_form(paid: Paid) -> None:
    page, told = editor(paid)
    page.preview()
    paper = told.pushed[0]
    assert isinstance(paper, PaperPage)
    assert paper.heading() == "项目资金支付审批表"
    assert only(paid.office).amount == 30_000_00


def test_a_refused_submission_says_why_and_keeps_everything(paid: Paid) -> None:
    page, told = editor(paid, start=Start("milestone", paid.second))
    page.form.economic_class.set_value("30227")
    add_invoice(page)
    with notices.captured("ok") as seen:
        page.submit()
    refusals = [notice for notice in seen if notice.kind == "refusal"]
    assert refusals[0].article == "第十二条"
    assert told.closed == 0
    assert page.form.invoices.entries()[0].number == NUMBER
    assert only(paid.office).state is PaymentState.DRAFT


def test_remark_and_date_of_a_stored_request_survive_another_save(paid: Paid) -> None:
    from fundapp.services import payments

    place = paid.office
    request = place.request(paid.first)
    place.do(place.clerk, payments.annotate, request, "与财政核对过", "")
    page, _ = editor(paid, request)
    place.clock.pass_by(days=3)
    type_in(page.form.purpose, "按合同支付第一期")
    page.save()
    stored = sheet(place, request)
    assert stored.remark == "与财政核对过"
    assert stored.draft.dated.isoformat() == "2026-03-02"
    assert stored.draft.purpose == "按合同支付第一期"
