"""How contracts, lists and their milestones look: tints, timeline, tables."""

from __future__ import annotations

from collections.abc import Sequence

from fundapp.services.contract_sheet import MilestoneRow
from fundapp.ui.parts.column import Column, badge_column, date_column, money_column, percent_column, text_column
from fundapp.ui.parts.timeline import Step, StepState
from fundapp.ui.tokens import Tone
from fundapp.values.choices import ContractState
from fundapp.values.money import yuan

TONES: dict[ContractState, Tone] = {
    ContractState.DRAFT: "neutral",
    ContractState.IN_FORCE: "ok",
    ContractState.CLOSED: "neutral",
    ContractState.VOID: "neutral",
}
"""Tint of each state; the word stands beside it."""

_MOST_STEPS = 14


def milestone_columns() -> tuple[Column[MilestoneRow], ...]:
    """Milestones of a contract."""
    return (
        text_column("sequence", "#", width=48, sortable=False),
        text_column("name", "付款节点", stretch=True, width=176, least=140, sortable=False),
        text_column("condition", "付款条件", width=180, least=110, sortable=False, tip=lambda row: row.condition),
        *_money_columns(),
    )


def line_columns() -> tuple[Column[MilestoneRow], ...]:
    """Lines of an allocation list."""
    return (
        text_column("sequence", "#", width=48, sortable=False),
        text_column("name", "清单行", stretch=True, width=190, least=140, sortable=False),
        text_column("payee", "收款单位", width=190, least=110, sortable=False),
        *_money_columns(),
    )


def _money_columns() -> tuple[Column[MilestoneRow], ...]:
    return (
        percent_column("share_bp", "比例", width=84, spare=True, sortable=False),
        money_column("amount", "应付金额（元）", width=126, sortable=False),
        date_column("due_on", "约定日期", width=104, sortable=False),
        money_column("paid", "已付（元）", width=120, sortable=False),
        badge_column("status", "状态", lambda row: row.tone, width=130, sortable=False),
    )


def sums(rows: Sequence[MilestoneRow]) -> dict[str, object]:
    """Totals under the table."""
    if not rows:
        return {}
    return {
        "share_bp": 10000,
        "amount": sum(row.amount for row in rows),
        "paid": sum(row.paid for row in rows),
    }


def steps(rows: Sequence[MilestoneRow]) -> tuple[Step, ...]:
    """The timeline; of very many milestones those around the first unpaid one."""
    first = next((place for place, row in enumerate(rows) if _state(row) != "paid"), len(rows))
    start = max(0, min(first - _MOST_STEPS // 2, len(rows) - _MOST_STEPS))
    return tuple(
        Step(
            f"{row.name} {row.status}" if _state(row) == "now" else row.name,
            _state(row),
            f"{row.sequence} {row.name}：{yuan(row.amount)} 元，{row.status}",
        )
        for row in rows[start : start + _MOST_STEPS]
    )


def _state(row: MilestoneRow) -> StepState:
    if row.paid >= row.amount:
        return "paid"
    if row.in_flight or row.payment_ids:
        return "now"
    return "late" if row.tone == "bad" else "open"
