"""Arts. 13 and 16: who used the money evaluates it, completely and with an explanation of every gap.

An evaluation has its own boxes for explanations, so nothing here takes a separate reason: an empty box blocks, and what
is only worth knowing is a notice.
"""

from __future__ import annotations

import datetime as dt

from fundapp.rules.book import rule
from fundapp.rules.evaluation_case import EvaluationCase, IndicatorFact, IndicatorResult
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.scoring import evaluate
from fundapp.rules.target import Target, below_zero, beyond_all
from fundapp.values.money import BASIS, percent, ratio_bp, wan
from fundapp.values.score import points_text

_FULL = 10_000
"""100 points in hundredths: the scale itself (财预〔2020〕10号), not a county's figure."""


@rule(
    EvaluationCase,
    "13-1",
    article="第九条、第十三条",
    title="分值合计 100 分",
    severity=Severity.BLOCK,
    explanation="预算执行率与全部绩效指标的分值合计须为 100 分，每个指标的分值大于零。",
)
def weights_add_up(case: EvaluationCase, _: Figures) -> Verdict | None:
    """Execution rate and indicators share exactly 100 points."""
    if not case.indicators:
        return unmet("没有绩效指标。", remedy="请先在项目年度中编制绩效指标。", field="绩效指标")
    total = case.execution_weight + sum(fact.weight for fact in case.indicators)
    if total != _FULL or any(fact.weight <= 0 for fact in case.indicators):
        return unmet(
            f"分值合计 {points_text(total)} 分（其中预算执行率 {points_text(case.execution_weight)} 分），"
            "应为 100.00 分且每个指标大于零。",
            remedy="请调整指标分值。",
            field="分值",
            numbers=(("分值合计", points_text(total)),),
        )
    return met("分值合计 100 分。")


@rule(
    EvaluationCase,
    "13-2",
    article="第十三条",
    title="实际完成值齐全",
    severity=Severity.BLOCK,
    explanation="每个适用的指标都要有能够计分的实际完成值；不能计算的由经办人评定得分比例。",
)
def actuals_complete(case: EvaluationCase, figures: Figures) -> Verdict | None:
    """Every indicator can be scored, and not all were dropped."""
    if not case.indicators:
        return None
    if not any(fact.applicable for fact in case.indicators):
        return unmet("全部指标都标为不适用。", remedy="请至少保留一项适用的指标。", field="实际完成值")
    unscored = [each for each in evaluate(case, figures).indicators if each.points is None]
    if unscored:
        named: dict[str, list[str]] = {}
        for each in unscored:
            named.setdefault(each.formula.rstrip("。"), []).append(f"“{each.name}”")
        lines = "；".join(f"{'、'.join(names)}{why}" for why, names in named.items())
        return unmet(f"{len(unscored)} 个指标还不能计分：{lines}。", remedy="请补填实际完成值。", field="实际完成值")
    return met(f"{len(case.indicators)} 个指标均已计分。")


@rule(
    EvaluationCase,
    "13-3",
    article="第十三条",
    title="未达标、评定或不适用的指标有说明",
    severity=Severity.BLOCK,
    explanation="未达到目标值、由经办人评定得分或本年不适用的指标，须填写原因、依据及改进措施。",
)
def gaps_explained(case: EvaluationCase, figures: Figures) -> Verdict | None:
    """Each missed, judged or dropped indicator carries an explanation."""
    found = _scored(case, figures)
    gaps = [fact for fact, result in found if not result.reached or result.judged]  # what was dropped is never reached
    silent = [fact for fact in gaps if not fact.explanation.strip()]
    if silent:
        return unmet(
            f"{len(silent)} 个指标缺偏差说明：{_names(silent)}。",
            remedy="请填写偏差原因分析及改进措施；由经办人评定的，写明评定依据。",
            field="偏差原因",
        )
    return met(f"{len(gaps)} 个未达标、评定或不适用的指标均已说明。" if gaps else "指标全部达标。")


@rule(
    EvaluationCase,
    "13-4",
    article="第十三条",
    title="明显超出目标的指标有说明",
    severity=Severity.BLOCK,
    explanation="实际完成值远好于目标值的，须分析是否目标定得过低；程序不自动扣分，可人工扣减并写明理由。",
)
def surpluses_explained(case: EvaluationCase, figures: Figures) -> Verdict | None:
    """Each indicator far beyond its target carries an explanation."""
    far = [fact for fact, result in _scored(case, figures) if result.deviates]
    silent = [fact for fact in far if not fact.explanation.strip()]
    trigger = percent(figures.number("deviation_trigger", case.on))
    numbers = (("说明线", trigger),)
    if silent:
        return unmet(
            f"{len(silent)} 个指标明显超出目标而未说明（超过目标的 {trigger}，或多于“等于”所定的数量）："
            f"{_names(silent)}。",
            remedy="请说明偏离原因；目标确实偏低的，可人工扣减分值。",
            field="偏差原因",
            numbers=numbers,
        )
    return met(f"{len(far)} 个明显超出目标的指标均已说明。" if far else "没有明显超出目标的指标。", numbers=numbers)


