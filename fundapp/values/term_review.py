"""Rates and proposed points of a term review, as 财预〔2020〕10号 defines them, in whole numbers.

Every function says what goes in, in which unit, and by which formula. A rate is basis points (10000 = 100 %), rounded
half up; points are hundredths, never negative and never above the weight. Points are computed from the amounts and not
from the rounded rate.
"""

from __future__ import annotations

from collections.abc import Iterable

from fundapp.values.bad_input import BadInput
from fundapp.values.labelled import Labelled
from fundapp.values.money import BASIS, Fen, percent
from fundapp.values.proportion import half_up
from fundapp.values.score import Points, points_text


class FactSource(Labelled):
    """Which fact of the term stands beside a line of the framework, and where there is a rule proposes its points."""

    ARRIVAL = "arrival", "资金到位率"
    EXECUTION = "execution", "预算执行率"
    COST = "cost", "成本节约率"
    QUANTITY = "quantity", "数量指标得分率"
    QUALITY = "quality", "质量指标得分率"
    TIMELINESS = "timeliness", "时效指标得分率"
    EFFECT = "effect", "效益指标得分率"
    SATISFACTION = "satisfaction", "满意度指标得分率"
    COMPLIANCE = "compliance", "发现问题与整改"
    MONITORING = "monitoring", "运行监控"
    GOALS = "goals", "绩效指标设置"
    APPROVAL = "approval", "立项批复"


_WORDS = (
    ("满意", FactSource.SATISFACTION),
    ("成本", FactSource.COST),
    ("数量", FactSource.QUANTITY),
    ("质量", FactSource.QUALITY),
    ("时效", FactSource.TIMELINESS),
    ("效益", FactSource.EFFECT),
    ("影响", FactSource.EFFECT),
)


def source_of(level1: str, level2: str) -> FactSource | None:
    """Which line of a term review an indicator of a self-evaluation counts for; None when its levels name no kind.

    The second level is asked first: 财预〔2021〕101号 has 成本 as a first level, 财预〔2020〕10号 as a second.

    Args:
        level1: first-level name, such as 产出指标.
        level2: second-level name, such as 质量指标.
    """
    found = (kind for name in (level2, level1) for word, kind in _WORDS if word in name)
    return next(found, None)


def arrival_rate_bp(arrived: Fen, budgeted: Fen) -> int:
    """资金到位率 = 实际到位资金 ÷ 预算资金.

    Args:
        arrived: 分 that stayed at the project's disposal: budget and additions after cuts.
        budgeted: 分 that budget documents gave: 年初预算 and additions.

    Raises:
        BadInput: no budget, so that no rate exists.
    """
    return _rate(arrived, budgeted, "没有预算资金，无法计算资金到位率。")


def term_execution_bp(spent: Fen, arrived: Fen) -> int:
    """预算执行率 = 实际支出资金 ÷ 实际到位资金; the self-evaluation of a year divides by the year's budget instead.

    Raises:
        BadInput: nothing arrived.
    """
    return _rate(spent, arrived, "没有到位资金，无法计算预算执行率。")


def saving_rate_bp(planned: Fen, actual: Fen) -> int:
    """成本节约率 = （计划成本 − 实际成本）÷ 计划成本; negative when it cost more than planned.

    Raises:
        BadInput: no planned cost.
    """
    return _rate(planned - actual, planned, "没有计划成本，无法计算成本节约率。")


def rate_points(weight: Points, part: int, whole: int) -> Points:
    """得分 = 分值 × part ÷ whole, at least 0 and at most the weight.

    Used for 到位率 (arrived, budgeted), 执行率 (spent, arrived), and what self-evaluations reached of their weights.

    Raises:
        BadInput: the whole is 0 or negative, or the weight is negative.
    """
    if weight < 0:
        raise BadInput("指标分值不能为负数。")
    if whole <= 0:
        raise BadInput("分母为 0 或负数，无法计算得分。")
    return max(0, min(weight, half_up(weight * part, whole)))


def saving_points(weight: Points, planned: Fen, actual: Fen) -> Points:
    """得分 = 分值 when the cost stayed within the plan, else 分值 × （1 − 超支 ÷ 计划成本）, at least 0.

    Raises:
        BadInput: no planned cost, or the weight is negative.
    """
    return rate_points(weight, planned - max(actual - planned, 0), planned)


def reached(pairs: Iterable[tuple[Points, Points]]) -> tuple[Points, Points]:
    """Points earned and points at stake of indicators of one kind, added up over all years of the term.

    Their quotient is the average share of points reached, weighted by the indicators' own weights.
    """
    found = tuple(pairs)
    return sum(points for points, _ in found), sum(weight for _, weight in found)


def times(weight: Points, rate_bp: int, points: Points) -> str:
    """How points came about, as a formula to be read: ``4.00 × 98.00% ＝ 3.92 分``."""
    return f"{points_text(weight)} × {percent(rate_bp)} ＝ {points_text(points)} 分"


def _rate(part: int, whole: int, why: str) -> int:
    if whole <= 0:
        raise BadInput(why)
    return half_up(part * BASIS, whole)
