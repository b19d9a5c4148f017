"""Term reviews at their edges: what counts for a year of the term, and what does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fundapp.models import Evaluation, Project
from fundapp.rules.term_review_case import TermYear
from fundapp.services import evaluations, projects, rectifications, term_review_paper
from fundapp.services.evaluation_facts import draft_of
from fundapp.services.term_review_facts import term_facts
from fundapp.values.choices import AppropriationKind
from tests.services import rectifying, watching
from tests.services.evaluation_year import CLERK, HEAD, INDICATORS, LEADER, WAN, Office, Year, plan
from tests.services.term_year import Term


def year_of_term(office: Office, project: int, year: int) -> TermYear:
    """What the ledger says of one year."""
    (found,) = office.ask(CLERK, lambda desk: term_facts(desk, desk.get(Project, project), year, year)).years
    return found


def test_a_year_counts_its_approved_monitorings_and_no_others(year: Year) -> None:
    watching.approved(year)
    watching.approved(year, watching.AD_HOC)
    watching.saved(year, watching.AD_HOC)
    assert year_of_term(year.office, year.project, 2026).monitorings == 2


def test_a_year_that_only_had_money_carried_over_has_no_budget_of_its_own(year: Year) -> None:
    office = year.office
    office.do(CLERK, projects.open_year, year.project, 2027, "保障全市部门政务云资源正常使用。")
    office.clock.on(dt.date(2027, 3, 1))
    office.appropriate(year.project, 2027, "local", AppropriationKind.CARRY_OVER, 15 * WAN)
    plan(office, year.project, 2027, INDICATORS, "2020-10")
    found = year_of_term(office, year.project, 2027)
    assert (found.budgeted, found.arrived, found.carried, found.spent) == (0, 0, 15 * WAN, 0)


def test_a_kind_whose_only_indicator_did_not_apply_is_not_among_the_kinds(term: Term) -> None:
    office, key = term.office, term.evaluations[2]
    office.do(CLERK, evaluations.change, key, "满意度本年未调查")
    typed = office.ask(CLERK, lambda desk: draft_of(desk, desk.get(Evaluation, key)))
    scores = tuple(
        replace(one, applicable=place != 4, explanation="本年未调查") for place, one in enumerate(typed.scores)
    )
    office.do(CLERK, evaluations.save, replace(typed, scores=scores), key)
    office.do(CLERK, evaluations.submit, key)
    for who in (HEAD, LEADER):
        office.agree(who, key)
    found = year_of_term(office, term.project, 2026)
    assert [kind.source for kind in found.kinds] == ["effect", "quality", "timeliness"]


def test_a_problem_that_was_put_right_is_counted_as_closed_and_never_as_open(year: Year) -> None:
    rectifying.closed(year)
    open_one = rectifying.seen(year, rectifying.registered(year, problem="台账不全")).number
    void = rectifying.registered(year, problem="重复登记")
    year.office.do(LEADER, rectifications.void, void, "重复登记")
    facts = year.office.ask(CLERK, lambda desk: term_facts(desk, desk.get(Project, year.project), 2026, 2026))
    assert (facts.problems, facts.inspected, facts.closed) == (2, 2, 1)
    assert facts.open_problems == (open_one,)


def test_a_year_without_money_prints_no_rates(year: Year) -> None:
    office = year.office
    office.do(CLERK, projects.open_year, year.project, 2027, "保障全市部门政务云资源正常使用。")
    blank = term_review_paper._year(year_of_term(office, year.project, 2027))
    assert (blank.budgeted, blank.spent, blank.arrival_bp, blank.execution_bp) == (0, 0, None, None)
