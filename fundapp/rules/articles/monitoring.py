"""Arts. 5 and 15: goals and money are watched during the year, and what lags is explained and put right.

A monitoring has its own boxes for reasons (财预〔2019〕136号), so nothing here takes a separate one: an empty box
blocks, and what is only worth knowing is a notice.
"""

from __future__ import annotations

from collections.abc import Iterable

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.monitoring_case import MonitoringCase, WatchedFact
from fundapp.rules.target import Target, below_zero, beyond_all
from fundapp.values.dates import chinese_date
from fundapp.values.money import BASIS, percent, points_of_percent, wan
from fundapp.values.progress import is_behind

_ARTICLE = "第五条、第十五条"


@rule(
    MonitoringCase,
    "15-20",
    article="第九条、第十五条",
    title="本年度有绩效指标",
    severity=Severity.BLOCK,
    explanation="运行监控对照年度绩效指标进行，没有指标的先编制指标。",
)
def indicators_exist(case: MonitoringCase, _: Figures) -> Verdict | None:
    """There is something to watch."""
    if not case.indicators:
        return unmet(f"{case.year} 年度没有绩效指标。", remedy="请先编制年度绩效目标和指标。", field="绩效指标")
    return met(f"对照 {len(case.indicators)} 个绩效指标监控。")


@rule(
    MonitoringCase,
    "15-21",
    article=_ARTICLE,
    title="监控期截止日合理",
    severity=Severity.BLOCK,
    explanation="监控期从本年1月1日起，到截止日止；截止日须在本年度内，且不晚于填报日期。",
)
def period_is_over(case: MonitoringCase, _: Figures) -> Verdict | None:
    """The last day lies in the year and has passed."""
    if case.until.year != case.year:
        return unmet(
            f"截止日 {chinese_date(case.until)} 不在 {case.year} 年度内。", remedy="请更正截止日期。", field="截止日期"
        )
    if case.until > case.on:
        return unmet(
            f"截止日 {chinese_date(case.until)} 晚于填报日期 {chinese_date(case.on)}。",
            remedy="请更正截止日期，或到期后再填报。",
            field="截止日期",
        )
    return met(f"监控期为1月1日至{case.until.month}月{case.until.day}日。")


@rule(
    MonitoringCase,
    "15-22",
    article=_ARTICLE,
    title="执行情况齐全",
    severity=Severity.BLOCK,
    explanation="每个指标都要填写截至监控期末的执行情况，或由经办人评定进度（0 到 100%）。",
)
def progress_complete(case: MonitoringCase, _: Figures) -> Verdict | None:
    """Every indicator says how far it has come."""
    silent = [fact for fact in case.indicators if not fact.known]
    if silent:
        return unmet(
            f"{len(silent)} 个指标没有填写执行情况：{_names(silent)}。",
            remedy="请填写实际数，或评定进度。",
            field="执行情况",
        )
    wrong = [fact for fact in case.indicators if not 0 <= (fact.reached.judged_bp or 0) <= BASIS]
    if wrong:
        return unmet(f"评定的进度应在 0 到 100% 之间：{_names(wrong)}。", remedy="请更正进度。", field="执行情况")
    return met(f"{len(case.indicators)} 个指标均已填写执行情况。") if case.indicators else None


@rule(
    MonitoringCase,
    "15-23",
    article=_ARTICLE,
    title="完成目标可能性齐全",
    severity=Severity.BLOCK,
    explanation="每个指标都要判断年底完成目标的可能性：确定能、有可能、完全不可能。",
)
def likelihood_stated(case: MonitoringCase, _: Figures) -> Verdict | None:
    """Every indicator says how likely its target is."""
    silent = [fact for fact in case.indicators if fact.likelihood is None]
    if silent:
        return unmet(
            f"{len(silent)} 个指标没有判断完成目标可能性：{_names(silent)}。",
            remedy="请逐项选择。",
            field="完成目标可能性",
        )
    return met("完成目标可能性均已判断。") if case.indicators else None


