"""A monitoring of the finished year's project, for the tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fundapp.models import Monitoring
from fundapp.services import monitorings
from fundapp.services.desk import Desk
from fundapp.services.monitoring_draft import LineEntry, MonitoringDraft
from fundapp.services.signing import Signing
from fundapp.values.choices import Cause, Decision, Likelihood, MonitoringKind
from tests.services.evaluation_year import CLERK, HEAD, LEADER, WAN, Year

JULY = dt.date(2026, 7, 10)
ROUND, AD_HOC = MonitoringKind.ROUND, MonitoringKind.AD_HOC
SURE = Likelihood.CERTAIN


def lines(year: Year, **changed: LineEntry) -> tuple[LineEntry, ...]:
    """All on course but the satisfaction, which may be missed and says why. `a` to `e` replace a line."""
    ids = year.indicators
    first = {
        "a": LineEntry(ids[0], Decimal("99.95"), likelihood=SURE),
        "b": LineEntry(ids[1], Decimal("1.6"), likelihood=SURE),
        "c": LineEntry(ids[2], actual_text="未发生事故", progress_bp=5000, likelihood=SURE),
        "d": LineEntry(ids[3], Decimal("99.99"), likelihood=SURE, note="按月统计"),
        "e": LineEntry(
            ids[4],
            Decimal(60),
            expected=Decimal(90),
            likelihood=Likelihood.POSSIBLE,
            causes=frozenset({Cause.STAFF, Cause.OTHER}),
            reason="驻场人员不足，工单响应慢。",
        ),
    }
    return tuple((first | changed).values())


def draft(year: Year, kind: MonitoringKind = ROUND, **changed: Any) -> MonitoringDraft:
    """A complete monitoring of 2026, filled in on the office's day; letters replace lines, other names boxes."""
    given = {key: value for key, value in changed.items() if len(key) == 1}
    boxes = {key: value for key, value in changed.items() if len(key) > 1}
    today = year.office.clock().date()
    made = MonitoringDraft(
        project_id=year.project,
        year=2026,
        dated=today,
        kind=kind,
        until=min(today, dt.date(2026, 12, 31)),
        lines=lines(year, **given),
        forecast=440 * WAN,
        problems="工单响应偏慢。",
        measures="三季度增派驻场人员。",
        demands=True,
        phone="0573-00000000",
    )
    return replace(made, **boxes)


def saved(year: Year, kind: MonitoringKind = ROUND, **changed: Any) -> int:
    """A stored draft that is ready to be submitted."""
    return year.office.do(CLERK, monitorings.save, draft(year, kind, **changed))


def submitted(year: Year, kind: MonitoringKind = ROUND, **changed: Any) -> int:
    """A monitoring in approval."""
    key = saved(year, kind, **changed)
    year.office.do(CLERK, monitorings.submit, key)
    return key


def agree(year: Year, who: str, key: int) -> None:
    """One hand agrees."""
    year.office.do(who, monitorings.sign, key, Signing(Decision.AGREE), year.office.confirm(who))


def approved(year: Year, kind: MonitoringKind = ROUND, **changed: Any) -> int:
    """A monitoring with every hand."""
    key = submitted(year, kind, **changed)
    agree(year, HEAD, key)
    agree(year, LEADER, key)
    return key


def row(year: Year, key: int) -> Monitoring:
    """The stored monitoring with its lines."""

    def read(desk: Desk) -> Monitoring:
        found = desk.get(Monitoring, key)
        assert found.lines
        return found

    return year.office.ask(CLERK, read)
