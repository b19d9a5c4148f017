"""What a leader sees at the signing desk: documents of every kind that wait for the hand, or passed through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fundapp.models import Evaluation, Payment, Project, ProjectYear, SignOff, SignRound
from fundapp.rules.finding import Finding
from fundapp.rules.route import Step
from fundapp.rules.signoff import Offer
from fundapp.services import evaluation_list, evaluation_sheet, evaluations, payment_sheet, payments, printing
from fundapp.services.attachments import FileRow
from fundapp.services.clock import office_time
from fundapp.services.desk import Desk
from fundapp.services.done import Done
from fundapp.services.rounds import RoundRow
from fundapp.values.choices import Decision
from fundapp.values.documents import FormKind, SubjectKind
from fundapp.values.money import Fen, yuan
from fundapp.values.score import points_text

SHOWN = 100


@dataclass(frozen=True)
class DeskRow:
    """A document on the desk.

    Attributes:
        headline: project.
        amount_text: 支付 375,000.00 元, or 自评 98.95 分.
        note: number and division, or what was decided and when.
        days_left: days until the payment is due; None when no clock runs.
        hints: how many checks are not plainly green.
        amount: 分; 0 for an evaluation.
    """

    kind: SubjectKind
    id: int
    number: str
    headline: str
    amount_text: str
    note: str
    days_left: int | None = None
    hints: int = 0
    amount: Fen = 0


@dataclass(frozen=True)
class DeskDocument:
    """Everything the desk shows beside the page itself."""

    kind: SubjectKind
    id: int
    number: str
    pdf: bytes
    findings: tuple[Finding, ...]
    reasons: tuple[tuple[str, str], ...]
    files: tuple[FileRow, ...]
    rounds: tuple[RoundRow, ...]
    step: Step | None
    agree: Offer | None
    give_back: Offer | None
    whole: Fen
    paid: Fen
    this: Fen
    purpose: str

    @property
    def all_green(self) -> bool:
        """Every check is met without a caution."""
        return all(finding.passed for finding in self.findings)


SIGN: dict[SubjectKind, Callable[..., Done]] = {
    SubjectKind.PAYMENT: payments.sign,
    SubjectKind.EVALUATION: evaluations.sign,
}
"""The verb that signs a document of each kind."""


def waiting(desk: Desk) -> tuple[DeskRow, ...]:
    """Documents that wait for the hand of the person asking, the most urgent first."""
    rows = [
        DeskRow(
            SubjectKind.PAYMENT,
            row.id,
            row.number,
            row.project,
            f"支付 {yuan(row.amount)} 元",
            f"{row.number} · {row.division}",
            row.days_left,
            row.cautions,
            row.amount,
        )
        for row in payment_sheet.queue(desk)
    ]
    rows += [
        DeskRow(
            SubjectKind.EVALUATION,
            found.row.id,
            found.row.number,
            found.row.project,
            f"{found.row.year} 年度绩效自评" + (f" {points_text(found.row.points)} 分" if found.row.points else ""),
            f"{found.row.number} · {found.row.division}",
        )
        for found in evaluation_list.queue(desk)
    ]
    return tuple(rows)


def passed(desk: Desk, decision: Decision) -> tuple[DeskRow, ...]:
    """Documents the person signed, or returned, newest first."""
    if desk.me is None:
        return ()
    query = (
        select(SignOff, SignRound)
        .join(SignRound, SignRound.id == SignOff.round_id)
        .where(SignOff.person_id == desk.me.id, SignOff.decision == decision)
        .order_by(SignOff.id.desc())
        .limit(SHOWN)
    )
    return tuple(_passed_row(desk, sign_off, round_) for sign_off, round_ in desk.session.execute(query))


def _passed_row(desk: Desk, sign_off: SignOff, round_: SignRound) -> DeskRow:
    note = f"{office_time(sign_off.signed_at):%Y-%m-%d %H:%M} 第 {round_.number} 轮 {sign_off.opinion}"
    if round_.subject_kind == SubjectKind.PAYMENT:
        payment = desk.get(Payment, round_.subject_id)
        name = desk.get(Project, payment.project_id).name
        return DeskRow(
            SubjectKind.PAYMENT, payment.id, payment.number or "", name, f"支付 {yuan(payment.amount)} 元", note
        )
    evaluation = desk.get(Evaluation, round_.subject_id)
    year = desk.get(ProjectYear, evaluation.project_year_id)
    name = desk.get(Project, year.project_id).name
    return DeskRow(
        SubjectKind.EVALUATION, evaluation.id, evaluation.number or "", name, f"{year.year} 年度绩效自评", note
    )


def document(desk: Desk, kind: SubjectKind, key: int) -> DeskDocument:
    """One document with the very page that will be printed. Raises NotFound."""
    if kind == SubjectKind.PAYMENT:
        payment = payment_sheet.sheet(desk, key)
        grant = payment.milestone_money if payment.basis_kind == "allocation" else payment.basis
        return DeskDocument(
            pdf=printing.shown(desk, FormKind.PAYMENT_APPROVAL, key),
            whole=grant.limit,
            paid=grant.paid,
            this=payment.amount,
            purpose=payment.draft.purpose,
            reasons=payment.draft.reasons,
            **_common(kind, payment),
        )
    evaluation = evaluation_sheet.sheet(desk, key)
    return DeskDocument(
        pdf=printing.shown(desk, FormKind.EVALUATION, key),
        whole=evaluation.money.total.adjusted,
        paid=evaluation.money.total.executed,
        this=0,
        purpose="",
        reasons=(),
        **_common(kind, evaluation),
    )


def _common(kind: SubjectKind, sheet: payment_sheet.PaymentSheet | evaluation_sheet.EvaluationSheet) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": sheet.id,
        "number": sheet.number,
        "findings": sheet.findings,
        "files": sheet.files,
        "rounds": sheet.rounds,
        "step": sheet.step,
        "agree": sheet.offer("agree"),
        "give_back": sheet.offer("return"),
    }
