"""Printed forms: a draft to look at, or an issued form with number, code and an entry in the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from fundapp.errors import Refused
from fundapp.forms import (
    application_form,
    evaluation_form,
    monitoring_form,
    payment_approval,
    rectification_form,
    term_review_form,
)
from fundapp.forms.evaluation_blanks import EvaluationBlanks
from fundapp.forms.imprint import Imprint
from fundapp.models import (
    Application,
    Evaluation,
    IssuedForm,
    LedgerInfo,
    Monitoring,
    Payment,
    Rectification,
    SignedDocument,
    TermReview,
)
from fundapp.places import attachments_folder
from fundapp.rules import access
from fundapp.seal.canonical import canonical, digest
from fundapp.seal.codes import form_code, show
from fundapp.services import (
    application_paper,
    evaluation_paper,
    monitoring_paper,
    payment_paper,
    rectification_paper,
    term_review_paper,
)
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.unit_of_work import UnitOfWork, chain_head
from fundapp.storage import attachments as store
from fundapp.values.choices import DocumentState, PaymentState, RectificationState
from fundapp.values.documents import FormKind, SubjectKind


@dataclass(frozen=True)
class Paper:
    """How one kind of form is filled and drawn, and in which states its last signature is on it.

    `unfinished` and `article` say why it is not issued before, `remedy` what is waited for. `open` says that it can be
    issued now, `outdated` what became of an issue that does not say what the ledger says any more. A form that has
    several layouts names them in `variants` as (key, title), the office's own first, and `arrange` puts its blanks
    into one.
    """

    kind: FormKind
    subject: SubjectKind
    record: type[Payment] | type[SignedDocument] | type[Rectification]
    fill: Callable[[Desk, int, Imprint], Any]
    draw: Callable[[Any], bytes]
    final: frozenset[str]
    unfinished: str = "最后一个签字完成之前只能预览草稿，不能出具正式表单。"
    article: str = "第十二条"
    remedy: str = "请等签批完成。"
    open: str = "签批已完成，可以出具正式表单。"
    outdated: str = "出具之后内容有变化（如已拨付），原表单不再有效，请重新出具。"
    variants: Callable[[Desk, int], tuple[tuple[str, str], ...]] | None = None
    arrange: Callable[[Any, str], Any] | None = None


PAPERS: dict[FormKind, Paper] = {
    FormKind.PAYMENT_APPROVAL: Paper(
        FormKind.PAYMENT_APPROVAL,
        SubjectKind.PAYMENT,
        Payment,
        payment_paper.blanks,
        payment_approval.draw,
        frozenset({PaymentState.APPROVED, PaymentState.PAID}),
    ),
    FormKind.APPLICATION: Paper(
        FormKind.APPLICATION,
        SubjectKind.APPLICATION,
        Application,
        application_paper.blanks,
        application_form.draw,
        frozenset({DocumentState.APPROVED}),
    ),
    FormKind.EVALUATION: Paper(
        FormKind.EVALUATION,
        SubjectKind.EVALUATION,
        Evaluation,
        evaluation_paper.blanks,
        evaluation_form.draw,
        frozenset({DocumentState.APPROVED}),
        variants=evaluation_paper.variants,
        arrange=evaluation_paper.arranged,
    ),
    FormKind.MONITORING: Paper(
        FormKind.MONITORING,
        SubjectKind.MONITORING,
        Monitoring,
        monitoring_paper.blanks,
        monitoring_form.draw,
        frozenset({DocumentState.APPROVED}),
    ),
    FormKind.TERM_REVIEW: Paper(
        FormKind.TERM_REVIEW,
        SubjectKind.TERM_REVIEW,
        TermReview,
        term_review_paper.blanks,
        term_review_form.draw,
        frozenset({DocumentState.APPROVED}),
    ),
    FormKind.RECTIFICATION: Paper(
        FormKind.RECTIFICATION,
        SubjectKind.RECTIFICATION,
        Rectification,
        rectification_paper.blanks,
        rectification_form.draw,
        # the notice demands the rectification: it goes out when the problem is registered, and again with the feedback
        frozenset({RectificationState.OPEN, RectificationState.REPORTED, RectificationState.CLOSED}),
        "整改事项已作废，不能出具正式表单。",
        "第十三条",
        "确需整改的，请另行登记。",
        "可以出具：登记后作为整改通知送责任科室签收，销号后连同反馈再次出具并归档。",
        "出具之后又有新的办理情况，需要时请再次出具；已出具的仍保留在出具登记中。",
    ),
}


def why_not(desk: Desk, kind: FormKind, subject_id: int) -> str:
    """Why the person asking cannot issue the form now; empty when it can be issued. Raises NotFound."""
    paper = PAPERS[kind]
    subject = desk.get(paper.record, subject_id)
    if subject.state not in paper.final or not subject.number:
        return paper.unfinished
    if desk.me is None or not access.may(desk.me, "forms.issue"):
        return "您的角色只能查看，不能出具正式表单。"
    return ""


def ready(desk: Desk, kind: FormKind) -> tuple[tuple[int, str], ...]:
    """Id and number of every document whose form can be issued, oldest first."""
    paper = PAPERS[kind]
    record: Any = paper.record
    query = select(record.id, record.number).where(record.state.in_(paper.final)).order_by(record.id)
    return tuple((key, number or "") for key, number in desk.session.execute(query))


def office_of(desk: Desk) -> str:
    """The office that issues the forms."""
    return desk.get(LedgerInfo, 1).office


def layouts(desk: Desk, kind: FormKind, subject_id: int) -> tuple[tuple[str, str], ...]:
    """(key, title) of the layouts a form can be printed in, the office's own first; empty when it has one only."""
    variants = PAPERS[kind].variants
    return variants(desk, subject_id) if variants is not None else ()


