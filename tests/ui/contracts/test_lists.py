"""Allocation lists, and the list of contracts and allocation lists."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fundapp.services import contract_sheet
from fundapp.ui.contracts.allocation_editor import AllocationEditor
from fundapp.ui.contracts.detail import BasisDetail
from fundapp.ui.contracts.editor import ContractEditor
from fundapp.ui.contracts.list import BasisList
from fundapp.values.choices import PayeeKind
from fundapp.values.documents import SubjectKind
from tests.builders import Office
from tests.ui.seated import Told, ready, session


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
