"""What a target has to say, and what a target of 0 means for the score."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.rules.target import Target, target_problem, zero_hint
from fundapp.values.bad_input import BadInput
from fundapp.values.score import Actual, Bands, IndicatorTarget, Operator, score_indicator

BANDS = Bands((10000, 8000, 6000, 0))
ZERO = Decimal(0)


def problem(operator: Operator, *, open_target: bool = False, **change: object) -> str:
    return target_problem(Target(operator=operator, **change), 2027, open_target=open_target)  # type: ignore[arg-type]


@pytest.mark.parametrize("operator", [Operator.QUALITATIVE, Operator.DATE, Operator.AT_LEAST])
def test_a_template_may_leave_the_target_open_and_a_year_may_not(operator: Operator) -> None:
    assert problem(operator)
    assert problem(operator, open_target=True) == ""


def test_whole_targets_have_no_problem() -> None:
    assert problem(Operator.AT_LEAST, figure=Decimal(95), unit="%") == ""
    assert problem(Operator.DATE, day=dt.date(2028, 1, 31)) == ""
    assert problem(Operator.QUALITATIVE, text="稳定") == ""


@pytest.mark.parametrize("operator", [Operator.AT_MOST, Operator.EQUAL, Operator.ABOVE])
def test_a_target_of_0_is_allowed_where_it_divides_results(operator: Operator) -> None:
    assert problem(operator, figure=ZERO, unit="起") == ""


@pytest.mark.parametrize(
    ("operator", "said"), [(Operator.AT_LEAST, "任何结果都算达标"), (Operator.BELOW, "任何结果都不达标")]
)
def test_a_target_of_0_that_divides_nothing_is_refused(operator: Operator, said: str) -> None:
    assert said in problem(operator, figure=ZERO, unit="起")


@pytest.mark.parametrize(
    ("operator", "change", "said"),
    [
        (Operator.QUALITATIVE, {"text": "稳定", "figure": Decimal(5)}, "是定性指标，不能同时填写数字或日期目标。"),
        (
            Operator.QUALITATIVE,
            {"text": "稳定", "day": dt.date(2027, 6, 1)},
            "是定性指标，不能同时填写数字或日期目标。",
        ),
        (Operator.QUALITATIVE, {"text": " "}, "是定性指标，请用文字写明要达到的程度。"),
        (Operator.DATE, {"day": dt.date(2027, 6, 1), "figure": ZERO}, "是日期指标，不能同时填写数字目标。"),
        (
            Operator.AT_LEAST,
            {"figure": Decimal(5), "unit": "个", "day": dt.date(2027, 6, 1)},
            "是“≥”指标，不能同时填写日期目标。",
        ),
    ],
)
def test_a_target_says_one_kind_of_thing(operator: Operator, change: dict[str, object], said: str) -> None:
    target = replace(Target(operator=operator), **change)  # type: ignore[arg-type]  # each row names fields of the target
    assert target_problem(target, 2027) == said


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("0.123456", ""),
        ("8.0000000", ""),
        ("0.1234567", "的目标值最多写 6 位小数。"),
        ("999999999999999", ""),
        ("1000000000000000", "的目标值过大或不是数字，请核对。"),
        ("-1000000000000000", "的目标值过大或不是数字，请核对。"),
        ("NaN", "的目标值过大或不是数字，请核对。"),
        ("Infinity", "的目标值过大或不是数字，请核对。"),
    ],
)
def test_a_figure_has_at_most_fifteen_whole_digits_and_six_decimals(figure: str, said: str) -> None:
    assert problem(Operator.AT_LEAST, figure=Decimal(figure), unit="个") == said


def test_a_figure_without_a_unit_is_refused() -> None:
    assert "没有计量单位" in problem(Operator.EQUAL, figure=Decimal(8), unit=" ")


@pytest.mark.parametrize("operator", [Operator.AT_MOST, Operator.EQUAL])
def test_the_hint_says_what_scoring_does_with_a_target_of_0(operator: Operator) -> None:
    assert "实际值为 0 得满分" in zero_hint(Target(operator=operator, figure=ZERO, unit="起"))
    target = IndicatorTarget(operator, 1000, ZERO, unit="起")
    assert score_indicator(target, Actual(ZERO), BANDS).points == 1000
    with pytest.raises(BadInput, match="评定得分比例"):
        score_indicator(target, Actual(Decimal(2)), BANDS)


def test_the_hint_for_more_than_0_says_what_scoring_does() -> None:
    assert "大于 0 即得满分" in zero_hint(Target(operator=Operator.ABOVE, figure=ZERO, unit="起"))
    target = IndicatorTarget(Operator.ABOVE, 1000, ZERO, unit="起")
    assert score_indicator(target, Actual(Decimal(1)), BANDS).points == 1000
    with pytest.raises(BadInput, match="评定得分比例"):
        score_indicator(target, Actual(ZERO), BANDS)


def test_other_targets_need_no_hint() -> None:
    assert zero_hint(Target(operator=Operator.AT_MOST, figure=Decimal(1), unit="起")) == ""
    assert zero_hint(Target(operator=Operator.QUALITATIVE, text="稳定")) == ""


@pytest.mark.parametrize("operator", [Operator.QUALITATIVE, Operator.DATE])
def test_words_and_days_are_scored_without_a_figure_and_need_no_hint_about_0(operator: Operator) -> None:
    assert zero_hint(Target(operator=operator, figure=ZERO)) == ""


def test_a_target_below_nothing_is_refused_unless_the_name_speaks_of_a_change() -> None:
    aim = Target(name="设备故障数", operator=Operator.AT_MOST, figure=Decimal(-1), unit="次")
    assert target_problem(aim, 2026) == "的目标值不能为负数，请核对。"
    assert target_problem(replace(aim, name="故障数同比变化"), 2026) == ""
