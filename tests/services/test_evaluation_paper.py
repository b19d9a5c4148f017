"""The printed self-evaluation says what the sheet says: live as a draft, as signed afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest

from fundapp.errors import NotFound
from fundapp.forms import evaluation_form
from fundapp.forms.evaluation_blanks import EvaluationBlanks, FundBlank, fund_lines
from fundapp.forms.imprint import Imprint
from fundapp.services import evaluation_paper, evaluations
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.printing import content_digest
from fundapp.services.signing import Signing
from fundapp.values.choices import AppropriationKind, Decision
from fundapp.values.score import ExecutionMode
from tests.services.evaluation_year import CLERK, HEAD, LEADER, OFFICE, WAN, Year

IMPRINT = Imprint(OFFICE)


def blanks(year: Year, evaluation_id: int) -> EvaluationBlanks:
    """The blanks of a draft print."""
    return year.office.ask(CLERK, evaluation_paper.blanks, evaluation_id, IMPRINT)


def text_of(pdf: bytes) -> str:
    """All text of a PDF without line breaks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()
    return "".join("".join(pages).split())


def test_the_head_names_project_office_unit_year_and_who_filled_it_in(year: Year) -> None:
    found = blanks(year, year.approved())
    assert (found.year, found.project_name, found.department, found.unit) == (2026, "政务云服务项目", OFFICE, OFFICE)
    assert (found.reporter, found.phone, found.dated) == (CLERK, "0573-00000000", dt.date(2026, 12, 28))
    assert found.imprint is IMPRINT


