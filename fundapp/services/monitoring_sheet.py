"""Questions about monitorings: one of them with all a screen says, and what approved ones know of the indicators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fundapp.models import Monitoring, Project, ProjectYear
from fundapp.rules import access
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.monitoring_case import MonitoringCase, WatchedFact
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES, BarMoney, DocumentSheet, standing
from fundapp.services.evaluation_facts import YearFacts, year_facts
from fundapp.services.evaluation_sheet import target_text
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_content import kept_facts
from fundapp.services.monitoring_draft import LineEntry, MonitoringDraft
from fundapp.services.monitoring_facts import case_of, draft_of, facts_of, until_of
from fundapp.services.monitorings import KIND, moved
from fundapp.services.year_money import YearMoney
from fundapp.values.choices import DocumentState, Likelihood, MonitoringKind
from fundapp.values.dates import chinese_date
from fundapp.values.money import percent
from fundapp.values.progress import is_behind


@dataclass(frozen=True)
class WatchedLine:
    """One indicator with how far it has come, as a row of the editor and of the form.

    Attributes:
        target: 年度指标值 with sign and unit, such as ≥95%.
        actual, expected: 执行情况 and 全年预计完成情况 with unit; empty when not filled in.
        line: what was typed.
        progress_bp: basis points; None while nobody can say.
        behind: the progress lags the time by more than the dated figure.
        status: 待填, 缺说明, 完全不可能, 有可能, 落后 or 正常; `tone` is ok, warn, bad or neutral.
    """

    entry: IndicatorEntry
    line: LineEntry
    target: str
    actual: str
    expected: str
    progress_bp: int | None
    behind: bool
    status: str
    tone: str


@dataclass(frozen=True)
class Course:
    """Money and time as the picture shows them, in basis points; `money_bp` is None without a budget."""

    until: dt.date
    time_bp: int
    money_bp: int | None
    money_behind: bool


@dataclass(frozen=True)
class Preview:
    """What the editor shows while a draft is typed: money, picture, rows, findings. Nothing is stored."""

    goal: str
    money: YearMoney
    course: Course
    lines: tuple[WatchedLine, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class MonitoringSheet(DocumentSheet):
    """Everything a screen says about one monitoring, buttons included.

    Attributes:
        preview: of the ledger for a draft, as submitted for all others; `moved` says how the ledger changed since.
        to_rectify: every hand is on it, what was found has to be put right, and the person asking may register that.
    """

    draft: MonitoringDraft
    project_id: int
    project: str
    project_number: str
    year: int
    preview: Preview
    to_rectify: bool


def sheet(desk: Desk, monitoring_id: int) -> MonitoringSheet:
    """One monitoring. Raises NotFound."""
    monitoring = desk.get(Monitoring, monitoring_id)
    year = desk.get(ProjectYear, monitoring.project_year_id)
    draft, facts = draft_of(desk, monitoring), said_facts(desk, monitoring)
    stands = standing(desk, KIND, monitoring)
    return MonitoringSheet(
        **vars(stands),
        draft=draft,
        project_id=year.project_id,
        project=facts.project,
        project_number=facts.project_number,
        year=facts.year,
        preview=_preview(desk, draft, facts, monitoring.until),
        moved="" if stands.open or not monitoring.said else moved(monitoring, facts_of(desk, monitoring)),
        to_rectify=monitoring.demands and stands.state is DocumentState.APPROVED and _may_rectify(desk, monitoring),
    )


def _may_rectify(desk: Desk, monitoring: Monitoring) -> bool:
    return desk.me is not None and access.may_in_division(desk.me, monitoring.division_id, "rectifications.edit")


def preview(desk: Desk, draft: MonitoringDraft) -> Preview:
    """What the editor shows for what is typed so far. Raises NotFound, Forbidden, Refused (no such year)."""
    desk.require_readable(desk.get(Project, draft.project_id).division_id)
    until = until_of(desk, draft)
    return _preview(desk, draft, year_facts(desk, draft.project_id, draft.year, until), until)


def _preview(desk: Desk, draft: MonitoringDraft, facts: YearFacts, until: dt.date) -> Preview:
    case = case_of(draft, facts, until)
    return Preview(
        goal=facts.goal,
        money=facts.money,
        course=course_of(desk, case),
        lines=_lines(desk, draft, facts, case),
        findings=judge(case, desk.figures),
    )


def course_of(desk: Desk, case: MonitoringCase) -> Course:
    """How far money and time have come."""
    behind = case.money_bp is not None and is_behind(case.money_bp, case.time_bp, _limit(desk, case))
    return Course(case.until, case.time_bp, case.money_bp, behind)


def said_facts(desk: Desk, monitoring: Monitoring) -> YearFacts:
    """The facts a monitoring stands on: of today while it is open, as submitted afterwards."""
    if monitoring.state in OPEN_STATES or not monitoring.said:  # a draft may be voided without ever being submitted
        return facts_of(desk, monitoring)
    return kept_facts(monitoring)


def lines(desk: Desk, draft: MonitoringDraft, facts: YearFacts) -> tuple[WatchedLine, ...]:
    """The indicators as rows, in the order of the form."""
    return _lines(desk, draft, facts, case_of(draft, facts, draft.until))


def title(desk: Desk, monitoring: Monitoring) -> tuple[str, str]:
    """Project, and what it is about, for lists of documents of every kind."""
    year = desk.get(ProjectYear, monitoring.project_year_id)
    word = MonitoringKind(monitoring.kind).label
    return desk.get(Project, year.project_id).name, f"{word}（截至 {monitoring.until}）"


def findings(desk: Desk, monitoring: Monitoring) -> tuple[Finding, ...]:
    """What the rules say of a stored monitoring."""
    case = case_of(draft_of(desk, monitoring), said_facts(desk, monitoring), monitoring.until)
    return judge(case, desk.figures)


def bar_money(desk: Desk, monitoring: Monitoring) -> BarMoney | None:
    """Budget and spending of the period, for the money bar; None without a budget."""
    total = said_facts(desk, monitoring).money.total
    return BarMoney("预算执行", total.adjusted, total.executed) if total.adjusted > 0 else None


def _limit(desk: Desk, case: MonitoringCase) -> int:
    return desk.figures.number("progress_behind", case.on)


def _lines(desk: Desk, draft: MonitoringDraft, facts: YearFacts, case: MonitoringCase) -> tuple[WatchedLine, ...]:
    given = {line.indicator_id: line for line in draft.lines}
    found = []
    for entry, fact in zip(facts.entries, case.indicators, strict=True):
        line = given.get(entry.id, LineEntry(entry.id))
        progress = case.progress_bp(fact)
        behind = progress is not None and is_behind(progress, case.time_bp, _limit(desk, case))
        status, tone = _status(fact, behind)
        found.append(
            WatchedLine(
                entry=entry,
                line=line,
                target=target_text(entry),
                actual=_actual(entry, line),
                expected=_expected(entry, line),
                progress_bp=progress,
                behind=behind,
                status=status,
                tone=tone,
            )
        )
    return tuple(found)


def _status(fact: WatchedFact, behind: bool) -> tuple[str, str]:
    if not fact.known or fact.likelihood is None:
        return "待填", "neutral"
    if fact.likelihood is not Likelihood.CERTAIN:
        if not (fact.causes and fact.reason.strip() and fact.expected):
            return "缺说明", "bad"
        return fact.likelihood.label, "warn" if fact.likelihood is Likelihood.POSSIBLE else "bad"
    return ("落后", "warn") if behind else ("正常", "ok")


def _actual(entry: IndicatorEntry, line: LineEntry) -> str:
    """执行情况 as the form prints it: the figure with its unit or the day, the clerk's words, else the judgement."""
    if found := _value(entry, line.actual, line.actual_on, line.actual_text):
        return found
    return "" if line.progress_bp is None else f"评定进度 {percent(line.progress_bp)}"


def _expected(entry: IndicatorEntry, line: LineEntry) -> str:
    """全年预计完成情况 as the form prints it; a target that is certain is expected as it stands."""
    if found := _value(entry, line.expected, line.expected_on, line.expected_text):
        return found
    return "达到指标值" if line.likelihood is Likelihood.CERTAIN else ""


def _value(entry: IndicatorEntry, figure: Decimal | None, day: dt.date | None, words: str) -> str:
    shown = f"{figure:f}{entry.unit}" if figure is not None else chinese_date(day) if day is not None else ""
    return "\n".join(part for part in (shown, words.strip()) if part)
