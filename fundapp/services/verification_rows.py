"""Every row of every table against the last digest that a signed line recorded of it."""

from __future__ import annotations

from fundapp.seal.canonical import row_digest
from fundapp.services.verification_chain import Chain, Written
from fundapp.services.verification_findings import Findings
from fundapp.services.verification_source import LABELS, Row, Source

SEALED = tuple(table for table in LABELS if table != "audit_line")
"""Tables whose rows the lines account for; the chain accounts for itself."""

_ENDS = (
    (
        "rectification",
        "state = 'closed'",
        "rectifications.confirm",
        "closed_by_id",
        "标为已销号，却不是由所列确认人确认的。",
    ),
    ("rectification", "state = 'void'", "rectifications.void", "", "标为已作废，却不是由有权作废的人办理的。"),
    ("key_evaluation", "void_reason <> ''", "key_evaluations.void", "", "标为已作废，却不是由有权作废的人办理的。"),
)
"""What the next year's money waits for (art. 13): table, which rows, the only act that ends them, who is named for it.

Whether that person had the right stands with the act itself (`verification_chain.RIGHTS`)."""


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
    _check_ends(source, chain, findings)


def _check_ends(source: Source, chain: Chain, findings: Findings) -> None:
    for table, ended, verb, named_for_it, fault in _ENDS:
        for row in source.rows(f'SELECT * FROM "{table}" WHERE {ended} ORDER BY id'):  # noqa: S608
            line = source.one("audit_line", chain.last_line(table, row["id"]))
            # A row that no line knows was told of above.
            if line is not None and (line["verb"] != verb or (named_for_it and line["person_id"] != row[named_for_it])):
                findings.fault(
                    f"{table}#{row['id']}", f"{source.called(table, row)}（{table} 第 {row['id']} 号）{fault}"
                )


def _row_fault(table: str, row: Row, written: Written | None) -> str:
    if written is None:
        return "没有任何留痕，是绕过本程序加进来的。"
    if not written.digest:
        return f"在留痕第 {written.last} 行已经删除，又出现在表中。"
    if row_digest(table, dict(row)) != written.digest:
        return f"与留痕第 {written.last} 行记下的内容不一致，被改动过。"
    return ""
