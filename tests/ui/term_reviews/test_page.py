"""One term review on the screen: prefilled, typed, judged beside the boxes, stored, submitted, read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.services import evaluations, term_reviews
from fundapp.ui import notices
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.values.choices import AppropriationKind, Conclusion, Decision, DocumentState
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, OTHER_CLERK, WAN
from tests.services.term_year import HANDS, JUDGED, Term
from tests.ui.seated import ready
from tests.ui.term_reviews.writing import checks, fresh, opened, row, seated, type_in

Show = Callable[[QWidget], QWidget]


def fill(page: TermReviewPage) -> None:
    """Type a complete review."""
    for key, points in JUDGED.items():
        type_in(row(page, key).points, f"{points // 100}")
    type_in(page.form.summary, "三年来运行平稳。")
    page.form.conclusion.set_value(Conclusion.KEEP)
    type_in(page.form.meeting, "示例领导小组纪要〔2026〕3号")
    type_in(page.form.held, "2026-12-25")
    page.live.now()


# -- what is shown -------------------------------------------------------------------------------------------------


def test_the_years_stand_on_top_with_money_rates_and_points(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    assert page.heading() == "2024—2026 年期满评价 · 政务云服务项目"
    assert page.frame.years.texts() == (
        ("2024", "100.00", "100.00", "0.00", "90.00", "100.0%", "90.0%", "99.00", "优"),
        ("2025", "120.00", "120.00", "10.00", "120.00", "100.0%", "92.3%", "97.73", "优"),
        ("2026", "120.00", "100.00", "0.00", "95.00", "83.3%", "95.0%", "98.75", "优"),
        ("合计", "340.00", "320.00", "0.00", "305.00", "94.1%", "95.3%", "", ""),
    )
    assert page.frame.card.bars.text() == "2024 年 99.00 分，2025 年 97.73 分，2026 年 98.75 分"


def test_a_year_without_an_approved_self_evaluation_says_so_and_the_check_leads_there(term: Term) -> None:
    term.office.do(CLERK, evaluations.change, term.evaluations[1], "有误")
    page, told = opened(term, fresh(term))
    assert page.frame.years.texts()[1][-2:] == ("—", "未定稿")
    assert "2025 年 未定稿" in page.frame.card.bars.text()
    assert checks(page)["各年度绩效自评已定稿"] == "block"
    page.panel.linked.emit("16-41")
    assert told.wanted == [("performance", None)]


def test_lines_are_prefilled_with_facts_and_proposals(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    arrival, basis = row(page, "arrival"), row(page, "basis")
    assert (arrival.proposed.text(), arrival.points.line.placeholderText()) == ("3.76", "3.76")
    assert arrival.badge.text() == "按建议"
    assert arrival.facts.text().startswith("到位 320.00 万元")
    assert (basis.proposed.text(), basis.badge.text()) == ("—", "待评分")
    assert not basis.facts.isVisibleTo(basis)
    assert page.frame.card.grade.text() == "未填完"
    assert page.frame.card.note.text() == "还有 10 项指标待评分，以上为已得分之和"


# -- typing --------------------------------------------------------------------------------------------------------


def test_points_badges_and_total_follow_what_is_typed(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    fill(page)
    assert (page.frame.card.total.text(), page.frame.card.grade.text()) == ("99.03", "优")
    type_in(row(page, "quality").points, "9")
    page.live.now()
    assert row(page, "quality").badge.text() == "缺说明"
    assert checks(page)["改动建议得分、扣分有说明"] == "block"
    assert not page.frame.buttons.button("submit").isEnabled()
    type_in(row(page, "quality").why, "抽查有一次不达标")
    page.live.now()
    assert row(page, "quality").badge.text() == "已调整"
    assert page.frame.card.total.text() == "98.03"
    assert page.frame.buttons.button("submit").isEnabled()


def test_points_above_the_weight_and_words_are_told_beside_the_box_and_nothing_is_stored(term: Term) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    type_in(row(page, "basis").points, "4")
    type_in(row(page, "goal").points, "三分")
    page.live.now()
    assert row(page, "basis").points.complaint() == "得分不能高于分值 3 分。"
    assert page.barrier().startswith("“立项依据充分性”的得分：得分不能高于分值 3 分。")
    said: list[str] = []

    def hear(text: str, _tone: str) -> None:
        said.append(text)

    notices.add_speaker(hear)
    try:
        page.save()
    finally:
        notices.remove_speaker(hear)
    assert said == ["没有保存。“立项依据充分性”的得分：得分不能高于分值 3 分。"]
    assert (row(page, "basis").points.raw(), row(page, "goal").points.raw()) == ("4", "三分")
    assert term.sheet(review).draft.lines[0].points is None


def test_a_conclusion_says_what_has_to_be_written_about_it(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    note = page.form.adjustment.note
    page.form.conclusion.set_value(Conclusion.CANCEL)
    assert note.placeholderText() == "必填：取消后如何收尾"
    page.live.now()
    assert checks(page)["已有保留、调整或取消的结论"] == "block"
    page.form.conclusion.set_value(Conclusion.ADJUST)
    assert note.placeholderText() == "必填：调整哪些内容、资金怎样调整"
    type_in(page.form.adjustment, "核减规模")
    page.live.now()
    assert checks(page)["已有保留、调整或取消的结论"] == "passed"
    page.form.conclusion.set_value(None)
    assert note.placeholderText() == ""


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("16-43", lambda page: row(page, "basis").points.line),
        ("16-45", lambda page: page.form.conclusion.box),
        ("16-46", lambda page: page.form.meeting.line),
        ("16-47", lambda page: page.form.summary.note),
    ],
)
def test_a_check_leads_to_its_box(
    term: Term, shown: Show, rule: str, place: Callable[[TermReviewPage], QWidget]
) -> None:
    page, _ = opened(term, fresh(term))
    page.resize(1166, 690)
    shown(page)
    page.panel.linked.emit(rule)
    assert place(page).hasFocus()


def test_a_check_that_is_gone_leads_nowhere_and_one_about_an_explanation_to_its_cell(term: Term, shown: Show) -> None:
    page, _ = opened(term, fresh(term))
    type_in(row(page, "arrival").points, "4")
    page.live.now()
    shown(page)
    page.panel.linked.emit("99-99")
    page.panel.linked.emit("16-44")
    assert row(page, "arrival").why.note.hasFocus()


def test_enter_goes_from_points_to_words_and_on_to_the_next_line(term: Term, shown: Show) -> None:
    page, _ = opened(term, fresh(term))
    page.resize(1166, 690)
    shown(page)
    first, second = page.table.rows[:2]
    first.points.setFocus()
    QTest.keyClicks(first.points.line, "3")
    QTest.keyClick(first.points.line, Qt.Key.Key_Return)
    assert first.why.note.hasFocus()
    QTest.keyClick(first.why.note, Qt.Key.Key_Return)
    assert second.points.line.hasFocus()
    QTest.keyClick(second.points.line, Qt.Key.Key_Up)
    assert first.points.line.hasFocus()
    page.table.rows[-1].passed.emit()
    assert page.form.isAncestorOf(page.focusWidget())


@pytest.mark.parametrize(("width", "wide"), [(1166, True), (727, False)])
def test_in_a_narrow_window_the_words_stand_under_the_facts(term: Term, shown: Show, width: int, wide: bool) -> None:
    page, _ = opened(term, fresh(term))
    page.resize(width, 452)
    shown(page)
    arrival = row(page, "arrival")
    assert (arrival.why.y() > arrival.facts.y() + arrival.facts.height() - 1) is not wide
    assert page.table.width() <= page.width()
    assert not page.frame.card.bars.isVisibleTo(page)


# -- storing -------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_stored_and_shown_again(term: Term) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    fill(page)
    assert "处填写还没有保存" in page.unsaved()
    page.save()
    assert page.unsaved() == ""
    draft = term.sheet(review).draft
    assert {line.key: line.points for line in draft.lines if line.points is not None} == JUDGED
    assert (draft.conclusion, draft.meeting_number) == (Conclusion.KEEP, "示例领导小组纪要〔2026〕3号")
    again, _ = opened(term, review)
    assert row(again, "basis").points.raw() == "3"
    assert again.form.summary.value() == "三年来运行平稳。"


def test_leaving_keeps_what_is_typed_on_this_machine_and_starting_over_gives_it_up(term: Term) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    type_in(row(page, "basis").points, "2")
    type_in(page.form.summary, "还没有写完")
    page.leave()
    again, _ = opened(term, review)
    assert (row(again, "basis").points.raw(), again.form.summary.value()) == ("2", "还没有写完")
    assert "已恢复" in again.frame.banner_text.text()
    again.frame.over_button.click()
    assert (row(again, "basis").points.raw(), again.form.summary.value()) == ("", None)


def test_kept_nonsense_is_ignored(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    page.table.set_raw(
        {"第 1 项指标“甲”": "[1", "第 2 项指标“乙”": "[]", "第 3 项指标“丙”": '{"key": "no"}', "别的": "1"}
    )
    assert row(page, "basis").points.raw() == ""


@pytest.mark.parametrize(("answer", "stands"), [("mine", "我的"), ("theirs", "别人的")])
def test_of_two_clerks_either_version_may_win_knowingly(term: Term, answer: str, stands: str) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    other = replace(term.draft(), summary="别人的", version=None)
    term.office.do(OTHER_CLERK, term_reviews.save, other, review)
    type_in(page.form.summary, "我的")
    with notices.captured(answer) as seen:
        page.save()
    assert "您填写的内容还在" in seen[0].text
    seen.clear()
    assert page.form.summary.value() == stands
    if answer == "mine":
        page.save()
        assert term.sheet(review).draft.summary == "我的"


def test_what_another_act_changes_does_not_overwrite_what_is_typed(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    type_in(page.form.summary, "我的")
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    page.refresh(None)
    assert page.form.summary.value() == "我的"
    assert row(page, "arrival").proposed.text() == "3.71"


# -- moves ---------------------------------------------------------------------------------------------------------


def test_submitting_stores_first_and_leaves_the_page(term: Term) -> None:
    review = fresh(term)
    page, told = opened(term, review)
    fill(page)
    page.frame.buttons.button("submit").click()
    assert term.sheet(review).state is DocumentState.IN_APPROVAL
    assert term.sheet(review).result.total_points == 9903
    assert told.closed == 1


def test_the_form_is_shown_of_what_is_typed(term: Term) -> None:
    page, told = opened(term, fresh(term))
    type_in(page.form.summary, "打印前先保存")
    page.frame.buttons.button("print").click()
    assert isinstance(told.pushed[0], PaperPage)
    assert page.unsaved() == ""


@pytest.mark.parametrize(
    ("verb", "state"),
    [("withdraw", DocumentState.DRAFT), ("change", DocumentState.DRAFT), ("void", DocumentState.VOID)],
)
def test_a_round_ends_with_a_reason_and_backing_out_changes_nothing(
    term: Term, verb: str, state: DocumentState
) -> None:
    review = term.submitted()
    page, _ = opened(term, review)
    with notices.captured("no"):
        page.frame.buttons.button(verb).click()
    assert term.sheet(review).state is DocumentState.IN_APPROVAL
    with notices.captured(notices.Answer("yes", "更正纪要号")):
        page.frame.buttons.button(verb).click()
    assert term.sheet(review).state is state
    if state is DocumentState.VOID:
        assert page.frame.banner_text.text() == "已作废：更正纪要号"


def test_an_approved_review_is_read_with_the_points_that_were_signed(term: Term) -> None:
    review = term.approved(term.draft(quality=900))
    page, _ = opened(term, review, AUDITOR)
    assert not page.editable()
    assert row(page, "arrival").points.raw() == "3.76"
    assert row(page, "quality").why.value() == "经核查核减"
    assert not row(page, "basis").why.isVisibleTo(row(page, "basis"))
    assert page.frame.card.total.text() == "98.03"
    assert list(page.frame.buttons._buttons) == ["print"]
    assert page.frame.where.text().startswith("QM-2026-0001")


def test_the_hand_whose_turn_it_is_goes_to_the_signing_desk(term: Term) -> None:
    review = term.submitted()
    page, told = opened(term, review, HANDS[0])
    assert "等待科室负责人审核" in page.frame.where.text()
    page.frame.buttons.button("agree").click()
    assert told.wanted == [("signing", ("term_review", review))]


def test_a_return_and_a_moved_ledger_stand_on_top(term: Term) -> None:
    review = term.submitted()
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    page, _ = opened(term, review)
    assert page.frame.banner_text.text().startswith("送审之后2026 年度到位由 100.00 万元变为 95.00 万元")
    term.sign(HEAD, review, Decision.RETURN, "请按现在的账面重新送审。")
    page.refresh(None)
    assert "请按现在的账面重新送审" in page.frame.banner_text.text()
    assert page.editable()


def test_a_refusal_of_the_services_is_shown_and_nothing_is_lost(term: Term) -> None:
    page, _ = opened(term, fresh(term))
    type_in(page.form.summary, "我的")
    type_in(page.form.dated, "2026-12-29")
    page.save()
    assert page.form.dated.complaint() == "填报日期不能晚于今天。"
    assert page.form.summary.value() == "我的"


def test_a_review_that_is_gone_closes_the_page(term: Term) -> None:
    page = TermReviewPage(seated(term), 99)
    assert page.heading() == "期满评价"
    closed: list[bool] = []
    page.closed.connect(lambda: closed.append(True))
    with notices.captured() as seen:
        ready(page)
    assert [notice.kind for notice in seen] == ["refusal"]
    seen.clear()
    assert closed == [True]
