"""The first released schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None


def upgrade() -> None:  # noqa: PLR0915 - a schema is a long list
    """Creates every table of release 0.1."""
    op.create_table(
        "ledger_info",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_info_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_info")),
        sqlite_strict=True,
    )
    op.create_table(
        "number_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("prefix", "year", name=op.f("uq_number_series_prefix_year")),
        sqlite_strict=True,
    )
    op.create_table(
        "payee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee")),
        sa.UniqueConstraint("name", name=op.f("uq_payee_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_division_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_division_unit_id_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_division_unit_id"), "division", ["unit_id"], unique=False)
    op.create_table(
        "payee_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payee_id", sa.Integer(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["payee_id"], ["payee.id"], name=op.f("fk_payee_account_payee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee_account")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payee_account_payee_id"), "payee_account", ["payee_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_person_division_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_division_id"), "person", ["division_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_attachment_added_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attachment_added_by_id"), "attachment", ["added_by_id"], unique=False)
    op.create_index("ix_attachment_owner", "attachment", ["owner_kind", "owner_id"], unique=False)
    op.create_table(
        "issued_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_issued_form_issued_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_form")),
        sa.UniqueConstraint("code", name=op.f("uq_issued_form_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_issued_form_issued_by_id"), "issued_form", ["issued_by_id"], unique=False)
    op.create_index("ix_issued_form_subject", "issued_form", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "person_charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_person_charge_division_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_charge_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_charge")),
        sa.UniqueConstraint("person_id", "division_id", name=op.f("uq_person_charge_person_id_division_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_charge_division_id"), "person_charge", ["division_id"], unique=False)
    op.create_index(op.f("ix_person_charge_person_id"), "person_charge", ["person_id"], unique=False)
    op.create_table(
        "person_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("kdf", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.Text(), nullable=True),
        sa.Column("announced", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_key_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_key_person_id"), "person_key", ["person_id"], unique=False)
    op.create_table(
        "person_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_role")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_person_role_person_id_role")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_role_person_id"), "person_role", ["person_id"], unique=False)
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("start_year", sa.Integer(), nullable=False),
        sa.Column("end_year", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("national_code", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("approval_document", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Text(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("end_year >= start_year", name=op.f("ck_project_term")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_project_author_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_project_confirmed_by_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_project_division_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_project_last_editor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("number", name=op.f("uq_project_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_project_author_id"), "project", ["author_id"], unique=False)
    op.create_index(op.f("ix_project_confirmed_by_id"), "project", ["confirmed_by_id"], unique=False)
    op.create_index(op.f("ix_project_division_id"), "project", ["division_id"], unique=False)
    op.create_index(op.f("ix_project_last_editor_id"), "project", ["last_editor_id"], unique=False)
    op.create_table(
        "sign_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_sign_round_number")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_sign_round_author_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_sign_round_last_editor_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_sign_round_opened_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_round")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "number", name=op.f("uq_sign_round_subject_kind_subject_id_number")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sign_round_author_id"), "sign_round", ["author_id"], unique=False)
    op.create_index(op.f("ix_sign_round_last_editor_id"), "sign_round", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_sign_round_opened_by_id"), "sign_round", ["opened_by_id"], unique=False)
    op.create_table(
        "allocation_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("document_date", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_allocation_list_amount")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_allocation_list_author_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_allocation_list_confirmed_by_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_allocation_list_last_editor_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_allocation_list_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_list")),
        sa.UniqueConstraint("number", name=op.f("uq_allocation_list_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_allocation_list_author_id"), "allocation_list", ["author_id"], unique=False)
    op.create_index(op.f("ix_allocation_list_confirmed_by_id"), "allocation_list", ["confirmed_by_id"], unique=False)
    op.create_index(op.f("ix_allocation_list_last_editor_id"), "allocation_list", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_allocation_list_project_id"), "allocation_list", ["project_id"], unique=False)
    op.create_table(
        "audit_line",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=True),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["person_key.id"], name=op.f("fk_audit_line_key_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_line_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_audit_line_person_id"), "audit_line", ["person_id"], unique=False)
    op.create_table(
        "witnessing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["person_key.id"], name=op.f("fk_witnessing_key_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_witnessing_person_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["person.id"], name=op.f("fk_witnessing_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_witnessing")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_witnessing_key_id"), "witnessing", ["key_id"], unique=False)
    op.create_index(op.f("ix_witnessing_person_id"), "witnessing", ["person_id"], unique=False)
    op.create_index(op.f("ix_witnessing_witness_id"), "witnessing", ["witness_id"], unique=False)
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("payee_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Text(), nullable=True),
        sa.Column("start_on", sa.Text(), nullable=True),
        sa.Column("end_on", sa.Text(), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=True),
        sa.Column("firm_size", sa.Text(), nullable=False),
        sa.Column("receipt_advance", sa.Integer(), nullable=False),
        sa.Column("warranty", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_contract_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["payee_account.id"], name=op.f("fk_contract_account_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_contract_author_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["person.id"], name=op.f("fk_contract_confirmed_by_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_contract_last_editor_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["payee.id"], name=op.f("fk_contract_payee_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_contract_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contract_account_id"), "contract", ["account_id"], unique=False)
    op.create_index(op.f("ix_contract_author_id"), "contract", ["author_id"], unique=False)
    op.create_index(op.f("ix_contract_confirmed_by_id"), "contract", ["confirmed_by_id"], unique=False)
    op.create_index(op.f("ix_contract_last_editor_id"), "contract", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_contract_payee_id"), "contract", ["payee_id"], unique=False)
    op.create_index(op.f("ix_contract_project_id"), "contract", ["project_id"], unique=False)
    op.create_table(
        "project_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_project_year_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_year")),
        sa.UniqueConstraint("project_id", "year", name=op.f("uq_project_year_project_id_year")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_project_year_project_id"), "project_year", ["project_id"], unique=False)
    op.create_table(
        "round_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["sign_round.id"], name=op.f("fk_round_step_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_step")),
        sa.UniqueConstraint("round_id", "key", name=op.f("uq_round_step_round_id_key")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_round_step_round_id_position")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_round_step_round_id"), "round_step", ["round_id"], unique=False)
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("strokes", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["person_key.id"], name=op.f("fk_sign_off_key_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_off_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["sign_round.id"], name=op.f("fk_sign_off_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_sign_off_round_id_position")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sign_off_key_id"), "sign_off", ["key_id"], unique=False)
    op.create_index(op.f("ix_sign_off_person_id"), "sign_off", ["person_id"], unique=False)
    op.create_index(op.f("ix_sign_off_round_id"), "sign_off", ["round_id"], unique=False)
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_amendment_contract_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_amendment_contract_id"), "amendment", ["contract_id"], unique=False)
    op.create_table(
        "appropriation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_year_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("document_date", sa.Text(), nullable=False),
        sa.Column("functional_class", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_appropriation_amount")),
        sa.ForeignKeyConstraint(
            ["project_year_id"], ["project_year.id"], name=op.f("fk_appropriation_project_year_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appropriation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_appropriation_project_year_id"), "appropriation", ["project_year_id"], unique=False)
    op.create_table(
        "contract_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("specification", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("unit_price", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_item_contract_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_item")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_contract_item_contract_id"), "contract_item", ["contract_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("project_year_id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("execution_mode", sa.Text(), nullable=False),
        sa.Column("execution_weight", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("execution_explanation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("budget_initial", sa.Integer(), nullable=True),
        sa.Column("budget_adjusted", sa.Integer(), nullable=True),
        sa.Column("executed", sa.Integer(), nullable=True),
        sa.Column("execution_points", sa.Integer(), nullable=True),
        sa.Column("total_points", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_evaluation_author_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_evaluation_division_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_evaluation_last_editor_id")),
        sa.ForeignKeyConstraint(["project_year_id"], ["project_year.id"], name=op.f("fk_evaluation_project_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("number", name=op.f("uq_evaluation_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_evaluation_author_id"), "evaluation", ["author_id"], unique=False)
    op.create_index(op.f("ix_evaluation_division_id"), "evaluation", ["division_id"], unique=False)
    op.create_index(op.f("ix_evaluation_last_editor_id"), "evaluation", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_evaluation_project_year_id"), "evaluation", ["project_year_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_year_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("level1", sa.Text(), nullable=False),
        sa.Column("level2", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("target_on", sa.Text(), nullable=True),
        sa.Column("target_text", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_indicator_weight")),
        sa.ForeignKeyConstraint(["project_year_id"], ["project_year.id"], name=op.f("fk_indicator_project_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("project_year_id", "sequence", name=op.f("uq_indicator_project_year_id_sequence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_indicator_project_year_id"), "indicator", ["project_year_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("allocation_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("payee_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("evidence_required", sa.Text(), nullable=True),
        sa.Column("agreed_progress_bp", sa.Integer(), nullable=False),
        sa.CheckConstraint("(contract_id IS NULL) <> (allocation_id IS NULL)", name=op.f("ck_milestone_basis")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_milestone_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["payee_account.id"], name=op.f("fk_milestone_account_id")),
        sa.ForeignKeyConstraint(["allocation_id"], ["allocation_list.id"], name=op.f("fk_milestone_allocation_id")),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_milestone_contract_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["payee.id"], name=op.f("fk_milestone_payee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("allocation_id", "sequence", name=op.f("uq_milestone_allocation_id_sequence")),
        sa.UniqueConstraint("contract_id", "sequence", name=op.f("uq_milestone_contract_id_sequence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_milestone_account_id"), "milestone", ["account_id"], unique=False)
    op.create_index(op.f("ix_milestone_allocation_id"), "milestone", ["allocation_id"], unique=False)
    op.create_index(op.f("ix_milestone_contract_id"), "milestone", ["contract_id"], unique=False)
    op.create_index(op.f("ix_milestone_payee_id"), "milestone", ["payee_id"], unique=False)
    op.create_table(
        "evaluation_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("actual_on", sa.Text(), nullable=True),
        sa.Column("actual_text", sa.Text(), nullable=False),
        sa.Column("rating_bp", sa.Integer(), nullable=True),
        sa.Column("applicable", sa.Integer(), nullable=False),
        sa.Column("deduction", sa.Integer(), nullable=False),
        sa.Column("deduction_reason", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluation.id"], name=op.f("fk_evaluation_score_evaluation_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_evaluation_score_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_score")),
        sa.UniqueConstraint(
            "evaluation_id", "indicator_id", name=op.f("uq_evaluation_score_evaluation_id_indicator_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_evaluation_score_evaluation_id"), "evaluation_score", ["evaluation_id"], unique=False)
    op.create_index(op.f("ix_evaluation_score_indicator_id"), "evaluation_score", ["indicator_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Text(), nullable=True),
        sa.Column("progress_bp", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_evidence_author_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_evidence_milestone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_evidence_author_id"), "evidence", ["author_id"], unique=False)
    op.create_index(op.f("ix_evidence_milestone_id"), "evidence", ["milestone_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("payee_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("economic_class", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("reduction_reason", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("actual_progress_bp", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("filing_number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["payee_account.id"], name=op.f("fk_payment_account_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_payment_author_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_payment_division_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_payment_last_editor_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_payment_milestone_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["payee.id"], name=op.f("fk_payment_payee_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_payment_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_account_id"), "payment", ["account_id"], unique=False)
    op.create_index(op.f("ix_payment_author_id"), "payment", ["author_id"], unique=False)
    op.create_index(op.f("ix_payment_division_id"), "payment", ["division_id"], unique=False)
    op.create_index(op.f("ix_payment_last_editor_id"), "payment", ["last_editor_id"], unique=False)
    op.create_index("ix_payment_list", "payment", ["year", "dated", "id"], unique=False)
    op.create_index(op.f("ix_payment_milestone_id"), "payment", ["milestone_id"], unique=False)
    op.create_index(op.f("ix_payment_payee_id"), "payment", ["payee_id"], unique=False)
    op.create_index(op.f("ix_payment_project_id"), "payment", ["project_id"], unique=False)
    op.create_table(
        "caution_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_caution_reason_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caution_reason")),
        sa.UniqueConstraint("payment_id", "rule", name=op.f("uq_caution_reason_payment_id_rule")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_caution_reason_payment_id"), "caution_reason", ["payment_id"], unique=False)
    op.create_table(
        "disbursement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Text(), nullable=False),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=False),
        sa.Column("registered_by_id", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_disbursement_amount")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_disbursement_payment_id")),
        sa.ForeignKeyConstraint(["registered_by_id"], ["person.id"], name=op.f("fk_disbursement_registered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disbursement")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_disbursement_payment_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_disbursement_registered_by_id"), "disbursement", ["registered_by_id"], unique=False)
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_invoice_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_invoice_payment_id"), "invoice", ["payment_id"], unique=False)
    op.create_index("uq_invoice_live_key", "invoice", ["key"], unique=True, sqlite_where=sa.text("live = 1"))
    op.create_table(
        "payment_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_share_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_share")),
        sa.UniqueConstraint("payment_id", "source", name=op.f("uq_payment_share_payment_id_source")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_payment_share_payment_id"), "payment_share", ["payment_id"], unique=False)
