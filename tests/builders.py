"""A small office with real people, keys and papers, built through the services only.

`office(tmp_path)` gives an open ledger with one seat per role; each method is one thing the office does and returns
the id it made, so that a test says what it is about in a few lines::

    place = office(tmp_path)
    milestone, _ = place.contract().milestones
    request = place.request(milestone)
    place.submit(request)
    place.sign(request, place.head)
"""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from fundapp.models import Payment
from fundapp.places import attachments_folder
from fundapp.rules.finding import wanting_reason
from fundapp.services import (
    allocations,
    contracts,
    disbursements,
    document,
    evidence,
    milestones,
    payees,
    payments,
    projects,
)
from fundapp.services.attachments import NewFile
from fundapp.services.contracts import ContractEntry, ItemEntry
from fundapp.services.desk import Desk
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.ledger import Founding, create_ledger, open_ledger
from fundapp.services.milestones import MilestoneEntry
from fundapp.services.payees import AccountEntry, PayeeEntry
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.services.payment_facts import basis_of
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.services.seat import Seat
from fundapp.services.signing import Signing, Strokes
from fundapp.values.choices import (
    AppropriationKind,
    AttachmentKind,
    ContractKind,
    Decision,
    EvidenceKind,
    EvidenceResult,
    FirmSize,
    MilestoneKind,
    PayeeKind,
    ProcurementMethod,
)
from fundapp.values.roles import Role
from tests.office_people import CHEAP, FIRST_PASSWORD, PASSWORD, START, OfficeClock, People

__all__ = [
    "CHEAP",
    "COMPANY",
    "COMPANY_USCC",
    "FIRST_PASSWORD",
    "ONE_LINE_PDF",
    "PASSWORD",
    "START",
    "STROKES",
    "Basis",
    "Office",
    "OfficeClock",
    "copied",
    "office",
]

COMPANY = "示例信息技术有限公司"
COMPANY_USCC = "91110000600037341L"
STROKES: Strokes = (((120, 200), (180, 140), (260, 260)), ((300, 120), (300, 300)))
ONE_LINE_PDF = b"%PDF-1.4 sample"


@dataclass(frozen=True)
class Basis:
    """A contract or allocation list in force: its id and the ids of its milestones or lines, in order."""

    id: int
    milestones: tuple[int, ...]


