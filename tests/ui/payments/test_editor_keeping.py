from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from fundapp import places
from fundapp.services import payments
from fundapp.ui import attachment_files, notices
from fundapp.ui.attachment_files import KindDialog
from fundapp.ui.payments.editor import PaymentEditor
from fundapp.ui.payments.start import Start
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind
from tests.ui.paid_office import Paid
from tests.ui.payments.writing import NUMBER, add_invoice, attach, editor, none_stored, only, scan, sheet, type_in

Show = Callable[[QWidget], QWidget]


def crash(page: PaymentEditor) -> None:
    """The power fails a moment after the last keystroke was kept."""
    page._keeping._box.keep()  # type: ignore[union-attr]


def drafts() -> list[Path]:
    return list((places.settings_folder() / "drafts").glob("*.json"))


# -- what outlives a crash -----------------------------------------------------------------------------------------


def test_what_was_typed_into_a_new_request_outlives_a_crash_bad_input_too(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "2.5万元整整")
    type_in(page.form.purpose, "按补充约定支付")
    add_invoice(page)
    page.form.sources.switch.click()
    page.panel._cards["12-16"]._note.set_raw("发票原件随后补交")
    crash(page)
    again, _ = editor(paid)
    assert again.form.amount.raw() == "2.5万元整整"
    assert again.form.purpose.raw() == "按补充约定支付"
    assert again.form.invoices.cell(0, "number").raw() == NUMBER
    assert again.form.invoices.cell(0, "seller").raw() == "示例信息技术有限公司"
    assert again.form.sources.is_split()
    assert again.live.reasons["12-16"] == "发票原件随后补交"
    assert "已恢复" in again.frame.banner_text.text()
    assert "处填写还没有保存" in again.unsaved()


def test_project_contract_and_milestone_are_restored_too(paid: Paid) -> None:
    page, _ = editor(paid, start=Start())
    page.form.project.set_value(paid.project)
    page.form.project.settled.emit()
    page.form.milestone.set_value(paid.second)
    page.form.milestone.settled.emit()
    crash(page)
    again, _ = editor(paid, start=Start())
    assert again.form.project.read() == paid.project
    assert again.form.basis.read() == ("contract", paid.contract.id)
    assert again.form.milestone.read() == paid.second
    assert again.form.amount.raw() == "50,000.00"


def test_half_a_name_in_the_project_box_is_restored(paid: Paid) -> None:
    page, _ = editor(paid, start=Start())
    page.form.project.set_raw("政务服务平")
    crash(page)
    again, _ = editor(paid, start=Start())
    assert again.form.project.raw() == "政务服务平"


def test_a_restored_draft_can_be_thrown_away(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "12345")
    crash(page)
    again, _ = editor(paid)
    again.frame.over_button.click()
    assert again.form.amount.raw() == "30,000.00"
    assert again.unsaved() == ""
    assert again.frame.banner.isHidden()
    assert drafts() == []


def test_what_is_prefilled_and_untouched_is_neither_kept_nor_unsaved(paid: Paid) -> None:
    page, _ = editor(paid)
    assert page.unsaved() == ""
    page.leave()
    assert drafts() == []


def test_the_foot_says_when_the_draft_was_kept(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "12345")
    crash(page)
    assert page.frame.status.text().startswith("草稿已自动保存 ")


def test_saving_needs_no_draft_any_more(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.purpose, "按合同支付")
    crash(page)
    assert len(drafts()) == 1
    page.save()
    assert drafts() == []
    assert page.unsaved() == ""
    assert page.frame.status.text() == "已保存 09:00:00"
    assert page.heading() == "用款申请草稿"
    again, _ = editor(paid)
    assert again.frame.banner.isHidden()


def test_a_stored_request_keeps_a_draft_of_its_own(paid: Paid) -> None:
    first, second = paid.office.request(paid.first), paid.office.request(paid.second)
    page, _ = editor(paid, first)
    type_in(page.form.purpose, "改过的用途")
    page.leave()
    other, _ = editor(paid, second)
    assert other.form.purpose.raw() != "改过的用途"
    again, _ = editor(paid, first)
    assert again.form.purpose.raw() == "改过的用途"