def test_the_money_rows_are_the_ledgers_with_carry_over_apart(year: Year) -> None:
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.INITIAL, 5 * WAN)
    found = blanks(year, year.saved())
    assert found.total == FundBlank(425 * WAN, 455 * WAN, 4125 * WAN // 10)
    assert fund_lines(found) == (
        ("年度资金总额", FundBlank(425 * WAN, 455 * WAN, 4125 * WAN // 10)),
        ("其中：当年财政拨款", FundBlank(420 * WAN, 430 * WAN, 400 * WAN)),
        ("　本级财政管理资金", FundBlank(420 * WAN, 430 * WAN, 400 * WAN)),
        ("　上级转移支付资金", FundBlank(0, 0, 0)),
        ("上年结转资金", FundBlank(0, 20 * WAN, 125 * WAN // 10)),
        ("其他资金", FundBlank(5 * WAN, 5 * WAN, 0)),
    )


def test_a_province_counts_carried_over_money_where_it_came_from(year: Year) -> None:
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.INITIAL, 5 * WAN)
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.CARRY_OVER, 3 * WAN)
    found = evaluation_paper.arranged(blanks(year, year.saved()), "sichuan")
    assert fund_lines(found) == (
        ("年度资金总额", FundBlank(425 * WAN, 458 * WAN, 4125 * WAN // 10)),
        ("其中：财政资金", FundBlank(420 * WAN, 450 * WAN, 4125 * WAN // 10)),
        ("财政专户管理资金", FundBlank(0, 0, 0)),
        ("单位资金", FundBlank(5 * WAN, 8 * WAN, 0)),
        ("其他资金", FundBlank(0, 0, 0)),
    )


def test_money_carried_over_of_the_office_is_signed_as_such(year: Year) -> None:
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.CARRY_OVER, 3 * WAN)
    key = year.submitted()
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.CARRY_OVER, 4 * WAN)
    assert blanks(year, key).carried_own == FundBlank(0, 3 * WAN, 0)


def test_a_target_is_taken_apart_for_layouts_with_columns_for_its_kind_and_unit(year: Year) -> None:
    rows = blanks(year, year.approved()).indicators
    assert [(row.nature, row.bound, row.unit, row.bare) for row in rows[:4]] == [
        ("＝", "99.9", "%", "99.9"),
        ("＜", "2", "小时", "1.6"),
        ("定性", "全年无重大事故", "", "达成"),
        ("≥", "99.99", "%", "99.90"),
    ]


def test_the_offices_own_layout_comes_first_and_every_other_can_be_chosen(year: Year) -> None:
    key = year.approved()
    assert year.office.ask(CLERK, evaluation_paper.variants, key) == (
        ("central", "中央版式"),
        ("sichuan", "省级版式（四川样式）"),
    )
    assert blanks(year, key).layout.key == "central"
    with pytest.raises(NotFound, match="没有名为“hubei”的自评表版式"):
        evaluation_paper.arranged(blanks(year, key), "hubei")


def test_the_conclusion_is_printed_where_the_layout_has_it_and_is_signed(year: Year) -> None:
    draft = replace(year.draft(), conclusion=" 总体完成较好。 ")
    key = year.office.do(CLERK, evaluations.save, draft)
    year.office.do(CLERK, evaluations.submit, key)
    found = blanks(year, key)
    assert found.conclusion == "总体完成较好。"
    assert "评价结论总体完成较好。" in text_of(evaluation_form.draw(evaluation_paper.arranged(found, "sichuan")))
    assert "评价结论" not in text_of(evaluation_form.draw(found))


def test_points_by_steps_say_so_on_paper(year: Year) -> None:
    draft = replace(year.draft(), execution_mode=ExecutionMode.STEPPED)
    found = blanks(year, year.office.do(CLERK, evaluations.save, draft))
    assert found.execution_points == 700
    assert "预算执行说明：执行率得分按档次计算。第四季度" in text_of(evaluation_form.draw(found))


def test_points_in_proportion_need_no_word(year: Year) -> None:
    assert blanks(year, year.saved()).execution_scale == ""


def test_an_unfinished_draft_prints_no_total_and_no_grade(year: Year) -> None:
    found = blanks(year, year.office.do(CLERK, evaluations.prepare, year.project, 2026))
    assert (found.total_points, found.grade) == (None, "")
    assert {row.points for row in found.indicators} == {None}
    assert (found.execution_rate_bp, found.execution_points) == (9167, 917)


def test_every_row_has_target_actual_weight_points_and_the_explanation(year: Year) -> None:
    row = blanks(year, year.approved()).indicators[3]
    assert (row.level1, row.level2, row.name) == ("效益指标", "社会效益指标", "平台运行可靠性")
    assert (row.target, row.actual, row.weight, row.points) == ("≥99.99%", "99.90%", 1500, 1499)
    assert row.note == "7月机房供电检修，已增设双路供电。"


def test_a_deduction_and_a_dropped_indicator_say_why(year: Year) -> None:
    dropped = ScoreEntry(year.indicators[4], applicable=False, explanation="本年未调查。")
    cut = ScoreEntry(year.indicators[0], Decimal("99.9"), deduction=200, deduction_reason="两次人工重启")
    found = blanks(year, year.submitted(a=cut, e=dropped)).indicators
    assert (found[0].points, found[0].note) == (2613, "人工扣减 2.00 分：两次人工重启")
    assert found[4].note == "本年不适用，分值已按比例分给其他指标。\n本年未调查。"
    assert (found[4].weight, found[4].points) == (0, 0)


def test_a_figure_typed_for_what_does_not_apply_is_not_printed(year: Year) -> None:
    dropped = ScoreEntry(year.indicators[4], Decimal(-1), applicable=False, explanation="本年未调查。")
    found = blanks(year, year.submitted(e=dropped)).indicators
    assert (found[4].actual, found[4].bare, found[4].applicable) == ("不适用", "不适用", False)
    assert (found[0].bare, found[0].applicable) == ("99.9", True)


def test_a_draft_shows_the_empty_cells_of_the_route_and_the_place_for_the_seal(year: Year) -> None:
    signs = blanks(year, year.saved()).signs
    assert [sign.step for sign in signs] == ["科室负责人审核", "分管领导审核", "单位负责人\n（签字盖章）"]
    assert {sign.signed_at for sign in signs} == {None}


def test_hands_are_printed_with_name_opinion_handwriting_and_office_time(year: Year) -> None:
    evaluation = year.submitted()
    strokes = (((100, 100), (200, 150)), ((300, 50), (320, 300)))
    given = Signing(Decision.AGREE, "情况属实。", strokes=strokes)
    year.office.do(HEAD, evaluations.sign, evaluation, given, year.office.confirm(HEAD))
    head, leader, _seal = blanks(year, evaluation).signs
    assert (head.name, head.opinion, head.strokes) == (HEAD, "情况属实。", strokes)
    assert head.signed_at is not None
    assert head.signed_at.strftime("%Y-%m-%d %H") == "2026-12-28 10"
    assert (leader.name, leader.signed_at) == ("", None)


@pytest.mark.parametrize("verb", ["give_back", "change"])
def test_hands_of_a_round_that_ended_are_not_printed(year: Year, verb: str) -> None:
    evaluation = year.submitted()
    year.office.agree(HEAD, evaluation)
    if verb == "give_back":
        year.office.give_back(LEADER, evaluation)
    else:
        year.office.do(CLERK, evaluations.change, evaluation, "更正")
    assert {sign.name for sign in blanks(year, evaluation).signs} == {""}


def test_the_paper_of_an_approved_one_stays_the_same_when_the_ledger_goes_on(year: Year) -> None:
    evaluation = year.approved()
    before = blanks(year, evaluation)
    year.office.pay(year.milestones[2], ("local", 10 * WAN))
    assert blanks(year, evaluation) == before
    assert content_digest(blanks(year, evaluation)) == content_digest(before)


def test_the_drawn_form_shows_total_grade_rate_and_every_indicator(year: Year) -> None:
    said = text_of(evaluation_form.draw(blanks(year, year.approved())))
    for wanted in ("项目支出绩效自评表", "（2026年度）", "91.67%", "99.16", "等级：优", "7月机房供电检修，"):
        assert wanted in said
    for name in ("网络应用正常运行率", "系统故障响应时间", "网络安全性", "平台运行可靠性", "使用单位满意度"):
        assert name in said
