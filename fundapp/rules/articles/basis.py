"""Art. 12: money moves on a contract that is signed, or on a list, and only to its other party."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import MilestoneKind
from fundapp.values.dates import iso
from fundapp.values.money import yuan


@rule(
    PaymentCase,
    "12-1",
    article="第十二条",
    title="合同或分配清单有效",
    severity=Severity.BLOCK,
    explanation="付款须以已签订并确认的合同，或已下达并确认的分配清单为依据；未选定、未生效、已完结或已作废的不能付款。",
)
def basis_in_force(case: PaymentCase, _: Figures) -> Verdict | None:
    """The contract or list is chosen, confirmed and not signed in the future."""
    if not case.basis_number:
        return unmet("尚未选择付款依据。", remedy="请选择合同或分配清单。", field="合同/清单")
    name = f"{case.basis_word} {case.basis_number}"
    if not case.basis_in_force:
        return unmet(
            f"{name} 不在履行中（未确认、已完结或已作废）。",
            remedy=f"请先由科室负责人确认该{case.basis_word}，或选择其他依据。",
            field="合同/清单",
        )
    if case.basis_signed_on is not None and case.basis_signed_on > case.on:
        return unmet(
            f"{name} 的签订日期 {iso(case.basis_signed_on)} 晚于今天 {iso(case.on)}，尚未生效。",
            remedy="请核对签订日期，待生效后再付款。",
            field="合同/清单",
            numbers=(("签订日期", iso(case.basis_signed_on)),),
        )
    return met(f"{name} 已生效。")


@rule(
    PaymentCase,
    "12-2",
    article="第十二条",
    title="在合同履行期限内",
    severity=Severity.CAUTION,
    explanation="超过合同履行期限或早于起始日付款的，须说明原因。质保金本来就在期满后支付，不作此项核对。",
)
def basis_within_term(case: PaymentCase, _: Figures) -> Verdict | None:
    """The day lies inside the contract's term."""
    if not case.basis_number or case.milestone_kind is MilestoneKind.RETENTION:
        return None
    if case.basis_start is None and case.basis_end is None:  # a list has no term
        return None
    if case.basis_end is not None and case.on > case.basis_end:
        return unmet(
            f"{case.basis_word}履行期限已于 {iso(case.basis_end)} 届满。",
            remedy="请说明期满后付款的原因。",
            field="合同/清单",
            numbers=(("期限届满", iso(case.basis_end)),),
        )
    if case.basis_start is not None and case.on < case.basis_start:
        return unmet(
            f"{case.basis_word}履行期限自 {iso(case.basis_start)} 起，尚未开始。",
            remedy="请说明提前付款的原因。",
            field="合同/清单",
            numbers=(("期限开始", iso(case.basis_start)),),
        )
    return met(f"在{case.basis_word}履行期限内。")


@rule(
    PaymentCase,
    "12-7",
    article="第十二条",
    title="累计付款不超过合同（清单）金额",
    severity=Severity.BLOCK,
    explanation="已付、在批与本次合计不得超过合同金额（含补充协议）或清单总额。",
)
def basis_not_exceeded(case: PaymentCase, _: Figures) -> Verdict | None:
    """Paid + in approval + this request stay within the contract with amendments, or the list."""
    if not case.basis_number:
        return None
    numbers = (
        ("已付", yuan(case.basis_paid)),
        ("在批", yuan(case.basis_in_approval)),
        ("本次", yuan(case.amount)),
        ("累计", yuan(case.basis_after)),
        (f"{case.basis_word}金额", yuan(case.basis_value)),
    )
    if case.basis_after > case.basis_value:
        return unmet(
            f"本次后累计 {yuan(case.basis_after)} 元（已付 {yuan(case.basis_paid)}、"
            f"在批 {yuan(case.basis_in_approval)}、本次 {yuan(case.amount)}），"
            f"比{case.basis_word}金额 {yuan(case.basis_value)} 元多 {yuan(case.basis_after - case.basis_value)} 元。",
            remedy="请核减本次金额；确需增加的，先办理补充协议或调整清单。",
            field="本次金额",
            numbers=numbers,
        )
    return met(
        f"本次后累计 {yuan(case.basis_after)} 元 ≤ {case.basis_word}金额 {yuan(case.basis_value)} 元。", numbers=numbers
    )
