"""Files on their way between the disk and the ledger: chosen and read, or opened with the system's own program."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fundapp.errors import Invalid, NotFound
from fundapp.services.attachments import MAX_BYTES, FileRow, NewFile
from fundapp.ui.parts.attachments import Attached, Attachments
from fundapp.ui.parts.choice import Choice, labelled
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind

_HINTS = (
    (AttachmentKind.INVOICE, "发票|票据|invoice|fapiao"),
    (AttachmentKind.ACCOUNT_LETTER, "账户变更|变更函"),
    (AttachmentKind.VOUCHER, "回单|凭证|付款"),
    (AttachmentKind.ASSESSMENT, "考核"),
    (AttachmentKind.ACCEPTANCE, "验收|初验|终验|到货|进度|确认"),
    (AttachmentKind.CONTRACT, "合同|协议"),
    (AttachmentKind.BASIS, "文件|通知|批复|依据|分配"),
    (AttachmentKind.SIGNED_PAPER, "签字|扫描"),
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def guess_kind(name: str, fallback: AttachmentKind = AttachmentKind.OTHER) -> AttachmentKind:
    """What a file is, by its name."""
    return next((kind for kind, words in _HINTS if re.search(words, name, re.IGNORECASE)), fallback)


def read_file(path: Path, kind: AttachmentKind) -> NewFile:
    """A file from the disk.

    Raises:
        NotFound: it is gone or cannot be read.
        Invalid: empty, or larger than an attachment may be.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Invalid(f"附件“{path.name}”超过 50 MB。", field="附件", remedy="请压缩或拆分后再上传。")
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or "无法读取"
        raise NotFound(
            f"读不到文件“{path.name}”（{why}）。", field="附件", remedy="请确认文件还在原处后重试。"
        ) from error
    if not content:
        raise Invalid(f"附件“{path.name}”是空文件。", field="附件", remedy="请重新选择文件。")
    return NewFile(path.name, content, kind)


def shown(file: FileRow, *, removable: bool = False) -> Attached:
    """A stored attachment as the list shows it."""
    return Attached(file.id, file.file_name, file.kind.label, file.size, file.present, removable)


def open_attachment(page: Page, session: Session, attachment_id: int) -> None:
    """Copies a stored attachment into a temporary folder and opens it there; a vanished one is refused loudly."""
    session.runner.do(lambda: _unpack(*session.read_attachment(attachment_id)), show_by_system, owner=page)


def show_by_system(path: Path) -> None:
    """Opens a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _unpack(name: str, content: bytes) -> Path:
    folder = Path(tempfile.mkdtemp(dir=_folder()))
    target = folder / (_FORBIDDEN.sub("_", name).strip(". ") or "附件")
    target.write_bytes(content)
    return target


@cache
def _folder() -> Path:
    """One folder per run of the program, cleared away at its end."""
    folder = Path(tempfile.mkdtemp(prefix="fundapp-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class ChosenFiles(Attachments):
    """Files of one kind, chosen in a dialog and read only when it is confirmed."""

    changed = Signal()
    """One came or went: the dialog may want another height."""

    def __init__(self, kind: AttachmentKind) -> None:
        super().__init__()
        self._kind = kind
        self._paths: list[Path] = []
        self.added.connect(self._take_up)
        self.removed.connect(self._give_up)
        self.opened.connect(show_by_system)

    def waiting(self) -> bool:
        """Whether there is one: chosen files are somebody's work too."""
        return bool(self._paths)

    def read(self) -> tuple[NewFile, ...]:
        """The files' bytes.

        Raises:
            NotFound, Invalid: as `read_file`, for the first that cannot be taken.
        """
        return tuple(read_file(path, self._kind) for path in self._paths)

    def _take_up(self, paths: list[Path]) -> None:
        self._paths += [path for path in paths if path not in self._paths]
        self._show()

    def _give_up(self, key: object) -> None:
        self._paths = [path for path in self._paths if path != key]
        self._show()

    def _show(self) -> None:
        self.show_files([Attached(path, path.name, self._kind.label, removable=True) for path in self._paths])
        self.changed.emit()


KINDS_MATTER = "请核对每个文件是什么材料，送审前按类型核对是否齐全。"
"""Where the rules look for certain kinds before a document is submitted."""


class KindDialog(Dialog):
    """Asks what each chosen file is; the guess by name is usually right, so that Enter is enough."""

    def __init__(
        self,
        paths: Sequence[Path],
        taken: Callable[[tuple[tuple[Path, AttachmentKind], ...]], None],
        *,
        fallback: AttachmentKind = AttachmentKind.OTHER,
        guess: bool = True,
        hint: str = KINDS_MATTER,
        parent: QWidget | None = None,
    ) -> None:
        """`taken` gets the files with their kinds; `fallback` is proposed when the name says nothing.

        Without `guess` it is proposed whatever the name says. `hint`: above the boxes, what the kinds are asked for.
        """
        super().__init__("附件类型", parent, width=560)
        self._paths = tuple(paths)
        self._taken = taken
        self._form = Form(columns=1)
        self._kinds = [
            Choice("附件类型", labelled(tuple(AttachmentKind)), required=True, empty="") for _ in self._paths
        ]
        self.body.addWidget(label(hint, "second", wrap=True))
        for place, (path, kind) in enumerate(zip(self._paths, self._kinds, strict=True), start=1):
            kind.set_value(guess_kind(path.name, fallback) if guess else fallback)
            self._form.add(f"文件 {place}", ElidedLabel(path.name))
            self._form.add("类型", kind, name=f"类型 {place}")
        self.body.addWidget(self._form)
        self._form.finished.connect(self.press_main)
        self.add_button("取消", self.reject)
        self.add_button("添加", self._take, look="primary", main=True)
        self._form.focus_first()

    def kind(self, place: int) -> Choice[AttachmentKind]:
        """The choice of a file, from 0."""
        return self._kinds[place]

    def _take(self) -> None:
        kinds = [kind.read() or AttachmentKind.OTHER for kind in self._kinds]
        self.accept()
        self._taken(tuple(zip(self._paths, kinds, strict=True)))
