"""One ledger with something in every table, built through the services once and copied for each test that spoils it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from fundapp.errors import Forbidden, WrongPassword
from fundapp.places import attachments_folder
from fundapp.services import (
    access,
    applications,
    contracts,
    evaluations,
    indicator_templates,
    indicators,
    key_evaluations,
    monitorings,
    payees,
    payments,
    people,
    printing,
    rectification_sources,
    rectifications,
    term_review_sheet,
    term_reviews,
)
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.payees import PayeeEntry
from fundapp.services.rounds import round_rows
from fundapp.services.seat import Seat
from fundapp.services.signing import Signing
from fundapp.services.signing_desk import KINDS
from fundapp.values.choices import (
    AppropriationKind,
    AttachmentKind,
    Conclusion,
    Decision,
    Evaluator,
    EvidenceKind,
    Likelihood,
    MilestoneKind,
    MonitoringKind,
    PayeeKind,
    ProblemSource,
)
from fundapp.values.documents import FormKind, SubjectKind
from fundapp.values.roles import Role
from tests.builders import CHEAP, COMPANY_USCC, FIRST_PASSWORD, PASSWORD, Basis, Office, office
from tests.services.evaluation_year import INDICATORS

STEERING = ("领导小组成员甲", "领导小组成员乙")


@dataclass(frozen=True)
class Signed:
    """The finished ledger: its file, the seats of its people, and ids of what tests spoil.

    Attributes:
        paid: a paid request; since then its contract got evidence, papers and an amendment, its payee another name.
        approved: a request with every hand, returned once before, not yet paid.
        in_approval: a request with one hand.
        granted: a paid request under an allocation list, with a reason for a caution.
        evaluation: a self-evaluation with every hand.
    """

    path: Path
    seats: dict[str, Seat]
    paid: int
    approved: int
    in_approval: int
    granted: int
    evaluation: int

    def copied_to(self, folder: Path) -> Signed:
        """The same ledger in another folder, to be spoiled there."""
        target = folder / self.path.name
        shutil.copyfile(self.path, target)
        shutil.copytree(attachments_folder(self.path), attachments_folder(target))
        return Signed(target, *(getattr(self, name) for name in list(self.__dataclass_fields__)[1:]))


@cache
def signed_ledger(folder: Path) -> Signed:
    """Build it below `folder`, once per folder."""
    home = folder / "signed-ledger"
    home.mkdir(parents=True)
    place = office(home)
    place.seats["管理员"] = place.administrator
    project = place.project(start=2024, budget={"local": 100_000_00, "own": 5_000_00})
    place.appropriate(project, 1_000_00, kind=AppropriationKind.CUT)
    contract = place.contract(project, (30_000_00, 20_000_00, 10_000_00))
    paid = _paid(place, contract)
    _more_behind(place, contract)
    approved = _returned_then_approved(place, contract.milestones[1])
    in_approval = _half_signed(place, contract.milestones[2])
    granted = _granted(place)
    _people_change(place)
    for name in STEERING:
        place.hire(name, Role.STEERING_MEMBER)
    _applied(place, project)
    evaluation = _evaluated(place, project)
    _rectified(place, evaluation)
    _reviewed(place, project)
    place.ledger.close()
    return Signed(place.path, place.seats, paid, approved, in_approval, granted, evaluation)


@pytest.fixture
def spoiled(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """A copy of the finished ledger that the test may spoil."""
    return signed_ledger(tmp_path_factory.getbasetemp()).copied_to(tmp_path)


def _paid(place: Office, contract: Basis) -> int:
    request = place.request(contract.milestones[0])
    place.approve(request)
    place.pay(request)
    place.do(place.clerk, printing.issue, FormKind.PAYMENT_APPROVAL, request)
    place.do(place.clerk, payments.annotate, request, "已归档", "2026-016")
    return request


def _more_behind(place: Office, contract: Basis) -> None:
    """What an office adds behind a request after it was paid."""
    place.clock.pass_by(days=1)
    place.evidence(contract.milestones[0], EvidenceKind.OTHER)
    place.do(place.clerk, contracts.attach_file, contract.id, place.file("会议纪要.pdf", AttachmentKind.OTHER))
    line = MilestoneEntry("补充服务进度款", MilestoneKind.PROGRESS, 1_000_00, "补充服务完成")
    entry = AmendmentEntry("示例补〔2026〕1号", place.clock.today, 1_000_00, "增加服务内容", (line,))
    place.do(place.clerk, contracts.amend, contract.id, entry)
    payee = place.payee()[0]
    place.do(place.clerk, payees.save, PayeeEntry("示例信息技术股份公司", PayeeKind.COMPANY, COMPANY_USCC), payee)


def _returned_then_approved(place: Office, milestone: int) -> int:
    request = place.request(milestone)
    place.submit(request)
    place.sign(request, place.head)
    place.give_back(request, place.finance)
    place.save(place.draft(milestone), request)
    place.approve(request)
    return request


def _half_signed(place: Office, milestone: int) -> int:
    """One hand, and the author's own, which is refused and logged."""
    request = place.request(milestone)
    place.submit(request)
    place.sign(request, place.head)
    with pytest.raises(Forbidden):
        place.do(place.clerk, payments.sign, request, Signing(Decision.AGREE), place.confirm(place.clerk))
    return request


