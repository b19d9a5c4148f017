"""One ledger with something in every table, built through the services once and copied for each test that spoils it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from fundapp.errors import Forbidden, WrongPassword
from fundapp.places import attachments_folder
from fundapp.services import access, contracts, evaluations, indicators, payees, payments, people, printing
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.contracts import AmendmentEntry
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import PayeeEntry
from fundapp.services.seat import Seat
from fundapp.services.signing import Signing
from fundapp.values.choices import AppropriationKind, AttachmentKind, Decision, EvidenceKind, MilestoneKind, PayeeKind
from fundapp.values.documents import FormKind
from fundapp.values.roles import Role
from tests.builders import CHEAP, COMPANY_USCC, FIRST_PASSWORD, PASSWORD, Basis, Office, office
from tests.services.evaluation_year import INDICATORS


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
    project = place.project(budget={"local": 100_000_00, "own": 5_000_00})
    place.appropriate(project, 1_000_00, kind=AppropriationKind.CUT)
    contract = place.contract(project, (30_000_00, 20_000_00, 10_000_00))
    paid = _paid(place, contract)
    _more_behind(place, contract)
    approved = _returned_then_approved(place, contract.milestones[1])
    in_approval = _half_signed(place, contract.milestones[2])
    granted = _granted(place)
    _people_change(place)
    evaluation = _evaluated(place, project)
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


def _evaluated(place: Office, project: int) -> int:
    goal = place.ask(indicators.of_year, project, 2026).goal
    place.do(place.clerk, indicators.set_for_year, project, 2026, goal, INDICATORS, "2020-10")
    rows = place.ask(indicators.of_year, project, 2026).entries
    place.clock.at = dt.datetime(2026, 12, 28, 10, 0, tzinfo=OFFICE_ZONE)
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
    for seat in (place.head, place.supervisor):
        place.clock.pass_by(minutes=1)
        given = Signing(Decision.AGREE, ticks=())
        place.do(seat, evaluations.sign, evaluation, given, place.confirm(seat))
    place.do(place.clerk, printing.issue, FormKind.EVALUATION, evaluation)
    return evaluation
