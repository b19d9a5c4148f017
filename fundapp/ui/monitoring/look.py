"""How monitorings look in lists and heads."""

from __future__ import annotations

from fundapp.services.monitoring_list import MonitoringRow
from fundapp.ui.documents.look import TONES
from fundapp.ui.parts.column import Column, badge_column, date_column, money_column, text_column


def monitoring_columns() -> tuple[Column[MonitoringRow], ...]:
    """The list of monitorings."""
    return (
        text_column("number", "单号", lambda row: row.number or "（未编号）", width=120),
        text_column("project", "项目", stretch=True, width=180),
        text_column("division", "填报科室", width=120, spare=True, quiet=True),
        text_column("kind", "方式", lambda row: row.kind.label, width=88),
        date_column("until", "截止日", width=106),
        money_column("adjusted", "全年预算（元）", width=136, spare=True, sortable=False),
        money_column("executed", "已执行（元）", width=136, sortable=False),
        text_column("demands", "整改", lambda row: "需整改" if row.demands else "", width=70, sortable=False),
        badge_column("state", "状态", lambda row: TONES[row.state], width=84),
    )
