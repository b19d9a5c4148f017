"""Prefilling and adding up a term review (art. 16; 财预〔2020〕10号): facts and points per line, total and grade.

Points are proposed where the ledger or the self-evaluations give a quotient; everywhere else the facts are only shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from fundapp.rules.dated import Framework, FrameworkLine
from fundapp.rules.figures import Figures
from fundapp.rules.term_review_case import LineProposal, TermFacts, TermResult, TermReviewCase, TermYear
from fundapp.values.dates import chinese_date
from fundapp.values.money import BASIS, percent, wan
from fundapp.values.proportion import half_up
from fundapp.values.score import grade, points_text
from fundapp.values.term_review import (
    FactSource,
    arrival_rate_bp,
    rate_points,
    reached,
    saving_points,
    saving_rate_bp,
    term_execution_bp,
    times,
)

Found = tuple[str, int | None]
"""What the facts say, and the points proposed."""

_KINDS = frozenset(
    {FactSource.QUANTITY, FactSource.QUALITY, FactSource.TIMELINESS, FactSource.EFFECT, FactSource.SATISFACTION}
)

_OUTPUTS = (FactSource.QUANTITY, FactSource.QUALITY, FactSource.TIMELINESS)
"""产出 of the framework but its cost."""


def proposals(framework: Framework, facts: TermFacts, done_from: int) -> tuple[LineProposal, ...]:
    """What the facts of the term say about every line, in the order of the framework.

    Args:
        framework: of the day.
        facts: of the term.
        done_from: share of the points of 产出, in basis points, from which the work counts as done; the lower edge of
            the best grade (`Figures.best_grade_from`), which is what the office itself calls done well.
    """
    found = ((line, _propose(line, facts, done_from)) for line in framework.lines)
    return tuple(LineProposal(key=line.key, facts=words, points=points) for line, (words, points) in found)


def result(case: TermReviewCase, figures: Figures) -> TermResult:
    """Total and grade of what has points so far, by the dated grades of the day."""
    total = sum(line.points or 0 for line in case.lines)
    finished = bool(case.lines) and all(line.points is not None for line in case.lines)
    return TermResult(
        total_points=total, grade=grade(total, figures.grade_bands(case.on)) if finished else "", finished=finished
    )


def _propose(line: FrameworkLine, facts: TermFacts, done_from: int) -> Found:
    if line.source is None:
        return "", None
    if line.source is FactSource.COST:
        return _cost(line, facts, done_from)
    if line.source in _KINDS:
        return _by_kind(line, line.source, facts)
    return _BY_SOURCE[line.source](line, facts)


def _by_kind(line: FrameworkLine, source: FactSource, facts: TermFacts) -> Found:
    """得分 = 分值 × points reached ÷ points at stake, over all indicators of the kind in the term."""
    earned, whole = _of_kind(source, facts.years)
    if not whole:
        return f"期内自评没有{source.label.removesuffix('得分率')}的得分。", None
    points = rate_points(line.weight, earned, whole)
    rate = half_up(earned * BASIS, whole)
    years = ((year.year, *_of_kind(source, (year,))) for year in facts.years)
    each = "，".join(f"{year} 年 {percent(half_up(some * BASIS, of))}" for year, some, of in years if of)
    name = "成本指标得分率" if source is FactSource.COST else source.label
    return f"{name} {percent(rate)}（{each}）；{times(line.weight, rate, points)}。", points


def _of_kind(source: FactSource, years: Iterable[TermYear]) -> tuple[int, int]:
    kinds = (kind for year in years for kind in year.kinds if kind.source == source)
    return reached((kind.points, kind.weight) for kind in kinds)


def _arrival(line: FrameworkLine, facts: TermFacts) -> Found:
    if facts.budgeted <= 0:
        return "期内没有预算指标，不能计算资金到位率。", None
    points = rate_points(line.weight, facts.arrived, facts.budgeted)
    rate = arrival_rate_bp(facts.arrived, facts.budgeted)
    quotient = f"到位 {wan(facts.arrived)} 万元 ÷ 预算 {wan(facts.budgeted)} 万元 ＝ {percent(rate)}"
    return f"{quotient}；{times(line.weight, rate, points)}。", points


def _execution(line: FrameworkLine, facts: TermFacts) -> Found:
    if facts.available <= 0:
        return "期内没有到位资金，不能计算预算执行率。", None
    points = rate_points(line.weight, facts.spent, facts.available)
    rate = term_execution_bp(facts.spent, facts.available)
    brought = f"（含期初结转 {wan(facts.brought)} 万元）" if facts.brought else ""
    quotient = f"支出 {wan(facts.spent)} 万元 ÷ 到位 {wan(facts.available)} 万元{brought} ＝ {percent(rate)}"
    return f"{quotient}；{times(line.weight, rate, points)}。", points


def _cost(line: FrameworkLine, facts: TermFacts, done_from: int) -> Found:
    """Cost indicators of the self-evaluations when there are any, else the saving rate of the term's money.

    Money that was not spent because the work was not done is no saving: when less was spent than planned and the
    self-evaluations earned less than `done_from` of the points of 产出 (数量, 质量, 时效), nothing is proposed and
    people judge.
    """
    planned = facts.budgeted + facts.brought
    rate = percent(saving_rate_bp(planned, facts.spent)) if planned > 0 else ""
    saved = f"计划成本（预算）{wan(planned)} 万元，实际支出 {wan(facts.spent)} 万元，成本节约率 {rate}" if rate else ""
    if _of_kind(FactSource.COST, facts.years)[1]:
        words, points = _by_kind(line, FactSource.COST, facts)
        return words + (f"{saved}。" if saved else ""), points
    if not saved:
        return "期内没有预算指标，不能计算成本节约率。", None
    earned, whole = (sum(pair) for pair in zip(*(_of_kind(one, facts.years) for one in _OUTPUTS), strict=True))
    if facts.spent < planned and earned * BASIS < whole * done_from:
        rate = percent(half_up(earned * BASIS, whole))
        why = f"期内产出指标得分率 {rate}，不到 {percent(done_from)}，任务没有完成好，少支出不一定是节约"
        return f"{saved}；{why}，请评定。", None
    points = saving_points(line.weight, planned, facts.spent)
    how = "未超计划成本，得满分" if facts.spent <= planned else "按超支比例扣减"
    return f"{saved}，{how} {points_text(points)} 分。", points


def _compliance(_line: FrameworkLine, facts: TermFacts) -> Found:
    if not facts.problems:
        return "期内没有登记需要整改的问题。", None
    inspected = f"（监督检查、审计 {facts.inspected} 项）" if facts.inspected else ""
    return f"期内登记问题 {facts.problems} 项{inspected}，已销号 {facts.closed} 项。", None


def _monitoring(_line: FrameworkLine, facts: TermFacts) -> Found:
    count = sum(year.monitorings for year in facts.years)
    without = "、".join(str(year.year) for year in facts.years if not year.monitorings)
    return f"期内完成运行监控 {count} 次" + (f"，{without} 年度没有监控。" if without else "，每个年度都有。"), None


def _goals(_line: FrameworkLine, facts: TermFacts) -> Found:
    count, measured = sum(year.indicators for year in facts.years), sum(year.measured for year in facts.years)
    if not count:
        return "期内没有编制绩效指标。", None
    return f"期内各年度共 {count} 项绩效指标，其中定量或限期 {measured} 项。", None


def _approval(_line: FrameworkLine, facts: TermFacts) -> Found:
    if not facts.approval:
        return "账套中没有登记立项批复文号。", None
    day = f"（{chinese_date(facts.approved_on)}）" if facts.approved_on is not None else ""
    return f"立项批复：{facts.approval}{day}。", None


_BY_SOURCE: Mapping[FactSource, Callable[[FrameworkLine, TermFacts], Found]] = MappingProxyType(
    {
        FactSource.ARRIVAL: _arrival,
        FactSource.EXECUTION: _execution,
        FactSource.COMPLIANCE: _compliance,
        FactSource.MONITORING: _monitoring,
        FactSource.GOALS: _goals,
        FactSource.APPROVAL: _approval,
    }
)
