"""The workbench at its edges: by which number and as what a task is told."""

from __future__ import annotations

from fundapp.services import monitorings
from fundapp.services.signing import Signing
from fundapp.services.workbench import workbench
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
from tests.services import applying, watching
from tests.services.evaluation_year import CLERK, HEAD, Year
from tests.services.test_workbench import seen
from tests.ui.paid_office import Paid


def numbers(year: Year, who: str, verb: str) -> list[str]:
    """Numbers of somebody's tasks of one verb."""
    return [task.number for task in year.office.ask(who, workbench, 2026).tasks if task.verb == verb]


def test_a_document_to_sign_is_told_by_its_number(planned: Year) -> None:
    applying.submitted(planned)
    watching.submitted(planned)
    assert numbers(planned, HEAD, "sign") == ["SQ-2027-0001", "JK-2026-0001"]


def test_a_document_that_came_back_keeps_its_number_and_a_draft_is_called_one(planned: Year) -> None:
    applying.saved(planned)
    returned = watching.submitted(planned)
    back = Signing(Decision.RETURN, "请补充原因。")
    planned.office.do(HEAD, monitorings.sign, returned, back, planned.office.confirm(HEAD))
    assert numbers(planned, CLERK, "edit") == ["JK-2026-0001", "草稿"]


def test_what_is_to_be_paid_out_and_put_right_leads_to_the_request(paid: Paid) -> None:
    place = paid.office
    place.approve(place.request(paid.first))
    place.request(paid.second)
    found = [*seen(place, place.cashier).tasks, *seen(place, place.clerk).tasks]
    assert [(task.verb, task.number, task.kind) for task in found] == [
        ("disburse", "ZF-2026-0001", SubjectKind.PAYMENT),
        ("edit", "草稿", SubjectKind.PAYMENT),
    ]
