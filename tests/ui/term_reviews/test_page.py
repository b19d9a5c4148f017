from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fundapp.services import evaluations
from fundapp.ui import notices
from fundapp.values.choices import Conclusion
from tests.services.evaluation_year import CLERK
from tests.services.term_year import Term
from tests.ui.performance.writing import type_in
from tests.ui.term_reviews.writing import checks, fresh, judged, line, opened, stored

Show = Callable[[QWidget], QWidget]


# -- what is shown -------------------------------------------------------------------------------------------------


def test_money_and_points_of_every_year_stand_on_top_with_the_sum_of_the_term(term: Term) -> None:
    page, _ = opened(term, term.saved())
    assert page.heading() == "2024—2026 年期满评价 · 政务云服务项目"
    assert page.frame.years.texts() == (
        ("2024", "100.00", "100.00", "0.00", "90.00", "100.0%", "90.0%", "99.00", "优"),
        ("2025", "120.00", "120.00", "10.00", "120.00", "100.0%", "92.3%", "97.73", "优"),
        ("2026", "120.00", "100.00", "0.00", "95.00", "83.3%", "95.0%", "98.75", "优"),
        ("合计", "340.00", "320.00", "0.00", "305.00", "94.1%", "95.3%", "", ""),
    )
    assert page.frame.card.bars.text() == "2024 年 99.00 分，2025 年 97.73 分，2026 年 98.75 分"


def test_a_line_shows_its_weight_its_facts_and_the_proposal(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    arrival, goal = line(page, "arrival"), line(page, "goal")
    assert (arrival.proposed.text(), arrival.badge.text()) == ("3.76", "按建议")
    assert arrival.facts.text()
    assert (goal.proposed.text(), goal.badge.text()) == ("—", "待评分")


# -- typing --------------------------------------------------------------------------------------------------------


def test_the_total_and_the_checks_follow_what_is_typed(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    assert page.frame.card.grade.text() == "未填完"
    assert page.frame.card.note.text().startswith("还有 10 项指标待评分")
    assert checks(page)["每项指标都有得分"] == "block"
    judged(page)
    page.live.now()
    assert (page.frame.card.total.text(), page.frame.card.grade.text()) == ("99.03", "优")
    card = page.frame.card
    assert (card.grade.tone(), card.total.property("score_tone")) == ("ok", "ok")
    assert card.note.isHidden()
    assert checks(page)["每项指标都有得分"] == "passed"
    type_in(line(page, "quality").points, "5")
    page.live.now()
    assert page.frame.card.total.text() == "94.03"


def test_it_is_judged_again_by_itself_a_moment_after_typing(term: Term, qtbot: QtBot) -> None:
    page, _ = opened(term, fresh(term))
    type_in(line(page, "goal").points, "3")
    qtbot.waitUntil(lambda: line(page, "goal").badge.text() == "已评分")


def test_points_that_differ_from_the_proposal_demand_an_explanation(term: Term) -> None:
    page, _ = opened(term, term.saved())
    one = line(page, "quality")
    type_in(one.points, "9")
    page.live.now()
    assert one.badge.text() == "缺说明"
    assert one.why.note.placeholderText() == "请写明理由"
    assert "缺评分说明：“质量达标率”" in page.barrier()
    assert not page.frame.buttons.button("submit").isEnabled()
    one.why.set_raw("经核查核减")
    page.live.now()
    assert one.badge.text() == "已调整"
    assert page.barrier() == ""


def test_points_taken_off_where_nothing_is_proposed_demand_an_explanation_too(term: Term) -> None:
    page, _ = opened(term, term.saved())
    type_in(line(page, "goal").points, "2.5")
    page.live.now()
    assert line(page, "goal").badge.text() == "缺说明"
    assert page.barrier().startswith("【第十六条】1 项指标缺评分说明")


def test_an_empty_box_follows_the_proposal_again(term: Term) -> None:
    page, _ = opened(term, term.saved(term.draft(quality=900)))
    one = line(page, "quality")
    assert one.badge.text() == "已调整"
    type_in(one.points, "")
    page.live.now()
    assert one.badge.text() == "按建议"
    assert page.frame.card.total.text() == "99.03"


@pytest.mark.parametrize(("typed", "said"), [("3.01", "得分不能高于分值 3 分。"), ("很好", "看不懂“很好”")])
def test_points_that_cannot_be_are_named_and_stay_as_typed(term: Term, typed: str, said: str) -> None:
    review = term.saved()
    page, _ = opened(term, review)
    one = line(page, "goal")
    type_in(one.points, typed)
    page.live.now()
    assert page.barrier().startswith("“绩效目标合理性”的得分：")
    assert said in page.barrier()
    with notices.captured() as boxes:
        page.save()
    assert boxes[0].title.startswith("没有保存。“绩效目标合理性”的得分：")
    assert said in one.points.complaint()
    assert one.points.raw() == typed
    assert next(entry for entry in stored(term, review).draft.lines if entry.key == "goal").points == 300


def test_the_link_of_what_cannot_be_read_shows_it_beside_its_box(term: Term) -> None:
    page, _ = opened(term, term.saved())
    line(page, "goal").points.set_raw("很好")
    page.form.held.set_raw("明天以后")
    page.live.now()
    page.panel.linked.emit("填写:“绩效目标合理性”的得分")
    assert line(page, "goal").points.complaint()
    assert page.form.held.complaint()


# -- conclusion ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conclusion", "hint", "said"),
    [
        (Conclusion.ADJUST, "必填：调整哪些内容、资金怎样调整", "没有写明调整的内容"),
        (Conclusion.CANCEL, "必填：取消后如何收尾", "没有写明取消后如何收尾"),
    ],
)
def test_to_adjust_or_cancel_the_words_are_demanded(term: Term, conclusion: Conclusion, hint: str, said: str) -> None:
    page, _ = opened(term, term.saved())
    page.form.conclusion.set_value(conclusion)
    page.form.conclusion.edited.emit()
    page.live.now()
    assert page.form.adjustment.note.placeholderText() == hint
    assert said in page.barrier()
    page.form.adjustment.set_raw("核减用量三成")
    page.live.now()
    assert page.barrier() == ""


def test_to_keep_no_words_are_demanded_and_without_a_conclusion_nothing_is_submitted(term: Term) -> None:
    page, _ = opened(term, term.saved(replace(term.draft(), conclusion=None)))
    assert "还没有选择评价结论" in page.frame.buttons.button("submit").toolTip()
    page.form.conclusion.set_value(Conclusion.KEEP)
    page.form.conclusion.edited.emit()
    page.live.now()
    assert page.barrier() == ""
    assert page.form.adjustment.note.placeholderText() == "保留的不必填写"


def test_a_conclusion_that_the_points_do_not_suggest_is_pointed_out_only(term: Term) -> None:
    page, _ = opened(term, term.saved(replace(term.draft(), conclusion=Conclusion.CANCEL, adjustment="移交")))
    assert checks(page)["结论与得分相称"] == "notice"
    assert page.barrier() == ""


# -- from a check to its box ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "changed", "box"),
    [
        ("16-43", {"lines": ()}, "points"),
        ("16-45", {"conclusion": None}, "conclusion"),
        ("16-45", {"conclusion": Conclusion.CANCEL}, "adjustment"),
        ("16-46", {"meeting_number": ""}, "meeting"),
        ("16-46", {"meeting_on": None}, "held"),
        ("16-47", {"summary": ""}, "summary"),
    ],
)
def test_a_check_leads_to_its_box(term: Term, shown: Show, rule: str, changed: dict[str, object], box: str) -> None:
    page, _ = opened(term, term.saved(replace(term.draft(), **changed)))  # type: ignore[arg-type]  # fields by name
    shown(page)
    page.panel.linked.emit(rule)
    place = line(page, "basis").points if box == "points" else getattr(page.form, box)
    focused = page.focusWidget()
    assert focused is not None
    assert place is focused or place.isAncestorOf(focused)


