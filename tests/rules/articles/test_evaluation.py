"""A self-evaluation is complete, explained and filled in by whoever used the money (arts. 13 and 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.rules.evaluation_case import EvaluationCase, IndicatorFact
from fundapp.values.score import Operator
from tests.rules.cases import EVALUATION, RELIABILITY, WAN, finding, said


def with_fourth(fact: IndicatorFact) -> EvaluationCase:
    """The evaluation with another 平台运行可靠性."""
    kept = EVALUATION.indicators
    return replace(EVALUATION, indicators=(*kept[:3], fact, *kept[4:]))


def test_weights_that_make_a_hundred_with_the_execution_rate_pass() -> None:
    assert said(EVALUATION, "13-1").passed


def test_an_application_that_is_not_approved_any_more_holds_the_self_evaluation() -> None:
    assert finding(EVALUATION, "13-9") is None
    found = said(replace(EVALUATION, unapproved="SQ-2026-0001"), "13-9")
    assert found.blocks
    assert found.message.endswith("年度申请 SQ-2026-0001 还没有批准，目标和指标未经签批。")


def test_a_missing_phone_is_a_hint_and_holds_nothing() -> None:
    found = said(replace(EVALUATION, phone=" "), "13-14")
    assert (found.passed, found.notice, found.field) == (True, True, "联系电话")
    given = said(replace(EVALUATION, phone="0573-00000000"), "13-14")
    assert (given.passed, given.notice) == (True, False)


def test_a_hundredth_of_a_point_too_much_blocks_with_the_sum() -> None:
    found = said(with_fourth(replace(RELIABILITY, weight=1501)), "13-1")
    assert found.blocks
    assert found.message.startswith("分值合计 100.01 分（其中预算执行率 10.00 分）")


def test_an_indicator_of_no_weight_blocks_even_when_the_sum_is_right() -> None:
    case = replace(with_fourth(replace(RELIABILITY, weight=0)), execution_weight=2500)
    assert said(case, "13-1").blocks


def test_a_hundredth_of_a_point_is_weight_enough() -> None:
    case = replace(with_fourth(replace(RELIABILITY, weight=1)), execution_weight=2499)
    assert said(case, "13-1").passed


def test_an_evaluation_without_indicators_blocks_once() -> None:
    case = replace(EVALUATION, indicators=())
    assert said(case, "13-1").message == "没有绩效指标。"
    assert finding(case, "13-2") is None


def test_an_indicator_without_actual_blocks_and_is_named() -> None:
    found = said(with_fourth(replace(RELIABILITY, actual=None)), "13-2")
    assert found.blocks
    assert found.message.startswith("1 个指标还不能计分：“平台运行可靠性”没有填写数字形式的实际完成值")


def test_indicators_that_want_the_same_are_named_together() -> None:
    empty = tuple(replace(fact, actual=None) for fact in EVALUATION.indicators)
    found = said(replace(EVALUATION, indicators=empty), "13-2")
    assert found.message.count("没有填写数字形式的实际完成值") == 1
    assert all(f"“{fact.name}”" in found.message for fact in empty)


def test_dropping_every_indicator_blocks() -> None:
    dropped = tuple(replace(fact, applicable=False, explanation="本年未实施") for fact in EVALUATION.indicators)
    found = said(replace(EVALUATION, indicators=dropped), "13-2")
    assert found.blocks
    assert found.message == "全部指标都标为不适用。"
    assert said(replace(EVALUATION, indicators=(*dropped[:4], EVALUATION.indicators[4])), "13-2").passed


def test_a_missed_indicator_without_explanation_blocks_and_is_named() -> None:
    found = said(with_fourth(replace(RELIABILITY, explanation=" ")), "13-3")
    assert found.blocks
    assert found.message == "1 个指标缺偏差说明：“平台运行可靠性”。"


def test_a_dropped_indicator_needs_an_explanation_too() -> None:
    dropped = replace(RELIABILITY, applicable=False, actual=None, explanation="")
    assert said(with_fourth(dropped), "13-3").blocks
    assert said(with_fourth(replace(dropped, explanation="本年未实施")), "13-3").passed


def test_reached_indicators_need_no_explanation() -> None:
    reached = tuple(replace(fact, actual=fact.target, explanation="") for fact in EVALUATION.indicators)
    reached = (reached[0], replace(reached[1], actual=Decimal("1.8")), *reached[2:])
    assert said(replace(EVALUATION, indicators=reached), "13-3").message == "指标全部达标。"


def test_an_indicator_that_is_not_filled_in_yet_is_not_called_missed() -> None:
    assert said(with_fourth(replace(RELIABILITY, actual=None, explanation="")), "13-3").passed


def test_an_indicator_far_beyond_its_target_needs_an_explanation() -> None:
    kept = EVALUATION.indicators
    fast = replace(kept[1], actual=Decimal("1.5"))
    found = said(replace(EVALUATION, indicators=(kept[0], fast, *kept[2:])), "13-4")
    assert found.blocks
    assert "“系统故障响应时间”" in found.message
    assert said(replace(EVALUATION, indicators=(kept[0], replace(fast, explanation=" "), *kept[2:])), "13-4").blocks
    explained = replace(fast, explanation="备件前置，响应加快。")
    assert said(replace(EVALUATION, indicators=(kept[0], explained, *kept[2:])), "13-4").passed


def test_130_per_cent_of_the_target_is_not_yet_far_beyond() -> None:
    kept = EVALUATION.indicators
    count = replace(kept[0], target=Decimal(100), actual=Decimal(130), unit="台")
    assert said(replace(EVALUATION, indicators=(count, *kept[1:])), "13-4").message == "没有明显超出目标的指标。"
    more = replace(count, actual=Decimal("130.01"))
    assert said(replace(EVALUATION, indicators=(more, *kept[1:])), "13-4").blocks


def test_an_execution_rate_of_ninety_per_cent_needs_no_explanation_and_a_fen_less_does() -> None:
    case = replace(EVALUATION, budget_adjusted=1000 * WAN, executed=900 * WAN)
    assert said(case, "13-5").passed
    found = said(replace(case, executed=900 * WAN - 1), "13-5")
    assert found.blocks
    assert found.message == "预算执行率 90.00%，低于 90.00%。"
    assert found.field == "执行率说明"


def test_a_low_execution_rate_with_an_explanation_is_a_notice() -> None:
    found = said(replace(EVALUATION, executed=WAN, execution_explanation="采购推迟"), "13-5")
    assert found.passed
    assert found.notice


def test_spaces_explain_no_low_execution_rate() -> None:
    assert said(replace(EVALUATION, executed=WAN, execution_explanation="　"), "13-5").blocks


def test_a_budget_of_one_fen_is_a_budget() -> None:
    assert said(replace(EVALUATION, budget_adjusted=1, executed=1), "13-5").message == "预算执行率 100.00%。"


def test_a_year_without_spending_says_so_and_needs_an_explanation() -> None:
    found = said(replace(EVALUATION, executed=0), "13-5")
    assert found.blocks
    assert found.message == "本年没有支出，预算执行率 0.00%，低于 90.00%。"


@pytest.mark.parametrize("budget", [0, -1])
def test_a_year_without_a_budget_blocks(budget: int) -> None:
    found = said(replace(EVALUATION, budget_adjusted=budget), "13-5")
    assert found.blocks
    assert found.message == "2026 年度没有预算指标，无法计算预算执行率。"


def test_whoever_used_the_money_evaluates_it() -> None:
    found = said(replace(EVALUATION, division_id=4), "13-6")
    assert found.blocks
    assert found.article == "第十三条"


def test_without_deductions_there_is_nothing_to_give_a_reason_for() -> None:
    assert finding(EVALUATION, "13-7") is None


def test_a_deduction_by_hand_needs_a_reason() -> None:
    cut = replace(RELIABILITY, deduction=100)
    found = said(with_fourth(cut), "13-7")
    assert found.blocks
    assert found.message == "人工扣减没有写明理由：“平台运行可靠性”。"
    assert said(with_fourth(replace(cut, deduction_reason=" ")), "13-7").blocks
    assert said(with_fourth(replace(cut, deduction_reason="目标偏低")), "13-7").passed


@pytest.mark.parametrize("deduction", [-1, 1501])
def test_a_deduction_below_nothing_or_above_the_weight_blocks(deduction: int) -> None:
    cut = replace(RELIABILITY, deduction=deduction, deduction_reason="说明")
    assert said(with_fourth(cut), "13-7").message == "人工扣减应大于零且不超过分值：“平台运行可靠性”。"


def test_a_deduction_may_take_the_whole_weight() -> None:
    assert said(with_fourth(replace(RELIABILITY, deduction=1500, deduction_reason="说明")), "13-7").passed


def test_the_form_says_what_became_of_the_yearly_goal() -> None:
    assert said(replace(EVALUATION, outcome="　"), "13-8").blocks


def test_an_unspent_balance_is_a_notice_with_its_sum() -> None:
    found = said(EVALUATION, "16-5")
    assert found.passed
    assert found.notice
    assert (found.message, found.field) == ("结余 37.50 万元，请在执行率说明中写明去向。", "执行率说明")


def test_a_balance_that_is_explained_is_no_notice_any_more() -> None:
    found = said(replace(EVALUATION, execution_explanation="合同尾款，结转次年支付。"), "16-5")
    assert (found.passed, found.notice) == (True, False)
    assert found.message == "结余 37.50 万元，已在执行率说明中说明。"


def test_a_fen_left_is_a_balance() -> None:
    assert said(replace(EVALUATION, executed=EVALUATION.budget_adjusted - 1), "16-5").notice


def test_a_budget_spent_to_the_last_fen_leaves_no_balance() -> None:
    found = said(replace(EVALUATION, executed=EVALUATION.budget_adjusted), "16-5")
    assert not found.notice
    assert found.message == "没有结余。"


def test_what_the_clerk_judged_carries_its_ground_even_when_judged_in_full() -> None:
    judged = replace(RELIABILITY, actual=None, rating_bp=10_000, explanation="")
    found = said(with_fourth(judged), "13-3")
    assert found.blocks
    assert found.message == "1 个指标缺偏差说明：“平台运行可靠性”。"
    assert "评定依据" in found.remedy
    assert said(with_fourth(replace(judged, explanation="见结算单。")), "13-3").passed


def test_a_rate_promised_with_equals_may_be_a_little_better_without_an_explanation() -> None:
    better = replace(
        RELIABILITY, operator=Operator.EQUAL, target=Decimal("99.9"), actual=Decimal("99.95"), explanation=""
    )
    assert said(with_fourth(better), "13-4").passed
    assert said(with_fourth(better), "13-3").passed


def test_one_more_than_exactly_so_many_is_explained() -> None:
    counted = replace(
        RELIABILITY, operator=Operator.EQUAL, target=Decimal(8), actual=Decimal(9), unit="台", explanation=""
    )
    found = said(with_fourth(counted), "13-4")
    assert found.blocks
    assert "多于“等于”所定的数量" in found.message


def test_an_evaluation_before_the_end_of_its_year_says_what_it_leaves_out() -> None:
    assert finding(replace(EVALUATION, on=dt.date(2027, 1, 1)), "13-10") is None
    found = said(replace(EVALUATION, on=dt.date(2026, 12, 31)), "13-10")
    assert (found.passed, found.notice) == (True, True)
    assert found.message == "2026 年度尚未结束，之后的拨付不会计入本次得分。"


def test_an_actual_below_nothing_blocks_and_is_named() -> None:
    assert finding(EVALUATION, "13-11") is None
    assert finding(with_fourth(replace(RELIABILITY, actual=Decimal(0))), "13-11") is None
    found = said(with_fourth(replace(RELIABILITY, actual=Decimal("-0.01"))), "13-11")
    assert found.blocks
    assert (found.message, found.field) == ("实际完成值不能为负数：“平台运行可靠性”。", "实际完成值")


def test_a_dropped_indicator_and_one_of_a_change_may_be_below_nothing() -> None:
    below = replace(RELIABILITY, actual=Decimal(-1))
    assert finding(with_fourth(replace(below, applicable=False)), "13-11") is None
    assert finding(with_fourth(replace(below, name="办件量增长率")), "13-11") is None


def test_a_rate_above_all_there_is_is_a_notice_that_names_it() -> None:
    rate = replace(RELIABILITY, name="群众满意度", actual=Decimal("100.01"))
    found = said(with_fourth(rate), "13-12")
    assert (found.passed, found.notice) == (True, True)
    assert found.message == "实际完成值超过 100%，请核对：“群众满意度”。"
    for change in (
        {"actual": Decimal(100)},
        {"actual": None},
        {"unit": "个"},
        {"operator": Operator.AT_MOST},
        {"target": Decimal(120)},
        {"name": "平台运行可靠性"},
        {"name": "办件量增长率"},
        {"applicable": False},
    ):
        assert finding(with_fourth(replace(rate, **change)), "13-12") is None


def test_figures_of_part_of_the_year_are_named_by_their_last_day() -> None:
    assert finding(EVALUATION, "13-13") is None
    half, later = dt.date(2026, 6, 30), dt.date(2026, 9, 30)
    taken = (("平台运行可靠性", half), ("网络安全性", later), ("群众满意度", half))
    found = said(replace(EVALUATION, taken_over=taken), "13-13")
    assert (found.passed, found.notice, found.field) == (True, True, "实际完成值")
    assert found.message == (
        "以下 2 项仍是监控截至6月30日的数：“平台运行可靠性”、“群众满意度”；"
        "以下 1 项仍是监控截至9月30日的数：“网络安全性”。请核对全年数。"
    )
