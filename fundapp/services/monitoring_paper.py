"""Fills the blanks of 项目支出绩效运行监控表 from the ledger, or from what was submitted once it is in approval."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from fundapp.forms.imprint import Imprint
from fundapp.forms.monitoring_form import MonitoringBlanks, SpentBlank, WatchedBlank
from fundapp.forms.signoffs import SignOffBlank
from fundapp.models import Division, Monitoring, Person, Project, ProjectYear, Unit
from fundapp.services.desk import Desk
from fundapp.services.document import live_round, route_of
from fundapp.services.evaluation_content import office
from fundapp.services.indicators import year_end
from fundapp.services.monitoring_facts import draft_of
from fundapp.services.monitoring_sheet import WatchedLine, lines, said_facts
from fundapp.services.rounds import HandRow, open_hands, round_rows
from fundapp.services.year_money import MoneyRow
from fundapp.values.choices import Cause, MonitoringKind
from fundapp.values.documents import SubjectKind
from fundapp.values.progress import money_progress_bp


def blanks(desk: Desk, monitoring_id: int, imprint: Imprint) -> MonitoringBlanks:
    """The form's blanks. Raises NotFound."""
    monitoring = desk.get(Monitoring, monitoring_id)
    draft, facts = draft_of(desk, monitoring), said_facts(desk, monitoring)
    project = desk.get(Project, desk.get(ProjectYear, monitoring.project_year_id).project_id)
    division = desk.get(Division, monitoring.division_id)
    money = facts.money
    return MonitoringBlanks(
        imprint=imprint,
        year=facts.year,
        kind=MonitoringKind(monitoring.kind).label,
        period=period_of(monitoring.until),
        project_name=facts.project,
        department=office(desk),
        unit=desk.get(Unit, division.unit_id).name,
        attribute="新增" if project.start_year == facts.year else "延续",
        category=desk.figures.category(project.category, year_end(facts.year)).title,
        total=_spent(money.total),
        fiscal=_spent(money.fiscal),
        carried=_spent(money.carried),
        other=_spent(money.other),
        rate_bp=money_progress_bp(money.total.executed, money.total.adjusted),
        forecast=monitoring.forecast,
        goal=facts.goal,
        indicators=tuple(_watched(line) for line in lines(desk, draft, facts)),
        problems=monitoring.problems,
        measures=monitoring.measures,
        demands=monitoring.demands,
        reporter=desk.get(Person, monitoring.author_id).name,
        phone=monitoring.phone,
        dated=monitoring.dated,
        signs=tuple(_sign(hand) for hand in _hands(desk, monitoring)),
    )


def period_of(until: dt.date) -> str:
    """The period as the columns are headed: whole months as 1—6月, else up to the day."""
    if until.day != monthrange(until.year, until.month)[1]:
        return f"1月1日至{until.month}月{until.day}日"
    return "1月" if until.month == 1 else f"1—{until.month}月"


def _spent(row: MoneyRow) -> SpentBlank:
    return SpentBlank(row.initial, row.adjusted, row.executed)


def _watched(line: WatchedLine) -> WatchedBlank:
    return WatchedBlank(
        level1=line.entry.level1,
        level2=line.entry.level2,
        name=line.entry.name,
        target=line.target,
        actual=line.actual,
        expected=line.expected,
        causes=tuple(cause for cause in Cause if cause in line.line.causes),
        reason=line.line.reason,
        likelihood=line.line.likelihood,
        note=line.line.note,
    )


def _hands(desk: Desk, monitoring: Monitoring) -> tuple[HandRow, ...]:
    """Hands of the live round; the empty cells of the route without one."""
    if live_round(desk, monitoring) is None:
        return open_hands(route_of(desk, monitoring))
    return round_rows(desk, SubjectKind.MONITORING, monitoring.id)[-1].hands


def _sign(hand: HandRow) -> SignOffBlank:
    return SignOffBlank(
        step=hand.label, opinion=hand.opinion, name=hand.signer, strokes=hand.strokes, signed_at=hand.at
    )
