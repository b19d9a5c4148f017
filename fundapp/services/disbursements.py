"""Registering the money that left the account: only for a request with every signature of its present round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from fundapp.errors import Invalid, Refused
from fundapp.models import Disbursement, Payment
from fundapp.rules import access
from fundapp.rules.judgement import judge
from fundapp.rules.signoff import Verb, refuse_unless_offered
from fundapp.seal.canonical import canonical, digest
from fundapp.services import signing
from fundapp.services.attachments import NewFile, attach
from fundapp.services.clock import office_time
from fundapp.services.document import refuse_blocked, sign_case
from fundapp.services.done import Changed, Done
from fundapp.services.payment_content import content_of
from fundapp.services.payment_facts import case_of
from fundapp.services.payments import draft_of
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import PaymentState
from fundapp.values.documents import RoundOutcome, SubjectKind
from fundapp.values.money import yuan


@dataclass(frozen=True)
class DisbursementEntry:
    """A disbursement as typed; amount and payee come from the request."""

    paid_on: dt.date
    voucher: str
    bank_reference: str = ""


def register(uow: UnitOfWork, payment_id: int, entry: DisbursementEntry, files: tuple[NewFile, ...] = ()) -> Done:
    """Registers the disbursement of an approved request (arts. 12 and 16).

    Raises:
        Refused: signatures are missing or do not cover what the request says now; paid outside the fiscal year; a
            rule that blocks is broken on the day of paying. Cautions were answered at submission and stay answered.
        Forbidden: not finance, or author or signer of this request.
        Invalid: voucher missing, date in the future or before the last signature.
    """
    payment = uow.get(Payment, payment_id)
    access.require(uow.me, "disbursements.register")
    case = sign_case(uow, payment)
    refuse_unless_offered(case, uow.me, Verb.DISBURSE)
    round_ = signing.current_round(uow, SubjectKind.PAYMENT, payment.id, payment.round)
    if round_ is None or round_.outcome != RoundOutcome.COMPLETE or round_.closed_at is None:
        raise Refused("签批还没有完成，不能登记拨付。", article="第十二条", remedy="请等分管领导等各环节签字。")
    if digest(canonical(content_of(uow, payment))) != round_.digest:
        raise Refused("签字之后内容已变化，不能拨付。", article="第十二条", remedy="请经办人修改后重新送审。")
    if not entry.voucher.strip():
        raise Invalid("请填写凭证号。", field="凭证号")
    if entry.paid_on > uow.today:
        raise Invalid("拨付日期不能晚于今天。", field="拨付日期")
    if entry.paid_on < office_time(round_.closed_at).date():
        raise Invalid(
            "拨付日期早于最后一次签字的日期。", article="第十二条", field="拨付日期", remedy="先签批，后拨付。"
        )
    if entry.paid_on.year != payment.year:
        raise Refused(f"{payment.year} 年度的资金应在当年拨付。", article="第十六条", field="拨付日期")
    # Balances, accounts and papers may be others since the hands; the day that counts is the day of paying.
    facts = replace(case_of(uow, draft_of(payment), payment.id, case), on=entry.paid_on)
    refuse_blocked(judge(facts, uow.figures))
    row = Disbursement(
        payment_id=payment.id,
        round=payment.round,
        amount=payment.amount,
        paid_on=entry.paid_on,
        voucher=entry.voucher.strip(),
        bank_reference=entry.bank_reference.strip(),
        registered_by_id=uow.me.id,
        registered_at=uow.now,
    )
    uow.add(row)
    payment.state = PaymentState.PAID
    for file in files:
        attach(uow, SubjectKind.DISBURSEMENT, row.id, file)
    summary = f"登记拨付：{payment.number}，{yuan(row.amount)} 元，凭证 {row.voucher}"
    uow.record("disbursements.register", SubjectKind.DISBURSEMENT, row.id, summary)
    return Done("拨付已登记", Changed.DISBURSEMENT | Changed.PAYMENT | Changed.CONTRACT | Changed.PROJECT, row.id)
