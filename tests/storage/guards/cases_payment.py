"""Attempts on payment requests and what belongs to them."""

from __future__ import annotations

from tests.storage.guards.case import Case, changed, copied, replaced

FROZEN_COLUMNS = (
    "year = 2027",
    "dated = '2026-01-01'",
    "project_id = 2",
    "milestone_id = 3",
    "division_id = 2",
    "last_editor_id = 8",
    "payee_id = 2",
    "account_id = 2",
    "amount = amount + 1",
    "economic_class = '30101'",
    "purpose = '改动'",
    "reduction_reason = '改动'",
    "method = '改动'",
    "actual_progress_bp = 1",
    "snapshot = '改动'",
)
LINES = ("payment_share", "invoice", "caution_reason")
FROZEN_REQUESTS = (2, 3, 4, 5)
"""In approval, approved, paid, void."""

CASES = (
    Case("payment_starts_as_draft", copied("payment", "id = 3", number="NULL", round="0")),
    Case("payment_starts_as_draft", copied("payment", "id = 6", number="NULL", state="'draft'")),
    Case("payment_starts_as_draft", copied("payment", "id = 1", number="'ZF-2026-9999'")),
    replaced("payment", 4, "payment_starts_as_draft"),
    *changed(
        "payment_number_kept", "payment", 4, "number = 'ZF-2026-9999'", "number = NULL", beside=("payment_frozen",)
    ),
    Case("payment_number_kept", "UPDATE OR REPLACE payment SET number = 'payment-4' WHERE id = 1"),
    *changed("payment_author_kept", "payment", 1, "author_id = 8", "id = 99"),
    *(case for request in FROZEN_REQUESTS for case in changed("payment_frozen", "payment", request, *FROZEN_COLUMNS)),
    *changed("payment_frozen", "payment", 4, "number = 'ZF-2026-9999'", beside=("payment_number_kept",)),
    *changed("payment_frozen", "payment", 4, "round = 2", beside=("payment_round_counts",)),
    *changed("payment_round_counts", "payment", 1, "round = 2"),
    *changed("payment_round_counts", "payment", 6, "round = 0"),
    *changed("payment_round_counts", "payment", 3, "round = 2", beside=("payment_frozen",)),
    *changed("payment_submitted_with_round", "payment", 1, "state = 'in_approval'", "state = 'in_approval', round = 1"),
    *changed("payment_submitted_with_round", "payment", 6, "state = 'in_approval'"),
    *changed("payment_approved_by_hands", "payment", 2, "state = 'approved'"),
    *changed("payment_leaves_with_its_round", "payment", 2, "state = 'draft'", "state = 'returned'", "state = 'void'"),
    *changed("payment_leaves_with_its_round", "payment", 3, "state = 'draft'", "state = 'void'"),
    *changed("payment_paid_by_disbursement", "payment", 3, "state = 'paid'"),
    *changed("payment_void_reason_kept", "payment", 5, "void_reason = '另一个原因'", "void_reason = ''"),
    *changed("payment_void_reason_kept", "payment", 4, "void_reason = '示例'"),
    *(Case("payment_never_deleted", f"DELETE FROM payment WHERE id = {request}") for request in (2, 3, 4, 5, 6)),
    Case("payment_share_frozen_insert", copied("payment_share", "payment_id = 1", payment_id="4", source="'own'")),
    Case("invoice_frozen_insert", copied("invoice", "payment_id = 1", payment_id="4")),
    Case("caution_reason_frozen_insert", copied("caution_reason", "payment_id = 1", payment_id="4", rule="'另一条'")),
    *(
        Case(f"{table}_frozen_insert", f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE payment_id = 1")
        for table in LINES
    ),
    *(
        Case(f"{table}_frozen_delete", f"DELETE FROM {table} WHERE payment_id = {request}")
        for table in LINES
        for request in FROZEN_REQUESTS
    ),
    *(
        Case(f"{table}_frozen_update", f"UPDATE {table} SET {column} WHERE payment_id = {request}")
        for table, column in (
            ("payment_share", "amount = 1"),
            ("payment_share", "source = 'own'"),
            ("invoice", "amount = 1"),
            ("caution_reason", "reason = '改动'"),
        )
        for request in FROZEN_REQUESTS
    ),
    *(
        Case(f"{table}_frozen_update", f"UPDATE {table} SET payment_id = 4 WHERE payment_id = 1")
        for table in ("invoice",)
    ),
    Case("payment_share_frozen_update", "UPDATE OR REPLACE payment_share SET payment_id = 4 WHERE payment_id = 1"),
    Case("caution_reason_frozen_update", "UPDATE OR REPLACE caution_reason SET payment_id = 4 WHERE payment_id = 1"),
    Case("invoice_frozen_update", "UPDATE invoice SET live = 0 WHERE payment_id = 4"),
    Case("invoice_used_once_insert", copied("invoice", "payment_id = 4", payment_id="1", verb="INSERT OR REPLACE")),
    Case(
        "invoice_used_once_update",
        "UPDATE OR REPLACE invoice SET live = 1, key = (SELECT key FROM invoice WHERE payment_id = 4)"
        " WHERE payment_id = 1",
    ),
)
