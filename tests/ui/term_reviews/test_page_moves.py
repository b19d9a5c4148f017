from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget

from fundapp.services import term_reviews
from fundapp.services.done import Changed
from fundapp.ui import notices
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.line import Line
from fundapp.ui.parts.scroll import Scroll
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.values.choices import AppropriationKind, AttachmentKind, Conclusion, Decision, DocumentState
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, OTHER_CLERK, STRANGER, WAN
from tests.services.term_year import HANDS, STEERING, Term
from tests.ui.performance.writing import type_in
from tests.ui.seated import Told
from tests.ui.term_reviews.writing import fresh, judged, line, opened, seated, stored

Show = Callable[[QWidget], QWidget]

# -- saving and submitting -----------------------------------------------------------------------------------------


def test_saving_stores_points_explanations_and_words(term: Term) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    type_in(line(page, "goal").points, "2.5")
    line(page, "goal").why.set_raw("目标偏笼统")
    page.form.shortcomings.set_raw("个别年份可靠性未达标。")
    page.form.conclusion.set_value(Conclusion.ADJUST)
    page.form.adjustment.set_raw("核减用量")
    type_in(page.form.meeting, "示例纪要〔2026〕3号")
    type_in(page.form.held, "2026-12-25")
    assert page.unsaved()
    page.save()
    found = stored(term, review).draft
    goal = next(entry for entry in found.lines if entry.key == "goal")
    assert (goal.points, goal.explanation) == (250, "目标偏笼统")
    assert (found.problems, found.conclusion, found.adjustment) == (
        "个别年份可靠性未达标。",
        Conclusion.ADJUST,
        "核减用量",
    )
    assert (found.meeting_number, found.meeting_on) == ("示例纪要〔2026〕3号", dt.date(2026, 12, 25))
    assert page.unsaved() == ""


def test_a_complete_draft_is_stored_and_submitted_in_one_press(term: Term) -> None:
    review = fresh(term)
    page, told = opened(term, review)
    judged(page)
    page.form.summary.set_raw("三年来供给稳定。")
    page.form.conclusion.set_value(Conclusion.KEEP)
    type_in(page.form.meeting, "示例纪要〔2026〕3号")
    type_in(page.form.held, "2026-12-25")
    page.live.now()
    assert page.barrier() == ""
    page.frame.buttons.button("submit").click()
    sheet = stored(term, review)
    assert (sheet.state, sheet.number, sheet.result.total_points) == (DocumentState.IN_APPROVAL, "QM-2026-0001", 9903)
    assert told.closed == 1


def test_a_refusal_stands_beside_its_box(term: Term) -> None:
    page, _ = opened(term, term.saved())
    type_in(page.form.dated, "2026-12-31")
    page.save()
    assert "不能晚于今天" in page.form.dated.complaint()
    assert page.form.dated.raw() == "2026-12-31"


def test_the_form_is_previewed_after_storing_what_is_typed(term: Term) -> None:
    review = term.saved()
    page, told = opened(term, review)
    page.form.advice.set_raw("逐年核定用量，按季结算。")
    page.frame.buttons.button("print").click()
    (paper,) = told.pushed
    assert isinstance(paper, PaperPage)
    paper.refresh(None)
    assert paper.paper.pages() >= 1
    paper.leave()
    assert stored(term, review).draft.advice == "逐年核定用量，按季结算。"


# -- moves ---------------------------------------------------------------------------------------------------------


def test_in_approval_nothing_can_be_typed_and_the_next_hand_is_named(term: Term) -> None:
    review = term.submitted(term.draft(quality=900))
    page, _ = opened(term, review)
    assert not page.editable()
    assert not page.can_save()
    assert line(page, "quality").points.line.isReadOnly()
    assert line(page, "quality").points.raw() == "9"
    assert line(page, "arrival").points.raw() == "3.76"
    assert page.frame.where.text().endswith("等待科室负责人审核")
    assert {"save", "submit"}.isdisjoint(page.frame.buttons._buttons)


