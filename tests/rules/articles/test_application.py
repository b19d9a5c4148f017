"""Arts. 8, 9, 13 and 16 on an annual application: what it says, and what earlier years allow."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.rules.application_case import (
    ApplicationCase,
    EarlierProblem,
    EarlierResult,
    EarlierYear,
    PlannedIndicator,
    TermReviewFact,
)
from fundapp.rules.figures import figures
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.target import Target
from fundapp.values.choices import Conclusion, RectificationState
from fundapp.values.score import Operator

DAY = dt.date(2026, 12, 28)
GOOD = EarlierResult(name="绩效自评 ZP-2026-0001", points=9000, grade="优", answered=False)
POOR = replace(GOOD, points=7999, grade="中")
KEY_POOR = EarlierResult(name="市财政局重点评价（7号）", points=5900, grade="差", answered=True)


def indicator(level1: str, weight: int, **change: object) -> PlannedIndicator:
    made = PlannedIndicator(
        level1=level1,
        level2="数量指标",
        name=f"{level1}甲",
        weight=weight,
        target=Target(operator=Operator.AT_LEAST, figure=Decimal(95), unit="%"),
    )
    return replace(made, **change)  # type: ignore[arg-type]  # each test names fields of the indicator


def case(**change: object) -> ApplicationCase:
    """Complete, after a good year."""
    made = ApplicationCase(
        on=DAY,
        year=2027,
        first_year=2026,
        last_year=2028,
        goal="稳定",
        scheme=figures().weight_scheme("2020-10", dt.date(2027, 12, 31)),
        indicators=(indicator("产出指标", 5000), indicator("效益指标", 3000), indicator("满意度指标", 1000)),
        shares=(("本级财政管理资金", 100_00),),
        basis="按台数测算",
        plan="按季度实施",
        before=EarlierYear(year=2026, evaluation=GOOD),
    )
    return replace(made, **change)  # type: ignore[arg-type]  # each test names fields of the case


def found(rule: str, **change: object) -> Finding | None:
    return next((one for one in judge(case(**change), figures()) if one.rule == rule), None)


def said(rule: str, **change: object) -> str:
    """The sentence of a rule that is not met; the test fails when it is met."""
    finding = found(rule, **change)
    assert finding is not None
    assert finding.blocks
    assert finding.remedy
    return finding.message


def before(*results: EarlierResult, evaluation: EarlierResult | None = GOOD) -> EarlierYear:
    return EarlierYear(year=2026, evaluation=evaluation, key_evaluations=results)


def test_a_complete_application_after_a_good_year_meets_every_rule() -> None:
    assert all(one.passed for one in judge(case(), figures()))


def test_a_missing_phone_is_a_hint_and_holds_nothing() -> None:
    finding = found("13-31", phone=" ")
    assert finding is not None
    assert (finding.passed, finding.notice, finding.field) == (True, True, "联系电话")
    given = found("13-31", phone="0573-00000000")
    assert given is not None
    assert (given.passed, given.notice) == (True, False)


def test_a_basis_that_is_last_years_word_for_word_is_to_be_looked_at() -> None:
    same = found("13-23", basis="按台数测算 ", basis_before="按台数测算")
    assert same is not None
    assert (same.passed, same.notice, same.field) == (True, True, "测算依据")
    assert same.message == "测算依据与 2026 年度申请相同，请按本年度的数量、单价核对。"
    for other in ({"basis_before": "按人数测算"}, {"basis_before": "按台数测算", "before": None}):
        finding = found("13-23", **other)
        assert finding is not None
        assert not finding.notice


def test_goal_and_indicators_have_to_be_there_and_whole() -> None:
    assert said("13-20", goal=" ") == "尚未填写年度绩效目标。"
    assert said("13-20", indicators=()) == "没有绩效指标。"
    bare = Target(operator=Operator.AT_LEAST, figure=Decimal(5))
    wrong = (
        indicator("产出指标", 5000, level2=" "),
        indicator("效益指标", 0),
        indicator("满意度指标", 1000, target=bare),
    )
    message = said("13-20", indicators=wrong)
    assert message.startswith("3 个指标不完整：“产出指标甲”的名称不全；“效益指标甲”的分值应大于零；")
    assert "“满意度指标甲”的目标值没有计量单位" in message


@pytest.mark.parametrize(("weight", "word"), [(900, "还差 1.00 分"), (1100, "超出 1.00 分")])
def test_weights_of_99_or_101_are_refused_with_the_difference(weight: int, word: str) -> None:
    wrong = (indicator("产出指标", 5000), indicator("效益指标", 3000), indicator("满意度指标", weight))
    message = said("13-21", indicators=wrong)
    assert word in message
    assert f"“满意度指标”合计 {weight // 100}.00 分，应为 10.00 分" in message
    assert f"现在共 {90 + weight // 100}.00 分" in message


def test_a_first_level_name_outside_the_split_is_named() -> None:
    strange = (indicator("成本指标", 5000), indicator("效益指标", 3000), indicator("满意度指标", 1000))
    assert "“成本指标”不在该方案中" in said("13-21", indicators=strange)


def test_the_split_with_cost_takes_cost_indicators() -> None:
    scheme = figures().weight_scheme("2021-101", dt.date(2027, 12, 31))
    fits = (
        indicator("成本指标", 2000),
        indicator("产出指标", 4000),
        indicator("效益指标", 2000),
        indicator("满意度指标", 1000),
    )
    assert found("13-21", scheme=scheme, indicators=fits) is not None
    assert found("13-21", scheme=scheme, indicators=fits).passed  # type: ignore[union-attr]  # asserted above
    assert said("13-21", scheme=None) == "还没有选定分值方案。"
    assert found("13-21", indicators=()) is None


def test_money_basis_and_plan_are_asked_for() -> None:
    assert said("13-22", shares=()) == "尚未填写申请金额。"
    assert said("13-22", shares=(("单位资金", 0), ("本级", 5))) == "单位资金的申请金额应大于零。"
    assert said("13-23", basis="\n") == "尚未填写测算依据。"
    assert said("16-22", plan=" ") == "尚未填写年度实施计划。"


def test_a_fen_is_an_amount_and_a_hundredth_of_a_point_a_weight() -> None:
    asked = found("13-22", shares=(("本级财政管理资金", 1),))
    assert asked is not None
    assert asked.passed
    small = found("13-20", indicators=(indicator("产出指标", 1),))
    assert small is not None
    assert small.passed


@pytest.mark.parametrize("field", ["level1", "level2", "name"])
def test_an_indicator_named_with_spaces_has_no_name(field: str) -> None:
    wrong = (replace(indicator("产出指标", 5000), **{field: "　 "}),)  # type: ignore[arg-type]  # names only
    assert said("13-20", indicators=wrong).endswith("的名称不全。")


def test_the_year_before_has_to_be_evaluated_when_the_ledger_has_it() -> None:
    assert "不能申请 2027 年度资金" in said("13-25", before=before(evaluation=None))
    first = found("13-25", before=None)
    assert first is not None
    assert first.passed
    assert first.message == "没有需要评价的以前年度。"


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (RectificationState.OPEN, True),
        (RectificationState.REPORTED, True),
        (RectificationState.CLOSED, False),
    ],
)
def test_a_problem_holds_the_application_until_it_is_closed(state: RectificationState, holds: bool) -> None:
    one = EarlierProblem(number="ZG-2025-0003", year=2025, problem="验收资料不全" * 5, state=state)
    finding = found("13-26", problems=(one,))
    assert finding is not None
    assert finding.blocks is holds
    if holds:
        assert f"ZG-2025-0003（2025 年度，{state.label}）验收资料不全验收资料不全验收资料不全验收…" in finding.message
    else:
        assert finding.message == "以前年度 1 项整改均已销号。"


@pytest.mark.parametrize(("length", "shown"), [(20, "验收资料不全" * 3 + "验收"), (21, "验收资料不全" * 3 + "验收…")])
def test_an_earlier_problem_is_shortened_after_twenty_characters(length: int, shown: str) -> None:
    text = ("验收资料不全" * 4)[:length]
    one = EarlierProblem(number="ZG-2025-0003", year=2025, problem=text, state=RectificationState.OPEN)
    assert said("13-26", problems=(one,)).endswith(f"整改中）{shown}。")


def test_a_poor_result_has_to_lead_to_a_rectification() -> None:
    assert said("13-27", before=before(evaluation=POOR)) == "绩效自评 ZP-2026-0001 79.99 分（中），还没有登记整改事项。"
    answered = found("13-27", before=before(evaluation=replace(POOR, answered=True)))
    assert answered is not None
    assert answered.passed
    assert found("13-27") is None
    unanswered = replace(KEY_POOR, answered=False)
    assert "市财政局重点评价（7号） 59.00 分（差）" in said("13-27", before=before(unanswered))


def test_what_a_monitoring_wants_put_right_has_to_be_registered() -> None:
    finding = found("13-32", demands=("JK-2025-0001", "JK-2025-0002"))
    assert finding is not None
    assert (finding.blocks, finding.field) == (True, "登记整改")
    assert finding.message == "运行监控 JK-2025-0001、JK-2025-0002 要求整改，还没有登记整改事项。"
    assert found("13-32") is None


def test_the_last_results_are_shown_and_poor_ones_stand_out() -> None:
    good = found("13-28")
    assert good is not None
    assert (good.passed, good.notice) == (True, False)
    assert good.numbers == (("绩效自评 ZP-2026-0001", "90.00 分，优"),)
    bad = found("13-28", before=before(KEY_POOR))
    assert bad is not None
    assert bad.notice
    assert "市财政局重点评价（7号） 59.00 分（差）" in bad.message
    assert found("13-28", before=None) is None
    assert found("13-28", before=before(evaluation=None)) is None


@pytest.mark.parametrize("grade", ["中", "差"])
def test_a_poor_grade_wants_an_adjustment_statement(grade: str) -> None:
    poor = before(evaluation=replace(POOR, grade=grade, answered=True))
    assert "须有调整说明" in said("13-29", before=poor)
    assert "须有调整说明" in said("13-29", before=poor, adjustment="\n ")
    written = found("13-29", before=poor, adjustment="压减任务")
    assert written is not None
    assert written.passed


@pytest.mark.parametrize("grade", ["优", "良"])
def test_a_good_grade_wants_no_statement(grade: str) -> None:
    assert found("13-29", before=before(evaluation=replace(GOOD, grade=grade))) is None
    assert found("13-29", before=None) is None


def test_a_year_outside_the_terms_is_refused() -> None:
    assert said("16-20", year=2029) == "2029 年度不在项目期限 2026—2028 年内。"
    assert "不再安排资金" in said("16-20", year=2029, cancelled="QM-2028-0001")
    assert "2025 年度不在项目期限" in said("16-20", year=2025)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_every_year_of_the_term_may_be_applied_for_even_after_a_cancelling_review(year: int) -> None:
    inside = found("16-20", year=year, cancelled="QM-2028-0001")
    assert inside is not None
    assert inside.passed


@pytest.mark.parametrize("conclusion", [Conclusion.KEEP, Conclusion.ADJUST])
def test_after_a_review_the_next_term_is_open(conclusion: Conclusion) -> None:
    review = TermReviewFact(number="QM-2028-0001", to_year=2028, conclusion=conclusion)
    finding = found("16-20", year=2029, last_year=2031, review=review)
    assert finding is not None
    assert finding.passed
    assert f"结论为“{conclusion.label}”" in finding.message


def test_the_first_application_after_an_adjusting_review_says_how() -> None:
    review = TermReviewFact(number="QM-2028-0001", to_year=2028, conclusion=Conclusion.ADJUST)
    ended = EarlierYear(year=2028, evaluation=GOOD)
    assert "须有调整说明" in said("16-21", year=2029, last_year=2031, review=review, before=ended)
    assert "须有调整说明" in said("16-21", year=2030, last_year=2031, review=review, before=ended)  # 2029 was left out
    assert "须有调整说明" in said("16-21", year=2029, last_year=2031, review=review, before=None)
    assert "须有调整说明" in said("16-21", year=2029, last_year=2031, review=review, before=None, adjustment="　")
    assert found("16-21", year=2030, last_year=2031, review=review, before=None) is None  # 2029 is not in the ledger
    written = found("16-21", year=2029, last_year=2031, review=review, before=ended, adjustment="压减")
    assert written is not None
    assert written.passed
    next_year = EarlierYear(year=2029, evaluation=GOOD)
    assert found("16-21", year=2030, last_year=2031, review=review, before=next_year) is None
    kept = replace(review, conclusion=Conclusion.KEEP)
    assert found("16-21", year=2029, last_year=2031, review=kept, before=ended) is None
    assert found("16-21") is None


def test_targets_of_0_are_shown_with_what_they_mean_for_the_score() -> None:
    zero = Target(operator=Operator.AT_MOST, figure=Decimal(0), unit="起")
    items = (indicator("产出指标", 5000, target=zero), indicator("效益指标", 4000))
    finding = found("13-30", indicators=items)
    assert finding is not None
    assert (finding.passed, finding.notice) == (True, True)
    assert finding.message == "“产出指标甲”目标值为 0：实际值为 0 得满分，否则没有比值可算，由经办人评定得分比例。"
    assert found("13-30") is None


def test_a_problem_that_ends_with_a_full_stop_is_quoted_without_it() -> None:
    one = EarlierProblem(number="ZG-2025-0003", year=2025, problem="资料不全。", state=RectificationState.OPEN)
    assert said("13-26", problems=(one,)).endswith("ZG-2025-0003（2025 年度，整改中）资料不全。")
