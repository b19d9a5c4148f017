"""Gathers the facts an annual application is judged by, from what was typed and from the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fundapp.models import Application, Project, ProjectYear
from fundapp.rules.application_case import (
    ApplicationCase,
    EarlierProblem,
    EarlierResult,
    EarlierYear,
    PlannedIndicator,
    TermReviewFact,
)
from fundapp.rules.dated import WeightScheme
from fundapp.rules.figures import Figures
from fundapp.services import terms
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_prior import Prior, PriorResult, prior_of, year_before
from fundapp.services.desk import Desk
from fundapp.services.indicator_entry import IndicatorEntry, target_of
from fundapp.services.indicators import entry_of, indicators_of, opened_year, year_end
from fundapp.values.choices import DocumentState


@dataclass(frozen=True)
class PlanFacts:
    """The project and its year, as far as an application says them.

    Attributes:
        term: first and last year of the term the year falls into.
        content: 项目概况; `project_goal` 项目总目标, `approval` the number of the paper that established the project.
        goal: 年度总体目标.
        scheme: key of the split of the 100 points; empty while none was chosen.
        prior: what came before.
        basis_before: 测算依据 of last year's application, to tell what was taken over; empty once it is submitted.
    """

    project: str
    project_number: str
    national_code: str
    category: str
    division_id: int
    start_year: int
    term: tuple[int, int]
    content: str
    project_goal: str
    approval: str
    year: int
    goal: str
    scheme: str
    entries: tuple[IndicatorEntry, ...]
    prior: Prior
    basis_before: str = ""


def plan_facts(desk: Desk, project_id: int, year: int) -> PlanFacts:
    """The facts as the ledger has them now. Raises NotFound, Refused (the year is not open)."""
    project = desk.get(Project, project_id)
    row = opened_year(desk, project_id, year)
    before = year_before(desk, project, year)
    last = live_of(desk, before.id) if before is not None else None
    return PlanFacts(
        project=project.name,
        project_number=project.number,
        national_code=project.national_code,
        category=project.category,
        division_id=project.division_id,
        start_year=project.start_year,
        term=terms.term_of(desk, project, year),
        content=project.content,
        project_goal=project.goal,
        approval=project.approval_document,
        year=year,
        goal=row.goal,
        scheme=row.scheme or "",
        entries=tuple(entry_of(one) for one in indicators_of(desk, row.id)),
        prior=prior_of(desk, project, year),
        basis_before=last.basis if last is not None else "",
    )


def facts_of(desk: Desk, application: Application) -> PlanFacts:
    """The facts of a stored application as the ledger has them now."""
    year = desk.get(ProjectYear, application.project_year_id)
    return plan_facts(desk, year.project_id, year.year)


def draft_of(desk: Desk, application: Application) -> ApplicationDraft:
    """The stored application as it would be typed again."""
    year = desk.get(ProjectYear, application.project_year_id)
    return ApplicationDraft(
        project_id=year.project_id,
        year=year.year,
        dated=application.dated,
        shares=tuple((share.source, share.amount) for share in application.shares),
        basis=application.basis,
        plan=application.plan,
        adjustment=application.adjustment,
        phone=application.phone,
        version=application.version,
    )


def scheme_of(facts: PlanFacts, figures: Figures) -> WeightScheme | None:
    """The split of the 100 points the year's indicators were weighted by; None while none was chosen."""
    return figures.weight_scheme(facts.scheme, year_end(facts.year)) if facts.scheme else None


def case_of(draft: ApplicationDraft, facts: PlanFacts, figures: Figures) -> ApplicationCase:
    """The case for the rules."""
    titles = {one.key: one.title for one in figures.sources(year_end(facts.year))}
    prior = facts.prior
    review = prior.review
    return ApplicationCase(
        on=draft.dated,
        year=facts.year,
        first_year=facts.start_year,
        last_year=prior.last_year,
        cancelled=prior.cancelled,
        review=None
        if review is None
        else TermReviewFact(number=review.number, to_year=review.to_year, conclusion=review.conclusion),
        goal=facts.goal,
        scheme=scheme_of(facts, figures),
        indicators=tuple(_planned(entry) for entry in facts.entries),
        shares=tuple((titles.get(source, source), amount) for source, amount in draft.shares),
        basis=draft.basis,
        plan=draft.plan,
        adjustment=draft.adjustment,
        phone=draft.phone,
        basis_before=facts.basis_before,
        before=_year_before(prior),
        problems=tuple(
            EarlierProblem(number=one.number, year=one.year, problem=one.problem, state=one.state)
            for one in prior.problems
        ),
        demands=tuple(one.number for one in prior.demands),
    )


def live_of(desk: Desk, project_year_id: int) -> Application | None:
    """The application of a project year that is not void; a year has one at most."""
    query = select(Application).where(Application.project_year_id == project_year_id)
    return desk.session.scalar(query.where(Application.state != DocumentState.VOID))


def _planned(entry: IndicatorEntry) -> PlannedIndicator:
    return PlannedIndicator(
        level1=entry.level1, level2=entry.level2, name=entry.name, weight=entry.weight, target=target_of(entry)
    )


def _year_before(prior: Prior) -> EarlierYear | None:
    if not prior.opened:
        return None
    return EarlierYear(
        year=prior.year,
        evaluation=None if prior.evaluation is None else _earlier(prior.evaluation),
        key_evaluations=tuple(_earlier(one) for one in prior.key_evaluations),
    )


def _earlier(result: PriorResult) -> EarlierResult:
    return EarlierResult(name=result.name, points=result.points, grade=result.grade, answered=result.answered)
