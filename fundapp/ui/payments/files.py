"""The files of a request: stored ones, those that wait for the first save, opening, adding and taking away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fundapp.errors import FundError
from fundapp.services import payments
from fundapp.services.attachments import FileRow
from fundapp.ui import attachment_files, notices
from fundapp.ui.attachment_files import KindDialog
from fundapp.ui.parts.attachments import Attached, Attachments
from fundapp.ui.screen import Page, nothing
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import SubjectKind


class RequestFiles(QObject):
    """Keeps the list true; a file belongs to a stored request, so a new one is stored first."""

    wanted_store = Signal()
    """A file waits: store the request, then call `upload`."""

    def __init__(self, session: Session, page: Page, shown: Attachments) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._list = shown
        self._stored: tuple[FileRow, ...] = ()
        self._waiting: list[tuple[Path, AttachmentKind]] = []
        self.payment_id: int | None = None
        self.removable = True
        shown.added.connect(self.ask_kinds)
        shown.removed.connect(self._remove)
        shown.opened.connect(self._open)

    def show_stored(self, files: tuple[FileRow, ...]) -> None:
        """Show what lies behind the request: its own files, and those of contract and evidence."""
        self._stored = files
        self._show()

    def waiting(self) -> int:
        """How many files wait to be uploaded."""
        return len(self._waiting)

    def forget(self) -> None:
        """Give up what waits."""
        self._waiting.clear()
        self._show()

    def ask_kinds(self, paths: list[Path]) -> None:
        """Ask what each file is, then take them."""
        KindDialog(paths, self.take, parent=self._page.window()).open()

    def take(self, files: tuple[tuple[Path, AttachmentKind], ...]) -> None:
        """Files with their kinds."""
        self._waiting.extend(files)
        self._show()
        if self.payment_id is None:
            self.wanted_store.emit()
        else:
            self.upload()

    def upload(self, then: Callable[[], None] = nothing) -> None:
        """Upload what waits, one act each, then call `then`; a file that is refused leaves the list with its reason."""
        if not self._waiting or self.payment_id is None:
            then()
            return
        path, kind = self._waiting[0]

        def gone(error: FundError) -> None:
            self._waiting.pop(0)
            self._show()
            notices.refusal(self._page, error)

        def stored(_done: object) -> None:
            self._waiting.pop(0)
            self._show()
            self.upload(then)

        try:
            file = attachment_files.read_file(path, kind)
        except FundError as error:
            gone(error)
            return
        self._session.do(self._page, payments.attach_file, self.payment_id, file, done=stored, failed=gone)

    def _show(self) -> None:
        rows = [
            attachment_files.shown(row, removable=self.removable and row.owner == SubjectKind.PAYMENT)
            for row in self._stored
        ]
        rows += [Attached(path, path.name, f"{kind.label} · 待上传", 0, removable=True) for path, kind in self._waiting]
        self._list.show_files(rows)

    def _remove(self, key: object) -> None:
        if isinstance(key, Path):
            self._waiting = [(path, kind) for path, kind in self._waiting if path != key]
            self._show()
        elif isinstance(key, int) and self.payment_id is not None:
            self._session.do(self._page, payments.detach_file, self.payment_id, key)

    def _open(self, key: object) -> None:
        if isinstance(key, Path):
            attachment_files.show_by_system(key)
        elif isinstance(key, int):
            attachment_files.open_attachment(self._page, self._session, key)
