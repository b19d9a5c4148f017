"""项目支出绩效自评表: every row and column of the central layout, merged levels, scores, and pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.forms.evaluation_blanks import EvaluationBlanks, FundBlank, IndicatorBlank, added, fund_lines
from fundapp.forms.evaluation_form import draw, layout
from fundapp.forms.grid import MM
from fundapp.forms.signoffs import SignOffBlank
from fundapp.seal.canonical import canonical, digest
from fundapp.services.evaluation_layouts import layout as layout_of
from tests.forms.examples import EVALUATION, ISSUED_EVALUATION, LONG_EVALUATION, LONG_NAME
from tests.forms.reading import pages, said


def text_of(blanks: EvaluationBlanks) -> str:
    """All the text of the drawn form."""
    return "".join(pages(draw(blanks)))


PIECES = (
    "项目支出绩效自评表",
    "（2026年度）",
    "金额单位：万元",
    "项目名称政务云服务项目",
    "主管部门示例市政务服务管理办公室",
    "实施单位示例市大数据中心",
    "年初预算数全年预算数全年执行数分值执行率得分",
    "年度资金总额450.00450.00412.501091.67%9.17",
    "其中：当年财政拨款430.00430.00400.00———",
    "上年结转资金0.0020.0012.50———",
    "其他资金20.000.000.00———",
    "预期目标实际完成情况",
    "保障全市部门政务云资源正常使用，云主机按需供给，重大故障为零。政务云全年可用，新增云主机46台，未发生重大故障。",
    "一级指标二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施",
    "系统故障响应时间<2小时1.5小时12.512.50",
    "平台运行可靠性=99.99%99.90%1514.997月机房供电检修，已增设双路供电。",
    "总分10098.95等级：优",
    "填报人经办人甲联系电话0573-00000000填报日期2027年1月12日",
    "科室负责人",
    "分管领导",
    "单位负责人（盖章）",
)


@pytest.mark.parametrize("piece", PIECES)
def test_each_row_and_column_of_the_central_layout_is_printed(piece: str) -> None:
    assert piece in text_of(EVALUATION)


def test_the_money_block_and_the_goal_block_bear_their_names() -> None:
    told = text_of(EVALUATION)
    assert "项目资金（万元）" in told
    assert "年度总体目标" in told
    assert "绩效指标" in told


def test_sources_of_the_office_stand_under_the_years_grant() -> None:
    told = text_of(ISSUED_EVALUATION)
    assert "———本级财政管理资金430.00430.00400.00———上级转移支付资金0.000.000.00———上年结转资金" in told


def test_a_reason_for_slow_spending_and_problems_with_measures_are_printed_when_given() -> None:
    told = text_of(ISSUED_EVALUATION)
    assert "预算执行说明：第四季度服务费按合同于次年1月考核后支付。" in told
    assert "存在问题平台供电曾出现单点故障" in told
    assert "改进措施机房增设双路供电" in told
    draft = text_of(EVALUATION)
    assert not [name for name in ("预算执行说明", "存在问题", "改进措施机房") if name in draft]


def test_equal_levels_share_one_cell_and_a_level_of_another_parent_does_not() -> None:
    items = (
        IndicatorBlank("产出指标", "其他", "甲", "1", "1", 100, 100),
        IndicatorBlank("产出指标", "其他", "乙", "1", "1", 100, 100),
        IndicatorBlank("效益指标", "其他", "丙", "1", "1", 100, 100),
    )
    told = said(layout(replace(EVALUATION, indicators=items)))
    assert told.count("产出指标") == 1
    assert told.count("其他") - told.count("其他资金") == 2


def test_weights_show_no_needless_zeros_and_scores_always_two_places() -> None:
    items = (
        IndicatorBlank("产出指标", "数量指标", "甲", "1", "1", 2250, 2250),
        IndicatorBlank("产出指标", "数量指标", "乙", "1", "1", 1000, 5),
        IndicatorBlank("产出指标", "数量指标", "丙", "1", "1", 1025, 0),
    )
    told = text_of(replace(EVALUATION, indicators=items))
    assert "甲1122.522.50" in told
    assert "乙11100.05" in told
    assert "丙1110.250.00" in told
    assert "总分52.75" in told


@pytest.mark.parametrize("key", ["central", "sichuan"])
def test_what_does_not_apply_has_dashes_and_rescaled_weights_two_places_all(key: str) -> None:
    items = (
        IndicatorBlank("产出指标", "数量指标", "甲", "1", "1", 2250, 2250, bare="1"),
        IndicatorBlank("产出指标", "数量指标", "乙", "1", "1", 6750, 5, bare="1"),
        IndicatorBlank("满意度指标", "满意度", "丙", "1", "不适用", 0, 0, bare="不适用", applicable=False),
    )
    told = text_of(replace(EVALUATION, layout=layout_of(key), indicators=items))
    assert "122.5022.50" in told
    assert "167.500.05" in told
    assert "不适用——" in told
    assert "总分100" in told


def test_the_digest_knows_what_does_not_apply_by_its_note_only() -> None:
    dropped = replace(EVALUATION.indicators[0], applicable=False)
    one, other = (replace(EVALUATION, indicators=(item,)) for item in (EVALUATION.indicators[0], dropped))
    assert one.said() == other.said()


def test_what_is_not_scored_yet_is_left_open() -> None:
    open_item = replace(EVALUATION.indicators[0], points=None)
    blanks = replace(
        EVALUATION,
        indicators=(open_item,),
        total_points=None,
        grade="",
        execution_points=None,
        execution_rate_bp=None,
        execution_weight=9000,
    )
    told = text_of(blanks)
    assert "年度资金总额450.00450.00412.5090—其中" in told
    assert "新增云主机数量≥40台46台10绩效指标" in told.replace("产出指标数量指标", "")
    assert "总分100等级：填报人" in told


def test_a_long_level_name_is_broken_between_its_words() -> None:
    texts = [text.text for text in layout(EVALUATION).pages[0].texts]
    start = texts.index("服务对象")
    assert texts[start : start + 3] == ["服务对象", "满意度", "指标"]
    assert "可持续影响" in texts


def test_the_name_of_a_step_is_broken_between_its_words() -> None:
    signs = (SignOffBlank("科室负责人审核"), SignOffBlank("分管领导审核"))
    texts = [text.text for text in layout(replace(EVALUATION, signs=signs)).pages[0].texts]
    assert texts[texts.index("科室负责人") + 1] == "审核"
    assert texts[texts.index("分管领导") + 1] == "审核"


def test_an_ordinary_evaluation_fits_on_one_page_signed() -> None:
    assert len(layout(ISSUED_EVALUATION).pages) == 1


def test_twenty_five_indicators_with_two_hundred_character_names_repeat_heads_and_levels_on_every_page() -> None:
    made = layout(LONG_EVALUATION)
    assert len(LONG_EVALUATION.indicators) == 25
    assert len(made.pages) >= 3
    level1 = {item.level1[:3] for item in LONG_EVALUATION.indicators}
    for page in made.pages:
        texts = [text.text for text in page.texts]
        has_indicators = any(text == "≥95%" for text in texts)
        assert texts.count("三级指标") == (1 if has_indicators else 0)
        assert any(text.startswith(name) for text in texts for name in level1) == has_indicators
    told = text_of(LONG_EVALUATION)
    for index in range(25):
        assert f"指标{index:02d}" in told
    assert LONG_NAME in told


def test_every_character_of_a_name_that_a_page_end_cuts_is_printed_in_order() -> None:
    made = layout(LONG_EVALUATION)
    left = next(text.cell.left for page in made.pages for text in page.texts if text.text == "三级指标")
    column = [text for page in made.pages for text in page.texts if text.cell.left == left and text.size == 9.0]
    told = "".join(text.text for text in column if text.text != "三级指标")
    names = "".join(item.name for item in LONG_EVALUATION.indicators)
    assert names in told


def provincial(blanks: EvaluationBlanks) -> EvaluationBlanks:
    """The same form as a province prints it."""
    items = tuple(
        replace(item, nature="≥", bound=f"{index}0", unit="台", bare=f"{index}1")
        for index, item in enumerate(blanks.indicators, start=1)
    )
    return replace(blanks, layout=layout_of("sichuan"), indicators=items)


def test_a_province_has_columns_for_kind_and_unit_and_rows_for_its_own_kinds_of_money() -> None:
    told = text_of(replace(provincial(ISSUED_EVALUATION), conclusion="总体完成较好。"))
    for piece in (
        "年初预算数调整后预算数预算执行数权重执行率得分",
        "年度资金总额450.00450.00412.501091.67%9.17",
        "其中：财政资金430.00450.00412.50———",
        "财政专户管理资金0.000.000.00———",
        "单位资金20.000.000.00———",
        "其他资金0.000.000.00———",
        "年初设定目标年度目标完成情况",
        "一级指标二级指标三级指标指标性质指标值度量单位全年完成值权重得分未完成原因分析及改进措施",
        "新增云主机数量≥10台111010.00",
        "评价结论总体完成较好。存在问题平台供电曾出现单点故障",
        "项目负责人",
        "财务负责人",
    ):
        assert piece in told
    assert "上年结转资金" not in told
    assert "本级财政管理资金" not in told


def test_a_province_prints_the_rows_of_its_foot_when_they_are_empty_too() -> None:
    told = text_of(provincial(EVALUATION))
    assert "评价结论存在问题改进措施" in told
    assert "评价结论" not in text_of(EVALUATION)


def test_hands_that_sign_on_paper_only_stand_before_the_seal() -> None:
    texts = [text.text for page in layout(provincial(EVALUATION)).pages for text in page.texts]
    order = [texts.index(name) for name in ("分管领导", "项目负责人", "财务负责人", "单位负责人")]
    assert order == sorted(order)


def test_the_digest_of_the_central_layout_is_what_it_was_before_there_were_others() -> None:
    # computed by the release that knew one layout only, for the same form
    assert digest(canonical(ISSUED_EVALUATION.said())) == (
        "f3339d8f50e29cc6ee28f338139d8ff99133c063f2a038d3679ba384cbd4eaae"
    )


def test_another_layout_and_all_it_shows_is_another_digest() -> None:
    central, province = ISSUED_EVALUATION, provincial(ISSUED_EVALUATION)
    digests = {
        digest(canonical(blanks.said()))
        for blanks in (
            central,
            province,
            replace(province, conclusion="较好"),
            replace(province, layout=replace(province.layout, heading="自评表")),
            replace(province, carried_own=FundBlank(0, 1, 0)),
        )
    }
    assert len(digests) == 5
    assert replace(central, conclusion="较好").said() == central.said()
    assert replace(province, imprint=EVALUATION.imprint).said() == province.said()


def test_the_rows_of_the_money_block_add_up_to_its_first_in_every_layout() -> None:
    for blanks in (ISSUED_EVALUATION, provincial(ISSUED_EVALUATION)):
        own = replace(blanks, carried_own=FundBlank(0, 5_0000_00, 2_0000_00))
        (_, total), *parts = fund_lines(own)
        assert added(fund for name, fund in parts if not name.startswith("　")) == total


def test_signature_cells_are_high_enough_for_a_hand_and_share_a_page() -> None:
    for blanks in (EVALUATION, LONG_EVALUATION):
        made = layout(blanks)
        homes = set()
        for index, page in enumerate(made.pages):
            for text in page.texts:
                if text.text.startswith("签名："):
                    homes.add(index)
                    assert text.cell.bottom - text.cell.top >= 18 * MM
        assert len(homes) == 1
