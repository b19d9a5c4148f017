"""The shell: sidebar, header, the page, status line; navigation and nothing else.

It knows screens by their entry (`Screen`) and pages by their signals (`Page`); what they show is their own business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Flag

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from fundapp.ui import notices, theme
from fundapp.ui.actions import KEYS
from fundapp.ui.idle import IdleWatch
from fundapp.ui.page_stacks import PageStacks
from fundapp.ui.parts.header import Header
from fundapp.ui.parts.nav import Sidebar
from fundapp.ui.parts.status_line import StatusLine
from fundapp.ui.parts.toast import Toast
from fundapp.ui.screen import SECTIONS, Page, Screen

NARROW_BELOW = 1000
"""Logical width under which the sidebar shows icons only (1366 px at 150 % are 911)."""

_STAY = notices.Option("stay", "继续填写")
_GUARD_SAVE = notices.Option("save", "保存", "primary")


class MainWindow(QMainWindow):
    """The window of a person who has logged in."""

    changed = Signal(object)
    """An act changed these kinds of record (`Changed` flag)."""
    year_changed = Signal(int)
    logout_wanted = Signal()
    """退出登录 was pressed and nothing unsaved holds the person back."""
    password_wanted = Signal()
    idle = Signal()
    """Nobody has touched the window for the set minutes."""
    closing = Signal()
    """The window closes for good."""

    def __init__(self, screens: Iterable[Screen], *, idle_minutes: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress_window(self)
        self.setWindowTitle("项目资金管理")
        self.resize(1366, 768)
        self.setMinimumSize(800, 480)
        self.sidebar = Sidebar()
        self.header = Header()
        self.status = StatusLine()
        self._stacks = PageStacks()
        self._central = QWidget()
        self._leaving = False
        self._close_later = False
        self._build()
        self._toast = Toast(self._central, self.status)
        self._watch = IdleWatch(idle_minutes, self)
        self._watch.idle.connect(self.idle)
        self._register(tuple(screens))
        self._connect()

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self._stacks, 1)
        right.addWidget(self.status)
        central = self._central
        theme.dress(central, ground="window")
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(central)

    def _register(self, screens: tuple[Screen, ...]) -> None:
        for section in SECTIONS:
            inside = [screen for screen in screens if screen.section == section]
            if inside and section:
                self.sidebar.add_head(section)
            for screen in inside:
                self.sidebar.add_entry(screen.key, screen.title, screen.icon)
                self._stacks.register(screen)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self._on_sidebar)
        self.sidebar.left.connect(lambda: self._leave_all(self.logout_wanted.emit))
        self.sidebar.password_wanted.connect(self.password_wanted)
        self.header.back.connect(self.back)
        self.header.year_chosen.connect(self._on_year)
        self.status.help_wanted.connect(self.help)
        for number, key in enumerate(self.sidebar.keys()[:9], start=1):
            self._key(f"Alt+{number}", self._goer(key))
        self._key("Ctrl+S", self.save)
        self._key("F5", self.reload)
        self._key("F1", self.help)
        notices.add_speaker(self._toast.say)
        self.destroyed.connect(lambda: notices.remove_speaker(self._toast.say))

    def _goer(self, key: str) -> Callable[[], None]:
        return lambda: self.go(key)

    def _key(self, keys: str, act: Callable[[], None]) -> None:
        """A key of the window; it does nothing while an input method composes."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(lambda: None if composing() else act())

    # -- where to go ----------------------------------------------------------------------------------------------

    def go(self, key: str, target: object = None) -> None:
        """Show a screen with what was open there; a `target` is handed to its first page."""
        if not self._stacks.knows(key):
            return
        if not self._stacks.is_open(key):
            self._push(key, self._stacks.build(key))
        self._show(key)
        if target is not None:
            self._stacks.first(key).aim(target)

    def open(self, page: Page) -> None:
        """Show a page on top of the current screen; one that shows the same record already stays there instead."""
        top = self._stacks.top()
        if top is not None and page.shows() is not None and page.shows() == top.shows():
            page.deleteLater()
        else:
            self._push(self._stacks.key(), page)
        self._show(self._stacks.key())

    def back(self) -> None:
        """Close the page seen, unless it is a screen's first one; unsaved work is asked about."""
        page = self._stacks.top()
        if page is not None and self._stacks.depth() > 1:
            self._leave(page, lambda: self._close(page))

    def page(self) -> Page | None:
        """The page seen."""
        return self._stacks.top()

    def current(self) -> str:
        """Key of the screen seen."""
        return self._stacks.key()

    # -- what to do -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S."""
        page = self._stacks.top()
        if page is not None and page.can_save():
            page.save()

    def reload(self) -> None:
        """F5: ask the services again; unsaved work is asked about first."""
        page = self._stacks.top()
        if page is not None:
            self._leave(page, lambda: page.refresh(None), drop="不保存，重新载入")

    def help(self) -> None:
        """F1: what this page is for, and the keys."""
        page = self._stacks.top()
        keys = "\n".join(f"{key.keys}\t{key.meaning}" for key in KEYS)
        text = page.help() if page is not None else ""
        title = self.header.title() or "帮助"
        notices.inform(self, title, text or "本页没有另外的说明，可用的按键如下。", details=keys)

    def tell_changed(self, changed: Flag | None) -> None:
        """Something changed (also from outside the pages): the page seen asks again now, the others when seen."""
        self._stacks.spread(changed)
        self._show_head()
        self.changed.emit(changed)

    def set_years(self, years: Sequence[int], current: int) -> None:
        """Fiscal years to choose from."""
        self.header.set_years(years, current)

    def year(self) -> int:
        """The fiscal year chosen."""
        return self.header.year()

    def set_count(self, key: str, count: int) -> None:
        """Red count of a sidebar entry."""
        if self._stacks.knows(key):
            self.sidebar.entry(key).set_count(count)

    def set_idle_minutes(self, minutes: int) -> None:
        """Change the idle time; 0 never tells."""
        self._watch.set_minutes(minutes)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _push(self, key: str, page: Page) -> None:
        self._stacks.push(key, page)
        page.pushed.connect(self._on_pushed)
        page.closed.connect(lambda: self._close(page))
        page.wanted.connect(self.go)
        page.changed.connect(self.tell_changed)
        page.headed.connect(self._show_head)
        if self.year():
            page.set_year(self.year())

    def _on_pushed(self, page: QWidget) -> None:
        if isinstance(page, Page):
            self.open(page)

    def _show(self, key: str) -> None:
        self._stacks.show_key(key)
        self.sidebar.set_current(key)
        self._show_head()
        page = self._stacks.top()
        if page is not None:
            page.setFocus()

    def _show_head(self) -> None:
        page = self._stacks.top()
        title, above = self._stacks.titles()
        self.header.show_page(title, page.aside() if page is not None else "", above)

    def _close(self, page: Page) -> None:
        shown = self._stacks.key()
        self._stacks.pop(page)
        if shown:
            self._show(shown)

    def _on_sidebar(self, key: str) -> None:
        """The entry one is in leads back to its first page; another one keeps everything open here."""
        if key != self._stacks.key():
            self.go(key)
        elif self._stacks.depth() > 1:
            self.back()

    def leave_pages(self) -> None:
        """The window goes for good: every page stops its timers and gives its memory back."""
        for page in self._stacks.pages():
            page.leave()

    def _on_year(self, year: int) -> None:
        for page in self._stacks.pages():
            page.set_year(year)
        self.year_changed.emit(year)
        self._stacks.spread(None)
        self._show_head()

    def _leave(self, page: Page, then: Callable[[], None], *, drop: str = "不保存，离开") -> None:
        """Go on with `then`, after asking about unsaved work; `drop` says what giving it up leads to."""
        lost = page.unsaved()
        if not lost:
            then()
            return
        guard = (_STAY, notices.Option("drop", drop, "danger"))
        options = (*guard, _GUARD_SAVE) if page.can_save() else tuple(reversed(guard))
        answer = notices.choose(self, "有内容还没有保存", lost, options)
        if answer == "drop":
            page.drop()
            then()
        elif answer == "save":
            page.save(then)

    def _leave_all(self, then: Callable[[], None]) -> None:
        """The same for every open page, one question after the other."""
        self._leave_each([page for page in self._stacks.pages() if page.unsaved()], then)

    def _leave_each(self, pages: list[Page], then: Callable[[], None]) -> None:
        if not pages:
            then()
            return
        first, *rest = pages
        self.go(self._stacks.screen_of(first))
        self._leave(first, lambda: self._leave_each(rest, then))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Unsaved work holds the window open until it is decided about; saving may take a moment."""
        if not self._leaving:
            self._leave_all(self._let_go)
        if self._leaving:
            event.accept()
            self.closing.emit()
        else:
            event.ignore()
            self._close_later = True

    def _let_go(self) -> None:
        self._leaving = True
        if self._close_later:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, unless a box below has used it."""
        if Qt.Key(event.key()) == Qt.Key.Key_Escape and not composing():
            event.accept()
            self.back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons only in a narrow window."""
        super().resizeEvent(event)
        self.sidebar.set_narrow(self.width() < NARROW_BELOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Start watching for signs of life."""
        super().showEvent(event)
        self._watch.watch(self.windowHandle())


def composing() -> bool:
    """Whether half-typed pinyin stands in the box that has the focus."""
    return bool(getattr(QApplication.focusWidget(), "composing", False))
