"""Indicators of a project year (art. 9): complete, of the right sum, frozen under a self-evaluation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, NotFound, Refused, Stale
from fundapp.models import EvaluationScore, Indicator
from fundapp.services import evaluations, indicators
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.values.score import Operator
from tests.services.evaluation_reading import last_line
from tests.services.evaluation_year import CLERK, FINANCE, INDICATORS, OTHER_CLERK, STRANGER, Year


def stored(year: Year) -> tuple[IndicatorEntry, ...]:
    """The indicators as the editor would load them."""
    return year.office.ask(CLERK, indicators.of_year, year.project, 2026).entries


def put(year: Year, *entries: IndicatorEntry, who: str = CLERK, scheme: str = "2020-10", goal: str = "目标") -> None:
    """Sets the indicators of 2026."""
    year.office.do(who, indicators.set_for_year, year.project, 2026, goal, entries, scheme)


def one(**changed: object) -> IndicatorEntry:
    """An indicator that would fill the scheme 10 + 90 alone, with something changed."""
    entry = IndicatorEntry("产出指标", "数量指标", "接入量", Operator.AT_LEAST, 9000, Decimal(100), unit="台")
    return replace(entry, **changed)  # type: ignore[arg-type]  # any field by name


def test_indicators_come_back_as_they_were_typed_and_leave_ten_points_to_the_execution_rate(year: Year) -> None:
    plan = year.office.ask(CLERK, indicators.of_year, year.project, 2026)
    assert tuple(replace(entry, id=0) for entry in plan.entries) == INDICATORS
    assert plan.execution_weight == 1000
    assert plan.goal == "保障全市部门政务云资源正常使用。"
    assert (plan.project, plan.year, plan.frozen_by) == ("政务云服务项目", 2026, "")


def test_setting_indicators_leaves_one_audit_line_that_names_project_year_and_number(year: Year) -> None:
    put(year, *stored(year))
    assert last_line(year) == ("indicators.set_for_year", "编制绩效指标：政务云服务项目 2026 年度，5 项")


def test_the_template_of_article_nine_fills_the_hundred_points_and_leaves_targets_open(year: Year) -> None:
    entries = year.office.ask(CLERK, indicators.template, year.project, 2026)
    assert [entry.name for entry in entries] == [
        "网络应用正常运行率", "系统故障响应时间", "网络安全性", "平台运行可靠性", "使用单位满意度",
    ]  # fmt: skip
    assert sum(entry.weight for entry in entries) == 9000
    assert {entry.target for entry in entries} == {None}


def test_a_year_before_the_regulation_has_no_template(year: Year) -> None:
    assert year.office.ask(CLERK, indicators.template, year.project, 2022) == ()


def test_the_schemes_of_a_year_are_those_in_force_at_its_end(year: Year) -> None:
    assert "2021-101" in [one.key for one in year.office.ask(CLERK, indicators.schemes, 2026)]
    assert "2021-101" not in [one.key for one in year.office.ask(CLERK, indicators.schemes, 2020)]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"level1": " "}, "一级指标", "没有填写一级指标名称"),
        ({"level2": ""}, "二级指标", "没有填写二级指标名称"),
        ({"name": "\u3000"}, "三级指标", "第 1 个指标没有填写三级指标名称"),
        ({"weight": 0}, "分值", "分值应大于零"),
        ({"target": None}, "年度指标值", "没有填写目标值"),
        ({"target_on": dt.date(2026, 6, 30)}, "年度指标值", "不能同时填写日期目标"),
        ({"target": Decimal("NaN")}, "年度指标值", "过大或不是数字"),
        ({"target": Decimal(10) ** 15}, "年度指标值", "过大或不是数字"),
        ({"target": Decimal("0.1234567")}, "年度指标值", "最多写 6 位小数"),
        ({"unit": " "}, "年度指标值", "的目标值没有计量单位，请填写单位"),
        ({"target": Decimal(0)}, "年度指标值", "目标值为 0 而性质是“≥”，任何结果都算达标，无法计分"),
        ({"target": Decimal(0), "operator": Operator.BELOW}, "年度指标值", "性质是“＜”，任何结果都不达标"),
        ({"operator": Operator.QUALITATIVE}, "年度指标值", "不能同时填写数字或日期目标"),
        ({"operator": Operator.QUALITATIVE, "target": None}, "年度指标值", "请用文字写明要达到的程度"),
        (
            {"operator": Operator.QUALITATIVE, "target": None, "target_on": dt.date(2026, 6, 30)},
            "年度指标值",
            "不能同时填写数字或日期目标",
        ),
        ({"operator": Operator.DATE}, "年度指标值", "不能同时填写数字目标"),
        ({"operator": Operator.DATE, "target": None}, "年度指标值", "请填写目标日期"),
        (
            {"operator": Operator.DATE, "target": None, "target_on": dt.date(2029, 1, 1)},
            "年度指标值",
            "目标日期不在 2026 年或次年",
        ),
    ],
)
def test_a_line_that_contradicts_itself_names_its_box(
    year: Year, changed: dict[str, object], field: str, said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        put(year, one(**changed), scheme="10-90")
    assert refused.value.field == field
    assert said in refused.value.message


@pytest.mark.parametrize(
    "changed",
    [
        {"target": Decimal("1E+14")},
        {"target": Decimal("0.123456")},
        {"operator": Operator.DATE, "target": None, "target_on": dt.date(2027, 1, 31)},
        {"operator": Operator.QUALITATIVE, "target": None, "target_text": "运行平稳"},
    ],
)
def test_a_line_that_is_whole_is_stored(year: Year, changed: dict[str, object]) -> None:
    put(year, one(**changed), scheme="10-90")
    assert [replace(entry, id=0) for entry in stored(year)] == [one(**changed)]


def test_words_beside_a_figure_are_no_target(year: Year) -> None:
    put(year, one(target_text="不少于去年"), scheme="10-90")
    assert stored(year)[0].target_text == ""


def test_the_same_indicator_twice_is_refused(year: Year) -> None:
    with pytest.raises(Invalid, match="“接入量”在“数量指标”下出现两次"):
        put(year, one(weight=4500), one(weight=4500, name=" 接入量 "), scheme="10-90")


def test_the_yearly_goal_is_demanded(year: Year) -> None:
    with pytest.raises(Invalid) as refused:
        put(year, *stored(year), goal=" ")
    assert (refused.value.article, refused.value.field) == ("第九条", "年度绩效目标")


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (8999, "指标分值合计 89.99 分，应为 90.00 分，还差 0.01 分（100 分减去预算执行率 10.00 分；现在共 99.99 分）"),
        (9001, "指标分值合计 90.01 分，应为 90.00 分，超出 0.01 分（100 分减去预算执行率 10.00 分；现在共 100.01 分）"),
    ],
)
def test_a_sum_that_is_off_by_a_hundredth_of_a_point_is_refused_with_the_difference(
    year: Year, weight: int, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        put(year, one(weight=weight), scheme="10-90")
    assert said in refused.value.message
    assert refused.value.field == "分值"


def test_a_scheme_with_parts_names_every_part_that_is_short_over_or_foreign(year: Year) -> None:
    first, second, third, fourth, fifth = stored(year)
    with pytest.raises(Refused) as refused:
        put(year, replace(first, level1="成本指标"), second, third, replace(fourth, weight=2500), fifth)
    assert "“成本指标”不在该方案中" in refused.value.message
    assert "“产出指标”合计 25.00 分，应为 50.00 分，还差 25.00 分" in refused.value.message
    assert "“效益指标”合计 40.00 分，应为 30.00 分，超出 10.00 分" in refused.value.message
    assert "“满意度指标”" not in refused.value.message


def test_a_part_that_is_missing_altogether_is_named(year: Year) -> None:
    with pytest.raises(Refused, match=r"“满意度指标”合计 0\.00 分，应为 10\.00 分，还差 10\.00 分"):
        put(year, *stored(year)[:4])


def test_a_scheme_of_one_part_leaves_the_inner_weights_to_the_unit(year: Year) -> None:
    put(year, one(), scheme="10-90")
    assert [(entry.name, entry.weight) for entry in stored(year)] == [("接入量", 9000)]


def test_an_unknown_scheme_is_not_found(year: Year) -> None:
    with pytest.raises(NotFound, match="没有有效的分值方案"):
        put(year, *stored(year), scheme="没有这种方案")


@pytest.mark.parametrize(("who", "said"), [(FINANCE, "须由经办人办理"), (STRANGER, "属于其他科室")])
def test_only_a_clerk_of_the_projects_division_sets_indicators(year: Year, who: str, said: str) -> None:
    with pytest.raises(Forbidden, match=said):
        put(year, *INDICATORS, who=who)


def test_a_year_that_was_not_opened_has_no_indicators(year: Year) -> None:
    with pytest.raises(Refused, match="2027 年度还没有建立"):
        year.office.do(CLERK, indicators.set_for_year, year.project, 2027, "目标", INDICATORS, "2020-10")


def test_lines_keep_their_ids_when_they_change_place_wording_and_weight(year: Year) -> None:
    first, second, third, fourth, fifth = stored(year)
    put(year, second, replace(first, name=" 网络运行率 "), third, fourth, fifth)
    found = stored(year)
    assert [entry.id for entry in found] == [second.id, first.id, third.id, fourth.id, fifth.id]
    assert found[1].name == "网络运行率"


def test_setting_indicators_raises_the_version_so_that_a_second_clerk_is_told(year: Year) -> None:
    version = year.office.ask(CLERK, indicators.of_year, year.project, 2026).version
    put(year, *stored(year), goal="保障全市部门政务云资源正常使用。")
    with pytest.raises(Stale):
        year.office.do(
            OTHER_CLERK, indicators.set_for_year, year.project, 2026, "目标", stored(year), "2020-10", version
        )


def test_the_version_that_was_loaded_last_is_accepted(year: Year) -> None:
    version = year.office.ask(CLERK, indicators.of_year, year.project, 2026).version
    year.office.do(CLERK, indicators.set_for_year, year.project, 2026, "新目标", stored(year), "2020-10", version)
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2026).goal == "新目标"


@pytest.mark.parametrize("key", [999, None])
def test_a_line_of_another_year_or_sent_twice_is_stale(year: Year, key: int | None) -> None:
    first, second, third, fourth, fifth = stored(year)
    with pytest.raises(Stale):
        put(year, first, replace(second, id=key or first.id), third, fourth, fifth)


def test_an_indicator_that_is_left_out_goes_together_with_what_a_draft_says_about_it(year: Year) -> None:
    evaluation = year.saved()
    first, second, *rest = stored(year)
    put(year, replace(first, weight=5000), *rest)
    assert second.id not in [entry.id for entry in stored(year)]
    lines = year.office.ask(CLERK, lambda desk: desk.session.scalars(select(EvaluationScore.indicator_id)).all())
    assert list(lines) == [first.id, *(entry.id for entry in rest)]
    assert year.office.do(CLERK, evaluations.submit, evaluation) == evaluation


@pytest.mark.parametrize("state", ["in_approval", "approved"])
def test_indicators_are_frozen_while_a_self_evaluation_is_in_approval_or_approved(year: Year, state: str) -> None:
    evaluation = year.submitted() if state == "in_approval" else year.approved()
    with pytest.raises(Refused, match="ZP-2026-0001 已送审或定稿"):
        put(year, *stored(year))
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2026).frozen_by == "绩效自评 ZP-2026-0001"
    year.office.do(CLERK, evaluations.change, evaluation, "指标有误")
    put(year, *stored(year))


def test_an_indicator_that_a_voided_self_evaluation_names_cannot_be_removed(year: Year) -> None:
    evaluation = year.approved()
    year.office.do(CLERK, evaluations.void, evaluation, "重新填报")
    first, second, *rest = stored(year)
    with pytest.raises(Refused, match="“系统故障响应时间”已列入作废的绩效自评 ZP-2026-0001"):
        put(year, replace(first, weight=5000), *rest)
    put(year, first, replace(second, name="故障响应"), *rest)
    count = year.office.ask(CLERK, lambda desk: len(desk.session.scalars(select(Indicator)).all()))
    assert count == 5
