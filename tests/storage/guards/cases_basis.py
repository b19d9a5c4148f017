"""Attempts on what payments rest on: projects, appropriations, contracts, lists, milestones, evidence, payees."""

from __future__ import annotations

from tests.storage.guards.case import Case, append_only, changed, copied, replaced

CONTRACT_COLUMNS = (
    "name = '改动'",
    "project_id = 2",
    "last_editor_id = 8",
    "payee_id = 2",
    "account_id = 2",
    "kind = '改动'",
    "method = '改动'",
    "amount = amount + 1",
    "signed_on = '2026-01-01'",
    "start_on = '2026-01-01'",
    "payment_days = 1",
    "firm_size = '改动'",
    "receipt_advance = 1",
    "confirmed_by_id = 5",
)
LIST_COLUMNS = (
    "name = '改动'",
    "project_id = 2",
    "year = 2027",
    "last_editor_id = 8",
    "amount = amount + 1",
    "document_number = '改动'",
    "document_date = '2026-01-01'",
    "confirmed_by_id = 5",
)


def basis(table: str, prefix: str, columns: tuple[str, ...]) -> tuple[Case, ...]:
    """Contracts and allocation lists obey the same rules."""
    return (
        Case(f"{table}_starts_as_draft", copied(table, "id = 1", number="'neu'", confirmed_by_id="NULL")),
        Case(f"{table}_starts_as_draft", copied(table, "id = 2", number="'neu'", confirmed_by_id="2")),
        replaced(table, 1, f"{table}_starts_as_draft"),
        Case(f"{table}_stays_unique", f"UPDATE OR REPLACE {table} SET number = '{prefix}-1' WHERE id = 2"),
        *changed(f"{table}_author_kept", table, 2, "author_id = 8", "id = 99"),
        *changed(f"{table}_frozen", table, 1, "number = 'neu'", *columns),
        *changed(f"{table}_moves", table, 1, "state = 'draft'"),
        Case(
            f"{table}_moves",
            f"UPDATE {table} SET state = 'in_force' WHERE id = 1",
            (f"UPDATE {table} SET state = 'closed' WHERE id = 1",),
        ),
        *changed(f"{table}_confirmed_apart", table, 2, "state = 'in_force'", "state = 'in_force', confirmed_by_id = 1"),
        Case(
            f"{table}_confirmed_apart",
            f"UPDATE {table} SET state = 'in_force', confirmed_by_id = 8 WHERE id = 2",
            (f"UPDATE {table} SET last_editor_id = 8 WHERE id = 2",),
        ),
        Case(f"{table}_never_deleted", f"DELETE FROM {table} WHERE id = 1"),
    )


