"""How payment requests look in lists."""

from __future__ import annotations

from fundapp.services.payment_sheet import PaymentRow
from fundapp.ui.parts.column import Column, badge_column, date_column, money_column, text_column
from fundapp.ui.tokens import Tone
from fundapp.values.choices import PaymentState

TONES: dict[PaymentState, Tone] = {
    PaymentState.DRAFT: "neutral",
    PaymentState.IN_APPROVAL: "warn",
    PaymentState.RETURNED: "bad",
    PaymentState.APPROVED: "info",
    PaymentState.PAID: "ok",
    PaymentState.VOID: "neutral",
}
"""Tint of each state; the word stands beside it."""


def tone(row: PaymentRow) -> Tone:
    """Tint of a row's state."""
    return TONES[row.state]


def request_columns() -> tuple[Column[PaymentRow], ...]:
    """The list of requests."""
    return (
        text_column("number", "单号", _number, width=114),
        date_column("dated", "申请日期", width=102),
        text_column("project", "项目", stretch=True, width=130),
        text_column("basis_number", "合同/清单", width=112, quiet=True),
        text_column("milestone", "付款节点", width=150),
        text_column("payee", "收款单位", width=160),
        money_column("amount", "金额（元）", width=122),
        badge_column("state", "状态", tone, width=80),
        date_column("paid_on", "拨付日期", width=102, sortable=False),
    )


def waiting_columns() -> tuple[Column[PaymentRow], ...]:
    """Requests whose money has not left."""
    return (
        text_column("number", "单号", width=120),
        date_column("dated", "申请日期", width=110),
        text_column("project", "项目", stretch=True, width=140),
        text_column("milestone", "付款节点", width=170),
        text_column("payee", "收款单位", width=190),
        money_column("amount", "金额（元）", width=130),
        text_column("division", "申请科室", width=120, quiet=True),
    )


def register_columns() -> tuple[Column[PaymentRow], ...]:
    """The register of disbursements."""
    return (
        date_column("paid_on", "拨付日期", width=110),
        text_column("voucher", "凭证号", width=120),
        text_column("number", "单号", width=120),
        text_column("project", "项目", stretch=True, width=140, sortable=False),
        text_column("milestone", "付款节点", width=160, sortable=False),
        text_column("payee", "收款单位", width=180),
        money_column("amount", "金额（元）", width=130),
    )


def _number(row: PaymentRow) -> str:
    return row.number or "（未编号）"
