"""What every screen holds: the open ledger, the person's seat, and where work runs.

session.ask(payment_sheet.sheet, 7)                        at once, for what takes milliseconds
session.do(page, payments.submit, 7, done=self.shown)      on the worker; then the toast, `page.changed`, and `done`
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.ui import notices
from fundapp.ui.parts.listing import Ask, Batch
from fundapp.ui.runner import Runner
from fundapp.ui.screen import Page

if TYPE_CHECKING:
    from fundapp.services.desk import Desk
    from fundapp.services.done import Done
    from fundapp.services.ledger import Ledger
    from fundapp.services.paging import Page as ServicePage
    from fundapp.services.paging import PageRequest
    from fundapp.services.seat import Seat
    from fundapp.services.signing import Confirmation
    from fundapp.services.unit_of_work import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Session:
    """From login to logout."""

    ledger: Ledger
    seat: Seat
    runner: Runner
    restore: Callable[[Path], None] = lambda _backup: None
    """Closes everything and puts a backup in the ledger's place; given by the application."""

    def ask(self, question: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Asks the services as the person who has logged in. Raises FundError."""
        return self.ledger.ask(self.seat, question, *args, **kwargs)

    def do(
        self,
        page: Page,
        verb: Callable[Concatenate[UnitOfWork, ...], Done],
        *args: Any,
        done: Callable[[Done], None] | None = None,
        failed: Callable[[FundError], None] | None = None,
        hold: QWidget | None = None,
        witness: Callable[[], Confirmation] | None = None,
    ) -> None:
        """Does a verb on the worker. Success says its message, tells every page what changed, then calls `done`.

        A refusal goes to `failed`, or is shown with its article when that is None. `witness` opens the key of somebody
        who witnesses the act, first, on the worker too.
        """

        def work() -> Done:
            seen = {} if witness is None else {"witness": witness()}
            return self.ledger.do(self.seat, verb, *args, **seen)

        def finished(result: Done) -> None:
            notices.say(result.message)
            page.changed.emit(result.changed)
            if done is not None:
                done(result)

        self.runner.do(work, finished, failed, owner=page, hold=hold)

    def confirm(self, password: str) -> Confirmation:
        """The password typed again before a signature; takes a tenth of a second. Raises WrongPassword."""
        from fundapp.services import access  # noqa: PLC0415 - the login must paint before the services are imported

        return access.confirm(self.ledger, self.seat, password)

    def read_attachment(self, attachment_id: int) -> tuple[str, bytes]:
        """File name and bytes of an attachment. Raises NotFound, Damaged."""
        from fundapp.services import attachments  # noqa: PLC0415

        return self.ask(attachments.read, attachment_id)

    @property
    def path(self) -> Path:
        """The ledger file."""
        return self.ledger.path


@dataclass(frozen=True)
class ServiceList(Generic[R]):
    """A table's source from a paged question, such as ``lambda desk, asked: page(desk, asked, 2026)``."""

    session: Session
    question: Callable[[Desk, PageRequest], ServicePage[R]]

    def fetch(self, ask: Ask) -> Batch[R]:
        """One page."""
        from fundapp.services.paging import PageRequest  # noqa: PLC0415

        request = PageRequest(
            sort=ask.sort,
            descending=ask.descending if ask.sort else True,
            text=ask.text,
            filters=ask.filters,
            after=cast("tuple[str | int, int] | None", ask.after),
            limit=ask.limit,
        )
        page = self.session.ask(self.question, request)
        return Batch(page.rows, page.total, page.next, page.sums)
