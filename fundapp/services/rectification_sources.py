"""Where problems come from: the record that found them, and a problem that is prefilled from it (arts. 13, 15, 16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fundapp.errors import Forbidden, Refused
from fundapp.models import Evaluation, Indicator, KeyEvaluation, Monitoring, Project, ProjectYear, Rectification
from fundapp.rules import access
from fundapp.services.desk import Desk
from fundapp.services.evaluation_facts import draft_of
from fundapp.services.evaluation_sheet import IndicatorLine, lines, said_facts, said_result
from fundapp.services.rectification_entry import RectificationEntry
from fundapp.values.choices import DocumentState, Evaluator, Likelihood, ProblemSource, ProblemType
from fundapp.values.score import grade, points_text

_FULL = 10_000
"""A hundred points, in hundredths."""


@dataclass(frozen=True)
class SourceFacts:
    """The record that found a problem: its project year, the division it is about, and its day."""

    project_id: int
    year: int
    division_id: int
    found_on: dt.date


def source_facts(desk: Desk, source: ProblemSource, source_id: int) -> SourceFacts:
    """A record of the ledger that found something.

    Raises:
        NotFound: there is no such record.
        Refused: it is not signed yet, or void.
    """
    if source == ProblemSource.KEY_EVALUATION:
        return _key_evaluation(desk, source_id)
    record: Evaluation | Monitoring
    record = desk.get(Monitoring, source_id) if source == ProblemSource.MONITORING else desk.get(Evaluation, source_id)
    if record.state != DocumentState.APPROVED:
        raise Refused(
            f"这份{source.label}还没有签批完成，不能据以登记整改。",
            article="第十三条",
            field="来源",
            remedy="请等各环节签字。",
        )
    year = desk.get(ProjectYear, record.project_year_id)
    return SourceFacts(year.project_id, year.year, record.division_id, record.dated)


def _key_evaluation(desk: Desk, source_id: int) -> SourceFacts:
    found = desk.get(KeyEvaluation, source_id)
    if found.void_reason:
        raise Refused("这份重点评价已作废，不能据以登记整改。", article="第十六条", field="来源")
    year = desk.get(ProjectYear, found.project_year_id)
    division = desk.get(Project, year.project_id).division_id
    return SourceFacts(year.project_id, year.year, division, found.evaluated_on)


def source_name(desk: Desk, row: Rectification) -> str:
    """Where a problem was found, with the number of the record or paper."""
    source = ProblemSource(row.source)
    if row.source_id is None:
        return f"{source.label} {row.source_document}".strip()
    if source == ProblemSource.KEY_EVALUATION:
        key = desk.get(KeyEvaluation, row.source_id)
        return f"{source.label}（{Evaluator(key.evaluator).label}）{key.document_number}"
    record: type[Evaluation] | type[Monitoring] = Monitoring if source == ProblemSource.MONITORING else Evaluation
    return f"{source.label} {desk.get(record, row.source_id).number or ''}".strip()


def prefill(desk: Desk, source: ProblemSource, source_id: int) -> RectificationEntry:
    """A problem begun from a record of the ledger: what it says is wrong, and what it says is to be done.

    Raises: as `source_facts`.
    """
    facts = source_facts(desk, source, source_id)
    problem, demand, measure = _texts(desk, source, source_id)
    me = desk.me.id if desk.me and desk.me.division_id == facts.division_id else 0
    return RectificationEntry(
        project_id=facts.project_id,
        year=facts.year,
        source=source,
        source_id=source_id,
        division_id=facts.division_id,
        person_id=me,
        found_on=facts.found_on,
        problem_type=ProblemType.GOALS,
        problem=problem,
        demand=demand,
        measure=measure,
    )


def barred(desk: Desk, source: ProblemSource, source_id: int) -> str:
    """Why the person asking cannot register a problem from this record now; empty when it can be. Raises NotFound."""
    try:
        facts = source_facts(desk, source, source_id)
        if desk.me is None:
            return "请先登录。"
        access.require_division(desk.me, facts.division_id, "rectifications.edit")
    except (Refused, Forbidden) as no:
        return str(no)
    return ""


def _texts(desk: Desk, source: ProblemSource, source_id: int) -> tuple[str, str, str]:
    """Problem, demand and measure."""
    if source == ProblemSource.KEY_EVALUATION:
        key = desk.get(KeyEvaluation, source_id)
        return key.findings, key.advice, ""
    if source == ProblemSource.MONITORING:
        monitoring = desk.get(Monitoring, source_id)
        return _joined(monitoring.problems, _doubtful(desk, monitoring)), "", monitoring.measures
    evaluation = desk.get(Evaluation, source_id)
    return _joined(evaluation.problems, _low(desk, evaluation)), "", evaluation.measures


def _joined(text: str, more: Iterator[str]) -> str:
    return "\n".join(part for part in (text, *more) if part)


def _doubtful(desk: Desk, monitoring: Monitoring) -> Iterator[str]:
    """Indicators that will not surely be reached, with the reason."""
    for line in monitoring.lines:
        if line.likelihood is not None and line.likelihood != Likelihood.CERTAIN:
            name = desk.get(Indicator, line.indicator_id).name
            reason = f"：{line.reason}" if line.reason else ""
            yield f"指标“{name}”全年目标{Likelihood(line.likelihood).label}完成{reason}"


def _low(desk: Desk, evaluation: Evaluation) -> Iterator[str]:
    """Indicators that got a share of their points that would be a poor grade for the whole."""
    draft, facts = draft_of(desk, evaluation), said_facts(desk, evaluation)
    result = said_result(desk, evaluation, draft, facts)
    bands, poor = desk.figures.grade_bands(evaluation.dated), desk.figures.poor_grades(evaluation.dated)
    for line in lines(draft, facts, result, desk.figures):
        share = _share(line)
        if share is not None and grade(share, bands) in poor:
            got, whole = points_text(line.result.points or 0), points_text(line.result.weight)
            why = f"：{line.score.explanation}" if line.score.explanation else ""
            yield f"指标“{line.entry.name}”得 {got} 分（满分 {whole} 分），目标 {line.target}，实际 {line.actual}{why}"


def _share(line: IndicatorLine) -> int | None:
    """Points as if the weight were a hundred; None for an indicator that does not count."""
    if not line.score.applicable or line.result.points is None or line.result.weight <= 0:
        return None
    return line.result.points * _FULL // line.result.weight
