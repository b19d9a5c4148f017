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
        date_column("dated", "申请日期", width=98),
        text_column("project", "项目", stretch=True, width=166, least=110),
        text_column("basis_number", "合同/清单", width=112, spare=True, quiet=True),
        text_column("milestone", "付款节点", width=174, least=110),
        text_column("payee", "收款单位", width=166, least=110),
        money_column("amount", "金额（元）", width=122),
        badge_column("state", "状态", tone, width=76),
        date_column("paid_on", "拨付日期", width=98, spare=True, sortable=False),
    )


def waiting_columns() -> tuple[Column[PaymentRow], ...]:
    """Requests whose money has not left."""
    return (
        text_column("number", "单号", width=120),
        date_column("dated", "申请日期", width=110, spare=True),
        text_column("project", "项目", stretch=True, width=170, least=120),
        text_column("milestone", "付款节点", width=190, least=120),
        text_column("payee", "收款单位", width=190, least=120),
        money_column("amount", "金额（元）", width=130),
        text_column("division", "申请科室", width=120, spare=True, quiet=True),
    )


def register_columns() -> tuple[Column[PaymentRow], ...]:
    """The register of disbursements."""
    return (
        date_column("paid_on", "拨付日期", width=110),
        text_column("voucher", "凭证号", width=150),
        text_column("number", "单号", width=120),
        text_column("project", "项目", stretch=True, width=170, least=110, spare=True, sortable=False),
        text_column("milestone", "付款节点", width=200, least=120, sortable=False),
        text_column("payee", "收款单位", width=184, least=120),
        money_column("amount", "金额（元）", width=130),
    )


def _number(row: PaymentRow) -> str:
    return row.number or "（未编号）"
