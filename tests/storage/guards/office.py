"""A small office in a ledger, written by raw SQL along the ways that the guards leave open.

People: 1 经办人, 2 科室负责人, 3 财务, 4 分管领导, 5 主要领导, 6 出纳, 7 管理员, 8 another clerk, 9 head of another
division, 10 leader in charge of another division, 11 holds no role, 12 is of the steering group. Person and key share
their number, but key 12 of person 2 is provisional, key 13 is retired, and key 14 is of person 12.

Contract 1 (10,000 元) and list 1 (4,000 元) are in force, contract 2 and list 2 are drafts.
Payment requests, all of the same round: 1 draft, 2 in approval (first hand given), 3 approved, 4 paid, 5 void,
6 returned. Applications, monitorings, self-evaluations and term reviews: 1 draft, 2 in approval, 3 approved.
Rectifications: 1 open, 2 reported, 3 closed, 4 void. Key evaluations: 1 recorded, 2 void.
"""

from __future__ import annotations

import sqlite3

MOMENT = "2026-11-20T00:31:00.000000+00:00"
DAY = "2026-11-20"
GENESIS = "0" * 64
ROUTE = (
    ("division_head", "division", 2),
    ("finance", "any", 3),
    ("supervising_leader", "charge", 4),
    ("principal_leader", "any", 5),
)
"""Role, scope and the person who signs, step by step."""
KEYS = {12: 14}
GROUP = (*ROUTE, ("steering_member", "any", 12))
"""The steering group and the principal leader decide on a term."""


