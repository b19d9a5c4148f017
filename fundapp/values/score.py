"""Scoring a performance table: 财预〔2020〕10号 and 财预〔2021〕101号 in whole hundredths of a point.

Pure functions: the same inputs always give the same points, nothing is read and nothing is stored. Units: points and
weights are hundredths of a point, shares and rates basis points (10000 = 100 %), quantities `Decimal` in the
indicator's own unit, money 分. Nothing here knows a county's figures: weights, band edges, steps, grades and the
deviation trigger are handed in. Where the rule would divide by 0 the clerk is asked (`BadInput`) and answers with
`Actual.share_bp`.

docs/scoring.md says the same in Chinese, with the source of every formula.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from fundapp.values.bad_input import BadInput
from fundapp.values.dates import chinese_date
from fundapp.values.labelled import Labelled
from fundapp.values.money import BASIS, Fen, percent
from fundapp.values.proportion import apportion, half_up

Points: TypeAlias = int
"""Hundredths of a point: 1000 is 10.00 points."""

_LARGEST_POWER = 18
_PERCENT = ("%", "％")


class Operator(Labelled):
    """How an indicator's target is meant (指标性质)."""

    AT_LEAST = "≥", "≥"
    ABOVE = ">", "＞"
    EQUAL = "=", "＝"
    AT_MOST = "≤", "≤"
    BELOW = "<", "＜"
    QUALITATIVE = "qualitative", "定性"
    DATE = "date", "日期"


_REVERSE = (Operator.AT_MOST, Operator.BELOW)
"""Less is better."""


class Band(Labelled):
    """How far a qualitative indicator was reached."""

    REACHED = "reached", "达成"
    PARTLY = "partly", "部分达成"
    MISSED = "missed", "未达成"


class ExecutionMode(Labelled):
    """How the budget execution rate is turned into points."""

    PROPORTIONAL = "proportional", "按执行率计分"
    STEPPED = "stepped", "按档次计分"


@dataclass(frozen=True)
class Bands:
    """Edges of the qualitative bands in basis points of the weight, from the top: 10000, 8000, 6000, 0.

    The lower edge belongs to the band, the upper one to the band above.
    """

    edges: tuple[int, int, int, int]

    def __post_init__(self) -> None:
        if not BASIS >= self.edges[0] > self.edges[1] > self.edges[2] > self.edges[3] >= 0:
            raise BadInput("定性指标的分档比例应在 0 到 100% 之间，并从高到低排列。")

    def of(self, band: Band) -> tuple[int, int]:
        """Give the upper and the lower edge of a band."""
        place = tuple(Band).index(band)
        return self.edges[place], self.edges[place + 1]


@dataclass(frozen=True)
class IndicatorTarget:
    """What was promised for the year: a figure, or a date, or a quality.

    Attributes:
        operator: how the target is meant.
        weight: hundredths of a point at stake.
        target: quantity in `unit`; `target_date` for a date.
        unit: shown in the formula; ``%`` also tells a rate from a count.
        steps: points by steps of the rate reached instead of actual ÷ target (满意度赋分 of 财预〔2021〕101号): (from
            basis points of the rate, basis points of the weight). Looked at for ≥ > = in per cent only.
    """

    operator: Operator
    weight: Points
    target: Decimal | None = None
    target_date: date | None = None
    unit: str = ""
    steps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Actual:
    """What came of it.

    `share_bp` is the clerk's own judgement in basis points of the weight: the place within a qualitative band, or the
    answer where the rule cannot compute (no figure, a target of 0). Where the rule can compute, it is not looked at.
    """

    value: Decimal | None = None
    on: date | None = None
    band: Band | None = None
    share_bp: int | None = None
    not_applicable: bool = False


@dataclass(frozen=True)
class IndicatorScore:
    """What one indicator earned.

    Attributes:
        points: hundredths of a point, from 0 to the weight.
        reached: the target was reached; for a judgement, the clerk gave the whole weight.
        deviates: so far beyond the target that the reason has to be explained; never deducts.
        formula: how the points came about, as a Chinese sentence.
        judged: no rule could compute, the clerk's own share counted; it has to be explained.
    """

    points: Points
    reached: bool
    deviates: bool
    formula: str
    judged: bool = False


