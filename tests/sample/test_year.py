"""The sample tells the main job in 2026, and how performance was managed in the three years before."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.models import (
    AuditLine,
    Evaluation,
    Monitoring,
    Payment,
    Person,
    Project,
    Rectification,
    SignOff,
    TermReview,
)
from fundapp.sample import books, year
from fundapp.sample.office import PASSWORD, SampleClock
from fundapp.services import (
    access,
    application_list,
    basis_list,
    contract_sheet,
    evaluation_sheet,
    monitoring_demands,
    office_view,
    payment_sheet,
    project_sheet,
)
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.desk import Desk
from fundapp.services.evaluation_sheet import EvaluationSheet
from fundapp.services.ledger import Ledger
from fundapp.services.paging import PageRequest
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.services.seat import Seat
from fundapp.values.choices import Decision, DocumentState, PaymentState, ProblemSource
from fundapp.values.documents import RoundOutcome, SubjectKind
from tests.sample.conftest import Built

pytestmark = pytest.mark.xdist_group("sample")

PAID = PaymentState.PAID


@pytest.fixture
def auditor(ledger: Ledger) -> Seat:
    """Somebody who reads everything; the password is the published one."""
    person = ledger.ask(None, lambda desk: desk.session.scalars(select(Person).filter_by(name="监督人员")).one())
    return access.log_in(ledger, person.id, PASSWORD)


def requests(ledger: Ledger, year: int = 2026) -> list[PaymentSheet]:
    """All requests of a year, oldest first."""
    query = select(Payment.id).filter_by(year=year).order_by(Payment.id)
    keys = ledger.ask(None, lambda desk: list(desk.session.scalars(query)))
    return [ledger.ask(None, payment_sheet.sheet, key) for key in keys]


def test_the_ledger_says_that_it_is_a_sample(ledger: Ledger) -> None:
    assert ledger.ask(None, office_view.view).sample


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_each_of_the_four_categories_has_a_project_with_money_and_payments_in_every_year(
    ledger: Ledger, auditor: Seat, year: int
) -> None:
    rows = ledger.ask(auditor, project_sheet.page, PageRequest("number", descending=False), year).rows
    at_work = [row for row in rows if row.budget > 0 and row.paid > 0]
    assert len({row.category for row in at_work}) == 4
    assert len(at_work) == (4 if year == 2026 else 5)  # the terminals were given up after 2025


def test_the_years_money_is_what_was_applied_for_and_signed(ledger: Ledger, auditor: Seat) -> None:
    found = ledger.ask(auditor, project_sheet.page, PageRequest("number", descending=False), 2026)
    assert found.sums["budget"] == (450 + 300 + 400) * books.WAN + sum(books.GRANTS)
    asked = ledger.ask(auditor, application_list.page, PageRequest(), 2026).rows
    assert sum(row.amount for row in asked) == found.sums["budget"]
    assert {row.state for row in asked} == {DocumentState.APPROVED}


def test_the_grants_go_to_eight_towns_by_list_without_contract_or_invoice(ledger: Ledger, auditor: Seat) -> None:
    asked = PageRequest(filters=(("kind", "allocation"),))
    listed = max(ledger.ask(auditor, basis_list.page, asked).rows, key=lambda row: row.id)
    lines = ledger.ask(None, contract_sheet.allocation_sheet, listed.id).lines
    assert [(line.payee, line.amount, line.status) for line in lines] == [
        (town, amount, "已拨付") for town, amount in zip(books.TOWNS, books.GRANTS, strict=True)
    ]
    grants = [one for one in requests(ledger) if one.basis_kind.value == "allocation"]
    assert (len(grants), {len(one.draft.invoices) for one in grants}) == (8, {0})


def test_a_request_was_returned_submitted_again_signed_by_four_people_and_paid(ledger: Ledger) -> None:
    (found,) = [one for one in requests(ledger) if one.state is PAID and len(one.rounds) == 2]
    first, second = found.rounds
    assert (first.outcome, second.outcome) == (RoundOutcome.RETURNED, RoundOutcome.COMPLETE)
    assert [(hand.signer, hand.decision) for hand in first.hands if hand.decision] == [
        ("科室负责人（数据）", Decision.AGREE),
        ("财务审核", Decision.RETURN),
    ]
    assert [hand.signer for hand in second.hands] == ["科室负责人（数据）", "财务审核", "分管领导", "主要领导"]
    checklist = next(hand.checks for hand in second.hands if hand.key == "supervising_leader")
    assert len(checklist) == 3
    assert all(check.ticked for check in checklist)


def test_no_money_left_without_the_supervising_leader_and_the_cashier_signed_nothing(ledger: Ledger) -> None:
    paid = [one for one in requests(ledger) if one.state is PAID]
    assert len(paid) == 14
    for one in paid:
        hands = one.rounds[-1].hands
        assert "分管领导" in [hand.signer for hand in hands]
        assert len({hand.signer for hand in hands} | {one.author}) == len(hands) + 1
        assert one.disbursement is not None
        assert one.disbursement.registered_by == "财务出纳"

    def signers(desk: Desk) -> set[str]:
        keys = set(desk.session.scalars(select(SignOff.person_id)))
        return {desk.get(Person, key).name for key in keys}

    assert "财务出纳" not in ledger.ask(None, signers)


def test_every_state_a_screen_shows_is_there_on_20_november(ledger: Ledger) -> None:
    states = [one.state for one in requests(ledger)]
    counts = {state: states.count(state) for state in set(states)}
    assert counts == {
        PAID: 14,
        PaymentState.APPROVED: 1,
        PaymentState.IN_APPROVAL: 1,
        PaymentState.RETURNED: 1,
        PaymentState.DRAFT: 1,
    }
    waiting = next(one for one in requests(ledger) if one.state is PaymentState.IN_APPROVAL)
    assert waiting.step is not None
    assert waiting.step.label == "分管领导核对"


def evaluation(ledger: Ledger, number: str) -> EvaluationSheet:
    """A self-evaluation by its number."""
    query = select(Evaluation.id).filter_by(number=number)
    key = ledger.ask(None, lambda desk: desk.session.scalars(query).one())
    return ledger.ask(None, evaluation_sheet.sheet, key)


def test_the_grants_are_evaluated_by_the_division_that_used_them_and_signed(ledger: Ledger) -> None:
    found = evaluation(ledger, "ZP-2026-0001")
    assert (found.project, found.division) == ("便民服务中心补助项目", "政务服务科")
    assert [hand.signer for hand in found.rounds[-1].hands] == ["科室负责人（服务）", "分管领导"]


def test_a_poor_year_is_graded_so_and_its_problems_were_put_right_before_the_next_application(ledger: Ledger) -> None:
    assert {number: evaluation(ledger, number).result.grade for number in ("ZP-2024-0001", "ZP-2024-0002")} == {
        "ZP-2024-0001": "优",
        "ZP-2024-0002": "中",
    }
    assert [evaluation(ledger, f"ZP-{year}-0005").result.grade for year in (2023, 2024, 2025)] == ["优", "差", "差"]

    def order(desk: Desk) -> list[tuple[str, str]]:
        kinds = (SubjectKind.APPLICATION, SubjectKind.RECTIFICATION)
        query = select(AuditLine).where(AuditLine.subject_kind.in_(kinds)).order_by(AuditLine.id)
        lines = [(line.verb, line.summary) for line in desk.session.scalars(query)]
        return [line for line in lines if "ZG-2024-0001" in line[1] or "SQ-2025-0002" in line[1]]

    verbs = [verb for verb, _ in ledger.ask(None, order)]
    assert verbs.index("rectifications.confirm") < verbs.index("applications.submit")
    assert verbs[0] == "rectifications.register"


def test_the_gate_the_term_and_the_end_of_a_project_were_all_said(built: Built) -> None:
    refused = [line for line in built.said if "未能办理" in line]
    assert [part for line in refused for part in ("还没有登记整改事项", "不在项目期限", "取消") if part in line] == [
        "还没有登记整改事项",
        "还没有登记整改事项",
        "不在项目期限",
        "取消",
    ]


def test_every_term_was_reviewed_and_one_project_given_up_for_good(ledger: Ledger, auditor: Seat) -> None:
    query = select(TermReview).order_by(TermReview.number)

    def said(desk: Desk) -> list[tuple[str, str]]:
        return [
            (desk.get(Project, row.project_id).name, row.conclusion.label if row.conclusion else "")
            for row in desk.session.scalars(query)
        ]

    assert ledger.ask(auditor, said) == [
        ("政务云服务项目", "保留"),
        ("政务服务信息系统项目", "调整"),
        ("数智城市底座项目", "保留"),
        ("便民服务中心补助项目", "保留"),
        ("政务自助终端项目", "取消"),
    ]


def test_in_november_one_problem_is_overdue_one_waits_for_confirmation_and_one_runs(ledger: Ledger) -> None:
    def now(desk: Desk) -> list[tuple[str, str, bool]]:
        query = select(Rectification).filter_by(year=2026).order_by(Rectification.number)
        rows = desk.session.scalars(query)
        return [(row.number, row.state.label, row.due_on < dt.date(2026, 11, 20)) for row in rows]

    assert ledger.ask(None, now) == [
        ("ZG-2026-0001", "整改中", False),
        ("ZG-2026-0002", "整改中", True),
        ("ZG-2026-0003", "待确认", False),
    ]


def test_what_a_monitoring_wanted_put_right_is_registered_and_every_problem_names_its_type(ledger: Ledger) -> None:
    def told(desk: Desk) -> tuple[int, set[str], int, int]:
        rows = list(desk.session.scalars(select(Rectification)))
        by_monitoring = sum(row.source == ProblemSource.MONITORING for row in rows)
        types = {row.problem_type.value for row in rows}
        moved = [row for row in rows if row.first_due_on != row.due_on]
        return by_monitoring, types, sum(1 for row in rows if row.amount), len(moved)

    assert ledger.ask(None, monitoring_demands.unregistered) == ()
    assert ledger.ask(None, told) == (2, {"goals", "funds", "records"}, 1, 1)


def test_a_monitoring_waits_for_the_leader(ledger: Ledger) -> None:
    query = select(Monitoring.number).filter_by(state=DocumentState.IN_APPROVAL)
    assert ledger.ask(None, lambda desk: list(desk.session.scalars(query))) == ["JK-2026-0003"]


def test_the_samples_clock_never_goes_back() -> None:
    clock = SampleClock(year=2026)
    clock.on(5, 1)
    assert clock() == dt.datetime(2026, 5, 1, 9, 0, tzinfo=OFFICE_ZONE)
    clock.on(4, 1)
    assert clock() == dt.datetime(2026, 5, 1, 9, 3, tzinfo=OFFICE_ZONE)
    clock.tick()
    assert clock() == dt.datetime(2026, 5, 1, 9, 7, tzinfo=OFFICE_ZONE)


def test_a_year_is_not_built_over_a_file_that_is_there(built: Built) -> None:
    before = built.path.read_bytes()
    with pytest.raises(Refused):
        year.build(built.folder, lambda _line: None)
    assert built.path.read_bytes() == before