class Office:
    """Writes rows as any SQLite shell would: foreign keys are not looked at."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute("PRAGMA foreign_keys = OFF")

    def run(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self.connection.execute(sql, values)

    def drop(self, *guards: str) -> None:
        for guard in guards:
            self.run(f"DROP TRIGGER {guard}")

    def insert(self, table: str, **given: object) -> int:
        """Inserts a row; columns that must have a value and got none are filled with nothing."""
        columns = self.run(f"PRAGMA table_info({table})").fetchall()
        row: dict[str, object] = {
            str(name): 0 if kind == "INTEGER" else ""
            for _, name, kind, needed, _, _ in columns
            if needed and name != "id"
        }
        row |= given
        marks = ", ".join("?" for _ in row)
        return int(self.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values()).lastrowid or 0)

    def one(self, sql: str, *values: object) -> object:
        """The first value of the first row."""
        return self.run(sql, *values).fetchone()[0]

    def kind(self, table: str, column: str) -> str:
        """``TEXT`` or ``INTEGER``."""
        return str(self.one("SELECT type FROM pragma_table_info(?) WHERE name = ?", table, column))

    def payment(self, milestone: int, amount: int, payee: int = 1, **given: object) -> int:
        """A draft with one share, one invoice that is not live yet, one reason and one attachment."""
        row = {
            "year": 2026,
            "dated": DAY,
            "project_id": 1,
            "milestone_id": milestone,
            "division_id": 1,
            "author_id": 1,
            "last_editor_id": 1,
            "payee_id": payee,
            "account_id": payee,
            "amount": amount,
            "state": "draft",
            "version": 1,
        } | given
        payment = self.insert("payment", **row)
        self.insert("payment_share", payment_id=payment, source="local", amount=amount)
        self.insert("invoice", payment_id=payment, number=f"2026{payment:016}", key=f"2026{payment:016}", amount=amount)
        self.insert("caution_reason", payment_id=payment, rule="示例", reason="示例理由")
        self.attachment("payment", payment)
        return payment

    def attachment(self, kind: str, owner: int) -> int:
        return self.insert("attachment", owner_kind=kind, owner_id=owner, file_name="示例.pdf", sha256="0" * 64)

    def submit(self, kind: str, subject: int) -> int:
        """Submits a draft or returned document: number, round, route, state. Returns the id of the round."""
        self.run(f"UPDATE {kind} SET round = round + 1 WHERE id = ?", subject)
        self.run(f"UPDATE {kind} SET number = ? WHERE id = ? AND number IS NULL", f"{kind}-{subject}", subject)
        if kind == "payment":
            self.run("UPDATE invoice SET live = 1 WHERE payment_id = ?", subject)
        author, editor, number = self.run(
            f"SELECT author_id, last_editor_id, round FROM {kind} WHERE id = ?", subject
        ).fetchone()
        opened = self.insert(
            "sign_round",
            subject_kind=kind,
            subject_id=subject,
            number=number,
            author_id=author,
            last_editor_id=editor,
            opened_by_id=author,
            outcome="open",
        )
        for position, (role, scope, _) in enumerate(self.route(opened), start=1):
            self.insert("round_step", round_id=opened, position=position, key=role, role=role, scope=scope)
        self.run(f"UPDATE {kind} SET state = 'in_approval' WHERE id = ?", subject)
        return opened

    def route(self, opened: int) -> tuple[tuple[str, str, int], ...]:
        """The route of a round."""
        return GROUP if self.one("SELECT subject_kind FROM sign_round WHERE id = ?", opened) == "term_review" else ROUTE

    def sign(self, opened: int, position: int, decision: str = "agree", **given: object) -> int:
        """The next hand of a round."""
        role, _, person = self.route(opened)[position - 1]
        row = {
            "round_id": opened,
            "position": position,
            "step_key": role,
            "person_id": person,
            "key_id": KEYS.get(person, person),
            "decision": decision,
            "opinion": "同意",
            "text": "示例",
            "signature": "示例",
        } | given
        return self.insert("sign_off", **row)

    def close_round(self, opened: int, outcome: str) -> None:
        self.run("UPDATE sign_round SET outcome = ?, closed_at = ? WHERE id = ?", outcome, MOMENT, opened)

    def approve(self, kind: str, subject: int) -> int:
        opened = self.submit(kind, subject)
        for position in range(1, len(self.route(opened)) + 1):
            self.sign(opened, position)
        self.close_round(opened, "complete")
        self.run(f"UPDATE {kind} SET state = 'approved' WHERE id = ?", subject)
        return opened

    def disburse(self, payment: int, **given: object) -> int:
        amount, number = self.run("SELECT amount, round FROM payment WHERE id = ?", payment).fetchone()
        row = {
            "payment_id": payment,
            "round": number,
            "amount": amount,
            "paid_on": DAY,
            "voucher": "记-1",
            "registered_by_id": 6,
            "registered_at": MOMENT,
        } | given
        disbursement = self.insert("disbursement", **row)
        self.run("UPDATE payment SET state = 'paid' WHERE id = ?", payment)
        return disbursement


def furnish(office: Office) -> None:
    """Everything the cases start from. Runs with every guard in place, so it proves that honest work passes."""
    _people(office)
    _projects(office)
    _bases(office)
    _payments(office)
    _documents(office)
    _rectifications(office)
    office.insert("ledger_info", id=1, uid="示例", office="示例单位", created_at=MOMENT)
    office.insert("number_series", prefix="HT", year=2026, last=2)
    office.insert("number_series", prefix="ZF", year=2026, last=6)
    office.insert("witnessing", person_id=8, witness_id=4, key_id=4, text="示例", signature="示例")
    office.insert("audit_line", id=1, previous=GENESIS, hash="a" * 64)
    office.insert("audit_line", id=2, previous="a" * 64, hash="b" * 64)
    office.insert(
        "issued_form",
        kind="payment_approval",
        subject_kind="payment",
        subject_id=4,
        round=1,
        number="payment-4",
        code="示例",
    )


def _people(office: Office) -> None:
    office.insert("unit", name="示例单位")
    office.insert("division", unit_id=1, name="业务科")
    office.insert("division", unit_id=1, name="财务科")
    staff = (
        ("经办人", 1, "clerk"),
        ("科室负责人", 1, "division_head"),
        ("财务", 2, "finance"),
        ("分管领导", 2, "supervising_leader"),
        ("主要领导", 2, "principal_leader"),
        ("出纳", 2, "finance"),
        ("管理员", 2, "administrator"),
        ("经办人二", 1, "clerk"),
        ("财务科负责人", 2, "division_head"),
        ("另一分管领导", 2, "supervising_leader"),
        ("示例人员", 1, ""),
    )
    for name, division, role in staff:
        person = office.insert("person", name=name, division_id=division, version=1)
        office.insert("person_key", person_id=person, public_key=f"示例{person}", algorithm="ed25519", made_at=MOMENT)
        if role:
            office.insert("person_role", person_id=person, role=role)
    office.insert("person_key", person_id=2, public_key="示例", provisional=1)
    office.insert("person_key", person_id=2, public_key="示例", retired_at=MOMENT)
    member = office.insert("person", name="领导小组成员", division_id=2, version=1)
    office.insert("person_key", person_id=member, public_key="示例", algorithm="ed25519", made_at=MOMENT)
    office.insert("person_role", person_id=member, role="steering_member")
    office.insert("person_charge", person_id=4, division_id=1)
    office.insert("person_charge", person_id=10, division_id=2)
    for payee in ("示例供应商", "示例镇街道"):
        payee_id = office.insert("payee", name=payee, kind="company", version=1)
        office.insert("payee_account", payee_id=payee_id, bank="示例银行", number="12345678", valid_from=DAY)
    office.insert("payee", name="示例备用单位", kind="company", version=1)


def _projects(office: Office) -> None:
    for number, state in (("XM-1", "in_force"), ("XM-2", "draft"), ("XM-3", "in_force")):
        project = office.insert(
            "project",
            number=number,
            name=f"示例项目{number}",
            division_id=1,
            author_id=1,
            last_editor_id=1,
            start_year=2026,
            end_year=2028,
            state="draft",
            version=1,
        )
        office.run("UPDATE project SET state = ?, confirmed_by_id = 2 WHERE id = ?", state, project)
    for project, year in ((1, 2026), (1, 2027), (2, 2026), (3, 2026)):
        office.insert("project_year", project_id=project, year=year, version=1)
    office.insert("appropriation", project_year_id=1, source="local", kind="initial", amount=2_000_000)
    office.insert("appropriation", project_year_id=1, source="own", kind="initial", amount=500_000)


def _bases(office: Office) -> None:
    for number in ("HT-1", "HT-2"):
        contract = office.insert(
            "contract",
            number=number,
            name="示例合同",
            project_id=1,
            author_id=1,
            last_editor_id=1,
            payee_id=1,
            account_id=1,
            amount=1_000_000,
            state="draft",
            version=1,
        )
        office.insert("contract_item", contract_id=contract, name="示例标的", quantity="1", amount=1_000_000)
        for sequence, amount in ((1, 300_000), (2, 700_000)):
            office.insert(
                "milestone",
                contract_id=contract,
                sequence=sequence,
                name="示例节点",
                amount=amount,
                payee_id=1,
                account_id=1,
            )
    for number in ("QD-1", "QD-2"):
        listed = office.insert(
            "allocation_list",
            number=number,
            name="示例清单",
            project_id=1,
            year=2026,
            author_id=1,
            last_editor_id=1,
            amount=400_000,
            state="draft",
            version=1,
        )
        for sequence in (1, 2):
            office.insert(
                "milestone",
                allocation_id=listed,
                sequence=sequence,
                name="示例镇街道",
                amount=200_000,
                payee_id=2,
                account_id=2,
            )
    for table in ("contract", "allocation_list"):
        office.run(f"UPDATE {table} SET state = 'in_force', confirmed_by_id = 2 WHERE id = 1")
    office.insert("amendment", contract_id=1, number="补-1", signed_on=DAY, amount=50_000, reason="示例")
    office.insert("evidence", milestone_id=1, kind="acceptance", title="示例验收单", dated=DAY, author_id=1)


def _payments(office: Office) -> None:
    office.payment(2, 100_000)
    office.payment(2, 100_000)
    for _ in range(4):
        office.payment(1, 100_000)
    office.sign(office.submit("payment", 2), 1)
    for payment in (3, 4):
        office.approve("payment", payment)
    office.disburse(4)
    office.attachment("disbursement", 1)
    voided = office.submit("payment", 5)
    office.close_round(voided, "voided")
    office.run("UPDATE payment SET state = 'void', void_reason = '示例' WHERE id = 5")
    office.run("UPDATE invoice SET live = 0 WHERE payment_id = 5")
    returned = office.submit("payment", 6)
    office.sign(returned, 1, "return", opinion="请补正")
    office.close_round(returned, "returned")
    office.run("UPDATE payment SET state = 'returned' WHERE id = 6")
    office.run("UPDATE invoice SET live = 0 WHERE payment_id = 6")


def _documents(office: Office) -> None:
    """Three of each: a draft, one in approval, one approved."""
    for year in (1, 2, 3):
        office.insert("indicator", project_year_id=year, sequence=1, name="示例指标", operator=">=", weight=1000)
    written = {"division_id": 1, "author_id": 1, "last_editor_id": 1, "dated": DAY, "state": "draft", "version": 1}
    for year, own_year in ((1, 1), (2, 4), (3, 3)):  # only a first year is applied for without an evaluation before
        evaluation = office.insert("evaluation", project_year_id=year, **written)
        office.insert("evaluation_score", evaluation_id=evaluation, indicator_id=year, points=1000)
        kept = {"said": "{}", "budget_adjusted": 1_000_000, "executed": 0}
        monitoring = office.insert("monitoring", project_year_id=year, kind="round", until=DAY, **kept, **written)
        office.insert("monitoring_line", monitoring_id=monitoring, indicator_id=year, said="{}")
        application = office.insert("application", project_year_id=own_year, **written)
        office.insert("application_share", application_id=application, source="local", amount=1_000_000)
        term = {"project_id": 1, "from_year": 2026, "to_year": 2028, "conclusion": "keep", "meeting_on": DAY}
        review = office.insert("term_review", **term, **written)
        office.insert("term_review_line", term_review_id=review, sequence=1, weight=1000, points=900)
    for kind in ("evaluation", "monitoring", "application", "term_review"):
        office.sign(office.submit(kind, 2), 1)
        office.approve(kind, 3)


def _rectifications(office: Office) -> None:
    for number in range(1, 5):
        found = {"number": f"ZG-{number}", "project_id": 1, "year": 2030, "source": "inspection", "state": "open"}
        people = {"division_id": 1, "person_id": 1, "author_id": 2, "version": 1}
        days = {"found_on": DAY, "first_due_on": DAY, "due_on": DAY}
        office.insert("rectification", problem_type="funds", problem="示例问题", **days, **found, **people)
    office.insert("rectification_note", rectification_id=1, at=MOMENT, person_id=1, step="progress", text="示例")
    for number in (2, 3):
        office.run(
            "UPDATE rectification SET state = 'reported', reported_by_id = 8, reported_on = ?,"
            " result = '无佐证材料：示例' WHERE id = ?",
            DAY,
            number,
        )
    office.run("UPDATE rectification SET state = 'closed', closed_by_id = 2, closed_on = ? WHERE id = 3", DAY)
    office.run("UPDATE rectification SET state = 'void', void_reason = '示例' WHERE id = 4")
    for _ in range(2):
        office.insert(
            "key_evaluation",
            project_year_id=1,
            evaluator="steering_group",
            evaluated_on=DAY,
            document_number="示例",
            points=8000,
            grade="良",
            author_id=1,
            version=1,
        )
    office.run("UPDATE key_evaluation SET void_reason = '示例' WHERE id = 2")
    template = office.insert(
        "indicator_template", category="cloud", year=2026, scheme="2020-10", author_id=1, version=1
    )
    office.insert("indicator_template_line", template_id=template, sequence=1, name="示例指标", weight=1000)
