"""What the screens need is made ready while the person types the password, so that no first visit waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fundapp.ui.runner import Runner

if TYPE_CHECKING:
    from fundapp.services.ledger import Ledger

MODULES = (
    "fundapp.ui.frame",
    "fundapp.ui.workbench.page",
    "fundapp.ui.signing.desk",
    "fundapp.ui.payments.list",
    "fundapp.ui.projects.list",
    "fundapp.ui.contracts.list",
    "fundapp.ui.disbursements.list",
    "fundapp.ui.applications.list",
    "fundapp.ui.monitoring.list",
    "fundapp.ui.performance.list",
    "fundapp.ui.rectifications.list",
    "fundapp.ui.term_reviews.list",
    "fundapp.ui.payees.list",
    "fundapp.ui.templates.list",
    "fundapp.ui.people.page",
    "fundapp.ui.backup.page",
)
"""Pages in the order in which most people see them; each brings its details and editors."""


def warm_up(runner: Runner, owner: QObject, ledger: Callable[[], Ledger | None]) -> None:
    """Does it on the worker, a piece at a time: a login gets in between. `ledger` says which one is open now."""
    pieces = _pieces(ledger)

    def go_on(more: bool) -> None:
        if more:
            # What cannot be read is told to whoever asks for it, not to somebody who types a password.
            runner.do(lambda: next(pieces, False), go_on, lambda _error: None, owner=owner)

    go_on(True)


def _pieces(ledger: Callable[[], Ledger | None]) -> Iterator[bool]:
    for module in MODULES:
        import_module(module)
        yield True
    from fundapp.forms import fonts  # noqa: PLC0415 - reportlab

    for name in fonts.FACES:
        fonts.face(name)
        yield True
    from fundapp.services.rehearsal import rehearse  # noqa: PLC0415 - SQLAlchemy

    opened = ledger()
    for _ in rehearse(opened) if opened is not None else ():
        yield True
        if ledger() is not opened:  # closed, or another one is open
            return