@rule(
    EvaluationCase,
    "13-5",
    article="第十三条",
    title="预算执行率偏低有说明",
    severity=Severity.BLOCK,
    explanation="预算执行率低于规定比例的，须说明原因。没有预算指标或没有支出的，也在此提示。",
)
def execution_explained(case: EvaluationCase, figures: Figures) -> Verdict | None:
    """A low execution rate carries an explanation. Compared exactly; the percentage shown is rounded."""
    if case.budget_adjusted <= 0:
        return unmet(
            f"{case.year} 年度没有预算指标，无法计算预算执行率。", remedy="请财务先登记预算指标。", field="预算执行率"
        )
    limit = figures.number("execution_explanation", case.on)
    rate = percent(ratio_bp(case.executed, case.budget_adjusted))
    numbers = (
        ("全年预算数", f"{wan(case.budget_adjusted)} 万元"),
        ("全年执行数", f"{wan(case.executed)} 万元"),
        ("执行率", rate),
        ("说明线", percent(limit)),
    )
    if case.executed * BASIS >= limit * case.budget_adjusted:
        return met(f"预算执行率 {rate}。", numbers=numbers)
    spent = "本年没有支出，" if not case.executed else ""
    if case.execution_explanation.strip():
        return met(f"{spent}预算执行率 {rate}，低于 {percent(limit)}，已说明原因。", numbers=numbers, notice=True)
    return unmet(
        f"{spent}预算执行率 {rate}，低于 {percent(limit)}。",
        remedy="请填写执行率偏低的原因。",
        field="执行率说明",
        numbers=numbers,
    )


@rule(
    EvaluationCase,
    "13-6",
    article="第十三条",
    title="由使用资金的科室填报",
    severity=Severity.BLOCK,
    explanation="自评由实际使用资金的科室填报，该科室对所填内容负责。",
)
def filled_by_user(case: EvaluationCase, _: Figures) -> Verdict | None:
    """The division that used the money fills in the form."""
    if case.division_id != case.using_division_id:
        return unmet("填报科室不是使用项目资金的科室。", remedy="请由使用资金的科室经办人填报。", field="填报科室")
    return met("由使用资金的科室填报。")


@rule(
    EvaluationCase,
    "13-7",
    article="第十三条",
    title="人工扣减有理由",
    severity=Severity.BLOCK,
    explanation="人工扣减须写明理由，不得为负数，也不得超过该指标的分值。",
)
def deductions_reasoned(case: EvaluationCase, _: Figures) -> Verdict | None:
    """A deduction by hand is possible and carries a reason."""
    cut = [fact for fact in case.indicators if fact.deduction]
    wrong = [fact for fact in cut if not 0 <= fact.deduction <= fact.weight]
    if wrong:
        return unmet(f"人工扣减应大于零且不超过分值：{_names(wrong)}。", remedy="请更正扣减分值。", field="人工扣减")
    silent = [fact for fact in cut if not fact.deduction_reason.strip()]
    if silent:
        return unmet(f"人工扣减没有写明理由：{_names(silent)}。", remedy="请填写扣减理由。", field="扣减理由")
    return met(f"{len(cut)} 处人工扣减均有理由。") if cut else None


@rule(
    EvaluationCase,
    "13-8",
    article="第十三条",
    title="已填写总体目标完成情况",
    severity=Severity.BLOCK,
    explanation="自评表的“年度总体目标实际完成情况”须填写，内容应可对外公开。",
)
def outcome_stated(case: EvaluationCase, _: Figures) -> Verdict | None:
    """The form says what became of the yearly goal."""
    if not case.outcome.strip():
        return unmet("尚未填写年度总体目标的实际完成情况。", remedy="请简要填写完成情况。", field="实际完成情况")
    return met("已填写年度总体目标完成情况。")


@rule(
    EvaluationCase,
    "13-14",
    article="第十三条",
    title="填写联系电话",
    severity=Severity.CAUTION,
    explanation="自评表对外报送和公开，联系电话没有填写的作提示。",
)
def phone_given(case: EvaluationCase, _: Figures) -> Verdict | None:
    """Whoever reads the form can ask."""
    if not case.phone.strip():
        return met("没有填写联系电话，表上该栏为空。", field="联系电话", notice=True)
    return met("已填写联系电话。")


