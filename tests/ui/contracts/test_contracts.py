from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fundapp.services import contract_sheet
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.contracts.allocation_editor import AllocationEditor
from fundapp.ui.contracts.detail import BasisDetail
from fundapp.ui.contracts.dialogs import AmendmentDialog, EvidenceDialog
from fundapp.ui.contracts.editor import ContractEditor
from fundapp.ui.contracts.item_rows import ItemRows
from fundapp.ui.contracts.list import BasisList
from fundapp.ui.contracts.milestone_rows import MilestoneRows, kind_of
from fundapp.values.choices import (
    AttachmentKind,
    ContractKind,
    ContractState,
    EvidenceKind,
    EvidenceResult,
    MilestoneKind,
    PayeeKind,
    ProcurementMethod,
)
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import Office, office
from tests.ui.seated import Told, ready, session

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def _count(place: Office) -> int:
    return place.ledger.ask(place.auditor, contract_sheet.page, PageRequest()).total


def _editor(place: Office, qtbot: QtBot, project_id: int = 0) -> ContractEditor:
    page = ready(ContractEditor(session(place, place.clerk), project_id=project_id))
    qtbot.addWidget(page)
    return page


def _typed(place: Office, qtbot: QtBot) -> ContractEditor:
    """A new contract, typed as a clerk would, in two halves."""
    project_id = place.project()
    payee, _account = place.payee()
    page = _editor(place, qtbot, project_id)
    fields = page.fields
    fields.name.set_raw("运维服务合同")
    fields.kind.set_value(ContractKind.SERVICES)
    fields.method.set_value(ProcurementMethod.OPEN_TENDER)
    fields.amount.set_raw("80万")
    fields.party.set_value(payee)
    fields.signed_on.set_raw("2026.2.10")
    fields.end_on.set_raw("20261231")
    rows = page.milestones
    rows.cell(0, "name").set_raw("预付款")
    rows.cell(0, "share").set_raw("30")
    rows.add_row({"name": "尾款", "amount": "560000"})
    return page


def test_share_and_amount_follow_each_other(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.set_total(800_000_00)
    rows.add_row({})
    rows.cell(0, "share").set_raw("30")
    assert rows.cell(0, "amount").value() == 240_000_00
    assert rows.cell(0, "share").raw() == "30"
    rows.cell(0, "amount").set_raw("200,000")
    assert rows.cell(0, "share").value() == 2500
    assert rows.cell(0, "amount").raw() == "200,000"


def test_the_difference_to_the_contract_is_told_in_both_directions(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.set_total(100_00)
    rows.add_row({"name": "甲", "amount": "60"})
    assert rows.gap() == "还差 40.00 元"
    rows.add_row({"name": "乙", "amount": "50"})
    assert rows.gap() == "超出 10.00 元"
    rows.cell(1, "amount").set_raw("40")
    assert rows.gap() == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("合同预付款", MilestoneKind.ADVANCE),
        ("第二季度服务费", MilestoneKind.PROGRESS),
        ("质保金", MilestoneKind.RETENTION),
        ("终验款", MilestoneKind.FINAL),
    ],
)
def test_a_milestones_name_says_its_kind(name: str, kind: MilestoneKind) -> None:
    assert kind_of(name) is kind