def test_saving_a_stored_request_needs_its_draft_no_longer(paid: Paid) -> None:
    request = paid.office.request(paid.first)
    page, _ = editor(paid, request)
    type_in(page.form.purpose, "改过的用途")
    crash(page)
    assert len(drafts()) == 1
    page.save()
    assert drafts() == []


def test_giving_up_brings_back_what_is_stored(paid: Paid) -> None:
    request = paid.office.request(paid.first)
    page, _ = editor(paid, request)
    stored = page.form.purpose.raw()
    type_in(page.form.purpose, "改过的用途")
    assert page.unsaved() == "“付款用途”还没有保存。"
    page.drop()
    assert page.unsaved() == ""
    page.refresh(None)
    assert page.form.purpose.raw() == stored


def test_others_acts_leave_what_is_typed_alone(paid: Paid) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "2.5万")
    paid.office.appropriate(paid.project, 5_000_00)
    page.refresh(payments.TOUCHED)
    assert page.form.amount.raw() == "25,000.00"
    assert "105,000.00" in page.form.sources.one.box.currentText()


# -- two at the same request ---------------------------------------------------------------------------------------


@pytest.fixture
def both(paid: Paid) -> tuple[PaymentEditor, int]:
    """Another clerk has stored the request while it was being changed here."""
    request = paid.office.request(paid.first)
    page, _ = editor(paid, request)
    type_in(page.form.purpose, "我的用途")
    theirs, _ = editor(paid, request, seat=paid.office.other_clerk)
    type_in(theirs.form.purpose, "他的用途")
    theirs.save()
    return page, request


def test_anothers_version_is_not_overwritten_unasked(paid: Paid, both: tuple[PaymentEditor, int]) -> None:
    page, request = both
    with notices.captured("mine") as seen:
        page.save()
    assert seen[0].title == "内容已被他人修改"
    assert page.form.purpose.raw() == "我的用途"
    assert sheet(paid.office, request).draft.purpose == "他的用途"
    page.save()
    assert sheet(paid.office, request).draft.purpose == "我的用途"


def test_anothers_version_can_be_taken_over(paid: Paid, both: tuple[PaymentEditor, int]) -> None:
    page, _ = both
    with notices.captured("theirs"):
        page.save()
    assert page.form.purpose.raw() == "他的用途"
    assert page.unsaved() == ""


def test_a_draft_older_than_the_stored_request_says_so(paid: Paid, both: tuple[PaymentEditor, int]) -> None:
    page, request = both
    crash(page)
    again, _ = editor(paid, request)
    assert "此后已有人修改过" in again.frame.banner_text.text()


# -- files ---------------------------------------------------------------------------------------------------------