@rule(
    MonitoringCase,
    "15-24",
    article=_ARTICLE,
    title="不能确定完成的指标有原因",
    severity=Severity.BLOCK,
    explanation="不是“确定能”完成的指标，须写明全年预计完成情况，选择偏差原因（经费、制度、人员、硬件条件、其他）并说明。",
)
def doubts_explained(case: MonitoringCase, _: Figures) -> Verdict | None:
    """Whatever may be missed has a cause, a reason and an expectation."""
    doubtful = [fact for fact in case.indicators if fact.doubtful]
    for lacking, what, field in (
        ([fact for fact in doubtful if not fact.causes], "没有选择偏差原因", "偏差原因"),
        ([fact for fact in doubtful if not fact.reason.strip()], "没有写明原因说明", "原因说明"),
        ([fact for fact in doubtful if not fact.expected], "没有填写全年预计完成情况", "全年预计"),
    ):
        if lacking:
            return unmet(
                f"{len(lacking)} 个不能确定完成的指标{what}：{_names(lacking)}。", remedy="请补填。", field=field
            )
    return met(f"{len(doubtful)} 个不能确定完成的指标均已说明。" if doubtful else "各项指标均确定能完成。")


@rule(
    MonitoringCase,
    "15-25",
    article=_ARTICLE,
    title="有问题和举措",
    severity=Severity.BLOCK,
    explanation="有指标不能确定完成，或提出整改要求的，须写明偏差或不能完成的原因，以及建议或举措。",
)
def measures_stated(case: MonitoringCase, _: Figures) -> Verdict | None:
    """Where something may be missed, or has to be put right, problems and measures are written."""
    if not case.demands and not any(fact.doubtful for fact in case.indicators):
        return None
    why = "已提出整改要求" if case.demands else "有指标不能确定完成"
    for text, field in ((case.problems, "偏差或不能完成原因"), (case.measures, "相关建议或举措")):
        if not text.strip():
            return unmet(f"{why}，没有填写“{field}”。", remedy="请补填。", field=field)
    return met("已写明偏差原因和举措。")


@rule(
    MonitoringCase,
    "15-26",
    article=_ARTICLE,
    title="全年预计执行数合理",
    severity=Severity.BLOCK,
    explanation="须填写全年预计执行数，不低于已执行数；高于全年预算数的作提示。",
)
def forecast_sane(case: MonitoringCase, _: Figures) -> Verdict | None:
    """The forecast exists and is not less than what was spent; more than the budget is only shown."""
    if case.forecast is None:
        return unmet("没有填写全年预计执行数。", remedy="请填写。", field="全年预计执行数")
    numbers = (
        ("全年预算数", f"{wan(case.budget_adjusted)} 万元"),
        ("已执行数", f"{wan(case.executed)} 万元"),
        ("全年预计执行数", f"{wan(case.forecast)} 万元"),
    )
    if case.forecast < case.executed:
        return unmet(
            f"全年预计执行数 {wan(case.forecast)} 万元，低于已执行数 {wan(case.executed)} 万元。",
            remedy="请更正全年预计执行数。",
            field="全年预计执行数",
            numbers=numbers,
        )
    if case.forecast > case.budget_adjusted:
        return met(
            f"全年预计执行数 {wan(case.forecast)} 万元，高于全年预算数 {wan(case.budget_adjusted)} 万元，"
            "请核对，或说明追加预算的来源。",
            numbers=numbers,
            field="全年预计执行数",
            notice=True,
        )
    return met(f"全年预计执行数 {wan(case.forecast)} 万元。", numbers=numbers)


