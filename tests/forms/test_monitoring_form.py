"""项目支出绩效运行监控表: every row and column of 财预〔2019〕136号, lying across the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from fundapp.forms.flow import Box
from fundapp.forms.grid import MM
from fundapp.forms.monitoring_form import MonitoringBlanks, SpentBlank, WatchedBlank, draw, layout
from fundapp.forms.page import LYING
from fundapp.forms.signoffs import SignOffBlank
from fundapp.values.choices import Cause, Likelihood
from tests.forms.examples import DRAFT, HANDWRITING, ISSUED, OFFICE, SIGNED_STEPS
from tests.forms.reading import inside, pages
from tests.forms.sheets import check_grid, check_texts

WAN = 1_000_000
CERTAIN = Likelihood.CERTAIN
MONITORING = MonitoringBlanks(
    imprint=DRAFT,
    year=2026,
    kind="集中监控",
    period="1—6月",
    project_name="政务云服务项目",
    department=OFFICE,
    unit="示例市大数据中心",
    attribute="延续",
    category="政务云项目",
    total=SpentBlank(420 * WAN, 450 * WAN, 187 * WAN + WAN // 2),
    fiscal=SpentBlank(420 * WAN, 430 * WAN, 167 * WAN + WAN // 2),
    carried=SpentBlank(0, 20 * WAN, 20 * WAN),
    other=SpentBlank(0, 0, 0),
    rate_bp=4167,
    forecast=440 * WAN,
    goal="保障全市部门政务云资源正常使用，云主机按需供给，重大故障为零。",
    indicators=(
        WatchedBlank("产出指标", "数量指标", "新增云主机数量", "≥48台", "20台", "40台", (Cause.STAFF, Cause.EQUIPMENT),
                     "驻场人员未到位，机房扩容延后。", Likelihood.POSSIBLE, "按季统计"),
        WatchedBlank("产出指标", "质量指标", "网络应用正常运行率", "=99.9%", "99.95%", "达到指标值", (), "", CERTAIN),
        WatchedBlank("产出指标", "时效指标", "系统故障响应时间", "<2小时", "1.6小时", "达到指标值", (), "", CERTAIN),
        WatchedBlank("产出指标", "成本指标", "资金支出完成时间", "2026年11月30日前", "评定进度 40.00%", "2027年1月",
                     (Cause.FUNDING, Cause.RULES, Cause.OTHER), "付款资料尚未备齐。", Likelihood.IMPOSSIBLE),
        WatchedBlank("效益指标", "社会效益指标", "网络安全性", "全年无重大事故", "未发生事故", "达到指标值", (), "",
                     CERTAIN),
        WatchedBlank("满意度指标", "服务对象满意度指标", "使用单位满意度", "≥95%", "96%", "达到指标值", (), "",
                     CERTAIN),
    ),
    problems="云主机交付偏慢，资金支付滞后。",
    measures="三季度增派驻场人员，按月催办付款资料。",
    demands=True,
    reporter="经办人甲",
    phone="0573-00000000",
    dated=date(2026, 7, 10),
    signs=(SignOffBlank("科室负责人审核"), SignOffBlank("分管领导审核")),
)  # fmt: skip
LONG = replace(
    MONITORING,
    imprint=ISSUED,
    indicators=MONITORING.indicators * 4,
    problems="问题说明。" * 120,
    signs=(replace(SIGNED_STEPS[0], strokes=HANDWRITING), SIGNED_STEPS[1]),
)
PIECES = (
    "项目支出绩效运行监控表",
    "（2026年度集中监控1—6月）",
    "金额单位：万元",
    "项目名称政务云服务项目",
    "主管部门示例市政务服务管理办公室实施单位示例市大数据中心",
    "项目属性延续项目类型政务云项目",
    "年初预算数全年预算数1—6月执行数执行率全年预计执行数",
    "年度资金总额420.00450.00187.5041.67%440.00",
    "其中：一般公共预算拨款420.00430.00167.50——",
    "上年结转资金0.0020.0020.00——",
    "其他资金0.000.000.00——",
    "保障全市部门政务云资源正常使用，云主机按需供给，重大故障为零。",
    "偏差原因分析完成目标可能性",
    "经费保障制度保障人员保障硬件条件保障其他原因说明确定能有可能完全不可能",
    "新增云主机数量≥48台20台40台√√驻场人员未到位，机房扩容延后。√按季统计",
    "网络应用正常运行率=99.9%99.95%达到指标值√",
    "资金支出完成时间2026年11月30日前评定进度40.00%2027年1月√√√付款资料尚未备齐。√",
    "云主机交付偏慢，资金支付滞后。",
    "三季度增派驻场人员，按月催办付款资料。",
    "是否需要整改☑是☐否",
    "填报人经办人甲联系电话0573-00000000填报日期2026年7月10日",
    "科室负责人审核",
    "分管领导审核",
)


@pytest.mark.parametrize("piece", PIECES)
def test_each_row_and_column_of_the_national_layout_is_printed(piece: str) -> None:
    assert piece in "".join(pages(draw(MONITORING)))


def test_the_headings_of_the_columns_and_blocks_stand_on_it() -> None:
    told = "".join(pages(draw(MONITORING)))
    for name in (
        "项目资金（万元）",
        "年度总体目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "全年预计完成情况",
    ):
        assert name in told
    assert "1—6月执行情况" in told
    assert "偏差或不能完成原因" in told
    assert "相关建议或举措" in told


def test_a_mark_stands_under_each_cause_and_the_likelihood() -> None:
    """The column of a mark says what it means: its middle lies within its heading's cell."""
    (page,) = layout(MONITORING).pages[:1]
    heads = {text.text: text.cell for text in page.texts}
    marks = [text.cell for text in page.texts if text.text == "√"]
    row = min(cell.top for cell in marks)
    columns = {name for name in ("经费", "制度", "人员", "硬件", "其他") for cell in marks
               if cell.top == row and cell.left == heads[name].left}  # fmt: skip
    assert columns == {"人员", "硬件"}


def test_nothing_demanded_ticks_no() -> None:
    assert "是否需要整改☐是☑否" in "".join(pages(draw(replace(MONITORING, demands=False))))


def test_without_a_budget_there_is_no_rate_and_an_open_forecast_stays_empty() -> None:
    told = "".join(pages(draw(replace(MONITORING, rate_bp=None, forecast=None))))
    assert "年度资金总额420.00450.00187.50—其中" in told


def test_the_paper_lies_across_with_the_binding_margin_at_its_left() -> None:
    with pypdfium2.PdfDocument(draw(MONITORING)) as document:
        assert document[0].get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.5)
    made = layout(MONITORING)
    assert min(box.left for box in made.pages[0].cells) >= 25 * MM
    assert made.title.y >= 30 * MM


@pytest.mark.parametrize("blanks", [MONITORING, LONG], ids=["draft", "long"])
def test_texts_stay_in_their_cells_and_cells_on_the_paper(blanks: MonitoringBlanks) -> None:
    made = layout(blanks)
    check_texts(made.pages)
    check_grid(made.pages, LYING.table_width)
    paper = Box(25 * MM, 5 * MM, 297 * MM - 10 * MM, 210 * MM - 5 * MM)
    for page in made.pages:
        assert all(inside(cell, paper) for cell in page.cells)


def test_a_long_one_repeats_its_column_headings_and_carries_its_number() -> None:
    told = pages(draw(LONG))
    assert len(told) >= 3
    assert all("偏差原因分析" in page for page in told[:2])
    assert all(f"编号{ISSUED.number}" in page for page in told)
    assert "☑" in "".join(told[-2:])