@pytest.mark.parametrize("place", range(len(HANDS)))
def test_the_hand_whose_turn_it_is_goes_to_the_signing_desk_and_no_other(term: Term, place: int) -> None:
    review = term.submitted()
    for who in HANDS[:place]:
        term.sign(who, review)
    page, told = opened(term, review, HANDS[place])
    page.frame.buttons.button("agree").click()
    assert told.wanted == [("signing", ("term_review", review))]
    for who in (*HANDS[:place], *HANDS[place + 1 :]):
        if who not in STEERING:  # two members of the steering group sign in either order
            other, _ = opened(term, review, who)
            assert "agree" not in other.frame.buttons._buttons


@pytest.mark.parametrize(
    ("verb", "state"),
    [("withdraw", DocumentState.DRAFT), ("change", DocumentState.DRAFT), ("void", DocumentState.VOID)],
)
def test_each_way_out_asks_for_the_reason_and_keeps_it_visible(term: Term, verb: str, state: DocumentState) -> None:
    review = term.submitted()
    page, _ = opened(term, review)
    with notices.captured("no"):
        page.frame.buttons.button(verb).click()
    assert stored(term, review).state is DocumentState.IN_APPROVAL
    with notices.captured(notices.Answer("yes", "数字要改")) as said:
        page.frame.buttons.button(verb).click()
    assert said[0].kind == "reason"
    assert stored(term, review).state is state
    assert "数字要改" in page.frame.banner_text.text()
    assert page.editable() is (state is DocumentState.DRAFT)


def test_after_the_first_hand_the_author_cannot_withdraw_and_reads_why(term: Term) -> None:
    review = term.submitted()
    term.sign(HEAD, review)
    page, _ = opened(term, review)
    button = page.frame.buttons.button("withdraw")
    assert not button.isEnabled()
    assert "已有人签批，不能撤回" in button.toolTip()


def test_a_returned_one_can_be_typed_again_and_says_what_was_wanted(term: Term) -> None:
    review = term.submitted()
    term.sign(HEAD, review, Decision.RETURN, "请补充依据。")
    page, _ = opened(term, review)
    assert page.editable()
    assert "请补充依据。" in page.frame.banner_text.text()


def test_a_ledger_that_moved_while_hands_are_awaited_is_said_on_top(term: Term) -> None:
    review = term.submitted()
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 2 * WAN)
    page, _ = opened(term, review)
    assert page.frame.banner_text.text() == stored(term, review).moved
    assert page.frame.banner_text.text()
    assert not page.frame.banner.isHidden()
    assert page.frame.years.texts()[2][2] == "100.00"


def test_what_is_only_read_is_shown_from_its_top(term: Term, shown: Show) -> None:
    page, _ = opened(term, term.approved())
    before, stack = Line(), QStackedWidget()
    stack.addWidget(before)
    stack.addWidget(page)
    stack.resize(1100, 640)
    shown(stack)
    before.setFocus()
    stack.setCurrentWidget(page)
    assert page.focusWidget() is page.frame.buttons.button("print")
    (scroll,) = (one for one in page.findChildren(Scroll) if one.isAncestorOf(page.table))
    assert scroll.verticalScrollBar().maximum() > 0
    assert scroll.verticalScrollBar().value() == 0


def test_an_approved_review_is_printed_and_offers_no_way_to_type(term: Term) -> None:
    page, _ = opened(term, term.approved())
    assert page.frame.buttons.button("print").text() == "打印…"
    assert not page.editable()
    assert page.frame.card.total.text() == "99.03"


@pytest.mark.parametrize("who", [AUDITOR, FINANCE])
def test_who_may_not_fill_it_in_reads_and_is_told_why(term: Term, who: str) -> None:
    page, _ = opened(term, term.saved(), who)
    assert not page.editable()
    assert page.frame.banner_text.text().startswith("只能查看：【第十")
    assert list(page.frame.buttons._buttons) == ["print"]
    assert page.files.why.text().startswith("不能添加附件：")


