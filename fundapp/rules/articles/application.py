"""Arts. 8, 9, 13 and 16: what an annual application has to say, and the results of earlier years it waits for.

An application has its own boxes, so nothing here takes a separate reason: what is missing blocks, the rest is a notice.
"""

from __future__ import annotations

from collections.abc import Iterable

from fundapp.rules.application_case import ApplicationCase, EarlierResult
from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.target import target_problem, zero_hint
from fundapp.rules.weights import weight_problems
from fundapp.values.choices import Conclusion, RectificationState
from fundapp.values.money import wan
from fundapp.values.score import points_text

_RUNNING = (RectificationState.OPEN, RectificationState.REPORTED)


@rule(
    ApplicationCase,
    "13-20",
    article="第九条、第十三条",
    title="年度绩效目标和指标齐全",
    severity=Severity.BLOCK,
    explanation="年度目标须填写；每个指标要有三级名称、大于零的分值，以及带单位的指标值、日期或文字要求。",
)
def promises_complete(case: ApplicationCase, _: Figures) -> Verdict | None:
    """There is a goal, and every indicator is whole."""
    if not case.goal.strip():
        return unmet("尚未填写年度绩效目标。", remedy="请先编制本年度的目标和指标。", field="绩效指标")
    if not case.indicators:
        return unmet("没有绩效指标。", remedy="请先编制本年度的目标和指标。", field="绩效指标")
    wrong = []
    for fact in case.indicators:
        named = fact.level1.strip() and fact.level2.strip() and fact.name.strip()
        problem = "" if named else "的名称不全。"
        problem = problem or ("" if fact.weight > 0 else "的分值应大于零。") or target_problem(fact.target, case.year)
        if problem:
            wrong.append(f"“{fact.name}”{problem.rstrip('。')}")
    if wrong:
        said = "；".join(wrong)
        return unmet(f"{len(wrong)} 个指标不完整：{said}。", remedy="请补全后保存绩效指标。", field="绩效指标")
    return met(f"年度目标和 {len(case.indicators)} 个指标齐全。")


@rule(
    ApplicationCase,
    "13-21",
    article="第九条、第十三条",
    title="指标分值合计符合方案",
    severity=Severity.BLOCK,
    explanation="预算执行率与全部指标的分值合计须为 100 分，各一级指标符合所选的分值方案。",
)
def weights_fit_scheme(case: ApplicationCase, _: Figures) -> Verdict | None:
    """The weights fill the chosen split."""
    if not case.indicators:
        return None
    if case.scheme is None:
        return unmet("还没有选定分值方案。", remedy="请打开绩效指标，选择分值方案后保存。", field="绩效指标")
    problems = weight_problems([(fact.level1, fact.weight) for fact in case.indicators], case.scheme)
    if problems:
        said = "；".join(problems)
        return unmet(
            f"分值与方案“{case.scheme.title}”不符：{said}。", remedy="请调整分值，或改选分值方案。", field="绩效指标"
        )
    return met(f"分值合计 100 分，符合“{case.scheme.title}”。")


@rule(
    ApplicationCase,
    "13-22",
    article="第六条、第十三条",
    title="申请金额大于零",
    severity=Severity.BLOCK,
    explanation="按资金来源填写申请金额，每个来源的金额大于零，合计即年度资金申请总额。",
)
def money_asked(case: ApplicationCase, _: Figures) -> Verdict | None:
    """Something is asked, and from every source named more than nothing."""
    if not case.shares:
        return unmet("尚未填写申请金额。", remedy="请按资金来源填写金额。", field="申请金额")
    empty = [source for source, amount in case.shares if amount <= 0]
    if empty:
        return unmet(f"{'、'.join(empty)}的申请金额应大于零。", remedy="请填写金额或删去该来源。", field="申请金额")
    total = sum(amount for _, amount in case.shares)
    numbers = tuple((source, f"{wan(amount)} 万元") for source, amount in case.shares)
    return met(f"申请 {wan(total)} 万元。", numbers=numbers)


@rule(
    ApplicationCase,
    "13-23",
    article="第八条、第十三条",
    title="写明测算依据",
    severity=Severity.BLOCK,
    explanation="金额怎样测算出来的须写明，例如系统数量与建设资金、云资源用量、补助标准；与上一次申请相同的提示核对。",
)
def basis_stated(case: ApplicationCase, _: Figures) -> Verdict | None:
    """The amount is worked out, and not merely as last time."""
    if not case.basis.strip():
        return unmet("尚未填写测算依据。", remedy="请写明金额怎样测算。", field="测算依据")
    if case.before is not None and case.basis.strip() == case.basis_before.strip():
        said = f"测算依据与 {case.before.year} 年度申请相同，请按本年度的数量、单价核对。"
        return met(said, field="测算依据", notice=True)
    return met("已写明测算依据。")


