"""What a self-evaluation says, as the canonical content that hands sign, and the signed content read back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from fundapp.models import Division, Evaluation, EvaluationScore, LedgerInfo, Person, SignRound
from fundapp.services.attachments import owned_by
from fundapp.services.desk import Desk
from fundapp.services.evaluation_facts import YearFacts
from fundapp.services.indicator_entry import IndicatorEntry, entry_from, said_of
from fundapp.services.year_money import money_from, money_said
from fundapp.values.documents import SubjectKind


def content_of(desk: Desk, evaluation: Evaluation, facts: YearFacts) -> dict[str, Any]:
    """Everything a signature on this self-evaluation approves: the money of the ledger, every target, what came of it,
    the points, the explanations, and the hashes of the attachments."""
    scores = {row.indicator_id: row for row in evaluation.scores}
    added: dict[str, Any] = {} if evaluation.conclusion is None else {"conclusion": evaluation.conclusion}
    if facts.scheme:  # neither was there before r0002
        added["scheme"] = facts.scheme
    return added | {
        "kind": "evaluation",
        "number": evaluation.number,
        "year": facts.year,
        "dated": evaluation.dated,
        "office": office(desk),
        "division": desk.get(Division, evaluation.division_id).name,
        "using_division": facts.using_division_id,
        "project": [facts.project_number, facts.project],
        "goal": facts.goal,
        "outcome": evaluation.outcome,
        "problems": evaluation.problems,
        "measures": evaluation.measures,
        "phone": evaluation.phone,
        "money": money_said(facts.money),
        "execution": {
            "mode": evaluation.execution_mode.value,
            "weight": evaluation.execution_weight,
            "points": evaluation.execution_points,
            "explanation": evaluation.execution_explanation,
        },
        "indicators": [_indicator(entry, scores.get(entry.id)) for entry in facts.entries],
        "total_points": evaluation.total_points,
        "grade": evaluation.grade,
        "attachments": sorted(
            [row.kind.value, row.file_name, row.sha256] for row in owned_by(desk, SubjectKind.EVALUATION, evaluation.id)
        ),
        "author": [evaluation.author_id, desk.get(Person, evaluation.author_id).name],
        "last_editor": evaluation.last_editor_id,
    }


def office(desk: Desk) -> str:
    """Name of the office whose ledger this is."""
    return desk.session.scalars(select(LedgerInfo.office)).one()


def _indicator(entry: IndicatorEntry, score: EvaluationScore | None) -> dict[str, Any]:
    said = said_of(entry)
    if score is not None:
        said |= {
            "actual": score.actual,
            "actual_on": score.actual_on,
            "actual_text": score.actual_text,
            "rating_bp": score.rating_bp,
            "applicable": score.applicable,
            "deduction": score.deduction,
            "deduction_reason": score.deduction_reason,
            "explanation": score.explanation,
            "points": score.points,
        }
    return said


def signed_facts(round_: SignRound) -> YearFacts:
    """The facts as they were submitted, whatever the ledger says now."""
    said = json.loads(round_.content)
    number, name = said["project"]
    return YearFacts(
        project=name,
        project_number=number,
        using_division_id=said["using_division"],
        year=said["year"],
        goal=said["goal"],
        entries=tuple(entry_from(one) for one in said["indicators"]),
        money=money_from(said["money"]),
        scheme=said.get("scheme", ""),
    )
