"""What a screen and the form say about a term: facts of the ledger, lines, total, and how it changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import NotFound
from fundapp.forms.imprint import Imprint
from fundapp.forms.term_review_form import TermReviewBlanks
from fundapp.models import Evaluation, KeyEvaluation, Project, ProjectYear, Rectification, TermReview
from fundapp.services import evaluations, printing, signing_desk, term_review_paper, term_review_sheet
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import BarMoney
from fundapp.services.done import Changed, Done
from fundapp.services.evaluation_facts import draft_of
from fundapp.services.projects import year_of
from fundapp.services.term_review_content import facts_back, facts_text
from fundapp.services.term_review_draft import LineEntry
from fundapp.services.term_review_facts import term_facts
from fundapp.services.term_review_sheet import LineView
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Conclusion, Evaluator, ProblemSource, ProblemType
from fundapp.values.documents import FormKind, SubjectKind
from tests.services.evaluation_year import CLERK, HEAD, LEADER, OFFICE, WAN
from tests.services.term_year import HANDS, Term

IMPRINT = Imprint(OFFICE)


def line(term: Term, review: int, key: str) -> LineView:
    """One line as the sheet shows it."""
    return next(one for one in term.sheet(review).lines if one.key == key)


def problem(term: Term, number: str, year: int, source: ProblemSource) -> None:
    """A rectification in the file, whatever its own rules are."""

    def write(uow: UnitOfWork) -> Done:
        row = Rectification(
            number=number,
            project_id=term.project,
            year=year,
            source=source,
            division_id=1,
            person_id=uow.me.id,
            author_id=uow.me.id,
            found_on=dt.date(year, 6, 1),
            first_due_on=dt.date(year, 9, 1),
            due_on=dt.date(year, 9, 1),
            problem_type=ProblemType.RECORDS,
            problem="台账不全",
        )
        uow.add(row)
        uow.record("rectifications.save", SubjectKind.RECTIFICATION, row.id, "登记整改")
        return Done("", Changed.RECTIFICATION, row.id)

    term.office.do(CLERK, write)


def key_evaluation(term: Term, year: int) -> None:
    """A key evaluation of a year by the finance bureau."""

    def write(uow: UnitOfWork) -> Done:
        opened = year_of(uow, term.project, year)
        assert isinstance(opened, ProjectYear)
        row = KeyEvaluation(
            project_year_id=opened.id,
            evaluator=Evaluator.FINANCE_BUREAU,
            evaluated_on=dt.date(2026, 5, 20),
            document_number="示例财监〔2026〕2号",
            points=8850,
            grade="良",
            author_id=uow.me.id,
        )
        uow.add(row)
        uow.record("key_evaluations.record", SubjectKind.KEY_EVALUATION, row.id, "登记重点评价")
        return Done("", Changed.EVALUATION, row.id)

    term.office.do(CLERK, write)


# -- facts ---------------------------------------------------------------------------------------------------------


def test_each_year_has_its_money_its_results_and_its_kinds_from_the_ledger(term: Term) -> None:
    facts = term.office.ask(CLERK, lambda desk: term_facts(desk, desk.get(Project, term.project), 2024, 2026))
    first, second, third = facts.years
    assert (first.budgeted, first.arrived, first.carried, first.spent) == (100 * WAN, 100 * WAN, 0, 90 * WAN)
    assert (second.budgeted, second.arrived, second.carried, second.spent) == (
        120 * WAN,
        120 * WAN,
        10 * WAN,
        120 * WAN,
    )
    assert (third.budgeted, third.arrived, third.carried, third.spent) == (120 * WAN, 100 * WAN, 0, 95 * WAN)
    assert [(year.points, year.grade) for year in facts.years] == [(9900, "优"), (9773, "优"), (9875, "优")]
    assert [(kind.source, kind.points, kind.weight) for kind in second.kinds] == [
        ("effect", 2850, 3000),
        ("quality", 2500, 2500),
        ("satisfaction", 1000, 1000),
        ("timeliness", 2500, 2500),
    ]
    assert (first.indicators, first.measured, first.monitorings) == (5, 4, 0)
    assert (facts.approval, facts.approved_on) == ("示例政数〔2024〕1号", dt.date(2024, 3, 1))


def test_only_years_of_the_term_count(term: Term) -> None:
    facts = term.office.ask(CLERK, lambda desk: term_facts(desk, desk.get(Project, term.project), 2025, 2025))
    assert [year.year for year in facts.years] == [2025]
    assert facts.brought == 10 * WAN
    assert facts.available == 130 * WAN


def test_problems_of_the_term_are_counted_without_void_ones_and_other_years(term: Term) -> None:
    problem(term, "ZG-2025-0001", 2025, ProblemSource.AUDIT)
    problem(term, "ZG-2026-0001", 2026, ProblemSource.SELF_EVALUATION)
    problem(term, "ZG-2023-0001", 2023, ProblemSource.AUDIT)
    review = term.saved()
    sheet = term.sheet(review)
    assert (sheet.facts.problems, sheet.facts.inspected, sheet.facts.closed) == (2, 1, 0)
    assert sheet.facts.open_problems == ("ZG-2025-0001", "ZG-2026-0001")
    assert line(term, review, "compliance").facts == "期内登记问题 2 项（监督检查、审计 1 项），已销号 0 项。"
    (notice,) = [one for one in sheet.findings if one.rule == "16-48"]
    assert (notice.passed, notice.notice) == (True, True)


def test_key_evaluations_of_a_year_are_shown_and_printed(term: Term) -> None:
    key_evaluation(term, 2025)
    review = term.saved()
    (key,) = term.sheet(review).facts.years[1].keys
    assert (key.evaluator, key.document, key.points, key.grade) == ("市财政局", "示例财监〔2026〕2号", 8850, "良")
    blanks = term.office.ask(CLERK, term_review_paper.blanks, review, IMPRINT)
    assert [year.key for year in blanks.years] == ["", "市财政局 88.50 分 良", ""]


def test_facts_come_back_from_their_text_as_they_were(term: Term) -> None:
    key_evaluation(term, 2026)
    facts = term.office.ask(CLERK, lambda desk: term_facts(desk, desk.get(Project, term.project), 2024, 2026))
    assert facts_back(facts_text(facts)) == facts
    undated = replace(facts, approved_on=None, open_problems=("ZG-2026-0001",))
    assert facts_back(facts_text(undated)) == undated


def test_an_indicator_that_did_not_apply_counts_for_no_kind(term: Term) -> None:
    office, key = term.office, term.evaluations[2]
    office.do(CLERK, evaluations.change, key, "可靠性本年未考核")
    typed = office.ask(CLERK, lambda desk: draft_of(desk, desk.get(Evaluation, key)))
    scores = tuple(
        replace(one, applicable=place != 3, explanation="本年未考核") for place, one in enumerate(typed.scores)
    )
    office.do(CLERK, evaluations.save, replace(typed, scores=scores), key)
    office.do(CLERK, evaluations.submit, key)
    for who in (HEAD, LEADER):
        office.agree(who, key)
    facts = office.ask(CLERK, lambda desk: term_facts(desk, desk.get(Project, term.project), 2026, 2026))
    assert {kind.source: kind.weight for kind in facts.years[0].kinds} == {
        "effect": 1800,
        "quality": 3000,
        "satisfaction": 1200,
        "timeliness": 3000,
    }


# -- sheet ---------------------------------------------------------------------------------------------------------


def test_lines_say_how_their_points_came_about(term: Term) -> None:
    review = term.saved(term.draft(quality=900, basis=250))
    found = {one.key: (one.proposed, one.points, one.status, one.tone) for one in term.sheet(review).lines}
    assert found["arrival"] == (376, 376, "按建议", "ok")
    assert found["quality"] == (1000, 900, "已调整", "warn")
    assert found["basis"] == (None, 250, "已评分", "warn")
    assert found["goal"] == (None, 300, "已评分", "ok")


def test_a_missing_explanation_and_missing_points_are_told(term: Term) -> None:
    draft = replace(term.draft(), lines=(LineEntry("quality", 900), LineEntry("goal", 100)))
    review = term.saved(draft)
    found = {one.key: (one.status, one.tone) for one in term.sheet(review).lines}
    assert found["quality"] == ("缺说明", "bad")
    assert found["goal"] == ("缺说明", "bad")
    assert found["basis"] == ("待评分", "neutral")
    assert (term.sheet(review).result.finished, term.sheet(review).result.grade) == (False, "")


def test_a_preview_is_what_the_stored_sheet_would_say_and_stores_nothing(term: Term) -> None:
    review = term.saved()
    typed = term.draft(quality=900)
    found = term.office.ask(CLERK, term_review_sheet.preview, typed)
    assert found.result.total_points == 9803
    assert term.sheet(review).result.total_points == 9903


def test_an_approved_review_says_what_was_signed_whatever_the_ledger_says_now(term: Term) -> None:
    review = term.approved(term.draft(quality=900))
    before = term.sheet(review)
    term.office.do(CLERK, evaluations.change, term.evaluations[0], "数据有误")
    after = term.sheet(review)
    assert (after.facts, after.lines, after.result) == (before.facts, before.lines, before.result)
    assert after.moved == ""
    assert after.facts.years[0].evaluation == "ZP-2024-0001"
    assert (after.project, after.project_number) == ("政务云服务项目", "XM-2024-0001")
    assert all(one.passed for one in after.findings)


def test_a_review_that_is_gone_is_not_found(term: Term) -> None:
    with pytest.raises(NotFound):
        term.sheet(99)


# -- desk and paper ------------------------------------------------------------------------------------------------


def test_it_lies_on_the_desk_of_the_hand_that_is_next_with_its_page_and_money(term: Term) -> None:
    review = term.submitted()
    for who in HANDS:
        (row,) = term.office.ask(who, signing_desk.waiting)
        assert (row.kind, row.headline) == (SubjectKind.TERM_REVIEW, "政务云服务项目")
        assert row.amount_text == "2024—2026 年期满评价 99.03 分，结论“保留”"
        term.sign(who, review)
    found = term.office.ask(HEAD, signing_desk.document, SubjectKind.TERM_REVIEW, review)
    assert found.money == BarMoney("实施期资金", 320 * WAN, 305 * WAN)
    assert found.pdf.startswith(b"%PDF")
    assert found.all_green


def test_a_draft_has_no_points_in_its_title_and_a_term_without_money_no_bar(term: Term) -> None:
    review = term.saved(replace(term.draft(), conclusion=None))

    def ask(desk: Desk) -> tuple[tuple[str, str], BarMoney | None]:
        row = desk.get(TermReview, review)
        said = term_review_sheet.title(desk, row)
        row.from_year, row.to_year = 2030, 2032
        return said, term_review_sheet.bar_money(desk, row)

    assert term.office.ask(CLERK, ask) == (("政务云服务项目", "2024—2026 年期满评价"), None)


def test_the_form_says_what_the_sheet_says(term: Term) -> None:
    review = term.approved(replace(term.draft(quality=900), conclusion=Conclusion.ADJUST, adjustment="核减规模"))
    found = term.office.ask(CLERK, term_review_paper.blanks, review, IMPRINT)
    assert (found.project_name, found.project_number, found.division) == (
        "政务云服务项目",
        "XM-2024-0001",
        "大数据中心",
    )
    assert found.approval == "示例政数〔2024〕1号（2024年3月1日）"
    assert [(year.year, year.arrival_bp, year.execution_bp) for year in found.years] == [
        ("2024", 10_000, 9000),
        ("2025", 10_000, 9231),
        ("2026", 8333, 9500),
    ]
    assert (found.term.year, found.term.arrival_bp, found.term.execution_bp) == ("", 9412, 9531)
    assert (found.total_points, found.grade) == (9803, "优")
    assert found.choices == (("保留", False), ("调整", True), ("取消", False))
    assert (found.adjustment, found.meeting_number) == ("核减规模", "示例领导小组纪要〔2026〕3号")
    assert [sign.name for sign in found.signs] == list(HANDS)
    assert found.signs[3].step == "领导小组成员\n意见（一）"
    quality = next(one for one in found.lines if one.name == "质量达标率")
    assert (quality.proposed, quality.points, quality.explanation) == (1000, 900, "经核查核减")


def test_an_unfinished_draft_prints_no_total_and_open_cells_for_every_hand(term: Term) -> None:
    review = term.saved(replace(term.draft(), lines=(), conclusion=None, meeting_on=None))
    found = term.office.ask(CLERK, term_review_paper.blanks, review, IMPRINT)
    assert (found.total_points, found.grade) == (None, "")
    assert [sign.name for sign in found.signs] == [""] * 6
    assert not any(chosen for _, chosen in found.choices)


def test_a_term_without_money_and_without_years_prints_no_rates(term: Term) -> None:
    def empty(desk: Desk) -> TermReviewBlanks:
        project = desk.get(Project, term.project)
        project.approval_document, project.approved_on = "", None
        row = desk.get(TermReview, review)
        row.from_year, row.to_year = 2030, 2032
        return term_review_paper.blanks(desk, review, IMPRINT)

    review = term.saved()
    found = term.office.ask(CLERK, empty)
    assert (found.years, found.term.arrival_bp, found.term.execution_bp, found.approval) == ((), None, None, "")


def test_the_issued_form_is_current_until_the_review_is_opened_again(term: Term) -> None:
    review = term.approved()
    issued = term.office.do(CLERK, printing.issue, FormKind.TERM_REVIEW, review)
    latest = term.office.ask(CLERK, printing.latest, FormKind.TERM_REVIEW, review)
    assert latest is not None
    assert (latest.id, latest.number, latest.current) == (issued, "QM-2026-0001", True)
