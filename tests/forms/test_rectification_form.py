"""整改通知及反馈表 and 整改台账: what stands where (arts. 13, 15)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.forms import rectification_form, rectification_list_form
from fundapp.forms.grid import MM, SIGNATURE_HEIGHT
from fundapp.forms.page import LEFT, LYING, UPRIGHT, Layout
from fundapp.forms.rectification_form import RectificationBlanks
from fundapp.forms.rectification_list_form import RectificationListBlanks
from tests.forms.reading import pages, said
from tests.forms.rectification_examples import CLOSED, EMPTY_LIST, LIST, LONG, LONG_LIST, NOTES, NOTICE, RECTIFICATION
from tests.forms.sheets import check_grid, check_texts


@pytest.mark.parametrize("blanks", [RECTIFICATION, CLOSED, LONG], ids=["open", "closed", "long"])
def test_every_text_of_the_notice_stays_in_its_cell(blanks: RectificationBlanks) -> None:
    layout = rectification_form.layout(blanks)
    check_texts(layout.pages)
    check_grid(layout.pages, UPRIGHT.table_width)
    assert (layout.sheet.width, layout.sheet.height) == (210 * MM, 297 * MM)


@pytest.mark.parametrize("blanks", [LIST, LONG_LIST, EMPTY_LIST], ids=["list", "long", "empty"])
def test_every_text_of_the_list_stays_in_its_cell_across_the_paper(blanks: RectificationListBlanks) -> None:
    layout = rectification_list_form.layout(blanks)
    check_texts(layout.pages)
    check_grid(layout.pages, LYING.table_width)
    assert (layout.sheet.width, layout.sheet.height) == (297 * MM, 210 * MM)
    assert all(box.left >= LEFT - 0.1 and box.bottom <= LYING.height - 19 * MM for p in layout.pages for box in p.cells)


def heights_beside(layout: Layout, *names: str) -> list[float]:
    """Height of the cells that these words name."""
    texts = [text for page in layout.pages for text in page.texts if text.text in names]
    return [text.cell.bottom - text.cell.top for text in texts]


def test_the_notice_says_what_is_wrong_who_answers_until_when_and_leaves_room_to_sign() -> None:
    layout = rectification_form.layout(RECTIFICATION)
    text = said(layout)
    for words in (
        "系统故障响应慢于承诺。",
        "明确驻场人员和备件清单。",
        "绩效自评ZP-2026-0001",
        "2027年3月31日前",
        "问题类型绩效目标",
        "涉及金额123,456.00元",
        "依据年度绩效目标；运维合同关于响应时间的约定。",
        "分管领导分管领导登记人科室负责人",
    ):
        assert words in text
    assert "延期" not in text
    assert "原定期限—" in text
    cells = heights_beside(layout, "通知人", "责任科室", "责任人", "科室负责人", "确认人")
    assert len([height for height in cells if height >= SIGNATURE_HEIGHT - 0.01]) == 5
    assert text.count("签名：") == 5


def test_the_feedback_says_step_by_step_what_was_done_and_who_confirmed() -> None:
    layout = rectification_form.layout(CLOSED)
    text = said(layout)
    assert "已签订驻场补充协议（进度50.00%）" in text
    assert "备件到货推迟（期限改为2027-04-30）" in text
    assert "整改期限2027年4月30日前" in text
    assert "原定期限2027年3月31日前（已延期1次）" in text
    assert "1.驻场补充协议.pdf2.备件入库单.pdf3.一季度运维报告.pdf" in text
    assert "整改到位，同意销号。" in text
    assert "2027年4月22日16:40" in text
    assert text.count("签名：") == 4


@pytest.mark.parametrize("blanks", [NOTICE, CLOSED], ids=["notice", "closed"])
def test_notice_and_feedback_are_issued_with_code_and_the_number_once(blanks: RectificationBlanks) -> None:
    issued = pages(rectification_form.draw(blanks))
    assert "编号ZG-2026-0003" in issued[0]
    assert "核验码" in issued[0]
    assert "草稿" not in issued[0]
    assert issued[0].count("ZG-2026-0003") == 1


def test_a_draft_carries_its_number_once_and_says_that_it_is_one() -> None:
    (page,) = pages(rectification_form.draw(RECTIFICATION))
    assert "草稿，未出具" in page
    assert page.count("ZG-2026-0003") == 1
    assert "核验码" not in page


def test_the_issued_notice_leaves_the_feedback_empty_for_the_division_to_write() -> None:
    layout = rectification_form.layout(NOTICE)
    text = said(layout)
    assert len(layout.pages) == 1
    assert "二、整改反馈" in text
    assert "三、确认销号" in text
    assert text.count("签名：") == 5
    (start,) = heights_beside(layout, "整改进展")
    assert start >= 60


def test_the_third_part_never_stands_alone_on_a_page() -> None:
    for more in range(1, 40):
        layout = rectification_form.layout(replace(CLOSED, problem="设备台账与实物不符。" * 12 * more))
        last = [text.text for text in layout.pages[-1].texts]
        assert any("三、确认销号" in text for text in last)
        assert "科室负责人" in last


def test_rows_are_less_high_rather_than_a_page_more() -> None:
    counts = [
        len(rectification_form.layout(replace(CLOSED, notes=NOTES + NOTES[:1] * more)).pages) for more in range(8)
    ]
    assert counts == sorted(counts)
    grown = counts.index(2)
    spare = rectification_form.layout(replace(CLOSED, notes=NOTES + NOTES[:1] * (grown - 1)))
    (high,) = heights_beside(spare, "整改要求")
    assert high < 36
    assert heights_beside(rectification_form.layout(NOTICE), "整改要求") == [36.0]


def test_a_long_list_repeats_its_heading_and_numbers_its_pages() -> None:
    found = pages(rectification_list_form.draw(LONG_LIST))
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert "整改要求和措施" in page
        assert f"第{number}页/共{len(found)}页" in page
    assert "合计40项整改中20项待确认0项已销号20项已作废0项其中逾期20项" in found[-1]
    assert all("合计" not in page for page in found[:-1])


def test_the_list_names_unit_scope_and_day_and_is_no_draft() -> None:
    (page,) = pages(rectification_list_form.draw(LIST))
    for words in ("单位：示例市政务服务管理办公室", "范围：2026年度", "编制日期：2027年4月20日", "印于2027年4月20日"):
        assert words in page
    assert "草稿" not in page
    assert "逾期20天" in page
    assert "2027-02-03分管领导" in page


def test_the_list_tells_type_money_provision_leader_day_found_and_every_extension() -> None:
    (page,) = pages(rectification_list_form.draw(LIST))
    for words in (
        "绩效自评ZP-2026-00012026-12-28",
        "绩效目标12.35万元",
        "依据：年度绩效目标；运维合同关于响应时间的约定。",
        "大数据中心经办人分管领导",
        "2027-03-31原2027-01-31延期1次：备件到货推迟",
    ):
        assert words in page
    assert page.count("延期") == page.count("原2027") == page.count("万元") == page.count("依据：") == 1


def test_a_line_that_a_page_end_cuts_says_its_place_and_number_again() -> None:
    long = replace(LIST.ledger.lines[1], problem="设备台账与实物不符，巡检记录不完整。" * 50)
    layout = rectification_list_form.layout(
        replace(LIST, ledger=replace(LIST.ledger, lines=(long, LIST.ledger.lines[0])))
    )
    assert len(layout.pages) >= 3
    for page in layout.pages[:2]:
        texts = [text.text for text in page.texts]
        assert "ZG-2026-0003" in texts
        assert "1" in texts


def test_an_empty_list_says_that_there_is_nothing() -> None:
    assert "没有符合条件的整改事项。" in pages(rectification_list_form.draw(EMPTY_LIST))[0]


def test_a_list_is_not_a_draft_but_a_form_that_is_not_issued_is() -> None:
    assert LIST.imprint.watermark == ""
    assert replace(LIST.imprint, listing=False).watermark == "草稿"
