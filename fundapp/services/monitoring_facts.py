"""Gathers the facts that a monitoring is judged by, from what was typed and from the ledger up to its last day."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from sqlalchemy import select

from fundapp.models import Monitoring, MonitoringLine, ProjectYear
from fundapp.rules.monitoring_case import MonitoringCase, WatchedFact
from fundapp.services.desk import Desk
from fundapp.services.evaluation_facts import YearFacts, year_facts
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.indicators import indicators_of, year_end
from fundapp.services.monitoring_draft import LineEntry, MonitoringDraft
from fundapp.values.choices import Cause, DocumentState, Likelihood, MonitoringKind
from fundapp.values.progress import Aim, Reached


def round_until(desk: Desk, year: int) -> dt.date:
    """Last day of the period that the year's round looks at: the end of the month that the office has set."""
    month = desk.figures.number("monitoring_month", year_end(year))
    return dt.date(year, month, monthrange(year, month)[1])


def until_of(desk: Desk, draft: MonitoringDraft) -> dt.date:
    """Last day of the period: set for a round, typed for any other."""
    return round_until(desk, draft.year) if draft.kind is MonitoringKind.ROUND else draft.until


def facts_of(desk: Desk, monitoring: Monitoring) -> YearFacts:
    """The facts of a stored monitoring as the ledger has them now, money up to its last day."""
    year = desk.get(ProjectYear, monitoring.project_year_id)
    return year_facts(desk, year.project_id, year.year, monitoring.until)


def case_of(draft: MonitoringDraft, facts: YearFacts, until: dt.date) -> MonitoringCase:
    """The case for the rules."""
    given = {entry.indicator_id: entry for entry in draft.lines}
    return MonitoringCase(
        on=draft.dated,
        year=facts.year,
        until=until,
        budget_adjusted=facts.money.total.adjusted,
        executed=facts.money.total.executed,
        forecast=draft.forecast,
        indicators=tuple(watched(entry, given.get(entry.id, LineEntry(entry.id))) for entry in facts.entries),
        problems=draft.problems,
        measures=draft.measures,
        demands=draft.demands,
    )


def watched(entry: IndicatorEntry, line: LineEntry) -> WatchedFact:
    """One indicator as the rules see it."""
    return WatchedFact(
        name=entry.name,
        aim=Aim(entry.operator, entry.target, entry.target_on),
        reached=Reached(line.actual, line.actual_on, line.progress_bp),
        said=line.actual_text,
        unit=entry.unit,
        expected_value=line.expected,
        expected=line.expected is not None or line.expected_on is not None or bool(line.expected_text.strip()),
        likelihood=line.likelihood,
        causes=line.causes,
        reason=line.reason,
    )


def draft_of(desk: Desk, monitoring: Monitoring) -> MonitoringDraft:
    """The stored monitoring as it would be typed again: of an open one with a line for every indicator of the year."""
    year = desk.get(ProjectYear, monitoring.project_year_id)
    stored = {row.indicator_id: _entry(row) for row in monitoring.lines}
    lines = tuple(stored.values())
    if monitoring.state in (DocumentState.DRAFT, DocumentState.RETURNED):
        lines = tuple(stored.get(row.id, LineEntry(row.id)) for row in indicators_of(desk, year.id))
    return MonitoringDraft(
        project_id=year.project_id,
        year=year.year,
        dated=monitoring.dated,
        kind=MonitoringKind(monitoring.kind),
        until=monitoring.until,
        lines=lines,
        forecast=monitoring.forecast,
        problems=monitoring.problems,
        measures=monitoring.measures,
        demands=monitoring.demands,
        phone=monitoring.phone,
        version=monitoring.version,
    )


def causes_of(row: MonitoringLine) -> frozenset[Cause]:
    """The causes that are ticked; their columns bear the codes."""
    return frozenset(cause for cause in Cause if getattr(row, cause.value))


def _entry(row: MonitoringLine) -> LineEntry:
    return LineEntry(
        indicator_id=row.indicator_id,
        actual=row.actual,
        actual_on=row.actual_on,
        actual_text=row.actual_text,
        progress_bp=row.progress_bp,
        expected=row.expected,
        expected_on=row.expected_on,
        expected_text=row.expected_text,
        likelihood=None if row.likelihood is None else Likelihood(row.likelihood),
        causes=causes_of(row),
        reason=row.reason,
        note=row.note,
    )


def live_round_of(desk: Desk, project_year_id: int) -> Monitoring | None:
    """The round of a project year that is not void; a year has one at most."""
    query = select(Monitoring).where(
        Monitoring.project_year_id == project_year_id,
        Monitoring.kind == MonitoringKind.ROUND,
        Monitoring.state != DocumentState.VOID,
    )
    return desk.session.scalar(query)
