from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.services import term_reviews
from fundapp.ui import notices
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.term_reviews import screens
from fundapp.ui.term_reviews.list import TermReviewList
from fundapp.ui.term_reviews.look import ending_columns, review_columns
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.values.choices import Conclusion, DocumentState
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, STRANGER
from tests.services.term_year import Term
from tests.ui.seated import Told, ready
from tests.ui.term_reviews.writing import seated


def shown_list(term: Term, who: str = CLERK) -> tuple[TermReviewList, Told]:
    """The list as the shell shows it."""
    page = TermReviewList(seated(term, who))
    told = Told(page)
    return ready(page), told


def test_the_screen_is_in_the_section_of_performance(term: Term) -> None:
    (screen,) = screens(seated(term))
    assert (screen.key, screen.title, screen.section) == ("term_reviews", "期满评价", "绩效")
    assert isinstance(screen.build(), TermReviewList)


def test_a_project_in_its_last_year_is_shown_as_due_with_the_start_button(term: Term) -> None:
    page, _ = shown_list(term)
    (row,) = page.missing.rows()
    assert (row.project, row.term, row.evaluated) == ("政务云服务项目", "2024—2026", 3)
    assert page.tabs.tabText(0) == "期满项目 1"
    assert page.tabs.currentIndex() == 0
    assert page.aside() == "1 个项目期满待评价"
    assert (page.new.text(), page.new.isEnabled()) == ("开展期满评价", True)


def test_a_term_that_ended_without_a_review_is_red(term: Term) -> None:
    page, _ = shown_list(term)
    due = next(one for one in ending_columns() if one.key == "overdue")
    assert due.tone is not None
    (row,) = page.missing.rows()
    assert (due.tone(row), due.text(due.take(row))) == ("warn", "本年到期")
    term.office.clock.on(dt.date(2027, 2, 1))
    page.refresh(None)
    (row,) = page.missing.rows()
    assert (due.tone(row), due.text(due.take(row))) == ("bad", "已到期")


def test_the_start_button_makes_the_draft_and_opens_it_and_then_opens_that_draft(term: Term) -> None:
    page, told = shown_list(term)
    page.new.click()
    assert isinstance(told.pushed[0], TermReviewPage)
    assert [row.state for row in page.table.rows()] == [DocumentState.DRAFT]
    assert page.new.text() == "打开期满评价"
    page.new.click()
    page.missing.activated.emit(page.missing.rows()[0])
    assert [type(one) for one in told.pushed] == [TermReviewPage] * 3
    assert len(page.table.rows()) == 1


@pytest.mark.parametrize("who", [HEAD, AUDITOR])
def test_who_may_not_begin_it_reads_why_and_enter_does_nothing(term: Term, who: str) -> None:
    page, told = shown_list(term, who)
    assert not page.new.isEnabled()
    assert page.new.toolTip().startswith("【第十六条】")
    page.missing.activated.emit(page.missing.rows()[0])
    assert told.pushed == []
    assert page.table.rows() == ()


def test_another_division_sees_neither_terms_nor_reviews(term: Term) -> None:
    term.saved()
    page, _ = shown_list(term, STRANGER)
    assert page.missing.rows() == ()
    assert page.table.rows() == ()
    assert page.new.toolTip() == "请先选中一个项目。"
    assert page.tabs.tabText(0) == "期满项目"
    assert page.aside() == ""


def test_an_approved_review_is_listed_with_points_and_conclusion_and_its_term_waits_no_more(term: Term) -> None:
    term.approved(replace(term.draft(), conclusion=Conclusion.ADJUST, adjustment="核减规模"))
    page, _ = shown_list(term)
    assert page.missing.rows() == ()
    assert page.tabs.currentIndex() == 1
    (row,) = page.table.rows()
    columns = review_columns(grade_tone(seated(term)))
    cells = {one.key: one.text(one.take(row)) for one in columns}
    assert (cells["number"], cells["term"]) == ("QM-2026-0001", "2024—2026")
    assert (cells["points"], cells["grade"], cells["conclusion"]) == ("99.03", "优", "调整")
    (grade,) = [one for one in columns if one.key == "grade"]
    assert grade.tone is not None
    assert [grade.tone(replace(row, grade=word)) for word in ("优", "中", "差", "")] == ["ok", "warn", "bad", "neutral"]


def test_reviews_are_filtered_by_state_and_conclusion(term: Term) -> None:
    first = term.submitted()
    term.office.do(CLERK, term_reviews.void, first, "重填")
    second = term.saved(replace(term.draft(), conclusion=Conclusion.CANCEL))
    page, _ = shown_list(term)
    assert len(page.table.rows()) == 2
    page.table.bar.set_filter("state", "void")
    assert [row.id for row in page.table.rows()] == [first]
    page.table.bar.clear()
    page.table.bar.set_filter("conclusion", "cancel")
    assert [row.id for row in page.table.rows()] == [second]


def test_targets_open_a_review_or_show_the_project_as_due(term: Term) -> None:
    page, told = shown_list(term)
    page.tabs.setCurrentIndex(1)
    page.aim(("project", term.project))
    assert (page.tabs.currentIndex(), told.pushed) == (0, [])
    review = term.saved()
    page.refresh(None)
    page.aim(("project", term.project))
    page.aim(review)
    page.aim(("term_review", review))
    page.aim(("term_review", "x"))
    assert [type(one) for one in told.pushed] == [TermReviewPage] * 3


def test_a_target_that_is_gone_is_refused_with_a_sentence(term: Term) -> None:
    page, told = shown_list(term)
    with notices.captured() as said:
        page.aim(99)
    assert said[0].kind == "refusal"
    assert told.pushed == []


def test_enter_on_a_review_opens_it(term: Term) -> None:
    term.saved()
    page, told = shown_list(term)
    page.table.activated.emit(page.table.rows()[0])
    assert isinstance(told.pushed[0], TermReviewPage)
