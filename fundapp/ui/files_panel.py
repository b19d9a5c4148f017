"""The attachments of a record that is stored already: each file is added by a verb as soon as its kind is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services.attachments import FileRow
from fundapp.services.done import Done
from fundapp.ui import notices
from fundapp.ui.attachment_files import KINDS_MATTER, KindDialog, open_attachment, read_file, shown
from fundapp.ui.parts.attachments import Attachments
from fundapp.ui.parts.label import label
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind


class FilesPanel(QWidget):
    """A list of files, with 添加附件 where the person may add some."""

    def __init__(
        self,
        page: Page,
        session: Session,
        attach: Callable[..., Done],
        detach: Callable[..., Done] | None = None,
        *,
        fallback: AttachmentKind = AttachmentKind.OTHER,
        guess: bool = True,
        hint: str = KINDS_MATTER,
    ) -> None:
        """`attach` is a verb that takes the id of the record and a `NewFile`, `detach` one that takes a file's id.

        `fallback`, `guess` and `hint`: see `KindDialog`.
        """
        super().__init__()
        self._page = page
        self._session = session
        self._attach = attach
        self._detach = detach
        self._fallback, self._guess, self._hint = fallback, guess, hint
        self._id = 0
        self.files = Attachments(editable=False)
        self.why = label("", "second", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.files)
        column.addWidget(self.why)
        self.files.added.connect(self._ask_kinds)
        self.files.removed.connect(self._remove)
        self.files.opened.connect(lambda key: open_attachment(page, session, int(key)))

    def show_files(self, record_id: int, files: Sequence[FileRow], barred: str, *, removable: bool = False) -> None:
        """Show the files of a record; `barred` says why none can be added, empty when some can."""
        self._id = record_id
        self.files.set_editable(not barred)
        self.files.show_files([shown(file, removable=removable) for file in files])
        self.why.setText(f"不能添加附件：{barred}" if barred else "")
        self.why.setVisible(bool(barred))

    def _ask_kinds(self, paths: list[Path]) -> None:
        KindDialog(
            paths, self.add, fallback=self._fallback, guess=self._guess, hint=self._hint, parent=self._page
        ).open()

    def _remove(self, key: object) -> None:
        if self._detach is not None and isinstance(key, int):
            self._session.do(self._page, self._detach, self._id, key)

    def add(self, chosen: tuple[tuple[Path, AttachmentKind], ...]) -> None:
        """Store files of known kind, one act each."""
        for path, kind in chosen:
            try:
                file = read_file(path, kind)
            except FundError as error:
                notices.refusal(self._page, error)
                return
            self._session.do(self._page, self._attach, self._id, file)
