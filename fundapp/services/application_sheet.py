"""Questions about annual applications: one of them with all a screen says, the gate included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fundapp.models import Application, Project, ProjectYear
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.services import signing
from fundapp.services.application_content import signed_facts
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_facts import PlanFacts, case_of, draft_of, facts_of, plan_facts, scheme_of
from fundapp.services.application_prior import Prior, PriorResult
from fundapp.services.applications import KIND, moved
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES, BarMoney, DocumentSheet, standing
from fundapp.services.evaluation_sheet import target_text
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.indicators import execution_weight, year_end
from fundapp.values.choices import DocumentState, ProblemSource, RectificationState
from fundapp.values.documents import SubjectKind
from fundapp.values.money import wan
from fundapp.values.score import Points, points_text

Tone = Literal["ok", "warn", "bad", "neutral"]


@dataclass(frozen=True)
class GateLine:
    """One thing the application waits for, or that its hands should know.

    Attributes:
        text: sentence.
        tone: bad blocks, warn demands something of the application.
        kind: record it is about (``evaluation``, ``key_evaluation``, ``rectification``, ``term_review``), or
            ``problem:`` and the `ProblemSource` code of the record whose problem has to be registered; empty when there
            is nothing to open.
        id: of that record; 0 when it has to be made first (the self-evaluation of the year before).
        word: of the link; empty without one.
    """

    text: str
    tone: Tone
    kind: str = ""
    id: int = 0
    word: str = ""


@dataclass(frozen=True)
class PlanLine:
    """An indicator as a row of the page: names, target with sign and unit, weight in hundredths of a point."""

    entry: IndicatorEntry
    target: str


@dataclass(frozen=True)
class Plan:
    """The year as the application promises it. `execution`: hundredths of a point left to the execution rate."""

    goal: str
    scheme: str
    execution: Points
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationSheet(DocumentSheet):
    """Everything a screen says about one application, buttons included.

    Attributes:
        sources: (key, title) of the funding sources that can be asked.
        plan: goal and indicators of the year; as submitted once it left the clerk's hands.
        gate: what earlier years say; see `GateLine`.
        last_grade: grade of the year before; empty when there is none.
    """

    draft: ApplicationDraft
    project_id: int
    project: str
    project_number: str
    year: int
    sources: tuple[tuple[str, str], ...]
    plan: Plan
    gate: tuple[GateLine, ...]
    last_grade: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Preview:
    """What the editor shows while a draft is typed. Nothing is stored."""

    plan: Plan
    gate: tuple[GateLine, ...]
    findings: tuple[Finding, ...]


def sheet(desk: Desk, application_id: int) -> ApplicationSheet:
    """One application. Raises NotFound."""
    application = desk.get(Application, application_id)
    draft, facts = draft_of(desk, application), said_facts(desk, application)
    year = desk.get(ProjectYear, application.project_year_id)
    waits = application.state == DocumentState.IN_APPROVAL
    return ApplicationSheet(
        **vars(standing(desk, KIND, application)),
        draft=draft,
        project_id=year.project_id,
        project=facts.project,
        project_number=facts.project_number,
        year=facts.year,
        sources=sources(desk, facts.year),
        plan=_plan(facts, desk.figures),
        gate=gate(facts.prior, desk.figures.poor_grades(draft.dated)),
        last_grade=facts.prior.evaluation.grade if facts.prior.evaluation else "",
        moved=moved(desk, application) if waits else "",
        findings=judge(case_of(draft, facts, desk.figures), desk.figures),
    )


def preview(desk: Desk, draft: ApplicationDraft) -> Preview:
    """What the editor shows for what is typed so far. Raises NotFound, Forbidden, Refused (no such year)."""
    desk.require_readable(desk.get(Project, draft.project_id).division_id)
    facts = plan_facts(desk, draft.project_id, draft.year)
    return Preview(
        plan=_plan(facts, desk.figures),
        gate=gate(facts.prior, desk.figures.poor_grades(draft.dated)),
        findings=judge(case_of(draft, facts, desk.figures), desk.figures),
    )


def sources_of(desk: Desk, application_id: int) -> tuple[tuple[str, str], ...]:
    """Funding sources that the form of an application offers. Raises NotFound."""
    application = desk.get(Application, application_id)
    return sources(desk, desk.get(ProjectYear, application.project_year_id).year)


def sources(desk: Desk, year: int) -> tuple[tuple[str, str], ...]:
    """Funding sources of a year as (key, title) (art. 6)."""
    return tuple((one.key, one.title) for one in desk.figures.sources(year_end(year)))


def said_facts(desk: Desk, application: Application) -> PlanFacts:
    """The facts an application stands on: of today while it is open, as submitted afterwards."""
    if application.state not in OPEN_STATES:
        round_ = signing.current_round(desk, SubjectKind.APPLICATION, application.id, application.round)
        if round_ is not None:
            return signed_facts(round_)
    return facts_of(desk, application)


def title(desk: Desk, application: Application) -> tuple[str, str]:
    """Project, and what it is about, for lists of documents of every kind."""
    year = desk.get(ProjectYear, application.project_year_id)
    total = sum(share.amount for share in application.shares)
    return desk.get(Project, year.project_id).name, f"{year.year} 年度申请 {wan(total)} 万元"


def findings(desk: Desk, application: Application) -> tuple[Finding, ...]:
    """What the rules say of a stored application."""
    draft, facts = draft_of(desk, application), said_facts(desk, application)
    return judge(case_of(draft, facts, desk.figures), desk.figures)


def bar_money(_desk: Desk, _application: Application) -> BarMoney | None:
    """An application has no money that is paid yet."""
    return None


def _plan(facts: PlanFacts, figures: Figures) -> Plan:
    scheme = scheme_of(facts, figures)
    return Plan(
        goal=facts.goal,
        scheme=scheme.title if scheme else "",
        execution=execution_weight(facts.entries),
        lines=tuple(PlanLine(entry, target_text(entry)) for entry in facts.entries),
    )


def gate(prior: Prior, poor: frozenset[str]) -> tuple[GateLine, ...]:
    """What earlier years say about this application, the last grade first.

    Args:
        prior: everything before its year.
        poor: grades that call for rectification and an adjustment statement.
    """
    return (*_results(prior, poor), *_problems(prior), *_demands(prior), *_review(prior))


def _results(prior: Prior, poor: frozenset[str]) -> list[GateLine]:
    if not prior.opened:
        return [GateLine("没有需要评价的以前年度。", "neutral")]
    lines = []
    if prior.evaluation is None:
        word = "去办理自评" if prior.waiting_id else "去填报自评"
        text = f"{prior.year} 年度绩效自评还没有定稿。"
        lines.append(GateLine(text, "bad", "evaluation", prior.waiting_id, word))
    else:
        lines.append(_result(prior.year, prior.evaluation, "evaluation", poor))
        if prior.moved:
            text = f"{prior.evaluation.name} {prior.moved}得分仍按送审时的账面。"
            lines.append(GateLine(text, "warn", "evaluation", prior.evaluation.id, "查看"))
    lines += [_result(prior.year, one, "key_evaluation", poor) for one in prior.key_evaluations]
    sources = [(ProblemSource.SELF_EVALUATION, one) for one in (prior.evaluation,) if one is not None]
    sources += [(ProblemSource.KEY_EVALUATION, one) for one in prior.key_evaluations]
    lines += [_silent(source, one) for source, one in sources if one.grade in poor and not one.answered]
    return lines


def _silent(source: ProblemSource, result: PriorResult) -> GateLine:
    text = f"{result.name} 为“{result.grade}”，还没有登记整改事项。"
    return GateLine(text, "bad", f"problem:{source.value}", result.id, "去登记整改")


def _result(year: int, result: PriorResult, kind: str, poor: frozenset[str]) -> GateLine:
    bad = result.grade in poor
    text = f"{year} 年度{result.name}：{points_text(result.points)} 分，{result.grade}"
    return GateLine(f"{text}，须写调整说明" if bad else text, "warn" if bad else "ok", kind, result.id, "查看")


def _problems(prior: Prior) -> list[GateLine]:
    closed = sum(one.state == RectificationState.CLOSED for one in prior.problems)
    running = [one for one in prior.problems if one.state != RectificationState.CLOSED]
    lines = [
        GateLine(f"{one.number} {one.state.label}：{one.problem}", "bad", "rectification", one.id, "去整改")
        for one in running
    ]
    return [*lines, GateLine(f"以前年度 {closed} 项整改已销号。", "ok")] if closed else lines


def _demands(prior: Prior) -> list[GateLine]:
    kind = f"problem:{ProblemSource.MONITORING.value}"
    return [
        GateLine(f"运行监控 {one.number} 要求整改，还没有登记整改事项。", "bad", kind, one.id, "去登记整改")
        for one in prior.demands
    ]


def _review(prior: Prior) -> list[GateLine]:
    if prior.cancelled:
        return [GateLine(f"期满评价 {prior.cancelled} 的结论是“取消”，不再安排资金。", "bad")]
    if prior.review is not None:
        review = prior.review
        text = f"期满评价 {review.number}：{review.conclusion.label}"
        text += f"，{review.adjustment}" if review.adjustment else ""
        return [GateLine(text, "warn" if prior.adjusted else "ok", "term_review", review.id, "查看")]
    if prior.year + 1 > prior.last_year:
        text = f"项目期限到 {prior.last_year} 年为止，期满评价结论为“保留”或“调整”的才能继续申请。"
        return [GateLine(text, "bad", "term_review", 0, "去期满评价")]
    return []
