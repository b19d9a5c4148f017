"""Attempts on rectifications (1 open, 2 reported, 3 closed, 4 void) and on key evaluations (1 recorded, 2 void)."""

from __future__ import annotations

from tests.storage.guards.case import ATTACH, Case, append_only, changed, copied, replaced

_FIXED = (
    "number = 'neu'",
    "project_id = 2",
    "year = 2031",
    "source = 'audit'",
    "source_id = 77",
    "source_document = '改动'",
    "division_id = 2",
    "author_id = 8",
    "found_on = '2026-01-02'",
    "first_due_on = '2026-12-31'",
    "problem_type = 'other'",
    "amount = 1",
    "basis = '改动'",
    "problem = '改动'",
    "demand = '改动'",
    "papers = 1",
)
_RECORDED = (
    "id = 99",
    "project_year_id = 2",
    "evaluator = 'finance_bureau'",
    "evaluated_on = '2026-01-02'",
    "document_number = '改动'",
    "points = 9999",
    "grade = '改动'",
    "findings = '改动'",
    "advice = '改动'",
    "author_id = 8",
)
_CLOSED = "state = 'closed', closed_on = '2026-11-20', closed_by_id = {who}"
_REPORTED = "state = 'reported', reported_by_id = 8, result = '示例'"
_REPORT = f"UPDATE rectification SET {_REPORTED} WHERE id = 1"
_PAPER = ATTACH.format(kind="rectification", owner=1)
_REJECTED = copied("rectification_note", "id = 1", step="'rejection'", papers="1")

CASES = (
    *(
        Case("rectification_starts_open", copied("rectification", "id = 1", number="'neu'", **given))
        for given in ({"state": "'reported'"}, {"reported_by_id": "1"}, {"closed_by_id": "2"}, {"result": "'改动'"})
    ),
    Case(
        "rectification_first_due",
        copied("rectification", "id = 1", number="'neu'", first_due_on="'2026-01-02'"),
    ),
    replaced("rectification", 1),
    *changed("rectification_fixed", "rectification", 1, *_FIXED),
    *changed("rectification_fixed", "rectification", 2, "id = 99"),
    *changed("rectification_moves", "rectification", 1, "state = 'closed'", beside=("rectification_confirmed_apart",)),
    *changed("rectification_ended", "rectification", 3, "measure = '改动'", "result = '改动'"),
    *changed("rectification_ended", "rectification", 3, "state = 'open'", beside=("rectification_moves",)),
    *changed("rectification_ended", "rectification", 4, "measure = '改动'"),
    *changed(
        "rectification_confirmed_apart",
        "rectification",
        2,
        _CLOSED.format(who=1),
        _CLOSED.format(who=8),
        _CLOSED.format(who="NULL"),
        "state = 'closed', closed_by_id = 2",
        _CLOSED.format(who=2) + ", reported_by_id = NULL",
    ),
    *(
        Case("rectification_confirmed_apart", f"UPDATE rectification SET {_CLOSED.format(who=2)} WHERE id = 2", (note,))
        for note in (
            copied("rectification_note", "id = 1", rectification_id="2", step="'handover'", former_id="2"),
            copied("rectification_note", "id = 1", rectification_id="2", step="'report'", person_id="2"),
        )
    ),
    *changed("rectification_handover_noted", "rectification", 1, "person_id = 2"),
    Case(
        "rectification_handover_noted",
        "UPDATE rectification SET person_id = 2 WHERE id = 1",
        first=(copied("rectification_note", "id = 1", step="'handover'", former_id="8"),),
    ),
    *changed("rectification_due_noted", "rectification", 1, "due_on = '2026-12-31'"),
    *changed("rectification_reported_with_proof", "rectification", 1, _REPORTED),
    Case("rectification_reported_with_proof", _REPORT, first=(_PAPER, _REJECTED)),
    Case(
        "rectification_reported_with_proof",
        _REPORT,
        first=(_PAPER, "UPDATE rectification SET papers = 1 WHERE id = 1"),
        without=("rectification_fixed",),
    ),
    Case("rectification_note_counts_papers", _REJECTED),
    Case(
        "rectification_note_counts_papers",
        copied("rectification_note", "id = 1", step="'rejection'", papers="NULL"),
    ),
    Case("rectification_never_deleted", "DELETE FROM rectification WHERE id = 1"),
    *append_only("rectification_note"),
    Case("rectification_note_while_open", copied("rectification_note", "id = 1", rectification_id="4")),
    *changed("key_evaluation_fixed", "key_evaluation", 1, *(f"void_reason = '示例', {one}" for one in _RECORDED)),
    *changed("key_evaluation_fixed", "key_evaluation", 1, "version = 2"),
    *changed("key_evaluation_fixed", "key_evaluation", 2, "void_reason = '另一个原因'"),
    Case("key_evaluation_never_deleted", "DELETE FROM key_evaluation WHERE id = 1"),
    replaced("key_evaluation", 1),
    Case("key_evaluation_never_replaced", copied("key_evaluation", "id = 1", void_reason="'示例'")),
)
