"""A small office on a real ledger file, for the tests of indicators and self-evaluations."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from fundapp.models import Payment
from fundapp.places import attachments_folder
from fundapp.rules.finding import wanting_reason
from fundapp.seal.keys import KdfCost
from fundapp.services import (
    access,
    contracts,
    disbursements,
    document,
    evaluations,
    evidence,
    indicators,
    milestones,
    payees,
    payments,
    people,
    projects,
)
from fundapp.services.attachments import NewFile
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.contracts import ContractEntry
from fundapp.services.desk import Desk
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.done import Done
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.ledger import Founding, Ledger, create_ledger, open_ledger
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import AccountEntry, PayeeEntry
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.services.people import PersonEntry
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.services.seat import Seat
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import (
    AppropriationKind,
    AttachmentKind,
    ContractKind,
    Decision,
    EvidenceKind,
    EvidenceResult,
    MilestoneKind,
    PayeeKind,
    ProcurementMethod,
)
from fundapp.values.roles import Role
from fundapp.values.score import Operator

P = ParamSpec("P")
T = TypeVar("T")

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
PASSWORD = "shili-kouling-2026"  # noqa: S105 - of role names in a file that is thrown away
FIRST_PASSWORD = "chushi-kouling-01"  # noqa: S105
OFFICE = "示例市政务服务管理办公室"
CLERK, OTHER_CLERK, STRANGER = "经办人", "经办人乙", "外科室经办人"
HEAD, FINANCE, CASHIER, LEADER, AUDITOR = "科室负责人", "财务审核", "财务出纳", "分管领导", "监督人员"
HANDS = {"division_head": HEAD, "finance": FINANCE, "supervising_leader": LEADER, "principal_leader": "主要领导"}
WAN = 1_000_000
"""One 万元 in 分."""
INDICATORS = (
    IndicatorEntry("产出指标", "质量指标", "网络应用正常运行率", Operator.EQUAL, 2500, Decimal("99.9"), unit="%"),
    IndicatorEntry("产出指标", "时效指标", "系统故障响应时间", Operator.BELOW, 2500, Decimal(2), unit="小时"),
    IndicatorEntry("效益指标", "社会效益指标", "网络安全性", Operator.QUALITATIVE, 1500, target_text="全年无重大事故"),
    IndicatorEntry("效益指标", "社会效益指标", "平台运行可靠性", Operator.AT_LEAST, 1500, Decimal("99.99"), unit="%"),
    IndicatorEntry(
        "满意度指标", "服务对象满意度指标", "使用单位满意度", Operator.AT_LEAST, 1000, Decimal(95), unit="%"
    ),
)


@dataclass
class Clock:
    """Stands still until a test moves it."""

    at: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.at

    def on(self, day: dt.date) -> None:
        """Ten in the morning of a day."""
        self.at = dt.datetime(day.year, day.month, day.day, 10, 0, tzinfo=OFFICE_ZONE)


@dataclass
class Office:
    """An open ledger with people who have their own keys."""

    ledger: Ledger
    clock: Clock
    seats: dict[str, Seat] = field(default_factory=dict)
    divisions: dict[str, int] = field(default_factory=dict)

    def do(self, who: str, verb: Callable[Concatenate[UnitOfWork, P], Done], *args: P.args, **kwargs: P.kwargs) -> int:
        """Somebody does something; gives the id of what it was about."""
        self.clock.at += dt.timedelta(minutes=1)
        return self.ledger.do(self.seats[who], verb, *args, **kwargs).id

    def ask(self, who: str, question: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Somebody asks something."""
        return self.ledger.ask(self.seats[who], question, *args, **kwargs)

    def confirm(self, who: str) -> Confirmation:
        """The password typed again before a signature."""
        return access.confirm(self.ledger, self.seats[who], PASSWORD)

    def agree(self, who: str, evaluation_id: int) -> int:
        """One hand agrees to a self-evaluation."""
        return self.do(who, evaluations.sign, evaluation_id, Signing(Decision.AGREE), self.confirm(who))

    def give_back(self, who: str, evaluation_id: int, opinion: str = "请补充偏差原因。") -> int:
        """One hand returns a self-evaluation."""
        return self.do(who, evaluations.sign, evaluation_id, Signing(Decision.RETURN, opinion), self.confirm(who))

    def hire(self, name: str, division: str, roles: frozenset[Role], charges: frozenset[int] = frozenset()) -> None:
        """Somebody joins, sets a password and thereby makes a key."""
        entry = PersonEntry(name, self.divisions[division], roles, charges, phone="0573-00000000")
        offered = self.ask("管理员", people.witnesses_due, None, entry)
        witness = access.witness(self.ledger, offered[0].id, PASSWORD) if offered else None
        person = self.do("管理员", people.add_person, entry, FIRST_PASSWORD, CHEAP, witness)
        first = access.log_in(self.ledger, person, FIRST_PASSWORD)
        self.seats[name] = access.set_own_password(self.ledger, first, FIRST_PASSWORD, PASSWORD)

    def project(self, name: str, year: int, goal: str, category: str = "cloud") -> int:
        """A confirmed project whose first year is open."""
        entry = ProjectEntry(name, category, self.divisions["大数据中心"], year, "示例内容", goal)
        project = self.do(CLERK, projects.save, entry)
        self.do(HEAD, projects.confirm, project, f"示例政数〔{year}〕1号", self.clock().date())
        self.do(CLERK, projects.open_year, project, year, goal)
        return project

    def appropriate(self, project: int, year: int, source: str, kind: AppropriationKind, amount: int) -> None:
        """Finance enters money."""
        entry = AppropriationEntry(source, kind, amount, f"示例财预〔{year}〕8号", self.clock().date())
        self.do(FINANCE, projects.appropriate, project, year, entry)

    def contract(self, project: int, *amounts: int) -> tuple[int, ...]:
        """A contract in force with a milestone per amount, each with its proof; gives the milestones."""
        today = self.clock().date()
        number = f"33050100{project:012d}"
        payee = self.do(
            CLERK,
            payees.save,
            PayeeEntry(f"示例云计算公司{project}", PayeeKind.INSTITUTION, account=AccountEntry("示例银行", number)),
        )
        account = self.ask(CLERK, payees.payee_row, payee).account
        assert account is not None
        lines = tuple(
            MilestoneEntry(f"第{place}期服务费", MilestoneKind.PROGRESS, amount, "考核合格", today)
            for place, amount in enumerate(amounts, start=1)
        )
        entry = ContractEntry(
            name="云资源服务合同", project_id=project, account_id=account.id, kind=ContractKind.SERVICES,
            method=ProcurementMethod.OPEN_TENDER, amount=sum(amounts), signed_on=today, start_on=today,
            end_on=dt.date(today.year + 1, 12, 31), milestones=lines,
        )  # fmt: skip
        contract = self.do(CLERK, contracts.save, entry)
        self.do(CLERK, contracts.attach_file, contract, file("合同.pdf", AttachmentKind.CONTRACT))
        self.do(HEAD, contracts.confirm, contract)
        found = tuple(row.id for row in self.ask(CLERK, milestones.milestones, contract_id=contract))
        proof = EvidenceEntry(EvidenceKind.ASSESSMENT, "服务考核", EvidenceResult.PASSED, today, 10000, today)
        for key in found:
            self.do(CLERK, evidence.add, key, proof, (file(f"考核{key}.pdf", AttachmentKind.ASSESSMENT),))
        return found

    def request(self, milestone: int, shares: tuple[tuple[str, int], ...]) -> int:
        """A request with invoice and reasons, submitted."""
        today, amount = self.clock().date(), sum(part for _, part in shares)
        seller = self.ask(CLERK, payees.payees)[-1].name
        draft = PaymentDraft(
            milestone_id=milestone, year=today.year, dated=today, amount=amount, shares=shares,
            invoices=(InvoiceEntry(f"2633200000{milestone:010d}", today, seller, amount),),
            economic_class="30227", purpose="按合同支付服务费", method="财政直接支付", actual_progress_bp=10000,
        )  # fmt: skip
        payment = self.do(CLERK, payments.save, draft)
        self.do(CLERK, payments.attach_file, payment, file(f"发票{payment}.pdf", AttachmentKind.INVOICE))
        cautions = wanting_reason(self.ask(CLERK, payments.check, draft, payment))
        reasons = tuple((one.rule, "已核实，按约定办理") for one in cautions)
        self.do(CLERK, payments.save, PaymentDraft(**{**vars(draft), "reasons": reasons}), payment)
        self.do(CLERK, payments.submit, payment)
        return payment

    def pay(self, milestone: int, *shares: tuple[str, int]) -> None:
        """A request that every hand signs and the cashier pays."""
        payment = self.request(milestone, shares)
        for step in self.ask(CLERK, lambda desk: document.route_of(desk, desk.get(Payment, payment))):
            given = Signing(Decision.AGREE, ticks=tuple(item.key for item in step.checklist))
            self.do(HANDS[step.key], payments.sign, payment, given, self.confirm(HANDS[step.key]))
        entry = DisbursementEntry(self.clock().date(), f"记-{payment:04d}")
        self.do(CASHIER, disbursements.register, payment, entry)


