"""Scoring by 财预〔2020〕10号 what no figure measures: qualities by their band, dates by their lateness."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.score import (
    Actual,
    Band,
    Bands,
    IndicatorScore,
    IndicatorTarget,
    Operator,
    band_of,
    score_indicator,
)
from tests.values.scoring import BANDS, DUE

HUBEI = Bands((10_000, 8_000, 5_000, 0))


@pytest.mark.parametrize(
    ("band", "share", "points", "reached"),
    [
        (Band.REACHED, None, 1000, True),
        (Band.REACHED, 10_000, 1000, True),
        (Band.REACHED, 8_000, 800, True),
        (Band.PARTLY, None, 600, False),
        (Band.PARTLY, 7_999, 800, False),
        (Band.PARTLY, 6_000, 600, False),
        (Band.MISSED, None, 0, False),
        (Band.MISSED, 5_999, 600, False),
        (Band.MISSED, 0, 0, False),
        (None, 10_000, 1000, True),
        (None, 8_000, 800, True),
        (None, 7_000, 700, False),
        (None, 0, 0, False),
    ],
)
def test_a_quality_scores_its_place_within_the_band(
    band: Band | None, share: int | None, points: int, reached: bool
) -> None:
    result = score_indicator(IndicatorTarget(Operator.QUALITATIVE, 1000), Actual(band=band, share_bp=share), BANDS)
    assert (result.points, result.reached, result.deviates) == (points, reached, False)


@pytest.mark.parametrize(
    ("bands", "band", "share", "sentence"),
    [
        (BANDS, Band.REACHED, 7_999, "“达成”的得分比例应在 80.00% 到 100.00% 之间，现在是 79.99%。"),
        (BANDS, Band.PARTLY, 8_000, "“部分达成”的得分比例应在 60.00% 到 80.00% 之间（不含上限），现在是 80.00%。"),
        (BANDS, Band.PARTLY, 5_999, "“部分达成”的得分比例应在 60.00% 到 80.00% 之间（不含上限），现在是 59.99%。"),
        (BANDS, Band.MISSED, 6_000, "“未达成”的得分比例应在 0.00% 到 60.00% 之间（不含上限），现在是 60.00%。"),
        (HUBEI, Band.PARTLY, 4_999, "“部分达成”的得分比例应在 50.00% 到 80.00% 之间（不含上限），现在是 49.99%。"),
        (Bands((9_000, 8, 7, 6)), None, 9_500, "“达成”的得分比例应在 0.08% 到 90.00% 之间，现在是 95.00%。"),
        (Bands((9_000, 8, 7, 6)), None, 5, "“未达成”的得分比例应在 0.06% 到 0.07% 之间（不含上限），现在是 0.05%。"),
        (BANDS, None, None, "请选择定性指标的完成档次：达成、部分达成或未达成。"),
    ],
)
def test_a_share_outside_its_band_is_told_the_edges(
    bands: Bands, band: Band | None, share: int | None, sentence: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        score_indicator(IndicatorTarget(Operator.QUALITATIVE, 1000), Actual(band=band, share_bp=share), bands)
    assert refusal.value.message == sentence


def test_a_bands_formula_names_the_band_and_the_share() -> None:
    result = score_indicator(IndicatorTarget(Operator.QUALITATIVE, 1500), Actual(band=Band.PARTLY), HUBEI)
    assert result.formula == "部分达成：15.00 × 50.00% ＝ 7.50 分。"


@given(st.integers(0, 10_000))
def test_an_edge_belongs_to_the_band_above_it(share: int) -> None:
    expected = Band.REACHED if share >= 8_000 else Band.PARTLY if share >= 6_000 else Band.MISSED
    assert band_of(share, BANDS) is expected


@pytest.mark.parametrize(
    "edges",
    [
        (10_001, 8_000, 6_000, 0),
        (8_000, 8_000, 6_000, 0),
        (10_000, 6_000, 8_000, 0),
        (3, 2, 1, -1),
        (3, 2, 2, 0),
        (3, 2, 1, 1),
    ],
)
def test_bands_descend_from_at_most_the_whole_weight(edges: tuple[int, int, int, int]) -> None:
    with pytest.raises(BadInput, match="从高到低排列"):
        Bands(edges)


@pytest.mark.parametrize(
    ("on", "points", "reached", "formula"),
    [
        (date(2026, 11, 30), 1000, True, "实际 2026年11月30日，目标 2026年11月30日，按期完成，得满分 10.00 分。"),
        (date(2026, 1, 1), 1000, True, "实际 2026年1月1日，目标 2026年11月30日，按期完成，得满分 10.00 分。"),
        (
            date(2026, 12, 1),
            800,
            False,
            "实际 2026年12月1日，目标 2026年11月30日，晚 1 天：10.00 × 80.00% ＝ 8.00 分。",
        ),
        (
            date(2026, 12, 10),
            800,
            False,
            "实际 2026年12月10日，目标 2026年11月30日，晚 10 天：10.00 × 80.00% ＝ 8.00 分。",
        ),
        (
            date(2026, 12, 11),
            500,
            False,
            "实际 2026年12月11日，目标 2026年11月30日，晚 11 天：10.00 × 50.00% ＝ 5.00 分。",
        ),
        (
            date(2026, 12, 31),
            0,
            False,
            "实际 2026年12月31日，目标 2026年11月30日，晚 31 天：10.00 × 0.00% ＝ 0.00 分。",
        ),
    ],
)
def test_a_date_scores_full_when_kept_and_by_steps_of_lateness_otherwise(
    on: date, points: int, reached: bool, formula: str
) -> None:
    promised = IndicatorTarget(Operator.DATE, 1000, target_date=DUE)
    result = score_indicator(promised, Actual(on=on), BANDS, lateness=((30, 5_000), (10, 8_000)))
    assert result == IndicatorScore(points, reached, False, formula)


def test_without_steps_of_lateness_one_day_late_is_nothing() -> None:
    promised = IndicatorTarget(Operator.DATE, 1000, target_date=DUE)
    assert score_indicator(promised, Actual(on=date(2026, 12, 1)), BANDS).points == 0


def test_a_step_of_lateness_above_the_weight_is_capped() -> None:
    promised = IndicatorTarget(Operator.DATE, 1000, target_date=DUE)
    assert score_indicator(promised, Actual(on=date(2026, 12, 1)), BANDS, lateness=((9, 20_000),)).points == 1000


def test_a_date_that_never_came_is_judged_by_the_clerk() -> None:
    promised = IndicatorTarget(Operator.DATE, 1000, target_date=DUE)
    with pytest.raises(BadInput, match="没有填写实际完成日期，请经办人评定得分比例"):
        score_indicator(promised, Actual(), BANDS)
    assert score_indicator(promised, Actual(share_bp=0), BANDS).points == 0


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAYS, DAYS, st.integers(0, 10_000))
def test_a_later_day_never_earns_more_nor_any_day_more_than_the_weight(one: date, other: date, weight: int) -> None:
    promised = IndicatorTarget(Operator.DATE, weight, target_date=DUE)
    early, late = (
        score_indicator(promised, Actual(on=day), BANDS, lateness=((10, 8_000), (30, 5_000))).points
        for day in sorted((one, other))
    )
    assert 0 <= late <= early <= weight


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_higher_share_never_earns_less_nor_more_than_the_weight(one: int, other: int, weight: int) -> None:
    promised = IndicatorTarget(Operator.QUALITATIVE, weight)
    low, high = (score_indicator(promised, Actual(share_bp=share), BANDS).points for share in sorted((one, other)))
    assert 0 <= low <= high <= weight
