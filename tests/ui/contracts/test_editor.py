"""Writing a contract."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fundapp.errors import Forbidden
from fundapp.services import basis_list, contract_sheet
from fundapp.services.paging import PageRequest
from fundapp.ui import notices
from fundapp.ui.contracts.editor import ContractEditor
from fundapp.values.choices import AttachmentKind, ContractKind, MilestoneKind, ProcurementMethod
from fundapp.values.roles import Role
from tests.builders import Office
from tests.ui.seated import Told, ready, session


def _count(place: Office) -> int:
    return place.ledger.ask(place.auditor, basis_list.page, PageRequest()).total


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


def test_a_clerk_of_another_division_is_told_so(place: Office) -> None:
    other = place.division("另一科")
    seat = place.hire("别科经办人", Role.CLERK, division_id=other)
    basis = place.contract(in_force=False)
    with pytest.raises(Forbidden, match="属于其他科室"):
        ready(ContractEditor(session(place, seat), basis.id))
