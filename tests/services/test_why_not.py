from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fundapp.errors import NotFound
from fundapp.services import basis_list, contracts, key_card, people, project_sheet, projects, why_not
from fundapp.services.allocations import AllocationEntry
from fundapp.services.allocations import save as save_list
from fundapp.services.contracts import ContractEntry
from fundapp.services.paging import PageRequest
from fundapp.services.projects import ProjectEntry
from fundapp.values.choices import AttachmentKind, ContractKind, ProcurementMethod
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import FIRST_PASSWORD, Office, office


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def _draft(place: Office) -> int:
    return place.do(place.clerk, projects.save, ProjectEntry("统计系统升级项目", "it", place.division_id, 2026))


def test_nobody_in_particular_may_do_nothing(place: Office) -> None:
    assert place.ask(why_not.office, "people.edit") == "请先登录。"


def test_a_verb_of_the_office_is_open_to_its_role_only(place: Office) -> None:
    assert place.ledger.ask(place.administrator, why_not.office, "people.edit") == ""
    assert "须由管理员办理" in place.ledger.ask(place.clerk, why_not.office, "people.edit")


def test_a_draft_project_is_changed_by_the_clerk_and_confirmed_by_the_head(place: Office) -> None:
    key, ask = _draft(place), place.ledger.ask
    assert ask(place.clerk, why_not.save_project, key) == ""
    assert ask(place.head, why_not.confirm_project, key) == ""
    assert "须由科室负责人办理" in ask(place.clerk, why_not.confirm_project, key)
    assert "只有执行中的项目可以结束" in ask(place.head, why_not.close_project, key)
    assert "还没有确认立项" in ask(place.clerk, why_not.under_project, key, "contracts.edit")
    assert "还没有确认立项" in ask(place.finance, why_not.appropriate, key, 2026)


def test_a_project_in_force_is_frozen_and_can_be_ended(place: Office) -> None:
    key, ask = place.project(), place.ledger.ask
    assert "项目已确认" in ask(place.clerk, why_not.save_project, key)
    assert ask(place.head, why_not.confirm_project, key) == "项目已经确认过。"
    assert ask(place.head, why_not.close_project, key) == ""
    assert ask(place.clerk, why_not.under_project, key, "contracts.edit") == ""
    place.do(place.head, projects.close, key)
    assert "项目已结束" in ask(place.clerk, why_not.under_project, key, "contracts.edit")


def test_a_head_who_wrote_the_project_cannot_confirm_it(place: Office) -> None:
    both = place.hire("兼任负责人", Role.CLERK, Role.DIVISION_HEAD)
    key = place.do(both, projects.save, ProjectEntry("自己写的项目", "it", place.division_id, 2026))
    assert "须由另一人办理" in place.ledger.ask(both, why_not.confirm_project, key)


def test_years_open_inside_the_term_and_close_once(place: Office) -> None:
    key, ask = place.project(), place.ledger.ask
    assert "已经建立" in ask(place.clerk, why_not.open_year, key, 2026)
    assert ask(place.clerk, why_not.open_year, key, 2027) == ""
    assert "不在项目期限" in ask(place.clerk, why_not.open_year, key, 2029)
    assert "还没有建立" in ask(place.finance, why_not.appropriate, key, 2027)
    assert ask(place.finance, why_not.appropriate, key, 2026) == ""
    assert ask(place.finance, why_not.close_year, key, 2026) == ""
    place.do(place.finance, projects.close_year, key, 2026)
    assert "已关闭" in ask(place.finance, why_not.appropriate, key, 2026)
    assert "未建立或已关闭" in ask(place.finance, why_not.close_year, key, 2026)


def _contract(place: Office, amount: int) -> int:
    key = place.project()
    entry = ContractEntry(
        "服务合同",
        key,
        place.payee()[1],
        ContractKind.SERVICES,
        ProcurementMethod.DIRECT,
        amount,
        None,
        None,
        None,
        (),
    )
    return place.do(place.clerk, contracts.save, entry)


def test_a_contract_without_dates_cannot_come_into_force(place: Office) -> None:
    key = _contract(place, 100_00)
    assert "签订日期" in place.ledger.ask(place.head, why_not.confirm_basis, SubjectKind.CONTRACT, key)


def test_a_list_without_its_document_cannot_come_into_force(place: Office) -> None:
    grants = place.project("补助项目", category="service_centre")
    listed = place.do(place.clerk, save_list, AllocationEntry("清单", grants, 2026, 100_00, "", None, ()))
    assert "文号" in place.ledger.ask(place.head, why_not.confirm_basis, SubjectKind.ALLOCATION, listed)


