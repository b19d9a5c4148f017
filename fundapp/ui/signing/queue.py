"""The left column of the signing desk: cards of the documents, in three lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fundapp.services.signing_desk import DeskRow
from fundapp.ui import theme, tokens
from fundapp.ui.parts.badge import paint_badge
from fundapp.ui.parts.button import button
from fundapp.ui.tokens import Tone

_ROW = Qt.ItemDataRole.UserRole
_URGENT, _SOON = 5, 10
LISTS = (("waiting", "待签"), ("signed", "已签"), ("returned", "已退回"))
_NOTHING = {"waiting": "没有等您签批的单据", "signed": "还没有签过", "returned": "还没有退回过"}


class Queue(QWidget):
    """待签 n | 已签 | 已退回, and the cards of the chosen list."""

    selected = Signal(object)
    """The current `DeskRow`; None when the list is empty."""
    list_chosen = Signal(str)
    """Key of the list that is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, ground="surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(190)
        self.setMaximumWidth(290)
        self._tabs = {key: button(word, self._chooser(key), look="link") for key, word in LISTS}
        self.cards = QListWidget()
        self.cards.setItemDelegate(_Cards(self.cards))
        self.cards.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.cards.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards.setFrameShape(QListWidget.Shape.NoFrame)
        self.cards.setAccessibleName("待签单据")
        self._key = "waiting"
        self._build()
        self.cards.currentItemChanged.connect(lambda *_: self.selected.emit(self.current()))

    def _build(self) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(14, 10, 14, 8)
        tabs.setSpacing(14)
        for made in self._tabs.values():
            tabs.addWidget(made)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tabs)
        column.addWidget(self.cards, 1)
        self.setFocusProxy(self.cards)

    def _chooser(self, key: str) -> Callable[[], None]:
        return lambda: self.list_chosen.emit(key)

    def show_rows(self, key: str, rows: Sequence[DeskRow], waiting: int) -> None:
        """Show a list; the document that was current stays so, else the one at its place is taken."""
        before, place = self.current(), max(self.cards.currentRow(), 0)
        same = key == self._key
        self._key = key
        self._tabs["waiting"].setText(f"待签 {waiting}")
        for name, made in self._tabs.items():
            theme.dress(made, chosen=name == key)
        blocked = self.cards.blockSignals(True)
        self.cards.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.headline}，{row.amount_text}，{row.note}")
            item.setToolTip(f"{row.headline}\n{row.note}")
            self.cards.addItem(item)
        self.cards.blockSignals(blocked)
        self._take_up(before if same else None, place if same else 0, rows)

    def _take_up(self, before: DeskRow | None, place: int, rows: Sequence[DeskRow]) -> None:
        keys = [(row.kind, row.id) for row in rows]
        if before is not None and (before.kind, before.id) in keys:
            place = keys.index((before.kind, before.id))
        if rows:
            blocked = self.cards.blockSignals(True)  # one choice is told once: behind it a form is drawn
            self.cards.setCurrentRow(min(place, len(rows) - 1))
            self.cards.blockSignals(blocked)
        self.selected.emit(self.current())

    def list_key(self) -> str:
        """Key of the list shown."""
        return self._key

    def emptiness(self) -> str:
        """Why there is nothing to look at."""
        return "没有选中单据" if self.cards.count() else _NOTHING[self._key]

    def current(self) -> DeskRow | None:
        """The current document."""
        item = self.cards.currentItem()
        return None if item is None else _row_of(item.data(_ROW))

    def chosen(self) -> tuple[DeskRow, ...]:
        """All selected documents, from the top."""
        items = sorted(self.cards.selectedItems(), key=self.cards.row)
        return tuple(row for row in (_row_of(item.data(_ROW)) for item in items) if row is not None)

    def clear_choice(self) -> None:
        """No document is current."""
        self.cards.setCurrentRow(-1)
        self.cards.clearSelection()

    def select(self, kind: str, key: int) -> bool:
        """Make a document current; False when it is not in the list."""
        for place in range(self.cards.count()):
            row = _row_of(self.cards.item(place).data(_ROW))
            if row is not None and (row.kind.value, row.id) == (kind, key):
                self.cards.setCurrentRow(place)
                return True
        return False


def _row_of(value: object) -> DeskRow | None:
    return value if isinstance(value, DeskRow) else None


def badge_of(row: DeskRow) -> tuple[str, Tone]:
    """What the card's badge says: the clock first, then hints."""
    if row.days_left is not None:
        if row.days_left < 0:
            return f"逾期 {-row.days_left} 天", "bad"
        tone: Tone = "bad" if row.days_left <= _URGENT else "warn" if row.days_left <= _SOON else "neutral"
        return f"剩 {row.days_left} 天", tone
    return (f"{row.hints} 项提示", "warn") if row.hints else ("", "neutral")


class _Cards(QStyledItemDelegate):
    """Paints a card: project, amount, number, badge; the current one with a blue edge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(190, 84)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = _row_of(index.data(_ROW))
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if row is None:
            return
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.PRIMARY_PALE))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(tokens.PRIMARY))
        painter.setPen(QColor(tokens.LINE))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        word, tone = badge_of(row)
        badge = QFontMetrics(theme.font(tokens.SMALL)).horizontalAdvance(word) + 24 if word else 0
        for place, (text, size, bold, colour) in enumerate(
            (
                (row.headline, tokens.BODY, True, tokens.TEXT),
                (row.amount_text, tokens.BODY, False, tokens.TEXT),
                (row.note, tokens.SMALL, False, tokens.SECOND),
            )
        ):
            font = theme.font(size, bold=bold)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            room = area.width() - 28 - (badge + 6 if place == 0 else 0)
            line = QRect(area.left() + 14, area.top() + 9 + place * 22, room, 22)
            words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        if word:
            chip = QRectF(area.right() - badge - 10, area.top() + 9, badge, 22)
            paint_badge(painter, chip, word, tone, Qt.AlignmentFlag.AlignRight)
        painter.restore()
