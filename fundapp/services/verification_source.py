"""The file as SQLite stores it: raw rows, never records, because what was sealed is what is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

Row = sqlite3.Row

LABELS = {
    "allocation_list": "分配清单",
    "amendment": "补充协议",
    "application": "年度申请",
    "application_share": "申请资金",
    "appropriation": "预算指标",
    "attachment": "附件",
    "audit_line": "留痕",
    "caution_reason": "情况说明",
    "contract": "合同",
    "contract_item": "合同标的",
    "disbursement": "拨付",
    "division": "科室",
    "evaluation": "绩效自评",
    "evaluation_score": "自评得分",
    "evidence": "佐证",
    "indicator": "绩效指标",
    "indicator_template": "指标模板",
    "indicator_template_line": "模板指标",
    "invoice": "发票",
    "issued_form": "已出具表单",
    "key_evaluation": "重点评价",
    "ledger_info": "账套信息",
    "milestone": "付款节点",
    "monitoring": "运行监控",
    "monitoring_line": "监控指标",
    "number_series": "编号簿",
    "payee": "收款单位",
    "payee_account": "收款账户",
    "payment": "用款申请",
    "payment_share": "资金来源分摊",
    "person": "人员",
    "person_charge": "分管科室",
    "person_key": "签字密钥",
    "person_role": "人员角色",
    "project": "项目",
    "project_year": "项目年度",
    "rectification": "整改事项",
    "rectification_note": "整改记录",
    "round_step": "签批环节",
    "sign_off": "签批",
    "sign_round": "签批轮次",
    "term_review": "期满评价",
    "term_review_line": "期满评价指标",
    "unit": "单位",
    "witnessing": "见证",
}
"""The office's word for each table."""

_OWN_NAMES = ("number", "name", "title", "file_name", "document_number", "office", "prefix")
_SIGNED = frozenset({"payment", "application", "monitoring", "evaluation", "term_review"})
_KNOWN_BY_NUMBER = _SIGNED | {"contract", "allocation_list", "person", "project", "rectification"}
_PARENTS = (
    ("payment_id", "payment"),
    ("contract_id", "contract"),
    ("allocation_id", "allocation_list"),
    ("evaluation_id", "evaluation"),
    ("application_id", "application"),
    ("monitoring_id", "monitoring"),
    ("term_review_id", "term_review"),
    ("rectification_id", "rectification"),
    ("template_id", "indicator_template"),
    ("round_id", "sign_round"),
    ("person_id", "person"),
    ("project_year_id", "project_year"),
    ("project_id", "project"),
)


@dataclass(frozen=True)
class Source:
    """Raw reading inside one consistent view of the file."""

    connection: sqlite3.Connection

    @classmethod
    def of(cls, connection: Connection) -> Source:
        """The driver's own connection beneath a reading transaction.

        Text that is no UTF-8 is read with replacement characters instead of an error: it then fits no digest and is
        reported like any other change.
        """
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101  (the only driver there is)
        raw.text_factory = lambda stored: stored.decode("utf-8", "replace")
        return cls(raw)

    def rows(self, statement: str, *values: object) -> Iterator[Row]:
        """Rows one after the other, not all at once."""
        cursor = self.connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(statement, values)

    def one(self, table: str, key: object) -> Row | None:
        """The row of a table with this id."""
        return next(self.rows(f'SELECT * FROM "{table}" WHERE id = ?', key), None)  # noqa: S608

    def number(self, statement: str, *values: object) -> int:
        """A single whole number; 0 for an empty sum."""
        return int(self.connection.execute(statement, values).fetchone()[0] or 0)

    def size(self, table: str) -> int:
        """How many rows a table has."""
        return self.number(f'SELECT count(*) FROM "{table}"')  # noqa: S608

    def called(self, table: str, row: Row) -> str:
        """A row as people know it: 用款申请 ZF-2026-0007, or 发票 123（用款申请 ZF-2026-0007）."""
        columns = row.keys()
        if table == "sign_round":
            subject = row["subject_kind"]
            known = subject in _SIGNED  # a forged one may point at itself
            return f"{self.named(subject, row['subject_id']) if known else subject}第 {row['number']} 轮签批"
        own = next((f" {row[one]}" for one in _OWN_NAMES if one in columns and row[one]), "")
        label = LABELS[table] + own
        if table in _KNOWN_BY_NUMBER and own:
            return label
        for column, parent in _PARENTS:
            if column in columns and row[column] is not None:
                return f"{label}（{self.named(parent, row[column])}）"
        return label

    def named(self, table: str, key: object) -> str:
        """The row with this id as people know it; by its id alone when it is not there."""
        label = LABELS.get(table, table)
        row = self.one(table, key) if table in LABELS else None
        return f"{label}第 {key} 号" if row is None else self.called(table, row)