@rule(
    EvaluationCase,
    "13-9",
    article="第十三条",
    title="目标和指标已随年度申请签批",
    severity=Severity.BLOCK,
    explanation="年度目标、指标和指标值随年度申请签批；申请退回修改的，重新签批以前不能按改动后的指标自评。",
)
def plan_signed(case: EvaluationCase, _: Figures) -> Verdict | None:
    """Nobody scores by indicators that were changed and not signed anew."""
    if case.unapproved:
        return unmet(
            f"{case.year} 年度申请 {case.unapproved} 还没有批准，目标和指标未经签批。",
            remedy="请先完成年度申请的签批。",
            field="绩效指标",
        )
    return None


@rule(
    EvaluationCase,
    "13-10",
    article="第十三条",
    title="年度已经结束",
    severity=Severity.CAUTION,
    explanation="年度没有结束就自评的，之后的拨付不会计入本次得分。只作提示。",
)
def year_is_over(case: EvaluationCase, _: Figures) -> Verdict | None:
    """A self-evaluation before the end of its year says what it leaves out."""
    if case.on > dt.date(case.year, 12, 31):
        return None
    return met(f"{case.year} 年度尚未结束，之后的拨付不会计入本次得分。", notice=True)


@rule(
    EvaluationCase,
    "13-11",
    article="第十三条",
    title="实际完成值不是负数",
    severity=Severity.BLOCK,
    explanation="数量、金额和百分比的实际完成值不能为负数；增长率、节约率等反映变化的指标除外。",
)
def actuals_not_negative(case: EvaluationCase, _: Figures) -> Verdict | None:
    """Nothing is achieved less than not at all."""
    wrong = [fact for fact in case.indicators if fact.applicable and below_zero(fact.name, fact.actual)]
    if not wrong:
        return None
    return unmet(f"实际完成值不能为负数：{_names(wrong)}。", remedy="请更正实际完成值。", field="实际完成值")


@rule(
    EvaluationCase,
    "13-12",
    article="第十三条",
    title="比率不超过百分之百",
    severity=Severity.CAUTION,
    explanation="满意度和各种率的目标不高于 100% 而实际完成值超过 100% 的，提示核对。只作提示。",
)
def rates_within_all(case: EvaluationCase, _: Figures) -> Verdict | None:
    """A rate above 100 % is looked at once more."""
    far = [fact for fact in case.indicators if fact.applicable and beyond_all(_target(fact), fact.actual)]
    if not far:
        return None
    return met(f"实际完成值超过 100%，请核对：{_names(far)}。", field="实际完成值", notice=True)


@rule(
    EvaluationCase,
    "13-13",
    article="第十三条",
    title="实际完成值是全年的数",
    severity=Severity.CAUTION,
    explanation="由年中监控带出的实际完成值只到监控截止日，自评前须核对全年的数。只作提示。",
)
def actuals_of_whole_year(case: EvaluationCase, _: Figures) -> Verdict | None:
    """Figures that were taken over from part of the year are named, once for each last day."""
    if not case.taken_over:
        return None
    named: dict[dt.date, list[str]] = {}
    for name, until in case.taken_over:
        named.setdefault(until, []).append(f"“{name}”")
    lines = "；".join(
        f"以下 {len(names)} 项仍是监控截至{until.month}月{until.day}日的数：{'、'.join(names)}"
        for until, names in named.items()
    )
    return met(f"{lines}。请核对全年数。", field="实际完成值", notice=True)


@rule(
    EvaluationCase,
    "16-5",
    article="第十六条",
    title="年度结余",
    severity=Severity.CAUTION,
    explanation="资金在当年使用；有结余的列出金额，提示在执行率说明中写明结转或交回。只作提示。",
)
def balance_shown(case: EvaluationCase, _: Figures) -> Verdict | None:
    """An unspent balance is shown."""
    rest = case.budget_adjusted - case.executed
    numbers = (("结余", f"{wan(rest)} 万元"),)
    if rest > 0 and case.execution_explanation.strip():
        return met(f"结余 {wan(rest)} 万元，已在执行率说明中说明。", numbers=numbers)
    if rest > 0:
        said = f"结余 {wan(rest)} 万元，请在执行率说明中写明去向。"
        return met(said, numbers=numbers, notice=True, field="执行率说明")
    return met("没有结余。", numbers=numbers)


def _scored(case: EvaluationCase, figures: Figures) -> list[tuple[IndicatorFact, IndicatorResult]]:
    """Indicators with a score, the dropped ones with 0; those not yet scorable are the business of rule 13-2."""
    pairs = zip(case.indicators, evaluate(case, figures).indicators, strict=True)
    return [(fact, result) for fact, result in pairs if result.points is not None]


def _target(fact: IndicatorFact) -> Target:
    return Target(name=fact.name, operator=fact.operator, figure=fact.target, unit=fact.unit)


def _names(facts: list[IndicatorFact]) -> str:
    return "、".join(f"“{fact.name}”" for fact in facts)