@rule(
    MonitoringCase,
    "15-27",
    article=_ARTICLE,
    title="预算执行进度不落后于时间进度",
    severity=Severity.CAUTION,
    explanation="已执行数占全年预算数的比例，落后于时间进度超过规定幅度的作提示。没有预算指标的，也在此提示。",
)
def money_in_time(case: MonitoringCase, figures: Figures) -> Verdict | None:
    """Slow money is shown."""
    limit = figures.number("progress_behind", case.on)
    if case.money_bp is None:
        return met("截至监控期末没有预算指标，不能计算预算执行进度。", notice=True, field="全年预计执行数")
    numbers = (
        ("预算执行进度", percent(case.money_bp)),
        ("时间进度", percent(case.time_bp)),
        ("提示线", percent(limit)),
    )
    if is_behind(case.money_bp, case.time_bp, limit):
        return met(
            f"预算执行进度 {percent(case.money_bp)}，低于时间进度 {percent(case.time_bp)}，"
            f"相差超过 {points_of_percent(limit)}。",
            numbers=numbers,
            notice=True,
        )
    return met(f"预算执行进度 {percent(case.money_bp)}，时间进度 {percent(case.time_bp)}。", numbers=numbers)


@rule(
    MonitoringCase,
    "15-28",
    article=_ARTICLE,
    title="指标进度不落后于时间进度",
    severity=Severity.CAUTION,
    explanation="指标完成进度落后于时间进度超过规定幅度的作提示。上限类指标在限度之内即为正常。",
)
def indicators_in_time(case: MonitoringCase, figures: Figures) -> Verdict | None:
    """Slow indicators are shown."""
    limit = figures.number("progress_behind", case.on)
    found = [(fact.name, case.progress_bp(fact)) for fact in case.indicators]
    late = [(name, bp) for name, bp in found if bp is not None and is_behind(bp, case.time_bp, limit)]
    numbers = (("时间进度", percent(case.time_bp)), ("提示线", percent(limit)))
    if late:
        which = "、".join(f"“{name}”{percent(bp)}" for name, bp in late)
        return met(
            f"{len(late)} 个指标的进度低于时间进度 {percent(case.time_bp)}，"
            f"相差超过 {points_of_percent(limit)}：{which}。",
            numbers=numbers,
            notice=True,
        )
    return met("各项指标的进度不落后于时间进度。", numbers=numbers) if case.indicators else None


@rule(
    MonitoringCase,
    "15-29",
    article=_ARTICLE,
    title="执行情况和全年预计不是负数",
    severity=Severity.BLOCK,
    explanation="数量、金额和百分比的执行情况、全年预计不能为负数；增长率、节约率等反映变化的指标除外。",
)
def figures_not_negative(case: MonitoringCase, _: Figures) -> Verdict | None:
    """Nothing is done, or expected, less than not at all."""
    actual = [fact for fact in case.indicators if below_zero(fact.name, fact.reached.value)]
    expected = [fact for fact in case.indicators if below_zero(fact.name, fact.expected_value)]
    for wrong, field in ((actual, "执行情况"), (expected, "全年预计")):
        if wrong:
            return unmet(f"{field}不能为负数：{_names(wrong)}。", remedy=f"请更正{field}。", field=field)
    return None


@rule(
    MonitoringCase,
    "15-30",
    article=_ARTICLE,
    title="比率不超过百分之百",
    severity=Severity.CAUTION,
    explanation="满意度和各种率的目标不高于 100% 而执行情况或全年预计超过 100% 的，提示核对。只作提示。",
)
def rates_within_all(case: MonitoringCase, _: Figures) -> Verdict | None:
    """A rate above 100 % is looked at once more."""
    far = [
        fact
        for fact in case.indicators
        if any(beyond_all(_target(fact), figure) for figure in (fact.reached.value, fact.expected_value))
    ]
    if not far:
        return None
    return met(f"执行情况或全年预计超过 100%，请核对：{_names(far)}。", field="执行情况", notice=True)


def _target(fact: WatchedFact) -> Target:
    return Target(name=fact.name, operator=fact.aim.operator, figure=fact.aim.target, unit=fact.unit)


def _names(facts: Iterable[WatchedFact]) -> str:
    return "、".join(f"“{fact.name}”" for fact in facts)