def test_rows_from_a_spreadsheet_fill_the_table_from_the_cursor(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.add_row({})
    QGuiApplication.clipboard().setText(
        "首期款\t预付款\t合同生效\t\t240,000\t2026-03-01\n终验款\t尾款\t终验合格\t\t五十万元整\t2026-12-01\n"
    )
    box = rows.cell(0, "name").boxes()[0]
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows.count() == 2
    assert rows.cell(0, "kind").value() == MilestoneKind.ADVANCE
    assert rows.cell(0, "amount").value() == 240_000_00
    assert rows.cell(1, "kind").value() == MilestoneKind.FINAL
    assert rows.cell(1, "due_on").value() == dt.date(2026, 12, 1)
    assert rows.cell(1, "amount").raw() == "五十万元整"
    assert "第 2 行金额" in rows.complaints()[0]


def test_quantity_and_price_propose_the_amount_until_it_is_typed(qtbot: QtBot) -> None:
    rows = ItemRows()
    qtbot.addWidget(rows)
    rows.add_row({})
    rows.cell(0, "name").set_raw("云主机")
    rows.cell(0, "quantity").set_raw("2.5")
    rows.cell(0, "unit_price").set_raw("100.01")
    assert rows.cell(0, "amount").value() == 250_03
    rows.cell(0, "amount").set_raw("260")
    rows.cell(0, "quantity").set_raw("3")
    assert rows.cell(0, "amount").value() == 260_00
    (entry,) = rows.entries()
    assert entry.quantity == Decimal(3)


def test_a_contract_is_stored_with_its_milestones_and_shown(place: Office, qtbot: QtBot) -> None:
    page = _typed(place, qtbot)
    told = Told(page)
    assert page.gap.text() == ""
    page.save()
    sheet = place.ask(contract_sheet.contract_sheet, 1)
    assert (sheet.entry.amount, sheet.entry.signed_on) == (800_000_00, dt.date(2026, 2, 10))
    assert [(row.name, row.kind, row.amount) for row in sheet.milestones] == [
        ("预付款", MilestoneKind.ADVANCE, 240_000_00),
        ("尾款", MilestoneKind.FINAL, 560_000_00),
    ]
    assert told.closed == 1
    assert told.wanted == [("contracts", ("contract", 1))]


def test_the_account_follows_the_party(place: Office, qtbot: QtBot) -> None:
    page = _typed(place, qtbot)
    assert page.fields.account.read() == place.payee()[1]
    page.fields.party.set_value(None)
    assert page.fields.account.read() is None


@pytest.mark.parametrize("typed", ["0", "-1", "1.234", "100000000000000", "很多"])
def test_a_bad_amount_is_named_and_nothing_is_stored(place: Office, qtbot: QtBot, typed: str) -> None:
    page = _typed(place, qtbot)
    page.fields.amount.set_raw(typed)
    page.save()
    assert page.fields.amount.complaint()
    assert page.fields.amount.raw() == typed
    assert "合同金额" in page.status.text()
    assert _count(place) == 0


def test_a_bad_cell_is_named_with_its_row_and_comes_back_as_typed(place: Office, qtbot: QtBot) -> None:
    page = _typed(place, qtbot)
    page.milestones.cell(1, "amount").set_raw("五十六万")
    page.milestones.cell(1, "due_on").set_raw("2026-02-30")
    page.save()
    assert "付款节点" in page.status.text()
    assert any("第 2 行约定日期" in line for line in page.milestones.complaints())
    assert _count(place) == 0
    page.leave()
    again = _editor(place, qtbot, 1)
    assert again.milestones.cell(1, "amount").raw() == "五十六万"
    assert again.milestones.cell(1, "due_on").raw() == "2026-02-30"
    assert again.fields.account.read() == page.fields.account.read()


def test_an_end_before_the_start_is_refused_at_its_box(place: Office, qtbot: QtBot) -> None:
    page = _typed(place, qtbot)
    page.fields.start_on.set_raw("2027-01-01")
    page.save()
    assert "止期早于起期" in page.fields.end_on.complaint()


def test_files_wait_until_the_contract_is_stored(place: Office, qtbot: QtBot, tmp_path: Path) -> None:
    scan = tmp_path / "合同扫描件.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    page = _typed(place, qtbot)
    page.files.add(((scan, AttachmentKind.CONTRACT),))
    assert page.unsaved()
    page.save()
    (file,) = place.ask(contract_sheet.contract_sheet, 1).files
    assert (file.file_name, file.kind) == ("合同扫描件.pdf", AttachmentKind.CONTRACT)


def test_a_file_that_vanished_is_named_and_keeps_the_page_open(place: Office, qtbot: QtBot, tmp_path: Path) -> None:
    scan = tmp_path / "合同扫描件.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    page = _typed(place, qtbot)
    told = Told(page)
    page.files.add(((scan, AttachmentKind.CONTRACT),))
    scan.unlink()
    with notices.captured() as seen:
        page.save()
    assert "合同扫描件.pdf" in next(one for one in seen if one.kind == "refusal").text
    assert told.closed == 0
    assert page.unsaved() == "1 个附件还没有上传。"
    scan.write_bytes(b"%PDF-1.4 scan")
    page.save()
    assert told.closed == 1
    assert _count(place) == 1
    assert len(place.ask(contract_sheet.contract_sheet, 1).files) == 1


def test_a_stored_draft_opens_as_it_was_stored(place: Office, qtbot: QtBot) -> None:
    basis = place.contract(in_force=False)
    page = ready(ContractEditor(session(place, place.clerk), basis.id))
    qtbot.addWidget(page)
    entry = place.ask(contract_sheet.contract_sheet, basis.id).entry
    read = page.fields.entry(page.milestones.entries(), page.items.entries(), entry.version)
    assert [line.amount for line in read.milestones] == [30_000_00, 50_000_00]
    assert (read.name, read.amount, read.project_id, read.items) == (
        entry.name,
        entry.amount,
        entry.project_id,
        entry.items,
    )
    assert page.unsaved() == ""


def test_a_contract_in_force_cannot_be_written_any_more(place: Office, qtbot: QtBot) -> None:
    page = ready(ContractEditor(session(place, place.clerk), place.contract().id))
    qtbot.addWidget(page)
    assert not page.can_save()
    assert "已生效" in page.save_button.toolTip()


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


def test_an_allocation_list_takes_every_town_with_its_account(place: Office, qtbot: QtBot) -> None:
    project_id = place.project("便民服务中心补助项目", category="service_centre")
    for town in ("甲镇", "乙街道"):
        place.payee(town, PayeeKind.TOWN)
    page = ready(AllocationEditor(session(place, place.clerk), project_id=project_id))
    qtbot.addWidget(page)
    page.name.set_raw("补助分配清单")
    page.amount.set_raw("20万")
    page.lines.add_towns()
    assert {page.lines.cell(at, "name").raw() for at in range(page.lines.count())} == {"甲镇补助", "乙街道补助"}
    page.lines.cell(0, "amount").set_raw("12万")
    assert page.gap.text() == "各行合计与清单总额还差 80,000.00 元"
    page.lines.cell(1, "amount").set_raw("80000")
    assert page.gap.text() == ""
    page.save()
    sheet = place.ask(contract_sheet.allocation_sheet, 1)
    assert [row.amount for row in sheet.lines] == [120_000_00, 80_000_00]
    assert {row.payee for row in sheet.lines} == {"甲镇", "乙街道"}
    stored = ready(AllocationEditor(session(place, place.clerk), 1))
    qtbot.addWidget(stored)
    assert stored.unsaved() == ""
    assert stored.lines.sum() == 200_000_00


def test_a_project_that_pays_by_contract_is_not_offered_for_a_list(place: Office, qtbot: QtBot) -> None:
    place.project()
    page = ready(AllocationEditor(session(place, place.clerk)))
    qtbot.addWidget(page)
    assert page.project.options() == ()


def test_the_list_shows_contracts_and_lists_and_opens_what_others_want(place: Office, qtbot: QtBot) -> None:
    contract = place.contract()
    grants = place.project("便民服务中心补助项目", category="service_centre")
    listed = place.allocation(grants, {"甲镇": 1_000_00})
    page = ready(BasisList(session(place, place.clerk)))
    qtbot.addWidget(page)
    told = Told(page)
    assert {(row.kind, row.id) for row in page.table.rows()} == {
        (SubjectKind.CONTRACT, contract.id),
        (SubjectKind.ALLOCATION, listed.id),
    }
    page.aim(("allocation", listed.id))
    page.aim(("new_contract", grants))
    assert [type(one) for one in told.pushed] == [BasisDetail, ContractEditor]
    for one in told.pushed:
        qtbot.addWidget(one)


def test_a_clerk_of_another_division_is_told_so(place: Office, qtbot: QtBot) -> None:
    other = place.division("另一科")
    seat = place.hire("别科经办人", Role.CLERK, division_id=other)
    basis = place.contract(in_force=False)
    page = ready(ContractEditor(session(place, seat), basis.id))
    qtbot.addWidget(page)
    assert "属于其他科室" in page.save_button.toolTip()
