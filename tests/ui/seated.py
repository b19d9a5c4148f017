"""Somebody at a screen: a session whose work runs at once, and what a page has told the shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from fundapp.services.seat import Seat
from fundapp.ui.runner import InlineRunner
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from tests.builders import Office

P = TypeVar("P", bound=Page)


def session(place: Office, seat: Seat, restore: Callable[[Path], None] = lambda _path: None) -> Session:
    """A session of somebody of the office."""
    return Session(place.ledger, seat, InlineRunner(), restore)


class Told:
    """What a page has said by its signals."""

    def __init__(self, page: Page) -> None:
        self.pushed: list[QWidget] = []
        self.wanted: list[tuple[str, object]] = []
        self.closed = 0
        page.pushed.connect(self.pushed.append)
        page.wanted.connect(lambda key, target: self.wanted.append((key, target)))
        page.closed.connect(self._on_closed)

    def _on_closed(self) -> None:
        self.closed += 1


def ready(page: P) -> P:
    """As the shell shows a page first; its own acts refresh it as the shell would."""
    page.changed.connect(page.refresh)
    page.refresh(None)
    return page
