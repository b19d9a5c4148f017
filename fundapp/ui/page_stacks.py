"""The pages that are open: one stack per screen.

Looking something up elsewhere never throws away what is being filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag

from PySide6.QtWidgets import QStackedWidget

from fundapp.errors import FundError
from fundapp.ui import notices
from fundapp.ui.screen import Page, Screen


@dataclass
class _Open:
    """A page and what it has missed while it was not seen; `stale` without flags means everything."""

    page: Page
    title: str
    stale: bool = True
    missed: Flag | None = None


@dataclass
class _Stack:
    screen: Screen
    pages: list[_Open] = field(default_factory=list)


class PageStacks(QStackedWidget):
    """Shows the top page of the current screen and keeps the others."""

    def __init__(self) -> None:
        super().__init__()
        self._stacks: dict[str, _Stack] = {}
        self._key = ""

    def register(self, screen: Screen) -> None:
        """Make a screen known; its page is built at the first visit."""
        self._stacks[screen.key] = _Stack(screen)

    def key(self) -> str:
        """Key of the current screen; empty before the first one."""
        return self._key

    def knows(self, key: str) -> bool:
        """Whether a screen with this key is registered."""
        return key in self._stacks

    def build(self, key: str) -> Page:
        """Make the first page of a screen."""
        return self._stacks[key].screen.build()

    def is_open(self, key: str) -> bool:
        """Whether the screen has been visited."""
        return bool(self._stacks[key].pages)

    def push(self, key: str, page: Page) -> None:
        """Put a page on top of a screen's stack."""
        stack = self._stacks[key]
        stack.pages.append(_Open(page, stack.screen.title if not stack.pages else ""))
        self.addWidget(page)

    def pop(self, page: Page) -> None:
        """Take a page and everything above it away; a screen's first page stays."""
        for stack in self._stacks.values():
            places = [place for place, opened in enumerate(stack.pages) if opened.page is page]
            if places and places[0] > 0:
                for opened in stack.pages[places[0] :]:
                    opened.page.leave()
                    self.removeWidget(opened.page)
                    opened.page.deleteLater()
                del stack.pages[places[0] :]

    def show_key(self, key: str) -> None:
        """Show the top page of a screen and let it catch up on what it missed."""
        self._key = key
        stack = self._stacks[key].pages
        self._catch_up(stack[-1])  # before it is seen: a page that fills under one's eyes is laid out again and again
        self.setCurrentWidget(stack[-1].page)

    def top(self) -> Page | None:
        """The page that is seen."""
        pages = self._stacks[self._key].pages if self._key else []
        return pages[-1].page if pages else None

    def first(self, key: str) -> Page:
        """The lowest page of an open screen: it knows what a target means, whatever is open above it."""
        return self._stacks[key].pages[0].page

    def depth(self) -> int:
        """How many pages the current screen has open."""
        return len(self._stacks[self._key].pages) if self._key else 0

    def titles(self) -> tuple[str, str]:
        """Title of the page seen and of the one below it."""
        opened = self._stacks[self._key].pages if self._key else []
        names = [each.page.heading() or each.title for each in opened]
        return (names[-1] if names else ""), (names[-2] if len(names) > 1 else "")

    def pages(self) -> tuple[Page, ...]:
        """All open pages."""
        return tuple(opened.page for stack in self._stacks.values() for opened in stack.pages)

    def screen_of(self, page: Page) -> str:
        """Key of the screen a page belongs to; empty when it is gone."""
        for key, stack in self._stacks.items():
            if any(opened.page is page for opened in stack.pages):
                return key
        return ""

    def spread(self, changed: Flag | None) -> None:
        """Something changed: the page seen asks again now, the others when they are seen."""
        for stack in self._stacks.values():
            for opened in stack.pages:
                watches = opened.page.watches
                if changed is not None and watches is not None and not changed & watches:
                    continue
                _note(opened, changed)
                if opened.page is self.top():
                    self._catch_up(opened)

    def _catch_up(self, opened: _Open) -> None:
        if opened.stale:
            missed, opened.stale, opened.missed = opened.missed, False, None
            try:
                opened.page.refresh(missed)
            except FundError as error:  # gone meanwhile, or of a division that is not the person's any more
                notices.refusal(opened.page, error)
                opened.page.closed.emit()


def _note(opened: _Open, changed: Flag | None) -> None:
    """Add to what a page has missed; once everything, it stays everything."""
    if opened.stale and opened.missed is None:
        return
    opened.missed = changed if opened.missed is None or changed is None else opened.missed | changed
    opened.stale = True
