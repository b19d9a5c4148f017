"""Arts. 6, 13 and 16: every part of the amount has a source, no source pays more than the year's appropriation, and a
further year is paid for on its approved application."""

from __future__ import annotations

from collections import defaultdict

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import DocumentState
from fundapp.values.money import Fen, yuan


@rule(
    PaymentCase,
    "6-1",
    article="第六条",
    title="资金来源合计等于本次金额",
    severity=Severity.BLOCK,
    explanation="本次金额须全部分配到资金来源，每个来源只列一次、金额大于零。",
)
def shares_add_up(case: PaymentCase, _: Figures) -> Verdict | None:
    """The shares are positive, one per source, and add up to the amount."""
    if not case.shares:
        return unmet("尚未选择资金来源。", remedy="请选择资金来源并填写金额。", field="资金来源")
    if any(share.amount <= 0 for share in case.shares):
        return unmet("有资金来源的金额不大于零。", remedy="请填写金额，或删去该来源。", field="资金来源")
    if len({share.source for share in case.shares}) < len(case.shares):
        return unmet("同一资金来源重复列示。", remedy="请把同一来源合并为一行。", field="资金来源")
    total = sum(share.amount for share in case.shares)
    numbers = (("来源合计", yuan(total)), ("本次", yuan(case.amount)))
    if total != case.amount:
        return unmet(
            f"资金来源合计 {yuan(total)} 元，与本次金额 {yuan(case.amount)} 元"
            f"相差 {yuan(abs(total - case.amount))} 元。",
            remedy="请调整各来源金额，使合计与本次金额一致。",
            field="资金来源",
            numbers=numbers,
        )
    return met("；".join(f"{share.label} {yuan(share.amount)} 元" for share in case.shares) + "。", numbers=numbers)


@rule(
    PaymentCase,
    "6-2",
    article="第六条、第十六条",
    title="不超过当年预算指标",
    severity=Severity.BLOCK,
    explanation="每个资金来源的已付、在批与本次合计不得超过该年度下达的预算指标（含追加与调减）。",
)
def appropriation_not_exceeded(case: PaymentCase, _: Figures) -> Verdict | None:
    """Each source has enough left in the project year."""
    if not case.shares:
        return None
    wanted: defaultdict[str, Fen] = defaultdict(int)
    for share in case.shares:
        wanted[share.source] += share.amount
    sources = {share.source: share for share in case.shares}
    short = [share for source, share in sources.items() if wanted[source] > share.available]
    numbers = tuple(
        pair
        for source, share in sources.items()
        for pair in ((f"{share.label}可用", yuan(share.available)), (f"{share.label}本次", yuan(wanted[source])))
    )
    if short:
        lines = (
            f"{share.label}可用 {yuan(share.available)} 元（{case.year} 年下达 {yuan(share.appropriated)}、"
            f"已付 {yuan(share.paid)}、在批 {yuan(share.in_approval)}），本次 {yuan(wanted[share.source])} 元，"
            f"超出 {yuan(wanted[share.source] - share.available)} 元"
            for share in short
        )
        return unmet(
            "；".join(lines) + "。", remedy="请改用其他来源或先办理指标追加。", field="资金来源", numbers=numbers
        )
    rest = (f"{share.label}可用 {yuan(share.available)} 元" for share in sources.values())
    return met(f"余额充足：{'，'.join(rest)}。", numbers=numbers)


@rule(
    PaymentCase,
    "13-60",
    article="第十三条",
    title="本年度的年度申请已批准",
    severity=Severity.BLOCK,
    explanation="项目年度的资金依据批准的年度申请使用；申请在草稿、签批中、已退回或正在修改的，重新批准以前不能付款。",
)
def application_approved(case: PaymentCase, _: Figures) -> Verdict | None:
    """The year's application, when there is one, is approved: also after it was opened for changes."""
    if case.application_state is None:
        return None
    if case.application_state is not DocumentState.APPROVED:
        return unmet(
            f"{case.year} 年度申请 {case.application}（{case.application_state.label}）还没有批准。",
            remedy="请先完成年度申请的签批，再办理本年度的付款。",
            field="年度",
        )
    return met(f"{case.year} 年度申请 {case.application} 已批准。")


@rule(
    PaymentCase,
    "13-61",
    article="第十三条",
    title="以后年度的资金有年度申请",
    severity=Severity.CAUTION,
    explanation="项目第二年起凭批准的年度申请安排资金；只用上年结转、没有年度申请的，须说明依据。",
)
def further_year_applied_for(case: PaymentCase, _: Figures) -> Verdict | None:
    """A further year that lives on carried-over money alone takes a reason."""
    if case.application_state is not None or not case.further_year:
        return None
    return unmet(
        f"{case.year} 年度没有年度申请，本次使用的是上年结转资金。",
        remedy="请说明没有年度申请而继续付款的依据（如合同尾款）。",
        field="年度",
    )
