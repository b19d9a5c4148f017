"""What contracts and lists share: milestones in order, and the gate before and after they come into force."""

from __future__ import annotations

import pytest

from fundapp.errors import Refused
from fundapp.services import contracts, payments, projects
from fundapp.services.contract_sheet import contract_sheet
from fundapp.services.contracts import ContractEntry
from fundapp.services.milestones import MilestoneEntry, milestones
from fundapp.services.payment_draft import PaymentDraft
from fundapp.values.choices import ContractKind, MilestoneKind, ProcurementMethod
from tests.ui.paid_office import Paid


def draft(paid: Paid, *amounts: int) -> ContractEntry:
    """A contract without days, one milestone per amount."""
    lines = tuple(MilestoneEntry(f"第{amount}款", MilestoneKind.PROGRESS, amount) for amount in amounts)
    return ContractEntry(
        "合同", paid.project, paid.office.payee()[1], ContractKind.GOODS, ProcurementMethod.ONLINE, 5, None, None,
        None, lines,
    )  # fmt: skip


def test_milestones_stand_in_the_order_they_were_typed(paid: Paid) -> None:
    place = paid.office
    key = place.do(place.clerk, contracts.save, draft(paid, 3, 1, 2))
    rows = place.ask(milestones, contract_id=key)
    assert [(row.sequence, row.name, row.amount) for row in rows] == [(1, "第3款", 3), (2, "第1款", 1), (3, "第2款", 2)]


def test_a_contracts_milestones_are_not_those_of_the_list_with_the_same_id(paid: Paid) -> None:
    place = paid.office
    assert paid.contract.id == paid.listed.id
    lines = place.ask(milestones, allocation_id=paid.listed.id)
    assert [row.id for row in lines] == list(paid.listed.milestones)
    assert [row.id for row in place.ask(milestones, contract_id=paid.contract.id)] == list(paid.contract.milestones)


def test_a_milestone_that_a_request_names_is_not_lost_when_the_contract_is_written_anew(paid: Paid) -> None:
    place = paid.office
    key = place.do(place.clerk, contracts.save, draft(paid, 5))
    milestone = place.ask(milestones, contract_id=key)[0].id
    place.do(place.clerk, payments.save, PaymentDraft(milestone, 2026, place.clock.today, 5))
    with pytest.raises(Refused, match="已有用款申请用到其中的付款节点") as caught:
        place.do(place.clerk, contracts.save, draft(paid, 4, 1), key)
    assert caught.value.remedy == "请先确认生效，再登记补充协议。"
    assert [row.amount for row in place.ask(contract_sheet, key).milestones] == [5]


def test_a_project_that_has_ended_takes_no_new_papers(paid: Paid) -> None:
    place = paid.office
    place.do(place.head, projects.close, paid.project)
    with pytest.raises(Refused, match="尚未确认执行"):
        place.do(place.clerk, contracts.attach_file, paid.contract.id, place.file("后补.pdf"))
