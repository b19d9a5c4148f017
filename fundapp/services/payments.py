"""Verbs of a payment request: save, submit, sign, withdraw, change, void.

The money rule of art. 12: nothing is disbursed before the supervising leader has checked and signed.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, select

from fundapp.errors import CautionNeedsReason, Invalid, NotFound, Refused
from fundapp.models import Attachment, CautionReason, Invoice, Milestone, PayeeAccount, Payment, PaymentShare
from fundapp.rules import access
from fundapp.rules.finding import Finding, wanting_reason
from fundapp.rules.judgement import judge
from fundapp.rules.signoff import SignCase, Verb, refuse_unless_offered
from fundapp.seal.canonical import canonical
from fundapp.services import signing
from fundapp.services.attachments import NewFile, attach
from fundapp.services.balances import IN_FLIGHT
from fundapp.services.desk import Desk
from fundapp.services.document import end_round, open_round, refuse_blocked, refuse_stale, sign_case, written_reason
from fundapp.services.done import Changed, Done
from fundapp.services.payment_content import content_of, snapshot_of
from fundapp.services.payment_draft import InvoiceEntry, PaymentDraft
from fundapp.services.payment_facts import basis_of, case_of, invoice_key
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.dates import iso
from fundapp.values.documents import RoundOutcome, SubjectKind
from fundapp.values.money import yuan

PREFIX = "ZF"
TOUCHED = Changed.PAYMENT | Changed.CONTRACT | Changed.PROJECT


def new_case(desk: Desk, draft: PaymentDraft, division_id: int) -> SignCase:
    """A request that is only typed so far, as the sign-off rules see it."""
    me = desk.me.id if desk.me else 0
    return SignCase(
        subject="payment",
        state=PaymentState.DRAFT,
        round=0,
        author_id=me,
        last_editor_id=me,
        division_id=division_id,
        steps=desk.figures.route("payment", draft.dated, draft.amount),
        amount=draft.amount,
        on=desk.today,
    )


def check(desk: Desk, draft: PaymentDraft, payment_id: int | None = None) -> tuple[Finding, ...]:
    """All findings of the rules on what is typed, passed ones too. Raises NotFound."""
    payment = desk.get(Payment, payment_id) if payment_id else None
    case = (
        sign_case(desk, payment)
        if payment
        else new_case(desk, draft, basis_of(desk, draft.milestone_id).project.division_id)
    )
    return judge(case_of(desk, draft, payment_id, case), desk.figures)


def draft_of(payment: Payment) -> PaymentDraft:
    """The stored request as it would be typed again."""
    return PaymentDraft(
        milestone_id=payment.milestone_id,
        year=payment.year,
        dated=payment.dated,
        amount=payment.amount,
        shares=tuple((row.source, row.amount) for row in payment.shares),
        invoices=tuple(
            InvoiceEntry(
                number=row.number, issued_on=row.issued_on, seller=row.seller, amount=row.amount, code=row.code
            )
            for row in payment.invoices
        ),
        economic_class=payment.economic_class,
        purpose=payment.purpose,
        method=payment.method,
        actual_progress_bp=payment.actual_progress_bp,
        reduction_reason=payment.reduction_reason,
        account_id=payment.account_id,
        reasons=tuple((row.rule, row.reason) for row in payment.reasons),
        remark=payment.remark,
        version=payment.version,
    )


def save(uow: UnitOfWork, draft: PaymentDraft, payment_id: int | None = None) -> Done:
    """Stores a draft, complete or not; drafts may break rules, submission may not.

    Raises:
        Forbidden: not a clerk of the responsible division.
        Stale: somebody else changed the request since it was loaded.
        Refused: the request is not a draft.
        Invalid: an amount below zero.
    """
    access.require(uow.me, "payments.edit")
    basis = basis_of(uow, draft.milestone_id)
    access.require_division(uow.me, basis.project.division_id, "payments.edit")
    if draft.amount < 0 or any(amount < 0 for _, amount in draft.shares):
        raise Invalid("本次金额不能是负数。", field="本次金额", remedy="请填写大于零的金额。")
    _refuse_before_routes(uow, draft.dated)
    account = uow.get(PayeeAccount, draft.account_id or basis.milestone.account_id)
    if payment_id is None:
        payment = Payment(
            year=draft.year,
            dated=draft.dated,
            project_id=basis.project.id,
            milestone_id=draft.milestone_id,
            division_id=basis.project.division_id,
            author_id=uow.me.id,
            last_editor_id=uow.me.id,
            payee_id=account.payee_id,
            account_id=account.id,
            amount=draft.amount,
        )
        uow.add(payment)
    else:
        payment = uow.get(Payment, payment_id)
        refuse_unless_offered(sign_case(uow, payment), uow.me, Verb.SAVE)
        refuse_stale(uow, payment, draft.version)
    _write(uow, payment, draft, basis.project.id, account)
    summary = f"保存用款申请草稿：{basis.project.name}，{basis.milestone.name}，{yuan(draft.amount)} 元"
    uow.record("payments.save", SubjectKind.PAYMENT, payment.id, summary)
    return Done("草稿已保存", Changed.PAYMENT, payment.id)


def _refuse_before_routes(desk: Desk, dated: dt.date) -> None:
    """A stored request without a route could be neither shown nor corrected again. Raises Invalid."""
    try:
        desk.figures.route_entry("payment", dated)
    except NotFound:
        raise Invalid(
            f"申请日期 {iso(dated)} 没有适用的签批流程。",
            article="第十八条",
            field="申请日期",
            remedy="请更正申请日期。",
        ) from None


def _write(uow: UnitOfWork, payment: Payment, draft: PaymentDraft, project_id: int, account: PayeeAccount) -> None:
    payment.year, payment.dated, payment.amount = draft.year, draft.dated, draft.amount
    payment.milestone_id, payment.project_id = draft.milestone_id, project_id
    payment.payee_id, payment.account_id = account.payee_id, account.id
    payment.economic_class, payment.purpose, payment.method = draft.economic_class, draft.purpose, draft.method
    payment.reduction_reason, payment.remark = draft.reduction_reason, draft.remark
    payment.actual_progress_bp = draft.actual_progress_bp
    payment.last_editor_id = uow.me.id
    payment.shares.clear()
    payment.invoices.clear()
    payment.reasons.clear()
    uow.session.flush()  # the old lines go before their successors come: unique keys
    payment.shares.extend(PaymentShare(source=source, amount=amount) for source, amount in draft.shares)
    payment.invoices.extend(_invoice(entry) for entry in draft.invoices)
    payment.reasons.extend(CautionReason(rule=rule, reason=reason) for rule, reason in draft.reasons if reason.strip())
    uow.session.flush()


def _invoice(entry: InvoiceEntry) -> Invoice:
    # A draft may hold a number that is used elsewhere; the key becomes live, and thereby unique, on submission.
    return Invoice(
        code=entry.code,
        number=entry.number,
        key=invoice_key(entry)[0],
        issued_on=entry.issued_on,
        seller=entry.seller,
        amount=entry.amount,
        live=False,
    )


def attach_file(uow: UnitOfWork, payment_id: int, file: NewFile) -> Done:
    """Attaches a file to a draft; attachments are part of what is signed. Raises Refused when it is no draft."""
    access.require(uow.me, "payments.edit")
    payment = uow.get(Payment, payment_id)
    access.require_division(uow.me, payment.division_id, "payments.edit")
    refuse_unless_offered(sign_case(uow, payment), uow.me, Verb.SAVE)
    attach(uow, SubjectKind.PAYMENT, payment_id, file)
    payment.last_editor_id = uow.me.id  # attachments are signed: whoever chose one may not sign it (art. 15)
    uow.record("payments.attach_file", SubjectKind.PAYMENT, payment_id, f"用款申请上传附件：{file.file_name}")
    return Done("附件已上传", Changed.PAYMENT | Changed.ATTACHMENT, payment_id)


def detach_file(uow: UnitOfWork, payment_id: int, attachment_id: int) -> Done:
    """Takes a file off a draft that was never submitted; later every file stays.

    Raises:
        Refused: the request is no draft, was submitted before, or the file belongs to something else.
    """
    access.require(uow.me, "payments.edit")
    payment = uow.get(Payment, payment_id)
    access.require_division(uow.me, payment.division_id, "payments.edit")
    refuse_unless_offered(sign_case(uow, payment), uow.me, Verb.SAVE)
    row = uow.get(Attachment, attachment_id)
    if payment.round or (row.owner_kind, row.owner_id) != (SubjectKind.PAYMENT, payment_id):
        raise Refused(
            f"附件“{row.file_name}”已送审过，或属于合同、佐证，不能移除。",
            article="第十二条",
            field="附件",
            remedy="可以补充上传正确的附件。",
        )
    uow.session.delete(row)
    payment.last_editor_id = uow.me.id
    uow.record("payments.detach_file", SubjectKind.PAYMENT, payment_id, f"用款申请移除附件：{row.file_name}")
    return Done("附件已移除", Changed.PAYMENT | Changed.ATTACHMENT, payment_id)


def submit(uow: UnitOfWork, payment_id: int) -> Done:
    """Sends the request for sign-off: all checks are made again, balances are kept, a round is opened.

    Raises:
        Refused: a rule blocks; the message lists every block with article and figures.
        CautionNeedsReason: a caution stands without a reason.
    """
    payment = uow.get(Payment, payment_id)
    access.require(uow.me, "payments.edit")
    access.require_division(uow.me, payment.division_id, "payments.edit")
    case = sign_case(uow, payment)
    refuse_unless_offered(case, uow.me, Verb.SUBMIT)
    findings = judge(case_of(uow, draft_of(payment), payment.id, case), uow.figures)
    refuse_blocked(findings)
    _refuse_other_day(uow, payment)
    _refuse_unreasoned(findings, payment)
    wanted = {finding.rule: finding.message for finding in wanting_reason(findings)}
    for stale in [row for row in payment.reasons if row.rule not in wanted]:
        payment.reasons.remove(stale)  # a reason for a caution that no longer stands is not printed
    for kept in payment.reasons:
        kept.finding = wanted[kept.rule]
    for row in payment.invoices:
        row.live = True
    if payment.number is None:
        payment.number = uow.next_number(PREFIX, payment.year)
    payment.snapshot = canonical(snapshot_of(uow, payment))
    payment.round += 1
    uow.session.flush()
    signing.open_round(
        uow,
        SubjectKind.PAYMENT,
        payment.id,
        payment.round,
        content_of(uow, payment),
        case.steps,
        payment.author_id,
        payment.last_editor_id,
    )
    payment.state = PaymentState.IN_APPROVAL
    summary = f"提交用款申请 {payment.number} 第 {payment.round} 轮，{yuan(payment.amount)} 元"
    uow.record("payments.submit", SubjectKind.PAYMENT, payment.id, summary)
    return Done(f"{payment.number} 已提交送审", TOUCHED, payment.id)


def _refuse_other_day(uow: UnitOfWork, payment: Payment) -> None:
    """The route hangs on the day of the request: no day to come, and none of another fiscal year. Raises Refused."""
    if payment.dated > uow.today or payment.dated.year != payment.year:
        raise Refused(
            f"申请日期 {iso(payment.dated)} 晚于今天，或不在列支的 {payment.year} 年度内。",
            article="第十六条",
            field="申请日期",
            remedy="请把申请日期改为今天或本年度内的实际日期。",
        )


def _refuse_unreasoned(findings: tuple[Finding, ...], payment: Payment) -> None:
    given = {row.rule for row in payment.reasons if row.reason.strip()}
    for finding in wanting_reason(findings):
        if finding.rule not in given:
            raise CautionNeedsReason(
                finding.message,
                article=finding.article,
                field=finding.field,
                remedy=finding.remedy or "请写明理由后再提交。",
            )


def sign(uow: UnitOfWork, payment_id: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand on the request: agree, or return with an opinion.

    Raises:
        Refused: not this person's turn, barred (author, last editor, earlier signer), changed content, open checklist.
        Forbidden: the role is missing, or the password confirmation is not this person's.
    """
    payment = uow.get(Payment, payment_id)
    case = sign_case(uow, payment)
    refuse_unless_offered(case, uow.me, Verb.AGREE if given.decision == Decision.AGREE else Verb.RETURN)
    if given.decision == Decision.AGREE:  # a paper may have vanished, or the year ended, since submission
        refuse_blocked(judge(case_of(uow, draft_of(payment), payment.id, case), uow.figures))
    round_ = open_round(uow, payment)
    outcome = signing.sign(uow, round_, case, content_of(uow, payment), given, confirmation)
    if outcome == RoundOutcome.COMPLETE:
        payment.state = PaymentState.APPROVED
    elif outcome == RoundOutcome.RETURNED:
        payment.state = PaymentState.RETURNED
        _release_invoices(payment)
    word = "同意" if given.decision == Decision.AGREE else "退回"
    uow.record("payments.sign", SubjectKind.PAYMENT, payment.id, f"签批{word} {payment.number} 第 {payment.round} 轮")
    return Done("已签批" if given.decision == Decision.AGREE else "已退回经办人", TOUCHED, payment.id)


