"""项目期满评价表: money and results of the years, four-part score table, conclusion, hands, and pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.forms.grid import MM
from fundapp.forms.page import Layout
from fundapp.forms.term_review_form import TermReviewBlanks, draw, layout
from tests.forms.reading import pages, said
from tests.forms.term_review_examples import ISSUED_REVIEW, LONG_REVIEW, OPEN_REVIEW


def text_of(blanks: TermReviewBlanks) -> str:
    """All the text of the drawn form."""
    return "".join(pages(draw(blanks)))


def texts(made: Layout, place: int) -> list[str]:
    """Every line of one page."""
    return [text.text for text in made.pages[place].texts]


@pytest.mark.parametrize(
    "piece",
    [
        "项目期满评价表",
        "（2024—2026年）",
        "金额单位：万元",
        "项目名称政务云服务项目",
        "项目编号XM-2024-0001归口科室示例市大数据中心",
        "实施期2024—2026年立项批复示例政数〔2024〕1号（2024年3月1日）",
        "年度预算到位上年结转支出资金到位率预算执行率",
        "2024100.00100.000.0090.00100.00%90.00%",
        "2025120.00120.0010.00120.00100.00%92.31%",
        "合计340.00320.000.00210.0094.12%65.63%",
        "年度绩效自评单号得分等级重点评价",
        "2024ZP-2024-000199.00优—",
        "2025ZP-2025-000177.50中市财政局78.50分中",
        "2026未定稿",
        "一级二级三级指标分值建议得分得分评价依据和评分说明",
        "立项依据充分性3—3.00",
        "立项程序规范性2.5—立项批复：示例政数〔2024〕1号。",
        "资金到位率4.53.764.00到位320.00万元÷预算340.00万元。说明：调减已补足。",
        "指标体系：决策—过程—产出—效益四部分框架",
        "综合评价情况三年来云资源供给稳定。",
        "存在问题个别年份可靠性未达标。",
        "有关建议逐年核定用量。",
        "评价结论☐保留☐调整☐取消",
        "填报人经办人甲联系电话0573-00000000填报日期2026年12月28日",
        "科室负责人审核",
        "领导小组成员意见（一）",
        "领导小组成员意见（二）",
        "主要领导审批",
        "草稿",
    ],
)
def test_each_block_of_the_form_is_printed(piece: str) -> None:
    assert piece in text_of(OPEN_REVIEW)


@pytest.mark.parametrize(
    "piece",
    [
        "编号QM-2026-0001",
        "总分10095.75等级：优",
        "评价结论☐保留☑调整☐取消",
        "核减云主机规模两成。",
        "示例领导小组纪要〔2026〕3号会议日期2026年12月25日",
    ],
)
def test_a_signed_review_shows_total_grade_conclusion_and_meeting(piece: str) -> None:
    assert piece in text_of(ISSUED_REVIEW)


def test_the_blocks_bear_their_names() -> None:
    told = text_of(OPEN_REVIEW)
    assert "实施期资金（万元）" in told
    assert "各年度评价结果" in told
    assert "调整内容或收尾安排" in told
    assert "领导小组会议纪要号" in told


def test_equal_parts_share_one_cell() -> None:
    told = said(layout(OPEN_REVIEW))
    assert told.count("项目立项") == 1
    assert told.count("决策") == 2  # the part, and the name of the framework


def test_rates_that_do_not_exist_are_dashes_and_a_term_without_years_says_so() -> None:
    bare = replace(OPEN_REVIEW.term, arrival_bp=None, execution_bp=None)
    told = text_of(replace(OPEN_REVIEW, years=(), term=bare))
    assert "期内没有建立年度" in told
    assert "210.00——" in told


def test_an_ordinary_review_fits_on_two_pages_signed() -> None:
    assert len(layout(ISSUED_REVIEW).pages) <= 2


def test_a_long_review_flows_over_pages_with_heads_and_parts_said_again() -> None:
    made = layout(LONG_REVIEW)
    assert len(made.pages) >= 4
    scored = [place for place in range(len(made.pages)) if any("项指标" in text for text in texts(made, place))]
    assert len(scored) >= 3
    for place in scored:
        assert texts(made, place).count("三级指标") == 1
        assert any(text in ("决策", "过程", "产出", "效益") for text in texts(made, place))
    told = text_of(LONG_REVIEW)
    assert all(f"第{place:02d}项指标" in told for place in range(10))
    assert told.count("三年来政务云资源按需供给，全市部门系统稳定运行。") == 120


def test_signature_cells_are_high_enough_for_a_hand_and_share_a_page() -> None:
    for blanks in (OPEN_REVIEW, replace(LONG_REVIEW, signs=OPEN_REVIEW.signs)):
        made = layout(blanks)
        homes = {
            (place, round(text.cell.bottom - text.cell.top, 2))
            for place, page in enumerate(made.pages)
            for text in page.texts
            if text.text.startswith("签名：")
        }
        assert len({place for place, _ in homes}) == 1
        assert all(high >= 18 * MM for _, high in homes)


def test_day_and_time_of_a_hand_stand_on_one_line_and_the_unit_has_a_place_for_its_seal() -> None:
    lines = [text for page in range(len(layout(ISSUED_REVIEW).pages)) for text in texts(layout(ISSUED_REVIEW), page)]
    assert "2026年12月29日 09:00" in lines
    assert "（盖章）" in lines
