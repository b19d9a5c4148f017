"""Art. 5 (financial discipline): invoices cover the amount, belong to the payee and are used once."""

from __future__ import annotations

from collections import Counter

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import MilestoneKind
from fundapp.values.identifiers import same_name
from fundapp.values.money import yuan


@rule(
    PaymentCase,
    "5-1",
    article="第五条",
    title="发票金额不低于本次金额",
    severity=Severity.BLOCK,
    explanation="发票合计须不低于本次金额。合同约定预付款可凭收据的，预付款可以后补发票；按清单拨付的补助不要求发票。",
)
def invoices_cover(case: PaymentCase, _: Figures) -> Verdict | None:
    """The invoices add up to the amount at least."""
    if case.is_grant or case.amount <= 0:
        return None
    total = sum(invoice.amount for invoice in case.invoices)
    numbers = (("发票合计", yuan(total)), ("本次", yuan(case.amount)))
    if total >= case.amount:
        return met(f"发票 {len(case.invoices)} 张，合计 {yuan(total)} 元。", numbers=numbers)
    if case.milestone_kind is MilestoneKind.ADVANCE and case.advance_receipt_allowed:
        return met("合同约定预付款可凭收据支付，发票后补。", numbers=numbers, notice=True)
    return unmet(
        f"发票 {len(case.invoices)} 张，合计 {yuan(total)} 元，低于本次金额 {yuan(case.amount)} 元。",
        remedy="请补录发票或核减本次金额。",
        field="发票",
        numbers=numbers,
    )


@rule(
    PaymentCase,
    "5-2",
    article="第五条",
    title="发票未重复使用",
    severity=Severity.BLOCK,
    explanation="同一发票在整个账套中只能用于一份有效的用款申请。",
)
def invoices_used_once(case: PaymentCase, _: Figures) -> Verdict | None:
    """No invoice is in another live request, or twice in this one."""
    if not case.invoices:
        return None
    used = [f"{invoice.label} 已用于 {invoice.used_by}" for invoice in case.invoices if invoice.used_by]
    labels = {invoice.key: invoice.label for invoice in case.invoices}
    counts = Counter(invoice.key for invoice in case.invoices)
    used += [f"{labels[key]} 在本单中列了 {count} 次" for key, count in counts.items() if count > 1]
    if used:
        return unmet("；".join(used) + "。", remedy="请删去重复的发票，换用未报销的发票。", field="发票")
    return met(f"{len(case.invoices)} 张发票均未重复。")


@rule(
    PaymentCase,
    "5-3",
    article="第五条",
    title="发票未在其他申请中出现过",
    severity=Severity.CAUTION,
    explanation="发票曾列入已作废或已退回的用款申请的，可以再用，但须说明情况。",
)
def invoices_not_seen(case: PaymentCase, _: Figures) -> Verdict | None:
    """No invoice was in a void or returned request."""
    seen = [f"{invoice.label} 曾列入 {'、'.join(invoice.seen_in)}" for invoice in case.invoices if invoice.seen_in]
    if not seen:
        return None
    return unmet("；".join(seen) + "（已作废或已退回）。", remedy="请说明该发票重新使用的原因。", field="发票")


@rule(
    PaymentCase,
    "5-4",
    article="第五条",
    title="发票销售方与收款单位一致",
    severity=Severity.CAUTION,
    explanation="发票由收款单位以外的单位开具的，须说明原因。",
)
def invoices_by_payee(case: PaymentCase, _: Figures) -> Verdict | None:
    """Each invoice was issued by the payee."""
    if not case.invoices:
        return None
    others = [invoice for invoice in case.invoices if not same_name(invoice.seller, case.payee_name)]
    if others:
        lines = (f"{invoice.label} 的销售方为“{invoice.seller}”" for invoice in others)
        return unmet(
            f"{'；'.join(lines)}，与收款单位“{case.payee_name}”不一致。",
            remedy="请说明由其他单位开票的原因。",
            field="发票",
        )
    return met("发票销售方与收款单位一致。")