def _release_invoices(payment: Payment) -> None:
    for row in payment.invoices:
        row.live = False


def _back(uow: UnitOfWork, payment: Payment, outcome: RoundOutcome, reason: str, state: PaymentState) -> None:
    """Ends the current round visibly and puts the request into `state`."""
    end_round(uow, payment, outcome, reason)
    payment.state = state
    _release_invoices(payment)
    uow.session.flush()


def withdraw(uow: UnitOfWork, payment_id: int, reason: str) -> Done:
    """The author takes the request back while it is being signed; the round ends visibly."""
    payment = uow.get(Payment, payment_id)
    refuse_unless_offered(sign_case(uow, payment), uow.me, Verb.WITHDRAW)
    _back(uow, payment, RoundOutcome.WITHDRAWN, f"{uow.me.name}撤回：{written_reason(reason)}", PaymentState.DRAFT)
    uow.record("payments.withdraw", SubjectKind.PAYMENT, payment.id, f"撤回 {payment.number}：{reason}")
    return Done("已撤回为草稿", TOUCHED, payment.id)


def change(uow: UnitOfWork, payment_id: int, reason: str) -> Done:
    """Opens a submitted or approved request for changes: the signatures of its round become void, visibly."""
    payment = uow.get(Payment, payment_id)
    refuse_unless_offered(sign_case(uow, payment), uow.me, Verb.CHANGE)
    _back(uow, payment, RoundOutcome.VOIDED, f"{uow.me.name}修改：{written_reason(reason)}", PaymentState.DRAFT)
    uow.record("payments.change", SubjectKind.PAYMENT, payment.id, f"修改 {payment.number}，本轮签字作废：{reason}")
    return Done("已转为草稿，原签字作废", TOUCHED, payment.id)


