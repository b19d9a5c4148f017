"""The money of the year in the head of a self-evaluation: all of it from the ledger, nothing typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.rules.evaluation_case import EvaluationResult
from fundapp.services.payment_sheet import PaymentRow
from fundapp.services.year_money import YearMoney
from fundapp.ui.parts.button import button
from fundapp.ui.parts.column import Column, date_column, money_column, text_column
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.figure_edit import short_points
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.ui.parts.table import Table
from fundapp.ui.session import Session
from fundapp.values.money import percent, wan
from fundapp.values.score import points_text


class MoneyStrip(QWidget):
    """全年预算数, 全年执行数, 预算执行率, 执行率得分."""

    asked = Signal()
    """查看 n 笔拨付 was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = button("", self.asked.emit, look="link")
        self._captions = [ElidedLabel("", "second") for _ in range(4)]
        self.values = [ElidedLabel("", "amount") for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(12)
        for place, (caption, value) in enumerate(zip(self._captions, self.values, strict=True)):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            head = QHBoxLayout()
            head.setSpacing(6)
            head.addWidget(caption)
            if place == 1:
                head.addWidget(self.link)
            head.addStretch(1)
            cell.addLayout(head)
            cell.addWidget(value)
            grid.addLayout(cell, 0, place)
            grid.setColumnStretch(place, 3 if place == 1 else 2)
            caption.setMinimumHeight(24)

    def show_money(self, money: YearMoney, result: EvaluationResult) -> None:
        """Show the year's money and what it scores."""
        rate = "—" if result.execution_rate_bp is None else percent(result.execution_rate_bp)
        points = "—" if result.execution_points is None else points_text(result.execution_points)
        texts = (
            ("全年预算数", f"{wan(money.total.adjusted)} 万元"),
            ("全年执行数", f"{wan(money.total.executed)} 万元"),
            ("预算执行率", rate),
            (f"执行率得分（{short_points(result.execution_weight)} 分）", points),
        )
        for caption, value, (name, text) in zip(self._captions, self.values, texts, strict=True):
            caption.setText(name)
            value.setText(text)
        self.values[3].setToolTip(result.execution_formula)
        self.link.setText(f"查看 {money.payments} 笔拨付")
        self.link.setVisible(money.payments > 0)


class PaidDialog(Dialog):
    """The disbursements that make up 全年执行数."""

    opened = Signal(int)
    """Id of the request whose row was activated."""

    def __init__(self, session: Session, title: str, rows: Sequence[PaymentRow], parent: QWidget) -> None:
        super().__init__(title, parent, width=900)
        self.table: Table[PaymentRow] = Table(
            "performance.paid", _columns(), session.runner, empty="本年还没有拨付", searchable=False
        )
        self.table.setMinimumHeight(300)
        self.table.show_rows(rows, {"amount": sum(row.amount for row in rows)} if rows else None)
        self.table.activated.connect(self._open)
        self.body.addWidget(label("全年执行数由以下已登记的拨付相加而来，回车打开用款申请。", "second", wrap=True))
        self.body.addWidget(self.table)
        self.add_button("关闭", self.reject, main=True)

    def _open(self, row: PaymentRow) -> None:
        self.accept()
        self.opened.emit(row.id)


def _columns() -> tuple[Column[PaymentRow], ...]:
    return (
        date_column("paid_on", "拨付日期", width=106, sortable=False),
        text_column("voucher", "凭证号", width=150, least=120),
        text_column("number", "单号", width=116),
        text_column("milestone", "付款节点", stretch=True, width=140, least=110),
        money_column("amount", "金额（元）", width=120),
    )
