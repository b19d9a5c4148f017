"""项目支出绩效目标申报表: project, money by source, goals, indicators, last year's result, statement, hands, pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from fundapp.forms.application_form import ApplicationBlanks, PromiseBlank, draw, layout
from fundapp.forms.grid import SIGNATURE_HEIGHT
from fundapp.forms.page import TABLE_WIDTH
from fundapp.forms.signoffs import CheckBlank, SignOffBlank
from tests.forms.examples import BEIJING, DRAFT, ISSUED, LONG_NAME
from tests.forms.reading import pages, said
from tests.forms.sheets import check_grid, check_texts

STEPS = (
    SignOffBlank("科室负责人审核"),
    SignOffBlank("财务审核"),
    SignOffBlank(
        "分管领导审核",
        checks=(CheckBlank("已核对上年度评价结果和整改情况"), CheckBlank("已核对年度目标、指标和指标值")),
    ),
    SignOffBlank("主要领导审批"),
)
APPLICATION = ApplicationBlanks(
    imprint=DRAFT,
    year=2027,
    project_name="政务云服务项目",
    project_number="XM-2026-0002",
    national_code="33048226T000000000101",
    category="政务云项目（特定目标类）",
    renewed=True,
    department="示例市政务服务管理办公室",
    unit="示例市大数据中心（大数据中心）",
    begins=date(2026, 1, 1),
    ends=date(2028, 12, 31),
    approval="示例政数〔2026〕1号",
    in_charge="科室负责人甲",
    content="租用市级部门系统所需的云服务器资源。",
    project_goal="三年内完成全部系统上云。",
    total=415_0000_00,
    fiscal=395_0000_00,
    other=20_0000_00,
    fiscal_sources=(("本级财政管理资金", 380_0000_00), ("上级转移支付资金", 15_0000_00)),
    basis="按云主机 420 台测算。",
    plan="按季度考核支付。",
    goal="保障云资源稳定供给。",
    scheme="财预〔2020〕10号",
    execution=1000,
    promises=(
        PromiseBlank("产出指标", "质量指标", "正常运行率", "＝", "99.9", "%", 2500),
        PromiseBlank("产出指标", "时效指标", "故障响应时间", "＜", "2", "小时", 2500),
        PromiseBlank("效益指标", "社会效益指标", "网络安全性", "定性", "全年无重大事故", "", 3000),
        PromiseBlank("满意度指标", "服务对象满意度指标", "使用单位满意度", "≥", "95", "%", 1000),
    ),
    results=("2026 年度绩效自评 ZP-2026-0001：75.17 分，等级“中”。", "整改事项：ZG-2026-0001（2026 年度，已销号）。"),
    adjustment="压减云主机 40 台。",
    adjusting=True,
    reporter="经办人甲",
    phone="0573-00000000",
    dated=date(2026, 12, 28),
    signs=STEPS,
)
SIGNED = replace(
    APPLICATION,
    imprint=replace(ISSUED, number="SQ-2027-0001", code="K2MD88QX4TFA", qr_text="SQ-2027-0001 K2MD-88QX-4TFA"),
    signs=tuple(
        replace(
            step,
            opinion="同意。",
            name="示例签批人",
            signed_at=datetime(2026, 12, 28, 10, 12, tzinfo=BEIJING),
            checks=tuple(replace(check, ticked=True) for check in step.checks),
        )
        for step in STEPS
    ),
)
LONG = replace(
    SIGNED,
    project_name=LONG_NAME,
    content=LONG_NAME * 6,
    plan=LONG_NAME * 8,
    adjustment=LONG_NAME * 5,
    promises=tuple(
        PromiseBlank(f"{one.level1}", one.level2, f"{place}{LONG_NAME[:60]}", one.nature, one.target, one.unit, 300)
        for place in range(8)
        for one in APPLICATION.promises
    ),
)


def text_of(blanks: ApplicationBlanks) -> str:
    return "".join(pages(draw(blanks)))


@pytest.mark.parametrize(
    "piece",
    [
        "项目支出绩效目标申报表",
        "（2027年度）",
        "金额单位：万元",
        "项目名称政务云服务项目",
        "项目编号XM-2026-0002",
        "项目代码33048226T000000000101",
        "项目类别政务云项目（特定目标类）项目属性☐新增☑延续",
        "主管部门示例市政务服务管理办公室实施单位示例市大数据中心（大数据中心）",
        "开始日期2026年1月1日",
        "完成日期2028年12月31日",
        "立项批复示例政数〔2026〕1号",
        "项目概况租用市级部门系统所需的云服务器资源。",
        "年度资金申请总额415.00",
        "其中：当年财政拨款395.00本级财政管理资金380.00上级转移支付资金15.00上年结转资金—其他资金（单位资金）20.00",
        "测算依据按云主机420台测算。",
        "计划按季度考核支付。",
        "项目总目标三年内完成全部系统上云。",
        "目标保障云资源稳定供给。",
        "一级指标二级指标三级指标性质指标值单位分值",
        "正常运行率＝99.9%25",
        "网络安全性定性全年无重大事故30",
        "预算执行率（财预〔2020〕10号）10",
        "合计100",
        "评价结果2026年度绩效自评ZP-2026-0001：75.17分，等级“中”。整改事项：ZG-2026-0001（2026年度，已销号）。",
        "调整说明压减云主机40台。",
        "申报人经办人甲联系电话0573-00000000申报日期2026年12月28日",
        "☐已核对上年度评价结果和整改情况",
    ],
)
def test_each_row_of_the_form_is_printed(piece: str) -> None:
    assert piece in text_of(APPLICATION)


def test_signature_cells_stand_in_route_order_with_their_ticks() -> None:
    told = text_of(SIGNED)
    places = [told.index(step.step) for step in STEPS]
    assert places == sorted(places)
    assert "☑已核对上年度评价结果和整改情况" in told
    assert told.count("示例签批人") == 4


def test_a_new_project_ticks_new_and_a_good_year_has_no_statement() -> None:
    told = text_of(replace(APPLICATION, renewed=False, adjusting=False, adjustment="", scheme=""))
    assert "☑新增☐延续" in told
    assert "调整说明" not in told
    assert "预算执行率10" in told


def test_a_demanded_statement_keeps_its_row_while_it_is_empty() -> None:
    assert "调整说明" in text_of(replace(APPLICATION, adjustment=""))


def test_a_statement_nobody_demanded_is_printed_all_the_same() -> None:
    assert "压减云主机40台" in text_of(replace(APPLICATION, adjusting=False))


def test_a_year_without_indicators_prints_an_empty_table() -> None:
    assert "合计100" in text_of(replace(APPLICATION, promises=(), execution=10_000))


def test_levels_of_neighbours_are_shared() -> None:
    told = said(layout(APPLICATION))
    assert told.count("产出指标") == 1


@pytest.mark.parametrize("blanks", [APPLICATION, SIGNED, LONG], ids=["draft", "signed", "long"])
def test_nothing_leaves_its_cell_on_any_page(blanks: ApplicationBlanks) -> None:
    found = layout(blanks).pages
    check_texts(found)
    check_grid(found, TABLE_WIDTH)


def test_long_texts_flow_over_pages_and_lose_nothing() -> None:
    told = pages(draw(LONG))
    assert len(told) > 2
    joined = "".join(told)
    assert joined.count("服务对象") >= 8
    assert LONG_NAME.replace(" ", "")[:80] in joined


def test_a_hand_has_room_of_at_least_18_millimetres() -> None:
    assert SIGNATURE_HEIGHT >= 18 * 72 / 25.4
    heights = [cell.bottom - cell.top for page in layout(APPLICATION).pages for cell in page.cells]
    assert sum(height >= SIGNATURE_HEIGHT - 0.01 for height in heights) >= len(STEPS)


def test_a_draft_bears_the_watermark_and_a_signed_one_its_number() -> None:
    assert "草稿" in text_of(APPLICATION)
    told = text_of(SIGNED)
    assert "草稿" not in told
    assert "编号SQ-2027-0001" in told


def test_the_head_who_answers_for_the_project_and_the_place_of_the_seal_are_printed() -> None:
    told = text_of(SIGNED)
    assert "立项批复示例政数〔2026〕1号" in told
    assert "负责人科室负责人甲" in told
    assert "填报单位（盖章）签名：" in told
