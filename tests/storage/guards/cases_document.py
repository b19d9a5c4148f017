"""Attempts on documents that are signed: the same for each of them (1 draft, 2 in approval, 3 approved)."""

from __future__ import annotations

from fundapp.models import Base
from tests.storage.guards.case import Case, changed, copied, replaced

LINES = {
    "application": "application_share",
    "monitoring": "monitoring_line",
    "evaluation": "evaluation_score",
    "term_review": "term_review_line",
}
"""Table of a document → table of its lines."""
TURNED = {
    "application_share": "amount = 1",
    "monitoring_line": "reason = '改动'",
    "evaluation_score": "points = 1",
    "term_review_line": "points = 1",
}
"""Something in a line that an office would like to change."""
_HELD_OTHERWISE = ("id", "number", "author_id", "state", "round", "void_reason", "version")
_UNDOING = ("state = 'draft'", "state = 'void'")
_LEAVING = ("state = 'returned'", "state = 'draft'", "state = 'void'")


def _columns(table: str) -> tuple[str, ...]:
    columns = [column for column in Base.metadata.tables[table].columns if column.name not in _HELD_OTHERWISE]
    number = {"from_year": 2019}  # a term begins before it ends
    return tuple(
        f"{one.name} = {number.get(one.name, 9999) if str(one.type.compile()) == 'INTEGER' else repr('2030-01-01')}"
        for one in columns
    )


def _document(table: str) -> tuple[Case, ...]:
    frozen, gates = f"{table}_frozen", tuple(GATES.get(table, ()))
    return (
        Case(f"{table}_starts_as_draft", copied(table, "id = 3", number="NULL", round="0")),
        Case(f"{table}_starts_as_draft", copied(table, "id = 1", number="'neu'")),
        Case(f"{table}_starts_as_draft", copied(table, "id = 1", round="1")),
        replaced(table, 3, f"{table}_starts_as_draft"),
        *changed(f"{table}_number_kept", table, 3, "number = 'neu'", "number = NULL", beside=(frozen,)),
        Case(f"{table}_number_kept", f"UPDATE OR REPLACE {table} SET number = '{table}-3' WHERE id = 1"),
        *changed(f"{table}_author_kept", table, 1, "author_id = 8", "id = 99"),
        *(case for row in (2, 3) for case in changed(frozen, table, row, *_columns(table))),
        *changed(frozen, table, 3, "number = 'neu'", beside=(f"{table}_number_kept",)),
        *changed(frozen, table, 3, "round = 2", beside=(f"{table}_round_counts",)),
        *changed(f"{table}_round_counts", table, 1, "round = 2"),
        *changed(f"{table}_round_counts", table, 3, "round = 2", beside=(frozen,)),
        *changed(f"{table}_submitted_with_round", table, 1, "state = 'in_approval'", beside=gates),
        *changed(f"{table}_approved_by_hands", table, 2, "state = 'approved'", beside=DECIDED.get(table, ())),
        *changed(f"{table}_leaves_with_its_round", table, 2, *_LEAVING),
        *changed(f"{table}_leaves_with_its_round", table, 3, *_UNDOING, beside=KEPT.get(table, ())),
        *changed(f"{table}_void_reason_kept", table, 3, "void_reason = '示例'"),
        Case(
            f"{table}_void_reason_kept",
            f"UPDATE {table} SET void_reason = '另一个原因' WHERE id = 1",
            (f"UPDATE {table} SET state = 'void', void_reason = '示例' WHERE id = 1",),
        ),
        *(Case(f"{table}_never_deleted", f"DELETE FROM {table} WHERE id = {row}") for row in (2, 3)),
    )


def _lines(table: str, lines: str) -> tuple[Case, ...]:
    owner = f"{table}_id"
    return (
        *(Case(f"{lines}_frozen_delete", f"DELETE FROM {lines} WHERE id = {row}") for row in (2, 3)),
        *changed(f"{lines}_frozen_update", lines, 3, TURNED[lines], f"{owner} = 9"),
        *changed(f"{lines}_frozen_update", lines, 1, f"{owner} = 3, {FREE[lines]}", "id = 99"),
        Case(f"{lines}_frozen_insert", copied(lines, "id = 1", **{owner: "3"} | FRESH[lines])),
        Case(
            f"{lines}_frozen_insert",
            copied(lines, "id = 3", id="id", **{owner: "9"}, verb="INSERT OR REPLACE"),
        ),
    )