CASES = (
    *basis("contract", "HT", CONTRACT_COLUMNS),
    *basis("allocation_list", "QD", LIST_COLUMNS),
    *changed("contract_void_unpaid", "contract", 1, "state = 'void'"),
    Case(
        "allocation_list_void_unpaid",
        "UPDATE allocation_list SET state = 'void' WHERE id = 1",
        ("UPDATE payment SET milestone_id = 5 WHERE id = 2",),
        without=("payment_frozen",),
    ),
    Case(
        "contract_never_deleted",
        "DELETE FROM contract WHERE id = 2",
        ("UPDATE payment SET milestone_id = 3 WHERE id = 1",),
    ),
    Case("contract_item_frozen_update", "UPDATE contract_item SET amount = 1 WHERE contract_id = 1"),
    Case("contract_item_frozen_update", "UPDATE contract_item SET contract_id = 1 WHERE contract_id = 2"),
    Case("contract_item_frozen_delete", "DELETE FROM contract_item WHERE contract_id = 1"),
    Case("contract_item_frozen_insert", copied("contract_item", "contract_id = 2", contract_id="1")),
    Case(
        "contract_item_frozen_insert",
        copied("contract_item", "contract_id = 1", contract_id="2", id="id", verb="INSERT OR REPLACE"),
    ),
    *append_only("amendment"),
    Case(
        "amendment_of_contract_in_force",
        "INSERT INTO amendment (contract_id, number, signed_on, amount, reason) VALUES (2, '补-2', '', 1, '')",
    ),
    Case(
        "amendment_covers_paid",
        # 10,500 元 in all, 1,000 元 paid
        "INSERT INTO amendment (contract_id, number, signed_on, amount, reason) VALUES (1, '补-2', '', -950001, '')",
    ),
    replaced("milestone", 1),
    Case("milestone_stays_unique", "UPDATE OR REPLACE milestone SET sequence = 1 WHERE id = 4"),
    Case("milestone_added_in_time", copied("milestone", "id = 5", sequence="9")),
    Case(
        "milestone_added_in_time",
        copied("milestone", "id = 1", sequence="9"),
        ("UPDATE contract SET state = 'closed' WHERE id = 1",),
    ),
    *changed(
        "milestone_frozen",
        "milestone",
        1,
        "id = 99",
        "contract_id = 2, sequence = 9",
        "contract_id = NULL, allocation_id = 1, sequence = 9",
        "sequence = 9",
        "name = '改动'",
        "kind = '改动'",
        "condition = '改动'",
        "amount = amount + 1",
        "payee_id = 2",
        "account_id = 2",
        "evidence_required = '改动'",
        "agreed_progress_bp = 1",
    ),
    Case("milestone_never_deleted", "DELETE FROM milestone WHERE id = 5"),
    Case("milestone_never_deleted", "DELETE FROM milestone WHERE id = 2"),
    Case(
        "milestone_never_deleted",
        "DELETE FROM milestone WHERE id = 4",
        ("UPDATE payment SET milestone_id = 4 WHERE id = 1",),
    ),
    *changed("evidence_frozen", "evidence", 1, "result = '改动'", "progress_bp = 10000", "milestone_id = 2"),
    Case("evidence_never_deleted", "DELETE FROM evidence WHERE id = 1"),
    replaced("evidence", 1),
    replaced("project", 1),
    Case("project_stays_unique", "UPDATE OR REPLACE project SET number = 'XM-1' WHERE id = 2"),
    *changed(
        "project_frozen",
        "project",
        1,
        "id = 99",
        "number = 'neu'",
        "name = '改动'",
        "category = '改动'",
        "division_id = 2",
        "author_id = 8",
        "last_editor_id = 8",
        "start_year = 2025",
        "end_year = 2029",
        "approval_document = '改动'",
        "approved_on = '2026-01-01'",
        "confirmed_by_id = 5",
    ),
    *changed("project_moves", "project", 1, "state = 'draft'"),
    Case(
        "project_moves",
        "UPDATE project SET state = 'in_force' WHERE id = 1",
        ("UPDATE project SET state = 'closed' WHERE id = 1",),
    ),
    *changed("project_moves", "project", 2, "state = 'closed'"),
    *changed("project_confirmed_apart", "project", 2, "state = 'in_force', confirmed_by_id = 1"),
    *changed("project_confirmed_apart", "project", 2, "state = 'in_force', confirmed_by_id = NULL"),
    Case("project_never_deleted", "DELETE FROM project WHERE id = 1"),
    *changed("project_year_fixed", "project_year", 2, "id = 99", "project_id = 2", "year = 2028"),
    Case("project_year_never_deleted", "DELETE FROM project_year WHERE id = 1"),
    Case(
        "project_year_never_deleted",
        "DELETE FROM project_year WHERE id = 2",
        ("UPDATE payment SET year = 2027 WHERE id = 1",),
    ),
    replaced("project_year", 1),
    *append_only("appropriation"),
    Case(
        "appropriation_covers_paid",
        # 20,000 元 from this source, 1,000 元 paid
        "INSERT INTO appropriation (project_year_id, source, kind, amount, document_number, document_date,"
        " functional_class, note) VALUES (1, 'local', 'cut', -1900001, '', '', '', '')",
    ),
    Case("payee_never_deleted", "DELETE FROM payee WHERE id = 1"),
    replaced("payee", 1),
    Case("payee_stays_unique", "UPDATE OR REPLACE payee SET name = '示例供应商' WHERE id = 3"),
    *changed("payee_id_kept", "payee", 3, "id = 99"),
    *changed(
        "payee_account_fixed",
        "payee_account",
        1,
        "id = 99",
        "payee_id = 2",
        "bank = '改动'",
        "number = '改动'",
        "bank_code = '改动'",
        "valid_from = '2026-01-01'",
    ),
    Case(
        "payee_account_fixed",
        "UPDATE payee_account SET closed_on = NULL WHERE id = 1",
        ("UPDATE payee_account SET closed_on = '2026-11-20' WHERE id = 1",),
    ),
    Case("payee_account_never_deleted", "DELETE FROM payee_account WHERE id = 1"),
    replaced("payee_account", 1),
)