def test_what_is_under_a_contract_waits_until_it_is_in_force(place: Office) -> None:
    kind, ask = SubjectKind.CONTRACT, place.ledger.ask
    basis = place.contract(in_force=False)
    assert ask(place.clerk, why_not.save_basis, kind, basis.id) == ""
    assert ask(place.head, why_not.confirm_basis, kind, basis.id) == ""
    assert "合同尚未生效" in ask(place.clerk, why_not.under_basis, kind, basis.id, "evidence.add")
    place.do(place.head, contracts.confirm, basis.id)
    assert ask(place.clerk, why_not.under_basis, kind, basis.id, "evidence.add") == ""
    assert "已生效" in ask(place.clerk, why_not.save_basis, kind, basis.id)
    assert ask(place.clerk, why_not.attach_to_basis, kind, basis.id) == ""


def test_a_contract_whose_money_is_all_paid_or_asked_for_gets_no_more_requests(place: Office) -> None:
    def said() -> str:
        return place.ledger.ask(place.clerk, why_not.under_basis, SubjectKind.CONTRACT, basis.id, "payments.edit")

    basis = place.contract()
    first, second = basis.milestones
    place.approve(place.request(first))
    assert said() == ""
    drafted = place.request(second)
    assert said() == ""
    place.submit(drafted)
    assert "都已付清或已在申请中" in said()
    assert place.ledger.ask(place.clerk, why_not.under_basis, SubjectKind.CONTRACT, basis.id, "contracts.edit") == ""
    place.give_back(drafted, place.head)
    assert said() == ""


def test_a_list_in_force_is_asked_like_a_contract(place: Office) -> None:
    grants = place.project("补助项目", category="service_centre")
    listed = place.allocation(grants, {"甲镇": 1_000_00})
    assert "已生效" in place.ledger.ask(place.head, why_not.confirm_basis, SubjectKind.ALLOCATION, listed.id)


def test_a_paper_is_attached_to_a_project_by_its_division(place: Office) -> None:
    key = place.project()
    assert place.ledger.ask(place.clerk, why_not.attach_to_project, key) == ""
    assert "须由经办人或财务办理" in place.ledger.ask(place.head, why_not.attach_to_project, key)
    place.do(place.clerk, projects.attach_file, key, place.file("立项批复.pdf", AttachmentKind.BASIS))
    assert [file.file_name for file in place.ask(project_sheet.sheet, key).files] == ["立项批复.pdf"]


def test_a_project_editor_offers_the_own_division_and_every_category(place: Office) -> None:
    offered = place.ledger.ask(place.clerk, project_sheet.choices)
    assert (offered.division_id, offered.division) == (1, "综合科")
    assert [key for key, _ in offered.categories] == ["it", "cloud", "smart_city", "service_centre"]
    with pytest.raises(NotFound):
        place.ask(project_sheet.choices)


def test_projects_to_pay_from_are_those_in_force_of_the_readers_divisions(place: Office) -> None:
    _draft(place)
    plain = place.project()
    grants = place.project("补助项目", category="service_centre")

    def offered(seat_name: str, *, grant: bool) -> list[int]:
        seat = place.seats[seat_name]
        return [key for key, _, _ in place.ledger.ask(seat, project_sheet.payable, grant=grant)]

    assert offered("经办人", grant=False) == [plain, grants]
    assert offered("财务", grant=True) == [grants]
    assert place.ask(project_sheet.payable, grant=False) == ()


def test_a_year_has_the_three_sources_of_the_regulation(place: Office) -> None:
    assert [key for key, _ in place.ask(project_sheet.sources, 2026)] == ["local", "own", "transfer"]


def test_a_year_without_self_evaluation_has_none_to_print(place: Office) -> None:
    assert place.ask(project_sheet.evaluation_of, place.project(), 2026) is None


def test_the_list_of_projects_adds_up_all_of_them(place: Office) -> None:
    place.project(budget={"local": 300_00})
    place.project("另一个项目", budget={"local": 200_00})
    asked = PageRequest(limit=1)
    found = place.ledger.ask(place.auditor, project_sheet.page, asked, 2026)
    assert (len(found.rows), found.sums["budget"]) == (1, 500_00)


def test_the_list_of_contracts_adds_up_all_of_them(place: Office) -> None:
    key = place.project()
    place.contract(key, (10_00,))
    place.contract(key, (20_00,))
    found = place.ledger.ask(place.auditor, basis_list.page, PageRequest(limit=1))
    assert (len(found.rows), found.sums["amount"]) == (1, 30_00)


def test_a_key_card_is_drawn_for_every_key_a_person_has_had(place: Office) -> None:
    first = place.ask(key_card.pdf, place.clerk.person_id)
    witness = place.confirm(place.supervisor)
    key, cost = place.clerk.person_id, place.ledger.cost
    place.do(place.administrator, people.reset_key, key, FIRST_PASSWORD, cost, witness)
    second = place.ask(key_card.pdf, place.clerk.person_id, (("见证领导", "分管领导"),))
    assert first.startswith(b"%PDF")
    assert second != first
    with pytest.raises(NotFound):
        place.ask(key_card.pdf, 999)
