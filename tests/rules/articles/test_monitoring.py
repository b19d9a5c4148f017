"""A monitoring is complete, lags are explained, and slow money and indicators are shown (arts. 5 and 15)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.monitoring_case import MonitoringCase, WatchedFact
from fundapp.values.choices import Cause, Likelihood
from fundapp.values.progress import Aim, Reached
from fundapp.values.score import Operator
from tests.rules.cases import FIGURES

WAN = 1_000_000
RUNNING = WatchedFact(
    name="网络应用正常运行率",
    aim=Aim(Operator.EQUAL, Decimal("99.9")),
    reached=Reached(Decimal("99.9")),
    likelihood=Likelihood.CERTAIN,
)
CLOUDS = WatchedFact(
    name="新增云主机",
    aim=Aim(Operator.AT_LEAST, Decimal(48)),
    reached=Reached(Decimal(20)),
    likelihood=Likelihood.POSSIBLE,
    expected=True,
    causes=frozenset({Cause.STAFF}),
    reason="驻场人员未到位。",
)
SAFE = WatchedFact(name="网络安全性", aim=Aim(Operator.QUALITATIVE), said="未发生事故", likelihood=Likelihood.CERTAIN)
MONITORING = MonitoringCase(
    on=dt.date(2026, 7, 10),
    year=2026,
    until=dt.date(2026, 6, 30),
    budget_adjusted=450 * WAN,
    executed=200 * WAN,
    forecast=450 * WAN,
    indicators=(RUNNING, CLOUDS, SAFE),
    problems="云主机交付偏慢。",
    measures="三季度增派人员。",
)


def said(case: MonitoringCase, number: str) -> Finding:
    """What one rule says."""
    return next(each for each in judge(case, FIGURES) if each.rule == number)


def numbers(case: MonitoringCase) -> set[str]:
    """Rules that say something."""
    return {each.rule for each in judge(case, FIGURES)}


def with_clouds(fact: WatchedFact, **more: str) -> MonitoringCase:
    """The monitoring with another 新增云主机."""
    return replace(MONITORING, indicators=(RUNNING, fact, SAFE), **more)  # type: ignore[arg-type]  # texts only


def test_a_complete_monitoring_passes_every_rule() -> None:
    found = judge(MONITORING, FIGURES)
    assert [each.rule for each in found] == [f"15-{number}" for number in range(20, 29)]
    assert all(each.passed and not each.notice for each in found)


def test_without_indicators_nothing_can_be_watched() -> None:
    case = replace(MONITORING, indicators=())
    assert said(case, "15-20").blocks
    assert numbers(case) == {"15-20", "15-21", "15-24", "15-26", "15-27"}


@pytest.mark.parametrize("until", [dt.date(2025, 12, 31), dt.date(2027, 1, 1)])
def test_the_last_day_lies_in_the_year(until: dt.date) -> None:
    found = said(replace(MONITORING, until=until, on=dt.date(2027, 2, 1)), "15-21")
    assert found.blocks
    assert "不在 2026 年度内" in found.message


def test_a_period_that_is_not_over_blocks_and_its_last_day_does_not() -> None:
    assert said(replace(MONITORING, until=dt.date(2026, 7, 11)), "15-21").blocks
    assert said(replace(MONITORING, until=dt.date(2026, 7, 10)), "15-21").passed


def test_an_indicator_without_anything_blocks_and_is_named() -> None:
    found = said(with_clouds(replace(CLOUDS, reached=Reached())), "15-22")
    assert found.blocks
    assert found.message == "1 个指标没有填写执行情况：“新增云主机”。"


def test_a_judgement_a_day_or_words_are_enough() -> None:
    for fact in (
        replace(CLOUDS, reached=Reached(judged_bp=0)),
        replace(CLOUDS, reached=Reached(on=dt.date(2026, 5, 1))),
        replace(CLOUDS, reached=Reached(), said="招标中"),
    ):
        assert said(with_clouds(fact), "15-22").passed


@pytest.mark.parametrize("bp", [0, 10_000])
def test_nothing_and_the_whole_are_both_judgements(bp: int) -> None:
    assert said(with_clouds(replace(CLOUDS, reached=Reached(judged_bp=bp))), "15-22").passed


def test_spaces_say_nothing_about_how_far_an_indicator_has_come() -> None:
    assert said(with_clouds(replace(CLOUDS, reached=Reached(), said="　 ")), "15-22").blocks


@pytest.mark.parametrize("bp", [-1, 10_001])
def test_a_judgement_outside_the_whole_blocks(bp: int) -> None:
    found = said(with_clouds(replace(CLOUDS, reached=Reached(judged_bp=bp))), "15-22")
    assert found.blocks
    assert "0 到 100%" in found.message


def test_an_indicator_without_likelihood_blocks() -> None:
    found = said(with_clouds(replace(CLOUDS, likelihood=None)), "15-23")
    assert found.blocks
    assert "“新增云主机”" in found.message


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (replace(CLOUDS, causes=frozenset()), "偏差原因"),
        (replace(CLOUDS, reason=" "), "原因说明"),
        (replace(CLOUDS, expected=False), "全年预计"),
    ],
)
@pytest.mark.parametrize("likelihood", [Likelihood.POSSIBLE, Likelihood.IMPOSSIBLE])
def test_a_doubtful_target_needs_cause_reason_and_expectation(
    fact: WatchedFact, field: str, likelihood: Likelihood
) -> None:
    found = said(with_clouds(replace(fact, likelihood=likelihood)), "15-24")
    assert found.blocks
    assert found.field == field


def test_a_certain_target_needs_none_of_it() -> None:
    certain = replace(CLOUDS, likelihood=Likelihood.CERTAIN, causes=frozenset(), reason="", expected=False)
    case = with_clouds(certain, problems="", measures="")
    assert said(case, "15-24").message == "各项指标均确定能完成。"
    assert "15-25" not in numbers(case)


@pytest.mark.parametrize("text", ["", " \n"])
@pytest.mark.parametrize(("box", "field"), [("problems", "偏差或不能完成原因"), ("measures", "相关建议或举措")])
def test_problems_and_measures_are_wanted_when_a_target_is_doubtful(box: str, field: str, text: str) -> None:
    found = said(with_clouds(CLOUDS, **{box: text}), "15-25")
    assert found.blocks
    assert (found.field, field in found.message) == (field, True)


def test_what_has_to_be_rectified_needs_problems_even_when_all_targets_are_certain() -> None:
    certain = replace(CLOUDS, likelihood=Likelihood.CERTAIN)
    found = said(replace(with_clouds(certain, problems=""), demands=True), "15-25")
    assert found.blocks
    assert found.message.startswith("已提出整改要求")


def test_a_missing_forecast_blocks_and_one_below_what_was_spent_too() -> None:
    assert said(replace(MONITORING, forecast=None), "15-26").blocks
    assert said(replace(MONITORING, forecast=200 * WAN - 1), "15-26").blocks
    assert said(replace(MONITORING, forecast=200 * WAN), "15-26").passed


def test_a_forecast_above_the_budget_is_only_a_notice() -> None:
    found = said(replace(MONITORING, forecast=450 * WAN + 1), "15-26")
    assert found.passed
    assert found.notice
    assert "高于全年预算数 450.00 万元" in found.message


def test_money_more_than_the_figure_behind_the_time_is_a_notice() -> None:
    """30 June is 181 of 365 days: 49.59 %; 20 points behind it is 29.59 % of 450 万."""
    edge = 450 * WAN * 2959 // 10_000
    assert not said(replace(MONITORING, executed=edge), "15-27").notice
    found = said(replace(MONITORING, executed=450 * WAN * 2958 // 10_000), "15-27")
    assert found.passed
    assert found.notice
    assert found.message == "预算执行进度 29.58%，低于时间进度 49.59%，相差超过 20 个百分点。"


def test_a_year_without_a_budget_is_a_notice() -> None:
    found = said(replace(MONITORING, budget_adjusted=0, executed=0), "15-27")
    assert found.notice
    assert "没有预算指标" in found.message


def test_an_indicator_far_behind_the_time_is_a_notice_that_names_it() -> None:
    found = said(with_clouds(replace(CLOUDS, reached=Reached(Decimal(14)))), "15-28")
    assert found.passed
    assert found.notice
    assert "“新增云主机”29.17%" in found.message


def test_an_indicator_that_nobody_can_put_a_figure_to_is_not_called_slow() -> None:
    assert not said(with_clouds(replace(CLOUDS, reached=Reached(), said="招标中")), "15-28").notice


def test_less_than_nothing_is_neither_done_nor_expected() -> None:
    assert not [one for one in judge(MONITORING, FIGURES) if one.rule == "15-29"]
    below = said(with_clouds(replace(CLOUDS, reached=Reached(Decimal(-1)))), "15-29")
    assert below.blocks
    assert (below.message, below.field) == ("执行情况不能为负数：“新增云主机”。", "执行情况")
    later = said(with_clouds(replace(CLOUDS, name="云主机利用", expected_value=Decimal(-1))), "15-29")
    assert (later.message, later.field) == ("全年预计不能为负数：“云主机利用”。", "全年预计")


@pytest.mark.parametrize("change", [{"reached": Reached(Decimal(101))}, {"expected_value": Decimal(101)}])
def test_a_rate_above_all_there_is_is_looked_at_once_more(change: dict[str, object]) -> None:
    assert not [one for one in judge(MONITORING, FIGURES) if one.rule == "15-30"]
    rate = replace(RUNNING, unit="%", **change)  # type: ignore[arg-type]  # fields of the fact
    found = said(replace(MONITORING, indicators=(rate,)), "15-30")
    assert (found.passed, found.notice) == (True, True)
    assert found.message == "执行情况或全年预计超过 100%，请核对：“网络应用正常运行率”。"
