"""Art. 12: the amount is the milestone's, or less with a reason."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.money import yuan


@rule(
    PaymentCase,
    "12-4",
    article="第十二条",
    title="本次金额大于零",
    severity=Severity.BLOCK,
    explanation="用款申请的金额须大于零。",
)
def amount_positive(case: PaymentCase, _: Figures) -> Verdict | None:
    """There is an amount."""
    if case.amount <= 0:
        return unmet(f"本次金额为 {yuan(case.amount)} 元。", remedy="请填写大于零的金额。", field="本次金额")
    return met(f"本次金额 {yuan(case.amount)} 元。")


@rule(
    PaymentCase,
    "12-5",
    article="第十二条",
    title="不超过付款节点金额",
    severity=Severity.BLOCK,
    explanation="本次金额不得超过付款节点（清单行）扣除已付和在批后的余额。",
)
def milestone_not_exceeded(case: PaymentCase, _: Figures) -> Verdict | None:
    """This request stays within what the milestone has left."""
    if not case.milestone_name:
        return None
    numbers = (("节点余额", yuan(case.milestone_rest)), ("本次", yuan(case.amount)))
    if case.amount > case.milestone_rest:
        return unmet(
            f"本次 {yuan(case.amount)} 元超过“{case.milestone_name}”余额 {yuan(case.milestone_rest)} 元"
            f"（节点 {yuan(case.milestone_amount)}、已付 {yuan(case.milestone_paid)}、"
            f"在批 {yuan(case.milestone_in_approval)}）。",
            remedy="请核减本次金额。",
            field="本次金额",
            numbers=numbers,
        )
    return met(f"未超过“{case.milestone_name}”余额 {yuan(case.milestone_rest)} 元。", numbers=numbers)


@rule(
    PaymentCase,
    "12-6",
    article="第十二条",
    title="按节点金额足额支付",
    severity=Severity.CAUTION,
    explanation="少于付款节点余额支付的（扣款、分次支付等）须说明原因，原因印在审批表上。",
)
def milestone_paid_in_full(case: PaymentCase, _: Figures) -> Verdict | None:
    """The amount is the whole rest of the milestone, or a reason says why not."""
    if not case.milestone_name or not 0 < case.amount <= case.milestone_rest:
        return None
    short = case.milestone_rest - case.amount
    numbers = (("节点余额", yuan(case.milestone_rest)), ("本次", yuan(case.amount)), ("少付", yuan(short)))
    if not short:
        return met(f"与“{case.milestone_name}”金额一致。", numbers=numbers)
    if case.reduction_reason.strip():
        return met(
            f"比节点金额少 {yuan(short)} 元，原因：{case.reduction_reason.strip()}。", numbers=numbers, notice=True
        )
    return unmet(
        f"本次 {yuan(case.amount)} 元，比“{case.milestone_name}”余额 {yuan(case.milestone_rest)} 元"
        f"少 {yuan(short)} 元。",
        remedy="请说明少付的原因（如扣款、分次支付）。",
        field="少付原因",
        numbers=numbers,
    )