def test_a_missing_explanation_leads_to_its_box(term: Term, shown: Show) -> None:
    page, _ = opened(term, term.saved())
    shown(page)
    type_in(line(page, "quality").points, "9")
    page.live.now()
    page.panel.linked.emit("16-44")
    assert line(page, "quality").why.isAncestorOf(page.focusWidget() or page)


def test_a_year_without_its_self_evaluation_bars_submission_and_leads_there(term: Term) -> None:
    review = term.saved()
    term.office.do(CLERK, evaluations.change, term.evaluations[1], "数据有误")
    page, told = opened(term, review)
    assert page.frame.buttons.button("submit").toolTip().startswith("【第十六条】2025 年度没有签批完成的绩效自评")
    assert page.frame.years.texts()[1][-2:] == ("—", "未定稿")
    page.panel.linked.emit("16-41")
    assert told.wanted == [("performance", None)]


# -- keyboard and room ---------------------------------------------------------------------------------------------


def test_enter_goes_from_box_to_box_and_arrows_from_row_to_row(term: Term, shown: Show) -> None:
    page, _ = opened(term, fresh(term))
    page.resize(1166, 690)
    shown(page)
    first, second = page.table.rows[:2]
    first.points.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert first.why.note.hasFocus()
    QTest.keyClick(first.why.note, Qt.Key.Key_Return)
    assert second.points.boxes()[0].hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert first.points.boxes()[0].hasFocus()


def test_enter_in_the_last_explanation_goes_on_to_the_words(term: Term, shown: Show) -> None:
    page, _ = opened(term, fresh(term))
    page.resize(1166, 690)
    shown(page)
    last = page.table.rows[-1]
    last.why.setFocus()
    QTest.keyClick(last.why.note, Qt.Key.Key_Return)
    assert page.form.summary.isAncestorOf(page.focusWidget() or page)


def test_a_low_window_leaves_out_the_picture_and_nothing_sticks_out(term: Term, shown: Show) -> None:
    page, _ = opened(term, term.saved())
    page.resize(1166, 690)
    shown(page)
    assert page.frame.card.bars.isVisible()
    page.resize(711, 456)
    QApplication.processEvents()
    assert not page.frame.card.bars.isVisible()
    assert page.table.width() <= page.width()