def band_of(share_bp: int, bands: Bands) -> Band:
    """Give the band that a share of the weight belongs to; an edge belongs to the band above it."""
    return next((band for band in Band if share_bp >= bands.of(band)[1]), Band.MISSED)


def points_text(points: Points) -> str:
    """Show points with two places: 947 is ``9.47``."""
    return f"{'-' if points < 0 else ''}{abs(points) // 100}.{abs(points) % 100:02d}"


def score_indicator(
    target: IndicatorTarget,
    actual: Actual,
    bands: Bands,
    *,
    deviation_bp: int | None = None,
    lateness: Sequence[tuple[int, int]] = (),
) -> IndicatorScore:
    """Score one indicator; never below 0 and never above its weight.

    Formulas (财预〔2020〕10号): ≥ > = reached gives the weight, missed weight × actual ÷ target; ≤ < reached gives the
    weight, missed weight × target ÷ actual; a quality gives weight × share within its band; a date gives the weight,
    or weight × share of its step of lateness; all rounded half up to hundredths. With `target.steps`, weight × share of
    the step of the rate (财预〔2021〕101号). Monotone: a better actual never earns less.

    Args:
        target: what was promised.
        actual: what came of it.
        bands: edges of the qualitative bands.
        deviation_bp: actual ÷ target (target ÷ actual for ≤ and <) above which the score `deviates`; it never deducts.
        lateness: for dates, (days late at most, basis points of the weight); later than all steps gives 0.

    Raises:
        BadInput: something is missing, or the rule cannot compute and the clerk has not judged.
    """
    if target.weight < 0:
        raise BadInput("指标分值不能为负数。")
    if actual.share_bp is not None and not 0 <= actual.share_bp <= BASIS:
        raise BadInput("评定的得分比例应在 0 到 100% 之间。")
    if actual.not_applicable:
        return IndicatorScore(0, False, False, "本年度不适用，分值按比例分给其余指标。")
    if target.operator is Operator.QUALITATIVE:
        return _qualitative(target, actual, bands)
    if target.operator is Operator.DATE:
        return _by_date(target, actual, lateness)
    return _by_figure(target, actual, deviation_bp)


def _qualitative(target: IndicatorTarget, actual: Actual, bands: Bands) -> IndicatorScore:
    """Without a share, reached gives the band's top, the others their lower edge: never more than is sure."""
    band = actual.band
    if band is None:
        if actual.share_bp is None:
            raise BadInput("请选择定性指标的完成档次：达成、部分达成或未达成。")
        band = band_of(actual.share_bp, bands)
    reached = band is Band.REACHED
    top, bottom = bands.of(band)
    share = actual.share_bp
    if share is None:
        share = top if reached else bottom
    elif not bottom <= share <= top or (share == top and not reached):
        raise BadInput(
            f"“{band.label}”的得分比例应在 {percent(bottom)} 到 {percent(top)} 之间"
            f"{'' if reached else '（不含上限）'}，现在是 {percent(share)}。"
        )
    points = half_up(target.weight * share, BASIS)
    return IndicatorScore(points, reached, False, f"{band.label}：{_times(target, percent(share), points)}。")


def _by_date(target: IndicatorTarget, actual: Actual, lateness: Sequence[tuple[int, int]]) -> IndicatorScore:
    if target.target_date is None:
        raise BadInput("日期类指标没有填写目标日期，请先补填年度指标值。")
    if actual.on is None:
        return _by_clerk(target, actual, "没有填写实际完成日期")
    dates = f"实际 {chinese_date(actual.on)}，目标 {chinese_date(target.target_date)}"
    late = (actual.on - target.target_date).days
    if late <= 0:
        return IndicatorScore(
            target.weight, True, False, f"{dates}，按期完成，得满分 {points_text(target.weight)} 分。"
        )
    share = next((share for days, share in sorted(lateness) if late <= days), 0)
    points = _capped(half_up(target.weight * share, BASIS), target.weight)
    return IndicatorScore(points, False, False, f"{dates}，晚 {late} 天：{_times(target, percent(share), points)}。")


