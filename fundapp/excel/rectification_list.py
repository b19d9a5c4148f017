"""整改台账 as a spreadsheet (art. 13): one row for each problem, totals by state below."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from fundapp.excel.workbook import Column, Table, Value
from fundapp.excel.workbook import write as write_table
from fundapp.values.dates import iso
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger

TITLE = "整改台账"
COLUMNS = (
    Column("序号", "number", 6),
    Column("编号", width=15),
    Column("年度", "number", 6),
    Column("来源", width=14),
    Column("发现日期", "date", 11),
    Column("项目", width=14),
    Column("问题类型", width=10),
    Column("问题", width=28),
    Column("涉及金额（元）", "money", 13),
    Column("依据", width=16),
    Column("整改要求", width=18),
    Column("整改措施", width=20),
    Column("责任科室", width=11),
    Column("责任人", width=10),
    Column("分管领导", width=10),
    Column("整改期限", "date", 11),
    Column("原定期限", "date", 11),
    Column("延期次数", "number", 6),
    Column("最近延期原因", width=16),
    Column("状态", width=8),
    Column("逾期天数", "number", 6),
    Column("进度", "percent", 8),
    Column("进展情况", width=26),
    Column("佐证材料（件）", "number", 8),
    Column("销号日期", "date", 11),
    Column("确认人", width=10),
)
_FOLD = 12
"""On paper one sheet has what is wrong and what is to be done, another who does it by when and how it stands."""


def write(path: Path, ledger: RectificationLedger) -> None:
    """Writes the ledger. Raises Unwritable."""
    write_table(path, table(ledger))


def table(ledger: RectificationLedger) -> Table:
    """The ledger as rows of typed values."""
    return Table(
        name=TITLE,
        title=f"{ledger.office}{TITLE}",
        under_title=f"范围：{ledger.scope}　　编制日期：{iso(ledger.on)}",
        columns=COLUMNS,
        rows=[_row(place, line) for place, line in enumerate(ledger.lines, start=1)],
        totals=ledger.totals,
        folds=(_FOLD,),
        repeated=2,
    )


def _row(place: int, line: LedgerLine) -> tuple[Value, ...]:
    progress = None if line.progress_bp is None else Decimal(line.progress_bp) / 10000
    return (
        place,
        line.number,
        line.year,
        line.source,
        line.found_on,
        line.project,
        line.problem_type,
        line.problem,
        None if line.amount is None else Decimal(line.amount) / 100,
        line.basis,
        line.demand,
        line.measure,
        line.division,
        line.person,
        line.leader,
        line.due_on,
        line.first_due_on if line.extended else None,
        line.extended or None,
        line.extension,
        line.state.label,
        line.overdue_days or None,
        progress,
        line.progress,
        line.evidence,
        line.closed_on,
        line.closed_by,
    )
