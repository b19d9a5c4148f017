"""Questions about self-evaluations: one of them with all a screen says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from fundapp.models import Evaluation, Project, ProjectYear
from fundapp.rules.evaluation_case import EvaluationResult, IndicatorResult
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Finding
from fundapp.services import signing
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES, BarMoney, DocumentSheet, standing
from fundapp.services.evaluation_content import signed_facts
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import YearFacts, draft_of, facts_of, result_of, year_facts
from fundapp.services.evaluation_prefill import Prefill, judged, of_year
from fundapp.services.evaluations import KIND, filled_by, moved
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.year_money import YearMoney
from fundapp.values.choices import DocumentState
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind
from fundapp.values.money import percent
from fundapp.values.score import Operator, band_of, points_text

NOT_APPLICABLE = "不适用"
"""What stands in place of the actual value of an indicator that does not apply this year."""


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator with what came of it, as a row of the editor and of the form.

    Attributes:
        target: 年度指标值 with sign and unit, such as ≥95%.
        actual: 实际完成值 with unit; empty when not filled in, 不适用 when the indicator does not apply.
        score: what was typed.
        result: points and the effective weight (rescaled when others do not apply), and how they came about.
        origin: where the value comes from when the ledger proposed it, or what the ledger proposes for an empty line.
        rescaled: the weights of this evaluation are not those of the plan, because some indicator does not apply.
        status: 达成, 未达标, 已评定, 缺说明, 明显超出, 不适用 or 待填; `tone` is ok, warn, bad or neutral.
    """

    entry: IndicatorEntry
    score: ScoreEntry
    target: str
    actual: str
    result: IndicatorResult
    status: str
    tone: str
    origin: str = ""
    rescaled: bool = False


@dataclass(frozen=True)
class EarlierGrade:
    """The approved self-evaluation of another year of the same project. `points` are hundredths of a point."""

    id: int
    year: int
    points: int
    grade: str