@dataclass
class Office(People):
    """The people with what they pay and how; see the module's text."""

    # What is paid, and on what ground. Every default fits every other.

    def payee(
        self, name: str = COMPANY, kind: PayeeKind = PayeeKind.COMPANY, uscc: str = COMPANY_USCC
    ) -> tuple[int, int]:
        """A payee with its account: (payee id, account id). The same name gives the same payee."""
        found = next((row for row in self.ask(payees.payees) if row.name == name), None)
        if found is None:
            self._serial += 1
            entry = PayeeEntry(
                name,
                kind,
                uscc if kind is PayeeKind.COMPANY else "",
                FirmSize.SMALL if kind is PayeeKind.COMPANY else FirmSize.NONE,
                account=AccountEntry("示例银行营业部", f"3110{self._serial:014d}"),
            )
            found = self.ask(payees.payee_row, self.do(self.clerk, payees.save, entry))
        assert found.account is not None
        return found.id, found.account.id

    def project(
        self,
        name: str = "政务服务平台运行维护项目",
        *,
        category: str = "it",
        year: int = 2026,
        start: int | None = None,
        budget: dict[str, int] | None = None,
    ) -> int:
        """A project in force with its year open and money appropriated; `budget` is 分 per source.

        Its term begins with `start`, by default with that year.
        """
        begins = year if start is None else start
        project_id = self.do(self.clerk, projects.save, ProjectEntry(name, category, self.division_id, begins))
        self.do(self.head, projects.confirm, project_id, f"示例批〔{year}〕1号", dt.date(year, 1, 15))
        self.do(self.clerk, projects.open_year, project_id, year, "系统稳定可用，窗口业务不中断。")
        for source, amount in ({"local": 100_000_00} if budget is None else budget).items():
            self.appropriate(project_id, amount, source=source, year=year)
        return project_id

    def appropriate(
        self,
        project_id: int,
        amount: int,
        *,
        source: str = "local",
        year: int = 2026,
        kind: AppropriationKind = AppropriationKind.INITIAL,
    ) -> int:
        """Finance enters an appropriation; gives its id."""
        entry = AppropriationEntry(source, kind, amount, f"示例财预〔{year}〕3号", dt.date(year, 1, 20))
        return self.do(self.finance, projects.appropriate, project_id, year, entry)

    def contract(
        self,
        project_id: int | None = None,
        parts: tuple[int, ...] = (30_000_00, 50_000_00),
        *,
        in_force: bool = True,
        payee: str = COMPANY,
    ) -> Basis:
        """A contract with one progress milestone per part (分), its scan attached; confirmed unless told otherwise."""
        project_id = self.project() if project_id is None else project_id
        _, account_id = self.payee(payee)
        lines = tuple(
            MilestoneEntry(
                f"第{number}期进度款",
                MilestoneKind.PROGRESS,
                amount,
                "阶段工作完成并经确认",
                evidence_required=EvidenceKind.PROGRESS,
                agreed_progress_bp=5000,
            )
            for number, amount in enumerate(parts, start=1)
        )
        entry = ContractEntry(
            name="政务服务平台运行维护合同",
            project_id=project_id,
            account_id=account_id,
            kind=ContractKind.SERVICES,
            method=ProcurementMethod.COMPETITIVE_CONSULTATION,
            amount=sum(parts),
            signed_on=dt.date(2026, 2, 10),
            start_on=dt.date(2026, 2, 10),
            end_on=dt.date(2026, 12, 31),
            milestones=lines,
            items=(ItemEntry("平台运行维护服务", Decimal(1), "年", sum(parts), sum(parts)),),
            firm_size=FirmSize.SMALL,
        )
        contract_id = self.do(self.clerk, contracts.save, entry)
        self.do(self.clerk, contracts.attach_file, contract_id, self.file("合同扫描件.pdf", AttachmentKind.CONTRACT))
        if in_force:
            self.do(self.head, contracts.confirm, contract_id)
        return Basis(contract_id, self._milestones(contract_id=contract_id))

    def allocation(self, project_id: int, lines: dict[str, int], *, year: int = 2026) -> Basis:
        """An allocation list in force: 分 per town, its document attached. The project is one of grants."""
        entries = tuple(
            MilestoneEntry(
                f"{town}补助",
                MilestoneKind.GRANT,
                amount,
                "按分配文件拨付",
                account_id=self.payee(town, PayeeKind.TOWN)[1],
            )
            for town, amount in lines.items()
        )
        entry = allocations.AllocationEntry(
            "便民服务中心补助分配清单",
            project_id,
            year,
            sum(lines.values()),
            f"示例政办〔{year}〕5号",
            dt.date(year, 2, 1),
            entries,
        )
        allocation_id = self.do(self.clerk, allocations.save, entry)
        self.do(self.clerk, allocations.attach_file, allocation_id, self.file("分配文件.pdf", AttachmentKind.BASIS))
        self.do(self.head, allocations.confirm, allocation_id)
        return Basis(allocation_id, self._milestones(allocation_id=allocation_id))

    def _milestones(self, *, contract_id: int | None = None, allocation_id: int | None = None) -> tuple[int, ...]:
        rows = self.ask(milestones.milestones, contract_id=contract_id, allocation_id=allocation_id)
        return tuple(row.id for row in rows)

    def file(self, name: str, kind: AttachmentKind = AttachmentKind.OTHER) -> NewFile:
        """A small file unlike any other."""
        self._serial += 1
        return NewFile(name, ONE_LINE_PDF + f" {self._serial} {name}".encode(), kind)

    def evidence(self, milestone_id: int, kind: EvidenceKind = EvidenceKind.PROGRESS) -> int:
        """A passed proof of full progress for a milestone, with its file."""
        entry = EvidenceEntry(kind, f"{kind.label}（示例）", EvidenceResult.PASSED, self.clock.today, 10000)
        return self.do(
            self.clerk, evidence.add, milestone_id, entry, (self.file("进度确认单.pdf", AttachmentKind.ACCEPTANCE),)
        )

    # A payment request from the first word to the bank.

    def draft(self, milestone_id: int, amount: int | None = None, *, year: int = 2026) -> PaymentDraft:
        """What a clerk would type for this milestone: the whole of it, invoiced, from the local budget."""
        basis = self.ask(basis_of, milestone_id)
        wanted = basis.milestone.amount if amount is None else amount
        self._serial += 1
        invoice = InvoiceEntry(f"2644{self._serial:016d}", self.clock.today, basis.party.name, wanted)
        return PaymentDraft(
            milestone_id=milestone_id,
            year=year,
            dated=self.clock.today,
            amount=wanted,
            shares=(("local", wanted),),
            invoices=(invoice,) if basis.contract else (),
            economic_class="30227",
            purpose="按合同约定支付阶段款" if basis.contract else "按分配文件拨付运行补助",
            method="授权支付",
            actual_progress_bp=10000,
            reduction_reason="" if wanted == basis.milestone.amount else "按实际完成的工作量支付",
        )

    def save(self, draft: PaymentDraft, payment_id: int | None = None, *, by: Seat | None = None) -> int:
        """Store a request; every caution gets a reason. Gives its id."""
        payment_id = self.do(by or self.clerk, payments.save, draft, payment_id)
        findings = self.ask(payments.check, draft, payment_id)
        reasons = tuple((each.rule, "已核实，情况属实") for each in findings if wanting_reason((each,)))
        if reasons and not draft.reasons:
            self.do(by or self.clerk, payments.save, replace(draft, reasons=reasons, version=None), payment_id)
        return payment_id

    def request(self, milestone_id: int, amount: int | None = None, *, with_evidence: bool = True) -> int:
        """A stored request that is ready to be submitted, with evidence and its invoice attached; gives its id."""
        if with_evidence:
            self.evidence(milestone_id)
        draft = self.draft(milestone_id, amount)
        payment_id = self.do(self.clerk, payments.save, draft)
        kind = AttachmentKind.INVOICE if draft.invoices else AttachmentKind.ASSESSMENT
        self.do(self.clerk, payments.attach_file, payment_id, self.file(f"{kind.label}.pdf", kind))
        return self.save(draft, payment_id)

    def submit(self, payment_id: int, *, by: Seat | None = None) -> int:
        """Send the request for sign-off."""
        return self.do(by or self.clerk, payments.submit, payment_id)

    def sign(
        self,
        payment_id: int,
        seat: Seat,
        decision: Decision = Decision.AGREE,
        *,
        opinion: str = "",
        ticks: tuple[str, ...] = ("basis", "amount", "progress"),
        strokes: Strokes = STROKES,
    ) -> int:
        """One hand; the clock moves on by a minute first."""
        self.clock.pass_by(minutes=1)
        given = Signing(decision, opinion, ticks if seat is self.supervisor else (), strokes)
        return self.do(seat, payments.sign, payment_id, given, self.confirm(seat))

    def give_back(self, payment_id: int, seat: Seat, opinion: str = "请补充进度确认单") -> int:
        """A signer returns the request with an opinion."""
        return self.sign(payment_id, seat, Decision.RETURN, opinion=opinion)

    def approve(self, payment_id: int) -> int:
        """Submit, and all hands of the route in their order."""
        self.submit(payment_id)
        for step in self.ask(_route, payment_id):
            self.sign(payment_id, self.signer(step))
        return payment_id

    def pay(self, payment_id: int) -> int:
        """The cashier registers the disbursement, its voucher attached; gives the disbursement's id."""
        self.clock.pass_by(minutes=1)
        self._serial += 1
        entry = DisbursementEntry(self.clock.today, f"记-{self._serial:04d}", f"HD{self._serial:08d}")
        files = (self.file("付款回单.pdf", AttachmentKind.VOUCHER),)
        return self.do(self.cashier, disbursements.register, payment_id, entry, files)