def preview(desk: Desk, kind: FormKind, subject_id: int, layout: str = "") -> bytes:
    """The form as PDF with the watermark 草稿 and no number: the very page that will be printed.

    `layout`: one of `layouts`; empty for the office's own. Raises NotFound, Forbidden (another division's).
    """
    return PAPERS[kind].draw(_filled(desk, kind, subject_id, Imprint(office=office_of(desk)), layout))


def _filled(desk: Desk, kind: FormKind, subject_id: int, imprint: Imprint, layout: str) -> Any:
    paper = PAPERS[kind]
    _require_readable(desk, kind, subject_id)
    blanks = paper.fill(desk, subject_id, imprint)
    return paper.arrange(blanks, layout) if layout and paper.arrange is not None else blanks


def _require_readable(desk: Desk, kind: FormKind, subject_id: int) -> None:
    subject = desk.get(PAPERS[kind].record, subject_id)
    desk.require_readable(subject.division_id, *([subject.person_id] if isinstance(subject, Rectification) else ()))


def shown(desk: Desk, kind: FormKind, subject_id: int) -> bytes:
    """What a screen shows of a form: the issued one while it still says what the ledger says, else the draft."""
    newest = latest(desk, kind, subject_id)
    if newest is not None and newest.current:
        return issued_pdf(desk, newest.id)
    return preview(desk, kind, subject_id)


def content_digest(blanks: Any) -> str:
    """SHA-256 of all the form says, without its imprint; blanks that have layouts know how to say theirs."""
    if isinstance(blanks, EvaluationBlanks):
        return digest(canonical(blanks.said()))
    return digest(canonical({key: value for key, value in asdict(blanks).items() if key != "imprint"}))


