"""What a leader sees at the signing desk: documents of every kind that wait for the hand, or passed through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.models import (
    Application,
    Division,
    Evaluation,
    Monitoring,
    Payment,
    Project,
    ProjectYear,
    SignedDocument,
    SignOff,
    SignRound,
    TermReview,
)
from fundapp.rules.finding import Finding
from fundapp.rules.route import ARTICLES, Step
from fundapp.rules.signoff import Offer
from fundapp.services import (
    application_sheet,
    applications,
    document_sheet,
    evaluation_sheet,
    evaluations,
    monitoring_sheet,
    monitorings,
    payment_sheet,
    payments,
    printing,
    term_review_sheet,
    term_reviews,
)
from fundapp.services.attachments import FileRow
from fundapp.services.clock import office_time
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import BarMoney, standing
from fundapp.services.document_verbs import D, DocumentKind
from fundapp.services.done import Done
from fundapp.services.rounds import RoundRow
from fundapp.values.choices import Decision
from fundapp.values.documents import FormKind, SubjectKind
from fundapp.values.money import Fen, yuan

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
        amount: 分; 0 for anything but a payment request.
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
    """Everything the desk shows beside the page itself. `article`: the one that asks for the hands on it."""

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
    money: BarMoney | None
    purpose: str
    article: str

    @property
    def all_green(self) -> bool:
        """Every check is met without a caution."""
        return all(finding.passed for finding in self.findings)


@dataclass(frozen=True)
class DeskKind:
    """What the desk has to know of one kind of document.

    Attributes:
        record: the table's class.
        sign: the verb that signs it.
        waiting: documents that wait for the hand of the person asking.
        passed: number, project and what it is about, of one that was signed.
        document: everything shown beside the page.
    """

    record: type[Payment] | type[SignedDocument]
    sign: Callable[..., Done]
    waiting: Callable[[Desk], list[DeskRow]]
    passed: Callable[[Desk, int], tuple[str, str, str]]
    document: Callable[[Desk, int], DeskDocument]


def _payments_waiting(desk: Desk) -> list[DeskRow]:
    return [
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


def _payment_passed(desk: Desk, key: int) -> tuple[str, str, str]:
    payment = desk.get(Payment, key)
    return payment.number or "", desk.get(Project, payment.project_id).name, f"支付 {yuan(payment.amount)} 元"


def _payment_document(desk: Desk, key: int) -> DeskDocument:
    payment = payment_sheet.sheet(desk, key)
    grant = payment.milestone_money if payment.basis_kind == "allocation" else payment.basis
    return DeskDocument(
        kind=SubjectKind.PAYMENT,
        id=payment.id,
        number=payment.number,
        pdf=printing.shown(desk, FormKind.PAYMENT_APPROVAL, key),
        findings=payment.findings,
        reasons=payment.draft.reasons,
        files=payment.files,
        rounds=payment.rounds,
        step=payment.step,
        agree=payment.offer("agree"),
        give_back=payment.offer("return"),
        money=BarMoney("合同支付进度", grant.limit, grant.paid, payment.amount),
        purpose=payment.draft.purpose,
        article=ARTICLES["payment"],
    )


def signed_document(
    kind: DocumentKind[D],
    sign: Callable[..., Done],
    form: FormKind,
    title: Callable[[Desk, D], tuple[str, str]],
    findings: Callable[[Desk, D], tuple[Finding, ...]],
    money: Callable[[Desk, D], BarMoney | None],
) -> DeskKind:
    """The desk's entry of a document that is signed by the shared verbs.

    Args:
        kind: how it is signed.
        sign: its verb.
        form: the page that is shown.
        title: project, and what it is about in a few words.
        findings: of its rules, as they stand now.
        money: for the money bar; None without one.
    """

    def row(desk: Desk, found: D) -> DeskRow:
        project, about = title(desk, found)
        note = f"{found.number} · {desk.get(Division, found.division_id).name}"
        return DeskRow(kind.subject, found.id, found.number or "", project, about, note)

    def passed_one(desk: Desk, key: int) -> tuple[str, str, str]:
        found = desk.get(kind.record, key)
        return (found.number or "", *title(desk, found))

    def shown(desk: Desk, key: int) -> DeskDocument:
        found = desk.get(kind.record, key)
        stands = standing(desk, kind, found)
        return DeskDocument(
            kind=kind.subject,
            id=found.id,
            number=stands.number,
            pdf=printing.shown(desk, form, key),
            findings=findings(desk, found),
            reasons=(),
            files=stands.files,
            rounds=stands.rounds,
            step=stands.step,
            agree=stands.offer("agree"),
            give_back=stands.offer("return"),
            money=money(desk, found),
            purpose="",
            article=kind.article,
        )

    def waits(desk: Desk) -> list[DeskRow]:
        return [row(desk, found) for found in document_sheet.waiting(desk, kind)]

    return DeskKind(kind.record, sign, waits, passed_one, shown)


KINDS: dict[SubjectKind, DeskKind] = {
    SubjectKind.PAYMENT: DeskKind(Payment, payments.sign, _payments_waiting, _payment_passed, _payment_document),
    SubjectKind.APPLICATION: signed_document(
        applications.KIND,
        applications.sign,
        FormKind.APPLICATION,
        application_sheet.title,
        application_sheet.findings,
        application_sheet.bar_money,
    ),
    SubjectKind.EVALUATION: signed_document(
        evaluations.KIND,
        evaluations.sign,
        FormKind.EVALUATION,
        evaluation_sheet.title,
        evaluation_sheet.findings,
        evaluation_sheet.bar_money,
    ),
    SubjectKind.MONITORING: signed_document(
        monitorings.KIND,
        monitorings.sign,
        FormKind.MONITORING,
        monitoring_sheet.title,
        monitoring_sheet.findings,
        monitoring_sheet.bar_money,
    ),
    SubjectKind.TERM_REVIEW: signed_document(
        term_reviews.KIND,
        term_reviews.sign,
        FormKind.TERM_REVIEW,
        term_review_sheet.title,
        term_review_sheet.findings,
        term_review_sheet.bar_money,
    ),
}
"""Every kind of document that comes to the desk, in the order of the queue."""


def waiting(desk: Desk) -> tuple[DeskRow, ...]:
    """Documents that wait for the hand of the person asking, the most urgent first."""
    return tuple(row for kind in KINDS.values() for row in kind.waiting(desk))


def count_waiting(desk: Desk) -> int:
    """How many there are, without judging any of them."""
    others = (kind for subject, kind in KINDS.items() if subject is not SubjectKind.PAYMENT)
    return payment_sheet.count_waiting(desk) + sum(len(kind.waiting(desk)) for kind in others)


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
    found = desk.session.execute(query).all()
    _read_ahead(desk, [round_ for _, round_ in found])
    return tuple(_passed_row(desk, sign_off, round_) for sign_off, round_ in found)


def _read_ahead(desk: Desk, rounds: Sequence[SignRound]) -> None:
    """Documents, years and projects behind all rows at once: otherwise each row asks for its own."""
    documents: list[Payment | SignedDocument] = []
    for subject, kind in KINDS.items():
        documents += desk.gather(kind.record, (one.subject_id for one in rounds if one.subject_kind == subject))
    yearly = (one for one in documents if isinstance(one, Application | Evaluation | Monitoring))
    years = desk.gather(ProjectYear, (one.project_year_id for one in yearly))
    direct = (one for one in documents if isinstance(one, Payment | TermReview))
    desk.gather(Project, (one.project_id for one in (*years, *direct)))


def _passed_row(desk: Desk, sign_off: SignOff, round_: SignRound) -> DeskRow:
    note = f"{office_time(sign_off.signed_at):%Y-%m-%d %H:%M} 第 {round_.number} 轮 {sign_off.opinion}"
    kind = SubjectKind(round_.subject_kind)
    return DeskRow(kind, round_.subject_id, *KINDS[kind].passed(desk, round_.subject_id), note)


def document(desk: Desk, kind: SubjectKind, key: int) -> DeskDocument:
    """One document with the very page that will be printed. Raises NotFound."""
    return KINDS[kind].document(desk, key)
