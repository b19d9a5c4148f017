"""The goal and the indicators of a project year (arts. 9 and 13): what the self-evaluation will be held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import (
    Application,
    Evaluation,
    EvaluationScore,
    Indicator,
    Monitoring,
    MonitoringLine,
    Project,
    ProjectYear,
)
from fundapp.rules import access
from fundapp.rules.dated import WeightScheme
from fundapp.rules.weights import weight_problems
from fundapp.services import indicator_templates
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.indicator_entry import FULL, IndicatorEntry, check_entries, check_weights
from fundapp.services.projects import year_of
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import DocumentState
from fundapp.values.documents import SubjectKind
from fundapp.values.score import Operator

_OPEN_STATES = (DocumentState.DRAFT, DocumentState.RETURNED)
_HOLDING = (DocumentState.IN_APPROVAL, DocumentState.APPROVED)


@dataclass(frozen=True)
class YearPlan:
    """Goal and indicators of a project year, for the editor.

    Attributes:
        execution_weight: what the indicators leave to the budget execution rate, in hundredths of a point.
        scheme: key of the split of the 100 points: the stored one, or the one to propose.
        frozen_by: the application or self-evaluation that forbids changes, such as 年度申请 SQ-2027-0001; empty when
            they are open.
        version: of the year, to be handed back to `set_for_year`.
    """

    project_id: int
    project: str
    year: int
    goal: str
    entries: tuple[IndicatorEntry, ...]
    execution_weight: int
    scheme: str
    frozen_by: str
    version: int


def year_end(year: int) -> dt.date:
    """The day whose figures a fiscal year goes by."""
    return dt.date(year, 12, 31)


def opened_year(desk: Desk, project_id: int, year: int) -> ProjectYear:
    """The project's year.

    Raises:
        Refused: it was not opened.
    """
    row = year_of(desk, project_id, year)
    if row is None:
        raise Refused(f"项目的 {year} 年度还没有建立。", article="第十六条", field="年度", remedy="请先建立该年度。")
    return row


def indicators_of(desk: Desk, project_year_id: int) -> list[Indicator]:
    """Indicators of a project year in the order of the form."""
    query = select(Indicator).filter_by(project_year_id=project_year_id).order_by(Indicator.sequence)
    return list(desk.session.scalars(query))


def execution_weight(entries: Sequence[IndicatorEntry]) -> int:
    """What the indicators leave to the budget execution rate, in hundredths of a point; never below 0."""
    return max(FULL - sum(entry.weight for entry in entries), 0)


def of_year(desk: Desk, project_id: int, year: int) -> YearPlan:
    """Goal and indicators as stored. Raises NotFound, Refused (the year is not open)."""
    project = desk.get(Project, project_id)
    row = opened_year(desk, project_id, year)
    entries = tuple(entry_of(one) for one in indicators_of(desk, row.id))
    holding = _holding(desk, row)
    return YearPlan(
        project_id=project.id,
        project=project.name,
        year=year,
        goal=row.goal,
        entries=entries,
        execution_weight=execution_weight(entries),
        scheme=row.scheme or _proposed_scheme(desk, project, year, entries),
        frozen_by=_named(holding) if holding else "",
        version=row.version,
    )


def entry_of(row: Indicator) -> IndicatorEntry:
    """The stored indicator as it would be typed again."""
    return IndicatorEntry(
        level1=row.level1,
        level2=row.level2,
        name=row.name,
        operator=Operator(row.operator),
        weight=row.weight,
        target=row.target,
        target_on=row.target_on,
        target_text=row.target_text,
        unit=row.unit,
        id=row.id,
    )


@dataclass(frozen=True)
class Proposal:
    """Indicators proposed for a year. `origin`: where they come from; `scheme`: the split they fill, may be empty."""

    entries: tuple[IndicatorEntry, ...]
    scheme: str
    origin: str


def proposal(desk: Desk, project_id: int, year: int) -> Proposal:
    """The office's own template for the project's category, or what art. 9 names; targets may be left open."""
    project = desk.get(Project, project_id)
    own = indicator_templates.in_force(desk, project.category, year)
    if own is None:
        return Proposal(indicator_templates.regulation(desk, project.category, year), "", "第九条模板")
    return Proposal(indicator_templates.entries_of(own), own.scheme, f"本单位 {own.year} 年度模板")


def template(desk: Desk, project_id: int, year: int) -> tuple[IndicatorEntry, ...]:
    """The proposed indicators alone; see `proposal`."""
    return proposal(desk, project_id, year).entries


def _proposed_scheme(desk: Desk, project: Project, year: int, entries: Sequence[IndicatorEntry]) -> str:
    """The split that the stored weights fill; for a new plan that of the year before, of the template, or the first."""
    known = schemes(desk, year)
    weights = [(entry.level1, entry.weight) for entry in entries]
    if entries:
        return next((one.key for one in known if not weight_problems(weights, one)), known[0].key if known else "")
    before = year_of(desk, project.id, year - 1)
    wanted = (before.scheme if before else None, proposal(desk, project.id, year).scheme)
    keys = [one.key for one in known]
    return next((key for key in (*wanted, *keys) if key in keys), "")


def schemes(desk: Desk, year: int) -> tuple[WeightScheme, ...]:
    """Splits of the 100 points that the year may choose from."""
    return desk.figures.weight_schemes(year_end(year))


def set_for_year(
    uow: UnitOfWork,
    project_id: int,
    year: int,
    goal: str,
    entries: tuple[IndicatorEntry, ...],
    scheme: str,
    version: int | None = None,
) -> Done:
    """Stores the goal and all indicators of a year in the order given.

    Args:
        uow: writer.
        project_id: the project.
        year: fiscal year, already opened.
        goal: the year's overall goal.
        entries: all indicators; a stored one that is not among them is removed.
        scheme: key of the split of the 100 points (dated data).
        version: version that was loaded; None to skip the question.

    Raises:
        Forbidden: not a clerk of the project's division.
        Refused: the weights do not fit the scheme, the year's application or self-evaluation is in approval or
            approved, or an indicator that would go stands in a document that stays.
        Invalid: a line is incomplete or contradicts itself (`field` names the box).
        NotFound: no such scheme in that year.
        Stale: somebody else changed the year.
    """
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, "indicators.edit")
    row = opened_year(uow, project_id, year)
    refuse_frozen(uow, row)
    if version is not None and version != row.version:
        raise Stale("绩效指标已被他人修改。", remedy="请按 F5 重新载入后再改；已填写的内容仍在本机草稿中。")
    if not goal.strip():
        raise Invalid("请填写年度绩效目标。", article="第九条", field="年度绩效目标")
    check_entries(entries, year)
    check_weights(entries, uow.figures.weight_scheme(scheme, year_end(year)))
    _store(uow, row, entries)
    row.goal, row.scheme = goal.strip(), scheme
    flag_modified(row, "goal")  # its version stands for the indicators too
    summary = f"编制绩效指标：{project.name} {year} 年度，{len(entries)} 项"
    uow.record("indicators.set_for_year", SubjectKind.PROJECT, project.id, summary)
    return Done("绩效指标已保存", Changed.PROJECT | Changed.EVALUATION, row.id)


def _holding(desk: Desk, row: ProjectYear) -> Application | Evaluation | None:
    """The document whose hands stand under the indicators; the later one of the year first."""
    evaluation = select(Evaluation).where(Evaluation.project_year_id == row.id, Evaluation.state.in_(_HOLDING))
    application = select(Application).where(Application.project_year_id == row.id, Application.state.in_(_HOLDING))
    return desk.session.scalar(evaluation) or desk.session.scalar(application)


def _named(holding: Application | Evaluation) -> str:
    return f"{SubjectKind(holding.__tablename__).label} {holding.number}"


def refuse_frozen(desk: Desk, row: ProjectYear) -> None:
    """Lets indicators be changed while no application or self-evaluation stands on them. Raises Refused."""
    holding = _holding(desk, row)
    if holding is not None:
        word = SubjectKind(holding.__tablename__).label
        raise Refused(
            f"{row.year} 年度的{_named(holding)} 已送审或定稿，目标和指标不能再改。",
            article="第十三条",
            remedy=f"确需调整，请先用“修改”把{word}退回草稿，已有签字随之作废。",
        )


def _store(uow: UnitOfWork, year: ProjectYear, entries: Sequence[IndicatorEntry]) -> None:
    stored = {row.id: row for row in indicators_of(uow, year.id)}
    kept = [entry.id for entry in entries if entry.id]
    if len(set(kept)) != len(kept) or not stored.keys() >= set(kept):
        raise Stale("有指标已被他人删除或重复提交。", remedy="请按 F5 重新载入后再改。")
    for row in stored.values():
        if row.id not in kept:
            _remove(uow, row)
        else:
            row.sequence = -row.id  # out of the way: (year, sequence) is unique
    uow.session.flush()
    for place, entry in enumerate(entries, start=1):
        if entry.id:
            _overwrite(stored[entry.id], place, entry)
        else:
            uow.session.add(_new(year.id, place, entry))
    uow.session.flush()


def _remove(uow: UnitOfWork, row: Indicator) -> None:
    """Takes an indicator out, with what drafts say about it; documents that stay keep their own."""
    _remove_from_evaluations(uow, row)
    _remove_from_monitorings(uow, row)
    uow.session.flush()
    uow.session.delete(row)


def _remove_from_evaluations(uow: UnitOfWork, row: Indicator) -> None:
    query = select(EvaluationScore, Evaluation).join(Evaluation, Evaluation.id == EvaluationScore.evaluation_id)
    for score, evaluation in uow.session.execute(query.where(EvaluationScore.indicator_id == row.id)).all():
        if evaluation.state == DocumentState.VOID:
            said = f"作废的绩效自评 {evaluation.number or ''}".rstrip()
            raise _kept(row, said, "可以改写该指标，或在自评中把它标为“不适用”。")
        evaluation.scores.remove(score)


def _remove_from_monitorings(uow: UnitOfWork, row: Indicator) -> None:
    query = select(MonitoringLine, Monitoring).join(Monitoring, Monitoring.id == MonitoringLine.monitoring_id)
    for line, monitoring in uow.session.execute(query.where(MonitoringLine.indicator_id == row.id)).all():
        if monitoring.state not in _OPEN_STATES:
            said = f"{DocumentState(monitoring.state).label}的运行监控 {monitoring.number or ''}".rstrip()
            raise _kept(row, said, "可以改写该指标；监控表保留送审时的内容。")
        monitoring.lines.remove(line)


def _kept(row: Indicator, document: str, remedy: str) -> Refused:
    return Refused(
        f"指标“{row.name}”已列入{document}，须留存，不能删除。",
        article="第十三条",
        field="三级指标",
        remedy=remedy,
    )


def _new(project_year_id: int, place: int, entry: IndicatorEntry) -> Indicator:
    row = Indicator(
        project_year_id=project_year_id,
        sequence=place,
        level1="",
        level2="",
        name="",
        operator=entry.operator,
        weight=entry.weight,
    )
    _overwrite(row, place, entry)
    return row


def _overwrite(row: Indicator, place: int, entry: IndicatorEntry) -> None:
    row.sequence, row.operator, row.weight = place, entry.operator, entry.weight
    row.level1, row.level2, row.name = entry.level1.strip(), entry.level2.strip(), entry.name.strip()
    row.target, row.target_on, row.unit = entry.target, entry.target_on, entry.unit.strip()
    row.target_text = entry.target_text.strip() if entry.operator is Operator.QUALITATIVE else ""
