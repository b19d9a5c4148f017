"""What came before an application: results of the year before, earlier problems, and the review it goes on by.

Gathered from the ledger while it is a draft; stored as canonical text when it is submitted, so that a signature on it
stands whatever is done about those documents later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fundapp.models import Evaluation, KeyEvaluation, Project, ProjectYear, Rectification
from fundapp.seal.canonical import canonical
from fundapp.services import monitoring_demands, terms, year_money
from fundapp.services.desk import Desk
from fundapp.values.choices import Conclusion, DocumentState, Evaluator, ProblemSource, RectificationState
from fundapp.values.score import Points


@dataclass(frozen=True)
class PriorResult:
    """The self-evaluation of the year before, or a key evaluation. `points` are hundredths of a point.

    Attributes:
        id: of its record.
        name: such as 绩效自评 ZP-2026-0001.
        answered: a rectification that is not void stems from it.
    """

    id: int
    name: str
    points: Points
    grade: str
    answered: bool


@dataclass(frozen=True)
class PriorProblem:
    """A rectification of an earlier year that is not void."""

    id: int
    number: str
    year: int
    problem: str
    state: RectificationState


@dataclass(frozen=True)
class PriorDemand:
    """A monitoring of an earlier year that demands a rectification which is not registered."""

    id: int
    number: str
    year: int


@dataclass(frozen=True)
class PriorReview:
    """The approved term review by which the project goes on. `adjustment`: what it wants adjusted."""

    id: int
    number: str
    to_year: int
    conclusion: Conclusion
    adjustment: str


@dataclass(frozen=True)
class Prior:
    """Everything an application is judged by that happened before its year.

    Attributes:
        year: the year before; see `year_before`.
        opened: the ledger has such a year.
        evaluation: its approved self-evaluation.
        moved: how the ledger of that year moved since it was submitted, as a sentence; empty when it did not.
        waiting_id: its self-evaluation that is not approved yet; 0 when there is none.
        last_year: the last year that the project's terms and reviews allow.
        cancelled: number of the review that ended the project; empty when none did.
    """

    year: int
    opened: bool
    evaluation: PriorResult | None
    waiting_id: int
    key_evaluations: tuple[PriorResult, ...]
    problems: tuple[PriorProblem, ...]
    demands: tuple[PriorDemand, ...]
    review: PriorReview | None
    last_year: int
    cancelled: str
    moved: str = ""

    @property
    def results(self) -> tuple[PriorResult, ...]:
        """The self-evaluation, if it is approved, and the key evaluations."""
        own = () if self.evaluation is None else (self.evaluation,)
        return (*own, *self.key_evaluations)

    @property
    def adjusted(self) -> bool:
        """The term that just ended goes on only adjusted: a statement is due (rule 16-21)."""
        review = self.review
        return review is not None and review.conclusion is Conclusion.ADJUST and review.to_year >= self.year


def prior_of(desk: Desk, project: Project, year: int) -> Prior:
    """What the ledger says now of everything before this fiscal year."""
    before = year_before(desk, project, year)
    live = None if before is None else _evaluation(desk, before)
    approved = live is not None and live.state == DocumentState.APPROVED
    ended = terms.cancelled(desk, project.id)
    review = terms.review_before(desk, project, year)
    return Prior(
        year=year - 1 if before is None else before.year,
        opened=before is not None,
        evaluation=_result(desk, live) if live is not None and approved else None,
        waiting_id=live.id if live is not None and not approved else 0,
        key_evaluations=() if before is None else _key_evaluations(desk, before),
        problems=_problems(desk, project, year),
        demands=tuple(
            PriorDemand(one.id, one.number, one.year)
            for one in monitoring_demands.unregistered(desk)
            if one.project_id == project.id and one.year < year
        ),
        review=None
        if review is None
        else PriorReview(
            review.id, review.number or "", review.to_year, Conclusion(review.conclusion or ""), review.adjustment
        ),
        last_year=terms.last_year(desk, project),
        cancelled=(ended.number or "") if ended is not None else "",
        moved=_moved(desk, before, live) if before is not None and live is not None and approved else "",
    )


def year_before(desk: Desk, project: Project, year: int) -> ProjectYear | None:
    """The last year the project has before this one: leaving a year out does not leave its result out (art. 13).

    A year that finance closed without ever giving it money has nothing to evaluate, and is passed over.
    """
    query = select(ProjectYear).where(
        ProjectYear.project_id == project.id, ProjectYear.year < year, terms.to_evaluate()
    )
    return desk.session.scalar(query.order_by(ProjectYear.year.desc()).limit(1))


def _evaluation(desk: Desk, before: ProjectYear) -> Evaluation | None:
    query = select(Evaluation).where(Evaluation.project_year_id == before.id, Evaluation.state != DocumentState.VOID)
    return desk.session.scalar(query.order_by(Evaluation.id.desc()).limit(1))


def _moved(desk: Desk, before: ProjectYear, row: Evaluation) -> str:
    kept = (row.budget_initial, row.budget_adjusted, row.executed)
    return year_money.moved(kept, year_money.year_money(desk, before))


def _result(desk: Desk, row: Evaluation) -> PriorResult:
    answered = _answered(desk, ProblemSource.SELF_EVALUATION, row.id)
    return PriorResult(row.id, f"绩效自评 {row.number}", row.total_points or 0, row.grade, answered)


def _key_evaluations(desk: Desk, before: ProjectYear) -> tuple[PriorResult, ...]:
    query = select(KeyEvaluation).filter_by(project_year_id=before.id, void_reason="").order_by(KeyEvaluation.id)
    return tuple(
        PriorResult(
            row.id,
            f"{Evaluator(row.evaluator).label}重点评价（{row.document_number}）",
            row.points,
            row.grade,
            _answered(desk, ProblemSource.KEY_EVALUATION, row.id),
        )
        for row in desk.session.scalars(query)
    )


def _answered(desk: Desk, source: ProblemSource, source_id: int) -> bool:
    query = select(Rectification.id).where(
        Rectification.source == source,
        Rectification.source_id == source_id,
        Rectification.state != RectificationState.VOID,
    )
    return desk.session.scalar(query.limit(1)) is not None


def _problems(desk: Desk, project: Project, year: int) -> tuple[PriorProblem, ...]:
    query = select(Rectification).where(
        Rectification.project_id == project.id,
        Rectification.year < year,
        Rectification.state != RectificationState.VOID,
    )
    rows = desk.session.scalars(query.order_by(Rectification.year, Rectification.id))
    return tuple(PriorProblem(row.id, row.number, row.year, row.problem, RectificationState(row.state)) for row in rows)


def text_of(prior: Prior) -> str:
    """What was found, as it is stored with a submitted application."""
    moved = {"moved": prior.moved} if prior.moved else {}
    return canonical(
        moved
        | {
            "year": prior.year,
            "opened": prior.opened,
            "evaluation": None if prior.evaluation is None else vars(prior.evaluation),
            "key_evaluations": [vars(one) for one in prior.key_evaluations],
            "problems": [vars(one) for one in prior.problems],
            "demands": [vars(one) for one in prior.demands],
            "review": None if prior.review is None else vars(prior.review),
            "last_year": prior.last_year,
            "cancelled": prior.cancelled,
        }
    )


def prior_from(text: str) -> Prior:
    """What was stored with a submitted application."""
    said: dict[str, Any] = json.loads(text)
    evaluation, review = said["evaluation"], said["review"]
    return Prior(
        year=said["year"],
        opened=said["opened"],
        evaluation=None if evaluation is None else PriorResult(**evaluation),
        waiting_id=0,
        key_evaluations=tuple(PriorResult(**one) for one in said["key_evaluations"]),
        problems=tuple(PriorProblem(**{**one, "state": RectificationState(one["state"])}) for one in said["problems"]),
        demands=tuple(PriorDemand(**one) for one in said["demands"]),
        review=None if review is None else PriorReview(**{**review, "conclusion": Conclusion(review["conclusion"])}),
        last_year=said["last_year"],
        cancelled=said["cancelled"],
        moved=said.get("moved", ""),
    )
