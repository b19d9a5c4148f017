"""项目资金支付审批表: every row, both kinds of basis, sign-offs, cautions, earlier rounds, and money going out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fundapp.forms.flow import Box
from fundapp.forms.grid import MM
from fundapp.forms.page import Layout
from fundapp.forms.payment_approval import PaymentApprovalBlanks, SourceBlank, draw, layout
from fundapp.forms.signoffs import SignOffBlank
from tests.forms.examples import CHECKED, HANDWRITING, ISSUED_REQUEST, LONG_REQUEST, OPEN_STEPS, REQUEST, SIGNED_STEPS
from tests.forms.reading import pages, said

ROWS = {
    "申请科室": "大数据中心",
    "经办人": "经办人甲",
    "申请日期": "2026年11月20日",
    "项目名称": "政务云服务项目",
    "项目代码": "33048226T000000000042",
    "付款节点": "2026年第三季度服务费",
    "合同名称": "政务云平台租用及运维服务合同",
    "合同编号": "HT-2024-0003",
    "合同签订日期": "2024年1月1日",
    "合同期限": "2024年1月1日至2026年12月31日",
    "质保（保修）期": "服务期内",
    "收款单位全称": "示例云计算有限公司",
    "开户银行": "示例银行示例市支行",
    "账号": "330501000000000001",
    "合同金额": "¥4,500,000.00",
    "本年预算金额": "1,800,000.00",
    "预算累计执行": "1,125,000.00",
    "此前累计已付": "2,625,000.00",
    "此前未付余额": "1,875,000.00",
    "约定付款次数": "共12次",
    "本次第几次": "第8次",
    "付款方式": "财政直接支付",
    "本次支付金额": "¥375,000.00",
    "约定进度": "66.67%",
    "实际进度": "66.50%",
    "进度差": "-0.17个百分点",
    "付款原因（依据条款）": "合同第6.2条：每季度服务考核合格后支付当季服务费。",
    "票据号码": "26332000000012345678（375,000.00元）",
    "附件": "共3件：1.季度考核表.pdf；2.发票.ofd；3.合同.pdf",
    "提示事项及说明": "1.〔第十二条〕中小企业付款期限30日，剩余3日。说明：考核表11月18日收到，当日即提交。",
    "历次签批": "第1轮已退回：财务审核2026年11月18日：发票抬头有误，请重开后再报。",
}


def text_of(blanks: PaymentApprovalBlanks) -> str:
    """All the text of the drawn form."""
    return "".join(pages(draw(blanks)))


def cell_of(made: Layout, text: str) -> Box:
    """The cell in which a text begins."""
    return next(placed.cell for page in made.pages for placed in page.texts if placed.text.startswith(text))


@pytest.mark.parametrize("name", ROWS)
def test_each_row_is_printed_with_its_value_right_after_its_name(name: str) -> None:
    assert name + ROWS[name] in text_of(REQUEST)


def test_both_sums_are_written_in_capitals_behind_the_word_renminbi() -> None:
    told = text_of(REQUEST)
    assert "大写人民币叁拾柒万伍仟元整" in told
    assert "大写人民币肆佰伍拾万元整" in told
    assert "大写人民币伍分" in text_of(replace(REQUEST, amount=5))


def test_the_unit_of_the_amounts_is_named_once_for_the_page() -> None:
    assert "金额单位：元" in text_of(REQUEST)


def test_an_account_number_is_printed_in_groups_of_four() -> None:
    assert "3305 0100 0000 0000 01" in {text.text for text in layout(REQUEST).pages[0].texts}


def test_a_grant_by_allocation_list_uses_the_words_of_the_list() -> None:
    told = text_of(replace(REQUEST, by_list=True))
    for name in ("分配清单名称", "清单文号", "清单下达日期", "执行期限", "清单分配金额"):
        assert name in told
    assert "合同名称" not in told
    assert "合同编号" not in told


def test_one_source_is_printed_with_document_and_classes() -> None:
    told = text_of(REQUEST)
    source = "本级财政管理资金平财预〔2026〕8号2010350事业运行30227委托业务费375,000.00"
    assert f"资金来源指标文号功能科目经济分类金额（元）{source}" in told.replace("资金来源资金来源", "资金来源")
    assert "合计" not in told


def test_several_sources_are_added_up() -> None:
    sources = (
        SourceBlank("本级财政管理资金", "平财预〔2026〕8号", "", "", 300_000_00),
        SourceBlank("上级转移支付资金", "浙财〔2026〕15号", "", "", 75_000_01),
    )
    assert "浙财〔2026〕15号75,000.01合计375,000.01" in text_of(replace(REQUEST, sources=sources))


def test_the_largest_amount_stays_on_one_line_everywhere() -> None:
    largest = 999_999_999_999_99
    source = replace(REQUEST.sources[0], amount=largest)
    made = layout(replace(REQUEST, amount=largest, basis_value=largest, budget=largest, sources=(source,)))
    texts = [text.text for text in made.pages[0].texts]
    assert texts.count("¥999,999,999,999.99") == 2
    assert texts.count("999,999,999,999.99") == 2


def test_progress_ahead_has_a_plus_no_difference_says_none_and_unknown_progress_a_dash() -> None:
    assert "进度差+1.50个百分点" in text_of(replace(REQUEST, agreed_progress_bp=5000, actual_progress_bp=5150))
    assert "进度差无" in text_of(replace(REQUEST, actual_progress_bp=6667))
    told = text_of(replace(REQUEST, agreed_progress_bp=None))
    assert "约定进度未约定" in told
    assert "进度差—" in told
    assert "实际进度—" in text_of(replace(REQUEST, actual_progress_bp=None))


def test_paying_less_than_the_milestone_prints_why() -> None:
    told = text_of(replace(REQUEST, reduction_reason="扣减考核不合格天数的服务费。"))
    assert "少于节点金额的说明：扣减考核不合格天数的服务费。" in told


def test_a_caution_without_a_reason_shows_the_gap() -> None:
    blank = replace(REQUEST.cautions[0], reason="", rule="")
    assert "1.中小企业付款期限30日，剩余3日。说明：（未填写）" in text_of(replace(REQUEST, cautions=(blank,)))


def test_rows_with_nothing_to_say_are_left_out_and_empty_lists_say_none() -> None:
    told = text_of(replace(REQUEST, cautions=(), rounds=(), invoices=(), attachments=(), warranty=""))
    assert not [name for name in ("提示事项", "历次签批", "拨付登记", "备注") if name in told]
    assert "票据号码无附件无" in told
    assert "质保（保修）期无" in told
    assert "备注补充材料另附" in text_of(replace(REQUEST, remark="补充材料另附"))


def test_money_that_went_out_is_registered_on_the_form() -> None:
    told = text_of(ISSUED_REQUEST)
    assert "拨付登记拨付日期2026年11月22日记账凭证记-2026-1108银行流水2026112200001234登记人财务出纳" in told


def test_open_steps_leave_eighteen_millimetres_for_a_hand_and_an_unticked_checklist() -> None:
    made = layout(REQUEST)
    for step in OPEN_STEPS:
        cell = cell_of(made, step.step)
        assert cell.bottom - cell.top >= 18 * MM
    told = said(made)
    assert told.count("签名：年月日") == len(OPEN_STEPS)
    assert "☐合同（清单）已核对☐金额已核对☐实际进度已核对" in told
    assert "☑" not in told


def test_a_signed_step_prints_opinion_name_day_and_minute() -> None:
    told = text_of(ISSUED_REQUEST)
    assert "科室负责人同意。季度考核合格。科室负责人甲2026年11月20日09:14" in told
    assert "财务审核票据合规，指标充足。财务审核员2026年11月20日10:02" in told


def test_the_supervising_leader_ticks_three_checks_and_only_what_was_ticked_is_ticked() -> None:
    assert "☑合同（清单）已核对☑金额已核对☑实际进度已核对" in text_of(ISSUED_REQUEST)
    partly = replace(SIGNED_STEPS[2], checks=(CHECKED[0], replace(CHECKED[1], ticked=False), CHECKED[2]))
    told = text_of(replace(ISSUED_REQUEST, signs=(partly,)))
    assert "☑合同（清单）已核对☐金额已核对☑实际进度已核对" in told


def test_a_deputy_is_named_as_the_deputy_of_somebody() -> None:
    assert "示例副主任（代主要领导）2026年11月21日08:55" in text_of(ISSUED_REQUEST)
    by_hand = replace(SIGNED_STEPS[3], strokes=HANDWRITING)
    told = text_of(replace(ISSUED_REQUEST, signs=(by_hand,)))
    assert "示例副主任（代主要领导）2026年11月21日08:55" in told


def test_handwriting_is_drawn_stroke_by_stroke_in_its_shape() -> None:
    made = layout(ISSUED_REQUEST)
    (ink,) = [ink for page in made.pages for ink in page.inks]
    assert ink.strokes == HANDWRITING
    assert (ink.box.right - ink.box.left) / (ink.box.bottom - ink.box.top) == pytest.approx(2.5)
    printed = next(placed for placed in made.pages[0].texts if placed.text.startswith("分管领导甲"))
    assert printed.size < 10
    assert ink.box.bottom <= printed.y - printed.size * 0.7


def test_strokes_outside_the_box_are_held_back_at_its_edge() -> None:
    wild = replace(SIGNED_STEPS[2], strokes=(((-500, -9000), (99999, 99999)),))
    tame = replace(SIGNED_STEPS[2], strokes=(((0, 0), (1000, 400)),))
    assert draw(replace(ISSUED_REQUEST, signs=(wild,))) == draw(replace(ISSUED_REQUEST, signs=(tame,)))


def test_a_long_opinion_gets_the_whole_width() -> None:
    opinion = "同意支付，但请在下一次付款前补充服务器资源使用明细，并由归口科室核对云主机开通、变更和注销记录。"
    long_step = SignOffBlank("财务审核", opinion, "财务审核员", signed_at=SIGNED_STEPS[1].signed_at)
    made = layout(replace(ISSUED_REQUEST, signs=(SIGNED_STEPS[0], long_step, SIGNED_STEPS[3])))
    wide, narrow = cell_of(made, opinion[:9]), cell_of(made, "项目代码")
    assert wide.right - wide.left > 350 > narrow.right - narrow.left


def test_an_office_with_a_very_long_name_does_not_run_into_the_unit_of_the_amounts() -> None:
    imprint = replace(REQUEST.imprint, office="示例市政务服务管理办公室（数据局）" * 4)
    texts = {text.text[:3]: text for text in layout(replace(REQUEST, imprint=imprint)).pages[0].texts}
    assert texts["单位："].x + texts["单位："].width < texts["金额单"].x


def test_an_ordinary_request_fits_on_one_page_signed_and_paid() -> None:
    assert len(layout(ISSUED_REQUEST).pages) == 1


def test_two_hundred_character_names_and_many_rows_flow_over_pages_and_lose_nothing() -> None:
    made = layout(LONG_REQUEST)
    assert len(made.pages) > 1
    told = text_of(LONG_REQUEST)
    for text in (LONG_REQUEST.project_name, LONG_REQUEST.payee, LONG_REQUEST.basis_name):
        assert text in told
    for source in LONG_REQUEST.sources:
        assert source.document in told
    for number in range(1, len(LONG_REQUEST.attachments) + 1):
        assert f"{number}.附件{number}" in told
    heads = [re.sub(r"\s", "", "".join(text.text for text in page.texts)) for page in made.pages]
    with_sources = [text for text in heads if "浙财〔2026〕" in text]
    assert len(with_sources) > 1
    assert all("指标文号" in text for text in with_sources)
    assert "项目资金支付审批表（续）" in heads[1]


def test_the_signatures_of_a_form_stand_together_on_one_page() -> None:
    for extra in range(0, 30, 3):
        made = layout(replace(ISSUED_REQUEST, remark="备注" * 30 * extra))
        homes = {
            index
            for index, page in enumerate(made.pages)
            for text in page.texts
            if text.text in {"科室负责人", "财务审核", "分管领导", "主要领导"}
        }
        assert len(homes) == 1