def _by_figure(target: IndicatorTarget, actual: Actual, deviation_bp: int | None) -> IndicatorScore:
    if target.target is None:
        raise BadInput("定量指标没有填写目标值，请先补填年度指标值。")
    if actual.value is None:
        return _by_clerk(target, actual, "没有填写数字形式的实际完成值")
    aim, got = _computable(target.target, "目标值"), _computable(actual.value, "实际完成值")
    _possible(target, aim, got)
    if target.steps and target.unit in _PERCENT and target.operator not in _REVERSE:
        return _by_steps(target, aim, got)
    if target.operator is Operator.EQUAL and aim <= 0 and got != aim:
        return _by_clerk(target, actual, "目标值为 0 或负数，不能按比例计算")
    reached = _reached(target.operator, aim, got)
    upper, lower = (aim, got) if target.operator in _REVERSE else (got, aim)
    figures = _compared(target, aim, got)
    if reached:
        deviates = _deviates(target, upper, lower, deviation_bp)
        note = "，偏离较大，请说明原因" if deviates else ""
        full = points_text(target.weight)
        return IndicatorScore(target.weight, True, deviates, f"{figures}，达到，得满分 {full} 分{note}。")
    return _missed(target, actual, upper, lower, figures)


def _by_steps(target: IndicatorTarget, aim: Decimal, got: Decimal) -> IndicatorScore:
    """Score a rate by its step, whatever the target: the lower edge belongs to the step. Source: 财预〔2021〕101号."""
    earned = [(start, share) for start, share in sorted(target.steps) if got * 100 >= start]
    start, share = earned[-1] if earned else (0, 0)
    points = _capped(half_up(target.weight * share, BASIS), target.weight)
    step = f"按档次（{percent(start)} 及以上）" if earned else "低于最低档"
    formula = f"{_compared(target, aim, got)}，{step}：{_times(target, percent(share), points)}。"
    return IndicatorScore(points, _reached(target.operator, aim, got), False, formula)


def _missed(target: IndicatorTarget, actual: Actual, upper: Decimal, lower: Decimal, figures: str) -> IndicatorScore:
    """Score weight × upper ÷ lower: actual ÷ target, or target ÷ actual where less is better."""
    reverse = target.operator in _REVERSE
    if lower <= 0 or (reverse and upper <= 0):
        return _by_clerk(target, actual, "目标值或实际值为 0 或负数，不能按比例计算")
    top, bottom = upper.as_integer_ratio(), lower.as_integer_ratio()
    points = _capped(half_up(target.weight * top[0] * bottom[1], top[1] * bottom[0]), target.weight)
    quotient = f"{_plain(upper)} ÷ {_plain(lower)}"
    note = "；恰好等于目标，不算达到" if upper == lower else ""
    return IndicatorScore(points, False, False, f"{figures}，未达到：{_times(target, quotient, points)}{note}。")


def _reached(operator: Operator, aim: Decimal, got: Decimal) -> bool:
    if operator is Operator.ABOVE:
        return got > aim
    if operator is Operator.AT_MOST:
        return got <= aim
    if operator is Operator.BELOW:
        return got < aim
    return got >= aim


def _deviates(target: IndicatorTarget, upper: Decimal, lower: Decimal, deviation_bp: int | None) -> bool:
    """Say whether a reached target lies suspiciously far behind; zero has no ratio and is never flagged.

    “Exactly so many” is meant of counts: there any more than that departs from the plan and is explained. A rate or a
    measure promised with = is a bound in practice (=99.9% reached with 99.95%) and goes by the trigger like the others.
    """
    if target.operator is Operator.EQUAL and target.unit not in _PERCENT and _whole(upper) and _whole(lower):
        return upper != lower
    return deviation_bp is not None and lower > 0 and upper * BASIS > lower * deviation_bp


def _whole(figure: Decimal) -> bool:
    return figure == figure.to_integral_value()