def test_the_first_file_stores_the_request_and_is_attached(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    attach(page, scan(tmp_path))
    stored = only(paid.office)
    own = [file for file in stored.files if file.owner is SubjectKind.PAYMENT]
    assert [(file.file_name, file.kind) for file in own] == [("发票.pdf", AttachmentKind.INVOICE)]
    assert page.files.waiting() == 0
    assert page.unsaved() == ""


def test_a_file_waits_while_the_request_cannot_be_stored(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    type_in(page.form.amount, "abc")
    with notices.captured() as seen:
        attach(page, scan(tmp_path))
    assert seen[0].title == "附件将在保存后上传。"
    assert page.files.waiting() == 1
    assert none_stored(paid.office)
    type_in(page.form.amount, "3万")
    page.save()
    assert page.files.waiting() == 0
    assert "发票.pdf" in [file.file_name for file in only(paid.office).files]


def test_waiting_files_are_named_before_leaving_and_can_be_given_up(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    page.files._waiting.append((scan(tmp_path), AttachmentKind.INVOICE))
    assert page.unsaved() == "1 个附件还没有上传。"
    page.drop()
    assert page.files.waiting() == 0


def test_submitting_uploads_what_waits_first(paid: Paid, tmp_path: Path) -> None:
    page, told = editor(paid)
    page.form.economic_class.set_value("30227")
    page.form.invoices.ready()
    type_in(page.form.amount, "abc")
    attach(page, scan(tmp_path))
    type_in(page.form.amount, "3万")
    add_invoice(page)
    page.live.now()
    page.submit()
    assert told.closed == 1
    assert "发票.pdf" in [file.file_name for file in only(paid.office).files]


def test_a_file_that_vanished_is_named_and_the_others_are_uploaded(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    gone, there = scan(tmp_path, "合同补充.pdf"), scan(tmp_path, "发票.pdf")
    gone.unlink()
    with notices.captured("ok") as seen:
        page.files.take(((gone, AttachmentKind.CONTRACT), (there, AttachmentKind.INVOICE)))
    refusal = next(notice for notice in seen if notice.kind == "refusal")
    assert "合同补充.pdf" in refusal.text
    assert page.files.waiting() == 1
    page.files.upload()
    assert "发票.pdf" in [file.file_name for file in only(paid.office).files]


def test_an_empty_file_is_refused(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    empty = tmp_path / "空.pdf"
    empty.touch()
    with notices.captured("ok") as seen:
        attach(page, empty)
    assert "空文件" in next(notice for notice in seen if notice.kind == "refusal").text


def test_a_file_of_a_first_draft_can_be_taken_away_again(paid: Paid, tmp_path: Path) -> None:
    page, _ = editor(paid)
    attach(page, scan(tmp_path))
    stored = only(paid.office)
    (own,) = [file for file in stored.files if file.owner is SubjectKind.PAYMENT]
    page.form.files.removed.emit(own.id)
    assert [file for file in only(paid.office).files if file.owner is SubjectKind.PAYMENT] == []
    assert own.file_name not in [file.name for file in page.form.files._files]


def test_only_files_of_a_first_draft_offer_to_be_taken_away(paid: Paid) -> None:
    request = paid.office.request(paid.first)
    page, _ = editor(paid, request)
    removable = {file.name: file.removable for file in page.form.files._files}
    assert removable == {"合同扫描件.pdf": False, "进度确认单.pdf": False, "发票.pdf": True}
    paid.office.submit(request)
    paid.office.give_back(request, paid.office.head)
    again, _ = editor(paid, request)
    assert not any(file.removable for file in again.form.files._files)


def test_dropped_files_are_asked_for_their_kind_with_a_good_guess(paid: Paid, shown: Show, tmp_path: Path) -> None:
    page, _ = editor(paid)
    shown(page)
    page.form.files.added.emit([scan(tmp_path, "3月发票.pdf"), scan(tmp_path, "图片1.jpg")])
    (dialog,) = page.findChildren(KindDialog)
    assert dialog.kind(0).read() is AttachmentKind.INVOICE
    assert dialog.kind(1).read() is AttachmentKind.OTHER
    dialog.kind(1).set_value(AttachmentKind.ASSESSMENT)
    dialog.press_main()
    kinds = {file.file_name: file.kind for file in only(paid.office).files}
    assert kinds["3月发票.pdf"] is AttachmentKind.INVOICE
    assert kinds["图片1.jpg"] is AttachmentKind.ASSESSMENT


def test_a_stored_file_is_opened_from_a_copy(paid: Paid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(attachment_files, "show_by_system", opened.append)
    page, _ = editor(paid)
    attach(page, scan(tmp_path))
    (own,) = [file for file in only(paid.office).files if file.owner is SubjectKind.PAYMENT]
    page.form.files.opened.emit(own.id)
    assert opened[0].name == "发票.pdf"
    assert opened[0].read_bytes() == scan(tmp_path).read_bytes()
    assert not opened[0].is_relative_to(paid.office.path.parent)
