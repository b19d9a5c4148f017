"""Art. 12: money follows the actual progress of the work."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import MilestoneKind
from fundapp.values.money import BASIS, percent, ratio_bp

_BY_PROGRESS = frozenset({MilestoneKind.PROGRESS, MilestoneKind.FINAL})


@rule(
    PaymentCase,
    "12-11",
    article="第十二条",
    title="已填写实际实施进度",
    severity=Severity.BLOCK,
    explanation="进度款和尾款按实际实施进度支付，须填写 0 到 100% 之间的实际进度。",
)
def progress_stated(case: PaymentCase, _: Figures) -> Verdict | None:
    """A request by progress says how far the work has come."""
    if case.milestone_kind not in _BY_PROGRESS:
        return None
    if case.actual_progress_bp is None:
        return unmet("尚未填写实际进度。", remedy="请按验收或进度确认单填写实际进度。", field="实际进度")
    if not 0 <= case.actual_progress_bp <= BASIS:
        return unmet(
            f"实际进度 {percent(case.actual_progress_bp)} 不在 0 到 100% 之间。",
            remedy="请更正实际进度。",
            field="实际进度",
        )
    return met(f"实际进度 {percent(case.actual_progress_bp)}。")


@rule(
    PaymentCase,
    "12-12",
    article="第十二条",
    title="付款比例不明显超前于进度",
    severity=Severity.CAUTION,
    explanation="本次后累计付款占合同的比例，超过实际进度达到规定幅度的，须说明原因。预付款和补助不作此项核对。",
)
def not_ahead_of_progress(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The paid share is not far ahead of the work. Compared exactly; the percentages shown are rounded."""
    progress = case.actual_progress_bp
    if case.milestone_kind not in _BY_PROGRESS or progress is None or case.basis_value <= 0:
        return None
    limit = figures.number("progress_ahead", case.on)
    share = percent(ratio_bp(case.basis_after, case.basis_value))
    numbers = (("累计付款比例", share), ("实际进度", percent(progress)), ("允许超前", percent(limit)))
    if case.basis_after * BASIS > (progress + limit) * case.basis_value:
        return unmet(
            f"本次后累计付款比例 {share}，实际进度 {percent(progress)}，超前幅度大于 {percent(limit)}。",
            remedy="请说明付款超前于进度的原因（合同条款）。",
            field="实际进度",
            numbers=numbers,
        )
    return met(f"累计付款比例 {share}，实际进度 {percent(progress)}。", numbers=numbers)


@rule(
    PaymentCase,
    "12-13",
    article="第十二条",
    title="实际进度达到合同约定",
    severity=Severity.CAUTION,
    explanation="实际进度低于该节点约定进度的，须说明原因。",
)
def progress_as_agreed(case: PaymentCase, _: Figures) -> Verdict | None:
    """The work has come as far as the contract demands for this milestone."""
    progress = case.actual_progress_bp
    if case.milestone_kind not in _BY_PROGRESS or progress is None:
        return None
    gap = case.agreed_progress_bp - progress
    numbers = (
        ("约定进度", percent(case.agreed_progress_bp)),
        ("实际进度", percent(progress)),
        ("进度差", percent(-gap)),
    )
    if gap > 0:
        return unmet(
            f"约定进度 {percent(case.agreed_progress_bp)}，实际进度 {percent(progress)}，相差 {percent(gap)}。",
            remedy="请说明进度未达约定仍申请付款的原因。",
            field="实际进度",
            numbers=numbers,
        )
    return met(f"实际进度 {percent(progress)}，达到约定的 {percent(case.agreed_progress_bp)}。", numbers=numbers)
