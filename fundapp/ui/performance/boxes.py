"""Which box of a self-evaluation a check is about, and which ones cannot be read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fundapp.rules.finding import Finding
from fundapp.ui.performance.frame import EvaluationForm
from fundapp.ui.performance.row import SILENT
from fundapp.ui.performance.table import IndicatorTable


def unread_of(table: IndicatorTable, form: EvaluationForm) -> tuple[tuple[str, str], ...]:
    """(box, what is wrong) of everything that cannot be read."""
    rows = tuple((f"“{row.entry.name}”的{box}", why) for row, box, why in table.unread())
    return rows + tuple(form.problems().items())


def place_of(finding: Finding, table: IndicatorTable, form: EvaluationForm) -> QWidget | None:
    """The box a finding is about; None when it is about none."""
    fields: dict[str, QWidget] = {"执行率说明": form.execution, "实际完成情况": form.outcome, "填报日期": form.dated}
    if finding.field in fields:
        return fields[finding.field]
    for row in table.rows:
        status = row.badge.text()
        if finding.field == "实际完成值" and status == "待填":
            return row.actual
        if finding.field == "偏差原因" and status == SILENT:
            return row.why
        if finding.field in ("人工扣减", "扣减理由") and row.score().deduction and not row.score().deduction_reason:
            return row.extras().reason
    return None
