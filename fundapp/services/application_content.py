"""What an annual application says, as the canonical content that hands sign, and the signed content read back."""

from __future__ import annotations

import json
from typing import Any

from fundapp.models import Application, Division, Person, SignRound
from fundapp.services.application_facts import PlanFacts
from fundapp.services.application_prior import prior_from
from fundapp.services.attachments import owned_by
from fundapp.services.desk import Desk
from fundapp.services.evaluation_content import office
from fundapp.services.indicator_entry import entry_from, said_of
from fundapp.values.documents import SubjectKind


def content_of(desk: Desk, application: Application, facts: PlanFacts) -> dict[str, Any]:
    """Everything a signature on this application approves: the money, the goal, every indicator with its target and
    weight, the split they fill, the results of the year before, and the hashes of the attachments."""
    return {
        "kind": "application",
        "number": application.number,
        "year": facts.year,
        "dated": application.dated,
        "office": office(desk),
        "division": desk.get(Division, application.division_id).name,
        "owning_division": facts.division_id,
        "project": [facts.project_number, facts.project, facts.national_code, facts.category],
        "established": [facts.approval, facts.start_year, *facts.term],
        "content": facts.content,
        "project_goal": facts.project_goal,
        "goal": facts.goal,
        "scheme": facts.scheme,
        "indicators": [said_of(entry) for entry in facts.entries],
        "shares": [[share.source, share.amount] for share in application.shares],
        "basis": application.basis,
        "plan": application.plan,
        "adjustment": application.adjustment,
        "phone": application.phone,
        "prior": application.prior,
        "attachments": sorted(
            [row.kind.value, row.file_name, row.sha256]
            for row in owned_by(desk, SubjectKind.APPLICATION, application.id)
        ),
        "author": [application.author_id, desk.get(Person, application.author_id).name],
        "last_editor": application.last_editor_id,
    }


def signed_facts(round_: SignRound) -> PlanFacts:
    """The facts as they were submitted, whatever the ledger says now."""
    said = json.loads(round_.content)
    number, name, national_code, category = said["project"]
    approval, start_year, first, last = said["established"]
    return PlanFacts(
        project=name,
        project_number=number,
        national_code=national_code,
        category=category,
        division_id=said["owning_division"],
        start_year=start_year,
        term=(first, last),
        content=said["content"],
        project_goal=said["project_goal"],
        approval=approval,
        year=said["year"],
        goal=said["goal"],
        scheme=said["scheme"],
        entries=tuple(entry_from(one) for one in said["indicators"]),
        prior=prior_from(said["prior"]),
    )
