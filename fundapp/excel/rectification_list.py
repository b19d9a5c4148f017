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
    Column("年度", "number", 7),
    Column("来源", width=20),
    Column("项目", width=22),
    Column("问题", width=36),
    Column("整改要求", width=28),
    Column("整改措施", width=28),
    Column("责任科室", width=14),
    Column("责任人", width=11),
    Column("发现日期", "date", 12),
    Column("整改期限", "date", 12),
    Column("状态", width=10),
    Column("逾期天数", "number", 9),
    Column("进度", "percent", 9),
    Column("进展情况", width=32),
    Column("佐证材料（件）", "number", 9),
    Column("销号日期", "date", 12),
    Column("确认人", width=11),
)


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
    )


def _row(place: int, line: LedgerLine) -> tuple[Value, ...]:
    progress = None if line.progress_bp is None else Decimal(line.progress_bp) / 10000
    return (
        place,
        line.number,
        line.year,
        line.source,
        line.project,
        line.problem,
        line.demand,
        line.measure,
        line.division,
        line.person,
        line.found_on,
        line.due_on,
        line.state.label,
        line.overdue_days or None,
        progress,
        line.progress,
        line.evidence,
        line.closed_on,
        line.closed_by,
    )
