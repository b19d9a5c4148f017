"""The money of the year in the head of a self-evaluation: all of it from the ledger, nothing typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.rules.evaluation_case import EvaluationResult
from fundapp.services.year_money import YearMoney
from fundapp.ui.parts.button import button
from fundapp.ui.parts.figure_edit import short_points
from fundapp.ui.parts.figure_link import FigureLink
from fundapp.ui.parts.label import ElidedLabel
from fundapp.values.money import percent, wan
from fundapp.values.score import points_text


class MoneyStrip(QWidget):
    """全年预算数, 全年执行数, 预算执行率, 执行率得分."""

    traced = Signal(str)
    """A figure was pressed: budget, executed or execution."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = button("", lambda: self.traced.emit("executed"), look="link")
        self._captions = [ElidedLabel("", "second") for _ in range(4)]
        names = ("全年预算数", "全年执行数", "预算执行率", "执行率得分")
        self.values = [FigureLink(name, "amount") for name in names]
        for value, what in zip(self.values, ("budget", "executed", "execution", "execution"), strict=True):
            value.clicked.connect(lambda _checked=False, what=what: self.traced.emit(what))
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
            cell.addWidget(value, 0, Qt.AlignmentFlag.AlignLeft)
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
            value.show_figure(text, result.execution_formula if name.startswith("执行率") else "")
        self.link.setText(f"查看 {money.payments} 笔拨付")
        self.link.setVisible(money.payments > 0)
