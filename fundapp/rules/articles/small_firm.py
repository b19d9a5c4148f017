"""保障中小企业款项支付条例: the clock that runs beside the approval steps and is not stopped by them."""

from __future__ import annotations

import datetime as dt

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import FirmSize, MilestoneKind
from fundapp.values.dates import days_left, iso

_SMALL = frozenset({FirmSize.MEDIUM, FirmSize.SMALL, FirmSize.MICRO})
_LAW = "《保障中小企业款项支付条例》第九条"


@rule(
    PaymentCase,
    "sme-1",
    article=_LAW,
    title="中小企业付款期限",
    severity=Severity.CAUTION,
    explanation=(
        "自交付之日起算；约定验收的自验收合格之日起算。未约定期限的 30 天，约定的从其约定但不超过 60 天。"
        "内部付款流程不能作为迟延的理由（第十四条）。逾期须说明原因，临近到期只作提示。"
    ),
)
def paid_in_time(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The statutory or agreed day of payment has not passed."""
    if not has_clock(case):
        return None
    start, word = clock_start(case)
    if start is None:
        return met("未登记交付或验收日期，付款期限尚未起算。")
    days = payment_days(case, figures)
    due = start + dt.timedelta(days=days)
    left = days_left(due, case.on)
    numbers = (("起算日", iso(start)), ("期限", f"{days} 天"), ("到期日", iso(due)), ("剩余天数", str(left)))
    base = f"{word} {iso(start)} 起 {days} 天内（中小企业），{iso(due)} 到期"
    if left < 0:
        return unmet(
            f"{base}，已逾期 {-left} 天。",
            remedy="请说明逾期原因；内部审批流程、人员变动不能作为理由。",
            field="付款期限",
            numbers=numbers,
        )
    near = left <= figures.number("sme_notice_days", case.on)
    return met(f"{base}，{'仅' if near else ''}剩 {left} 天。", numbers=numbers, notice=near)


@rule(
    PaymentCase,
    "sme-2",
    article=_LAW,
    title="约定付款期限不超过上限",
    severity=Severity.CAUTION,
    explanation="与中小企业约定的付款期限最长六十天，约定更长的按上限计算，并须说明情况。",
)
def agreed_days_lawful(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The contract does not agree on more days than the law allows."""
    if not _applies(case) or case.agreed_days is None:
        return None
    limit = figures.number("sme_max_days", case.on)
    numbers = (("约定", f"{case.agreed_days} 天"), ("上限", f"{limit} 天"))
    if case.agreed_days > limit:
        return unmet(
            f"合同约定付款期限 {case.agreed_days} 天，超过法定上限 {limit} 天，按 {limit} 天计算。",
            remedy="请说明合同约定超限的情况。",
            field="付款期限",
            numbers=numbers,
        )
    return met(f"合同约定付款期限 {case.agreed_days} 天。", numbers=numbers)


def clock_start(case: PaymentCase) -> tuple[dt.date | None, str]:
    """The day the clock starts, and what it starts with: acceptance where there was one, else delivery."""
    if case.accepted_on is not None:
        return case.accepted_on, "验收合格"
    return case.delivered_on, "交付"


def payment_days(case: PaymentCase, figures: Figures) -> int:
    """Days to pay: as agreed up to the limit, else the statutory ones."""
    if case.agreed_days is None:
        return figures.number("sme_default_days", case.on)
    return min(case.agreed_days, figures.number("sme_max_days", case.on))


def has_clock(case: PaymentCase) -> bool:
    """A clock runs for small and medium firms; an advance comes before any delivery."""
    return _applies(case) and case.milestone_kind is not MilestoneKind.ADVANCE


def due_day(case: PaymentCase, figures: Figures) -> dt.date | None:
    """The day by which the money is due; None while no clock runs."""
    start, _ = clock_start(case)
    if start is None or not has_clock(case):
        return None
    return start + dt.timedelta(days=payment_days(case, figures))


def _applies(case: PaymentCase) -> bool:
    return not case.is_grant and case.firm_size in _SMALL