def test_one_of_another_division_closes_the_page_with_the_reason(term: Term) -> None:
    page = TermReviewPage(seated(term, STRANGER), term.saved())
    told = Told(page)
    with notices.captured() as said:
        page.refresh(None)
    assert (said[0].kind, said[0].article) == ("refusal", "第十五条")
    assert told.closed == 1


def test_one_that_is_gone_closes_the_page(term: Term) -> None:
    page = TermReviewPage(seated(term), 99)
    told = Told(page)
    with notices.captured() as said:
        page.refresh(None)
    assert said[0].kind == "refusal"
    assert told.closed == 1


# -- nothing typed is lost -----------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_after_a_crash_and_can_be_given_up(term: Term) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    type_in(line(page, "goal").points, "2.5")
    line(page, "goal").why.set_raw("目标偏笼统")
    page.form.summary.set_raw("供给稳定。")
    page.form.conclusion.set_value(Conclusion.ADJUST)
    page.form.conclusion.edited.emit()
    page.leave()
    again, _ = opened(term, review)
    assert (line(again, "goal").points.raw(), line(again, "goal").why.raw()) == ("2.5", "目标偏笼统")
    assert again.form.summary.raw() == "供给稳定。"
    assert again.form.conclusion.value() is Conclusion.ADJUST
    assert again.frame.banner_text.text().startswith("已恢复")
    again.frame.over_button.click()
    assert line(again, "goal").points.raw() == ""
    assert again.unsaved() == ""


def test_what_changes_in_the_ledger_meanwhile_moves_the_facts_and_not_the_typing(term: Term) -> None:
    page, _ = opened(term, term.saved())
    page.form.summary.set_raw("正在填写。")
    type_in(line(page, "quality").points, "9")
    term.office.appropriate(term.project, 2026, "local", AppropriationKind.CUT, 5 * WAN)
    page.refresh(Changed.PROJECT)
    assert page.form.summary.raw() == "正在填写。"
    assert line(page, "quality").points.raw() == "9"
    assert line(page, "arrival").proposed.text() == "3.71"
    assert page.frame.years.texts()[2][2] == "95.00"


def other_hand(term: Term, review: int) -> None:
    """A colleague stores the draft meanwhile."""
    draft = replace(term.draft(), summary="他的评价。", version=stored(term, review).version)
    term.office.do(OTHER_CLERK, term_reviews.save, draft, review)


@pytest.mark.parametrize(("choice", "kept"), [("mine", "我的评价。"), ("theirs", "他的评价。")])
def test_of_two_clerks_neither_loses_what_is_typed_unknowingly(term: Term, choice: str, kept: str) -> None:
    review = term.saved()
    page, _ = opened(term, review)
    page.form.summary.set_raw("我的评价。")
    other_hand(term, review)
    with notices.captured(choice) as said:
        page.save()
    assert said[0].kind == "choice"
    assert page.form.summary.raw() == kept
    assert stored(term, review).draft.summary == "他的评价。"
    page.save()
    assert stored(term, review).draft.summary == kept


def test_a_proof_is_added_without_losing_what_is_typed_and_taken_off_again(term: Term, tmp_path: Path) -> None:
    review = fresh(term)
    page, _ = opened(term, review)
    type_in(line(page, "goal").points, "2")
    scan = tmp_path / "会议纪要.pdf"
    scan.write_bytes(b"%PDF-1.4 sample")
    page.files.add(((scan, AttachmentKind.BASIS),))
    (file,) = stored(term, review).files
    assert file.file_name == "会议纪要.pdf"
    assert line(page, "goal").points.raw() == "2"
    page.files.files.removed.emit(file.id)
    assert stored(term, review).files == ()


def test_a_void_one_says_why_and_the_term_may_be_reviewed_anew(term: Term) -> None:
    review = term.saved()
    term.office.do(CLERK, term_reviews.void, review, "重复填报")
    page, _ = opened(term, review)
    assert page.frame.banner_text.text() == "已作废：重复填报"
    assert not page.editable()
    assert opened(term, term.saved())[0].editable()