def file(name: str, kind: AttachmentKind = AttachmentKind.OTHER) -> NewFile:
    """A paper that differs from every other."""
    return NewFile(name, f"示例材料：{name}".encode(), kind)


def found_office(path: Path, clock: Clock) -> Office:
    """A new ledger with two divisions and one person per role."""
    founding = Founding(OFFICE, "大数据中心", "管理员", PASSWORD)
    ledger, administrator = create_ledger(path, founding, clock=clock, cost=CHEAP, synchronous="OFF")
    office = Office(ledger, clock, {"管理员": administrator}, {"大数据中心": 1})
    office.divisions["政务服务科"] = office.do("管理员", people.add_division, 1, "政务服务科")
    for name, role in ((CLERK, Role.CLERK), (OTHER_CLERK, Role.CLERK), (HEAD, Role.DIVISION_HEAD)):
        office.hire(name, "大数据中心", frozenset({role}))
    for name, role in ((FINANCE, Role.FINANCE), (CASHIER, Role.FINANCE), ("主要领导", Role.PRINCIPAL_LEADER)):
        office.hire(name, "政务服务科", frozenset({role}))
    office.hire(LEADER, "政务服务科", frozenset({Role.SUPERVISING_LEADER}), frozenset({1}))
    office.hire(STRANGER, "政务服务科", frozenset({Role.CLERK}))
    office.hire(AUDITOR, "政务服务科", frozenset({Role.AUDITOR}))
    return office