def _possible(target: IndicatorTarget, aim: Decimal, got: Decimal) -> None:
    """Refuse more than 100 % where exactly so many per cent were promised, or where a rate is scored by its step."""
    bounded = target.operator is Operator.EQUAL or (target.steps and target.operator not in _REVERSE)
    if bounded and target.unit in _PERCENT and aim <= 100 < got:
        raise BadInput(f"实际完成值 {_plain(got)}% 超过 100%，百分比指标不会高于 100%，请核对。")


def _computable(figure: Decimal, what: str) -> Decimal:
    if not figure.is_finite() or abs(figure.adjusted()) > _LARGEST_POWER:
        raise BadInput(f"{what}“{figure}”不是可以计算的数字，请核对。")
    return figure


def _by_clerk(target: IndicatorTarget, actual: Actual, why: str) -> IndicatorScore:
    if actual.share_bp is None:
        raise BadInput(f"{why}，请经办人评定得分比例（0 到 100%）并说明依据。")
    points = half_up(target.weight * actual.share_bp, BASIS)
    formula = f"{why}，由经办人评定：{_times(target, percent(actual.share_bp), points)}。"
    return IndicatorScore(points, actual.share_bp == BASIS, False, formula, judged=True)


def _compared(target: IndicatorTarget, aim: Decimal, got: Decimal) -> str:
    return f"实际 {_figure(got, target)}，目标 {target.operator.label} {_figure(aim, target)}"


def _times(target: IndicatorTarget, factor: str, points: Points) -> str:
    return f"{points_text(target.weight)} × {factor} ＝ {points_text(points)} 分"


def _figure(figure: Decimal, target: IndicatorTarget) -> str:
    return f"{_plain(figure)}{target.unit}"


def _plain(figure: Decimal) -> str:
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _capped(points: Points, weight: Points) -> Points:
    return max(0, min(points, weight))


def execution_points(
    executed: Fen,
    budget: Fen,
    weight: Points,
    mode: ExecutionMode,
    steps: Sequence[tuple[int, Points]] = (),
    *,
    finished: bool = False,
) -> Points:
    """Score the budget execution rate: executed in the year ÷ adjusted budget of the year (全年执行数 ÷ 全年预算数).

    Args:
        executed: money paid out in the year.
        budget: the year's budget after additions, cuts and carry-over.
        weight: points at stake; never exceeded.
        mode: in proportion, or by steps.
        steps: (from basis points, points), the lower edge belongs to the step.
        finished: by steps only: a project that is finished inside its budget gets the full weight.

    Raises:
        BadInput: the budget is 0 or negative, so that no rate exists.
    """
    if budget <= 0:
        raise BadInput("全年预算数为 0 或负数，无法计算预算执行率，请先登记预算指标。")
    if mode is ExecutionMode.PROPORTIONAL:
        return _capped(half_up(weight * executed, budget), weight)
    if finished and executed <= budget:
        return weight
    earned = [points for from_bp, points in sorted(steps) if executed * BASIS >= from_bp * budget]
    return _capped(earned[-1] if earned else 0, weight)


def rescale(weights: Sequence[Points], dropped: Collection[int]) -> tuple[Points, ...]:
    """Give 0 to the dropped places and spread their points over the rest in proportion, so that the sum stays the same.

    Raises:
        BadInput: nothing is left that could carry the points.
    """
    kept = [0 if place in dropped else weight for place, weight in enumerate(weights)]
    if not sum(kept):
        raise BadInput("全部指标都不适用，无法计分，请至少保留一项。")
    return apportion(sum(weights), kept)


def grade(points: Points, bands: Sequence[tuple[Points, str]]) -> str:
    """Give the grade of a total: the highest band whose lower edge is reached (half-open, 89.99 is not 90).

    Raises:
        BadInput: the total lies below every band.
    """
    reached = [label for from_points, label in sorted(bands) if points >= from_points]
    if not reached:
        raise BadInput(f"得分 {points_text(points)} 没有对应的等级，请核对等级分档设置。")
    return reached[-1]
