"""Attempts on the records of what was done: indicators, attachments, audit lines, issued forms, the ledger."""

from __future__ import annotations

from tests.storage.guards.case import ATTACH, Case, append_only, changed, copied, replaced

LINE = (
    "INSERT INTO audit_line (id, at, verb, subject_kind, subject_id, summary, body, previous, hash, signature)"
    " VALUES ({id}, '', '', '', 0, '', '', '{previous}', 'c', '')"
)
ISSUE = (
    "INSERT INTO issued_form (kind, number, subject_kind, subject_id, round, digest, chain_head, code, pdf_sha256,"
    " issued_by_id, issued_at) VALUES ('{kind}', '', '{subject}', {id}, {round}, '', '', 'neu', '', 1, '')"
)
DOCUMENTS = ("application", "monitoring", "evaluation", "term_review")

CASES = (
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
    *(Case("attachment_frozen_insert", ATTACH.format(kind=kind, owner=row)) for kind in DOCUMENTS for row in (2, 3)),
    *(Case("attachment_frozen_insert", ATTACH.format(kind="rectification", owner=row)) for row in (3, 4)),
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
    *(Case("issued_form_of_signed", ISSUE.format(kind=kind, subject=kind, id=2, round=1)) for kind in DOCUMENTS),
    *changed("ledger_info_fixed", "ledger_info", 1, "uid = '改动'", "created_at = '改动'", "sample = 1"),
    Case("ledger_info_never_deleted", "DELETE FROM ledger_info"),
    replaced("ledger_info", 1),
    *changed("number_series_never_back", "number_series", 1, "id = 99", "prefix = 'XM'", "year = 2027", "last = 1"),
    Case("number_series_never_deleted", "DELETE FROM number_series"),
    replaced("number_series", 1),
)
