"""A contract seen, confirmed, proven and amended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fundapp.services import contract_sheet, contracts, payees
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.payees import AccountEntry
from fundapp.ui import notices
from fundapp.ui.contracts.detail import BasisDetail
from fundapp.ui.contracts.dialogs import AmendmentDialog, EvidenceDialog
from fundapp.ui.contracts.editor import ContractEditor
from fundapp.values.choices import AttachmentKind, ContractState, EvidenceKind, EvidenceResult
from fundapp.values.documents import SubjectKind
from tests.builders import Office
from tests.ui.seated import ready, session


def test_the_head_puts_a_contract_in_force_after_being_asked(place: Office, qtbot: QtBot) -> None:
    basis = place.contract(in_force=False)
    page = ready(BasisDetail(session(place, place.head), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    with notices.captured("no"):
        page.tools.chosen.emit("confirm")
    assert place.ask(contract_sheet.contract_sheet, basis.id).state == ContractState.DRAFT
    with notices.captured("yes"):
        page.tools.chosen.emit("confirm")
    assert page.state.text() == "履行中"
    assert place.ask(contract_sheet.contract_sheet, basis.id).state == ContractState.IN_FORCE


def test_confirming_is_barred_with_the_difference_in_figures(place: Office, qtbot: QtBot) -> None:
    basis = place.contract(in_force=False)
    editor = ready(ContractEditor(session(place, place.clerk), basis.id))
    qtbot.addWidget(editor)
    editor.fields.amount.set_raw("90000")
    assert editor.gap.text() == "付款节点合计与合同金额还差 10,000.00 元"
    editor.save()
    page = ready(BasisDetail(session(place, place.head), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    assert not page.tools.button("confirm").isEnabled()
    assert "相差 10,000.00 元" in page.tools.reason()
    assert "【第十二条】" in page.tools.reason()


def test_the_clerk_reads_why_he_cannot_confirm(place: Office, qtbot: QtBot) -> None:
    page = ready(BasisDetail(session(place, place.clerk), SubjectKind.CONTRACT, place.contract(in_force=False).id))
    qtbot.addWidget(page)
    assert "须由科室负责人办理" in page.tools.button("confirm").toolTip()
    assert page.tools.button("edit").isEnabled()


def test_evidence_is_registered_with_its_file(place: Office, qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "进度确认单.pdf"
    paper.write_bytes(b"%PDF-1.4 progress")
    basis = place.contract()
    page = ready(BasisDetail(session(place, place.clerk), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    row = page.milestones.view.table.current()
    assert row is not None
    dialog = EvidenceDialog(page, session(place, place.clerk), row)
    assert dialog.kind.read() == EvidenceKind.PROGRESS
    dialog.progress.set_raw("120")
    dialog.dated.set_raw("2026-02-30")
    dialog.press()
    assert "100%" in dialog.progress.complaint()
    assert dialog.dated.complaint()
    dialog.progress.set_raw("50")
    dialog.dated.set_raw("2026-02-28")
    dialog.add_files(((paper, AttachmentKind.ACCEPTANCE),))
    dialog.press()
    (proof,) = place.ask(contract_sheet.contract_sheet, basis.id).milestones[0].evidences
    assert (proof.result, proof.progress_bp, proof.dated) == (EvidenceResult.PASSED, 5000, dt.date(2026, 2, 28))
    assert [file.file_name for file in proof.files] == ["进度确认单.pdf"]


def test_evidence_is_barred_for_whoever_may_not_add_it(place: Office, qtbot: QtBot) -> None:
    page = ready(BasisDetail(session(place, place.finance), SubjectKind.CONTRACT, place.contract().id))
    qtbot.addWidget(page)
    assert not page.milestones.add.isEnabled()
    assert "须由经办人办理" in page.milestones.add.toolTip()


def test_an_amendment_over_the_limit_is_refused_at_its_amount(place: Office, qtbot: QtBot) -> None:
    basis = place.contract()
    page = ready(BasisDetail(session(place, place.clerk), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    sheet = place.ask(contract_sheet.contract_sheet, basis.id)
    dialog = AmendmentDialog(page, session(place, place.clerk), sheet)
    dialog.number.set_raw("补-1")
    dialog.signed_on.set_raw("2026-03-01")
    dialog.reason.set_raw("增加点位")
    dialog.amount.set_raw("8000.01")
    dialog.rows.add_row({"name": "追加款", "amount": "8000.01"})
    dialog.press()
    assert "超过原合同" in dialog.amount.complaint()
    dialog.amount.set_raw("8000")
    dialog.rows.cell(0, "amount").set_raw("8000")
    dialog.press()
    after = place.ask(contract_sheet.contract_sheet, basis.id)
    assert [row.amount for row in after.amendments] == [8_000_00]
    assert after.milestones[-1].name == "追加款"
    assert page.tabs.tabText(2) == "补充协议 1"


def test_a_scan_added_to_a_contract_in_force_is_stored_at_once(place: Office, qtbot: QtBot, tmp_path: Path) -> None:
    scan = tmp_path / "备案表.pdf"
    scan.write_bytes(b"%PDF-1.4 filed")
    basis = place.contract()
    page = ready(BasisDetail(session(place, place.clerk), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    page.files.add(((scan, AttachmentKind.OTHER),))
    names = [file.file_name for file in place.ask(contract_sheet.contract_sheet, basis.id).files]
    assert names == ["合同扫描件.pdf", "备案表.pdf"]


def test_the_terms_say_that_the_account_was_closed_and_what_to_do(place: Office, qtbot: QtBot) -> None:
    basis = place.contract()
    payee, _ = place.payee()
    page = ready(BasisDetail(session(place, place.clerk), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    hint = "（2026-03-02 停用，付款请改选现用账户并附账户变更函）"
    assert not any(hint in label.text() for label in page.terms.findChildren(QLabel))
    place.do(place.clerk, payees.change_account, payee, AccountEntry("示例银行二部", "31100000009999"))
    page.refresh()
    assert any(hint in label.text() for label in page.terms.findChildren(QLabel))


def test_an_amendment_of_tomorrow_or_with_a_number_that_is_taken_is_refused_at_its_box(
    place: Office, qtbot: QtBot
) -> None:
    basis = place.contract()
    page = ready(BasisDetail(session(place, place.clerk), SubjectKind.CONTRACT, basis.id))
    qtbot.addWidget(page)
    place.do(place.clerk, contracts.amend, basis.id, AmendmentEntry("补-1", dt.date(2026, 3, 1), 0, "延期"))
    dialog = AmendmentDialog(page, session(place, place.clerk), place.ask(contract_sheet.contract_sheet, basis.id))
    for box, text in ((dialog.number, "补-1"), (dialog.signed_on, "2026-03-03"), (dialog.reason, "延期")):
        box.set_raw(text)
    dialog.amount.set_raw("0")
    dialog.press()
    assert "已登记过补充协议" in dialog.number.complaint()
    dialog.number.set_raw("补-2")
    dialog.press()
    assert "晚于今天" in dialog.signed_on.complaint()
    dialog.signed_on.set_raw("2026-03-02")
    dialog.press()
    assert len(place.ask(contract_sheet.contract_sheet, basis.id).amendments) == 2
