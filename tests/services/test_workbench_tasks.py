"""What a person has to do, beside payments: sign, put right, complete, confirm."""

from __future__ import annotations

import datetime as dt

from fundapp.services import contracts, monitorings, projects, signing_desk
from fundapp.services.projects import ProjectEntry
from fundapp.services.signing import Signing
from fundapp.services.workbench import Workbench, workbench
from fundapp.services.workbench_tasks import SIGNED
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
from tests.builders import Office
from tests.services import applying, rectifying, watching
from tests.services.evaluation_year import CLERK, HEAD, LEADER, OTHER_CLERK, STRANGER, Year
from tests.services.evaluation_year import Office as YearOffice
from tests.services.term_year import Term
from tests.services.test_workbench import due_contract, seen


def agree(office: YearOffice, who: str) -> list[tuple[SubjectKind, int]]:
    """What waits for somebody at the signing desk; the workbench has the same, and counts it."""
    desk = [(row.kind, row.id) for row in office.ask(who, signing_desk.waiting)]
    bench = office.ask(who, workbench, 2026)
    assert [(task.kind, task.id) for task in bench.tasks if task.verb == "sign"] == desk
    assert bench.to_sign == len(desk)
    return desk


def test_every_kind_of_document_of_the_signing_desk_is_among_the_tasks() -> None:
    assert [kind.subject for kind, _ in SIGNED] == [one for one in signing_desk.KINDS if one is not SubjectKind.PAYMENT]


def test_what_waits_at_the_signing_desk_is_on_the_workbench_of_the_same_hand(planned: Year) -> None:
    office = planned.office
    application, monitoring = applying.submitted(planned), watching.submitted(planned)
    both = [(SubjectKind.APPLICATION, application), (SubjectKind.MONITORING, monitoring)]
    assert agree(office, HEAD) == both
    assert agree(office, LEADER) == agree(office, CLERK) == []
    tasks = [task for task in office.ask(HEAD, workbench, 2026).tasks if task.verb == "sign"]
    assert [task.what for task in tasks] == [
        "签批 · 政务云服务项目 2027 年度申请 400.00 万元",
        "签批 · 政务云服务项目 集中监控（截至 2026-06-30）",
    ]
    assert [task.days_left for task in tasks] == [None, None]
    watching.agree(planned, HEAD, monitoring)
    assert agree(office, HEAD) == both[:1]
    assert agree(office, LEADER) == both[1:]


def test_a_self_evaluation_and_a_problem_to_confirm_wait_for_their_hands(year: Year) -> None:
    key = year.submitted()
    assert agree(year.office, HEAD) == [(SubjectKind.EVALUATION, key)]
    year.office.agree(HEAD, key)
    assert agree(year.office, LEADER) == [(SubjectKind.EVALUATION, key)]
    problem = rectifying.reported(year)
    found = year.office.ask(LEADER, workbench, 2026)
    assert (SubjectKind.RECTIFICATION, problem, "confirm") in {(one.kind, one.id, one.verb) for one in found.tasks}
    assert (found.task_count, found.to_sign) == (2, 1)


def test_a_term_review_waits_for_its_hands(term: Term) -> None:
    key = term.submitted()
    assert agree(term.office, HEAD) == [(SubjectKind.TERM_REVIEW, key)]


def of_kind(found: Workbench, verb: str) -> list[tuple[str, SubjectKind, int]]:
    """Tasks of one verb: what they say, and what they are about."""
    return [(task.what, task.kind, task.id) for task in found.tasks if task.verb == verb]


def test_a_document_that_came_back_and_a_draft_wait_for_the_clerks_of_their_division_alone(planned: Year) -> None:
    office = planned.office
    draft = applying.saved(planned)
    returned = watching.submitted(planned)
    watching.agree(planned, HEAD, returned)
    sent_back = Signing(Decision.RETURN, "请补充原因。")
    office.do(LEADER, monitorings.sign, returned, sent_back, office.confirm(LEADER))
    wanted = [
        ("补正后重新送审 · 政务云服务项目 集中监控（截至 2026-06-30）", SubjectKind.MONITORING, returned),
        ("完成草稿 · 政务云服务项目 2027 年度申请 400.00 万元", SubjectKind.APPLICATION, draft),
    ]
    for who in (CLERK, OTHER_CLERK):
        found = office.ask(who, workbench, 2026)
        assert of_kind(found, "edit") == wanted
        assert found.task_count == 2
    for who in (STRANGER, HEAD, LEADER):
        assert of_kind(office.ask(who, workbench, 2026), "edit") == []


def test_projects_contracts_and_lists_wait_for_the_head_who_did_not_write_them(place: Office) -> None:
    project = place.do(place.clerk, projects.save, ProjectEntry("新立项目", "it", place.division_id, 2026))
    assert of_kind(seen(place, place.head), "confirm") == [("确认项目 · 新立项目", SubjectKind.PROJECT, project)]
    place.do(place.head, projects.confirm, project, "示例批〔2026〕1号", dt.date(2026, 1, 15))
    contract = due_contract(place, project, dt.date(2026, 2, 25), in_force=False)
    assert of_kind(seen(place, place.head), "confirm") == [("确认合同 · 运维服务合同", SubjectKind.CONTRACT, contract)]
    for seat in (place.clerk, place.supervisor, None):
        assert of_kind(seen(place, seat), "confirm") == []
    place.do(place.head, contracts.confirm, contract)
    assert of_kind(seen(place, place.head), "confirm") == []
