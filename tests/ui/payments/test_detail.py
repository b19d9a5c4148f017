from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from fundapp.places import attachments_folder
from fundapp.services import payments
from fundapp.services.seat import Seat
from fundapp.ui import attachment_files, notices
from fundapp.ui.notices import Answer
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.payments.detail import PaymentDetail
from fundapp.ui.payments.editor import PaymentEditor
from fundapp.values.choices import PaymentState
from tests.ui.paid_office import Paid
from tests.ui.payments.writing import sheet
from tests.ui.seated import Told, ready, session


def detail(paid: Paid, payment_id: int, seat: Seat | None = None) -> tuple[PaymentDetail, Told]:
    page = PaymentDetail(session(paid.office, seat or paid.office.clerk), payment_id)
    told = Told(page)
    return ready(page), told


def texts(widget: QWidget) -> str:
    """Everything that stands on a page, line by line."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def keys(page: PaymentDetail) -> list[str]:
    return list(page.buttons._buttons)


def barred(page: PaymentDetail, key: str) -> str:
    made = page.buttons.button(key)
    return "" if made.isEnabled() else made.toolTip()


# -- what it says --------------------------------------------------------------------------------------------------


def test_the_head_says_number_state_place_and_money(paid: Paid) -> None:
    page, _ = detail(paid, paid.office.submit(paid.office.request(paid.first)))
    assert page.heading() == "ZF-2026-0001"
    assert page.state.text() == "签批中"
    said = texts(page)
    assert "政务服务平台运行维护项目 · HT-2026-0001 · 第1期进度款 · 等待科室负责人" in said
    for figure in ("30,000.00 元", "8.00 万元", "节点 1/2"):
        assert figure in said
    assert page._bar.text().startswith("已付 0.00%，本次 37.50%")


def test_everything_that_was_filled_in_can_be_read(paid: Paid) -> None:
    said = texts(detail(paid, paid.office.request(paid.first))[0])
    for text in (
        "人民币叁万元整",
        "本级财政管理资金 30,000.00 元",
        "30227 委托业务费",
        "授权支付",
        "100.00%",
        "按合同约定支付阶段款",
        "示例信息技术有限公司",
        "阶段工作完成并经确认",
    ):
        assert text in said


def test_every_round_stays_with_every_hand_its_time_and_the_reason_it_ended(paid: Paid) -> None:
    place = paid.office
    request = place.submit(place.request(paid.first))
    place.sign(request, place.head, opinion="进度属实")
    place.give_back(request, place.finance, "请补充发票原件")
    place.submit(request)
    place.do(place.clerk, payments.change, request, "更正用途")
    page, _ = detail(paid, request)
    said = texts(page.rounds)
    assert said.index("第 2 轮") < said.index("第 1 轮")
    for text in (
        "已失效",
        "经办人修改：更正用途",
        "已退回",
        "请补充发票原件",
        "科室负责人 同意",
        "进度属实",
        "财务 退回",
    ):
        assert text in said
    assert "2026-03-02 09:01" in said


def test_a_disbursement_is_part_of_the_record(paid: Paid) -> None:
    place = paid.office
    request = place.approve(place.request(paid.first))
    place.pay(request)
    page, _ = detail(paid, request)
    said = texts(page)
    assert page.state.text() == "已拨付"
    assert "记-" in said
    assert "出纳" in said
    assert "付款回单.pdf" in [file.name for file in page.files._files]


def test_a_void_request_says_why(paid: Paid) -> None:
    request = paid.office.request(paid.first)
    paid.office.do(paid.office.clerk, payments.void, request, "重复填报")
    page, _ = detail(paid, request)
    assert page.state.text() == "已作废"
    assert "重复填报" in texts(page)


# -- files ---------------------------------------------------------------------------------------------------------


def lose(paid: Paid, payment_id: int, name: str) -> None:
    """The bytes of an attachment vanish from the disk."""
    (row,) = [file for file in sheet(paid.office, payment_id).files if file.file_name == name]
    (attachments_folder(paid.office.path) / row.sha256[:2] / row.sha256[2:]).unlink()


def test_a_vanished_attachment_is_loud_and_opens_nothing(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(attachment_files, "show_by_system", opened.append)
    request = paid.office.request(paid.first)
    lose(paid, request, "发票.pdf")
    page, _ = detail(paid, request)
    assert "发票.pdf" in page.files.alarm()
    assert "备份" in page.files.alarm()
    assert any("发票.pdf" in check.message for check in page.panel._checks if check.outcome == "block")
    (row,) = [file for file in page.files._files if file.name == "发票.pdf"]
    with notices.captured("ok") as seen:
        page.files.opened.emit(row.key)
    assert seen[0].kind == "refusal"
    assert opened == []


def test_an_attachment_opens_from_a_copy(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(attachment_files, "show_by_system", opened.append)
    page, _ = detail(paid, paid.office.request(paid.first))
    page.files.opened.emit(page.files._files[0].key)
    assert opened[0].read_bytes().startswith(b"%PDF-1.4")


# -- what can be done ----------------------------------------------------------------------------------------------


def test_the_author_may_withdraw_change_or_void_what_is_being_signed(paid: Paid) -> None:
    page, _ = detail(paid, paid.office.submit(paid.office.request(paid.first)))
    assert keys(page) == ["print", "void", "withdraw", "change"]
    assert not any(barred(page, key) for key in keys(page))


def test_after_a_first_hand_withdrawing_is_barred_with_the_reason(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    paid.office.sign(request, paid.office.head)
    page, _ = detail(paid, request)
    assert "已有人签批" in barred(page, "withdraw")
    assert "第十二条" in barred(page, "withdraw")


def test_a_signer_is_led_to_the_signing_desk_and_sees_no_clerks_buttons(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    page, told = detail(paid, request, paid.office.head)
    assert keys(page) == ["print", "agree"]
    page.buttons.button("agree").click()
    assert told.wanted == [("signing", ("payment", request))]


def test_the_cashier_is_led_to_the_register(paid: Paid) -> None:
    request = paid.office.approve(paid.office.request(paid.first))
    page, told = detail(paid, request, paid.office.cashier)
    page.buttons.button("disburse").click()
    assert told.wanted == [("disbursements", request)]


def test_an_auditor_only_reads(paid: Paid) -> None:
    page, _ = detail(paid, paid.office.submit(paid.office.request(paid.first)), paid.office.auditor)
    assert keys(page) == ["print"]
    assert page.remark.line.isReadOnly()


@pytest.mark.parametrize(
    ("key", "state", "outcome"),
    [
        ("withdraw", PaymentState.DRAFT, "经办人撤回：填错了"),
        ("change", PaymentState.DRAFT, "经办人修改：填错了"),
        ("void", PaymentState.VOID, "经办人作废：填错了"),
    ],
)
def test_ending_a_round_takes_a_reason(paid: Paid, key: str, state: PaymentState, outcome: str) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    page, _ = detail(paid, request)
    with notices.captured(Answer("yes", text="填错了")) as seen:
        page.buttons.button(key).click()
    assert seen[0].kind == "reason"
    stored = sheet(paid.office, request)
    assert stored.state is state
    assert stored.rounds[-1].reason == outcome
    assert outcome in texts(page.rounds)


def test_without_a_reason_nothing_happens(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    page, _ = detail(paid, request)
    with notices.captured(Answer("no")):
        page.buttons.button("void").click()
    assert sheet(paid.office, request).state is PaymentState.IN_APPROVAL


def test_a_change_goes_on_in_the_editor(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    page, told = detail(paid, request)
    with notices.captured(Answer("yes", text="更正用途")):
        page.buttons.button("change").click()
    assert isinstance(told.pushed[0], PaymentEditor)


def test_a_returned_request_is_changed_or_submitted_again(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    paid.office.give_back(request, paid.office.head)
    page, told = detail(paid, request)
    page.buttons.button("save").click()
    assert isinstance(told.pushed[0], PaymentEditor)
    page.buttons.button("submit").click()
    assert sheet(paid.office, request).state is PaymentState.IN_APPROVAL
    assert sheet(paid.office, request).round == 2


def test_a_blocked_request_cannot_be_submitted_and_says_why(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    paid.office.give_back(request, paid.office.head)
    lose(paid, request, "发票.pdf")
    page, _ = detail(paid, request)
    assert barred(page, "submit").startswith("【第十二条】")
    assert "发票.pdf" in barred(page, "submit")


def test_the_form_is_one_press_away(paid: Paid) -> None:
    page, told = detail(paid, paid.office.request(paid.first))
    page.buttons.button("print").click()
    assert isinstance(told.pushed[0], PaperPage)


# -- remark and filing number --------------------------------------------------------------------------------------


@pytest.mark.parametrize("far", ["draft", "sent", "approved", "paid", "void"])
def test_remark_and_filing_number_stay_open_in_every_state(paid: Paid, far: str) -> None:
    place = paid.office
    request = place.request(paid.first)
    if far == "sent":
        place.submit(request)
    if far in ("approved", "paid"):
        place.approve(request)
    if far == "paid":
        place.pay(request)
    if far == "void":
        place.do(place.clerk, payments.void, request, "重复填报")
    page, _ = detail(paid, request)
    page.remark.set_raw("与财政核对过")
    page.filing.set_raw("2026-政-017")
    assert page.unsaved()
    page.save()
    stored = sheet(place, request)
    assert (stored.remark, stored.filing_number) == ("与财政核对过", "2026-政-017")
    assert page.unsaved() == ""


def test_a_remark_being_typed_survives_anothers_act(paid: Paid) -> None:
    request = paid.office.submit(paid.office.request(paid.first))
    page, _ = detail(paid, request)
    page.remark.set_raw("与财政核对")
    paid.office.sign(request, paid.office.head)
    page.refresh(payments.TOUCHED)
    assert page.remark.raw() == "与财政核对"
    page.drop()
    assert page.remark.raw() == ""


def test_a_remark_that_is_too_long_stays_and_is_named(paid: Paid) -> None:
    page, _ = detail(paid, paid.office.request(paid.first))
    page.remark.set_raw("长" * 201)
    page.save()
    assert "最多 200 字" in page.remark.complaint()
    assert len(page.remark.raw()) == 201


def test_a_request_that_is_gone_closes_its_page(paid: Paid) -> None:
    with notices.captured("ok") as seen:
        _, told = detail(paid, 4711)
    assert seen[0].kind == "refusal"
    assert told.closed == 1
