"""What a monitoring says, as the canonical content that hands sign.

Project, goal, money and indicators go on changing; a monitoring keeps what it was submitted with (`said`), so that its
content follows from its own rows alone.
"""

from __future__ import annotations

import json
from typing import Any

from fundapp.models import Division, Monitoring, MonitoringLine, Person
from fundapp.seal.canonical import canonical
from fundapp.services.attachments import owned_by
from fundapp.services.desk import Desk
from fundapp.services.evaluation_content import office
from fundapp.services.evaluation_facts import YearFacts
from fundapp.services.indicator_entry import IndicatorEntry, entry_from, said_of
from fundapp.services.monitoring_facts import causes_of
from fundapp.services.year_money import money_from, money_said
from fundapp.values.choices import Cause
from fundapp.values.documents import SubjectKind


def keep_facts(monitoring: Monitoring, facts: YearFacts) -> None:
    """Writes what the ledger says now into a monitoring that is about to be submitted."""
    total = facts.money.total
    monitoring.budget_initial, monitoring.budget_adjusted = total.initial, total.adjusted
    monitoring.executed = total.executed
    monitoring.said = canonical(
        {
            "project": [facts.project_number, facts.project],
            "using_division": facts.using_division_id,
            "year": facts.year,
            "goal": facts.goal,
            "money": money_said(facts.money),
        }
    )
    lines = {line.indicator_id: line for line in monitoring.lines}
    for place, entry in enumerate(facts.entries, start=1):
        lines[entry.id].said = canonical({**said_of(entry), "place": place})


def kept_facts(monitoring: Monitoring) -> YearFacts:
    """The facts that a monitoring was submitted with, indicators in the order they had."""
    said = json.loads(monitoring.said)
    lines = sorted((json.loads(line.said) for line in monitoring.lines), key=_place)
    number, name = said["project"]
    return YearFacts(
        project=name,
        project_number=number,
        using_division_id=said["using_division"],
        year=said["year"],
        goal=said["goal"],
        entries=tuple(entry_from(one) for one in lines),
        money=money_from(said["money"]),
    )


def kept_entry(line: MonitoringLine) -> IndicatorEntry:
    """The indicator of a submitted line as it stood then."""
    return entry_from(json.loads(line.said))


def content_of(desk: Desk, monitoring: Monitoring) -> dict[str, Any]:
    """Everything a signature on this monitoring approves: period, money, every indicator with how far it has come and
    what is expected of it, problems, measures, and the hashes of the attachments."""
    return {
        "kind": "monitoring",
        "number": monitoring.number,
        "monitoring": monitoring.kind,
        "dated": monitoring.dated,
        "until": monitoring.until,
        "office": office(desk),
        "division": desk.get(Division, monitoring.division_id).name,
        "facts": json.loads(monitoring.said),
        "money": [monitoring.budget_initial, monitoring.budget_adjusted, monitoring.executed],
        "forecast": monitoring.forecast,
        "indicators": sorted((_line(line) for line in monitoring.lines), key=_place),
        "problems": monitoring.problems,
        "measures": monitoring.measures,
        "demands": monitoring.demands,
        "phone": monitoring.phone,
        "attachments": sorted(
            [row.kind.value, row.file_name, row.sha256] for row in owned_by(desk, SubjectKind.MONITORING, monitoring.id)
        ),
        "author": [monitoring.author_id, desk.get(Person, monitoring.author_id).name],
        "last_editor": monitoring.last_editor_id,
    }


def _line(line: MonitoringLine) -> dict[str, Any]:
    causes = causes_of(line)
    said: dict[str, Any] = json.loads(line.said)
    return said | {
        "indicator": line.indicator_id,
        "actual": line.actual,
        "actual_on": line.actual_on,
        "actual_text": line.actual_text,
        "progress_bp": line.progress_bp,
        "expected": line.expected,
        "expected_on": line.expected_on,
        "expected_text": line.expected_text,
        "likelihood": line.likelihood,
        "causes": [cause.value for cause in Cause if cause in causes],
        "reason": line.reason,
        "note": line.note,
    }


def _place(said: dict[str, Any]) -> int:
    return int(said["place"])
