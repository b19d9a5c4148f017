"""Scoring a self-evaluation with the dated scales of its day (arts. 9, 13; 财预〔2020〕10号, 财预〔2021〕101号)."""

from __future__ import annotations

from fundapp.rules.evaluation_case import EvaluationCase, EvaluationResult, IndicatorFact, IndicatorResult
from fundapp.rules.figures import Figures
from fundapp.values.bad_input import BadInput
from fundapp.values.money import BASIS, percent, ratio_bp, wan
from fundapp.values.proportion import half_up
from fundapp.values.score import (
    Actual,
    ExecutionMode,
    IndicatorTarget,
    execution_points,
    grade,
    points_text,
    rescale,
    score_indicator,
)


def evaluate(case: EvaluationCase, figures: Figures) -> EvaluationResult:
    """Score what is filled in so far; what cannot be scored yet says so in its formula.

    Total = points of the execution rate + points of the indicators, each after its deduction by hand. The execution
    rate keeps its weight; the weights of indicators that do not apply go to the other indicators (largest remainder),
    so that the whole stays 100.00. The grade is the dated band of the total. Sources: 财预〔2020〕10号 and, for the
    step scales, 财预〔2021〕101号.

    Args:
        case: what was promised, what came of it, and the year's money in 分.
        figures: dated scales, asked for `case.on`.

    Raises:
        NotFound: no scale holds on that day.
    """
    execution, execution_formula = _execution(case, figures)
    indicators = tuple(
        _indicator(case, fact, weight, figures) for fact, weight in zip(case.indicators, _weights(case), strict=True)
    )
    total = (execution or 0) + sum(each.points or 0 for each in indicators)
    finished = (
        execution is not None
        and any(fact.applicable for fact in case.indicators)
        and all(each.points is not None for each in indicators)
    )
    return EvaluationResult(
        execution_rate_bp=ratio_bp(case.executed, case.budget_adjusted) if case.budget_adjusted > 0 else None,
        execution_weight=case.execution_weight,
        execution_points=execution,
        execution_formula=execution_formula,
        indicators=indicators,
        total_points=total,
        grade=grade(total, figures.grade_bands(case.on)) if finished else "",
        finished=finished,
    )


def _weights(case: EvaluationCase) -> tuple[int, ...]:
    """Weights after dropping what does not apply; while they cannot be spread, as typed."""
    dropped = {place for place, fact in enumerate(case.indicators) if not fact.applicable}
    weights = [fact.weight for fact in case.indicators]
    try:
        return rescale(weights, dropped) if dropped else tuple(weights)
    except BadInput:
        return tuple(0 if place in dropped else weight for place, weight in enumerate(weights))


def _execution(case: EvaluationCase, figures: Figures) -> tuple[int | None, str]:
    weight = case.execution_weight
    steps = tuple((from_bp, half_up(weight * share, BASIS)) for from_bp, share in figures.execution_steps(case.on))
    try:
        points = execution_points(
            case.executed, case.budget_adjusted, weight, case.execution_mode, steps, finished=case.completed
        )
    except BadInput as error:
        return None, error.message
    rate = percent(ratio_bp(case.executed, case.budget_adjusted))
    base = f"{wan(case.executed)} 万元 ÷ {wan(case.budget_adjusted)} 万元 ＝ {rate}"
    if case.execution_mode is ExecutionMode.PROPORTIONAL:
        return points, f"{base}；{points_text(weight)} × {rate} ＝ {points_text(points)} 分。"
    how = "项目已完成且未超预算，得满分" if case.completed and case.executed <= case.budget_adjusted else "按档次"
    return points, f"{base}；{how}：{points_text(points)} 分。"


def _indicator(case: EvaluationCase, fact: IndicatorFact, weight: int, figures: Figures) -> IndicatorResult:
    try:
        score = score_indicator(
            IndicatorTarget(
                fact.operator,
                weight,
                fact.target,
                fact.target_on,
                fact.unit,
                figures.scoring_steps(case.scheme, fact.level1, case.on),
            ),
            Actual(fact.actual, fact.actual_on, None, fact.rating_bp, not fact.applicable),
            figures.bands(case.on),
            deviation_bp=figures.number("deviation_trigger", case.on),
            lateness=figures.lateness(case.on),
        )
    except BadInput as error:
        return IndicatorResult(
            key=fact.key,
            name=fact.name,
            weight=weight,
            points=None,
            reached=False,
            deviates=False,
            formula=error.message,
        )
    taken = min(max(fact.deduction, 0), score.points)
    note = f"人工扣减 {points_text(taken)} 分，得 {points_text(score.points - taken)} 分。" if taken else ""
    return IndicatorResult(
        key=fact.key,
        name=fact.name,
        weight=weight,
        points=score.points - taken,
        reached=score.reached,
        deviates=score.deviates,
        formula=score.formula + note,
        judged=score.judged,
    )
