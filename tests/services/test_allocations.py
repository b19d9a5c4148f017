"""Allocation lists: grants by line, under a grant project, in force by another hand, then frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, Invalid, Refused, Stale
from fundapp.services import allocations, contract_sheet, payees, projects, why_not
from fundapp.services.allocations import AllocationEntry
from fundapp.services.contract_sheet import AllocationSheet
from fundapp.services.milestones import MilestoneEntry
from fundapp.values.choices import ContractState, MilestoneKind, PayeeKind
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import Office
from tests.ui.paid_office import Paid

MARCH = dt.date(2026, 3, 1)


def entry(paid: Paid, **change: object) -> AllocationEntry:
    """A sound list of two towns."""
    lines = tuple(
        MilestoneEntry(
            f"{town}补助", MilestoneKind.GRANT, amount, account_id=paid.office.payee(town, PayeeKind.TOWN)[1]
        )
        for town, amount in (("示例镇", 3_000_00), ("示例街道", 5_000_00))
    )
    sound = AllocationEntry(" 下半年清单 ", paid.grants, 2026, 8_000_00, " 示例政办〔2026〕9号 ", MARCH, lines)
    return replace(sound, **change)  # type: ignore[arg-type]


def save(paid: Paid, **change: object) -> int:
    """Stores it as the clerk."""
    return paid.office.do(paid.office.clerk, allocations.save, entry(paid, **change))


def sheet(place: Office, list_id: int) -> AllocationSheet:
    """The list with all a screen says."""
    return place.ledger.ask(place.clerk, contract_sheet.allocation_sheet, list_id)


def test_a_list_is_kept_as_typed_with_a_line_per_town(paid: Paid) -> None:
    found = sheet(paid.office, save(paid))
    assert (found.number, found.state) == ("QD-2026-0002", ContractState.DRAFT)
    assert found.entry == entry(paid, name="下半年清单", document_number="示例政办〔2026〕9号", version=found.version)
    assert [(row.payee, row.amount) for row in found.lines] == [("示例镇", 3_000_00), ("示例街道", 5_000_00)]
    assert (found.money.limit, found.money.free) == (8_000_00, 8_000_00)


def test_a_project_of_purchases_pays_by_contract_not_by_list(paid: Paid) -> None:
    with pytest.raises(Refused, match="不是补助类项目，付款应依据合同") as caught:
        save(paid, project_id=paid.project)
    assert caught.value.article == "第七条"


@pytest.mark.parametrize(
    ("change", "field"), [({"name": " "}, "清单名称"), ({"amount": 0}, "清单总额"), ({"amount": -1}, "清单总额")]
)
def test_a_wrong_field_is_named(paid: Paid, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        save(paid, **change)
    assert caught.value.field == field


def test_every_line_names_the_account_it_is_paid_to(paid: Paid) -> None:
    first, second = entry(paid).lines
    with pytest.raises(Invalid, match="第 2 行没有选择收款单位账户"):
        save(paid, lines=(first, replace(second, account_id=None)))


def test_a_draft_is_written_anew_and_may_move_to_another_grant_project(paid: Paid) -> None:
    place = paid.office
    key = save(paid)
    second = place.project("第二补助项目", category="service_centre")
    one = entry(paid).lines[:1]
    change = entry(
        paid,
        name="改名清单",
        project_id=second,
        year=2027,
        amount=3_000_00,
        lines=one,
        version=sheet(place, key).version,
    )
    place.do(place.other_clerk, allocations.save, change, key)
    found = sheet(place, key)
    assert (found.entry.name, found.project, found.entry.year) == ("改名清单", "第二补助项目", 2027)
    assert (found.entry.amount, len(found.lines)) == (3_000_00, 1)
    with pytest.raises(Stale, match="清单已被他人修改"):
        place.do(place.clerk, allocations.save, change, key)


def test_a_list_of_another_division_is_neither_written_nor_taken_over(paid: Paid) -> None:
    place = paid.office
    other = place.division("他科")
    stranger = place.hire("他科经办人", Role.CLERK, division_id=other)
    head = place.hire("他科负责人", Role.DIVISION_HEAD, division_id=other)
    grant = projects.ProjectEntry("他科补助", "service_centre", other, 2026)
    theirs = place.do(stranger, projects.save, grant)
    place.do(head, projects.confirm, theirs, "批2号", MARCH)
    key = save(paid)
    with pytest.raises(Forbidden):
        place.do(stranger, allocations.save, entry(paid))
    with pytest.raises(Forbidden):
        place.do(stranger, allocations.save, entry(paid, project_id=theirs), key)
    assert sheet(place, key).project == "便民服务中心补助项目"


def test_the_head_puts_a_list_in_force_and_then_it_is_frozen(paid: Paid) -> None:
    place = paid.office
    key = save(paid)
    with pytest.raises(Forbidden):
        place.do(place.clerk, allocations.confirm, key)
    assert place.ledger.ask(place.head, why_not.confirm_basis, SubjectKind.ALLOCATION, key) == ""
    place.do(place.head, allocations.confirm, key)
    assert sheet(place, key).state is ContractState.IN_FORCE
    with pytest.raises(Refused, match="清单 QD-2026-0002 已生效，内容不能再改"):
        place.do(place.clerk, allocations.save, entry(paid), key)
    with pytest.raises(Refused):
        place.do(place.head, allocations.confirm, key)


def test_who_wrote_a_list_does_not_confirm_it(paid: Paid) -> None:
    place = paid.office
    both = place.hire("兼任", Role.CLERK, Role.DIVISION_HEAD)
    key = place.do(both, allocations.save, entry(paid))
    with pytest.raises(Forbidden, match="须由另一人办理"):
        place.do(both, allocations.confirm, key)


@pytest.mark.parametrize("change", [{"document_number": " "}, {"document_date": None}])
def test_a_list_rests_on_a_document_with_number_and_day(paid: Paid, change: dict[str, object]) -> None:
    key = save(paid, **change)
    with pytest.raises(Refused) as caught:
        paid.office.do(paid.office.head, allocations.confirm, key)
    assert caught.value.field == "分配文号"


def test_a_list_whose_document_is_of_tomorrow_comes_into_force_tomorrow(paid: Paid) -> None:
    place = paid.office
    key = save(paid, document_date=place.clock.today + dt.timedelta(days=1))
    with pytest.raises(Refused, match="分配文件日期 2026-03-03 晚于今天") as caught:
        place.do(place.head, allocations.confirm, key)
    assert caught.value.field == "发文日期"
    place.clock.pass_by(days=1)
    place.do(place.head, allocations.confirm, key)


def test_a_list_pays_grants_only(paid: Paid) -> None:
    first, second = entry(paid).lines
    with pytest.raises(Invalid, match="第 2 个付款节点的类型是“进度款”，清单只拨付补助。") as caught:
        save(paid, lines=(first, replace(second, kind=MilestoneKind.PROGRESS)))
    assert (caught.value.article, caught.value.field) == ("第十二条", "付款节点")


def test_a_list_is_neither_written_nor_confirmed_with_an_account_the_town_has_closed(paid: Paid) -> None:
    place = paid.office
    town, _ = place.payee("示例镇", PayeeKind.TOWN)
    typed, key = entry(paid), save(paid)
    place.do(place.clerk, payees.change_account, town, payees.AccountEntry("示例银行二部", "31100000009999"))
    with pytest.raises(Invalid, match="“示例镇”的账户尾号") as caught:
        place.do(place.clerk, allocations.save, typed, key)
    assert caught.value.field == "收款单位"
    with pytest.raises(Invalid, match="停用"):
        place.do(place.head, allocations.confirm, key)
    place.do(place.clerk, allocations.save, entry(paid), key)
    place.do(place.head, allocations.confirm, key)


def test_lines_make_up_the_list_to_the_fen(paid: Paid) -> None:
    key = save(paid, amount=8_000_01)
    with pytest.raises(Refused, match=r"清单各行合计 8,000[.]00 元，与总额 8,000[.]01 元相差 0[.]01 元。"):
        paid.office.do(paid.office.head, allocations.confirm, key)


def test_a_document_is_attached_by_the_division_only(paid: Paid) -> None:
    place = paid.office
    key = save(paid)
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    with pytest.raises(Forbidden):
        place.do(stranger, allocations.attach_file, key, place.file("文件.pdf"))
    place.do(place.clerk, allocations.attach_file, key, place.file("文件.pdf"))
    assert [row.file_name for row in sheet(place, key).files] == ["文件.pdf"]
