"""Files of a document that is being written: those not stored yet wait until the document is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services.attachments import FileRow
from fundapp.services.done import Done
from fundapp.ui import notices
from fundapp.ui.attachment_files import KindDialog, open_attachment, read_file, show_by_system, shown
from fundapp.ui.parts.attachments import Attached, Attachments
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind


class PendingFiles(QWidget):
    """Stored files and waiting ones in one list; `upload` stores what waits."""

    def __init__(self, page: Page, session: Session, attach: Callable[..., Done], fallback: AttachmentKind) -> None:
        """`attach` is a verb that takes the id of the document and a `NewFile`."""
        super().__init__()
        self._page = page
        self._session = session
        self._attach = attach
        self._fallback = fallback
        self._stored: tuple[FileRow, ...] = ()
        self.waiting: list[tuple[Path, AttachmentKind]] = []
        self.files = Attachments()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.files)
        self.files.added.connect(self._ask_kinds)
        self.files.opened.connect(self._open)
        self.files.removed.connect(self._remove)

    def show_files(self, stored: Sequence[FileRow], *, editable: bool) -> None:
        """Show what is stored, with what waits below it."""
        self._stored = tuple(stored)
        self.files.set_editable(editable)
        self._tell()

    def add(self, chosen: tuple[tuple[Path, AttachmentKind], ...]) -> None:
        """These wait from now on."""
        for path, kind in chosen:
            try:
                read_file(path, kind)
            except FundError as error:
                notices.refusal(self._page, error)
            else:
                self.waiting.append((path, kind))
        self._tell()

    def upload(self, document_id: int, then: Callable[[], None]) -> None:
        """Store what waits, one after the other; `then` is called only when nothing waits any more."""
        if not self.waiting:
            then()
            return
        path, kind = self.waiting[0]
        try:
            file = read_file(path, kind)
        except FundError as error:
            notices.refusal(self._page, error)
            return

        def stored(_done: Done) -> None:
            self.waiting.pop(0)
            self._tell()
            self.upload(document_id, then)

        self._session.do(self._page, self._attach, document_id, file, done=stored)

    def clear(self) -> None:
        """Nothing waits any more."""
        self.waiting.clear()
        self._tell()

    def _ask_kinds(self, paths: list[Path]) -> None:
        KindDialog(paths, self.add, fallback=self._fallback, parent=self._page).open()

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            open_attachment(self._page, self._session, key)
        elif isinstance(key, Path):
            show_by_system(key)

    def _remove(self, key: object) -> None:
        self.waiting = [each for each in self.waiting if each[0] != key]
        self._tell()

    def _tell(self) -> None:
        pending = [Attached(path, path.name, f"{kind.label}，待上传", 0, True, True) for path, kind in self.waiting]
        self.files.show_files([*(shown(file) for file in self._stored), *pending])