@dataclass(frozen=True)
class Year:
    """The cloud project of 2026 with money and indicators; ids in the order of the form."""

    office: Office
    project: int
    milestones: tuple[int, ...]
    indicators: tuple[int, ...]

    def scores(self, **changed: ScoreEntry) -> tuple[ScoreEntry, ...]:
        """What was achieved: all reached but the reliability, which is explained. `a` to `e` replace a line."""
        first = {
            "a": ScoreEntry(self.indicators[0], Decimal("99.9")),
            "b": ScoreEntry(self.indicators[1], Decimal("1.6")),
            "c": ScoreEntry(self.indicators[2], rating_bp=10000),
            "d": ScoreEntry(self.indicators[3], Decimal("99.90"), explanation="7月机房供电检修，已增设双路供电。"),
            "e": ScoreEntry(self.indicators[4], Decimal(96)),
        }
        return tuple((first | changed).values())

    def draft(self, **changed: ScoreEntry) -> EvaluationDraft:
        """A complete self-evaluation of 2026."""
        return EvaluationDraft(
            project_id=self.project,
            year=2026,
            dated=self.office.clock().date(),
            scores=self.scores(**changed),
            outcome="云资源全年可用。",
            execution_explanation="第四季度服务费次年支付。",
            phone="0573-00000000",
        )

    def saved(self, **changed: ScoreEntry) -> int:
        """A stored draft that is ready to be submitted."""
        return self.office.do(CLERK, evaluations.save, self.draft(**changed))

    def submitted(self, **changed: ScoreEntry) -> int:
        """A self-evaluation in approval."""
        evaluation = self.saved(**changed)
        self.office.do(CLERK, evaluations.submit, evaluation)
        return evaluation

    def approved(self) -> int:
        """A self-evaluation with every hand."""
        evaluation = self.submitted()
        self.office.agree(HEAD, evaluation)
        self.office.agree(LEADER, evaluation)
        return evaluation


def plan(office: Office, project: int, year: int, entries: tuple[IndicatorEntry, ...], scheme: str) -> tuple[int, ...]:
    """Sets the indicators of a year and gives their ids."""
    goal = office.ask(CLERK, indicators.of_year, project, year).goal
    office.do(CLERK, indicators.set_for_year, project, year, goal, entries, scheme)
    return tuple(entry.id for entry in office.ask(CLERK, indicators.of_year, project, year).entries)


def build(path: Path) -> Year:
    """2026: 430 万 of the office's own budget, 20 万 carried over from a transfer; 375 万 and 37.5 万 paid."""
    clock = Clock(dt.datetime(2026, 3, 2, 10, 0, tzinfo=OFFICE_ZONE))
    office = found_office(path, clock)
    project = office.project("政务云服务项目", 2026, "保障全市部门政务云资源正常使用。")
    office.appropriate(project, 2026, "local", AppropriationKind.INITIAL, 420 * WAN)
    office.appropriate(project, 2026, "local", AppropriationKind.ADDITION, 15 * WAN)
    office.appropriate(project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    office.appropriate(project, 2026, "transfer", AppropriationKind.CARRY_OVER, 20 * WAN)
    found = office.contract(project, 375 * WAN, 3_750 * WAN // 100, 10 * WAN)
    office.pay(found[0], ("local", 375 * WAN))
    office.pay(found[1], ("local", 25 * WAN), ("transfer", 12 * WAN + WAN // 2))
    ids = plan(office, project, 2026, INDICATORS, "2020-10")
    clock.on(dt.date(2026, 12, 28))
    return Year(office, project, found, ids)


@contextmanager
def opened(template: Year, folder: Path) -> Iterator[Year]:
    """A fresh copy of a finished ledger, opened for one test; the keys in the seats stay those of the template."""
    source = template.office.ledger.path
    target = folder / source.name
    shutil.copyfile(source, target)
    shutil.copytree(attachments_folder(source), attachments_folder(target))
    clock = Clock(template.office.clock.at)
    ledger = open_ledger(target, clock=clock, cost=CHEAP, synchronous="OFF")
    try:
        office = Office(ledger, clock, template.office.seats, template.office.divisions)
        yield Year(office, template.project, template.milestones, template.indicators)
    finally:
        ledger.close()