def void(uow: UnitOfWork, payment_id: int, reason: str) -> Done:
    """Voids the request for good; its number stays in the list."""
    payment = uow.get(Payment, payment_id)
    refuse_unless_offered(sign_case(uow, payment), uow.me, Verb.VOID)
    _back(uow, payment, RoundOutcome.VOIDED, f"{uow.me.name}作废：{written_reason(reason)}", PaymentState.VOID)
    payment.void_reason = reason.strip()
    uow.record("payments.void", SubjectKind.PAYMENT, payment.id, f"作废用款申请 {payment.number or '草稿'}：{reason}")
    return Done("已作废", TOUCHED, payment.id)


def annotate(uow: UnitOfWork, payment_id: int, remark: str, filing_number: str) -> Done:
    """Sets remark and filing number, which stay open in every state and are not part of what is signed."""
    payment = uow.get(Payment, payment_id)
    access.require_division(uow.me, payment.division_id, "payments.edit")
    payment.remark, payment.filing_number = remark.strip(), filing_number.strip()
    uow.record("payments.annotate", SubjectKind.PAYMENT, payment.id, f"备注或归档号：{payment.number or '草稿'}")
    return Done("备注已保存", Changed.PAYMENT, payment.id)


def void_rounds_behind(uow: UnitOfWork, milestone_ids: list[int], reason: str) -> str:
    """Something behind requests in flight changed (contract, evidence): their rounds become void, visibly.

    Part of another act, records nothing itself. Returns the half sentence to add to that act's message; may be empty.
    """
    return _void_rounds(uow, Payment.milestone_id.in_(milestone_ids), reason)


def void_rounds_to(uow: UnitOfWork, payee_id: int, reason: str) -> str:
    """The same for requests in flight to a payee whose name or account changed, whichever account they name."""
    return _void_rounds(uow, Payment.payee_id == payee_id, reason)


def _void_rounds(uow: UnitOfWork, where: ColumnElement[bool], reason: str) -> str:
    hit = list(uow.session.scalars(select(Payment).where(Payment.state.in_(IN_FLIGHT), where).order_by(Payment.id)))
    for payment in hit:
        _back(uow, payment, RoundOutcome.VOIDED, reason, PaymentState.DRAFT)
    return f"；{'、'.join(payment.number or '' for payment in hit)} 的签批已作废" if hit else ""


def milestones_of(desk: Desk, contract_id: int) -> list[int]:
    """Ids of the milestones of a contract."""
    return list(desk.session.scalars(select(Milestone.id).where(Milestone.contract_id == contract_id)))