@rule(
    ApplicationCase,
    "16-22",
    article="第十六条",
    title="写明年度实施计划",
    severity=Severity.BLOCK,
    explanation="项目资金在当年使用，年度内的工作内容和进度安排须写明。",
)
def plan_stated(case: ApplicationCase, _: Figures) -> Verdict | None:
    """The year has a plan."""
    if not case.plan.strip():
        return unmet("尚未填写年度实施计划。", remedy="请写明年度内的工作内容和进度安排。", field="年度实施计划")
    return met("已写明年度实施计划。")


@rule(
    ApplicationCase,
    "13-25",
    article="第十三条",
    title="上年度自评已定稿",
    severity=Severity.BLOCK,
    explanation="评价结果是下一年度申请资金的依据：上年度绩效自评没有签批定稿的，不能申请。",
)
def year_before_evaluated(case: ApplicationCase, _: Figures) -> Verdict | None:
    """The year before, if the ledger has it, is evaluated and signed."""
    if case.before is None:
        return met("没有需要评价的以前年度。")
    if case.before.evaluation is None:
        return unmet(
            f"{case.before.year} 年度绩效自评还没有定稿，不能申请 {case.year} 年度资金。",
            remedy="请先完成该年度自评的填报和签批；没有安排资金的年度，请财务关闭。",
            field="上年度自评",
        )
    return met(f"{case.before.evaluation.name} 已定稿。")


@rule(
    ApplicationCase,
    "13-26",
    article="第十三条",
    title="以前年度整改已销号",
    severity=Severity.BLOCK,
    explanation="评价、检查和审计发现的问题须及时整改；还有整改中或待确认的事项，不能申请下一年度资金。",
)
def problems_closed(case: ApplicationCase, _: Figures) -> Verdict | None:
    """No rectification of an earlier year is running."""
    running = [one for one in case.problems if one.state in _RUNNING]
    if running:
        said = "；".join(f"{one.number}（{one.year} 年度，{one.state.label}）{_short(one.problem)}" for one in running)
        return unmet(
            f"以前年度还有 {len(running)} 项整改没有销号：{said}。",
            remedy="请先完成整改并由他人确认销号。",
            field="整改",
        )
    return met(f"以前年度 {len(case.problems)} 项整改均已销号。" if case.problems else "以前年度没有整改事项。")


@rule(
    ApplicationCase,
    "13-27",
    article="第十三条",
    title="较差的评价结果已列入整改",
    severity=Severity.BLOCK,
    explanation="上年度自评或重点评价为中、差的，发现的问题须登记整改事项；没有登记的不能申请。",
)
def poor_results_answered(case: ApplicationCase, figures: Figures) -> Verdict | None:
    """Every poor result of the year before led to a rectification."""
    poor = _poor(case, figures)
    silent = [one for one in poor if not one.answered]
    if silent:
        return unmet(
            f"{_named(silent)}，还没有登记整改事项。", remedy="请先登记整改事项，完成整改后再申请。", field="登记整改"
        )
    return met(f"{_named(poor)}，已列入整改。") if poor else None


@rule(
    ApplicationCase,
    "13-32",
    article="第十三条、第十五条",
    title="监控要求的整改已登记",
    severity=Severity.BLOCK,
    explanation="以前年度运行监控要求整改的，须登记整改事项；没有登记的不能申请下一年度资金。",
)
def demands_answered(case: ApplicationCase, _: Figures) -> Verdict | None:
    """What a monitoring of an earlier year wanted put right is registered."""
    if not case.demands:
        return None
    return unmet(
        f"运行监控 {'、'.join(case.demands)} 要求整改，还没有登记整改事项。",
        remedy="请先登记整改事项，完成整改后再申请。",
        field="登记整改",
    )


@rule(
    ApplicationCase,
    "13-28",
    article="第十三条",
    title="上年度评价结果",
    severity=Severity.BLOCK,
    explanation="显示上年度自评和重点评价的得分与等级，供签批人参考；较差的结果另有要求。",
)
def result_shown(case: ApplicationCase, figures: Figures) -> Verdict | None:
    """The results of the year before are shown."""
    if case.before is None or not case.before.results:
        return None
    numbers = tuple((one.name, f"{points_text(one.points)} 分，{one.grade}") for one in case.before.results)
    poor = bool(_poor(case, figures))
    return met(f"{case.before.year} 年度：{_named(case.before.results)}。", numbers=numbers, notice=poor)


