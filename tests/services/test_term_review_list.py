"""Which terms want a review, which reviews there are, and why one cannot be begun."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.services import evaluations, projects, term_review_list, term_reviews, why_not, workbench
from fundapp.services.paging import PageRequest
from fundapp.services.projects import ProjectEntry
from fundapp.services.term_review_list import EndingRow, TermReviewRow
from fundapp.services.workbench import AlertRow
from fundapp.values.choices import Conclusion, DocumentState
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, STRANGER
from tests.services.term_year import Term


def ending(term: Term, who: str = CLERK, year: int = 2026) -> tuple[EndingRow, ...]:
    """Terms that want a review."""
    return term.office.ask(who, term_review_list.ending, year)


def listed(term: Term, request: PageRequest | None = None, who: str = CLERK) -> tuple[TermReviewRow, ...]:
    """Rows of the list."""
    return term.office.ask(who, term_review_list.page, request or PageRequest()).rows


def alerts(term: Term, year: int) -> list[AlertRow]:
    """Reminders of the workbench about terms."""
    found = term.office.ask(CLERK, workbench.workbench, year).alerts
    return [row for row in found if row.word == "期满"]


def test_a_project_in_the_last_year_of_its_term_wants_a_review(term: Term) -> None:
    (row,) = ending(term)
    assert (row.project_id, row.project, row.division, row.term) == (
        term.project,
        "政务云服务项目",
        "大数据中心",
        "2024—2026",
    )
    assert (row.years, row.evaluated, row.overdue, row.review_id) == (3, 3, False, None)
    assert ending(term, year=2025) == ()
    term.office.do(CLERK, evaluations.change, term.evaluations[0], "有误")
    assert ending(term)[0].evaluated == 2


def test_a_term_that_ended_without_a_review_goes_on_wanting_one(term: Term) -> None:
    (row,) = ending(term, year=2028)
    assert (row.overdue, row.term) == (True, "2024—2026")


def test_a_review_that_is_not_signed_yet_still_counts_as_wanted(term: Term) -> None:
    review = term.submitted()
    assert ending(term)[0].review_id == review
    term.office.do(CLERK, term_reviews.void, review, "重填")
    assert ending(term)[0].review_id is None


@pytest.mark.parametrize("conclusion", list(Conclusion))
def test_after_the_conclusion_the_term_wants_nothing_and_a_kept_project_again_in_three_years(
    term: Term, conclusion: Conclusion
) -> None:
    term.approved(replace(term.draft(), conclusion=conclusion, adjustment="见纪要"))
    assert ending(term) == ending(term, year=2028) == ()
    again = ending(term, year=2029)
    assert [row.term for row in again] == ([] if conclusion is Conclusion.CANCEL else ["2027—2029"])


def test_drafts_closed_projects_and_other_divisions_are_left_out(term: Term) -> None:
    term.office.do(CLERK, projects.save, ProjectEntry("未立项项目", "it", 1, 2024))
    assert len(ending(term)) == 1
    assert ending(term, STRANGER) == ()
    assert len(ending(term, AUDITOR)) == 1
    term.office.do(HEAD, projects.close, term.project)
    assert ending(term) == ()


def test_the_longest_overdue_comes_first(term: Term) -> None:
    term.office.clock.on(dt.date(2026, 12, 28))
    entry = ProjectEntry("窗口设备项目", "it", 1, 2022)
    project = term.office.do(CLERK, projects.save, entry)
    term.office.do(HEAD, projects.confirm, project, "示例政数〔2022〕9号", dt.date(2022, 3, 1))
    assert [row.project for row in ending(term)] == ["窗口设备项目", "政务云服务项目"]


def test_a_draft_is_listed_without_points_and_an_approved_one_with_all(term: Term) -> None:
    term.saved()
    (row,) = listed(term)
    assert (row.number, row.points, row.grade, row.state) == ("", None, "", DocumentState.DRAFT)
    assert (row.term, row.conclusion, row.dated) == ("2024—2026", Conclusion.KEEP, dt.date(2026, 12, 28))


def test_an_approved_review_shows_number_points_and_grade(term: Term) -> None:
    review = term.approved(replace(term.draft(), conclusion=Conclusion.ADJUST, adjustment="核减"))
    (row,) = listed(term)
    assert (row.id, row.number, row.points, row.grade) == (review, "QM-2026-0001", 9903, "优")
    assert (row.project_id, row.project, row.division) == (term.project, "政务云服务项目", "大数据中心")


def test_the_list_is_filtered_and_searched(term: Term) -> None:
    first = term.submitted()
    term.office.do(CLERK, term_reviews.void, first, "重填")
    term.saved(replace(term.draft(), conclusion=None))
    assert len(listed(term)) == 2
    for filters, count in (
        ((("state", "void"),), 1),
        ((("state", "approved"),), 0),
        ((("conclusion", "keep"),), 1),
        ((("conclusion", "cancel"),), 0),
        ((("project", str(term.project)),), 2),
        ((("project", "99"),), 0),
    ):
        assert len(listed(term, PageRequest(filters=filters))) == count
    assert len(listed(term, PageRequest(text="QM-2026"))) == 1
    assert len(listed(term, PageRequest(text="云服务"))) == 2
    assert listed(term, who=STRANGER) == ()
    (draft,) = listed(term, PageRequest(filters=(("state", "draft"),)))
    assert draft.conclusion is None


@pytest.mark.parametrize("key", sorted(term_review_list.SORTS))
def test_every_column_sorts(term: Term, key: str) -> None:
    first = term.submitted()
    term.office.do(CLERK, term_reviews.void, first, "重填")
    term.saved()
    up = listed(term, PageRequest(sort=key, descending=False))
    down = listed(term, PageRequest(sort=key, descending=True))
    assert [row.id for row in up] == [row.id for row in reversed(down)]


def test_a_clerk_may_begin_and_others_read_why_not(term: Term) -> None:
    assert term.office.ask(CLERK, why_not.review_term, term.project) == ""
    for who in (HEAD, STRANGER, AUDITOR):
        assert term.office.ask(who, why_not.review_term, term.project).startswith("【第十六条】")
    term.saved()
    assert "已有期满评价（草稿）" in term.office.ask(CLERK, why_not.review_term, term.project)


def test_the_workbench_reminds_of_the_term_until_its_review_is_signed(term: Term) -> None:
    (alert,) = alerts(term, 2026)
    assert (alert.kind, alert.id, alert.tone) == (SubjectKind.TERM_REVIEW, term.project, "warn")
    assert alert.text == "政务云服务项目将于 2026-12-31 期满，需开展期满评价"
    (late,) = alerts(term, 2027)
    assert (late.tone, late.text) == ("bad", "政务云服务项目已于 2026-12-31 期满，尚未开展期满评价")
    term.saved()
    assert alerts(term, 2026)[0].text == "政务云服务项目将于 2026-12-31 期满，期满评价尚未签批完成"
    assert alerts(term, 2025) == []


def test_the_workbench_is_silent_about_a_term_that_was_reviewed(term: Term) -> None:
    term.approved()
    assert alerts(term, 2026) == []
