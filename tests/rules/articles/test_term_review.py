"""A term is reviewed as a whole when it ends, and the steering group's conclusion is stated (art. 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.rules.term_review_case import LineCase, TermReviewCase
from fundapp.values.choices import Conclusion
from tests.rules.term_cases import FACTS, SOUND, finding, said, with_line


def test_a_sound_review_meets_every_rule() -> None:
    numbers = ("16-40", "16-41", "16-42", "16-43", "16-45", "16-46", "16-47", "16-49")
    assert all(said(SOUND, number).passed and not said(SOUND, number).notice for number in numbers)


@pytest.mark.parametrize(("on", "blocks"), [(dt.date(2025, 12, 31), True), (dt.date(2026, 1, 1), False)])
def test_a_term_is_reviewed_from_its_last_year_on(on: dt.date, blocks: bool) -> None:
    found = said(replace(SOUND, on=on), "16-40")
    assert found.blocks is blocks
    if blocks:
        assert found.message == "实施期为 2024—2026 年，还没有到最后一年。"


def test_every_year_of_the_term_that_the_ledger_knows_needs_an_approved_self_evaluation() -> None:
    open_ = tuple(replace(year, evaluation="") if year.year != 2025 else year for year in FACTS.years)
    found = said(replace(SOUND, facts=replace(FACTS, years=open_)), "16-41")
    assert found.blocks
    assert found.message == "2024、2026 年度没有签批完成的绩效自评。"


def test_a_term_without_a_single_year_has_nothing_to_review() -> None:
    found = said(replace(SOUND, facts=replace(FACTS, years=())), "16-41")
    assert found.blocks
    assert found.message == "期内没有建立任何年度，没有可以评价的内容。"


def test_two_years_that_the_ledger_knows_are_enough_when_both_are_evaluated() -> None:
    assert said(replace(SOUND, facts=replace(FACTS, years=FACTS.years[1:])), "16-41").passed


def weigh(key: str, weight: int) -> tuple[LineCase, ...]:
    """The lines with another weight for one of them."""
    return tuple(replace(line, weight=weight) if line.key == key else line for line in SOUND.lines)


@pytest.mark.parametrize("weight", [599, 601])
def test_weights_of_99_or_101_block(weight: int) -> None:
    found = said(replace(SOUND, lines=weigh("cost", weight)), "16-42")
    assert found.blocks
    assert found.message.startswith(f"分值合计 {'99.99' if weight == 599 else '100.01'} 分")


def test_a_line_of_no_weight_blocks_even_when_the_sum_is_right() -> None:
    lines = tuple(replace(line, weight={"cost": 0, "quality": 1600}.get(line.key, line.weight)) for line in SOUND.lines)
    assert said(replace(SOUND, lines=lines), "16-42").blocks


def test_a_hundredth_of_a_point_is_weight_enough_for_a_line() -> None:
    lines = tuple(replace(line, weight={"cost": 1, "quality": 1599}.get(line.key, line.weight)) for line in SOUND.lines)
    assert said(replace(SOUND, lines=lines), "16-42").passed


@pytest.mark.parametrize(("moved", "blocks"), [(500, False), (501, True)])
def test_output_and_effect_have_their_least_share(moved: int, blocks: bool) -> None:
    changes = {"effect": 2000 - moved, "basis": 300 + moved}
    lines = tuple(replace(line, weight=changes.get(line.key, line.weight)) for line in SOUND.lines)
    found = said(replace(SOUND, lines=lines), "16-42")
    assert found.blocks is blocks
    assert dict(found.numbers) == {"产出和效益": "60.00 分" if moved == 500 else "59.99 分", "下限": "60.00%"}


def test_lines_without_points_block_and_the_first_three_are_named() -> None:
    lines = tuple(replace(line, points=None) if line.level1 == "决策" else line for line in SOUND.lines)
    found = said(replace(SOUND, lines=lines), "16-43")
    assert found.blocks
    assert found.message == ("6 项指标没有得分：“立项依据充分性”、“立项程序规范性”、“绩效目标合理性”等 6 项。")


def test_three_lines_are_all_named_and_not_counted() -> None:
    lines = tuple(replace(line, points=None if place < 3 else line.points) for place, line in enumerate(SOUND.lines))
    found = said(replace(SOUND, lines=lines), "16-43")
    assert found.message == "3 项指标没有得分：“立项依据充分性”、“立项程序规范性”、“绩效目标合理性”。"


@pytest.mark.parametrize("points", [-1, 301])
def test_points_outside_a_line_block(points: int) -> None:
    found = said(with_line("basis", points=points, explanation="核减"), "16-43")
    assert found.blocks
    assert found.message == "得分应在零和分值之间：“立项依据充分性”。"


@pytest.mark.parametrize("points", [0, 300])
def test_nothing_and_the_whole_are_both_possible(points: int) -> None:
    assert said(with_line("basis", points=points, explanation="核减"), "16-43").passed


def test_points_that_differ_from_the_proposal_want_an_explanation() -> None:
    found = said(with_line("arrival", points=400, explanation=" "), "16-44")
    assert found.blocks
    assert found.message == "1 项指标缺评分说明：“资金到位率”。"
    assert said(with_line("arrival", points=400, explanation="调减已于次年补足"), "16-44").passed


def test_what_people_take_off_wants_an_explanation_and_full_points_do_not() -> None:
    assert said(with_line("basis", points=250), "16-44").blocks
    assert said(with_line("basis", points=250, explanation="依据文件不全"), "16-44").passed
    assert finding(SOUND, "16-44") is None
    assert finding(with_line("basis", points=None), "16-44") is None


def test_a_conclusion_has_to_be_chosen() -> None:
    found = said(replace(SOUND, conclusion=None), "16-45")
    assert found.blocks
    assert found.field == "评价结论"
    assert finding(replace(SOUND, conclusion=None), "16-49") is None


@pytest.mark.parametrize(
    ("conclusion", "what"), [(Conclusion.ADJUST, "调整的内容"), (Conclusion.CANCEL, "取消后如何收尾")]
)
def test_an_adjustment_and_a_cancellation_say_how(conclusion: Conclusion, what: str) -> None:
    found = said(replace(SOUND, conclusion=conclusion, adjustment=" "), "16-45")
    assert found.blocks
    assert found.message == f"结论为“{conclusion.label}”，没有写明{what}。"
    assert said(replace(SOUND, conclusion=conclusion, adjustment="停止续租"), "16-45").passed


@pytest.mark.parametrize(
    ("number", "on", "field"),
    [
        (" ", dt.date(2026, 12, 25), "会议纪要号"),
        ("示例纪要1号", None, "会议日期"),
        ("示例纪要1号", dt.date(2026, 12, 29), "会议日期"),
        ("示例纪要1号", dt.date(2025, 12, 31), "会议日期"),
    ],
)
def test_the_meeting_of_the_steering_group_is_named_with_a_possible_day(
    number: str, on: dt.date | None, field: str
) -> None:
    found = said(replace(SOUND, meeting_number=number, meeting_on=on), "16-46")
    assert found.blocks
    assert found.field == field


@pytest.mark.parametrize("on", [dt.date(2026, 1, 1), dt.date(2026, 12, 28)])
def test_the_meeting_may_be_on_the_first_day_of_the_last_year_or_today(on: dt.date) -> None:
    assert said(replace(SOUND, meeting_on=on), "16-46").passed


def test_the_minutes_are_named_without_the_spaces_around_their_number() -> None:
    found = said(replace(SOUND, meeting_number=" 示例纪要1号 "), "16-46")
    assert found.message == "领导小组会议：示例纪要1号，2026年12月25日。"


def test_the_form_says_how_the_term_went() -> None:
    found = said(replace(SOUND, summary="　"), "16-47")
    assert found.blocks
    assert found.field == "综合评价情况"


def test_open_rectifications_are_a_notice_and_closed_ones_are_in_order() -> None:
    open_ = replace(FACTS, problems=5, closed=1, open_problems=("ZG-1", "ZG-2", "ZG-3", "ZG-4"))
    found = said(replace(SOUND, facts=open_), "16-48")
    assert found.passed
    assert found.notice
    assert found.message == "4 项整改还没有销号：ZG-1、ZG-2、ZG-3等 4 项。"
    closed = said(replace(SOUND, facts=replace(FACTS, problems=2, closed=2)), "16-48")
    assert (closed.message, closed.notice) == ("期内 2 项整改均已销号。", False)
    assert finding(SOUND, "16-48") is None


def graded(points: int, conclusion: Conclusion) -> TermReviewCase:
    """A review whose every line has this share of its weight, in hundredths."""
    lines = tuple(replace(line, points=line.weight * points // 100, explanation="核查") for line in SOUND.lines)
    return replace(SOUND, lines=lines, conclusion=conclusion, adjustment="见纪要")


@pytest.mark.parametrize(
    ("points", "conclusion", "odd"),
    [
        (50, Conclusion.KEEP, True),
        (50, Conclusion.ADJUST, False),
        (50, Conclusion.CANCEL, False),
        (70, Conclusion.KEEP, False),
        (95, Conclusion.CANCEL, True),
        (85, Conclusion.CANCEL, False),
    ],
)
def test_a_conclusion_that_the_grade_does_not_suggest_is_pointed_out(
    points: int, conclusion: Conclusion, odd: bool
) -> None:
    found = said(graded(points, conclusion), "16-49")
    assert found.passed
    assert found.notice is odd
    assert ("请核对结论是否恰当" in found.message) is odd
    assert found.field == ("评价结论" if odd else "")