@rule(
    ApplicationCase,
    "13-29",
    article="第十三条",
    title="评价结果较差的有调整说明",
    severity=Severity.BLOCK,
    explanation="上年度评价为中、差的，须写明本年度在任务、金额、指标或管理上作了哪些调整；说明印在申报表上。",
)
def poor_result_adjusted(case: ApplicationCase, figures: Figures) -> Verdict | None:
    """After a poor result the application says what is changed."""
    poor = _poor(case, figures)
    if not poor:
        return None
    if not case.adjustment.strip():
        return unmet(f"{_named(poor)}，须有调整说明。", remedy="请写明本年度作了哪些调整。", field="调整说明")
    return met("已针对上年度评价结果写明调整说明。")


@rule(
    ApplicationCase,
    "16-20",
    article="第十六条",
    title="在项目期限内",
    severity=Severity.BLOCK,
    explanation="项目期限为三年；期满后有“保留”或“调整”的期满评价结论才能继续申请，“取消”的不再安排。",
)
def within_term(case: ApplicationCase, _: Figures) -> Verdict | None:
    """The year lies within the project's terms."""
    term = f"{case.first_year}—{case.last_year} 年"
    if case.first_year <= case.year <= case.last_year:
        if case.review is not None:
            return met(f"期满评价 {case.review.number} 结论为“{case.review.conclusion.label}”，可继续申请。")
        return met(f"在项目期限 {term}内。")
    if case.cancelled:
        return unmet(
            f"项目期满评价 {case.cancelled} 的结论是“取消”，不再安排资金。",
            remedy="确有需要的，请另行立项。",
            field="年度",
        )
    return unmet(
        f"{case.year} 年度不在项目期限 {term}内。",
        remedy="请先开展期满评价，结论为“保留”或“调整”的才能继续申请。",
        field="期满评价",
    )


@rule(
    ApplicationCase,
    "16-21",
    article="第十六条",
    title="按期满评价的结论作了调整",
    severity=Severity.BLOCK,
    explanation="期满评价结论为“调整”的，其后第一年的申请须写明怎样落实调整。",
)
def review_heeded(case: ApplicationCase, _: Figures) -> Verdict | None:
    """The first application after 调整 says how it is carried out."""
    review, last = case.review, case.year - 1 if case.before is None else case.before.year
    if review is None or review.conclusion is not Conclusion.ADJUST or review.to_year < last:
        return None
    if not case.adjustment.strip():
        return unmet(
            f"期满评价 {review.number} 结论为“调整”，须有调整说明。",
            remedy="请写明怎样落实期满评价的调整意见。",
            field="调整说明",
        )
    return met("已写明怎样落实期满评价的调整意见。")


@rule(
    ApplicationCase,
    "13-31",
    article="第十三条",
    title="填写联系电话",
    severity=Severity.CAUTION,
    explanation="申报表报送财政，联系电话没有填写的作提示。",
)
def phone_given(case: ApplicationCase, _: Figures) -> Verdict | None:
    """Whoever reads the form can ask."""
    if not case.phone.strip():
        return met("没有填写联系电话，表上该栏为空。", field="联系电话", notice=True)
    return met("已填写联系电话。")


@rule(
    ApplicationCase,
    "13-30",
    article="第九条、第十三条",
    title="目标值为 0 的指标",
    severity=Severity.BLOCK,
    explanation="目标值为 0 的指标没有比值可算，只分“达到”和由经办人评定；在此说明怎样计分。",
)
def zero_targets_explained(case: ApplicationCase, _: Figures) -> Verdict | None:
    """Indicators aimed at 0 are shown with what that means for the score."""
    hints = [f"“{fact.name}”{hint}" for fact in case.indicators if (hint := zero_hint(fact.target))]
    return met("".join(hints), notice=True) if hints else None


def _poor(case: ApplicationCase, figures: Figures) -> tuple[EarlierResult, ...]:
    """Results of the year before whose grade calls for rectification."""
    if case.before is None:
        return ()
    grades = figures.poor_grades(case.on)
    return tuple(one for one in case.before.results if one.grade in grades)


def _named(results: Iterable[EarlierResult]) -> str:
    return "，".join(f"{one.name} {points_text(one.points)} 分（{one.grade}）" for one in results)


def _short(text: str) -> str:
    return text.rstrip("。") if len(text) <= 20 else f"{text[:20]}…"