@dataclass(frozen=True, kw_only=True)
class EvaluationSheet(DocumentSheet):
    """Everything a screen says about one self-evaluation, buttons included.

    Attributes:
        money: of the ledger for a draft, as submitted for all others; `moved` says how the ledger changed since.
        result: scores, total and grade; a draft's are those of the moment.
    """

    draft: EvaluationDraft
    project_id: int
    project: str
    project_number: str
    year: int
    goal: str
    money: YearMoney
    result: EvaluationResult
    indicators: tuple[IndicatorLine, ...]
    earlier: tuple[EarlierGrade, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Preview:
    """What the editor shows while a draft is typed: money, rows, total, findings. Nothing is stored."""

    goal: str
    money: YearMoney
    result: EvaluationResult
    indicators: tuple[IndicatorLine, ...]
    earlier: tuple[EarlierGrade, ...]
    findings: tuple[Finding, ...]


def sheet(desk: Desk, evaluation_id: int) -> EvaluationSheet:
    """One self-evaluation. Raises NotFound."""
    evaluation = desk.get(Evaluation, evaluation_id)
    year = desk.get(ProjectYear, evaluation.project_year_id)
    draft, facts = draft_of(desk, evaluation), said_facts(desk, evaluation)
    result = said_result(desk, evaluation, draft, facts)
    stands = standing(desk, KIND, evaluation)
    known = of_year(desk, year.project_id, facts)
    return EvaluationSheet(
        **vars(stands),
        draft=draft,
        project_id=year.project_id,
        project=facts.project,
        project_number=facts.project_number,
        year=facts.year,
        goal=facts.goal,
        money=facts.money,
        moved="" if stands.open else moved(evaluation, facts_of(desk, evaluation).money),
        result=result,
        indicators=_with_origins(lines(draft, facts, result, desk.figures), known if stands.open else {}),
        earlier=earlier_grades(desk, year.project_id, facts.year),
        findings=judged(desk, draft, facts, evaluation.division_id, known),
    )


def preview(desk: Desk, draft: EvaluationDraft, evaluation_id: int | None = None) -> Preview:
    """What the editor shows for what is typed so far. Raises NotFound, Forbidden, Refused (the year is not open).

    Args:
        desk: reader.
        draft: what is typed.
        evaluation_id: the stored draft; None before the first save.
    """
    desk.require_readable(desk.get(Project, draft.project_id).division_id)
    facts = year_facts(desk, draft.project_id, draft.year)
    division = filled_by(desk, facts, evaluation_id)
    result = result_of(draft, facts, division, desk.figures)
    known = of_year(desk, draft.project_id, facts)
    return Preview(
        goal=facts.goal,
        money=facts.money,
        result=result,
        indicators=_with_origins(lines(draft, facts, result, desk.figures), known),
        earlier=earlier_grades(desk, draft.project_id, draft.year),
        findings=judged(desk, draft, facts, division, known),
    )


def title(desk: Desk, evaluation: Evaluation) -> tuple[str, str]:
    """Project, and what it is about, for lists of documents of every kind."""
    year = desk.get(ProjectYear, evaluation.project_year_id)
    scored = evaluation.total_points if evaluation.state not in OPEN_STATES else None
    points = "" if scored is None else f" {points_text(scored)} 分"
    return desk.get(Project, year.project_id).name, f"{year.year} 年度绩效自评{points}"


def findings(desk: Desk, evaluation: Evaluation) -> tuple[Finding, ...]:
    """What the rules say of a stored self-evaluation."""
    draft, facts = draft_of(desk, evaluation), said_facts(desk, evaluation)
    return judged(desk, draft, facts, evaluation.division_id)


def bar_money(desk: Desk, evaluation: Evaluation) -> BarMoney | None:
    """Budget and spending of the year, for the money bar; None without a budget."""
    total = said_facts(desk, evaluation).money.total
    return BarMoney("预算执行", total.adjusted, total.executed) if total.adjusted > 0 else None


def said_facts(desk: Desk, evaluation: Evaluation) -> YearFacts:
    """The facts a self-evaluation stands on: of today while it is open, as submitted afterwards."""
    if evaluation.state not in OPEN_STATES:
        round_ = signing.current_round(desk, SubjectKind.EVALUATION, evaluation.id, evaluation.round)
        if round_ is not None:
            return signed_facts(round_)
    return facts_of(desk, evaluation)


def said_result(desk: Desk, evaluation: Evaluation, draft: EvaluationDraft, facts: YearFacts) -> EvaluationResult:
    """The scores: of the moment while it is open, those that were stored and signed afterwards."""
    found = result_of(draft, facts, evaluation.division_id, desk.figures)
    if evaluation.state in OPEN_STATES or evaluation.total_points is None:
        return found
    stored = {str(row.indicator_id): row.points for row in evaluation.scores}
    return replace(
        found,
        execution_points=evaluation.execution_points,
        indicators=tuple(replace(one, points=stored.get(one.key)) for one in found.indicators),
        total_points=evaluation.total_points,
        grade=evaluation.grade,
        finished=True,
    )


def earlier_grades(desk: Desk, project_id: int, year: int) -> tuple[EarlierGrade, ...]:
    """Approved self-evaluations of the project's earlier years, the newest first."""
    query = (
        select(Evaluation, ProjectYear.year)
        .join(ProjectYear, ProjectYear.id == Evaluation.project_year_id)
        .where(
            ProjectYear.project_id == project_id,
            ProjectYear.year < year,
            Evaluation.state == DocumentState.APPROVED,
        )
        .order_by(ProjectYear.year.desc())
    )
    return tuple(
        EarlierGrade(row.id, found, row.total_points or 0, row.grade) for row, found in desk.session.execute(query)
    )


def lines(
    draft: EvaluationDraft, facts: YearFacts, result: EvaluationResult, figures: Figures
) -> tuple[IndicatorLine, ...]:
    """The indicators as rows, in the order of the form."""
    given = {score.indicator_id: score for score in draft.scores}
    rescaled = any(not score.applicable for score in draft.scores)
    found = []
    for entry, scored in zip(facts.entries, result.indicators, strict=True):
        score = given.get(entry.id, ScoreEntry(entry.id))
        status, tone = _status(score, scored)
        actual = actual_text(entry, score, figures, draft) if score.applicable else NOT_APPLICABLE
        found.append(IndicatorLine(entry, score, target_text(entry), actual, scored, status, tone, rescaled=rescaled))
    return tuple(found)


def _with_origins(shown: tuple[IndicatorLine, ...], known: Mapping[int, Prefill]) -> tuple[IndicatorLine, ...]:
    """The rows of an editor, each with where its value comes from."""
    return tuple(
        replace(line, origin=_origin(line, known[line.entry.id])) if line.entry.id in known else line for line in shown
    )


def _origin(line: IndicatorLine, known: Prefill) -> str:
    if not line.score.applicable:
        return ""
    if known.fits(line.score):
        return known.origin
    typed = line.score.actual is not None or line.score.actual_on is not None or line.score.actual_text
    return "" if typed else f"账套记录为 {said_value(line.entry, known.score)}，{known.origin}；这里没有填写"


def said_value(entry: IndicatorEntry, score: ScoreEntry) -> str:
    """The figure with its unit, the day, or the words of a line; empty without any."""
    if score.actual_on is not None:
        return chinese_date(score.actual_on)
    return f"{score.actual:f}{entry.unit}" if score.actual is not None else score.actual_text


def _status(score: ScoreEntry, scored: IndicatorResult) -> tuple[str, str]:
    silent = not score.explanation.strip()
    if not score.applicable:
        return ("缺说明", "bad") if silent else (NOT_APPLICABLE, "neutral")
    if scored.points is None:
        return "待填", "neutral"
    if scored.reached and not scored.deviates and not scored.judged:
        return "达成", "ok"
    if silent:
        return "缺说明", "bad"
    if scored.judged:
        return "已评定", "warn"
    return ("明显超出", "warn") if scored.reached else ("未达标", "warn")


def target_text(entry: IndicatorEntry) -> str:
    """年度指标值 as forms print it: ≥95%, <2小时, 2026年11月30日前, or the words of a qualitative indicator."""
    if entry.target_on is not None:
        return f"{chinese_date(entry.target_on)}前"
    if entry.target is None:
        return entry.target_text
    return f"{entry.operator.value}{entry.target:f}{entry.unit}"


def actual_text(entry: IndicatorEntry, score: ScoreEntry, figures: Figures, draft: EvaluationDraft) -> str:
    """实际完成值 as forms print it: the figure with its unit, the day, the clerk's words, or the band of a rating."""
    said = said_value(entry, score)
    if said or score.rating_bp is None:
        return said
    if entry.operator is Operator.QUALITATIVE:
        return band_of(score.rating_bp, figures.bands(draft.dated)).label
    return f"评定 {percent(score.rating_bp)}"