def _granted(place: Office) -> int:
    """Paid without the town's assessment, for a reason; another town's request comes to nothing."""
    project = place.project("便民服务中心补助项目", category="service_centre")
    lines = place.allocation(project, {"示例镇": 10_000_00, "示例街道": 12_000_00}).milestones
    request = place.save(place.draft(lines[0]))
    place.approve(request)
    place.pay(request)
    other = place.save(place.draft(lines[1]))
    place.submit(other)
    place.do(place.clerk, payments.withdraw, other, "金额待核")
    place.do(place.clerk, payments.void, other, "改在下半年拨付")
    return request


def _people_change(place: Office) -> None:
    """Wrong password, new password, a key made anew by two, a name changed, roles taken away, newcomers."""
    place.seats["旧密钥"] = place.other_clerk
    with pytest.raises(WrongPassword):
        access.log_in(place.ledger, place.auditor.person_id, "忘了-口令-0000")
    place.seats["监督人员"] = access.set_own_password(place.ledger, place.auditor, PASSWORD, "青石-渡口-2951")
    other = place.other_clerk.person_id
    reset = (other, FIRST_PASSWORD, CHEAP, place.confirm(place.supervisor))
    place.do(place.administrator, people.reset_key, *reset)
    place.clock.pass_by(minutes=1)
    first = access.log_in(place.ledger, other, FIRST_PASSWORD)
    place.seats["另一经办人"] = access.set_own_password(place.ledger, first, FIRST_PASSWORD, PASSWORD)
    head = people.PersonEntry("科室负责人（挂职）", place.division_id, frozenset({Role.CLERK}))
    place.do(place.administrator, people.save_person, place.head.person_id, head)
    place.seats["科室负责人（已调任）"] = place.head
    place.seats["科室负责人"] = place.hire("新任科室负责人", Role.DIVISION_HEAD)
    elsewhere = place.division("数据科")
    place.hire("外科室分管领导", Role.SUPERVISING_LEADER, charges=(elsewhere,))
    wider = people.PersonEntry(
        "分管领导", place.division_id, frozenset({Role.SUPERVISING_LEADER}), frozenset({1, elsewhere})
    )
    leader = place.supervisor.person_id
    place.do(place.administrator, people.save_person, leader, wider, place.witness(place.principal.person_id))
    place.do(place.administrator, people.close_person, leader)
    place.do(place.administrator, people.reopen_person, leader, place.witness(place.principal.person_id))
    entry = people.PersonEntry("新来人员", place.division_id, frozenset({Role.CLERK}))
    newcomer = place.do(place.administrator, people.add_person, entry, FIRST_PASSWORD, CHEAP)
    place.seats["新来人员"] = access.log_in(place.ledger, newcomer, FIRST_PASSWORD)


def _sign_all(place: Office, kind: SubjectKind, key: int) -> None:
    """Every hand of the route agrees."""
    seats = {
        "division_head": place.head,
        "finance": place.finance,
        "supervising_leader": place.supervisor,
        "principal_leader": place.principal,
        "steering_1": place.seats[STEERING[0]],
        "steering_2": place.seats[STEERING[1]],
    }
    for hand in place.ask(round_rows, kind, key)[-1].hands:
        place.clock.pass_by(minutes=1)
        given = Signing(Decision.AGREE, ticks=tuple(check.key for check in hand.checks))
        place.do(seats[hand.key], KINDS[kind].sign, key, given, place.confirm(seats[hand.key]))


