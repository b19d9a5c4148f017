"""Attempts on the records of what was done: self-evaluations, attachments, audit lines, issued forms, the ledger."""

from __future__ import annotations

from tests.storage.guards.case import Case, append_only, changed, copied, replaced

EVALUATION_COLUMNS = (
    "project_year_id = 1",
    "division_id = 2",
    "last_editor_id = 8",
    "dated = '2026-01-01'",
    "execution_mode = '改动'",
    "execution_weight = 1",
    "outcome = '改动'",
    "problems = '改动'",
    "measures = '改动'",
    "execution_explanation = '改动'",
    "phone = '改动'",
    "budget_initial = 1",
    "budget_adjusted = 1",
    "executed = 1",
    "execution_points = 1",
    "total_points = 1",
    "grade = '改动'",
)
ATTACH = (
    "INSERT INTO attachment (owner_kind, owner_id, kind, file_name, size, sha256, added_by_id, added_at)"
    " VALUES ('{kind}', {owner}, '', '示例.pdf', 1, '', 1, '')"
)
LINE = (
    "INSERT INTO audit_line (id, at, verb, subject_kind, subject_id, summary, body, previous, hash, signature)"
    " VALUES ({id}, '', '', '', 0, '', '', '{previous}', 'c', '')"
)
ISSUE = (
    "INSERT INTO issued_form (kind, number, subject_kind, subject_id, round, digest, chain_head, code, pdf_sha256,"
    " issued_by_id, issued_at) VALUES ('{kind}', '', '{subject}', {id}, {round}, '', '', 'neu', '', 1, '')"
)
EVALUATION_STATES = (
    "state = 'returned'",
    "state = 'draft'",
    "state = 'void'",
)

CASES = (
    Case("evaluation_starts_as_draft", copied("evaluation", "id = 3", number="NULL", round="0")),
    Case("evaluation_starts_as_draft", copied("evaluation", "id = 1", number="'neu'")),
    Case("evaluation_starts_as_draft", copied("evaluation", "id = 1", round="1")),
    replaced("evaluation", 3, "evaluation_starts_as_draft"),
    *changed(
        "evaluation_number_kept", "evaluation", 3, "number = 'neu'", "number = NULL", beside=("evaluation_frozen",)
    ),
    Case("evaluation_number_kept", "UPDATE OR REPLACE evaluation SET number = 'evaluation-3' WHERE id = 1"),
    *changed("evaluation_author_kept", "evaluation", 1, "author_id = 8", "id = 99"),
    *(
        case
        for evaluation in (2, 3)
        for case in changed("evaluation_frozen", "evaluation", evaluation, *EVALUATION_COLUMNS)
    ),
    *changed("evaluation_frozen", "evaluation", 3, "number = 'neu'", beside=("evaluation_number_kept",)),
    *changed("evaluation_frozen", "evaluation", 3, "round = 2", beside=("evaluation_round_counts",)),
    *changed("evaluation_round_counts", "evaluation", 1, "round = 2"),
    *changed("evaluation_round_counts", "evaluation", 3, "round = 2", beside=("evaluation_frozen",)),
    *changed("evaluation_submitted_with_round", "evaluation", 1, "state = 'in_approval'"),
    *changed("evaluation_approved_by_hands", "evaluation", 2, "state = 'approved'"),
    *changed("evaluation_leaves_with_its_round", "evaluation", 2, *EVALUATION_STATES),
    *changed("evaluation_leaves_with_its_round", "evaluation", 3, "state = 'draft'", "state = 'void'"),
    *changed("evaluation_void_reason_kept", "evaluation", 3, "void_reason = '示例'"),
    Case(
        "evaluation_void_reason_kept",
        "UPDATE evaluation SET void_reason = '另一个原因' WHERE id = 1",
        ("UPDATE evaluation SET state = 'void', void_reason = '示例' WHERE id = 1",),
    ),
    *(Case("evaluation_never_deleted", f"DELETE FROM evaluation WHERE id = {row}") for row in (2, 3)),
    *(Case("evaluation_score_frozen_delete", f"DELETE FROM evaluation_score WHERE id = {row}") for row in (2, 3)),
    *changed("evaluation_score_frozen_update", "evaluation_score", 3, "points = 1", "evaluation_id = 1"),
    *changed("evaluation_score_frozen_update", "evaluation_score", 1, "evaluation_id = 3", "id = 99"),
    Case("evaluation_score_frozen_insert", copied("evaluation_score", "id = 1", evaluation_id="3")),
    Case(
        "evaluation_score_frozen_insert",
        copied("evaluation_score", "id = 3", id="id", evaluation_id="1", verb="INSERT OR REPLACE"),
    ),
    *(Case("indicator_frozen_delete", f"DELETE FROM indicator WHERE id = {row}") for row in (2, 3)),
    *changed(
        "indicator_frozen_update", "indicator", 3, "weight = 1", "target = '1'", "project_year_id = 1, sequence = 2"
    ),
    *changed("indicator_frozen_update", "indicator", 1, "project_year_id = 3, sequence = 2", "id = 99"),
    Case("indicator_frozen_insert", copied("indicator", "id = 1", project_year_id="3", sequence="9")),
    Case(
        "indicator_frozen_insert",
        copied("indicator", "id = 3", id="id", project_year_id="1", sequence="9", verb="INSERT OR REPLACE"),
    ),
    append_only("attachment")[0],
    replaced("attachment", 1),
    *(Case("attachment_frozen_insert", ATTACH.format(kind="payment", owner=row)) for row in (2, 3, 4, 5)),
    *(Case("attachment_frozen_insert", ATTACH.format(kind="evaluation", owner=row)) for row in (2, 3)),
    *(Case("attachment_never_deleted", f"DELETE FROM attachment WHERE id = {row}") for row in (2, 3, 4, 5, 6, 7)),
    Case(
        "attachment_never_deleted",
        "DELETE FROM attachment WHERE owner_kind = 'contract'",
        (ATTACH.format(kind="contract", owner=1),),
    ),
    *append_only("audit_line", 2, beside=("audit_line_continues",)),
    Case("audit_line_continues", LINE.format(id=9, previous="b" * 64)),
    Case("audit_line_continues", LINE.format(id=3, previous="a" * 64)),
    Case("audit_line_continues", LINE.format(id=0, previous="b" * 64)),
    Case(
        "audit_line_continues",
        LINE.format(id=1, previous="d" * 64),
        ("DELETE FROM audit_line",),
        without=("audit_line_never_deleted",),
    ),
    *append_only("issued_form"),
    Case("issued_form_of_signed", ISSUE.format(kind="payment_approval", subject="payment", id=2, round=1)),
    Case("issued_form_of_signed", ISSUE.format(kind="payment_approval", subject="payment", id=5, round=1)),
    Case("issued_form_of_signed", ISSUE.format(kind="payment_approval", subject="payment", id=3, round=2)),
    Case("issued_form_of_signed", ISSUE.format(kind="payment_approval", subject="evaluation", id=3, round=1)),
    Case("issued_form_of_signed", ISSUE.format(kind="evaluation", subject="evaluation", id=2, round=1)),
    *changed("ledger_info_fixed", "ledger_info", 1, "uid = '改动'", "created_at = '改动'", "sample = 1"),
    Case("ledger_info_never_deleted", "DELETE FROM ledger_info"),
    replaced("ledger_info", 1),
    *changed("number_series_never_back", "number_series", 1, "id = 99", "prefix = 'XM'", "year = 2027", "last = 1"),
    Case("number_series_never_deleted", "DELETE FROM number_series"),
    replaced("number_series", 1),
)