def copied(place: Office, folder: Path, name: str = "") -> Office:
    """A closed office again in another folder, open, with its people at their desks and a clock of its own."""
    path = folder / (f"{name}.fund" if name else place.path.name)
    shutil.copyfile(place.path, path)
    if attachments_folder(place.path).is_dir():
        shutil.copytree(attachments_folder(place.path), attachments_folder(path))
    clock = OfficeClock(place.clock.at)
    ledger = open_ledger(path, clock=clock, cost=CHEAP, synchronous="OFF")
    return replace(place, ledger=ledger, clock=clock, seats=dict(place.seats))


def _route(desk: Desk, payment_id: int) -> tuple[Role, ...]:
    return tuple(step.role for step in document.route_of(desk, desk.get(Payment, payment_id)))


def office(folder: Path, *, at: dt.datetime = START, name: str = "示例账套") -> Office:
    """A ledger in `folder` with everybody hired and nothing else in it yet.

    Founding and hiring are thirty acts: they are done once per process, and every office that starts at `START` is a
    copy of that file.
    """
    return copied(_template(), folder, name) if at == START else _founded(folder, at, name)


@cache
def _template() -> Office:
    folder = Path(tempfile.mkdtemp(prefix="fundapp-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    place = _founded(folder, START, "样板")
    place.ledger.close()
    return place


def _founded(folder: Path, at: dt.datetime, name: str) -> Office:
    clock = OfficeClock(at)
    founding = Founding("示例市政务服务管理局", "综合科", "管理员", PASSWORD)
    ledger, seat = create_ledger(folder / f"{name}.fund", founding, clock=clock, cost=CHEAP, synchronous="OFF")
    place = Office(ledger, clock, seat, 1)
    place.hire("经办人", Role.CLERK)
    place.hire("另一经办人", Role.CLERK)
    place.hire("科室负责人", Role.DIVISION_HEAD)
    place.hire("财务", Role.FINANCE)
    place.hire("出纳", Role.FINANCE)
    place.hire("分管领导", Role.SUPERVISING_LEADER, charges=(1,))
    place.hire("主要领导", Role.PRINCIPAL_LEADER)
    place.hire("监督人员", Role.AUDITOR)
    return place