def _applied(place: Office, project: int) -> None:
    """The office's own proposals, the year's goal and indicators, and the application that signs them."""
    proposed = place.ask(indicator_templates.copy, "it", 2026, 0)
    place.do(place.finance, indicator_templates.save, proposed)
    goal = place.ask(indicators.of_year, project, 2026).goal
    place.do(place.clerk, indicators.set_for_year, project, 2026, goal, INDICATORS, "2020-10")
    blank = place.ask(applications.blank, project, 2026)
    draft = replace(blank, shares=(("local", 100_000_00), ("own", 5_000_00)), basis="按合同测算", plan="年内完成")
    application = place.do(place.clerk, applications.save, draft)
    place.do(place.clerk, applications.submit, application)
    _sign_all(place, SubjectKind.APPLICATION, application)


def _monitored(place: Office, project: int) -> None:
    blank = place.ask(monitorings.blank, project, 2026, MonitoringKind.ROUND)
    rows = place.ask(indicators.of_year, project, 2026).entries
    lines = tuple(
        LineEntry(row.id, row.target, progress_bp=None if row.target else 5000, likelihood=Likelihood.CERTAIN)
        for row in rows
    )
    monitoring = place.do(place.clerk, monitorings.save, replace(blank, forecast=100_000_00, lines=lines))
    place.do(place.clerk, monitorings.submit, monitoring)
    _sign_all(place, SubjectKind.MONITORING, monitoring)


def _rectified(place: Office, evaluation: int) -> None:
    """A problem of the self-evaluation put right, and the finance bureau's own evaluation."""
    entry = place.ask(rectification_sources.prefill, ProblemSource.SELF_EVALUATION, evaluation)
    entry = replace(
        entry, person_id=place.clerk.person_id, due_on=place.clock.today + dt.timedelta(days=30), problem="尾款支付偏慢"
    )
    entry = replace(entry, demand="查明原因", measure="按季排查")
    item = place.do(place.supervisor, rectifications.register, entry)
    place.do(place.clerk, rectifications.attach_file, item, place.file("整改说明.pdf", AttachmentKind.OTHER))
    place.do(place.clerk, rectifications.report, item, "已完成")
    place.do(place.head, rectifications.confirm, item, "属实")
    key = KeyEvaluationEntry(Evaluator.FINANCE_BUREAU, place.clock.today, "示例财监〔2026〕9号", 9000)
    place.do(place.finance, key_evaluations.record, entry.project_id, entry.year, key)


def _reviewed(place: Office, project: int) -> None:
    """The last year of the term: reviewed by the steering group, kept."""
    blank = place.ask(term_reviews.blank, project)
    said = place.ask(term_review_sheet.preview, blank).lines
    lines = tuple(replace(one.entry, points=one.weight if one.points is None else None) for one in said)
    draft = replace(
        blank, lines=lines, conclusion=Conclusion.KEEP, summary="运行正常", meeting_number="示例纪要〔2026〕1号"
    )
    review = place.do(place.clerk, term_reviews.save, replace(draft, meeting_on=place.clock.today))
    place.do(place.clerk, term_reviews.submit, review)
    _sign_all(place, SubjectKind.TERM_REVIEW, review)


def _evaluated(place: Office, project: int) -> int:
    rows = place.ask(indicators.of_year, project, 2026).entries
    place.clock.at = dt.datetime(2026, 12, 28, 10, 0, tzinfo=OFFICE_ZONE)
    _monitored(place, project)
    scores = tuple(
        ScoreEntry(row.id, row.target, rating_bp=None if row.target else 10000, explanation="与目标持平")
        for row in rows
    )
    draft = EvaluationDraft(
        project_id=project,
        year=2026,
        dated=place.clock.today,
        scores=scores,
        outcome="平台全年可用。",
        execution_explanation="尾款次年支付。",
        phone="0573-00000000",
    )
    evaluation = place.do(place.clerk, evaluations.save, draft)
    place.do(place.clerk, evaluations.attach_file, evaluation, place.file("满意度调查.pdf", AttachmentKind.ASSESSMENT))
    place.do(place.clerk, evaluations.submit, evaluation)
    _sign_all(place, SubjectKind.EVALUATION, evaluation)
    place.do(place.clerk, printing.issue, FormKind.EVALUATION, evaluation)
    return evaluation
