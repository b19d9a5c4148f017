"""What a term review says, as the canonical content that hands sign, and the facts of its submission read back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fundapp.models import Division, Person, TermReview, TermReviewLine
from fundapp.rules.term_review_case import KeyResult, KindShare, TermFacts, TermYear
from fundapp.seal.canonical import canonical
from fundapp.services.attachments import owned_by
from fundapp.services.desk import Desk
from fundapp.services.evaluation_content import office
from fundapp.values.documents import SubjectKind


def content_of(desk: Desk, review: TermReview) -> dict[str, Any]:
    """Everything a signature on this review approves: the facts of the term as submitted, every line with its points,
    the words, the conclusion with its meeting, and the hashes of the attachments."""
    return {
        "kind": "term_review",
        "number": review.number,
        "dated": review.dated,
        "office": office(desk),
        "division": desk.get(Division, review.division_id).name,
        "term": [review.from_year, review.to_year],
        "facts": review.facts,
        "lines": [_line(row) for row in review.lines],
        "total_points": review.total_points,
        "grade": review.grade,
        "summary": review.summary,
        "problems": review.problems,
        "advice": review.advice,
        "conclusion": review.conclusion,
        "adjustment": review.adjustment,
        "meeting": [review.meeting_number, review.meeting_on],
        "phone": review.phone,
        "attachments": sorted(
            [row.kind.value, row.file_name, row.sha256] for row in owned_by(desk, SubjectKind.TERM_REVIEW, review.id)
        ),
        "author": [review.author_id, desk.get(Person, review.author_id).name],
        "last_editor": review.last_editor_id,
    }


def _line(row: TermReviewLine) -> list[Any]:
    said = [row.key, row.level1, row.level2, row.name, row.weight, row.facts]
    return [*said, row.proposed, row.points, row.explanation]


def facts_text(facts: TermFacts) -> str:
    """The facts as they are stored when the review is submitted."""
    return canonical(asdict(facts))


def facts_back(text: str) -> TermFacts:
    """The facts as they were stored, whatever the ledger says now."""
    said = json.loads(text)
    approved = said.pop("approved_on")
    return TermFacts(
        **said
        | {
            "years": tuple(_year(one) for one in said["years"]),
            "open_problems": tuple(said["open_problems"]),
            "approved_on": dt.date.fromisoformat(approved) if approved else None,
        }
    )


def _year(said: Mapping[str, Any]) -> TermYear:
    kinds = tuple(KindShare(**one) for one in said["kinds"])
    return TermYear(**{**said, "kinds": kinds, "keys": tuple(KeyResult(**one) for one in said["keys"])})
