"""Every row of every table against the last digest that a signed line recorded of it."""

from __future__ import annotations

from fundapp.seal.canonical import row_digest
from fundapp.services.verification_chain import Chain, Written
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_source import LABELS, Row, Source

SEALED = tuple(table for table in LABELS if table != "audit_line")
"""Tables whose rows the lines account for; the chain accounts for itself."""


def check_rows(source: Source, chain: Chain, findings: Findings) -> None:
    """Rows that were changed, added, deleted or brought back outside the program."""
    total = sum(source.size(table) for table in SEALED)
    findings.count("张表", len(SEALED))
    findings.count("行", 0)
    for table in SEALED:
        there: set[int] = set()
        for row in source.rows(f'SELECT * FROM "{table}" ORDER BY id'):  # noqa: S608
            there.add(row["id"])
            findings.count("行")
            findings.watch.now_and_then(findings.kind, findings.counts["行"], total)
            fault = _row_fault(table, row, chain.rows[table].get(row["id"]))
            if fault:
                named = f"{source.called(table, row)}（{table} 第 {row['id']} 号）"
                findings.fault(f"{table}#{row['id']}", f"{named}{fault}")
        for key, written in chain.rows[table].items():
            if written.digest and key not in there:
                findings.fault(
                    f"{table}#{key}",
                    f"{LABELS[table]}（{table} 第 {key} 号）在留痕第 {written.last} 行有记录，表中却没有，被删除了。",
                )


def _row_fault(table: str, row: Row, written: Written | None) -> str:
    if written is None:
        return "没有任何留痕，是绕过本程序加进来的。"
    if not written.digest:
        return f"在留痕第 {written.last} 行已经删除，又出现在表中。"
    if row_digest(table, dict(row)) != written.digest:
        return f"与留痕第 {written.last} 行记下的内容不一致，被改动过。"
    return ""