GATES = {
    "application": ("application_after_evaluation", "application_after_rectification", "application_within_term"),
    "term_review": ("term_review_concluded",),
}
KEPT = {"application": ("application_kept_for_evaluation",), "monitoring": ("monitoring_kept_for_results",)}
DECIDED = {"term_review": ("term_review_decided_by_group",)}
FREE = {
    "application_share": "source = 'neu'",
    "monitoring_line": "indicator_id = 77",
    "evaluation_score": "indicator_id = 77",
    "term_review_line": "sequence = 77",
}
"""Keeps a line that is moved to another document unique there."""
FRESH = {
    "application_share": {"source": "'neu'"},
    "monitoring_line": {"indicator_id": "77"},
    "evaluation_score": {"indicator_id": "77"},
    "term_review_line": {"sequence": "77"},
}

YEAR_2 = "INSERT INTO project_year (project_id, year, goal, closed, version) VALUES (2, 2027, '', 0, 1)"
APPLIED = (
    "INSERT INTO application (project_year_id, division_id, author_id, last_editor_id, dated, state, round,"
    " void_reason, version, plan, basis, adjustment, phone, prior)"
    " SELECT max(id), 1, 1, 1, '', 'draft', 0, '', 1, '', '', '', '', '' FROM project_year"
)
SEND = "UPDATE application SET state = 'in_approval' WHERE id = (SELECT max(id) FROM application)"
HANDS = ("application_submitted_with_round",)
EVALUATED = ("application_after_evaluation", *HANDS)
BEYOND = "INSERT INTO project_year (project_id, year, goal, closed, version) VALUES (3, {year}, '', 0, 1)"
REVIEWED = (
    "INSERT INTO term_review (project_id, from_year, to_year, division_id, author_id, last_editor_id, dated, state,"
    " round, void_reason, version, conclusion, adjustment, summary, problems, advice, meeting_number, phone, facts,"
    " grade)"
    " VALUES (3, {begins}, {ends}, 1, 1, 1, '', 'approved', 0, '', 1, '{conclusion}', '', '', '', '', '', '', '', '')"
)
REVIEW = ("term_review_starts_as_draft",)
PROBLEM = (
    "INSERT INTO rectification (number, project_id, year, source, source_document, division_id, person_id, author_id,"
    " found_on, first_due_on, due_on, problem_type, problem, basis, demand, measure, papers, result, state,"
    " closing_opinion, void_reason, version)"
    " VALUES ('neu', 3, 2025, 'audit', '', 1, 1, 1, '2026-01-01', '2026-02-01', '2026-02-01', 'other', '', '', '', '',"
    " 0, '', 'open', '', '', 1)"
)

MONEY = (
    "INSERT INTO appropriation (project_year_id, source, kind, amount, document_number, document_date,"
    " functional_class, note) SELECT max(id), 'local', 'initial', 100, '示例', '2027-01-20', '', '' FROM project_year"
)

CARRIED = (
    "INSERT INTO appropriation (project_year_id, source, kind, amount, document_number, document_date,"
    " functional_class, note) VALUES ({year}, '{source}', 'carry_over', {amount}, '示例', '2027-01-20', '', '')"
)

