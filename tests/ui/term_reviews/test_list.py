"""The list: projects whose term ends, and the reviews there are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fundapp.services.workbench import workbench
from fundapp.ui import notices
from fundapp.ui.term_reviews import screens
from fundapp.ui.term_reviews.list import TermReviewList
from fundapp.ui.term_reviews.page import TermReviewPage
from fundapp.ui.workbench.page import WorkbenchPage
from fundapp.values.choices import Conclusion
from tests.services.evaluation_year import AUDITOR, CLERK, STRANGER
from tests.services.term_year import Term
from tests.ui.seated import Told, ready
from tests.ui.term_reviews.writing import seated


def shown_list(term: Term, who: str = CLERK) -> tuple[TermReviewList, Told]:
    """The list as the shell shows it."""
    page = TermReviewList(seated(term, who))
    told = Told(page)
    return ready(page), told


def cells(page: TermReviewList, table: str) -> list[str]:
    """The texts of the first row."""
    shown = getattr(page, table)
    line = shown.rows()[0]
    return [column.text(column.take(line)) for column in shown.view.rows_model.columns]


def test_the_screen_is_in_the_section_of_performance(term: Term) -> None:
    (screen,) = screens(seated(term))
    assert (screen.key, screen.title, screen.section) == ("term_reviews", "期满评价", "绩效")
    assert isinstance(screen.build(), TermReviewList)


def test_a_term_that_ends_is_listed_with_its_years_and_can_be_begun(term: Term) -> None:
    page, told = shown_list(term)
    assert cells(page, "ending") == ["政务云服务项目", "大数据中心", "2024—2026", "本年到期", "3 / 3 年", "尚未开始"]
    assert page.tabs.tabText(0) == "期满项目 1"
    assert page.aside() == "1 个项目期满待评价"
    page.new.click()
    assert isinstance(told.pushed[0], TermReviewPage)
    assert page.new.text() == "打开期满评价"
    assert cells(page, "ending")[-1] == "填报中"
    page.ending.activated.emit(page.ending.rows()[0])
    page.new.click()
    assert [type(one) for one in told.pushed] == [TermReviewPage] * 3


def test_who_is_no_clerk_of_the_division_reads_why_and_enter_does_nothing(term: Term) -> None:
    page, told = shown_list(term, AUDITOR)
    assert not page.new.isEnabled()
    assert page.new.toolTip().startswith("【第十六条】")
    page.ending.activated.emit(page.ending.rows()[0])
    assert told.pushed == []
    other, _ = shown_list(term, STRANGER)
    assert other.ending.rows() == ()
    assert other.new.toolTip() == "请先选中一个项目。"
    other.new.click()


def test_a_signed_review_is_listed_with_points_grade_and_conclusion(term: Term) -> None:
    term.approved(replace(term.draft(), conclusion=Conclusion.ADJUST, adjustment="核减"))
    page, told = shown_list(term)
    assert page.ending.rows() == ()
    assert (page.tabs.currentIndex(), page.tabs.tabText(0), page.aside()) == (1, "期满项目", "")
    assert cells(page, "table") == [
        "QM-2026-0001",
        "政务云服务项目",
        "2024—2026",
        "大数据中心",
        "2026-12-28",
        "99.03",
        "优",
        "调整",
        "已定稿",
    ]
    page.table.activated.emit(page.table.rows()[0])
    assert isinstance(told.pushed[0], TermReviewPage)
    page.refresh(None)
    assert len(page.table.rows()) == 1


def test_a_draft_shows_neither_points_nor_conclusion(term: Term) -> None:
    term.saved(replace(term.draft(), conclusion=None))
    page, _ = shown_list(term)
    found = cells(page, "table")
    assert (found[0], found[5], found[6], found[7], found[8]) == ("（未编号）", "", "", "", "草稿")


def test_targets_open_a_review_or_show_its_project(term: Term) -> None:
    page, told = shown_list(term)
    page.aim(("project", term.project))
    assert told.pushed == []
    assert page.tabs.currentIndex() == 0
    review = term.saved()
    page.refresh(None)
    for target in (review, ("term_review", review), ("project", term.project), ("project", 99), ("x", 1), "x"):
        page.aim(target)
    assert len(told.pushed) == 3
    with notices.captured() as seen:
        page.aim(99)
    assert seen[0].kind == "refusal"
    seen.clear()


def test_the_reminder_on_the_workbench_leads_here(term: Term) -> None:
    page = WorkbenchPage(seated(term))
    told = Told(page)
    page.set_year(2026)
    ready(page)
    alert = next(row for row in term.office.ask(CLERK, workbench, 2026).alerts if row.word == "期满")
    link = next(one for one in page.findChildren(QWidget) if getattr(one, "text", str)() == alert.text)
    link.click()  # type: ignore[attr-defined]  # found by its words
    assert told.wanted == [("term_reviews", ("project", term.project))]
