"""The sidebar: entries in groups, a red count where a hand is wanted, a narrow form for small screens."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fundapp.ui import icons, theme, tokens
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import ElidedLabel, label

WIDE = 200
NARROW = 60


class NavEntry(QPushButton):
    """One entry; its count stands at the right end, in the narrow form at the icon's corner."""

    def __init__(self, key: str, title: str, icon: str) -> None:
        super().__init__(title)
        self.key = key
        self.title = title
        self._icon = icon
        self._count = 0
        theme.dress(self, look="nav")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setIconSize(QSize(18, 18))
        self._mark = QLabel(self)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark.setFixedHeight(20)
        theme.dress(self._mark, mark="count")
        self._mark.hide()
        self.toggled.connect(self._paint_icon)
        self._paint_icon(False)

    def set_count(self, count: int) -> None:
        """Red count; 0 hides it."""
        self._count = count
        self._mark.setText("99+" if count > 99 else str(count))
        self._mark.setFixedWidth(max(20, self._mark.fontMetrics().horizontalAdvance(self._mark.text()) + 12))
        self._mark.setVisible(count > 0)
        self._place()
        self._name()

    def count(self) -> int:
        """The count shown."""
        return self._count

    def set_narrow(self, narrow: bool) -> None:
        """Icon only, the title becomes the tooltip."""
        self.setText("" if narrow else self.title)
        self._place()
        self._name()

    def place_number(self, number: int) -> None:
        """Alt+number goes here; 0 has no key."""
        self.setProperty("number", number)
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the count at the end."""
        super().resizeEvent(event)
        self._place()

    def _name(self) -> None:
        number = self.property("number")
        key = f"Alt+{number}" if number else ""
        self.setToolTip("　".join(part for part in (self.title if not self.text() else "", key) if part))
        self.setAccessibleName(f"{self.title}，{self._count} 件待办" if self._count else self.title)

    def _place(self) -> None:
        if self.text():
            self._mark.move(self.width() - self._mark.width() - 20, (self.height() - self._mark.height()) // 2)
        else:
            self._mark.move(self.width() - self._mark.width() - 4, 1)

    def _paint_icon(self, checked: bool) -> None:
        self.setIcon(icons.icon(self._icon, tokens.PRIMARY if checked else tokens.SECOND))


class Sidebar(QFrame):
    """Brand, entries in groups, who is logged in."""

    chosen = Signal(str)
    """Key of the entry that was pressed; the shell decides whether to go there (`set_current`)."""
    left = Signal()
    """退出登录 was pressed."""
    password_wanted = Signal()
    """修改密码 was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, frame="sidebar")
        self._entries: dict[str, NavEntry] = {}
        self._heads: list[QLabel] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._brand = label("项目资金管理", "brand")
        self._office = label("", "second", wrap=True)
        self._person = ElidedLabel("", "strong")
        self._roles = label("", "second", wrap=True)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._narrow = False
        self._current = ""
        self._build()
        self.set_narrow(False)

    def _build(self) -> None:
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(20, 16, 12, 12)
        top.setSpacing(0)
        top.addWidget(self._brand)
        top.addWidget(self._office)
        inner = QWidget()
        theme.dress(inner, ground="clear")
        inner.setLayout(self._column)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(scroll, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        theme.dress(foot, frame="footer")
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._person)
        who.addWidget(self._roles)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 8, 8)
        row.setSpacing(0)
        row.addLayout(who, 1)
        self._key = button("", self.password_wanted.emit, look="quiet", icon="key", tip="修改密码")
        self._out = button("", self.left.emit, look="quiet", icon="sign_out", tip="退出登录")
        row.addWidget(self._key)
        row.addWidget(self._out)
        self._foot_row = row
        return foot

    def add_head(self, text: str) -> None:
        """A group's name."""
        head = label(text, "second")
        head.setContentsMargins(20, 10, 0, 4)
        self._heads.append(head)
        self._column.insertWidget(self._column.count() - 1, head)

    def add_entry(self, key: str, title: str, icon: str) -> NavEntry:
        """An entry at the end of the present group."""
        entry = NavEntry(key, title, icon)
        self._entries[key] = entry
        entry.place_number(len(self._entries) if len(self._entries) < 10 else 0)
        self._group.addButton(entry)
        entry.clicked.connect(lambda: self._on_pressed(key))
        self._column.insertWidget(self._column.count() - 1, entry)
        entry.set_narrow(self._narrow)
        return entry

    def entry(self, key: str) -> NavEntry:
        """The entry of that key."""
        return self._entries[key]

    def keys(self) -> tuple[str, ...]:
        """Keys of the entries in their order."""
        return tuple(self._entries)

    def set_current(self, key: str) -> None:
        """Mark where the person is."""
        self._current = key
        self._entries[key].setChecked(True)

    def set_office(self, text: str) -> None:
        """Line under the brand: 2026 年度 ・ 政务数据办."""
        self._office.setText(text)

    def set_person(self, name: str, roles: str) -> None:
        """Who is logged in; division and roles on a line each."""
        self._person.setText(name)
        self._roles.setText(roles.replace(" · ", "\n", 1))

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, for windows that are small in logical pixels (1366 at 150 %)."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for part in (self._top, self._person, self._roles, *self._heads):
            part.setVisible(not narrow)
        self._foot_row.setContentsMargins(0 if narrow else 20, 8, 0 if narrow else 8, 8)
        self._foot_row.setStretch(0, 0 if narrow else 1)
        for tool in (self._key, self._out):
            tool.setMinimumWidth(NARROW // 2 if narrow else 0)
            tool.setMaximumWidth(NARROW // 2 if narrow else WIDE)
        for entry in self._entries.values():
            entry.set_narrow(narrow)

    def is_narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def _on_pressed(self, key: str) -> None:
        """The mark moves only when the shell really goes there."""
        if self._current:
            self._entries[self._current].setChecked(True)
        self.chosen.emit(key)