APPLICATION_CASES = (
    Case("application_after_evaluation", SEND, (YEAR_2, APPLIED, "DELETE FROM evaluation WHERE id = 3"),
         without=("evaluation_never_deleted",), beside=HANDS),
    Case("application_after_rectification", "UPDATE application SET state = 'in_approval' WHERE id = 4",
         ("UPDATE project_year SET goal = '' WHERE id = 4", BEYOND.format(year=2027), PROBLEM, APPLIED),
         beside=("application_after_evaluation", *HANDS)),
    Case("application_within_term", SEND, (BEYOND.format(year=2029), APPLIED), beside=EVALUATED),
    Case("application_within_term", SEND,
         (BEYOND.format(year=2029), APPLIED, REVIEWED.format(begins=2023, ends=2025, conclusion="keep")),
         without=REVIEW, beside=EVALUATED),
    Case("application_within_term", SEND,
         (BEYOND.format(year=2029), APPLIED, REVIEWED.format(begins=2026, ends=2028, conclusion="cancel")),
         without=REVIEW, beside=EVALUATED),
    Case("application_after_evaluation", SEND,
         (YEAR_2.replace("2027", "2028"), APPLIED, "DELETE FROM evaluation WHERE id = 3"),
         without=("evaluation_never_deleted",), beside=HANDS),
    Case("application_kept_for_money", "UPDATE application SET state = 'void' WHERE id = 3",
         (MONEY.replace("SELECT max(id)", "SELECT 3"),),
         without=("appropriation_applied_for",),
         beside=("application_leaves_with_its_round", "application_kept_for_evaluation")),
    *changed("application_kept_for_evaluation", "application", 3, *_UNDOING,
             beside=("application_leaves_with_its_round",)),
    Case("application_kept_for_evaluation", "UPDATE application SET state = 'draft' WHERE id = 3",
         ("UPDATE evaluation SET project_year_id = 3 WHERE id = 2", "DELETE FROM evaluation WHERE id = 3"),
         without=("evaluation_frozen", "evaluation_never_deleted"), beside=("application_leaves_with_its_round",)),
    Case("evaluation_of_approved_plan", "UPDATE evaluation SET state = 'in_approval' WHERE id = 1",
         ("UPDATE application SET number = 'neu' WHERE id = 1",), beside=("evaluation_submitted_with_round",)),
    Case("evaluation_kept_for_application", "UPDATE evaluation SET state = 'void' WHERE id = 3",
         (YEAR_2, APPLIED, "UPDATE application SET state = 'approved' WHERE id = (SELECT max(id) FROM application)"),
         without=("application_moves", "application_approved_by_hands"), beside=("evaluation_leaves_with_its_round",)),
    Case("application_one_each", SEND,
         (APPLIED.replace("SELECT max(id)", "SELECT 3"),), beside=HANDS),
)  # fmt: skip
NEXT_TERM = "INSERT INTO project_year (project_id, year, goal, closed, version) VALUES (1, 2029, '', 0, 1)"
REVIEW_CASES = (
    *changed("term_review_concluded", "term_review", 1, "state = 'in_approval', conclusion = NULL",
             beside=("term_review_submitted_with_round",)),
    *changed("term_review_decided_by_group", "term_review", 2, "state = 'approved'",
             beside=("term_review_approved_by_hands",)),
    *(
        Case("term_review_kept_in_use", f"UPDATE term_review SET state = '{state}' WHERE id = 3", first,
             without=("term_review_frozen",), beside=("term_review_leaves_with_its_round",))
        for state in ("draft", "void")
        for first in (
            ("UPDATE term_review SET conclusion = 'cancel' WHERE id = 3",),
            (NEXT_TERM,),
        )
    ),
)  # fmt: skip
WATCHED = "UPDATE monitoring SET state = 'in_approval' WHERE id = 1"
MONITORING_CASES = (
    *changed("monitoring_kept_for_results", "monitoring", 3, *_UNDOING, beside=("monitoring_leaves_with_its_round",)),
    Case("monitoring_kept_for_results", "UPDATE monitoring SET state = 'draft' WHERE id = 3",
         ("UPDATE monitoring SET project_year_id = 1 WHERE id = 3",),
         without=("monitoring_frozen",), beside=("monitoring_leaves_with_its_round",)),
    Case("monitoring_one_round", WATCHED, ("UPDATE monitoring SET project_year_id = 3 WHERE id = 1",),
         beside=("monitoring_submitted_with_round",)),
    *(
        Case("monitoring_facts_kept", WATCHED, (lost,), beside=("monitoring_submitted_with_round",))
        for lost in (
            "UPDATE monitoring SET said = '' WHERE id = 1",
            "UPDATE monitoring SET budget_adjusted = NULL WHERE id = 1",
            "UPDATE monitoring SET executed = NULL WHERE id = 1",
            "UPDATE monitoring_line SET said = '' WHERE monitoring_id = 1",
        )
    ),
)  # fmt: skip

YEAR_CASES = (
    *changed("project_year_goal_frozen", "project_year", 3, "goal = '改动'", "scheme = '改动'"),
    Case("appropriation_applied_for", MONEY, (YEAR_2,)),
    Case("appropriation_applied_for", MONEY.replace("initial", "addition"), (YEAR_2,)),
    # 20,000.00 of source local in 2026: 1,000.00 are in approval, 1,000.00 approved, 1,000.00 paid.
    Case("appropriation_carried_is_left", CARRIED.format(year=2, source="local", amount=1_700_001)),
    Case(
        "appropriation_carried_is_left",
        CARRIED.format(year=2, source="local", amount=1),
        (CARRIED.format(year=2, source="local", amount=1_700_000),),
    ),
    Case("appropriation_carried_is_left", CARRIED.format(year=2, source="transfer", amount=1)),
)

CASES = (
    *YEAR_CASES,
    *(case for table in LINES for case in _document(table)),
    *(case for table, lines in LINES.items() for case in _lines(table, lines)),
    *APPLICATION_CASES,
    *MONITORING_CASES,
    *REVIEW_CASES,
)
