"""The money bar: what is paid, what this request takes, what is left — with the same in words below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.parts import bars
from fundapp.ui.parts.label import label
from fundapp.values.money import BASIS, Fen, percent, ratio_bp, wan


@dataclass(frozen=True)
class Money:
    """Amounts in 分; `whole` is the contract (or list line, or appropriation) they belong to."""

    whole: Fen
    paid: Fen
    this: Fen = 0

    @property
    def rest(self) -> Fen:
        """What is left after this one; negative when too much is asked for."""
        return self.whole - self.paid - self.this


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.money = Money(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(0, 1, self.width(), 14)
        bars.track(painter, area)
        paid = bars.span(_bp(self.money.paid, self.money.whole), area.width())
        both = bars.span(_bp(self.money.paid + self.money.this, self.money.whole), area.width())
        bars.piece(painter, QRectF(0, 1, paid, 14), tokens.PRIMARY)
        bars.piece(
            painter, QRectF(paid, 1, max(both - paid, 3 if self.money.this > 0 else 0), 14), tokens.SEAL, hatched=True
        )


class MoneyBar(QWidget):
    """已付 (solid), 本次 (hatched), 余 (empty), each with its figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar()
        self._legend = _Legend()
        self._warning = label("", "bad", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar)
        column.addWidget(self._legend)
        column.addWidget(self._warning)
        self.show_money(Money(0, 0))

    def show_money(self, money: Money) -> None:
        """Show other amounts."""
        self._bar.money = money
        over = money.rest < 0
        self._legend.show_parts(
            (
                ("paid", f"已付 {percent(_bp(money.paid, money.whole))}"),
                ("this", f"本次 {percent(_bp(money.this, money.whole))}"),
                ("rest", f"余 {wan(max(money.rest, 0))} 万元"),
            )
        )
        self._warning.setText(f"超出 {wan(-money.rest)} 万元" if over else "")
        self._warning.setVisible(over)
        self.setAccessibleName("支付进度")
        self.setAccessibleDescription(self.text())
        self._bar.update()

    def text(self) -> str:
        """The legend as one line."""
        parts = [text for _, text in self._legend.parts]
        return "，".join([*parts, self._warning.text()] if self._warning.text() else parts)


class _Legend(QWidget):
    """Small squares with the pieces' patterns and their words; wraps when the bar is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[tuple[str, str], ...] = ()
        self._font: QFont = theme.font(tokens.SMALL)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_parts(self, parts: tuple[tuple[str, str], ...]) -> None:
        self.parts = parts
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return 18 * (max((line for _, _, line, _ in self._places(width)), default=0) + 1)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        for kind, x, line, text in self._places(self.width()):
            square = QRectF(x, line * 18 + 4, 10, 10)
            painter.fillRect(square, theme.colour(tokens.TRACK))
            if kind != "rest":
                bars.piece(painter, square, tokens.PRIMARY if kind == "paid" else tokens.SEAL, hatched=kind == "this")
            painter.setPen(theme.colour(tokens.SECOND))
            painter.drawText(x + 15, line * 18 + 14, text)

    def _places(self, width: int) -> list[tuple[str, int, int, str]]:
        metrics = QFontMetrics(self._font)
        x = line = 0
        found = []
        for kind, text in self.parts:
            need = 15 + metrics.horizontalAdvance(text)
            if x and x + need > width:
                x, line = 0, line + 1
            found.append((kind, x, line, text))
            x += need + 16
        return found


def _bp(part: Fen, whole: Fen) -> int:
    """Share in basis points; of nothing it is nothing."""
    return ratio_bp(part, whole) if whole > 0 else (BASIS if part > 0 else 0)