def issue(uow: UnitOfWork, kind: FormKind, subject_id: int, layout: str = "") -> Done:
    """Issues a form with number, QR and code and keeps its bytes; its digest covers the layout.

    Raises:
        Forbidden: the role is missing, or it is another division's.
        Refused: the last signature is missing (art. 12), or the problem is void (art. 13).
        NotFound: there is no such layout.
    """
    access.require(uow.me, "forms.issue")
    paper = PAPERS[kind]
    subject = uow.get(paper.record, subject_id)
    if subject.state not in paper.final or not subject.number:
        raise Refused(paper.unfinished, article=paper.article, remedy=paper.remedy)
    office = office_of(uow)
    said = content_digest(_filled(uow, kind, subject_id, Imprint(office=office), layout))
    head = chain_head(uow.session)[1]
    code = form_code(said, head)
    imprint = Imprint(
        office=office,
        final=True,
        number=subject.number,
        code=code,
        qr_text=f"{subject.number} {show(code)}",
        printed_on=uow.today,
    )
    pdf = paper.draw(_filled(uow, kind, subject_id, imprint, layout))
    row = IssuedForm(
        kind=kind,
        number=subject.number,
        subject_kind=paper.subject,
        subject_id=subject_id,
        round=0 if isinstance(subject, Rectification) else subject.round,
        digest=said,
        chain_head=head,
        code=code,
        pdf_sha256=store.store(attachments_folder(uow.path), pdf),
        issued_by_id=uow.me.id,
        issued_at=uow.now,
    )
    uow.add(row)
    how = f"（{dict(layouts(uow, kind, subject_id))[layout]}）" if layout else ""
    summary = f"出具{kind.label} {subject.number}{how}，核验码 {show(code)}"
    uow.record("printing.issue", paper.subject, subject_id, summary)
    return Done(f"已出具 {subject.number}，核验码 {show(code)}", Changed.FORM, row.id)


@dataclass(frozen=True)
class IssuedRow:
    """An issued form in the register. `current` is False once the document went on to another state or round.

    `layout`: the one it was issued in, for a form that has several and while it is current; empty otherwise.
    """

    id: int
    kind: FormKind
    number: str
    code: str
    current: bool
    layout: str = ""


def issued_row(desk: Desk, issued_id: int) -> IssuedRow:
    """One issue. Raises NotFound."""
    row = desk.get(IssuedForm, issued_id)
    newest = latest(desk, FormKind(row.kind), row.subject_id)
    return IssuedRow(
        row.id,
        FormKind(row.kind),
        row.number,
        show(row.code),
        newest is not None and newest.id == row.id and newest.current,
        newest.layout if newest is not None and newest.id == row.id else "",
    )


def latest(desk: Desk, kind: FormKind, subject_id: int) -> IssuedRow | None:
    """The newest issue of a document's form that still says what the ledger says; None when there is none."""
    paper = PAPERS[kind]
    query = select(IssuedForm).filter_by(kind=kind, subject_id=subject_id).order_by(IssuedForm.id.desc()).limit(1)
    row = desk.session.scalar(query)
    subject = desk.get(paper.record, subject_id)
    if row is None or subject.state not in paper.final:
        return None
    # which layout it was is not stored beside the digest: the digest is that of one of them, or of none any more
    blanks = paper.fill(desk, subject_id, Imprint(office=office_of(desk)))
    arrange = paper.arrange
    said = {
        content_digest(arrange(blanks, key) if arrange is not None and key else blanks): key
        for key, _ in layouts(desk, kind, subject_id) or (("", ""),)
    }
    same = row.digest in said
    return IssuedRow(row.id, FormKind(row.kind), row.number, show(row.code), same, said.get(row.digest, ""))


def issued_pdf(desk: Desk, issued_id: int) -> bytes:
    """The very bytes that were issued.

    Raises:
        Forbidden: they are another division's.
        NotFound: they are gone.
        Damaged: they were altered.
    """
    row = desk.get(IssuedForm, issued_id)
    _require_readable(desk, FormKind(row.kind), row.subject_id)
    return store.read(attachments_folder(desk.path), row.pdf_sha256, f"{row.number}.pdf")
