"""Annual application, monitoring, rectification, key evaluation, term review and the office's own indicators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"


def upgrade() -> None:
    """Adds what release 0.2 keeps."""
    op.add_column("project_year", sa.Column("scheme", sa.Text(), nullable=True))
    op.add_column("evaluation", sa.Column("conclusion", sa.Text(), nullable=True))
    op.create_table(
        "indicator_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_indicator_template_author_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_indicator_template_last_editor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_template")),
        sa.UniqueConstraint("category", "year", name=op.f("uq_indicator_template_category_year")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_indicator_template_author_id"), "indicator_template", ["author_id"], unique=False)
    op.create_index(
        op.f("ix_indicator_template_last_editor_id"), "indicator_template", ["last_editor_id"], unique=False
    )
    op.create_table(
        "indicator_template_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("level1", sa.Text(), nullable=False),
        sa.Column("level2", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("target_text", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight > 0", name=op.f("ck_indicator_template_line_weight")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["indicator_template.id"], name=op.f("fk_indicator_template_line_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_template_line")),
        sa.UniqueConstraint("template_id", "sequence", name=op.f("uq_indicator_template_line_template_id_sequence")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_indicator_template_line_template_id"), "indicator_template_line", ["template_id"], unique=False
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_year_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("adjustment", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("prior", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_application_author_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_application_division_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_application_last_editor_id")),
        sa.ForeignKeyConstraint(["project_year_id"], ["project_year.id"], name=op.f("fk_application_project_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_application_author_id"), "application", ["author_id"], unique=False)
    op.create_index(op.f("ix_application_division_id"), "application", ["division_id"], unique=False)
    op.create_index(op.f("ix_application_last_editor_id"), "application", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_application_project_year_id"), "application", ["project_year_id"], unique=False)
    op.create_table(
        "application_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_application_share_amount")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_share_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_share")),
        sa.UniqueConstraint("application_id", "source", name=op.f("uq_application_share_application_id_source")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_application_share_application_id"), "application_share", ["application_id"], unique=False)
    op.create_table(
        "monitoring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_year_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("forecast", sa.Integer(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("demands", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("budget_initial", sa.Integer(), nullable=True),
        sa.Column("budget_adjusted", sa.Integer(), nullable=True),
        sa.Column("executed", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_monitoring_author_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_monitoring_division_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_monitoring_last_editor_id")),
        sa.ForeignKeyConstraint(["project_year_id"], ["project_year.id"], name=op.f("fk_monitoring_project_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring")),
        sa.UniqueConstraint("number", name=op.f("uq_monitoring_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_monitoring_author_id"), "monitoring", ["author_id"], unique=False)
    op.create_index(op.f("ix_monitoring_division_id"), "monitoring", ["division_id"], unique=False)
    op.create_index(op.f("ix_monitoring_last_editor_id"), "monitoring", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_monitoring_project_year_id"), "monitoring", ["project_year_id"], unique=False)
    op.create_table(
        "monitoring_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("monitoring_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("actual_on", sa.Text(), nullable=True),
        sa.Column("actual_text", sa.Text(), nullable=False),
        sa.Column("progress_bp", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("expected_on", sa.Text(), nullable=True),
        sa.Column("expected_text", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.Text(), nullable=True),
        sa.Column("funding", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("equipment", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_monitoring_line_indicator_id")),
        sa.ForeignKeyConstraint(["monitoring_id"], ["monitoring.id"], name=op.f("fk_monitoring_line_monitoring_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_line")),
        sa.UniqueConstraint(
            "monitoring_id", "indicator_id", name=op.f("uq_monitoring_line_monitoring_id_indicator_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_monitoring_line_indicator_id"), "monitoring_line", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_monitoring_line_monitoring_id"), "monitoring_line", ["monitoring_id"], unique=False)
    op.create_table(
        "rectification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_document", sa.Text(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=False),
        sa.Column("first_due_on", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("problem_type", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("reported_on", sa.Text(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("closing_opinion", sa.Text(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("due_on >= found_on", name=op.f("ck_rectification_due")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_rectification_amount")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_rectification_author_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_rectification_closed_by_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_rectification_division_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rectification_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_rectification_project_id")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_rectification_reported_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
        sa.UniqueConstraint("number", name=op.f("uq_rectification_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rectification_author_id"), "rectification", ["author_id"], unique=False)
    op.create_index(op.f("ix_rectification_closed_by_id"), "rectification", ["closed_by_id"], unique=False)
    op.create_index(op.f("ix_rectification_division_id"), "rectification", ["division_id"], unique=False)
    op.create_index(op.f("ix_rectification_person_id"), "rectification", ["person_id"], unique=False)
    op.create_index(op.f("ix_rectification_project_id"), "rectification", ["project_id"], unique=False)
    op.create_index(op.f("ix_rectification_reported_by_id"), "rectification", ["reported_by_id"], unique=False)
    op.create_table(
        "rectification_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rectification_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("progress_bp", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("papers", sa.Integer(), nullable=True),
        sa.Column("former_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["former_id"], ["person.id"], name=op.f("fk_rectification_note_former_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rectification_note_person_id")),
        sa.ForeignKeyConstraint(
            ["rectification_id"], ["rectification.id"], name=op.f("fk_rectification_note_rectification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_note")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rectification_note_former_id"), "rectification_note", ["former_id"], unique=False)
    op.create_index(op.f("ix_rectification_note_person_id"), "rectification_note", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_rectification_note_rectification_id"), "rectification_note", ["rectification_id"], unique=False
    )
    op.create_table(
        "key_evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_year_id", sa.Integer(), nullable=False),
        sa.Column("evaluator", sa.Text(), nullable=False),
        sa.Column("evaluated_on", sa.Text(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("points BETWEEN 0 AND 10000", name=op.f("ck_key_evaluation_points")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_key_evaluation_author_id")),
        sa.ForeignKeyConstraint(
            ["project_year_id"], ["project_year.id"], name=op.f("fk_key_evaluation_project_year_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_evaluation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_key_evaluation_author_id"), "key_evaluation", ["author_id"], unique=False)
    op.create_index(op.f("ix_key_evaluation_project_year_id"), "key_evaluation", ["project_year_id"], unique=False)
    op.create_table(
        "term_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("adjustment", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("meeting_number", sa.Text(), nullable=False),
        sa.Column("meeting_on", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("total_points", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("last_editor_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_year >= from_year", name=op.f("ck_term_review_term")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_term_review_author_id")),
        sa.ForeignKeyConstraint(["division_id"], ["division.id"], name=op.f("fk_term_review_division_id")),
        sa.ForeignKeyConstraint(["last_editor_id"], ["person.id"], name=op.f("fk_term_review_last_editor_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_term_review_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_review")),
        sa.UniqueConstraint("number", name=op.f("uq_term_review_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_term_review_author_id"), "term_review", ["author_id"], unique=False)
    op.create_index(op.f("ix_term_review_division_id"), "term_review", ["division_id"], unique=False)
    op.create_index(op.f("ix_term_review_last_editor_id"), "term_review", ["last_editor_id"], unique=False)
    op.create_index(op.f("ix_term_review_project_id"), "term_review", ["project_id"], unique=False)
    op.create_table(
        "term_review_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_review_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("level1", sa.Text(), nullable=False),
        sa.Column("level2", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.CheckConstraint("weight > 0 AND points BETWEEN 0 AND weight", name=op.f("ck_term_review_line_points")),
        sa.ForeignKeyConstraint(
            ["term_review_id"], ["term_review.id"], name=op.f("fk_term_review_line_term_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_review_line")),
        sa.UniqueConstraint("term_review_id", "sequence", name=op.f("uq_term_review_line_term_review_id_sequence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_term_review_line_term_review_id"), "term_review_line", ["term_review_id"], unique=False)
